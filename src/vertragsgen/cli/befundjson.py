"""Findings and build results as JSON, and the JSON Schemas of both."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from vertragsgen.cli.konsole import zeigt
from vertragsgen.diagnostics import Befund, Schwere, als_dict, zaehlung


def befund_als_dict(befund: Befund) -> dict[str, Any]:
    """One finding with the keys of the contract; what does not apply is null."""
    return {**als_dict(befund), "akzeptiert": befund.akzeptiert, "nicht_pruefbar": befund.nicht_pruefbar}


def bericht_als_dict(befunde: Iterable[Befund], profile: int) -> dict[str, Any]:
    """The whole output of ``check --format json``."""
    liste = list(befunde)
    return {
        "befunde": [befund_als_dict(befund) for befund in liste],
        "zusammenfassung": {"profile": profile, **zaehlung(liste)},
    }


def vorlagen_als_dict(befunde: Iterable[Befund], pakete: int) -> dict[str, Any]:
    """The whole output of ``templates --check --json``."""
    liste = list(befunde)
    return {
        "befunde": [befund_als_dict(befund) | {"hilfe": befund.hilfe} for befund in liste],
        "zusammenfassung": {"pakete": pakete, **zaehlung(liste)},
    }


def als_text(wert: Any) -> str:
    """JSON text; characters that the output's encoding lacks are written as ``\\uXXXX``, never replaced."""
    text = json.dumps(wert, ensure_ascii=False, indent=2)
    return text if zeigt(text) else json.dumps(wert, ensure_ascii=True, indent=2)


def objekt(felder: dict[str, Any], titel: str | None = None) -> dict[str, Any]:
    """Schema of an object with exactly these fields."""
    kopf = {"title": titel} if titel else {}
    return {
        **kopf,
        "type": "object",
        "properties": felder,
        "required": list(felder),
        "additionalProperties": False,
    }


def befund_schema() -> dict[str, Any]:
    """JSON Schema of one finding."""
    text: dict[str, Any] = {"type": ["string", "null"]}
    zahl: dict[str, Any] = {"type": ["integer", "null"], "minimum": 1}
    return objekt(
        {
            "code": {"type": "string", "pattern": "^VG[0-9]{3}$"},
            "schwere": {"enum": [schwere.value for schwere in Schwere]},
            "meldung": {"type": "string"},
            "profil": text,
            "dokument": text,
            "stelle": text,
            "datei": {**text, "description": "Pfad im Arbeitsbereich, mit Schrägstrichen"},
            "zeile": {**zahl, "description": "ab 1"},
            "spalte": {**zahl, "description": "ab 1, in Zeichen"},
            "akzeptiert": {"type": "boolean", "description": "durch eine Ausnahme angenommen, nicht gezählt"},
            "nicht_pruefbar": {"type": "boolean", "description": "es fehlen Angaben, um zu urteilen"},
        }
    )


def zahlen_schema(was: str = "profile") -> dict[str, Any]:
    """JSON Schema of the counts; ``was`` was counted beside the findings."""
    namen = (was, "fehler", "warnung", "hinweis", "akzeptiert", "nicht_pruefbar")
    return objekt({name: {"type": "integer", "minimum": 0} for name in namen})


def befunde_schema() -> dict[str, Any]:
    """JSON Schema of ``check --format json``."""
    felder = {"befunde": {"type": "array", "items": befund_schema()}, "zusammenfassung": zahlen_schema()}
    schema = objekt(felder, "Ausgabe von „vertragsgen check --format json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def vorlagenbefunde_schema() -> dict[str, Any]:
    """JSON Schema of ``templates --check --json``."""
    befund = befund_schema()
    hilfe = {"type": ["string", "null"], "description": "was zu tun ist"}
    eintrag = objekt({**befund["properties"], "hilfe": hilfe})
    felder = {"befunde": {"type": "array", "items": eintrag}, "zusammenfassung": zahlen_schema("pakete")}
    schema = objekt(felder, "Ausgabe von „vertragsgen templates --check --json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
