"""Files as lines with places: Word, PDF, and what cannot be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, tbl, tc, tr
from tests.review.conftest import Seiten
from vertragsgen.diagnostics import Schwere
from vertragsgen.review.lesen import als_text, lade, lies_bytes

KOPF = '<w:tblHeader w:val="1"/>'
NUMBERING = abstract(1, lvl(0, "%1."), lvl(1, "%1.%2")) + num(1, 1)


def _vertrag() -> bytes:
    tabelle = tbl(
        tr(tc("Bestandteil"), tc("Euro je Tag"), props=KOPF),
        tr(tc("Grundpauschale"), tc("5,00")),
        tr(tc("Zuschlag"), tc("1,00")),
        tr(tc("Zuschlag"), tc("2,00")),
        tr(tc("1."), tc("75,69")),
    )
    return docx(
        p("Vergütung", num="1", ilvl="0") + p("Es gelten:", num="1", ilvl="1") + tabelle + p("A\u00a0B"),
        parts={"numbering": NUMBERING},
    )


def test_rows_are_called_by_their_first_words() -> None:
    assert als_text(lies_bytes(_vertrag())).splitlines() == [
        "[Ziffer 1] 1. Vergütung",
        "[Ziffer 1.1] 1.1 Es gelten:",
        "[Ziffer 1.1, Tabelle, Kopfzeile] Bestandteil | Euro je Tag",
        "[Ziffer 1.1, Tabelle, Zeile Grundpauschale] Grundpauschale | 5,00",
        "[Ziffer 1.1, Tabelle, Zeile Zuschlag (3.)] Zuschlag | 1,00",
        "[Ziffer 1.1, Tabelle, Zeile Zuschlag (4.)] Zuschlag | 2,00",
        "[Ziffer 1.1, Tabelle, Zeile 5] 1. | 75,69",
        "[Ziffer 1.1, Absatz 2] A\u00a0B",
    ]


def test_two_tables_in_a_section_keep_their_numbers() -> None:
    eine = tbl(tr(tc("Wort"), tc("x")))
    text = als_text(lies_bytes(docx(eine + p("dazwischen") + eine)))
    assert "[Tabelle 1, Zeile Wort]" in text
    assert "[Tabelle 2, Zeile Wort]" in text


def test_a_pdf_is_read_by_page_and_pages_without_text_are_named(pdf: Seiten) -> None:
    gelesen = lies_bytes(pdf([["Vergütung 84,10 €", "§ 75"], [], ["Ende"]]), "rueckgabe.pdf")
    assert als_text(gelesen).splitlines() == [
        "[Seite 1, Zeile 1] Vergütung 84,10 €",
        "[Seite 1, Zeile 2] § 75",
        "[Seite 3, Zeile 1] Ende",
    ]
    assert [(b.schwere, b.meldung.split(" der PDF")[0]) for b in gelesen.befunde] == [(Schwere.WARNUNG, "Seite 2")]


@pytest.mark.parametrize(
    ("data", "wort"),
    [
        (b"", "leer"),
        (b"Hallo", "kein Word-Dokument"),
        (b"%PDF-1.4\nKaputt", "beschädigt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Kennwort"),
        (_vertrag()[:400], "beschädigt"),
    ],
)
def test_a_broken_file_is_a_german_sentence(data: bytes, wort: str) -> None:
    gelesen = lies_bytes(data, "x.docx")
    assert not gelesen.zeilen
    assert [befund.code for befund in gelesen.befunde] == ["VG101"]
    assert wort in gelesen.befunde[0].meldung


def test_every_cut_of_a_pdf_ends_in_text_or_a_finding(pdf: Seiten) -> None:
    ganz = pdf([["Vergütung 84,10 €"]])
    for ende in range(5, len(ganz), 7):
        gelesen = lies_bytes(ganz[:ende], "x.pdf")
        assert gelesen.zeilen or gelesen.befunde


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    assert "gibt es nicht" in lade(tmp_path / "fehlt.docx")[1][0].meldung
    assert "Ordner" in lade(tmp_path)[1][0].meldung


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pfad = tmp_path / "gross.docx"
    pfad.write_bytes(b"x" * 11)
    monkeypatch.setattr("vertragsgen.review.lesen.MAX_FILE", 10)
    data, (befund,) = lade(pfad)
    assert data == b""
    assert "größer als" in befund.meldung


def test_the_command_prints_text_and_ends_with_2_for_a_broken_file(tmp_path: Path) -> None:
    gut, schlecht = tmp_path / "gut.docx", tmp_path / "schlecht.docx"
    gut.write_bytes(_vertrag())
    schlecht.write_bytes(b"PK\x03\x04")
    befehl = [sys.executable, "-X", "utf8", "-m", "vertragsgen", "text"]
    lauf = subprocess.run([*befehl, str(gut), "--format", "markdown"], capture_output=True, text=True, encoding="utf-8")
    assert (lauf.returncode, lauf.stderr) == (0, "")
    assert "| Grundpauschale | 5,00 |" in lauf.stdout
    lauf = subprocess.run([*befehl, str(schlecht)], capture_output=True, text=True, encoding="utf-8")
    assert lauf.returncode == 2
    assert lauf.stdout == ""
    assert "kein Word-Dokument" in lauf.stderr
    assert "→" in lauf.stderr


def test_git_shows_the_text_of_a_word_file(tmp_path: Path) -> None:
    def git(*args: str) -> str:
        fest = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "core.autocrlf=false"]
        lauf = subprocess.run(["git", *fest, *args], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
        assert lauf.returncode == 0, lauf.stderr
        return lauf.stdout

    git("init", "-q")
    git("config", "diff.vertrag.textconv", f'"{sys.executable}" -X utf8 -m vertragsgen text --format markdown')
    (tmp_path / ".gitattributes").write_text("*.docx diff=vertrag\n")
    (tmp_path / "v.docx").write_bytes(docx(p("Es sind 84,10 €.")))
    git("add", ".")
    git("commit", "-qm", "x")
    (tmp_path / "v.docx").write_bytes(docx(p("Es sind 87,45 €.")))
    zeilen = git("diff").splitlines()
    assert "-Es sind 84,10 €." in zeilen
    assert "+Es sind 87,45 €." in zeilen
