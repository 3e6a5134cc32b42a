"""Which values a profile of a package cannot do without, and an example for each.

Some are required only together (a row of rates needs its components): the model itself is asked, with examples,
until it is content.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import ValidationError

from vertragsgen.notation import format_datum
from vertragsgen.package.manifest import Manifest
from vertragsgen.profile.model import Profil
from vertragsgen.source.messages import flatten
from vertragsgen.source.model_fields import choices, dict_value, item_type, model_in, readers
from vertragsgen.source.scalar_type import EinzelnOderListe, Lesart, Verboten
from vertragsgen.source.section import Abschnitt, Feld, felder
from vertragsgen.source.validate import read_section

Pfad = tuple[str, ...]
"""Keys from the root; rows of a list have no number, all are alike."""
BEGINN: Pfad = ("laufzeit", "beginn")
_MAX_DURCHGAENGE = 50
# For fields without an example of their own: one that each notation accepts, tried in this order.
_NOTATIONEN = ("Text", "1", "10,00", "1:2,5", "01.01.2019", "09:00", "28203", "true")


def needed_paths(model: type[Profil], manifest: Manifest, gegeben: Iterable[Pfad] = ()) -> frozenset[Pfad]:
    """The values to fill in, and the sections they are in, if those at ``gegeben`` are given."""
    noetig = set(gegeben) | {("paket",)}
    for _ in range(_MAX_DURCHGAENGE):
        daten = example_data(model, manifest, noetig)
        gefunden = set(_leaves(daten)) | _prefixes(_leaves(daten))
        try:
            read_section(model, daten)
        except ValidationError as gemeldet:
            fehlt = {
                tuple(teil for teil in fehler.loc if isinstance(teil, str))
                for fehler in flatten(gemeldet, daten)
                if fehler.art in ("fehlt", "kurz")
            }
            if not fehlt - noetig:
                break
            noetig |= fehlt
            continue
        return frozenset(gefunden)
    return frozenset(gefunden)


def example_data(model: type[Profil], manifest: Manifest, noetig: Iterable[Pfad]) -> dict[str, Any]:
    """A smallest profile made of examples: what the model requires and what ``noetig`` names."""
    gebraucht = set(noetig) | _prefixes(noetig)
    daten = _section(model, manifest, (), gebraucht)
    return {**daten, "paket": manifest.id}


def example(feld: Feld, ort: Pfad, manifest: Manifest) -> str:
    """A value as a profile would have it: the field's own example, the only choice, else one in its notation."""
    if werte := choices(feld):
        return werte[0]
    von = manifest.leistungszeitraum.von
    if ort == BEGINN and isinstance(von, date):
        return format_datum(von)
    for beispiel in feld.beispiele:
        return as_text(beispiel[0] if isinstance(beispiel, list) else beispiel)
    return next((text for text in _NOTATIONEN if _readable(feld, text)), _NOTATIONEN[0])


def is_single(feld: Feld) -> bool:
    """True for a field that may be one section or value instead of a list of them."""
    return _has(feld, EinzelnOderListe)


def is_forbidden(feld: Feld) -> bool:
    """True for a section this package has no use for."""
    return _has(feld, Verboten)


def is_list(feld: Feld) -> bool:
    """True for a field whose value is written as a list."""
    return item_type(feld.typ) is not None and not is_single(feld)


def _section(model: type[Abschnitt], manifest: Manifest, pfad: Pfad, gebraucht: set[Pfad]) -> dict[str, Any]:
    daten: dict[str, Any] = {}
    for name, feld in felder(model).items():
        ort = (*pfad, name)
        if (not feld.pflicht and ort not in gebraucht) or dict_value(feld.typ) or feld.typ is Any:
            continue
        modell = model_in(feld.typ)
        wert: Any = _section(modell, manifest, ort, gebraucht) if modell else example(feld, ort, manifest)
        daten[name] = [wert] if is_list(feld) else wert
    return daten


def _leaves(daten: Any, pfad: Pfad = ()) -> Iterator[Pfad]:
    if isinstance(daten, dict):
        for name, wert in daten.items():
            yield from _leaves(wert, (*pfad, name))
    elif isinstance(daten, list) and daten and isinstance(daten[0], dict):
        yield from _leaves(daten[0], pfad)
    else:
        yield pfad


def _prefixes(pfade: Iterable[Pfad]) -> set[Pfad]:
    return {pfad[:laenge] for pfad in pfade for laenge in range(1, len(pfad))}


def as_text(beispiel: Any) -> str:
    """An example as it is written in YAML: ``true`` and not ``True``."""
    return str(beispiel).lower() if isinstance(beispiel, bool) else str(beispiel)


def _readable(feld: Feld, text: str) -> bool:
    try:
        for lesart in readers(feld):
            lesart.pruefen(text)
    except ValueError:
        return False
    return any(isinstance(lesart, Lesart) for lesart in readers(feld))


def _has(feld: Feld, art: type) -> bool:
    offen: list[Any] = [feld.typ]
    while offen:
        typ = offen.pop()
        if any(isinstance(marke, art) for marke in getattr(typ, "__metadata__", ())):
            return True
        # Only the field's own level: not into the items of a list.
        if typing.get_origin(typ) not in (list, tuple, dict):
            offen += [teil for teil in typing.get_args(typ) if not isinstance(teil, Lesart)]
    return False
