"""Each wording is read once: a question meets the right paragraphs, and meets them once."""

from __future__ import annotations

import re
import sys
import unicodedata
from typing import Any

import pytest

from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.leser import Frage, Klauseltext, Leser
from vertragsgen.inspection.teiltext import glatt, lies_teil
from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.pieces import Stueck, Wortlaut
from vertragsgen.rendering.plan import KENNUNG
from vertragsgen.rendering.references import _CLOSE, _OPEN

KLAUSEL = Klausel("k", "a", None, None, None, (), (), "", "k.md", 1, Mark("k.md", 1, 1))
ABSAETZE = ("8\u00a0Plätze", "bis zum\n31.03.", "ein PLATZ", "", "Plätze und Plätze")


def antworten(absaetze: tuple[str, ...], *fragen: Frage[Any], leser: Leser | None = None) -> list[list[Any]]:
    """For each question the numbers of the paragraphs that answer it, with the answers."""
    leser = leser or Leser()
    for frage in fragen:
        leser.frage(frage)
    treffer = Klauseltext(absaetze).treffer(leser)
    return [treffer.get(frage, []) for frage in fragen]


def test_a_question_goes_to_the_paragraphs_with_its_words() -> None:
    gefragt: list[str] = []

    def antwort(text: str) -> int | None:
        gefragt.append(text)
        return text.count("Plätze") or None

    frage = Frage(antwort, ("Plätze", "31."))
    assert antworten(ABSAETZE, frage, Frage(lambda text: True, ("platz",), klein=True)) == [
        [(0, 1), (4, 2)],
        [(2, True)],
    ]
    assert gefragt == ["8 Plätze", "bis zum\n31.03.", "Plätze und Plätze"]


def test_the_same_paragraph_is_asked_once() -> None:
    leser = Leser()
    gefragt: list[str] = []
    frage: Frage[str] = Frage(lambda text: gefragt.append(text))
    leser.frage(frage)
    for absaetze in (ABSAETZE, ABSAETZE[1:], ("neu", *ABSAETZE, "8,00")):
        assert Klauseltext(absaetze).treffer(leser) == {}
    # A number alone answers nothing.
    assert gefragt == [glatt(absatz) for absatz in ABSAETZE] + ["neu"]


def test_a_clause_that_was_read_before_answers_a_new_question_and_a_new_reader() -> None:
    ja: Frage[str] = Frage(lambda text: text, ("Plätze",))
    auch: Frage[int] = Frage(len, ("PLATZ",))
    text = Klauseltext(ABSAETZE)
    leser, anderer = Leser(), Leser()
    leser.frage(ja)
    assert list(text.treffer(leser)) == [ja]
    leser.frage(auch)
    assert text.treffer(leser)[auch] == [(2, 9)]
    # Paragraphs that had no answer are asked the new question too, wherever they stand.
    assert Klauseltext(ABSAETZE[1:3]).treffer(leser) == {auch: [(1, 9)]}
    anderer.frage(auch)
    assert list(text.treffer(anderer)) == [auch]


def test_a_clause_is_read_again_only_where_its_numbers_changed() -> None:
    wortlaut = Wortlaut(f'<w:p><w:r><w:t xml:space="preserve">Ziffer {_OPEN}a|x{_CLOSE}</w:t></w:r></w:p>')
    leser = Leser()

    def lies(nummer: str) -> Klauseltext:
        return leser.klausel(Stueck(KLAUSEL, "1", wortlaut, {"a": {"x": nummer}}))

    assert lies("3") is lies("3")
    assert (lies("3").ganz, lies("4").ganz, lies("3").ganz) == ("Ziffer 3", "Ziffer 4", "Ziffer 3")


def test_a_question_goes_to_the_paragraphs_with_its_signs() -> None:
    frage: Frage[str] = Frage(lambda text: text, zeichen=re.compile(r"\d\.|z\s?[uö]"))
    # A pattern never sees two paragraphs as one.
    gefunden = antworten(("8 z", "und 31.03.", "", "z ö", "ohne"), frage)
    assert gefunden == [[(1, "und 31.03."), (3, "z ö")]]


@pytest.mark.parametrize(("wort", "klein", "nummern"), [("platz", True, [2]), ("Platz", False, []), ("", False, [0])])
def test_paragraphs_with_a_word(wort: str, klein: bool, nummern: list[int]) -> None:
    assert list(Klauseltext(ABSAETZE).mit(wort, klein=klein))[:1] == nummern


def test_a_letter_that_grows_in_lower_case_hides_nothing() -> None:
    absaetze = ("İİİİ Name", "der NAME", "sonst")
    frage = Frage(lambda absatz: "name" in absatz.lower() or None, ("name",), klein=True)
    assert antworten(absaetze, frage) == [[(0, True), (1, True)]]
    assert list(Klauseltext(absaetze).mit("name", klein=True)) == [0, 1, 2]


def test_figures_of_a_clause() -> None:
    text = Klauseltext(("8\u00a0Plätze", "§ 3 SGB XII", "84,10 €", "ohne", "84,10"))
    assert [absatz for absatz, _ in text.figuren] == ["8\u00a0Plätze", "§ 3 SGB XII", "84,10 €", "84,10"]
    assert text.werte == {"8", "84,1"}


def test_the_texts_of_a_part() -> None:
    xml = (
        '<w:p><w:r><w:t xml:space="preserve">8 &amp; 9</w:t><w:br/><w:t>mehr</w:t></w:r></w:p><w:p/><w:p></w:p>'
        "<w:p><w:r><w:t></w:t></w:r></w:p><w:p><w:r><w:t>Ort</w:t><w:tab/><w:t>xx.XX.2019</w:t></w:r></w:p>"
        '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p><w:t>danach</w:t>'
    )
    teil = lies_teil(xml.encode())
    assert teil.absaetze == ("8 & 9\nmehr", "Ort\txx.XX.2019")
    assert teil.mit_ziffer == teil.absaetze
    assert teil.verdacht


def test_no_digit_of_any_script_and_no_mark_is_overlooked() -> None:
    ziffern = [chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) == "Nd"]
    assert len(ziffern) > 600
    mit = [*ziffern, KENNUNG, "§ 75\u00a0Abs. 3", "ä²–½ 9", "中٣"]
    ohne = ["", "ohne", "ä²–½ €\u00a0„…“", "中文", "Ⅸ", "\U0001f600"]
    xml = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in [*mit, *ohne])
    teil = lies_teil(xml.encode())
    assert teil.mit_ziffer == tuple(mit)
    assert teil.absaetze == tuple(text for text in [*mit, *ohne] if text)
