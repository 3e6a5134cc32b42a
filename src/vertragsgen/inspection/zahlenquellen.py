"""Where a printed figure may come from: the values of profile, package and calculation, by their paths."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
_ENDE = ""
_KEINE = (_ENDE, EACH)
Baum = dict[str, "Baum"]


class Quellen:
    """The figures that the variables of a profile's documents can print."""

    def __init__(self) -> None:
        self._gelesen: set[str] = set()
        self._alles: dict[int, frozenset[str]] = {}

    def von(self, werte: Mapping[str, Any], pfade: frozenset[Path]) -> set[str]:
        """All figures at ``pfade`` of the variables ``werte``."""
        gefunden: set[str] = set()
        for name, baum in _baum(pfade).items():
            _lies(werte.get(name), baum, gefunden)
        self._gelesen |= gefunden
        return gefunden

    def gelesen(self) -> set[str]:
        """All figures read so far."""
        return set(self._gelesen)

    def alles(self, wert: Any) -> frozenset[str]:
        """All figures anywhere in ``wert``."""
        if id(wert) not in self._alles:
            gefunden: set[str] = set()
            _tief(wert, gefunden)
            self._alles[id(wert)] = frozenset(gefunden)
        return self._alles[id(wert)]


@lru_cache(maxsize=4096)
def _baum(pfade: frozenset[Path]) -> Baum:
    """The paths as a tree, so that each list is walked once for all of them; an empty branch ends a path."""
    wurzel: Baum = {}
    for pfad in pfade:
        ast = wurzel
        for schritt in pfad:
            ast = ast.setdefault(schritt, {})
        ast.setdefault(_ENDE, {})
    return wurzel


def _lies(wert: Any, baum: Baum, gefunden: set[str]) -> None:
    """Figures of what ``baum`` names below ``wert``; a step that a list does not have goes to its entries."""
    if wert is None:
        return
    if _ENDE in baum:
        _blatt(wert, gefunden)
        if len(baum) == 1:
            return
    if isinstance(wert, list | tuple):
        je_eintrag = baum.get(EACH)
        weiter = {schritt: ast for schritt, ast in baum.items() if schritt not in _KEINE and not schritt.isdecimal()}
        for eintrag in wert if je_eintrag or weiter else ():
            if je_eintrag:
                _lies(eintrag, je_eintrag, gefunden)
            if weiter:
                _lies(eintrag, weiter, gefunden)
        for schritt, ast in baum.items():
            if schritt.isdecimal() and int(schritt) < len(wert):
                _lies(wert[int(schritt)], ast, gefunden)
    elif isinstance(wert, Mapping):
        for schritt, ast in baum.items():
            if schritt == EACH:
                for paar in wert.items():
                    _lies(paar, ast, gefunden)
            elif schritt != _ENDE:
                _lies(wert.get(schritt), ast, gefunden)
    else:
        for schritt, ast in baum.items():
            if schritt not in _KEINE:
                _lies(getattr(wert, schritt, None), ast, gefunden)


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
        felder: Mapping[str, Any] = getattr(typ, "model_fields", {}) or getattr(typ, "__dataclass_fields__", {})
        for name in felder:
            _tief(getattr(wert, name), gefunden)


@lru_cache(maxsize=4096)
def _textfiguren(text: str) -> frozenset[str]:
    """The figures in a text value; most texts have none."""
    if not _ZIFFER.search(text):
        return _LEER
    return frozenset(kanon(figur) for figur in figuren(text))
