"""Makes the data of a draft complete: what is missing or invalid becomes a ``Platzhalter``."""

from __future__ import annotations

from typing import Any

from vertragsgen.source.messages import Fehler, title_at
from vertragsgen.source.model_fields import Loc, field_at, item_type, model_at
from vertragsgen.source.platzhalter import Platzhalter
from vertragsgen.source.section import Abschnitt


def repair(model: type[Abschnitt], daten: Any, fehler: list[Fehler]) -> Any:
    """The data without these errors; a section that was not there gets its own errors in the next pass."""
    if not isinstance(daten, dict):
        return {}
    for einer in sorted(fehler, key=lambda f: len(f.loc), reverse=True):
        if not einer.loc:
            return {}
        behaelter = _behaelter(daten, einer.loc)
        stelle = einer.loc[-1]
        if isinstance(behaelter, dict) and isinstance(stelle, str):
            # A placeholder that is refused, too, stands where no value may stand.
            if einer.unbekannt or isinstance(behaelter.get(stelle), Platzhalter):
                behaelter.pop(stelle, None)
            else:
                behaelter[stelle] = _ersatz(model, einer)
        elif isinstance(behaelter, list) and isinstance(stelle, int) and stelle < len(behaelter):
            behaelter[stelle] = _ersatz(model, einer)
    return daten


def _ersatz(model: type[Abschnitt], fehler: Fehler) -> Any:
    feld = field_at(model, fehler.loc)
    ist_liste = feld is not None and item_type(feld.typ) is not None and isinstance(fehler.loc[-1], str)
    leer: dict[str, Any] | None = {} if model_at(model, fehler.loc) is not None else None
    platzhalter = Platzhalter(title_at(model, fehler.loc), ".".join(str(teil) for teil in fehler.loc))
    if ist_liste:
        # Optional lists of a wrong form are left out; a required one has one entry to fill in.
        return [leer if leer is not None else platzhalter] if fehler.art in ("fehlt", "kurz") else []
    if fehler.art == "wert":
        return platzhalter
    return leer if leer is not None else platzhalter


def _behaelter(daten: Any, loc: Loc) -> Any:
    for teil in loc[:-1]:
        if isinstance(daten, dict):
            daten = daten.get(teil) if isinstance(teil, str) else daten
        elif isinstance(daten, list) and isinstance(teil, int) and teil < len(daten):
            daten = daten[teil]
    return daten
