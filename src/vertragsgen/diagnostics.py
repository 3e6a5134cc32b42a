"""Findings and where they point.

Every stage returns findings beside its result; nothing raises for a mistake of the user.
This module imports nothing of ours, so that every layer can use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace


class Schwere(StrEnum):
    """How much a finding weighs: a ``fehler`` stops the documents of its profile."""

    FEHLER = "fehler"
    WARNUNG = "warnung"
    HINWEIS = "hinweis"

    @property
    def wort(self) -> str:
        """„Fehler“, „Warnung“ or „Hinweis“."""
        return self.value.capitalize()


class Mark(NamedTuple):
    """A place in a source file.

    ``datei`` is relative to the workspace with forward slashes on every system, ``zeile`` and ``spalte``
    count from 1 in characters, ``laenge`` is the number of characters the caret underlines.
    """

    datei: str
    zeile: int
    spalte: int
    laenge: int = 1

    def __str__(self) -> str:
        return f"{self.datei}:{self.zeile}:{self.spalte}"


Markierung = Callable[[str], Mark | None]
"""Finds the place of a value by its path (``verguetung.saetze.0.gesamtentgelt``); None where it is not known."""


class Befund(Struct, frozen=True):
    """One finding: what was found, how much it weighs, where, and what to do about it.

    ``meldung`` says what was found and what was expected; ``hilfe`` what to do. ``weitere`` names the
    other places a comparison is about. ``nicht_pruefbar`` marks a rule that lacks the data to judge.
    """

    code: str
    schwere: Schwere
    meldung: str
    mark: Mark | None = None
    hilfe: str | None = None
    profil: str | None = None
    dokument: str | None = None
    stelle: str | None = None
    weitere: tuple[Mark, ...] = ()
    akzeptiert: bool = False
    nicht_pruefbar: bool = False

    @property
    def offen(self) -> bool:
        """True if the finding counts: neither accepted by an ``ausnahme`` nor unjudgeable."""
        return not self.akzeptiert and not self.nicht_pruefbar

    @property
    def sperrt(self) -> bool:
        """True if the finding keeps the documents of its profile from being written."""
        return self.offen and self.schwere is Schwere.FEHLER

    def fuer(self, profil: str) -> Befund:
        """The same finding, attributed to ``profil``."""
        return replace(self, profil=profil)


class Bericht(Struct):
    """Findings in the order in which they were made."""

    befunde: list[Befund] = field(default_factory=list)

    def add(self, befunde: Iterable[Befund]) -> None:
        self.befunde.extend(befunde)

    def __iter__(self) -> Iterator[Befund]:
        return iter(self.befunde)

    def __len__(self) -> int:
        return len(self.befunde)

    @property
    def sperrt(self) -> bool:
        """True if at least one open ``fehler`` is among the findings."""
        return any(befund.sperrt for befund in self.befunde)

    def anzahl(self, schwere: Schwere) -> int:
        """Number of open findings of that severity."""
        return sum(1 for befund in self.befunde if befund.offen and befund.schwere is schwere)


def zaehlung(befunde: Iterable[Befund]) -> dict[str, int]:
    """The counts of a report: open ones by severity, accepted, not checkable."""
    zahlen = {"fehler": 0, "warnung": 0, "hinweis": 0, "akzeptiert": 0, "nicht_pruefbar": 0}
    for befund in befunde:
        if befund.akzeptiert:
            zahlen["akzeptiert"] += 1
        elif befund.nicht_pruefbar:
            zahlen["nicht_pruefbar"] += 1
        else:
            zahlen[befund.schwere.value] += 1
    return zahlen


def als_dict(befund: Befund) -> dict[str, str | int | None]:
    """What a finding says and where, with the keys of all JSON outputs; what does not apply is null."""
    mark = befund.mark
    return {
        "code": befund.code,
        "schwere": befund.schwere.value,
        "meldung": befund.meldung,
        "profil": befund.profil,
        "dokument": befund.dokument,
        "stelle": befund.stelle,
        "datei": mark.datei if mark else None,
        "zeile": mark.zeile if mark else None,
        "spalte": mark.spalte if mark else None,
    }
