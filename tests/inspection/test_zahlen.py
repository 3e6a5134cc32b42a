"""Figures in text: found whole, compared by value, told apart from structure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vertragsgen.inspection.klauselzahlen import klauselzahlen
from vertragsgen.inspection.zahlen import gedruckte, kanon, kanon_zahl, schreibweisen


@pytest.mark.parametrize(
    ("text", "werte"),
    [
        ("84,10 €", ["84,1"]),
        ("2.803,20", ["2803,2"]),
        ("1.234 und 1234", ["1234", "1234"]),
        ("1 : 2,5 und 1:2,5", ["1:2,5", "1:2,5"]),
        ("1 : 3,00 und 1:1.200,50 und 1:30", ["1:3", "1:1200,5", "1:30"]),
        ("am 01.01.2019, bis 31.03. des Jahres", ["01.01.2019", "31.03"]),
        ("-4,45 und 3-4", ["-4,45", "3", "4"]),
        ("01067 Dresden", ["01067"]),
        ("S 11b/S 12", ["11b", "12"]),
        ("25 %, 36 m²", ["25", "36"]),
        ("§ 76 Abs. 3 SGB XII, §§ 53/54 SGB XII", []),
        ("Hilfebedarfsgruppe 1: 1 : 2,5", ["1:2,5"]),
        ("Satz 84,10 und § 5 und 8 Plätze", ["84,1", "8"]),
        ("§ 127 Abs. 1 Satz 2 und 3 SGB IX, § 124 Abs. 2 Satz 5 bis 9 SGB IX", []),
        ("nach § 127 Abs. 1 und 3 VK, § 30a Abs. 1 und 2 BZRG", ["3"]),
        ("Ziffer 3.1 und 12,50", ["12,5"]),
        ("Punkt 12,50", ["12,5"]),
    ],
)
def test_figures(text: str, werte: list[str]) -> None:
    assert [wert for _, wert in gedruckte(text) or ()] == werte
    assert [wert for _, wert in gedruckte(text.replace(" ", "\u00a0")) or ()] == werte


@pytest.mark.parametrize(("wert", "form"), [("84.10", "84,1"), ("-0.00", "0"), ("1200", "1200"), ("0.05", "0,05")])
def test_one_spelling_of_a_value(wert: str, form: str) -> None:
    assert kanon_zahl(Decimal(wert)) == form


def test_a_long_value_may_be_printed_rounded() -> None:
    assert {kanon("75,5580"), kanon("75,56"), "75,55798"} <= set(schreibweisen(Decimal("75.55798")))
    assert "75,5" not in schreibweisen(Decimal("75.55798"))


def test_typed_figures_have_a_place() -> None:
    text = "## [#anker-1]\n\n{# 5 #}\n1. Höchstens {{ a }} oder 12 Tage,\n"
    text += "   {% if b == 3 %}1 : {{ c }}{% endif %} § 4 Nr. 16\n::: Liste 2\n"
    offen = klauselzahlen(text, ()).offen
    assert [(zahl.figur, zahl.zeile, zahl.spalte) for zahl in offen] == [("12", 3, 27)]
    assert klauselzahlen(text, ("12",)).offen == ()
