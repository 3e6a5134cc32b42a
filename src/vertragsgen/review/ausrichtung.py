"""Puts two sequences of blocks side by side: what stayed, what changed, what came, went or moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache

from msgspec import Struct

from vertragsgen.review.folgen import paare
from vertragsgen.review.tokens import traegt_zahl, zerlege

# Similar enough to be the same paragraph, changed; below this a lawyer would call it another one.
_SCHWELLE = 0.45
_TABELLEN_SCHWELLE = 0.25
# What rows of the same name are to each other at least, in thousandths.
_GLEICHNAMIG = 700
# A moved block that was also changed must be recognised by most of its words.
_VERSCHOBEN = 0.8
_KURZ = 24
# Cells of the similarity table for one gap; wider gaps are compared along the diagonal only.
_ZELLEN = 60_000


class Block(Struct, frozen=True):
    """What is aligned: ``schluessel`` is equal for equal content, ``art`` must agree for a pair at all.

    ``name`` is what identifies a row beside its content (its first cell).
    """

    schluessel: Hashable
    art: str
    text: str
    name: str = ""


class Paar(Struct, frozen=True):
    """Index in the old and in the new sequence (None: not there); ``verschoben`` if the order changed."""

    alt: int | None
    neu: int | None
    verschoben: bool = False


def richte_aus(alt: Sequence[Block], neu: Sequence[Block], verschiebungen: bool = True) -> list[Paar]:
    """All blocks of both sides in the order of the new one; what went stands where it stood before.

    A moved block is one pair at its new place.
    """
    fest = paare([b.schluessel for b in alt], [b.schluessel for b in neu], _gewichte(alt), anker_zuerst=True)
    aehnlich = _Aehnlichkeit(alt, neu)
    found: list[Paar] = []
    i = j = 0
    for x, y in (*fest, (len(alt), len(neu))):
        found += _luecke(aehnlich, i, x, j, y)
        if x < len(alt):
            found.append(Paar(x, y))
        i, j = x + 1, y + 1
    return _verschobene(found, alt, neu, aehnlich) if verschiebungen else found


def _gewichte(alt: Sequence[Block]) -> Callable[[Hashable], int]:
    gewicht = {block.schluessel: 1 + len(block.text) for block in alt}
    return lambda schluessel: gewicht.get(schluessel, 1)


class _Aehnlichkeit:
    """Similarity of an old and a new block in thousandths, by the weight of the words they share."""

    def __init__(self, alt: Sequence[Block], neu: Sequence[Block]) -> None:
        self.alt, self.neu = alt, neu
        self._beutel: dict[tuple[bool, int], tuple[Counter[str], int]] = {}
        self._werte: dict[tuple[int, int], int] = {}

    def __call__(self, i: int, j: int) -> int:
        bekannt = self._werte.get((i, j))
        if bekannt is None:
            bekannt = self._werte[i, j] = self._wert(i, j)
        return bekannt

    def _wert(self, i: int, j: int) -> int:
        a, b = self.alt[i], self.neu[j]
        if a.art != b.art:
            return 0
        if a.schluessel == b.schluessel:
            return 1000
        if not a.text and not b.text:
            return 900
        links, summe_a = self._worte(False, i)
        rechts, summe_b = self._worte(True, j)
        if len(rechts) < len(links):
            links, rechts = rechts, links
        gemeinsam = sum(min(zahl, rechts[wort]) * _gewicht(wort) for wort, zahl in links.items() if wort in rechts)
        gleich = 2000 * gemeinsam // max(summe_a + summe_b, 1)
        return max(gleich, _GLEICHNAMIG) if self.gleichnamig(i, j) else gleich

    def gleichnamig(self, i: int, j: int) -> bool:
        """True if both are called the same, whatever else stands in them: that is similar enough for a pair."""
        a, b = self.alt[i], self.neu[j]
        return bool(a.name) and a.name == b.name and a.art == b.art

    def _worte(self, neu: bool, k: int) -> tuple[Counter[str], int]:
        bekannt = self._beutel.get((neu, k))
        if bekannt is None:
            text = (self.neu if neu else self.alt)[k].text
            beutel = Counter(token for token in zerlege(text) if token[:1].isalnum() or traegt_zahl(token))
            bekannt = beutel, sum(_gewicht(wort) * zahl for wort, zahl in beutel.items())
            self._beutel[neu, k] = bekannt
        return bekannt

    def schwelle(self, i: int) -> int:
        """The least similarity of a pair with that old block."""
        return int(1000 * (_TABELLEN_SCHWELLE if self.alt[i].art == "tabelle" else _SCHWELLE))


@lru_cache(maxsize=8192)
def _gewicht(wort: str) -> int:
    # A figure is what changes most often; the words around it say whether it is the same sentence.
    return 2 if traegt_zahl(wort) else 1 + min(len(wort), 9)


def _luecke(aehnlich: _Aehnlichkeit, i0: int, i1: int, j0: int, j1: int) -> list[Paar]:
    """Pairs similar blocks between two equal ones, so that the sum of similarities is greatest."""
    m, n = i1 - i0, j1 - j0
    if not m or not n:
        return [Paar(i, None) for i in range(i0, i1)] + [Paar(None, j) for j in range(j0, j1)]
    if m == n == 1 and aehnlich.gleichnamig(i0, j0):
        return [Paar(i0, j0)]
    band = max(m, n) if m * n <= _ZELLEN else max(_ZELLEN // max(m, n), 8)
    werte = [[0] * (n + 1) for _ in range(m + 1)]
    for a in range(m - 1, -1, -1):
        mitte = a * n // m
        zeile, unten = werte[a], werte[a + 1]
        for b in range(n - 1, -1, -1):
            best = max(unten[b], zeile[b + 1])
            if abs(b - mitte) <= band:
                grad = aehnlich(i0 + a, j0 + b)
                if grad >= aehnlich.schwelle(i0 + a):
                    best = max(best, grad + unten[b + 1])
            zeile[b] = best
    found: list[Paar] = []
    a = b = 0
    while a < m and b < n:
        if abs(b - a * n // m) <= band:
            grad = aehnlich(i0 + a, j0 + b)
            if grad >= aehnlich.schwelle(i0 + a) and werte[a][b] == grad + werte[a + 1][b + 1]:
                found.append(Paar(i0 + a, j0 + b))
                a, b = a + 1, b + 1
                continue
        if werte[a][b] == werte[a + 1][b]:
            found.append(Paar(i0 + a, None))
            a += 1
        else:
            found.append(Paar(None, j0 + b))
            b += 1
    found += [Paar(i, None) for i in range(i0 + a, i1)]
    found += [Paar(None, j) for j in range(j0 + b, j1)]
    return found


def _verschobene(found: list[Paar], alt: Sequence[Block], neu: Sequence[Block], aehnlich: _Aehnlichkeit) -> list[Paar]:
    """Turns a deletion here and an insertion there of the same block into one moved pair."""
    weg = [p.alt for p in found if p.neu is None and p.alt is not None and _eigen(alt[p.alt])]
    dazu = [p.neu for p in found if p.alt is None and p.neu is not None and _eigen(neu[p.neu])]
    # A page of all new text would make this quadratic; beyond that nobody speaks of moving.
    if not weg or not dazu or len(weg) * len(dazu) > _ZELLEN:
        return found
    grade = sorted(((aehnlich(i, j), -i, -j) for i in weg for j in dazu), reverse=True)
    von: dict[int, int] = {}
    nach: dict[int, int] = {}
    for grad, minus_i, minus_j in grade:
        i, j = -minus_i, -minus_j
        if grad < 1000 * _VERSCHOBEN:
            break
        # A row keeps its name in another table without having moved there.
        if i not in von and j not in nach and (grad == 1000 or len(alt[i].text) >= 2 * _KURZ):
            von[i], nach[j] = j, i
    ohne = [p for p in found if not (p.neu is None and p.alt in von)]
    return [Paar(nach[p.neu], p.neu, True) if p.alt is None and p.neu in nach else p for p in ohne]


def _eigen(block: Block) -> bool:
    """True for a block whose text is its own: „Unterschrift“ may stand anywhere."""
    return len(block.text) >= _KURZ
