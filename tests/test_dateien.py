"""Files read, written and hashed by the shortest way are the files that anyone else would see."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from vertragsgen.dateien import hashes, read_bytes, sha256, warum, write_bytes


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    for name in ("b.md", "a/c.md", "a/d.txt", "__pycache__/e.md", "a.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    return tmp_path


def expected(*names: str) -> list[str]:
    return [text for name in names for text in (name, hashlib.sha256(name.encode()).hexdigest())]


def test_every_file_is_named_and_hashed_in_the_order_of_the_names(ordner: Path) -> None:
    assert hashes(str(ordner)) == expected("__pycache__/e.md", "a.md", "a/c.md", "a/d.txt", "b.md")
    assert hashes(str(ordner), endung=".md", ohne=("__pycache__",)) == expected("a.md", "a/c.md", "b.md")


def test_a_link_to_a_file_is_read_or_refused_and_one_to_a_folder_is_never_entered(ordner: Path) -> None:
    (ordner / "z").symlink_to(ordner / "a")
    assert len(hashes(str(ordner))) == 10
    with pytest.raises(OSError, match="z"):
        hashes(str(ordner), link=False)
    (ordner / "z").unlink()
    (ordner / "y.md").symlink_to(ordner / "b.md")
    assert hashes(str(ordner))[-2:] == ["y.md", sha256(b"b.md")]
    for refused in (lambda: hashes(str(ordner), link=False), lambda: read_bytes(str(ordner / "y.md"), link=False)):
        with pytest.raises(OSError, match=r"y\.md"):
            refused()


def test_what_is_written_stands_there_alone(tmp_path: Path) -> None:
    pfad = str(tmp_path / "x")
    write_bytes(pfad, b"a" * 100_000)
    write_bytes(pfad, b"kurz")
    assert read_bytes(pfad) == b"kurz" == Path(pfad).read_bytes()
    write_bytes(pfad, b"")
    assert read_bytes(pfad) == b""


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="Windows hat keine Gerätedateien")
def test_a_device_without_an_end_is_not_read() -> None:
    with pytest.raises(OSError, match="/dev/zero"):
        read_bytes("/dev/zero")


def test_why_the_system_refused_is_said_in_german(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as fort:
        (tmp_path / "fort" / "a").write_bytes(b"")
    assert warum(fort.value) == "den Ordner gibt es nicht"
    assert warum(OSError(4711, "exotic")) == "Systemfehler 4711"
