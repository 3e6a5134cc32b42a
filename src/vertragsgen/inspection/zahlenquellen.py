"""Where a printed figure may come from: the values of profile, package and calculation, by their paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct, field

from vertragsgen.inspection.zahlen import figuren, kanon, schreibweisen
from vertragsgen.notation import format_datum
from vertragsgen.rendering.fingerprint import EACH, Path, field_names, is_mapping

_ZIFFER = re.compile(r"\d")
_LEER: frozenset[str] = frozenset()
_EINFACH = (str, Decimal, int, date)
_OHNE_FELDER = (str, Decimal)
_Lesend = Callable[[Any], tuple[Any, ...]]


class Ast(Struct):
    """Where paths of values branch, so that each value is read once for all of them.

    ``ende`` says that a path ends here, ``jeder`` is the branch for every entry of a list or mapping, ``namen`` those
    of fields, ``nummern`` those of single entries. What ``namen`` name, a list looks for in its entries: ``darin``.
    """

    ende: bool = False
    jeder: Ast | None = None
    namen: dict[str, Ast] = field(default_factory=dict)
    nummern: dict[int, Ast] = field(default_factory=dict)
    darin: Ast | None = None
    _enden: _Lesend | None = None
    _zweige: tuple[_Lesend, tuple[Ast, ...]] | None = None

    def enden(self, wert: Any) -> tuple[Any, ...]:
        """The fields of an object with which a path ends and none goes on; None for a field it does not have."""
        if self._enden is None:
            self._enden = _leser([name for name, ast in self.namen.items() if not ast.geht_weiter])
        return self._enden(wert)

    def zweige(self, wert: Any) -> Iterable[tuple[Any, Ast]]:
        """The fields of an object in which a path goes on, each with its branch; None for a field it does not have."""
        if self._zweige is None:
            weiter = {name: ast for name, ast in self.namen.items() if ast.geht_weiter}
            self._zweige = _leser(list(weiter)), tuple(weiter.values())
        lies, zweige = self._zweige
        return zip(lies(wert), zweige, strict=True)

    @property
    def geht_weiter(self) -> bool:
        """True if a path leads beyond this place."""
        return bool(self.namen) or self.jeder is not None

    def zweig(self, schritt: str) -> Ast:
        """The branch for one step of a path, made if need be."""
        if schritt == EACH:
            self.jeder = self.jeder or Ast()
            return self.jeder
        if schritt.isdecimal():
            self.nummern.setdefault(int(schritt), self.namen.setdefault(schritt, Ast()))
            return self.namen[schritt]
        if self.darin is None:
            self.darin = Ast()
            self.darin.darin = self.darin  # a list of lists
        return self.namen.setdefault(schritt, self.darin.namen.setdefault(schritt, Ast()))


class Quellen:
    """The figures that the variables of a profile's documents can print."""

    def __init__(self) -> None:
        self._gelesen: set[str] = set()
        self._spaeter: list[tuple[Mapping[str, Any], frozenset[Path]]] = []
        self._alles: dict[int, frozenset[str]] = {}

    def von(self, werte: Mapping[str, Any], pfade: frozenset[Path], gesucht: frozenset[str] | None = None) -> set[str]:
        """All figures at ``pfade`` of the variables ``werte``; once all that are ``gesucht`` are found, no more need be."""
        gefunden: set[str] = set()
        for name, ast in _baum(pfade).namen.items():
            if gesucht is not None and gesucht <= gefunden:
                self.merke(werte, pfade)
                break
            blaetter: list[Any] = []
            _lies(werte.get(name), ast, blaetter)
            _drucke(blaetter, gefunden)
        self._gelesen |= gefunden
        return gefunden

    def merke(self, werte: Mapping[str, Any], pfade: frozenset[Path]) -> None:
        """Note values that no one asked for yet."""
        self._spaeter.append((werte, pfade))

    def gelesen(self) -> set[str]:
        """All figures read so far."""
        return set(self._gelesen)

    def gemerkt(self) -> set[str]:
        """All figures of the noted values."""
        noch, self._spaeter = self._spaeter, []
        return set[str]().union(*(self.von(werte, pfade) for werte, pfade in noch))

    def alles(self, wert: Any) -> frozenset[str]:
        """All figures anywhere in ``wert``."""
        if id(wert) not in self._alles:
            gefunden: set[str] = set()
            _tief(wert, gefunden)
            self._alles[id(wert)] = frozenset(gefunden)
        return self._alles[id(wert)]


