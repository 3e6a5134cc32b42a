"""Weighting of a component by the Betreuungsschlüssel."""

from __future__ import annotations

from decimal import Decimal


def gewichteter_satz(fester_anteil: Decimal, vk_anteil: Decimal, schluessel: Decimal) -> Decimal:
    """a + b/s, exact; a (``fester_anteil``) and b (``vk_anteil``) in euro a day, s 2.5 for 1 : 2,5."""
    return fester_anteil + vk_anteil / schluessel


def rueckrechnung(hoch: tuple[Decimal, Decimal], niedrig: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal] | None:
    """a and b from two (Schlüssel, rate) pairs, best those with the most and the least staff.

    Two neighbouring groups would magnify the rounding of the rates. None if both have the same Schlüssel.
    """
    (s_hoch, satz_hoch), (s_niedrig, satz_niedrig) = hoch, niedrig
    if s_hoch == s_niedrig or not s_hoch or not s_niedrig:
        return None
    vk_anteil = (satz_hoch - satz_niedrig) / (1 / s_hoch - 1 / s_niedrig)
    return satz_niedrig - vk_anteil / s_niedrig, vk_anteil
