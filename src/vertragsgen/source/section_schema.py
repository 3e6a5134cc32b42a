"""What pydantic has to know of a section: how it is made of source text, and how an editor sees it."""

import types
import typing
from collections.abc import Callable
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema, to_jsonable_python

from vertragsgen.source.scalar_type import felderfehler
from vertragsgen.source.section import Abschnitt, Feld, felder


def core_schema_of(modell: type[Abschnitt], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Validates a mapping field by field, then makes the section of it and asks whether the fields fit together."""
    teile = {
        name: core_schema.typed_dict_field(handler.generate_schema(feld.typ), required=feld.pflicht)
        for name, feld in felder(modell).items()
    }
    schema: CoreSchema = core_schema.typed_dict_schema(teile, cls=modell, extra_behavior=modell._fremdes)
    schema = core_schema.no_info_after_validator_function(_bau(modell), schema)
    if modell._null_ist_vorgabe and (namen := _mit_vorgabe(modell)):
        schema = core_schema.no_info_before_validator_function(_ohne_null(namen), schema)
    return {**schema, "ref": f"{modell.__module__}.{modell.__qualname__}:{id(modell)}"}


def json_schema_of(modell: type[Abschnitt], schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """The JSON Schema with the texts and defaults of the fields."""
    ergebnis = handler(schema)
    eigenes = handler.resolve_ref_schema(ergebnis)
    eigenes["title"] = modell.__name__
    for name, feld in felder(modell).items():
        _beschreibe(eigenes["properties"][name], feld)
    return ergebnis


def _nimmt_null(typ: Any) -> bool:
    """True if a field of that type may be ``None``."""
    vereinigung = typing.get_origin(typ) in (typing.Union, types.UnionType)
    return typ is type(None) or (vereinigung and type(None) in typing.get_args(typ))


def _beschreibe(schema: dict[str, Any], feld: Feld) -> None:
    """Put the texts and the default of a field into its JSON Schema."""
    if "$ref" in schema:
        schema.pop("title", None)  # the section it refers to has one
    if not feld.pflicht:
        schema["default"] = to_jsonable_python(feld.vorgabe, fallback=_ausgeschrieben)
    texte = {"title": feld.titel, "description": feld.beschreibung, "examples": list(feld.beispiele)}
    schema |= {name: text for name, text in texte.items() if text}


def _ausgeschrieben(wert: Any) -> Any:
    return {name: getattr(wert, name) for name in wert.__struct_fields__}


def _bau(modell: type[Abschnitt]) -> Callable[[dict[str, Any]], Abschnitt]:
    """Makes the section of its values; raises pydantic's error if they do not fit together."""
    if modell._unstimmig is Abschnitt._unstimmig:
        return lambda werte: modell(**werte)

    def bau(werte: dict[str, Any]) -> Abschnitt:
        abschnitt = modell(**werte)
        if fehler := abschnitt._unstimmig():
            raise felderfehler(*fehler)
        return abschnitt

    return bau


def _mit_vorgabe(modell: type[Abschnitt]) -> frozenset[str]:
    """The fields of a section that have a default and do not take null."""
    return frozenset(name for name, feld in felder(modell).items() if not feld.pflicht and not _nimmt_null(feld.art))


def _ohne_null(vorgaben: frozenset[str]) -> Callable[[Any], Any]:
    """Takes the keys with null away where a default stands for it."""

    def ohne(daten: Any) -> Any:
        if not isinstance(daten, dict) or None not in daten.values():
            return daten
        return {name: wert for name, wert in daten.items() if wert is not None or name not in vorgaben}

    return ohne
