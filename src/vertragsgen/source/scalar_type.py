"""How a single value gets from source text into a section: the annotations behind the scalar types."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from vertragsgen.money import Notationsfehler, kurz
from vertragsgen.source.characters import nfc
from vertragsgen.source.platzhalter import Platzhalter
from vertragsgen.source.suggest import aehnlich

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema, PydanticCustomError

WERT = "vg_wert"
"""Error type of an unreadable value; ``ctx["meldung"]`` is the German text, ``ctx["hilfe"]`` optional."""
FEHLT = "vg_fehlt"
"""Error type of ``null`` where a value is required."""
ZUVIEL = "vg_zuviel"
"""Error type of a section that has no place here; ``ctx["meldung"]`` is the German text."""
FELDER = "vg_felder"
"""Error type of a section whose fields do not fit together; ``ctx["felder"]`` lists (field, kind, text)."""
# How many texts each kind of value remembers.
_GEMERKT = 2048


def wertfehler(meldung: str) -> PydanticCustomError:
    """The error to raise from a validator: a German sentence about the value at that place."""
    return _fehler(WERT, "{meldung}", {"meldung": meldung})


def felderfehler(*felder: tuple[str, str, str]) -> PydanticCustomError:
    """The error to raise from a model validator: (field, ``fehlt``/``zuviel``/``wert``, German text) each."""
    return _fehler(FELDER, "{felder}", {"felder": list(felder)})


def _fehler(art: Any, text: Any, angaben: dict[str, Any] | None = None) -> PydanticCustomError:
    from pydantic_core import PydanticCustomError

    return PydanticCustomError(art, text, angaben)


class Lesart(Struct, eq=False):  # typing hashes annotations; schema is a dict
    """Annotation that reads source text with ``lesen``; values already of type ``art`` pass."""

    art: type
    lesen: Callable[[str], Any]
    schema: dict[str, Any]
    # The same amounts, keys and names come again and again, from profile to profile; what is read never changes.
    _gemerkt: Callable[[str], Any] = str

    def __post_init__(self) -> None:
        self._gemerkt = lru_cache(maxsize=_GEMERKT)(self._gelesen)

    def _gelesen(self, text: str) -> Any:
        return self.lesen(nfc(text))

    def pruefen(self, value: Any) -> Any:
        if not isinstance(value, str):
            if isinstance(value, Platzhalter) or type(value) is self.art:
                return value
            if value is None:
                raise _fehler(FEHLT, "Der Wert fehlt.")
            raise wertfehler(f"Hier wird ein einzelner Wert erwartet, gefunden wurde {beschreibe(value)}.")
        try:
            return self._gemerkt(value)
        except Notationsfehler as fehler:
            raise wertfehler(fehler.meldung) from None

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        als_text = core_schema.plain_serializer_function_ser_schema(_text, when_used="json")
        return core_schema.no_info_plain_validator_function(self.pruefen, serialization=als_text)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return dict(self.schema)


def auswahl(*werte: str) -> Lesart:
    """Annotation for a value out of a fixed list; unlike ``Literal`` it is open for a ``Platzhalter``."""

    def lesen(text: str) -> str:
        if text in werte:
            return text
        nah = aehnlich(text, werte)
        liste = ", ".join(f"„{wert}“" for wert in werte)
        meldung = f"„{kurz(text)}“ ist hier nicht vorgesehen; möglich ist: {liste}."
        raise Notationsfehler(meldung + (f" Gemeint ist vielleicht „{nah}“." if nah else ""))

    return Lesart(str, lesen, {"type": "string", "enum": list(werte)})


class Grenzen(Struct, frozen=True):
    """Annotation beside a number or text type: smallest and largest value, or a pattern."""

    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    pattern: str | None = None

    def pruefen(self, value: Any) -> Any:
        if isinstance(value, Platzhalter):
            return value
        if self.minimum is not None and value < self.minimum:
            raise wertfehler(f"Der Wert {_zahl(value)} ist zu klein; mindestens {_zahl(self.minimum)} ist möglich.")
        if self.maximum is not None and value > self.maximum:
            raise wertfehler(f"Der Wert {_zahl(value)} ist zu groß; höchstens {_zahl(self.maximum)} ist möglich.")
        if self.pattern is not None and re.search(self.pattern, value) is None:
            raise wertfehler(f"„{kurz(value)}“ hat nicht die erwartete Form ({self.pattern}).")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(self.pruefen, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        ergebnis = dict(handler(schema))
        arten = [dict(art) for art in ergebnis.get("anyOf", [])] or [ergebnis]
        for art in arten:
            zahl = art.get("type") in ("integer", "number")
            grenzen = {"minimum": self.minimum, "maximum": self.maximum} if zahl else {"pattern": self.pattern}
            art.update({name: _json_zahl(wert) for name, wert in grenzen.items() if wert is not None})
        return {**ergebnis, "anyOf": arten} if "anyOf" in ergebnis else arten[0]


class Mindestens(Struct, frozen=True):
    """Annotation of a list or mapping: the smallest number of its entries."""

    anzahl: int

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return {**handler(source), "min_length": self.anzahl}


class EinzelnOderListe(Struct, frozen=True):
    """Annotation of a tuple that may be written as a single value or section instead of a list."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_before_validator_function(_als_liste, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        liste = dict(handler(schema))
        return {"anyOf": [liste["items"], liste]} if "items" in liste else liste


class Verboten(Struct, frozen=True):
    """Annotation of a section that has no place here; any value is an error with this German message."""

    meldung: str

    def pruefen(self, value: Any) -> None:
        raise _fehler(ZUVIEL, "{meldung}", {"meldung": self.meldung})

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self.pruefen)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "null", "description": self.meldung}


def beschreibe(value: Any) -> str:
    """What a raw value is, in German and in the accusative, for „gefunden wurde …“."""
    if value is None:
        return "nichts"
    if isinstance(value, dict):
        return "ein Abschnitt mit eigenen Angaben"
    if isinstance(value, (list, tuple)):
        return "eine Liste"
    return f"„{kurz(str(value))}“"


def _als_liste(value: Any) -> Any:
    return value if value is None or isinstance(value, (list, tuple)) else [value]


def _text(value: Any) -> Any:
    return str(value) if isinstance(value, (Decimal, date, Platzhalter)) else value


def _zahl(value: Decimal | int) -> str:
    return str(value).replace(".", ",")


def _json_zahl(value: Decimal | int | str) -> int | float | str:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
