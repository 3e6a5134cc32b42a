"""Euro amounts: exact notation in, commercial rounding, German notation out."""

from __future__ import annotations

import doctest
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vertragsgen import money
from vertragsgen.money import Notationsfehler, format_betrag, format_euro, kurz, parse_betrag, runde

CENT = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("text", "wert"),
    [
        ("84,10", "84.10"),
        ("84.10", "84.10"),
        ("1.234,56", "1234.56"),
        ("1234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1.234.567,89", "1234567.89"),
        ("84,10 €", "84.10"),
        ("84,10€", "84.10"),
        ("84,10\u00a0€", "84.10"),
        (" 0,00 ", "0.00"),
        ("-3,41", "-3.41"),
        ("-1.234,56 €", "-1234.56"),
    ],
)
def test_amounts_are_read_exactly(text: str, wert: str) -> None:
    ergebnis = parse_betrag(text)
    assert ergebnis == Decimal(wert)
    assert ergebnis.as_tuple().exponent == -2


@pytest.mark.parametrize(
    ("text", "teil"),
    [
        ("84", "Schreiben Sie „84,00“"),
        ("84,1", "Schreiben Sie „84,10“"),
        ("84.1", "Schreiben Sie „84,10“"),
        ("84,105", "3 Nachkommastellen"),
        ("1.234", "mehrdeutig"),
        ("-1.234", "mehrdeutig"),
        ("1.234.567", "mehrdeutig"),
        ("84,105 €", "3 Nachkommastellen"),
        ("", "fehlt ein Eurobetrag"),
        ("€", "fehlt ein Eurobetrag"),
        ("1,234.56", "kein Eurobetrag"),
        ("1 234,56", "kein Eurobetrag"),
        ("1.23,45", "kein Eurobetrag"),
        ("84,10 EUR", "kein Eurobetrag"),
        ("84,10-", "kein Eurobetrag"),
        ("+84,10", "kein Eurobetrag"),
        ("\u221284,10", "kein Eurobetrag"),
        ("8e1", "kein Eurobetrag"),
        ("inf", "kein Eurobetrag"),
        ("NaN", "kein Eurobetrag"),
        ("٨٤,١٠", "kein Eurobetrag"),
        ("1234567890123,00", "zu groß"),
    ],
)
def test_other_notations_are_refused_with_a_reason(text: str, teil: str) -> None:
    with pytest.raises(Notationsfehler) as gefangen:
        parse_betrag(text)
    assert teil in gefangen.value.meldung


@pytest.mark.parametrize(
    ("wert", "stellen", "gerundet"),
    [
        ("3.765", 2, "3.77"),  # HALF_EVEN gives 3.76
        ("56.7675", 2, "56.77"),
        ("2.5", 0, "3"),
        ("-3.765", 2, "-3.77"),
        ("75.68985", 4, "75.6899"),
    ],
)
def test_rounding_is_half_up(wert: str, stellen: int, gerundet: str) -> None:
    assert runde(Decimal(wert), stellen) == Decimal(gerundet)


def test_no_binary_float_on_the_way() -> None:
    assert runde(parse_betrag("5,02") * Decimal("0.75")) == Decimal("3.77")


@pytest.mark.parametrize(
    ("wert", "text"),
    [("1234.56", "1.234,56"), ("0", "0,00"), ("-0.00", "0,00"), ("-1234.5", "-1.234,50"), ("999", "999,00")],
)
def test_amounts_are_written_in_german(wert: str, text: str) -> None:
    assert format_betrag(Decimal(wert)) == text
    assert format_euro(Decimal(wert)) == f"{text}\u00a0€"


def test_an_unrounded_amount_is_never_printed() -> None:
    with pytest.raises(ValueError, match="not rounded"):
        format_betrag(Decimal("84.105"))


@settings(derandomize=True, database=None, max_examples=300)
@given(CENT)
def test_what_is_written_is_read_again(wert: Decimal) -> None:
    assert parse_betrag(format_betrag(wert)) == wert
    assert parse_betrag(format_euro(wert)) == wert


def test_quoted_text_is_short_and_on_one_line() -> None:
    assert kurz("a\n  b") == "a b"
    assert len(kurz("x" * 500)) == 60


def test_the_examples_in_the_docstrings_hold() -> None:
    ergebnis = doctest.testmod(money)
    assert ergebnis.attempted >= 3
    assert ergebnis.failed == 0
