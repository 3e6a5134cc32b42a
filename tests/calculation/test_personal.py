"""The staff list added up."""

from __future__ import annotations

from typing import Any

from tests.calculation.beispiel import D, manifest, profil
from vertragsgen.calculation import calculate
from vertragsgen.calculation.model import Personalsumme


def personal(*stellen: dict[str, Any]) -> Personalsumme | None:
    return calculate(profil(personal={"stellen": list(stellen)}), manifest()).berechnung.personal


def test_sums_and_share() -> None:
    ergebnis = personal({"vk": D("8.00")}, {"vk": D("0.75"), "ungelernt": True})
    assert ergebnis is not None
    assert (ergebnis.vk, ergebnis.vk_ungelernt) == (D("8.75"), D("0.75"))
    assert ergebnis.anteil_ungelernt_prozent is not None
    assert round(ergebnis.anteil_ungelernt_prozent, 4) == D("8.5714")


def test_without_unskilled_staff_the_share_is_zero() -> None:
    ergebnis = personal({"vk": D("2.00")})
    assert ergebnis is not None
    assert (ergebnis.vk_ungelernt, ergebnis.anteil_ungelernt_prozent) == (0, 0)


def test_a_post_without_vk_has_no_sum() -> None:
    ergebnis = personal({"vk": D("2.00")}, {"vk": None, "ungelernt": True})
    assert ergebnis is not None
    assert (ergebnis.vk, ergebnis.vk_ungelernt, ergebnis.anteil_ungelernt_prozent) == (None, None, None)


def test_no_list_no_sum() -> None:
    assert personal() is None
