"""What the calculation produces passes the rules; the same with one figure a cent off is caught by its name."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.calculation.beispiel import GP, IB, MP, PROFIL, D, position, stelle
from tests.checks.wuerfel import ARITHMETIK, Wurf, ausgefuellt, figuren, nennt, wuerfe
from vertragsgen.checks import REGELN
from vertragsgen.money import format_betrag

FEST = settings(
    derandomize=True, database=None, deadline=None, max_examples=150, suppress_health_check=list(HealthCheck)
)


def test_the_rules_exist() -> None:
    assert {regel.code for regel in REGELN} >= ARITHMETIK


@FEST
@given(wuerfe())
def test_what_is_calculated_passes(wurf: Wurf) -> None:
    assert [befund.meldung for befund in wurf.befunde()] == []


@FEST
@given(wuerfe(), st.data())
def test_one_cent_off_is_caught_by_name(wurf: Wurf, data: st.DataObject) -> None:
    ort, feld, name = data.draw(st.sampled_from(list(figuren(wurf))), label="figur")
    ort[feld] += data.draw(st.sampled_from([D("0.01"), D("-0.01")]), label="cent")
    befunde = wurf.befunde()
    assert [befund for befund in befunde if nennt(befund, name, ort[feld])], [befund.meldung for befund in befunde]


def test_every_figure_of_the_reference_one_cent_off() -> None:
    gezaehlt = 0
    for nummer in range(len(list(figuren(referenz())))):
        for schritt in (D("0.01"), D("-0.01")):
            wurf = referenz()
            ort, feld, name = list(figuren(wurf))[nummer]
            ort[feld] += schritt
            befunde = wurf.befunde()
            assert any(nennt(befund, name, ort[feld]) for befund in befunde), (name, befunde)
            gezaehlt += 1
    assert gezaehlt >= 2 * 17


def referenz(*, blatt: bool = True, **saetze: Decimal) -> Wurf:
    """The reference figures, all stated; other rates only without the cost sheet that they come from."""
    profil = copy.deepcopy(PROFIL)
    profil["verguetung"]["saetze"][0] |= saetze
    if not blatt:
        profil["kostentraegerblaetter"] = []
    return ausgefuellt(Wurf(profil))


def fallen() -> Iterator[tuple[str, Wurf, dict[str, Any], str, str, str]]:
    """The rounding traps of the calculation: what it is, where, the right figure, the tempting wrong one."""
    trap = referenz(blatt=False, **{GP: D("5.02"), MP: D("75.70"), IB: D("3.41")})
    platzgeld = trap.saetze[0]["platzgeld"]
    yield "half even", trap, platzgeld, GP, "3.77", "3.76"
    yield "half even, other component", trap, platzgeld, MP, "56.78", "56.77"
    yield "reduced sum rounded once", trap, platzgeld, "gesamtentgelt", "63.96", "63.95"
    einmal = Wurf(copy.deepcopy(trap.profil), "summe")
    einmal.saetze[0]["platzgeld"]["gesamtentgelt"] = D("63.95")
    yield "sum of rounded parts", einmal, einmal.saetze[0]["platzgeld"], "gesamtentgelt", "63.95", "63.96"
    ref = referenz()
    yield "reduction of the total", ref, ref.saetze[0]["platzgeld"], "gesamtentgelt", "63.93", "63.08"
    blatt = ref.profil["kostentraegerblaetter"][0]
    yield "cost instead of budget", ref, blatt, "jahresbudget", "235749.12", "235749.00"
    neu = referenz(blatt=False, **{GP: D("5.13"), MP: D("77.58"), IB: D("3.50")})
    neu.profil["vorgaenger"] = {"saetze": [dict(PROFIL["verguetung"]["saetze"][0])]}
    neu.profil["fortschreibung"] = {"prozent": D("2.5"), "komponenten": [GP, MP, IB]}
    yield "total raised instead of components", neu, neu.saetze[0], "gesamtentgelt", "86.21", "86.20"
    yield "raise rounded down", neu, neu.saetze[0], MP, "77.58", "77.57"
    yield "Platzgeld raised", neu, neu.saetze[0]["platzgeld"], "gesamtentgelt", "65.54", "65.53"
    hbg = gruppen()
    yield "weighted rate cut off", hbg, hbg.saetze[4], MP, "23.77", "23.76"
    yield "weighted rate rounded up", hbg, hbg.saetze[1], MP, "51.09", "51.10"


def gruppen() -> Wurf:
    """The table of rates by Schlüssel that follows from the reference costs."""
    wurf = referenz()
    zeilen = [
        PROFIL["verguetung"]["saetze"][0] | {"hilfebedarfsgruppe": nummer, "schluessel": D(s), "plaetze": 8}
        for nummer, s in enumerate(("2.5", "4", "6", "8", "12"), 1)
    ]
    wurf.profil["verguetung"]["saetze"] = copy.deepcopy(zeilen)
    # Costs for five times the places, and posts to match, leave a and b as they are.
    vk = sum((8 / zeile["schluessel"] for zeile in zeilen), D(0))
    fest = [(MP, "141570.00"), (GP, "70080.00"), (IB, "47795.00")]
    wurf.profil["kostentraegerblaetter"] = [
        {
            "tage": D(365),
            "auslastung_prozent": D(96),
            "stellen": [stelle(MP, "Betreuung", "fachkraft", str(vk), "57456.25")],
            "positionen": [position(block, block, pauschal=D(summe)) for block, summe in fest],
        }
    ]
    wurf.profil["angebot"] = {"plaetze": 40}
    return ausgefuellt(wurf)


@pytest.mark.parametrize("falle", list(fallen()), ids=lambda falle: falle[0])
def test_rounding_traps(falle: tuple[str, Wurf, dict[str, Any], str, str, str]) -> None:
    _, wurf, ort, feld, richtig, verlockend = falle
    assert ort[feld] == D(richtig)
    assert wurf.befunde() == []
    ort[feld] = D(verlockend)
    meldungen = [befund.meldung for befund in wurf.befunde()]
    ort[feld] = D(richtig)
    assert any(format_betrag(D(verlockend)) in text and format_betrag(D(richtig)) in text for text in meldungen)


def test_rates_by_schluessel() -> None:
    erwartet = [D("75.69"), D("51.09"), D("37.43"), D("30.60"), D("23.77")]
    assert [zeile[MP] for zeile in gruppen().saetze] == erwartet


@pytest.mark.parametrize(("summe", "gleich"), [
    ("14001.98", False), ("14001.99", True), ("14030.01", True), ("14030.02", False),
])  # fmt: skip
def test_block_sums_that_give_the_same_rate(summe: str, gleich: bool) -> None:
    wurf = referenz()
    blatt = wurf.profil["kostentraegerblaetter"][0]
    verwaltung = next(p for p in blatt["positionen"] if p["bezeichnung"] == "Verwaltungsbedarf")
    verwaltung["ansatz"]["pauschal"] += D(summe) - D("14016.00")
    for feld in ("summen", "gesamtkosten"):
        del blatt[feld]
    meldungen = [befund.meldung for befund in wurf.befunde()]
    assert (meldungen == []) is gleich, meldungen
    assert gleich or "Grundpauschale Hilfebedarfsgruppe 1: vereinbart 5,00 €" in meldungen[0]
