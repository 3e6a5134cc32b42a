"""``compare --format html``: one document, its comments and tracked changes, the proposal for the profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.browser import Browser
from tests.review.redline.paare import PAARE
from vertragsgen.cli.gruppe import gruppe
from vertragsgen.review.html import als_html_vergleich
from vertragsgen.review.modell import Bearbeitung, Dokumentvergleich, Kommentar
from vertragsgen.review.redline import redline_docx
from vertragsgen.review.vergleich import compare_docx

pytestmark = pytest.mark.chromium

ALT, NEU = PAARE["wort und betrag"]
TEXTE = "return [document.querySelector('#urteil h2').textContent, [...document.querySelectorAll('#kurz tbody tr')].map(z => z.innerText), [...document.querySelectorAll('#inhalt h2')].filter(e => e.offsetParent).map(e => e.textContent), document.body.innerText];"


def test_the_command_writes_a_page(browser: Browser, tmp_path: Path) -> None:
    for name, data in (("alt", ALT), ("neu", NEU)):
        (tmp_path / f"{name}.docx").write_bytes(data)
    ziel = tmp_path / "vergleich.html"
    lauf = CliRunner().invoke(
        gruppe,
        ["compare", str(tmp_path / "alt.docx"), str(tmp_path / "neu.docx"), "--format", "html", "--output", str(ziel)],
        standalone_mode=False,
    )
    assert lauf.exception is None
    urteil, zeilen, abschnitte, text = browser.frage(ziel, TEXTE)
    assert urteil == "4 geänderte Stellen, darin 3 Zahlen."
    assert len(zeilen) == 4
    assert abschnitte == ["Zahlen", "Wörter, die binden (nicht, muss, unverzüglich …)"]
    assert "Träger\t" not in text
    assert "nach Träger" not in text


def test_what_came_back_with_tracked_changes_names_who_made_them(browser: Browser, tmp_path: Path) -> None:
    zurueck = redline_docx(ALT, NEU, autor="Sonnenhof").data
    assert zurueck is not None
    seite = tmp_path / "v.html"
    seite.write_text(als_html_vergleich(compare_docx(ALT, zurueck, "rueckgabe.docx"), "a", "b"), encoding="utf-8")
    _, zeilen, abschnitte, _ = browser.frage(seite, TEXTE)
    assert any("Nachverfolgt" in zeile and "Sonnenhof" in zeile for zeile in zeilen)
    assert "Nachverfolgte Änderungen in der neuen Fassung (verglichen, als wären sie angenommen)" in abschnitte


def test_equal_texts_still_show_comments_and_a_proposal(browser: Browser, tmp_path: Path) -> None:
    vergleich = Dokumentvergleich(
        "rueckgabe.docx",
        kommentare=(Kommentar("Frau Beispiel", "2026-03-01T10:00:00Z", "Ziffer 3.1", "<b>Bitte prüfen</b>"),),
        bearbeitungen=(Bearbeitung("", "", "Ziffer 4", "eingefügt", "neu"),),
    )
    seite = tmp_path / "v.html"
    seite.write_text(als_html_vergleich(vergleich, "a", "b", vorschlag="plz: <28203>\n"), encoding="utf-8")
    urteil, zeilen, _, _ = browser.frage(seite, TEXTE)
    assert urteil == "Keine Unterschiede."
    assert any("Frau Beispiel (01.03.2026), Ziffer 3.1: <b>Bitte prüfen</b>" in zeile for zeile in zeilen)
    assert any("ohne Namen, Ziffer 4, eingefügt: neu" in zeile for zeile in zeilen)
    assert browser.frage(seite, "return document.querySelector('#kurz pre').textContent;") == "plz: <28203>\n"
