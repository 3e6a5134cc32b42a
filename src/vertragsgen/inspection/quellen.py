"""Where a printed figure may come from: the values of profile, package and calculation, by their paths."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from vertragsgen.inspection.zahlen import figuren, kanon, schreibweisen
from vertragsgen.notation import format_datum
from vertragsgen.rendering.fingerprint import EACH, Path

_ZIFFER = re.compile(r"\d")
_LEER: frozenset[str] = frozenset()
_EINFACH = (str, Decimal, int, date)
# What a document calls its own; everything else is the same for all documents of a profile.
_JE_DOKUMENT = ("dokument", "anlagen")


class Quellen:
    """The figures that the variables of a profile's documents can print, each path read once."""

    def __init__(self) -> None:
        self._gelesen: dict[Path, frozenset[str]] = {}
        self._alles: dict[int, frozenset[str]] = {}

    def von(self, werte: Mapping[str, Any], pfade: Iterable[Path]) -> set[str]:
        """All figures at ``pfade`` of the variables ``werte``."""
        gefunden: set[str] = set()
        for pfad in pfade:
            if pfad[0] in _JE_DOKUMENT:
                _lies(werte.get(pfad[0]), pfad, 1, gefunden)
                continue
            figuren = self._gelesen.get(pfad)
            if figuren is None:
                neu: set[str] = set()
                _lies(werte.get(pfad[0]), pfad, 1, neu)
                figuren = self._gelesen[pfad] = frozenset(neu)
            gefunden |= figuren
        return gefunden

    def gelesen(self) -> set[str]:
        """All figures read so far."""
        return set().union(*self._gelesen.values())

    def alles(self, wert: Any) -> frozenset[str]:
        """All figures anywhere in ``wert``."""
        if id(wert) not in self._alles:
            gefunden: set[str] = set()
            _tief(wert, gefunden)
            self._alles[id(wert)] = frozenset(gefunden)
        return self._alles[id(wert)]


def _lies(wert: Any, pfad: Path, ab: int, gefunden: set[str]) -> None:
    """Figures of the value ``pfad[ab:]`` below ``wert``; a step that a list does not have goes to its entries."""
    for index in range(ab, len(pfad)):
        schritt = pfad[index]
        if wert is None:
            return
        if isinstance(wert, list | tuple):
            if schritt.isdecimal():
                wert = wert[int(schritt)] if int(schritt) < len(wert) else None
                continue
            weiter = index + 1 if schritt == EACH else index
            for eintrag in wert:
                _lies(eintrag, pfad, weiter, gefunden)
            return
        if isinstance(wert, Mapping):
            if schritt == EACH:
                for eintrag in wert.items():
                    _lies(eintrag, pfad, index + 1, gefunden)
                return
            wert = wert.get(schritt)
        else:
            wert = getattr(wert, schritt, None)
    _blatt(wert, gefunden)


def _blatt(wert: Any, gefunden: set[str]) -> None:
    if isinstance(wert, str):
        gefunden |= _textfiguren(wert)
    elif isinstance(wert, Decimal):
        gefunden.update(schreibweisen(wert))
    elif isinstance(wert, bool) or wert is None:
        return
    elif isinstance(wert, int):
        gefunden.update((str(wert), f"1:{wert}"))
    elif isinstance(wert, date):
        gefunden.add(format_datum(wert))
    elif isinstance(wert, list | tuple | Mapping):
        gefunden.add(str(len(wert)))
        for eintrag in wert.values() if isinstance(wert, Mapping) else wert:
            if isinstance(eintrag, _EINFACH):
                _blatt(eintrag, gefunden)


def _tief(wert: Any, gefunden: set[str]) -> None:
    if wert is None or isinstance(wert, _EINFACH):
        _blatt(wert, gefunden)
    elif isinstance(wert, list | tuple):
        for eintrag in wert:
            _tief(eintrag, gefunden)
    elif isinstance(wert, Mapping):
        for eintrag in wert.values():
            _tief(eintrag, gefunden)
    else:
        typ = type(wert)
        for name in getattr(typ, "model_fields", None) or getattr(typ, "__dataclass_fields__", ()):
            _tief(getattr(wert, name), gefunden)


@lru_cache(maxsize=4096)
def _textfiguren(text: str) -> frozenset[str]:
    """The figures in a text value; most texts have none."""
    if not _ZIFFER.search(text):
        return _LEER
    return frozenset(kanon(figur) for figur in figuren(text))
