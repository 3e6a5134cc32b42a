"""JSON Schemas (2020-12) for editors: profiles of a package, manifests, front matter of clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vertragsgen.profile.factory import overridable, profile_model
from vertragsgen.source.section import Abschnitt
from vertragsgen.source.validate import json_schema

if TYPE_CHECKING:
    from vertragsgen.package.manifest import Manifest

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def profile_schema(manifest: Manifest) -> dict[str, Any]:
    """The schema of this package's profiles.

    Sections do not require their keys, because a value may come from ``basis:``; ``check`` reports what is
    missing in the end. Rows of lists, which never merge, do.
    """
    schema = _schema(profile_model(manifest), f"Profil: {manifest.titel}")
    for section in _mergeable(schema):
        section.pop("required", None)
    for name in overridable(manifest):
        del schema["properties"][name]
    for regel in manifest.ueberschreibbar:
        _add_override(schema["properties"], regel.pfad.split("."), regel.wenn, regel.titel)
    return schema


def manifest_schema() -> dict[str, Any]:
    """The schema of ``paket.yaml``."""
    from vertragsgen.package.manifest import Manifest

    return _schema(Manifest, "Vorlagenpaket (paket.yaml)")


def clause_schema() -> dict[str, Any]:
    """The schema of a clause file's front matter."""
    from vertragsgen.package.clause import Klauselkopf

    return _schema(Klauselkopf, "Vorspann einer Klausel")


def _schema(model: type[Abschnitt], titel: str) -> dict[str, Any]:
    schema = json_schema(model)
    for section in _objects(schema):
        # A section's own description is the docstring of its class, written for developers, not for editors.
        section.pop("description", None)
        pflicht = section.get("required", [])
        eigenschaften = section["properties"]
        for name, teil in eigenschaften.items():
            if name not in pflicht and not _takes_null(teil):
                eigenschaften[name] = _or_null(teil)
    return {"$schema": DIALECT, **schema, "title": titel}


def _objects(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """All sections of a schema: the root and its definitions that have properties."""
    return [teil for teil in (schema, *schema.get("$defs", {}).values()) if "properties" in teil]


def _mergeable(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Sections that ``basis:`` merges: reached from the root without passing a list."""
    defs: dict[str, dict[str, Any]] = schema.get("$defs", {})
    gefunden: dict[int, dict[str, Any]] = {}
    offen = [schema]
    while offen:
        teil = offen.pop()
        ziel = defs[teil["$ref"].rpartition("/")[2]] if "$ref" in teil else teil
        offen += [art for art in teil.get("anyOf", []) if "items" not in art]
        if "properties" in ziel and id(ziel) not in gefunden:
            gefunden[id(ziel)] = ziel
            offen += ziel["properties"].values()
    return list(gefunden.values())


def _takes_null(teil: dict[str, Any]) -> bool:
    return teil.get("type") == "null" or any(art.get("type") == "null" for art in teil.get("anyOf", []))


def _or_null(teil: dict[str, Any]) -> dict[str, Any]:
    """``null`` allowed beside what a schema says; title, description and default stay where editors look."""
    aussen: dict[str, Any] = {
        wort: teil[wort] for wort in ("title", "description", "default", "examples") if wort in teil
    }
    innen = {wort: wert for wort, wert in teil.items() if wort not in aussen}
    return {**aussen, "anyOf": [innen, {"type": "null"}]}


def _add_override(properties: dict[str, Any], pfad: list[str], wenn: dict[str, str], titel: str | None) -> None:
    """Let a profile give package data at ``pfad``; below it anything goes, the loader checks."""
    bedingung = ", ".join(f"{name}: {wert}" for name, wert in wenn.items())
    nur = f" Nur mit {bedingung}." if bedingung else ""
    beschreibung = f"Ersetzt die Angabe des Vorlagenpakets.{nur}"
    for teil in pfad[:-1]:
        abschnitt = properties.setdefault(teil, {"type": "object", "properties": {}, "additionalProperties": False})
        if "properties" not in abschnitt:  # the whole section is open already
            return
        properties = abschnitt["properties"]
    properties[pfad[-1]] = {**({"title": titel} if titel else {}), "description": beschreibung}
