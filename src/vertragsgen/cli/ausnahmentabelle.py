"""The exceptions of all profiles, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli.befundjson import objekt
from vertragsgen.cli.konsole import anzahl
from vertragsgen.notation import format_datum

if TYPE_CHECKING:
    from vertragsgen.checks.ausnahmenbericht import Ausnahmestand


def zeilen(ausnahmen: Sequence[Ausnahmestand]) -> Iterator[str]:
    """Grouped by profile: rule, expiry and use in one line, below it the reason and what is wrong with it."""
    profil = None
    for ausnahme in ausnahmen:
        if ausnahme.profil != profil:
            if profil is not None:
                yield ""
            profil = ausnahme.profil
            yield click.style(profil, bold=True)
        frist = f"bis {format_datum(ausnahme.bis)}" if ausnahme.bis else "unbefristet"
        titel = f" {ausnahme.titel}" if ausnahme.titel else ""
        yield f"  {ausnahme.regel}{titel}"
        yield f"    {frist}; {_nutzen(ausnahme)}"
        yield f"    Grund: {' '.join(ausnahme.grund.split())}"
        if ausnahme.mark is not None:
            yield f"    {ausnahme.mark}"
    if ausnahmen:
        yield ""
    genutzt = sum(1 for ausnahme in ausnahmen if ausnahme.einwand is None)
    yield f"{anzahl(len(ausnahmen), 'Ausnahme', 'Ausnahmen')}, davon {genutzt} in Gebrauch."


def _nutzen(ausnahme: Ausnahmestand) -> str:
    if ausnahme.einwand is not None:
        return click.style(ausnahme.einwand, fg="yellow")
    return f"nimmt {anzahl(ausnahme.angenommen, 'Befund', 'Befunde')} an"


def als_dict(ausnahmen: Iterable[Ausnahmestand]) -> dict[str, Any]:
    """The output of ``check --ausnahmen --format json``."""
    return {
        "ausnahmen": [
            {
                "profil": a.profil,
                "regel": a.regel,
                "titel": a.titel,
                "grund": a.grund,
                "bis": a.bis.isoformat() if a.bis else None,
                "angenommen": a.angenommen,
                "einwand": a.einwand,
                "datei": a.mark.datei if a.mark else None,
                "zeile": a.mark.zeile if a.mark else None,
            }
            for a in ausnahmen
        ]
    }


def schema() -> dict[str, Any]:
    """JSON Schema of that output."""
    text, leer = {"type": "string"}, {"type": ["string", "null"]}
    felder: dict[str, Any] = {
        "profil": text,
        "regel": text,
        "titel": leer,
        "grund": text,
        "bis": {**leer, "format": "date"},
        "angenommen": {"type": "integer", "minimum": 0},
        "einwand": {**leer, "description": "warum die Ausnahme nichts annimmt"},
        "datei": leer,
        "zeile": {"type": ["integer", "null"], "minimum": 1},
    }
    liste = {"type": "array", "items": objekt(felder)}
    ganz = objekt({"ausnahmen": liste}, "Ausgabe von „vertragsgen check --ausnahmen --format json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ganz}
