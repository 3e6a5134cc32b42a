"""Each wording is read once: a question meets the right paragraphs, and meets them once."""

from __future__ import annotations

import re

import pytest

from vertragsgen.inspection.leser import Frage, Leser
from vertragsgen.inspection.teiltext import lies_teil

ABSAETZE = ("8\u00a0Plätze", "bis zum\n31.03.", "ein PLATZ", "", "Plätze und Plätze")


def test_a_question_goes_to_the_paragraphs_with_its_words() -> None:
    gefragt: list[str] = []

    def antwort(text: str) -> int | None:
        gefragt.append(text)
        return text.count("Plätze") or None

    text = Leser().klausel(ABSAETZE)
    assert text.antworten(Frage(antwort, ("Plätze", "31."))) == ((0, 1), (4, 2))
    assert gefragt == ["8 Plätze", "bis zum\n31.03.", "Plätze und Plätze"]


def test_the_same_clause_is_asked_once() -> None:
    leser = Leser()
    gefragt: list[str] = []
    frage: Frage[str] = Frage(lambda text: gefragt.append(text))
    for _ in range(3):
        assert leser.klausel(tuple(ABSAETZE)).antworten(frage) == ()
    assert len(gefragt) == len(ABSAETZE)


def test_a_question_goes_to_the_paragraphs_with_its_signs() -> None:
    frage: Frage[str] = Frage(lambda text: text, zeichen=re.compile(r"\d\.|z\s?[uö]"))
    # A pattern never sees two paragraphs as one.
    text = Leser().klausel(("8 z", "und 31.03.", "", "z ö", "ohne"))
    assert text.antworten(frage) == ((1, "und 31.03."), (3, "z ö"))


@pytest.mark.parametrize(("wort", "klein", "nummern"), [("platz", True, [2]), ("Platz", False, []), ("", False, [0])])
def test_paragraphs_with_a_word(wort: str, klein: bool, nummern: list[int]) -> None:
    assert list(Leser().klausel(ABSAETZE).mit(wort, klein=klein))[:1] == nummern


def test_a_letter_that_grows_in_lower_case_hides_nothing() -> None:
    text = Leser().klausel(("İİİİ Name", "der NAME", "sonst"))
    assert text.antworten(Frage(lambda absatz: "name" in absatz.lower() or None, ("name",), klein=True)) == (
        (0, True),
        (1, True),
    )


def test_figures_of_a_clause() -> None:
    text = Leser().klausel(("8\u00a0Plätze", "§ 3 SGB XII", "84,10 €", "ohne"))
    assert [absatz for absatz, _ in text.figuren] == ["8\u00a0Plätze", "§ 3 SGB XII", "84,10 €"]
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
