"""Reads each wording once: most clauses and paragraphs are the same words in every profile of a package.

Nothing here changes a result; a new :class:`Leser` only has to read everything again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any, Generic, TypeVar

from vertragsgen.inspection.teiltext import ENDE, RUMPF, Teil, glatt, lies_teil, randname, vielleicht_platzhalter
from vertragsgen.inspection.zahlen import gedruckte
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes

T = TypeVar("T")

# A few times as many as a profile has; the cost sheet, new in each profile, takes a hundred kilobytes.
_KLAUSELN = 256
_TEILE = 64
_ABSAETZE = 512


@dataclass(frozen=True, slots=True, eq=False)
class Frage(Generic[T]):
    """What a rule asks every paragraph; the answer depends on its text (plain spaces) alone, None for no answer.

    There is no answer where a text has none of ``worte`` (with ``klein``: in lower case); without them every paragraph
    is asked; likewise ``zeichen``, a pattern without which there is no answer. A question lives as long as its
    package: a constant, or made by a function given to :meth:`Leser.vorbereitet`. ``gemerkt`` gives the answer, too,
    but asks for the same paragraph only once: most paragraphs of a clause that is new are not.
    """

    antwort: Callable[[str], T | None]
    worte: tuple[str, ...] | None = None
    klein: bool = False
    zeichen: re.Pattern[str] | None = None
    gemerkt: Callable[[str], T | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gemerkt", lru_cache(maxsize=_ABSAETZE)(self.antwort))


class Klauseltext:
    """The paragraphs of a printed clause, and what the rules have found out about them.

    ``roh`` are the paragraphs as printed, ``absaetze`` the same with plain spaces, ``ganz`` all of them as one text
    (parted by a character that no pattern takes for a word or a space), ``klein`` that in lower case.
    ``verdacht`` says that a placeholder may be among them, ``figuren`` are the paragraphs (as printed) that have a
    digit, each with its figures as printed and in their one spelling; ``werte`` all these spellings.
    """

    __slots__ = (
        "_anfaenge", "_antworten", "_gefragt", "_treffer", "absaetze", "figuren", "ganz", "klein", "roh", "verdacht",
        "werte",
    )  # fmt: skip

    def __init__(self, roh: tuple[str, ...]) -> None:
        self.roh = roh
        self.ganz = glatt(ENDE.join(roh))
        self.absaetze = tuple(self.ganz.split(ENDE)) if roh else ()
        self.klein = self.ganz.lower()
        self.verdacht = vielleicht_platzhalter(self.klein)
        self.figuren = tuple([(absatz, paare) for absatz in roh if (paare := gedruckte(absatz)) is not None])
        self.werte = frozenset([wert for _, paare in self.figuren for _, wert in paare])
        self._anfaenge = tuple(accumulate([len(absatz) + 1 for absatz in self.absaetze], initial=0))
        self._antworten: dict[Frage[Any], tuple[tuple[int, Any], ...]] = {}
        self._gefragt = 0
        self._treffer: list[tuple[Frage[Any], tuple[tuple[int, Any], ...]]] = []

    def treffer(self, fragen: list[Frage[Any]]) -> list[tuple[Frage[Any], tuple[tuple[int, Any], ...]]]:
        """Those of the questions that have answers here, with them; ``fragen`` is one list that only grows."""
        if self._gefragt < len(fragen):
            for frage in fragen[self._gefragt :]:
                if antworten := self.antworten(frage):
                    self._treffer.append((frage, antworten))
            self._gefragt = len(fragen)
        return self._treffer

    def antworten(self, frage: Frage[T]) -> tuple[tuple[int, T], ...]:
        """The numbers of the paragraphs that have an answer, with the answer."""
        bekannt = self._antworten.get(frage)
        if bekannt is None:
            alle = ((nummer, frage.gemerkt(self.absaetze[nummer])) for nummer in self._moegliche(frage))
            bekannt = tuple((nummer, antwort) for nummer, antwort in alle if antwort is not None)
            self._antworten[frage] = bekannt
        return bekannt

    def mit(self, wort: str, *, klein: bool = False) -> Iterable[int]:
        """The numbers of the paragraphs in which that word stands; with ``klein`` in their lower case."""
        if not klein:
            return self._stellen(self.ganz, wort)
        # A few letters of other languages are longer in lower case; then every paragraph is possible.
        return self._stellen(self.klein, wort) if len(self.klein) == len(self.ganz) else range(len(self.absaetze))

    def _moegliche(self, frage: Frage[Any]) -> Iterable[int]:
        if frage.zeichen is not None:
            return sorted({self._nummer(treffer.start()) for treffer in frage.zeichen.finditer(self.ganz)})
        if frage.worte is None:
            return range(len(self.absaetze))
        text = self.klein if frage.klein else self.ganz
        darin = [wort for wort in frage.worte if wort in text]
        return sorted({nummer for wort in darin for nummer in self.mit(wort, klein=frage.klein)}) if darin else ()

    def _stellen(self, text: str, wort: str) -> Iterator[int]:
        stelle = text.find(wort)
        while stelle >= 0:
            nummer = self._nummer(stelle)
            yield nummer
            stelle = text.find(wort, self._anfaenge[nummer + 1])

    def _nummer(self, stelle: int) -> int:
        return bisect_right(self._anfaenge, stelle) - 1


class Leser:
    """The texts of one package's documents, read once for all its profiles; bounded in size."""

    def __init__(self) -> None:
        self.klausel: Callable[[tuple[str, ...]], Klauseltext] = lru_cache(maxsize=_KLAUSELN)(Klauseltext)
        self._teil: Callable[[bytes], Teil] = lru_cache(maxsize=_TEILE)(lies_teil)
        self._fragen: dict[Frage[Any], None] = {}
        self._reihe: list[Frage[Any]] = []
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

    def fragen(self, frage: Frage[Any]) -> list[Frage[Any]]:
        """All questions asked of this package's documents so far, and this one; the same list, which only grows."""
        if frage not in self._fragen:
            self._fragen[frage] = None
            self._reihe.append(frage)
        return self._reihe

    def rumpf(self, erzeugt: Erzeugtes) -> Teil:
        """The finished body."""
        return self._teil(erzeugt.teile[RUMPF])

    def raender(self, erzeugt: Erzeugtes) -> list[tuple[str, Teil]]:
        """All finished parts outside the body that have text, with the name of the place."""
        raender = ((randname(name), xml) for name, xml in erzeugt.teile.items())
        return [(name, self._teil(xml)) for name, xml in raender if name is not None]

    def rahmen(self, erzeugt: Erzeugtes) -> list[tuple[str | None, Teil]]:
        """All filled parts of the frame without the clauses, with the name of the place (none for the body).

        In place of the Kennung there is still ``KENNUNG``: so the same frame is read once for many profiles.
        """
        return [
            (ort, self._teil(erzeugt.rahmentexte[name]))
            for name in erzeugt.rahmentexte
            if (ort := randname(name)) is not None or name == RUMPF
        ]