@lru_cache(maxsize=1024)
def _baum(pfade: frozenset[Path]) -> Ast:
    """The paths as a tree."""
    wurzel = Ast()
    for pfad in pfade:
        ast = wurzel
        for schritt in pfad:
            ast = ast.zweig(schritt)
        ast.ende = True
    # Few values first: often they are enough.
    wurzel.namen = dict(
        sorted(wurzel.namen.items(), key=lambda paar: (sum(paar[0] == pfad[0] for pfad in pfade), paar[0]))
    )
    return wurzel


def _lies(wert: Any, ast: Ast, blaetter: list[Any]) -> None:
    """The values that the branch names below ``wert``."""
    if ast.ende:
        blaetter.append(wert)
    namen, jeder = ast.namen, ast.jeder
    if wert is None or type(wert) in _OHNE_FELDER or (not namen and jeder is None):
        return
    if isinstance(wert, (list, tuple)):
        for zweig in (jeder, ast.darin):
            if zweig is not None:
                for eintrag in wert:
                    _lies(eintrag, zweig, blaetter)
        for nummer, zweig in ast.nummern.items():
            if nummer < len(wert):
                _lies(wert[nummer], zweig, blaetter)
    elif is_mapping(type(wert)):
        for name, zweig in namen.items():
            if (unter := wert.get(name)) is not None:
                _lies(unter, zweig, blaetter)
        if jeder is not None:
            for paar in wert.items():
                _lies(paar, jeder, blaetter)
    else:
        blaetter += ast.enden(wert)
        for unter, zweig in ast.zweige(wert):
            _lies(unter, zweig, blaetter)


def _drucke(blaetter: Iterable[Any], gefunden: set[str]) -> None:
    """Add the figures that print these values; the same amount stands in many places."""
    betraege: set[Decimal] = set()
    for wert in blaetter:
        # The commonest kinds without a call for each of hundreds.
        if type(wert) is Decimal:
            betraege.add(wert)
        elif type(wert) is str:
            gefunden |= _textfiguren(wert)
        elif wert is not None:
            _blatt(wert, gefunden)
    gefunden.update(chain.from_iterable(map(schreibweisen, betraege)))


def _leser(namen: list[str]) -> _Lesend:
    """Reads these fields of an object."""

    def einzeln(wert: Any) -> tuple[Any, ...]:
        return tuple([getattr(wert, name, None) for name in namen])

    if len(namen) < 2 or any("." in name for name in namen):
        return einzeln
    auf_einmal = attrgetter(*namen)

    def lies(wert: Any) -> tuple[Any, ...]:
        try:
            felder: tuple[Any, ...] = auf_einmal(wert)
        except AttributeError:
            return einzeln(wert)
        return felder

    return lies


def _blatt(wert: Any, gefunden: set[str]) -> None:
    formen = _FORMEN.get(type(wert))
    if formen is not None:
        gefunden.update(formen(wert))
        return
    if isinstance(wert, str):
        gefunden.update(_textfiguren(str(wert)))
        return
    zuordnung = is_mapping(type(wert))
    if zuordnung or isinstance(wert, (list, tuple)):
        gefunden.add(str(len(wert)))
        for eintrag in wert.values() if zuordnung else wert:
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
        for name in field_names(wert):
            _tief(getattr(wert, name), gefunden)


@lru_cache(maxsize=4096)
def _textfiguren(text: str) -> frozenset[str]:
    """The figures in a text value; most texts have none."""
    if not _ZIFFER.search(text):
        return _LEER
    return frozenset(kanon(figur) for figur in figuren(text))


# How a value may be printed, by its type.
_FORMEN: Mapping[type, Callable[[Any], Iterable[str]]] = {
    str: _textfiguren,
    Decimal: schreibweisen,
    int: lambda wert: (str(wert), f"1:{wert}"),
    date: lambda wert: (format_datum(wert),),
    bool: lambda wert: (),
}
