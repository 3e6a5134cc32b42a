"""run_checks over whole profiles, switched-off rules, accepted findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from vertragsgen.checks import REGELN, apply_ausnahmen, run_checks
from vertragsgen.checks.regel import Pruefkontext
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.package.manifest import RegelAus

STICHTAG = date(2019, 6, 1)
ZU_SPAET = "laufzeit: {abschlussdatum: 2019-01-03}\n"


def alle(fall: Any) -> list[Befund]:
    return run_checks(fall.kontext, REGELN)


def lauf(fall: Any) -> list[Befund]:
    return [befund for befund in alle(fall) if befund.offen]


def test_the_base_profile_is_clean(lade: Callable[..., Any]) -> None:
    assert [befund for befund in alle(lade("")) if befund.offen] == []


def test_findings_come_in_the_order_of_codes(lade: Callable[..., Any]) -> None:
    text = ZU_SPAET + (
        "angebot: {plaetze: 9}\nverguetung:\n  saetze:\n    - {hilfebedarfsgruppe: 1, schluessel: '2,5', plaetze: 8, "
        "grundpauschale: '5,00', massnahmepauschale: '75,69', investitionsbetrag: '3,41', gesamtentgelt: '84,11'}\n"
    )
    gefunden = [befund.code for befund in lauf(lade(text))]
    assert gefunden == ["VG201", "VG301", "VG503", "VG503", "VG503"]


def test_a_draft_with_holes_is_judged_as_far_as_possible(lade: Callable[..., Any]) -> None:
    fall = lade("verguetung:\n  saetze:\n    - {hilfebedarfsgruppe: 1}\nangebot: {plaetze: viele}\n", entwurf=True)
    assert fall.geladen.befunde
    befunde = alle(fall)
    assert not [befund for befund in befunde if befund.offen]
    assert {"VG206", "VG501", "VG503"} <= {befund.code for befund in befunde if befund.nicht_pruefbar}


def mit_ausnahmen(kontext: Pruefkontext, befunde: list[Befund], stichtag: date = STICHTAG) -> list[Befund]:
    return apply_ausnahmen(befunde, kontext.profil, stichtag=stichtag, mark=kontext.mark, regeln=REGELN)


def test_an_exception_accepts_the_finding(lade: Callable[..., Any]) -> None:
    fall = lade(ZU_SPAET + "ausnahmen: [{regel: VG301, grund: Altfall, bis: 2019-06-01}]\n")
    (befund,) = mit_ausnahmen(fall.kontext, lauf(fall))
    assert (befund.code, befund.akzeptiert, befund.offen) == ("VG301", True, False)


def test_an_expired_exception_accepts_nothing(lade: Callable[..., Any]) -> None:
    fall = lade(ZU_SPAET + "ausnahmen:\n  - {regel: VG301, grund: Altfall, bis: 2019-05-31}\n")
    befund, hinweis = mit_ausnahmen(fall.kontext, lauf(fall))
    assert (befund.code, befund.akzeptiert) == ("VG301", False)
    assert (hinweis.code, hinweis.schwere) == ("VG113", Schwere.WARNUNG)
    assert hinweis.meldung == "Die Ausnahme von VG301 ist seit dem 31.05.2019 abgelaufen."
    assert hinweis.mark is not None
    assert hinweis.mark.zeile == 3


@pytest.mark.parametrize(
    ("code", "schwere", "meldung"),
    [
        ("VG301", Schwere.WARNUNG, "wird nicht gebraucht"),
        ("VG201", Schwere.FEHLER, "VG201 lässt keine Ausnahme zu"),
        ("VG107", Schwere.FEHLER, "VG107 lässt keine Ausnahme zu"),
        ("VG999", Schwere.FEHLER, "die es nicht gibt"),
    ],
)
def test_an_exception_that_does_not_apply(code: str, schwere: Schwere, meldung: str, lade: Callable[..., Any]) -> None:
    fall = lade(f"ausnahmen: [{{regel: {code}, grund: Altfall}}]\n")
    (befund,) = mit_ausnahmen(fall.kontext, lauf(fall))
    assert (befund.code, befund.schwere) == ("VG113", schwere)
    assert meldung in befund.meldung


def test_arithmetic_stays_a_finding_even_with_an_exception(lade: Callable[..., Any]) -> None:
    fall = lade("kostentraegerblatt: {tage: 360}\nausnahmen: [{regel: VG207, grund: egal}]\n")
    befunde = mit_ausnahmen(fall.kontext, lauf(fall))
    assert [b.code for b in befunde if b.sperrt] == ["VG206", "VG206", "VG206", "VG207", "VG113"]


def test_what_cannot_be_judged_does_not_use_up_an_exception(lade: Callable[..., Any]) -> None:
    fall = lade("laufzeit: {abschlussdatum: null}\nausnahmen: [{regel: VG301, grund: Altfall}]\n")
    *befunde, hinweis = mit_ausnahmen(fall.kontext, alle(fall))
    assert [(b.nicht_pruefbar, b.akzeptiert) for b in befunde if b.code == "VG301"] == [(True, False)]
    assert "nicht gebraucht" in hinweis.meldung


def ohne(kontext: Pruefkontext, code: str) -> list[Befund]:
    aus = replace(kontext.manifest, regeln_aus=[RegelAus(regel=code, grund="Probe")])
    return [befund for befund in run_checks(replace(kontext, manifest=aus), REGELN) if befund.offen]


def test_a_package_switches_rules_off(lade: Callable[..., Any]) -> None:
    kontext = lade(ZU_SPAET).kontext
    assert ohne(kontext, "VG301") == []
    unbekannt = ohne(kontext, "VG999")
    assert [(b.code, b.sperrt) for b in unbekannt] == [("VG150", True), ("VG301", False)]


def test_a_package_cannot_switch_off_arithmetic(lade: Callable[..., Any]) -> None:
    kontext = lade("kostentraegerblatt: {plaetze: 7}\n").kontext
    assert "VG503" in [b.code for b in ohne(kontext, "VG503")]
    assert "VG150" in [b.code for b in ohne(kontext, "VG503")]
