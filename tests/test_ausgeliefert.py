"""The record of the templates a workspace was given."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from vertragsgen.ausgeliefert import FILE, checksum, checksums, read_record, write_record


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    ordner = tmp_path / "templates"
    (ordner / "land" / "b").mkdir(parents=True)
    (ordner / "_gemeinsam").mkdir()
    (ordner / "land" / "b" / "paket.yaml").write_bytes("titel: Für\n".encode())
    (ordner / "land" / "b" / "rahmen.docx").write_bytes(b"PK\r\n\x00")
    (ordner / "_gemeinsam" / "k.md").write_bytes(b"Text\n")
    (ordner / "land" / "b" / "~$rahmen.docx").write_bytes(b"offen")
    (ordner / "land" / ".DS_Store").write_bytes(b"")
    return ordner


def test_every_template_is_recorded_and_nothing_else(templates: Path) -> None:
    write_record(templates, "1.2.3")
    stand = read_record(templates)
    assert stand is not None
    assert stand.version == "1.2.3"
    assert list(stand.dateien) == ["_gemeinsam/k.md", "land/b/paket.yaml", "land/b/rahmen.docx"]
    assert stand.dateien["land/b/paket.yaml"] == hashlib.sha256("titel: Für\n".encode()).hexdigest()
    assert stand.dateien["land/b/rahmen.docx"] == hashlib.sha256(b"PK\r\n\x00").hexdigest()


def test_writing_again_gives_the_same_bytes(templates: Path) -> None:
    erstes = write_record(templates, "1").read_bytes()
    assert write_record(templates, "1").read_bytes() == erstes


def test_line_ends_change_a_text_not_and_a_word_file(tmp_path: Path) -> None:
    for name, gleich in (("k.md", True), ("r.docx", False), ("R.DOCX", False)):
        datei = tmp_path / name
        datei.write_bytes(b"a\nb\n")
        lf = checksum(datei)
        datei.write_bytes(b"a\r\nb\r\n")
        assert (checksum(datei) == lf) is gleich, name


@pytest.mark.parametrize(
    "inhalt",
    [
        None,
        b"",
        b"[]",
        b"\xff",
        b'{"version": "1"}',
        b'{"version": 1, "files": {}}',
        b'{"version": "1", "files": {"a": 1}}',
    ],
)
def test_a_missing_or_damaged_record_is_none(tmp_path: Path, inhalt: bytes | None) -> None:
    if inhalt is not None:
        (tmp_path / FILE).write_bytes(inhalt)
    assert read_record(tmp_path) is None


def test_a_changed_file_shows(templates: Path) -> None:
    vorher = checksums(templates)
    (templates / "_gemeinsam" / "k.md").write_bytes(b"Anderer Text\n")
    nachher = checksums(templates)
    assert [name for name in vorher if vorher[name] != nachher[name]] == ["_gemeinsam/k.md"]
