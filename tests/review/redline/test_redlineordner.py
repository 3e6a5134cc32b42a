"""The folder of redlines: one file for each document that can be tracked, a reason for each that cannot."""

from __future__ import annotations

import pickle
from pathlib import Path

from tests.linearise.docx_kit import pack, unpack
from tests.review.redline.paare import PAARE
from vertragsgen.review.redline import pruefe
from vertragsgen.review.redlineordner import NICHTS, Abgelegt, Redlineordner

ALT, NEU = PAARE["wort und betrag"]


def test_a_changed_document_is_written_below_its_profile(tmp_path: Path) -> None:
    ordner = Redlineordner(tmp_path / "redlines")
    assert ordner.lege_ab("haus", "vereinbarung.docx", ALT, NEU) == Abgelegt("haus/vereinbarung.docx")
    geschrieben = tmp_path / "redlines" / "haus" / "vereinbarung.docx"
    assert pruefe(ALT, NEU, geschrieben.read_bytes()) == ""
    assert [p.name for p in geschrieben.parent.iterdir()] == ["vereinbarung.docx"]


def test_twice_the_same_bytes_also_from_another_process(tmp_path: Path) -> None:
    ordner = Redlineordner(tmp_path)
    ordner.lege_ab("haus", "a.docx", ALT, NEU)
    pickle.loads(pickle.dumps(ordner)).lege_ab("haus", "b.docx", ALT, NEU)
    assert (tmp_path / "haus" / "a.docx").read_bytes() == (tmp_path / "haus" / "b.docx").read_bytes()


def test_a_document_that_already_holds_tracked_changes_is_refused_and_an_old_redline_removed(tmp_path: Path) -> None:
    ordner = Redlineordner(tmp_path)
    ordner.lege_ab("haus", "a.docx", ALT, NEU)
    bearbeitet = (tmp_path / "haus" / "a.docx").read_bytes()
    abgelegt = ordner.lege_ab("haus", "a.docx", ALT, bearbeitet)
    assert abgelegt.pfad == ""
    assert "nachverfolgte Änderungen" in abgelegt.grund
    assert not (tmp_path / "haus" / "a.docx").exists()


def test_a_folder_that_cannot_be_written_is_a_reason(tmp_path: Path) -> None:
    (tmp_path / "haus").write_text("eine Datei, kein Ordner")
    abgelegt = Redlineordner(tmp_path).lege_ab("haus", "a.docx", ALT, NEU)
    assert abgelegt.pfad == ""
    assert "lässt sich nicht schreiben" in abgelegt.grund


def test_what_this_run_did_not_write_is_named(tmp_path: Path) -> None:
    ordner = Redlineordner(tmp_path)
    ordner.lege_ab("haus", "a.docx", ALT, NEU)
    neu = ordner.lege_ab("anker", "a.docx", ALT, NEU)
    assert ordner.uebrige([neu.pfad]) == ["haus/a.docx"]
    assert Redlineordner(tmp_path / "fehlt").uebrige([]) == []


def test_where_nothing_can_be_tracked_there_is_no_file_and_nothing_went_wrong(tmp_path: Path) -> None:
    teile = unpack(ALT)
    teile["word/styles.xml"] = teile["word/styles.xml"].replace(b"<w:rPr>", b'<w:rPr><w:sz w:val="77"/>', 1)
    neu = pack(teile)
    ordner = Redlineordner(tmp_path)
    ordner.lege_ab("haus", "a.docx", ALT, NEU)
    abgelegt = ordner.lege_ab("haus", "a.docx", ALT, neu)
    assert (abgelegt.pfad, abgelegt.grund) == ("", "")
    assert abgelegt.hinweise[0] == NICHTS
    assert "Formatvorlagen" in abgelegt.hinweise[1]
    assert not (tmp_path / "haus" / "a.docx").exists()
