"""From the documented subset of JSON Schema to a section, for what only one package asks for.

Supported: ``object`` (``properties``, ``required``, ``additionalProperties: false``), ``array`` (``items``,
``minItems``), ``string``, ``integer``, ``number``, ``boolean``, each also as ``[type, "null"]``; ``enum``,
``pattern``, ``minimum``, ``maximum``, ``default``, ``title``, ``description``, ``examples``; ``format`` of a
string: betrag, menge, prozent, schluessel, datum, zeit. Anything else is an error, never ignored.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from msgspec import Struct, field
from msgspec.structs import replace

from vertragsgen.money import Notationsfehler, kurz
from vertragsgen.notation import parse_menge
from vertragsgen.source.scalar_type import Grenzen, Mindestens, auswahl
from vertragsgen.source.scalars import (
    Betrag,
    Datum,
    Ganzzahl,
    Menge,
    Prozent,
    Schluessel,
    Text,
    Wahrheitswert,
    Zeit,
)
from vertragsgen.source.section import Abschnitt, Angabe, ableiten
from vertragsgen.source.suggest import aehnlich
from vertragsgen.source.validate import read_section

_UEBERALL = frozenset({"type", "title", "description", "default", "examples"})
_ERLAUBT: dict[str, frozenset[str]] = {
    "object": _UEBERALL | {"properties", "required", "additionalProperties"},
    "array": _UEBERALL | {"items", "minItems"},
    "string": _UEBERALL | {"enum", "pattern", "format", "minimum", "maximum"},
    "integer": _UEBERALL | {"minimum", "maximum"},
    "number": _UEBERALL | {"minimum", "maximum"},
    "boolean": _UEBERALL,
}
_FORMATE: dict[str, Any] = {
    "betrag": Betrag,
    "menge": Menge,
    "prozent": Prozent,
    "schluessel": Schluessel,
    "datum": Datum,
    "zeit": Zeit,
}
_ZAHLENFORMATE = frozenset({"betrag", "menge", "prozent", "schluessel"})
_EINFACH: dict[str, Any] = {"string": Text, "integer": Ganzzahl, "number": Menge, "boolean": Wahrheitswert}
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_MAX_TIEFE = 12
Pfad = tuple[str | int, ...]


class Schemafehler(Struct, frozen=True):
    """What is wrong at which place of the schema; the text is German."""

    pfad: Pfad
    meldung: str


class Schemamodell(Struct, frozen=True):
    """The model, None if the schema has errors."""

    modell: type[Abschnitt] | None
    fehler: tuple[Schemafehler, ...]


def model_from_schema(schema: Mapping[str, Any], *, pruefen: bool = True) -> Schemamodell:
    """The section of a schema whose leaves are Python values or source text (``minimum: "0"``).

    Without ``pruefen`` defaults are not looked at: they are known to be valid.
    """
    bau = _Bau(pruefen)
    typ = bau.typ(schema, (), "Angaben")
    if not bau.fehler and not (isinstance(typ, type) and issubclass(typ, Abschnitt)):
        bau.melde((), "Auf der obersten Ebene steht „type: object“.")
    return Schemamodell(None if bau.fehler else typ, tuple(bau.fehler))


def _name_problem(name: str) -> str | None:
    """Why a name cannot be the key of a section, or None if it can."""
    if not _NAME.fullmatch(name):
        return (
            f"„{kurz(name)}“ ist als Schlüssel nicht zulässig: Kleinbuchstaben, Ziffern und Unterstrich, "
            f"vorn ein Buchstabe."
        )
    return None


class _Bau(Struct):
    pruefen: bool
    fehler: list[Schemafehler] = field(default_factory=list)

    def melde(self, pfad: Pfad, meldung: str) -> Any:
        self.fehler.append(Schemafehler(pfad, meldung))
        return Any

    def typ(self, schema: Any, pfad: Pfad, name: str) -> Any:
        """The type a schema describes; after an error any type, since the model is then not used."""
        if len(pfad) > 2 * _MAX_TIEFE:
            return self.melde(pfad, f"Das Schema ist tiefer als {_MAX_TIEFE} Ebenen verschachtelt.")
        if not isinstance(schema, Mapping):
            return self.melde(pfad, "Hier wird ein Schema erwartet (ein Abschnitt mit „type“).")
        art, _ = self._art(schema, pfad)
        if art is None:
            return Any
        for wort in schema:
            if wort not in _ERLAUBT[art]:
                nah = aehnlich(str(wort), _ERLAUBT[art])
                zusatz = f" Gemeint ist vielleicht „{nah}“." if nah else ""
                self.melde((*pfad, wort), f"„{kurz(str(wort))}“ wird bei „type: {art}“ nicht unterstützt.{zusatz}")
        if art == "object":
            return self._objekt(schema, pfad, name)
        if art == "array":
            if "items" not in schema:
                return self.melde(pfad, "Zu „type: array“ gehört „items“.")
            return types.GenericAlias(tuple, (self.typ(schema["items"], (*pfad, "items"), name), ...))
        return self._einfach(schema, pfad, art)

    def _art(self, schema: Mapping[str, Any], pfad: Pfad) -> tuple[str | None, bool]:
        """The type's name and whether ``null`` is one of the types."""
        roh = schema.get("type")
        arten = [roh] if isinstance(roh, str) else list(roh) if isinstance(roh, list) else []
        # YAML reads an unquoted null in the list as nothing.
        ohne_null = [art for art in arten if art not in (None, "null")]
        if len(ohne_null) == 1 and ohne_null[0] in _ERLAUBT:
            return ohne_null[0], len(arten) > 1
        moeglich = ", ".join(_ERLAUBT)
        self.melde(
            (*pfad, "type") if "type" in schema else pfad,
            f"„type“ fehlt oder ist unbekannt; möglich ist: {moeglich}.",
        )
        return None, False

    def _objekt(self, schema: Mapping[str, Any], pfad: Pfad, name: str) -> Any:
        if str(schema.get("additionalProperties", "false")).lower() != "false":
            self.melde((*pfad, "additionalProperties"), "„additionalProperties“ kann nur „false“ sein.")
        eigenschaften = schema.get("properties")
        if not isinstance(eigenschaften, Mapping) or not eigenschaften:
            return self.melde(pfad, "Zu „type: object“ gehört „properties“ mit mindestens einem Eintrag.")
        pflicht = schema.get("required") or []
        if not isinstance(pflicht, (list, tuple)):
            return self.melde((*pfad, "required"), "„required“ ist eine Liste von Schlüsseln.")
        for nummer, key in enumerate(pflicht):
            if key not in eigenschaften:
                self.melde(
                    (*pfad, "required", nummer),
                    f"„{key}“ steht unter „required“, aber nicht unter „properties“.",
                )
        felder: dict[str, tuple[Any, Any]] = {}
        for key, teil in eigenschaften.items():
            ort: Pfad = (*pfad, "properties", key)
            if (problem := _name_problem(str(key))) is not None:
                self.melde(ort, problem)
            felder[str(key)] = self._feld(teil, ort, str(key), key in pflicht)
        return Any if self.fehler else ableiten(Abschnitt, name.title().replace("_", ""), felder)

    def _feld(self, schema: Any, pfad: Pfad, name: str, pflicht: bool) -> Any:
        typ = self.typ(schema, pfad, name)
        if not isinstance(schema, Mapping) or self.fehler:
            return Any, None
        beispiele = schema.get("examples")
        angabe = Angabe(
            schema.get("title"), schema.get("description"), tuple(beispiele) if isinstance(beispiele, list) else ()
        )
        art, mit_null = self._art(schema, pfad)
        if "minItems" in schema:
            typ = Annotated[typ, Mindestens(int(self._zahl(schema, "minItems", pfad) or 0))]
        if schema.get("default") is not None:
            return typ, replace(angabe, fabrik=self._vorgabe(typ, schema["default"], (*pfad, "default")))
        if pflicht and not mit_null:
            return typ, angabe
        # A list that is not given is empty, so that clauses can go through it; everything else is null.
        return (typ, replace(angabe, vorgabe=())) if art == "array" else (typ | None, replace(angabe, vorgabe=None))

    def _vorgabe(self, typ: Any, vorgabe: Any, pfad: Pfad) -> Callable[[], Any]:
        """Reads a default when it is wanted; a package being loaded has all of them read."""
        probe = ableiten(Abschnitt, "Probe", {"wert": (typ, Angabe())})
        quelle = vorgabe if isinstance(vorgabe, (dict, list)) else str(vorgabe)
        lies = lru_cache(lambda: read_section(probe, {"wert": quelle}).wert)
        if self.pruefen:
            from pydantic_core import ValidationError

            try:
                lies()
            except ValidationError:
                self.melde(pfad, f"Die Vorgabe „{kurz(str(vorgabe))}“ passt nicht zum Typ.")
        return lies

    def _einfach(self, schema: Mapping[str, Any], pfad: Pfad, art: str) -> Any:
        if "enum" in schema:
            werte = schema["enum"]
            if not isinstance(werte, list) or not werte or not all(isinstance(wert, str) for wert in werte):
                return self.melde((*pfad, "enum"), "„enum“ ist eine Liste von Texten.")
            return Annotated[str, auswahl(*werte)]
        format_ = schema.get("format")
        if format_ is not None and format_ not in _FORMATE:
            return self.melde((*pfad, "format"), f"„format“ kennt nur: {', '.join(_FORMATE)}.")
        typ = _FORMATE[format_] if format_ else _EINFACH[art]
        grenzen = self._grenzen(schema, pfad, art, format_)
        return Annotated[typ, grenzen] if grenzen != Grenzen() else typ

    def _grenzen(self, schema: Mapping[str, Any], pfad: Pfad, art: str, format_: str | None) -> Grenzen:
        for wort in ("minimum", "maximum"):
            if wort in schema and art == "string" and format_ not in _ZAHLENFORMATE:
                self.melde((*pfad, wort), f"„{wort}“ passt nur zu Zahlen.")
        pattern = schema.get("pattern")
        if pattern is not None:
            try:
                re.compile(str(pattern))
            except re.error:
                self.melde((*pfad, "pattern"), "„pattern“ ist kein gültiger regulärer Ausdruck.")
            if format_ is not None:
                self.melde((*pfad, "pattern"), "„pattern“ und „format“ schließen sich aus.")
        minimum, maximum = self._zahl(schema, "minimum", pfad), self._zahl(schema, "maximum", pfad)
        return Grenzen(minimum, maximum, str(pattern) if pattern is not None else None)

    def _zahl(self, schema: Mapping[str, Any], wort: str, pfad: Pfad) -> Decimal | None:
        if schema.get(wort) is None:
            return None
        try:
            return parse_menge(str(schema[wort]))
        except Notationsfehler as fehler:
            self.melde((*pfad, wort), fehler.meldung)
            return None
