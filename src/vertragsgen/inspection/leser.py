"""Reads each wording once: most clauses and paragraphs are the same words in every profile of a package.

Nothing here changes a result; a new :class:`Leser` only has to read everything again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any, Generic, TypeVar

from msgspec import Struct

from vertragsgen.inspection.teiltext import ENDE, RUMPF, Teil, glatt, lies_teil, textteile, vielleicht_platzhalter
from vertragsgen.inspection.zahlen import Figuren, als_zahl, gedruckte
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.pieces import Stueck

T = TypeVar("T")

_TEILE = 64
_ABSAETZE = 2048
# Most paragraphs answer nothing: of those, only the text is kept.
_STUMME = 8192
# So many words, or more than two paragraphs, are no heading.
_WORTE = 6


class Frage(Struct, Generic[T], frozen=True, eq=False):
    """What a rule asks every paragraph; the answer depends on its text (plain spaces) alone, None for no answer.

    There is no answer where a text has none of ``worte`` (with ``klein``: in lower case), nor where ``zeichen``, a
    pattern, is not found; nor in a paragraph that is a number and nothing else. A question lives as long as its
    package: a constant, or made by a function given to :meth:`Leser.vorbereitet`.
    """

    antwort: Callable[[str], T | None]
    worte: tuple[str, ...] | None = None
    klein: bool = False
    zeichen: re.Pattern[str] | None = None

    def stelle(self, absatz: str, klein: str) -> T | None:
        """The answer of a paragraph, ``klein`` in lower case."""
        if self.zeichen is not None and self.zeichen.search(absatz) is None:
            return None
        if self.worte is None:
            return self.antwort(absatz)
        text = klein if self.klein else absatz
        for wort in self.worte:  # a loop, and no any(): nearly all paragraphs are sent away here
            if wort in text:
                return self.antwort(absatz)
        return None


class _Antworten:
    """The answers of a paragraph, which stands in most profiles: it is asked every question once."""

    __slots__ = ("_absatz", "_gefragt", "_gefunden", "_klein")

    def __init__(self, absatz: str) -> None:
        self._absatz, self._klein, self._gefragt = absatz, absatz.lower(), 0
        self._gefunden: list[tuple[Frage[Any], Any]] = []

    def auf(self, fragen: list[Frage[Any]]) -> list[tuple[Frage[Any], Any]]:
        """Those of the questions it answers, with the answers; ``fragen`` is one list that only grows."""
        if self._gefragt < len(fragen):
            for frage in fragen[self._gefragt :]:
                if (antwort := frage.stelle(self._absatz, self._klein)) is not None:
                    self._gefunden.append((frage, antwort))
            self._gefragt = len(fragen)
        return self._gefunden


class Klauseltext:
    """The paragraphs of a printed clause, and what the rules have found out about them.

    ``roh`` are the paragraphs as printed, ``absaetze`` the same with plain spaces, ``ganz`` all of them as one text
    (parted by a character that no pattern takes for a word or a space), ``klein`` that in lower case.
    ``verdacht`` says that a placeholder may be among them, ``figuren`` are the paragraphs (as printed) that have a
    digit, each with its figures as printed and in their one spelling; ``werte`` all these spellings. ``regelt`` says
    that there is more than a heading.
    """

    __slots__ = (
        "_anfaenge", "_fragen", "_gefragt", "_treffer", "_worte", "absaetze", "figuren", "ganz", "klein", "regelt", "roh",
        "verdacht", "werte",
    )  # fmt: skip

    def __init__(self, roh: tuple[str, ...]) -> None:
        self.roh = roh
        self.ganz = glatt(ENDE.join(roh))
        self.absaetze = tuple(self.ganz.split(ENDE)) if roh else ()
        self.klein = self.ganz.lower()
        self.verdacht = vielleicht_platzhalter(self.klein)
        figuren: list[tuple[str, Figuren]] = []
        self._worte: list[int] = []
        for nummer, absatz in enumerate(roh):
            if (zahl := als_zahl(absatz)) is not None:
                figuren.append((absatz, ((absatz, zahl),)))
                continue
            self._worte.append(nummer)
            if (paare := gedruckte(absatz)) is not None:
                figuren.append((absatz, paare))
        self.figuren = tuple(figuren)
        self.werte = frozenset([wert for _, paare in figuren for _, wert in paare])
        # A heading alone regulates nothing.
        self.regelt = len(roh) > 2 or any(absatz.count(" ") >= _WORTE - 1 for absatz in self.absaetze)
        self._anfaenge: list[int] = []
        self._fragen: list[Frage[Any]] | None = None
        self._gefragt = 0
        self._treffer: dict[Frage[Any], list[tuple[int, Any]]] = {}

    def treffer(self, leser: Leser) -> dict[Frage[Any], list[tuple[int, Any]]]:
        """The reader's questions that have answers here, with the numbers of the paragraphs and the answers."""
        fragen = leser.fragen
        if self._gefragt < len(fragen) or self._fragen is not fragen:
            self._treffer = {}
            absaetze, stumm = self.absaetze, leser.stumm
            # A comprehension: nearly all paragraphs of a cost sheet are known to have no answer.
            for nummer in [nummer for nummer in self._worte if absaetze[nummer] not in stumm]:
                for frage, antwort in leser.antworten(absaetze[nummer]):
                    self._treffer.setdefault(frage, []).append((nummer, antwort))
            self._fragen, self._gefragt = fragen, len(fragen)
        return self._treffer

    def mit(self, wort: str, *, klein: bool = False) -> Iterable[int]:
        """The numbers of the paragraphs in which that word stands; with ``klein`` in their lower case."""
        if not klein:
            return self._stellen(self.ganz, wort)
        # A few letters of other languages are longer in lower case; then every paragraph is possible.
        return self._stellen(self.klein, wort) if len(self.klein) == len(self.ganz) else range(len(self.absaetze))

    def _stellen(self, text: str, wort: str) -> Iterator[int]:
        if not self._anfaenge:
            self._anfaenge = list(accumulate([len(absatz) + 1 for absatz in self.absaetze], initial=0))
        stelle = text.find(wort)
        while stelle >= 0:
            nummer = bisect_right(self._anfaenge, stelle) - 1
            yield nummer
            stelle = text.find(wort, self._anfaenge[nummer + 1])


