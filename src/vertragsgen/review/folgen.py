"""Compares two sequences: what stayed, in order, with the heaviest common part first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from msgspec import Struct

T = TypeVar("T", bound=Hashable)

# Above this many cells the table of the exact comparison takes longer than a reader waits; anchors cut it down before.
_ZELLEN = 250_000
_ZELLEN_MIT_ANKERN = 400


class Abschnitt(Struct, frozen=True):
    """``a[a0:a1]`` beside ``b[b0:b1]``; ``gleich`` if the two are equal element by element."""

    gleich: bool
    a0: int
    a1: int
    b0: int
    b1: int


def vergleiche(a: Sequence[T], b: Sequence[T], gewicht: Callable[[T], int] | None = None) -> list[Abschnitt]:
    """The sections of both sequences from left to right, equal and changed ones alternating.

    ``gewicht`` says how much it is worth to keep an element (default 1): a word counts more than the space
    beside it, so that a change is not cut up by spaces it happens to share.
    """
    return _abschnitte(paare(a, b, gewicht), len(a), len(b))


def paare(
    a: Sequence[T], b: Sequence[T], gewicht: Callable[[T], int] | None = None, anker_zuerst: bool = False
) -> list[tuple[int, int]]:
    """Pairs of equal elements (index in ``a``, index in ``b``), both ascending, of the greatest weight.

    ``anker_zuerst`` starts from elements that occur once on either side: much quicker where most are unique
    (paragraphs), and just as good there.
    """
    start = 0
    while start < len(a) and start < len(b) and a[start] == b[start]:
        start += 1
    ende = 0
    while ende < min(len(a), len(b)) - start and a[-1 - ende] == b[-1 - ende]:
        ende += 1
    found = [(i, i) for i in range(start)]
    wert = gewicht or (lambda _: 1)
    zellen = _ZELLEN_MIT_ANKERN if anker_zuerst else _ZELLEN
    found += _mitte(a, b, wert, zellen, start, len(a) - ende, start, len(b) - ende)
    found += [(len(a) - k, len(b) - k) for k in range(ende, 0, -1)]
    return found


def _mitte(
    a: Sequence[T], b: Sequence[T], wert: Callable[[T], int], zellen: int, a0: int, a1: int, b0: int, b1: int
) -> list[tuple[int, int]]:
    if a0 == a1 or b0 == b1:
        return []
    if (a1 - a0) * (b1 - b0) <= zellen:
        return _tafel(a, b, wert, a0, a1, b0, b1)
    anker = _anker(a, b, wert, a0, a1, b0, b1)
    if not anker:
        if (a1 - a0) * (b1 - b0) <= _ZELLEN:
            return _tafel(a, b, wert, a0, a1, b0, b1)
        return _haeufige(a, b, a0, a1, b0, b1)
    found: list[tuple[int, int]] = []
    i, j = a0, b0
    for x, y in (*anker, (a1, b1)):
        found += _mitte(a, b, wert, zellen, i, x, j, y)
        if x < a1:
            found.append((x, y))
        i, j = x + 1, y + 1
    return found


def _tafel(
    a: Sequence[T], b: Sequence[T], wert: Callable[[T], int], a0: int, a1: int, b0: int, b1: int
) -> list[tuple[int, int]]:
    """Heaviest common subsequence by table, filled from the end so that early pairs are preferred."""
    breite = b1 - b0
    rechts = list(b[b0:b1])
    zeilen: list[list[int]] = [[0] * (breite + 1)]
    for i in range(a1 - 1, a0 - 1, -1):
        links, unten = a[i], zeilen[-1]
        zeile = [0] * (breite + 1)
        best = 0
        g = wert(links)
        for j in range(breite - 1, -1, -1):
            if unten[j] > best:
                best = unten[j]
            if rechts[j] == links and unten[j + 1] + g > best:
                best = unten[j + 1] + g
            zeile[j] = best
        zeilen.append(zeile)
    found: list[tuple[int, int]] = []
    i, j, hoehe = a0, 0, a1 - a0
    while i < a1 and j < breite:
        oben, unten = zeilen[hoehe - (i - a0)], zeilen[hoehe - (i - a0) - 1]
        if a[i] == rechts[j] and oben[j] == unten[j + 1] + wert(a[i]):
            found.append((i, b0 + j))
            i, j = i + 1, j + 1
        elif oben[j] == unten[j]:
            i += 1
        else:
            j += 1
    return found


def _anker(
    a: Sequence[T], b: Sequence[T], wert: Callable[[T], int], a0: int, a1: int, b0: int, b1: int
) -> list[tuple[int, int]]:
    """Elements that occur once on either side, in the order that keeps the greatest weight."""
    links, rechts = _einmalige(a, a0, a1), _einmalige(b, b0, b1)
    gemeinsam = [(i, rechts[element], wert(element)) for element, i in links.items() if element in rechts]
    return schwerste_kette(gemeinsam)


def _einmalige(folge: Sequence[T], von: int, bis: int) -> dict[T, int]:
    stellen: dict[T, int] = {}
    mehrfach: set[T] = set()
    for k in range(von, bis):
        element = folge[k]
        if element in stellen:
            mehrfach.add(element)
        stellen[element] = k
    return {element: k for element, k in stellen.items() if element not in mehrfach}


def schwerste_kette(punkte: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Of points ``(i, j, weight)`` with ascending ``i`` the heaviest chain with ascending ``j``."""
    enden: list[int] = []  # ascending j …
    summen: list[int] = []  # … and strictly ascending weight of the best chain that ends there
    letzte: list[int] = []
    vorher: list[int] = []
    for nummer, (_, j, g) in enumerate(punkte):
        k = bisect_left(enden, j)
        summe = g + (summen[k - 1] if k else 0)
        vorher.append(letzte[k - 1] if k else -1)
        bis = k
        while bis < len(enden) and summen[bis] <= summe:
            bis += 1
        if bis > k or k == len(enden) or enden[k] > j:
            enden[k:bis], summen[k:bis], letzte[k:bis] = [j], [summe], [nummer]
    found: list[tuple[int, int]] = []
    k = letzte[-1] if letzte else -1
    while k >= 0:
        found.append((punkte[k][0], punkte[k][1]))
        k = vorher[k]
    return found[::-1]


def _haeufige(a: Sequence[T], b: Sequence[T], a0: int, a1: int, b0: int, b1: int) -> list[tuple[int, int]]:
    """Without anchors in a very long stretch: pairs greedily from the left, in linear time."""
    stellen: dict[T, list[int]] = {}
    for j in range(b0, b1):
        stellen.setdefault(b[j], []).append(j)
    found: list[tuple[int, int]] = []
    j = b0
    for i in range(a0, a1):
        kandidaten = stellen.get(a[i], [])
        k = bisect_left(kandidaten, j)
        # A jump over more than a page would give up everything between.
        if k < len(kandidaten) and kandidaten[k] - j < 50:
            found.append((i, kandidaten[k]))
            j = kandidaten[k] + 1
    return found


def _abschnitte(paarung: list[tuple[int, int]], lang_a: int, lang_b: int) -> list[Abschnitt]:
    found: list[Abschnitt] = []
    i = j = k = 0
    while k < len(paarung):
        x, y = paarung[k]
        if x > i or y > j:
            found.append(Abschnitt(False, i, x, j, y))
        start = k
        while k < len(paarung) and paarung[k] == (x + k - start, y + k - start):
            k += 1
        i, j = x + k - start, y + k - start
        found.append(Abschnitt(True, x, i, y, j))
    if i < lang_a or j < lang_b:
        found.append(Abschnitt(False, i, lang_a, j, lang_b))
    return found
