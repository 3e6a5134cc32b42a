"""Quantities, keys, percentages, dates, truth values."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vertragsgen import notation as n

GUT: list[tuple[Callable[[str], Any], str, Any]] = [
    (n.parse_menge, "2,5", Decimal("2.5")),
    (n.parse_menge, "2.5", Decimal("2.5")),
    (n.parse_menge, "365.25", Decimal("365.25")),
    (n.parse_menge, "2.803,20", Decimal("2803.20")),
    (n.parse_menge, "1.234.567", Decimal("1234567")),
    (n.parse_menge, "0.250", Decimal("0.250")),
    (n.parse_menge, "1,2345", Decimal("1.2345")),
    (n.parse_menge, "-3", Decimal("-3")),
    (n.parse_ganzzahl, "8", 8),
    (n.parse_ganzzahl, "-1", -1),
    (n.parse_prozent, "25", Decimal(25)),
    (n.parse_prozent, "1,50 %", Decimal("1.50")),
    (n.parse_schluessel, "1:2,5", Decimal("2.5")),
    (n.parse_schluessel, "1 : 2,5", Decimal("2.5")),
    (n.parse_schluessel, "2,5", Decimal("2.5")),
    (n.parse_schluessel, "2.5", Decimal("2.5")),
    (n.parse_schluessel, "1:12", Decimal(12)),
    (n.parse_datum, "2019-01-03", date(2019, 1, 3)),
    (n.parse_datum, "03.01.2019", date(2019, 1, 3)),
    (n.parse_datum, "29.02.2020", date(2020, 2, 29)),
    (n.parse_wahrheitswert, "true", True),
    (n.parse_wahrheitswert, "false", False),
    (n.parse_zeit, "9:30", "09:30"),
    (n.parse_zeit, "19.00 Uhr", "19:00"),
    (n.parse_zeit, "24:00", "24:00"),
]

SCHLECHT: list[tuple[Callable[[str], Any], str, str]] = [
    (n.parse_menge, "1.234", "mehrdeutig"),
    (n.parse_menge, "1,23456", "vier Nachkommastellen"),
    (n.parse_menge, "1e3", "keine Zahl"),
    (n.parse_menge, "", "keine Zahl"),
    (n.parse_menge, "1234567890123", "zu groß"),
    (n.parse_ganzzahl, "8,0", "keine ganze Zahl"),
    (n.parse_ganzzahl, "1.234", "Schreiben Sie „1234“"),
    (n.parse_ganzzahl, "0x10", "keine ganze Zahl"),
    (n.parse_ganzzahl, "acht", "keine ganze Zahl"),
    (n.parse_prozent, "1.234", "mehrdeutig"),
    (n.parse_prozent, "viel", "Prozentsatz"),
    (n.parse_schluessel, "2:5", "Betreuungsschlüssel"),
    (n.parse_schluessel, "1:0", "Betreuungsschlüssel"),
    (n.parse_schluessel, "1:-2", "Betreuungsschlüssel"),
    (n.parse_schluessel, "1:2:3", "Betreuungsschlüssel"),
    (n.parse_schluessel, "1.234", "Betreuungsschlüssel"),
    (n.parse_datum, "30.02.2019", "gibt es im Kalender nicht"),
    (n.parse_datum, "1.1.2019", "Schreiben Sie „01.01.2019“"),
    (n.parse_datum, "01.01.19", "kein Datum"),
    (n.parse_datum, "01/01/2019", "kein Datum"),
    (n.parse_datum, "0019-01-01", "außerhalb"),
    (n.parse_datum, "xx.xx.20xx", "kein Datum"),
    (n.parse_wahrheitswert, "no", "Schreiben Sie „false“"),
    (n.parse_wahrheitswert, "ja", "Schreiben Sie „true“"),
    (n.parse_wahrheitswert, "True", "Schreiben Sie „true“"),
    (n.parse_wahrheitswert, "1", "„true“ (ja) oder „false“ (nein)"),
    (n.parse_zeit, "24:30", "keine Uhrzeit"),
    (n.parse_zeit, "neun", "keine Uhrzeit"),
]


@pytest.mark.parametrize(("lesen", "text", "wert"), GUT)
def test_good_notation_is_read(lesen: Callable[[str], Any], text: str, wert: Any) -> None:
    ergebnis = lesen(text)
    assert ergebnis == wert
    assert type(ergebnis) is type(wert)


@pytest.mark.parametrize(("lesen", "text", "teil"), SCHLECHT)
def test_bad_notation_is_refused_in_german(lesen: Callable[[str], Any], text: str, teil: str) -> None:
    with pytest.raises(n.Notationsfehler) as gefangen:
        lesen(text)
    assert teil in gefangen.value.meldung


def test_quantities_keep_their_decimals() -> None:
    assert str(n.parse_menge("2.803,20")) == "2803.20"


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        (n.format_menge(Decimal("2803.20")), "2.803,20"),
        (n.format_menge(Decimal("75.689854"), 4), "75,6899"),
        (n.format_menge(Decimal("0.1250"), 2, 4), "0,125"),
        (n.format_menge(Decimal("2467.26375"), 2, 4), "2.467,2638"),
        (n.format_menge(Decimal("0.16"), 2, 4), "0,16"),
        (n.format_menge(Decimal(1), 2, 4), "1,00"),
        (n.format_menge(Decimal(8)), "8"),
        (n.format_prozent(Decimal(25)), "25\u00a0%"),
        (n.format_prozent(Decimal("1.50")), "1,50\u00a0%"),
        (n.format_schluessel(Decimal("2.5")), "1\u00a0:\u00a02,5"),
        (n.format_schluessel(Decimal("2.50")), "1\u00a0:\u00a02,5"),
        (n.format_schluessel_kurz(Decimal("2.5")), "1:2,5"),
        (n.format_schluessel_kurz(Decimal(10)), "1:10"),
        (n.format_datum(date(2019, 1, 3)), "03.01.2019"),
    ],
)
def test_german_notation_is_written(text: str, erwartet: str) -> None:
    assert text == erwartet


def test_the_examples_in_the_docstrings_hold() -> None:
    ergebnis = doctest.testmod(n)
    assert ergebnis.attempted >= 3
    assert ergebnis.failed == 0
