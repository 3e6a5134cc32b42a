"""A profile with predecessor and percentage: what its rates ought to be, and what a cost sheet compares with them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.calculation.beispiel import GP, IB, MP, D, manifest, profil, reihe
from vertragsgen.calculation import calculate
from vertragsgen.calculation.model import Berechnung

PROZENT = {"prozent": D("2.5"), "komponenten": [GP, MP]}


def rechne(neu: dict[str, Any] | None = None, **anders: Any) -> Berechnung:
    werte: dict[str, Any] = {
        "laufzeit": {"beginn": date(2020, 1, 1)},
        "vorgaenger": {"beginn": date(2019, 1, 1), "ende": date(2019, 12, 31), "saetze": [reihe()]},
        "fortschreibung": PROZENT,
        "verguetung": {"einheit": "person_tag", "saetze": [reihe(**(neu or {GP: D("5.13"), MP: D("77.58")}))]},
    }
    return calculate(profil(**(werte | anders)), manifest()).berechnung


def test_each_component_is_raised_and_rounded_and_the_total_is_their_sum() -> None:
    fortschreibung = rechne().fortschreibung
    assert (fortschreibung.von, fortschreibung.bis) == (date(2019, 1, 1), date(2019, 12, 31))
    assert fortschreibung.ab == date(2020, 1, 1)
    assert [(t.komponente, t.bisher, t.prozent, t.soll, t.vereinbart, t.differenz) for t in fortschreibung.teile] == [
        (GP, D("5.00"), D("2.5"), D("5.13"), D("5.13"), D("0.00")),
        (MP, D("75.69"), D("2.5"), D("77.58"), D("77.58"), D("0.00")),
        (IB, D("3.41"), D(0), D("3.41"), D("3.41"), D("0.00")),
        (None, D("84.10"), None, D("86.12"), D("86.12"), D("0.00")),
    ]


def test_the_sheet_shows_its_own_rates_and_compares_with_the_raised_ones() -> None:
    [blatt] = rechne().kostenblaetter
    assert [t.kalkuliert for t in blatt.fortschreibung] == [D("5.00"), D("75.69"), D("3.41"), D("84.10")]
    zeilen = {zeile.titel: zeile for zeile in blatt.abgleich}
    assert "Jahresbudget" not in zeilen
    assert [(z.komponente, z.soll, z.ist) for z in blatt.abgleich if z.verweis == "verguetung"] == [
        (MP, D("77.58"), D("77.58")),
        (GP, D("5.13"), D("5.13")),
        (IB, D("3.41"), D("3.41")),
        (None, D("86.12"), D("86.12")),
    ]
    assert zeilen["Platzgeld gesamt"].soll == zeilen["Platzgeld gesamt"].ist == D("65.45")
    budget = zeilen["Jahresbudget aus den fortgeschriebenen Sätzen"]
    assert (budget.soll, budget.ist, budget.toleranz) == (D("241411.58"), D("241411.58"), 0)
    assert all(zeile.stimmt for zeile in blatt.abgleich)
    # The sheet itself stays the calculation of the predecessor.
    assert (blatt.gesamtentgelt, blatt.jahresbudget) == (D("84.10"), D("235749.12"))


def test_one_cent_shows_in_the_rate_the_total_and_the_budget() -> None:
    berechnung = rechne({GP: D("5.13"), MP: D("77.59")})
    [blatt] = berechnung.kostenblaetter
    assert [str(t.differenz) for t in blatt.fortschreibung] == ["0.00", "0.01", "0.00", "0.01"]
    assert [(z.titel, str(z.differenz)) for z in blatt.abgleich if z.stimmt is False] == [
        ("Maßnahmepauschale", "0.01"),
        ("Gesamtentgelt", "0.01"),
        ("Jahresbudget aus den fortgeschriebenen Sätzen", "28.04"),
    ]


def test_own_percentages_per_component() -> None:
    fortschreibung = rechne(fortschreibung={"prozent_je_komponente": {MP: D(3)}}).fortschreibung
    assert [t.soll for t in fortschreibung.teile] == [D("5.00"), D("77.96"), D("3.41"), D("86.37")]


@pytest.mark.parametrize(
    "anders",
    [
        {"fortschreibung": None},
        {"vorgaenger": None},
        {"vorgaenger": {"saetze": []}},
        {"fortschreibung": {"komponenten": [GP]}},
    ],
)
def test_without_percentage_or_predecessor_the_sheet_is_compared_with_its_own_rates(anders: dict[str, Any]) -> None:
    berechnung = rechne(**anders)
    assert not berechnung.fortschreibung.gilt
    [blatt] = berechnung.kostenblaetter
    assert blatt.fortschreibung == ()
    assert blatt.abgleich[0].titel == "Maßnahmepauschale"
    assert blatt.abgleich[0].soll == D("75.69")


def test_what_is_not_said_is_not_judged() -> None:
    ohne_bestandteile = rechne(fortschreibung={"prozent": D("2.5"), "komponenten": []}).fortschreibung
    andere_reihe = rechne(vorgaenger={"saetze": [reihe(hilfebedarfsgruppe=7)]}).fortschreibung
    for fortschreibung in (ohne_bestandteile, andere_reihe):
        assert {(t.soll, t.differenz) for t in fortschreibung.teile} == {(None, None)}
    assert not ohne_bestandteile.benannt


def test_rows_of_the_same_name_are_matched_by_their_place() -> None:
    alte = [reihe(**{MP: D("50.00")}), reihe(**{MP: D("60.00")})]
    neue = [reihe(**{MP: D("51.25")}), reihe(**{MP: D("61.50")})]
    fortschreibung = rechne(
        vorgaenger={"saetze": alte}, verguetung={"einheit": "person_tag", "saetze": neue}
    ).fortschreibung
    assert [t.soll for t in fortschreibung.teile if t.komponente == MP] == [D("51.25"), D("61.50")]
    verschoben = rechne(
        vorgaenger={"saetze": [reihe(hilfebedarfsgruppe=9), *alte]},
        verguetung={"einheit": "person_tag", "saetze": [reihe(**{MP: D("51.25")})]},
    ).fortschreibung
    assert verschoben.teile[0].reihe_vorher is None
