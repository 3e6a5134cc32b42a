"""Reads each wording once: most clauses and paragraphs are the same words in every profile of a package.

Nothing here changes a result; a new :class:`Leser` only has to read everything again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar

from vertragsgen.inspection.teiltext import RUMPF, Teilabsatz, glatt, lies_absatz, lies_teil, randname
from vertragsgen.inspection.zahlen import gedruckte
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.produce import Erzeugtes

T = TypeVar("T")

_KLAUSELN = 1024
_ABSAETZE = 8192
_ZIFFER = re.compile(r"\d")
_TRENNER = "\x00"  # in no document: XML cannot hold it


@dataclass(frozen=True, slots=True, eq=False)
class Frage(Generic[T]):
    """What a rule asks every paragraph; the answer depends on its text (plain spaces) alone, None for no answer.

    ``vielleicht`` is a quick look at any text: where it finds nothing, there is no answer. A question lives as long
    as its package: a constant, or made by a function given to :meth:`Leser.vorbereitet`.
    """

    antwort: Callable[[str], T | None]
    vielleicht: Callable[[str], object]


def eines_von(*worte: str) -> Callable[[str], bool]:
    """A quick look for any of these words."""

    def vielleicht(text: str) -> bool:
        return any(wort in text for wort in worte)

    return vielleicht


class Klauseltext:
    """The paragraphs of a printed clause, and what the rules have found out about them.

    ``roh`` are the paragraphs as printed, ``absaetze`` the same with plain spaces, ``ganz`` all of them as one text,
    ``klein`` that in lower case.
    ``figuren`` are the paragraphs (as printed) that have a digit, each with its figures as printed and in their one
    spelling; ``werte`` all these spellings.
    """

    __slots__ = ("_antworten", "absaetze", "figuren", "ganz", "klein", "roh", "werte")

    def __init__(self, roh: tuple[str, ...]) -> None:
        self.roh = roh
        self.absaetze = tuple(glatt(_TRENNER.join(roh)).split(_TRENNER)) if roh else ()
        self.ganz = "\n".join(self.absaetze)
        self.klein = self.ganz.lower()
        self.figuren = tuple((absatz, gedruckte(absatz)) for absatz in roh if _ZIFFER.search(absatz))
        self.werte = frozenset(wert for _, paare in self.figuren for _, wert in paare)
        self._antworten: dict[Frage[Any], tuple[tuple[int, Any], ...]] = {}

    def antworten(self, frage: Frage[T]) -> tuple[tuple[int, T], ...]:
        """The numbers of the paragraphs that have an answer, with the answer."""
        bekannt = self._antworten.get(frage)
        if bekannt is None:
            bekannt = self._antworten[frage] = tuple(self._frage(frage)) if frage.vielleicht(self.ganz) else ()
        return bekannt

    def _frage(self, frage: Frage[T]) -> list[tuple[int, T]]:
        moegliche = ((nummer, text) for nummer, text in enumerate(self.absaetze) if frage.vielleicht(text))
        alle = ((nummer, frage.antwort(text)) for nummer, text in moegliche)
        return [(nummer, antwort) for nummer, antwort in alle if antwort is not None]


class Leser:
    """The texts of one package's documents, read once for all its profiles; bounded in size."""

    def __init__(self) -> None:
        self.klausel: Callable[[tuple[str, ...]], Klauseltext] = lru_cache(maxsize=_KLAUSELN)(Klauseltext)
        self._absatz: Callable[[bytes], Teilabsatz | None] = lru_cache(maxsize=_ABSAETZE)(lies_absatz)
        self._manifest: Manifest | None = None
        self._vorbereitet: dict[Callable[[Manifest], Any], Any] = {}

    def vorbereitet(self, macht: Callable[[Manifest], T], manifest: Manifest) -> T:
        """What ``macht`` (a function of a module) makes of the manifest, made once for a package."""
        if manifest is not self._manifest:
            self._manifest = manifest
            self._vorbereitet.clear()
        if macht not in self._vorbereitet:
            self._vorbereitet[macht] = macht(manifest)
        fertig: T = self._vorbereitet[macht]
        return fertig

    def rumpf(self, erzeugt: Erzeugtes) -> list[Teilabsatz]:
        """The paragraphs of the finished body that have any text, in order."""
        return lies_teil(erzeugt.teile[RUMPF], self._absatz)

    def raender(self, erzeugt: Erzeugtes) -> list[tuple[str, Teilabsatz]]:
        """All paragraphs outside the body, page numbers aside, with the name of the place."""
        return [
            (name, absatz)
            for teil, xml in erzeugt.teile.items()
            if (name := randname(teil)) is not None
            for absatz in lies_teil(xml, self._absatz)
        ]
