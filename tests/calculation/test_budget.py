"""The Jahresbudget: sums, instalments and the cent that is left."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.calculation.beispiel import manifest, profil
from vertragsgen.calculation import calculate
from vertragsgen.calculation.budget import instalments, jahresbudget
from vertragsgen.calculation.model import Jahresbudget

D = Decimal
FAELLE = [
    {"art": "regulaer", "anzahl": 40, "pauschale": D("6300.00")},
    {"art": "intensiv", "anzahl": 10, "pauschale": D("11500.00")},
]


def budget(**anders: Any) -> Jahresbudget:
    angaben = {"jahr": 2019, "sockel": D("84000.00"), "faelle": FAELLE, "jahresbudget": None} | anders
    ergebnis = jahresbudget(profil(budget=angaben))
    assert ergebnis is not None
    return ergebnis


def test_the_worked_example() -> None:
    ergebnis = budget()
    assert [posten.betrag for posten in ergebnis.posten] == [D("252000.00"), D("115000.00")]
    assert ergebnis.jahresbudget == ergebnis.jahresbudget_gerechnet == D("451000.00")
    assert ergebnis.faelle == 50
    assert ergebnis.abschlaege[:11] == (D("37583.33"),) * 11
    assert ergebnis.abschlaege[11] == D("37583.37")


@pytest.mark.parametrize(
    ("betrag", "rate", "letzte"),
    [
        ("451000.00", "37583.33", "37583.37"),
        ("451004.00", "37583.67", "37583.63"),
        ("84000.00", "7000.00", "7000.00"),
        ("0.01", "0.00", "0.01"),
        ("0.06", "0.01", "-0.05"),
    ],
)
def test_the_last_instalment_carries_the_remainder(betrag: str, rate: str, letzte: str) -> None:
    raten = instalments(D(betrag))
    assert raten == (*[D(rate)] * 11, D(letzte))


@given(st.decimals("0", "99999999.99", places=2), st.integers(1, 24))
def test_instalments_add_up_to_the_cent(betrag: Decimal, anzahl: int) -> None:
    raten = instalments(betrag, anzahl)
    assert len(raten) == anzahl
    assert sum(raten) == betrag
    assert len(set(raten[:-1])) <= 1
    assert all(rate == rate.quantize(D("0.01")) for rate in raten)


def test_no_instalments_is_a_bug() -> None:
    with pytest.raises(ValueError, match="0 instalments"):
        instalments(D("1.00"), 0)


def test_an_agreed_figure_stands_beside_the_computed_one() -> None:
    ergebnis = budget(jahresbudget=D("451004.00"))
    assert ergebnis.jahresbudget == D("451004.00")
    assert ergebnis.jahresbudget_gerechnet == D("451000.00")
    assert sum(ergebnis.abschlaege) == D("451004.00")


def test_a_hole_leaves_the_sum_open() -> None:
    ergebnis = budget(faelle=[{"art": "regulaer", "anzahl": None, "pauschale": D("6300.00")}])
    assert ergebnis.jahresbudget is None
    assert ergebnis.faelle is None
    assert ergebnis.abschlaege == ()


def test_a_base_alone_is_a_budget() -> None:
    assert budget(faelle=[]).jahresbudget == D("84000.00")


def test_it_is_part_of_the_calculation() -> None:
    mit = calculate(profil(budget={"jahr": 2019, "sockel": D("1.00"), "faelle": FAELLE}), manifest())
    assert mit.berechnung.budget is not None
    assert mit.berechnung.budget.jahresbudget == D("367001.00")
    assert calculate(profil(), manifest()).berechnung.budget is None
