"""The rows of a recorded worksheet, and which of two states stand side by side."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from vertragsgen.rendering.xlsx.blatt import Blatt, Zelle

_ABSCHNITT = "abschnitt"
"""The format of the heading of a section."""
_BUCHSTABE = re.compile(r"[^\W\d_]")


class Reihe(Struct, frozen=True):
    """A row with something in it: its number from 1, its cells by column, and the section it stands in.

    Rows of the same name stand in several sections, as the components of a Platzgeld do; the heading of one
    (``ist_kopf``) stands in none.
    """

    nummer: int
    zellen: dict[int, Zelle]
    abschnitt: str
    ist_kopf: bool

    @property
    def name(self) -> str:
        """What the row is called: its words; a running number changes with the rows above it."""
        texte = (zelle.wert for zelle in self.zellen.values() if zelle.formel is None)
        return " ".join(text for text in texte if isinstance(text, str) and _BUCHSTABE.search(text))[:80]


Paar = tuple[Reihe | None, Reihe | None]


def reihen(blatt: Blatt) -> list[Reihe]:
    """The rows of a worksheet that have something in them, from the top."""
    zellen: dict[int, dict[int, Zelle]] = {}
    for (zeile, spalte), zelle in sorted(blatt.zellen.items()):
        if zelle.wert is not None:
            zellen.setdefault(zeile, {})[spalte] = zelle
    found: list[Reihe] = []
    abschnitt = ""
    for zeile, inhalt in zellen.items():
        ist_kopf = any(zelle.art == _ABSCHNITT for zelle in inhalt.values())
        reihe = Reihe(zeile + 1, inhalt, "" if ist_kopf else abschnitt, ist_kopf)
        if ist_kopf:
            abschnitt = reihe.name
        found.append(reihe)
    return found


def reihenpaare(links: list[Reihe], rechts: list[Reihe]) -> list[Paar]:
    """The rows side by side in their order, by section and name; a row that came or went has none beside it."""
    paare: list[Paar] = []
    for alt, neu in _stuecke(links, rechts, lambda reihe: (reihe.abschnitt, reihe.name)):
        if len(alt) == len(neu):
            paare += zip(alt, neu, strict=True)
        elif _umbenannt(alt, neu):
            for a, b in _stuecke(alt, neu, lambda reihe: reihe.name):
                paare += zip(a, b, strict=True) if len(a) == len(b) else _einzeln(a, b)
        else:
            paare += _einzeln(alt, neu)
    return paare


def _stuecke(
    links: list[Reihe], rechts: list[Reihe], schluessel: Callable[[Reihe], Hashable]
) -> Iterator[tuple[list[Reihe], list[Reihe]]]:
    """What is equal on either side and what lies between, in turn."""
    vorher, nachher = ([schluessel(reihe) for reihe in seite] for seite in (links, rechts))
    for _, i, j, k, m in SequenceMatcher(None, vorher, nachher, autojunk=False).get_opcodes():
        yield links[i:j], rechts[k:m]


def _einzeln(alt: list[Reihe], neu: list[Reihe]) -> list[Paar]:
    return [*((reihe, None) for reihe in alt), *((None, reihe) for reihe in neu)]


def _umbenannt(alt: list[Reihe], neu: list[Reihe]) -> bool:
    """True if there are as many sections on either side: then they have other names."""
    koepfe = [sum(reihe.ist_kopf for reihe in seite) for seite in (alt, neu)]
    return koepfe[0] == koepfe[1] > 0
