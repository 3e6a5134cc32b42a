"""The names of all JSON Schemas and how each is made."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from vertragsgen.cli import (
    aenderungsschema,
    ausnahmentabelle,
    bauausgabe,
    befundjson,
    klauseltabelle,
    neuerungen,
    pakettabelle,
)
from vertragsgen.cli.bedienfehler import Bedienfehler

if TYPE_CHECKING:
    from vertragsgen.cli.kontext import Kontext
    from vertragsgen.workspace import Workspace

DATEINAME = "profil.schema.json"
Schemamacher = Callable[[], dict[str, Any]]


def alle(kontext: Kontext) -> dict[str, Schemamacher]:
    """Every schema by name; those of profiles only inside a workspace, because packages define them."""
    from vertragsgen.profile.schema import clause_schema, manifest_schema

    ergebnis: dict[str, Schemamacher] = {
        "paket": manifest_schema,
        "klausel": clause_schema,
        "befunde": befundjson.befunde_schema,
        "bau": bauausgabe.bau_schema,
        "ausnahmen": ausnahmentabelle.schema,
        "vorlagen": pakettabelle.schema,
        "vorlagenbefunde": befundjson.vorlagenbefunde_schema,
        "vorlagenstand": neuerungen.schema,
        "klauseln": klauseltabelle.schema,
        "diff": aenderungsschema.diff_schema,
        "compare": aenderungsschema.compare_schema,
    }
    # Without a workspace the other schemas are still of use; a folder that was named has to be one.
    workspace = kontext.suche() if kontext.ordner is None else kontext.workspace()
    if workspace is not None:
        ergebnis |= {f"profil/{paket}": macher for paket, macher in profile(workspace).items()}
    return ergebnis


def profile(workspace: Workspace) -> dict[str, Schemamacher]:
    """The profile schema of each template package, made when it is asked for."""
    return {paket: partial(_profil, workspace, paket) for paket in workspace.packages()}


def als_datei(schema: dict[str, Any]) -> bytes:
    """The bytes of a schema file: UTF-8 with a line feed at the end on every system."""
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()


def _profil(workspace: Workspace, paket: str) -> dict[str, Any]:
    from vertragsgen.package.load import load_package
    from vertragsgen.profile.schema import profile_schema

    ladung = load_package(workspace, paket)
    if ladung.paket is None:
        erster = next(iter(ladung.befunde), None)
        raise Bedienfehler(
            f"Das Vorlagenpaket „{paket}“ lässt sich nicht laden"
            + (f" ({erster.mark}): {erster.meldung}" if erster else ".")
        )
    return profile_schema(ladung.paket.manifest)
