"""Where a printed worksheet begins a new page: a section that does not fit on the rest of one begins the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

from vertragsgen.rendering.xlsx.blatt import Blatt

ZEILE = 15.0
# What is left of A4 landscape between the margins, in points of rows at the print scale; a printer may need a little more.
SEITE = (595.2 - (0.75 + 0.65) * 72) / 0.84 * 0.98
# So many rows of a section longer than a page go to its last page, so that no sum stands there alone.
ZUSAMMEN = 4


def seitenumbrueche(blatt: Blatt, feste: Collection[int], gruppe: range) -> list[int]:
    """The rows before which a page ends, in order.

    ``feste`` are sections that always begin a page, ``gruppe`` the rows of sections that stay together if a page holds
    them.
    """
    grenzen = [*blatt.abschnitte, blatt.zeile]
    voll = _hoehe(blatt, range(grenzen[0]))
    umbrueche: list[int] = []
    for anfang, ende in pairwise(grenzen):
        zeilen = range(anfang, ende)
        zusammen = gruppe if anfang == gruppe.start and _hoehe(blatt, gruppe) <= SEITE else zeilen
        if anfang in feste or voll + _hoehe(blatt, zusammen) > SEITE:
            umbrueche.append(anfang)
            voll = 0
        geteilt = _teile(blatt, zeilen)
        umbrueche += geteilt
        voll = _hoehe(blatt, range(geteilt[-1], ende)) if geteilt else voll + _hoehe(blatt, zeilen)
    return umbrueche


def _hoehe(blatt: Blatt, zeilen: Iterable[int]) -> float:
    """The height of these rows in points."""
    return sum([blatt.hoehen.get(zeile, ZEILE) for zeile in zeilen])


def _teile(blatt: Blatt, zeilen: range) -> list[int]:
    """The page ends within a section that is longer than a page, and so begins one."""
    umbrueche: list[int] = []
    if _hoehe(blatt, zeilen) <= SEITE:
        return umbrueche
    voll = 0.0
    for zeile in zeilen:
        hoehe = blatt.hoehen.get(zeile, ZEILE)
        if voll + hoehe > SEITE:
            umbrueche.append(min(zeile, zeilen.stop - ZUSAMMEN))
            voll = _hoehe(blatt, range(umbrueche[-1], zeile))
        voll += hoehe
    return umbrueche
