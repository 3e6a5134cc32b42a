"""Deviations of a profile's wording that have expired or replace nothing."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from vertragsgen.checks import check_abweichungen
from vertragsgen.diagnostics import Mark, Schwere

PROFIL = SimpleNamespace(klauseln={"vereinbarung/pruefung": SimpleNamespace(bis=date(2019, 5, 31))})
GESETZT = {("vereinbarung", "pruefung")}


def mark(pfad: str) -> Mark:
    return Mark(pfad, 1, 1)


@pytest.mark.parametrize(("stichtag", "abgelaufen"), [(date(2019, 5, 31), False), (date(2019, 6, 1), True)])
def test_the_last_day_of_a_deviation_still_counts(stichtag: date, abgelaufen: bool) -> None:
    befunde = list(check_abweichungen(PROFIL, stichtag=stichtag, gesetzt=GESETZT, mark=mark))
    assert len(befunde) == abgelaufen
    for befund in befunde:
        assert (befund.code, befund.schwere) == ("VG113", Schwere.WARNUNG)
        assert "„vereinbarung/pruefung“ ist seit dem 31.05.2019 abgelaufen" in befund.meldung
        assert befund.mark == Mark("klauseln.vereinbarung/pruefung.bis", 1, 1)


def test_a_deviation_from_a_clause_that_is_not_there() -> None:
    profil = SimpleNamespace(klauseln={"pruefung": SimpleNamespace(bis=None)})
    tag = date(2019, 6, 1)
    (befund,) = check_abweichungen(profil, stichtag=tag, gesetzt={("vereinbarung", "kopf")}, mark=mark)
    assert "„pruefung“ wird nicht gebraucht" in befund.meldung
    assert list(check_abweichungen(profil, stichtag=tag, gesetzt=GESETZT)) == []
    assert list(check_abweichungen(profil, stichtag=tag, gesetzt=None)) == [], "without documents nothing is known"


def test_a_profile_without_deviations() -> None:
    assert list(check_abweichungen(SimpleNamespace(klauseln=None), stichtag=date(2019, 6, 1))) == []
