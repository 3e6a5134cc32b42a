"""The profile of a blank form: every value a provider would give is a ``Musterwert``.

What the package itself prescribes for its forms (``muster.yaml``, a partial profile) and the defaults of the model
stay; ``null`` there means that the form leaves the value out, ``<<>>`` that it is open in spite of a default,
``<<xx.xx.20xx>>`` that it is open and printed in these words.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.profile.model import Profil
from vertragsgen.profile.section import LeerIstWahl
from vertragsgen.source.draft import repair
from vertragsgen.source.messages import Fehler, flatten
from vertragsgen.source.model_fields import choices, item_type, model_in, readers
from vertragsgen.source.node import Mapping as Abschnittsknoten
from vertragsgen.source.node import Node, to_data
from vertragsgen.source.platzhalter import JA_NEIN, TEXT, WAHL, Musterwert, Platzhalter
from vertragsgen.source.section import Abschnitt, Feld, felder, gegeben
from vertragsgen.source.validate import finding, read_section

FILE = "muster.yaml"
_OFFEN = re.compile(r"<<(.*)>>")
# A form is for a first agreement in the package's own wording.
# A single cost sheet covers all rates and needs no name of its own.
_NICHT_IM_MUSTER = frozenset(
    {
        "paket", "basis", "vorgaenger", "fortschreibung", "klauseln", "ausnahmen",
        "kostentraegerblatt.saetze", "kostentraegerblatt.titel", "kostentraegerblatt.standort",
    }
)  # fmt: skip
_FREI = "angaben"
_NUMMER = re.compile(r"\.\d+")
_MAX_DURCHGAENGE = 100


class Leerprofil(Struct, frozen=True):
    """The profile, None if the model cannot be built even so, and the faults of ``muster.yaml``."""

    profil: Profil | None
    befunde: tuple[Befund, ...]


def blank_profile(model: type[Profil], paket: str, optionen: Mapping[str, str], node: Node | None) -> Leerprofil:
    """The profile of a form of ``paket``; ``optionen`` wins over ``node``, the content of ``muster.yaml``."""
    wurzel = node if node is not None else Abschnittsknoten((), Mark(FILE, 1, 1))
    vorgaben = to_data(wurzel)
    if not isinstance(vorgaben, dict):
        meldung = (
            "Vorgaben für das Muster haben die Form „schlüssel: wert“ wie ein Profil; gefunden wurde etwas anderes."
        )
        return Leerprofil(None, (Befund("VG108", Schwere.FEHLER, meldung, wurzel.mark),))
    daten = _fill(model, {**vorgaben, "paket": paket, **optionen}, "")
    befunde: list[Befund] = []
    for _ in range(_MAX_DURCHGAENGE):
        try:
            return Leerprofil(read_section(model, daten), tuple(befunde))
        except ValidationError as gemeldet:
            fehler = flatten(gemeldet, daten)
        befunde += [b for f in fehler if _given(vorgaben, f) and (b := finding(model, wurzel, f)) not in befunde]
        daten = _as_form(repair(model, daten, fehler))
    return Leerprofil(None, tuple(befunde))


def _given(vorgaben: Any, fehler: Fehler) -> bool:
    """True if the package's own value is wrong; what does not fit among our placeholders is left out silently."""
    for teil in fehler.loc:
        if isinstance(vorgaben, dict):
            da = teil in vorgaben
        else:
            da = isinstance(vorgaben, list) and isinstance(teil, int) and teil < len(vorgaben)
        if not da:
            return False
        vorgaben = vorgaben[teil]
    return vorgaben is not None


def _as_form(daten: Any) -> Any:
    """A value that the repair found missing is left open, too."""
    if isinstance(daten, dict):
        return {name: _as_form(wert) for name, wert in daten.items()}
    if isinstance(daten, list):
        return [_as_form(wert) for wert in daten]
    return Musterwert(daten.name, daten.pfad) if type(daten) is Platzhalter else daten


def _fill(model: type[Abschnitt], vorgaben: dict[str, Any], pfad: str) -> dict[str, Any]:
    """The section with a placeholder for each value that is not given."""
    daten: dict[str, Any] = {}
    for name, feld in felder(model).items():
        ort = f"{pfad}.{name}" if pfad else name
        if name in vorgaben:
            daten[name] = _lay_over(feld, vorgaben[name], ort)
        elif _NUMMER.sub("", ort) not in _NICHT_IM_MUSTER and (leer := _blank(feld, name, ort)) is not None:
            daten[name] = leer
    return daten | {name: wert for name, wert in vorgaben.items() if name not in daten}


def _lay_over(feld: Feld, wert: Any, pfad: str) -> Any:
    """A given value, completed where it is a section or a list of them; an empty entry of a list is an open line."""
    modell = model_in(feld.typ)
    if isinstance(wert, str) and (offen := _OFFEN.fullmatch(wert)) is not None:
        leer = _scalar(feld, pfad.rpartition(".")[2], pfad)
        return replace(leer, bild=offen.group(1)) if isinstance(leer, Musterwert) else leer
    if isinstance(wert, dict) and modell is not None:
        return _fill(modell, wert, pfad)
    if isinstance(wert, list):
        return [
            _fill(modell, eintrag or {}, f"{pfad}.{nummer}")
            if modell is not None and isinstance(eintrag, dict | None)
            else _scalar(feld, pfad.rpartition(".")[2], f"{pfad}.{nummer}")
            if eintrag is None
            else eintrag
            for nummer, eintrag in enumerate(wert)
        ]
    return wert


def _blank(feld: Feld, name: str, pfad: str) -> Any:
    """What the form has for a field that nobody gives; None: its default."""
    typ, modell = feld.typ, model_in(feld.typ)
    if modell is not None:
        vorgabe = feld.vorgabe
        if isinstance(vorgabe, Abschnitt) and gegeben(vorgabe):
            return None  # wording of the package that holds where a provider says nothing else
        if item_type(typ) is None:
            return _fill(modell, {}, pfad)
        return [_fill(modell, zeile, f"{pfad}.{nummer}") for nummer, zeile in enumerate(_rows(modell, pfad))]
    if typ is Any or typing.get_origin(typ) is dict or (not feld.pflicht and feld.vorgabe not in (None, ())):
        return None
    if item_type(typ) is not None:
        return [_scalar(feld, name, f"{pfad}.0")]
    return _scalar(feld, name, pfad)


def _rows(modell: type[Abschnitt], pfad: str) -> list[dict[str, Any]]:
    """The open lines of a list: one for each kind that the lines must name (a cost block, a kind of cases), else one."""
    if not pfad.startswith(f"{_FREI}."):
        for name, feld in felder(modell).items():
            if feld.pflicht and (werte := choices(feld)):
                return [{name: wert} for wert in werte]
    return [{}]


def _scalar(feld: Feld, name: str, pfad: str) -> Any:
    """The placeholder of a single value. Ids of the package (units, blocks) are no choice of the form's reader."""
    werte = choices(feld)
    if werte and not pfad.startswith(f"{_FREI}."):
        return werte[0] if feld.pflicht else None
    art = WAHL if werte else JA_NEIN if any(lesart.art is bool for lesart in readers(feld)) else TEXT
    auch_leer = any(isinstance(marke, LeerIstWahl) for marke in feld.marken)
    return Musterwert(feld.titel or name, pfad, art=art, auch_leer=auch_leer)
