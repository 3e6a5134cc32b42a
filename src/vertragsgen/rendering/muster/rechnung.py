"""The calculation of a blank form: its lines are there, its figures are open.

``calculate`` makes the rows, components and blocks from the form's profile and leaves every figure empty. Here each
gets a placeholder: that of the profile's own field where there is one, else ``<<…>>``.
"""

from __future__ import annotations

import typing
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vertragsgen.calculation.model import (
    Abgleich,
    Berechnung,
    Bestandteil,
    Block,
    Blocksatz,
    Budgetposten,
    Gruppe,
    Jahresbudget,
    Kostenblatt,
    Position,
    Satz,
    Stelle,
)
from vertragsgen.profile.costsheet import Position as Kostenposition
from vertragsgen.source.platzhalter import JA_NEIN, TEXT, Musterwert
from vertragsgen.source.section import Abschnitt, felder

_OHNE_FELD = "…"
_MONATE = 12
_REIHEN = (Satz, Gruppe, Blocksatz)


def open_figures(berechnung: Berechnung, profil: Any) -> Berechnung:
    """The calculation with placeholders in place of what nobody knows yet."""
    ergebnis = _Ansicht(profil).von(berechnung, profil, "berechnung")
    assert isinstance(ergebnis, Berechnung)
    return ergebnis


class _Ansicht:
    def __init__(self, profil: Any) -> None:
        self._profil = profil
        verguetung = getattr(profil, "verguetung", None)
        self._reihen = tuple(getattr(verguetung, "saetze", ()))

    def von(self, objekt: Any, quelle: Any, pfad: str) -> Any:
        """``objekt`` with its holes filled; ``quelle`` is the section of the profile that it was made from."""
        arten = typing.get_type_hints(type(objekt))
        neu: dict[str, Any] = {}
        for feld in objekt.__struct_fields__:
            wert, ort = getattr(objekt, feld), f"{pfad}.{feld}"
            if feld == "abschlaege" and not wert:
                neu[feld] = tuple(Musterwert(_OHNE_FELD, f"{ort}.{i}") for i in range(_MONATE))
            elif isinstance(wert, tuple):
                neu[feld] = tuple(self._eintrag(teil, objekt, quelle, f"{ort}.{i}") for i, teil in enumerate(wert))
            elif isinstance(wert, Struct):
                neu[feld] = self.von(wert, self._quelle(wert, objekt, quelle), ort)
            else:
                neu[feld] = self._wert(objekt, feld, wert, arten[feld], quelle, ort)
        return replace(objekt, **neu)

    def _eintrag(self, teil: Any, eltern: Any, quelle: Any, pfad: str) -> Any:
        if isinstance(teil, Struct):
            return self.von(teil, self._quelle(teil, eltern, quelle), pfad)
        return Musterwert(_OHNE_FELD, pfad) if teil is None else teil

    def _quelle(self, teil: Any, eltern: Any, quelle: Any) -> Any:
        """The section of the profile behind a part of the calculation, None if there is none."""
        match teil:
            case Satz():
                return self._reihen[teil.index]
            case Gruppe() | Blocksatz():
                return self._reihen[teil.satz]
            case Kostenblatt():
                return self._profil.kostentraegerblaetter[teil.index]
            case Stelle() if isinstance(eltern, Kostenblatt):
                orte = {p.nummer: p.pfad for block in eltern.bloecke for p in block.positionen}
                return _an(quelle, orte[teil.nummer])
            case Position():
                return _an(quelle, teil.pfad)
            case Jahresbudget():
                return self._profil.budget
            case Budgetposten() if isinstance(eltern, Jahresbudget):
                return quelle.faelle[next(i for i, posten in enumerate(eltern.posten) if posten is teil)]
        return quelle

    def _wert(self, objekt: Any, name: str, wert: Any, art: Any, quelle: Any, pfad: str) -> Any:
        if isinstance(objekt, _REIHEN) and name == "titel" and (titel := _zeilentitel(quelle)) is not None:
            return titel
        if isinstance(objekt, Position):
            return _positionswert(objekt, name, quelle, pfad)
        eigen = _eigenes(objekt, name, quelle)
        if eigen is not _KEINES:
            return eigen if isinstance(eigen, Musterwert) or eigen is None else wert
        arten = typing.get_args(art)
        # A sum over nothing is no figure either; a part that is not there (no Fortschreibung) stays away.
        offen = type(None) in arten and not any(isinstance(teil, type) and issubclass(teil, Struct) for teil in arten)
        if isinstance(wert, Decimal) or (wert is None and offen):
            return Musterwert(_OHNE_FELD, pfad, art=JA_NEIN if bool in arten else TEXT)
        return wert


_KEINES = object()
# Figures that have another name in the profile; none: what follows from others, in columns too narrow for a title.
_WEG: dict[tuple[type, str], tuple[str, ...]] = {
    (Stelle, "vk"): (),
    (Stelle, "ag_brutto_je_vk"): (),
    (Kostenblatt, "berechnungstage"): (),
    (Kostenblatt, "gesamtkosten"): (),
    (Kostenblatt, "jahresbudget"): (),
    (Satz, "zuschlag"): ("betrag",),
    (Satz, "platzgeld"): ("platzgeld", "gesamtentgelt"),
    (Kostenblatt, "zeitraum_von"): ("zeitraum", "von"),
    (Kostenblatt, "zeitraum_bis"): ("zeitraum", "bis"),
}


def _eigenes(objekt: Any, name: str, quelle: Any) -> Any:
    """The profile's own value behind a figure, ``_KEINES`` if the figure is computed."""
    weg = _WEG.get((type(objekt), name), (name,))
    if isinstance(objekt, Bestandteil):
        weg = (objekt.id,) if name in ("betrag", "platzgeld") else ()
    if not weg or quelle is None or isinstance(objekt, Berechnung | Block | Abgleich):
        return _KEINES
    for teil in weg:
        if quelle is None:
            return None
        if not isinstance(quelle, Abschnitt) or teil not in felder(type(quelle)):
            return _KEINES
        quelle = getattr(quelle, teil)
    return _KEINES if isinstance(quelle, tuple | Abschnitt) else quelle


def _positionswert(position: Position, name: str, quelle: Any, pfad: str) -> Any:
    """A position is a line of the Stellenplan or one of its own; its Ansatz is open until a figure is in it."""
    wert = getattr(position, name)
    if name == "bezeichnung":
        eigen = getattr(quelle, "funktion", None) or quelle.bezeichnung
        return eigen if isinstance(eigen, Musterwert) else wert
    if name == "ansatz" and isinstance(quelle, Kostenposition) and _OHNE_FELD in wert:
        return Musterwert(felder(type(quelle))[name].titel or _OHNE_FELD, pfad)
    return Musterwert(_OHNE_FELD, pfad) if wert is None else wert


def _zeilentitel(reihe: Any) -> Musterwert | None:
    namen = (getattr(reihe, name, None) for name in ("hilfebedarfsgruppe", "bezeichnung"))
    return next((name for name in namen if isinstance(name, Musterwert)), None)


def _an(blatt: Any, pfad: str) -> Any:
    liste, _, nummer = pfad.partition(".")
    return getattr(blatt, liste)[int(nummer)]
