"""Tokens of German legal text and the differences between two texts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertragsgen.review.tokens import traegt_zahl, zerlege, zerlege_mit_art
from vertragsgen.review.wortdiff import Stueckart, wortdiff


@pytest.mark.parametrize(
    ("token", "art"),
    [
        ("84,10 €", "betrag"),
        ("84,10\u00a0€", "betrag"),
        ("1.234,56 EUR", "betrag"),
        ("01.01.2026", "datum"),
        ("1. Januar 2026", "datum"),
        ("2026-01-31", "datum"),
        ("§ 113 Abs. 2 Nr. 2 SGB IX", "norm"),
        ("§\u00a075 Abs.\u00a03 Satz\u00a01 SGB\u00a0XII", "norm"),
        ("§§ 123 ff. SGB IX", "norm"),
        ("§§ 76, 77 SGB XII a. F.", "norm"),
        ("§ 8a Abs. 1 und Abs. 2 BremIFG", "norm"),
        ("Art. 6 Abs. 1 lit. c DSGVO", "norm"),
        ("25 %", "prozent"),
        ("1,5\u00a0%", "prozent"),
        ("25 v. H.", "prozent"),
        ("DE02 1203 0000 0000 2020 51", "iban"),
        ("DE02120300000000202051", "iban"),
        ("z. B.", "kuerzel"),
        ("i.\u00a0V.\u00a0m.", "kuerzel"),
        ("ggf.", "kuerzel"),
        ("Bewohner:innen", "wort"),
        ("Pflege-", "wort"),
        ("SGB-IX-Leistungen", "wort"),
        ("1:2,5", "schluessel"),
        ("3.1", "zahl"),
        ("365", "zahl"),
    ],
)
def test_a_legal_token_stays_whole(token: str, art: str) -> None:
    for satz in (f"Es gilt {token} für alle.", token, f"({token})", f"{token}, sonst nicht"):
        assert (art, token) in zerlege_mit_art(satz), zerlege(satz)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("§ 5 und 84,10 €", ["§ 5", " ", "und", " ", "84,10 €"]),
        ("§ 5, 84,10 €", ["§ 5", ",", " ", "84,10 €"]),
        ("Frist von 14 Tagen.", ["Frist", " ", "von", " ", "14", " ", "Tagen", "."]),
        ("2019 Der", ["2019", " ", "Der"]),
        ("a\u00a0b  c\n", ["a", "\u00a0", "b", "  ", "c", "\n"]),
    ],
)
def test_a_token_takes_nothing_that_is_not_its_own(text: str, tokens: list[str]) -> None:
    assert zerlege(text) == tokens


@given(st.text())
def test_tokens_joined_are_the_text(text: str) -> None:
    assert "".join(zerlege(text)) == text


_ZEICHEN = {Stueckart.GLEICH: "=", Stueckart.GELOESCHT: "-", Stueckart.EINGEFUEGT: "+"}


def _kurz(alt: str, neu: str) -> list[tuple[str, str]]:
    return [(_ZEICHEN[stueck.art], stueck.text) for stueck in wortdiff(alt, neu)]


def test_an_amount_is_replaced_as_a_whole() -> None:
    assert _kurz("je Tag 84,10 €.", "je Tag 84,15 €.") == [
        ("=", "je Tag "),
        ("-", "84,10 €"),
        ("+", "84,15 €"),
        ("=", "."),
    ]


def test_an_insertion_begins_with_its_word() -> None:
    assert _kurz("Er darf kündigen.", "Er darf nicht kündigen.") == [
        ("=", "Er darf "),
        ("+", "nicht "),
        ("=", "kündigen."),
    ]


def test_small_equal_words_between_changes_are_part_of_the_change() -> None:
    arten = [
        art
        for art, _ in _kurz("Der alte große Mann und die Frau im Haus.", "Der neue kleine Hund und das Kind am Bach.")
    ]
    assert arten == ["=", "-", "+", "="]


@pytest.mark.parametrize("zahl", ["84,10 €", "§ 5", "25 %", "14"])
def test_an_equal_figure_is_never_part_of_a_change(zahl: str) -> None:
    stuecke = wortdiff(f"Vorher galt einmal {zahl} ganz anders hier", f"Danach gilt nun {zahl} etwas neues dort")
    assert zahl in "".join(s.text for s in stuecke if s.art is Stueckart.GLEICH)
    assert not any(traegt_zahl(s.text) for s in stuecke if s.art is not Stueckart.GLEICH)


def test_no_break_spaces_and_case_are_changes() -> None:
    assert len(_kurz("§ 5 Abs. 1", "§\u00a05 Abs. 1")) == 2
    assert len(_kurz("der Träger", "Der Träger")) == 3


def test_both_texts_come_back_and_long_ones_are_quick() -> None:
    zufall = random.Random(4)
    woerter = ["der", "Träger", "84,10 €", "nicht", "§ 5 SGB IX", "und", "Leistung", ".", ",", "Frist"]
    for laenge in [*range(30), 3000]:
        alt = " ".join(zufall.choice(woerter) for _ in range(laenge))
        neu = " ".join(zufall.choice(woerter) for _ in range(laenge))
        stuecke = wortdiff(alt, neu)
        assert "".join(s.text for s in stuecke if s.art is not Stueckart.EINGEFUEGT) == alt
        assert "".join(s.text for s in stuecke if s.art is not Stueckart.GELOESCHT) == neu
    assert wortdiff("", "") == []
    assert _kurz("gleich", "gleich") == [("=", "gleich")]