class Leser:
    """The texts of one package's documents, read once for all its profiles; bounded in size."""

    def __init__(self) -> None:
        # All questions asked of this package's documents so far; the same list, which only grows.
        self.fragen: list[Frage[Any]] = []
        # Paragraphs without an answer to any of them.
        self.stumm: set[str] = set()
        self._absatz: Callable[[str], _Antworten] = lru_cache(maxsize=_ABSAETZE)(_Antworten)
        self._rumpf: dict[str, tuple[bytes, Teil]] = {}
        self._teil: Callable[[bytes], Teil] = lru_cache(maxsize=_TEILE)(lies_teil)
        self._gestellt: set[Frage[Any]] = set()
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

    def frage(self, frage: Frage[Any]) -> None:
        """Ask one more question."""
        if frage not in self._gestellt:
            self._gestellt.add(frage)
            self.fragen.append(frage)
            self.stumm.clear()

    def antworten(self, absatz: str) -> list[tuple[Frage[Any], Any]]:
        """Those of the questions that a paragraph (plain spaces) answers, with the answers."""
        gefunden = self._absatz(absatz).auf(self.fragen)
        if not gefunden:
            if len(self.stumm) >= _STUMME:
                self.stumm.clear()
            self.stumm.add(absatz)
        return gefunden

    def klausel(self, stueck: Stueck) -> Klauseltext:
        """The wording of a clause. It is kept where the clause itself is kept for other profiles."""
        absaetze, bekannt = stueck.absaetze, stueck.wortlaut.gelesen
        if isinstance(bekannt, Klauseltext) and bekannt.roh is absaetze:
            return bekannt
        stueck.wortlaut.gelesen = text = Klauseltext(absaetze)
        return text

    def rumpf(self, erzeugt: Erzeugtes) -> Teil:
        """The finished body; that of the last profile is not asked for again, and another one has other words."""
        xml = erzeugt.teile[RUMPF]
        gelesen = self._rumpf.get(erzeugt.dokument)
        if gelesen is None or gelesen[0] is not xml:
            gelesen = self._rumpf[erzeugt.dokument] = xml, lies_teil(xml)
        return gelesen[1]

    def raender(self, erzeugt: Erzeugtes) -> list[tuple[str, Teil]]:
        """All finished parts outside the body that have text, with the name of the place."""
        teile = erzeugt.teile
        return [(ort, self._teil(teile[name])) for name, ort in textteile(tuple(teile)) if ort is not None]

    def rahmen(self, erzeugt: Erzeugtes) -> list[tuple[str | None, Teil]]:
        """All filled parts of the frame without the clauses, with the name of the place (none for the body).

        In place of the Kennung there is still ``KENNUNG``: so the same frame is read once for many profiles.
        """
        texte = erzeugt.rahmentexte
        return [(ort, self._teil(texte[name])) for name, ort in textteile(tuple(texte))]
