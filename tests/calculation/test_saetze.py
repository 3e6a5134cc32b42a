"""sums of components, Platzgeld, rounding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, getcontext, localcontext

import pytest

from tests.calculation.beispiel import GP, IB, MP, D, manifest, profil, reihe
from vertragsgen.calculation import calculate
from vertragsgen.calculation.fristen import mindestlaufzeit_ende, platzgeld_ab_tag
from vertragsgen.calculation.model import Satz
from vertragsgen.source.platzhalter import Platzhalter


def satz(zeile: dict[str, object], **platzgeld: object) -> Satz:
    regel = {"ab_woche": 5, "minderung_prozent": D(25), "geminderte_komponenten": [GP, MP]} | platzgeld
    p = profil(verguetung={"einheit": "person_tag", "saetze": [zeile]}, platzgeld=regel, kostentraegerblaetter=[])
    return calculate(p, manifest()).berechnung.saetze[0]


def test_reference_sum_and_platzgeld() -> None:
    s = satz(reihe())
    assert s.gesamtentgelt == s.gesamtentgelt_gerechnet == D("84.10")
    assert [b.platzgeld for b in s.bestandteile] == [D("3.75"), D("56.77"), D("3.41")]
    assert [b.platzgeld_exakt for b in s.bestandteile] == [D("3.7500"), D("56.7675"), D("3.41")]
    assert [b.faktor for b in s.bestandteile] == [D("0.75"), D("0.75"), 1]
    assert [b.gemindert for b in s.bestandteile] == [True, True, False]
    assert s.platzgeld == s.platzgeld_summarisch == D("63.93")
    assert s.vk == D("3.2")


def test_one_cent_trap_components_are_rounded_each() -> None:
    s = satz(reihe(**{GP: D("5.02"), MP: D("75.70"), IB: D("3.41")}))
    assert s.gesamtentgelt == D("84.13")
    assert [b.platzgeld for b in s.bestandteile] == [D("3.77"), D("56.78"), D("3.41")]
    assert s.platzgeld == D("63.96")
    assert s.platzgeld_summarisch == D("63.95")


def test_package_that_rounds_the_reduced_sum() -> None:
    p = profil(
        verguetung={"saetze": [reihe(**{GP: D("5.02"), MP: D("75.70"), IB: D("3.41")})]},
        kostentraegerblaetter=[],
    )
    rechnung = calculate(p, manifest(platzgeld={"rundung": "summe"}))
    assert rechnung.berechnung.saetze[0].platzgeld == D("63.95")


def test_reducing_the_whole_rate_is_another_rule() -> None:
    s = satz(reihe(), geminderte_komponenten=["gesamtentgelt"])
    assert [b.platzgeld for b in s.bestandteile] == [D("3.75"), D("56.77"), D("2.56")]
    assert s.platzgeld_summarisch == D("63.08")


def test_binary_floats_would_give_another_cent() -> None:
    assert round(5.02 * 0.75, 2) == 3.76
    assert satz(reihe(**{GP: D("5.02")})).bestandteile[0].platzgeld == D("3.77")


def test_result_does_not_depend_on_the_decimal_context() -> None:
    with localcontext() as kontext:
        kontext.prec = 4
        assert satz(reihe(**{GP: D("1005.02")})).gesamtentgelt == D("1084.12")
    assert getcontext().prec == 28


def test_agreed_figures_win_over_computed_ones() -> None:
    s = satz(reihe(gesamtentgelt=D("84.11"), platzgeld={GP: D("3.76"), "gesamtentgelt": D("64.00")}))
    assert (s.gesamtentgelt, s.gesamtentgelt_gerechnet) == (D("84.11"), D("84.10"))
    assert (s.bestandteile[0].platzgeld, s.bestandteile[0].platzgeld_gerechnet) == (D("3.76"), D("3.75"))
    assert (s.platzgeld, s.platzgeld_gerechnet) == (D("64.00"), D("63.93"))


def test_absence_of_61_days() -> None:
    s = satz(reihe())
    ab_tag = platzgeld_ab_tag(None, 5)
    assert ab_tag == 29
    assert s.gesamtentgelt is not None
    assert s.platzgeld is not None
    assert 28 * s.gesamtentgelt == D("2354.80")
    assert 33 * s.platzgeld == D("2109.69")
    assert 28 * s.gesamtentgelt + 33 * s.platzgeld == D("4464.49")
    assert 61 * s.gesamtentgelt == D("5130.10")


def test_surcharges_stand_outside() -> None:
    zuschlag = {"bezeichnung": "Seniorenzuschlag", "art": "zuschlag", "betrag": D("13.11")}
    p = profil(verguetung={"einheit": "person_tag", "saetze": [reihe(), zuschlag]})
    b = calculate(p, manifest()).berechnung
    assert [s.titel for s in b.saetze] == ["Hilfebedarfsgruppe 1"]
    assert [(s.titel, s.zuschlag, s.gesamtentgelt, s.index) for s in b.zuschlaege] == [
        ("Seniorenzuschlag", D("13.11"), None, 1)
    ]
    assert b.kostenblaetter[0].bloecke[0].satz == D("75.69")


def test_component_that_is_not_agreed_has_no_line() -> None:
    s = satz(reihe(**{IB: None}))
    assert [b.id for b in s.bestandteile] == [GP, MP]
    assert s.gesamtentgelt == D("80.69")


def test_placeholder_in_a_draft_leaves_the_totals_open() -> None:
    s = satz(reihe(**{MP: Platzhalter("Maßnahmepauschale", "x")}))
    assert [b.betrag for b in s.bestandteile] == [D("5.00"), None, D("3.41")]
    assert (s.gesamtentgelt, s.platzgeld, s.platzgeld_summarisch) == (None, None, None)
    assert s.bestandteile[0].platzgeld == D("3.75")


@pytest.mark.parametrize("feld", ["verguetung", "platzgeld", "laufzeit", "angebot", "kostentraegerblaetter"])
def test_missing_sections_never_raise(feld: str) -> None:
    for leer in (None, Platzhalter(feld, feld), {}):
        rechnung = calculate(profil(**{feld: leer}), manifest())
        assert isinstance(rechnung.befunde, tuple)


def test_no_absence_rule_no_platzgeld() -> None:
    p = profil(kostentraegerblaetter=[])
    assert calculate(p, manifest(platzgeld=None)).berechnung.saetze[0].platzgeld is None
    assert calculate(profil(platzgeld=None), manifest()).berechnung.saetze[0].platzgeld is None


@pytest.mark.parametrize(
    ("beginn", "monate", "ende"),
    [
        (date(2019, 1, 1), 12, date(2019, 12, 31)),
        (date(2019, 2, 15), 12, date(2020, 2, 14)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2018, 8, 30), 6, date(2019, 2, 28)),
        (date(2019, 3, 31), 1, date(2019, 4, 30)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2019, 12, 1), 1, date(2019, 12, 31)),
        (date(2019, 1, 1), 0, None),
        (date(2019, 1, 1), -1, None),
        (date(2019, 1, 1), 999999999999, None),
    ],
)
def test_end_of_the_minimum_term(beginn: date, monate: int, ende: date | None) -> None:
    assert mindestlaufzeit_ende(beginn, monate) == ende


def test_first_day_with_platzgeld() -> None:
    assert platzgeld_ab_tag(4, None) == 4
    assert platzgeld_ab_tag(None, None) is None


def test_monthly_equivalents_are_for_information() -> None:
    s = satz(reihe())
    assert s.gesamtentgelt is not None
    assert (s.gesamtentgelt * 365 / 12).quantize(Decimal("0.01")) == D("2558.04")
    assert (s.gesamtentgelt * D("30.42")).quantize(Decimal("0.01")) == D("2558.32")
