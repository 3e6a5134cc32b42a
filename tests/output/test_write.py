"""Writing a set of files: provenance, hand edits, open files, full disks, links, killed runs."""

from __future__ import annotations

import errno
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from vertragsgen.output import provenance
from vertragsgen.output.write import Schreibergebnis, beside, replace_file, write_set


def package(text: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("word/document.xml", (1980, 1, 1, 0, 0, 0)), text)
    return buffer.getvalue()


FILES = {"vereinbarung.docx": package("eins"), "anlage.docx": package("zwei")}


def write(folder: Path, files: dict[str, bytes] | None = None, **options: Any) -> Schreibergebnis:
    files = FILES if files is None else files
    nachweis = {"ausgaben": {name: provenance.describe_output(data) for name, data in files.items()}}
    return write_set(
        folder, files, nachweis, **{"vollstaendig": True, "force": False, "wurzel": folder.parent} | options
    )


def content(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def killed_before(name: str, folder: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """Write ``files``; the process ends when ``name`` would take its place."""
    real = os.replace

    def killed(source: str, target: str) -> None:
        if Path(target).name == name:
            raise KeyboardInterrupt
        real(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write(folder, files)
    monkeypatch.undo()


def test_a_set_is_written_with_its_provenance(tmp_path: Path) -> None:
    result = write(tmp_path / "output" / "p")
    folder = tmp_path / "output" / "p"
    assert not result.befunde
    assert content(folder) == {*FILES, "nachweis.json"}
    nachweis = json.loads((folder / "nachweis.json").read_bytes())
    assert nachweis["ausgaben"]["anlage.docx"]["sha256"] == provenance.sha256(FILES["anlage.docx"])
    assert set(nachweis["ausgaben"]["anlage.docx"]["teile"]) == {"word/document.xml"}


def test_what_is_unchanged_is_not_written_again(tmp_path: Path) -> None:
    write(tmp_path)
    stamps = {name: (tmp_path / name).stat().st_mtime_ns for name in content(tmp_path)}
    result = write(tmp_path)
    assert (result.geschrieben, len(result.dateien)) == ([], 2)
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in content(tmp_path)} == stamps


def test_a_hand_edit_is_kept_and_reported_until_forced(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "anlage.docx").write_bytes(b"von Hand")
    new = {name: package("neu") for name in FILES}
    result = write(tmp_path, new)
    assert [befund.code for befund in result.befunde] == ["VG161"]
    assert (tmp_path / "anlage.docx").read_bytes() == b"von Hand"
    assert (tmp_path / "vereinbarung.docx").read_bytes() == new["vereinbarung.docx"]
    assert not write(tmp_path, new, force=True).befunde
    assert (tmp_path / "anlage.docx").read_bytes() == new["anlage.docx"]
    assert content(tmp_path) == {*FILES, "nachweis.json"}


def test_a_file_of_unknown_origin_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "anlage.docx").write_bytes(b"fremd")
    assert [befund.code for befund in write(tmp_path).befunde] == ["VG161"]
    assert (tmp_path / "anlage.docx").read_bytes() == b"fremd"


def test_a_file_open_elsewhere_leaves_the_others_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    real = os.replace

    def refusing(source: str, target: str) -> None:
        if Path(target).name == "anlage.docx":
            raise PermissionError(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", refusing)
    new = {name: package("neu") for name in FILES}
    result = write(tmp_path, new)
    assert [(befund.code, "Word" in (befund.hilfe or "")) for befund in result.befunde] == [("VG160", True)]
    assert (tmp_path / "anlage.docx").read_bytes() == FILES["anlage.docx"]
    assert (tmp_path / "vereinbarung.docx").read_bytes() == new["vereinbarung.docx"]
    monkeypatch.undo()
    assert not write(tmp_path, new).befunde, "both the old and the new file count as ours"
    assert content(tmp_path) == {*FILES, "nachweis.json"}


def test_files_open_in_turn_are_never_taken_for_edited_by_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    real = os.replace
    for offen, stand in (("anlage.docx", "neu"), ("vereinbarung.docx", "neuer")):

        def refusing(source: str, target: str, offen: str = offen) -> None:
            if Path(target).name == offen:
                raise PermissionError(errno.EACCES, "in use")
            real(source, target)

        monkeypatch.setattr(os, "replace", refusing)
        result = write(tmp_path, {name: package(stand) for name in FILES})
        monkeypatch.undo()
        assert [befund.code for befund in result.befunde] == ["VG160"]
    # Now one file is of the second run and one of the third: both are ours.
    last = {name: package("zuletzt") for name in FILES}
    assert not write(tmp_path, last).befunde
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == last
    assert content(tmp_path) == {*FILES, "nachweis.json"}


def test_a_part_written_after_an_interrupted_set_keeps_what_was_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    new = {name: package("neu") for name in FILES}
    killed_before("anlage.docx", tmp_path, new, monkeypatch)
    first = next(iter(FILES))
    assert (tmp_path / first).read_bytes() == new[first]
    (other,) = FILES.keys() - {first}
    write(tmp_path, {other: package("neu")}, vollstaendig=False)
    last = {name: package("zuletzt") for name in FILES}
    assert not write(tmp_path, last).befunde
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == last


def test_a_link_in_place_of_an_unfinished_file_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "aussen.txt"
    outside.write_bytes(b"meins")
    target = tmp_path / "index.html"
    Path(beside(str(target))).symlink_to(outside)
    replace_file(target, b"<p>", b"</p>")
    assert outside.read_bytes() == b"meins"
    assert target.read_bytes() == b"<p></p>"


def test_a_path_in_the_provenance_is_no_file_of_ours(tmp_path: Path) -> None:
    outside, folder = tmp_path / "profil.yaml", tmp_path / "output" / "p"
    outside.write_bytes(b"paket: x")
    folder.mkdir(parents=True)
    names = ("../../profil.yaml", "..\\..\\profil.yaml", "C:profil.yaml", "..", str(outside))
    ausgaben = {name: {"sha256": provenance.sha256(b"paket: x")} for name in names}
    (folder / "nachweis.json").write_text(json.dumps({"ausgaben": ausgaben}), encoding="utf-8")
    assert provenance.known_hashes({"ausgaben": ausgaben}) == {}
    assert not write(folder).befunde
    assert outside.read_bytes() == b"paket: x"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.ENAMETOOLONG])
def test_a_full_disk_leaves_the_old_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    write(tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in content(tmp_path)}

    real, calls = os.write, 0

    def full(handle: int, data: Any) -> int:
        nonlocal calls
        calls += 1
        if calls > 1:
            raise OSError(code, "voll")
        return real(handle, data[:5])

    monkeypatch.setattr(os, "write", full)
    result = write(tmp_path, {name: package("neu") for name in FILES})
    monkeypatch.undo()
    assert [befund.code for befund in result.befunde] == ["VG160"]
    assert {name: (tmp_path / name).read_bytes() for name in content(tmp_path)} == before


def test_a_system_that_takes_a_few_bytes_at_a_time_gets_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, data[:7]))
    assert not write(tmp_path).befunde
    monkeypatch.undo()
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == FILES


def test_a_run_killed_between_two_files_is_ours_to_finish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path)
    new = {name: package("neu") for name in FILES}
    killed_before("anlage.docx", tmp_path, new, monkeypatch)
    assert "nachweis.json.neu" in content(tmp_path)
    assert not write(tmp_path, new).befunde
    assert content(tmp_path) == {*FILES, "nachweis.json"}


def test_a_linked_folder_or_file_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "anderswo"
    outside.mkdir()
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "p").symlink_to(outside)
    assert [befund.code for befund in write(tmp_path / "output" / "p").befunde] == ["VG160"]
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "anlage.docx").symlink_to(outside / "x.docx")
    assert [befund.code for befund in write(tmp_path / "q", force=True).befunde] == ["VG160"]
    assert list(outside.iterdir()) == []


def test_a_document_that_no_longer_belongs_goes_unless_edited(tmp_path: Path) -> None:
    write(tmp_path)
    only = {"vereinbarung.docx": FILES["vereinbarung.docx"]}
    write(tmp_path, only)
    assert content(tmp_path) == {"vereinbarung.docx", "nachweis.json"}
    write(tmp_path)
    (tmp_path / "anlage.docx").write_bytes(b"von Hand")
    assert [befund.code for befund in write(tmp_path, only).befunde] == ["VG161"]
    assert (tmp_path / "anlage.docx").exists()


def test_a_part_of_the_set_keeps_the_rest_known(tmp_path: Path) -> None:
    write(tmp_path)
    new = {"anlage.docx": package("neu")}
    write(tmp_path, new, vollstaendig=False)
    assert content(tmp_path) == {*FILES, "nachweis.json"}
    assert set(json.loads((tmp_path / "nachweis.json").read_bytes())["ausgaben"]) == set(FILES)


@pytest.mark.parametrize(
    "inhalt", [b"", b"{kaputt", b"[" * 100_000, b'{"ausgaben": 1e999}', b'{"ausgaben": "\xff"}', b"[1]"]
)
def test_a_damaged_provenance_counts_nothing_as_ours(tmp_path: Path, inhalt: bytes) -> None:
    write(tmp_path)
    (tmp_path / "nachweis.json").write_bytes(inhalt)
    assert [befund.code for befund in write(tmp_path, {"anlage.docx": package("x")}).befunde] == ["VG161"]
    assert not write(tmp_path).befunde, "equal content needs no provenance"
