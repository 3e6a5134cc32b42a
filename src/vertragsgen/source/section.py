"""Sections of what a user writes, as values: structs that pydantic makes from source text.

A section is declared once, as a class with annotated fields. Its instances are structs, which cost next to nothing to
define and to make; pydantic is imported only where something is validated.
"""

import types
import typing
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

from msgspec import NODEFAULT, Struct, StructMeta, field
from msgspec.structs import fields

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

Fehlerangabe = tuple[str, str, str]
"""What is wrong with a field of a section: its name, ``fehlt``, ``zuviel`` or ``wert``, and a German sentence."""


PFLICHT: Any = ...
"""The default of a field that has none."""


class Angabe(Struct, frozen=True):
    """How a field is declared: its texts for editors and its default, ``PFLICHT`` if it is required.

    ``fabrik`` makes the default when it is wanted first.
    """

    titel: str | None = None
    beschreibung: str | None = None
    beispiele: tuple[Any, ...] = ()
    vorgabe: Any = PFLICHT
    fabrik: Callable[[], Any] | None = None


class Feld(Struct, frozen=True):
    """A field of a section: its type with all annotations, its texts, whether it is required."""

    typ: Any
    titel: str | None
    beschreibung: str | None
    beispiele: tuple[Any, ...]
    pflicht: bool
    _vorgabe: Callable[[], Any]

    @property
    def vorgabe(self) -> Any:
        """The value where the field is left out; ``None`` if it is required."""
        return self._vorgabe()

    @property
    def art(self) -> Any:
        """The type without the annotations of the field itself."""
        return typing.get_args(self.typ)[0] if self.marken else self.typ

    @property
    def marken(self) -> tuple[Any, ...]:
        """The annotations of the field itself, not those inside a union or a list."""
        return getattr(self.typ, "__metadata__", ())


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Abschnittsart(StructMeta):
    """Makes the class of a section: keeps what is declared about its fields, and leaves their defaults to msgspec."""

    def __new__(mcls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **kwargs: Any) -> Any:
        angaben = {feld: wert for feld, wert in namespace.items() if isinstance(wert, Angabe)}
        for feld, eigene in angaben.items():
            if eigene.fabrik is not None:
                namespace[feld] = field(default_factory=eigene.fabrik)
            elif eigene.vorgabe is not PFLICHT:
                namespace[feld] = eigene.vorgabe
            else:
                del namespace[feld]
        for basis in bases:
            angaben = getattr(basis, "_angaben", {}) | angaben
        namespace["_angaben"] = angaben
        return super().__new__(mcls, name, bases, namespace, **{"kw_only": True, "frozen": True, **kwargs})


class Abschnitt(Struct, metaclass=Abschnittsart):
    """A section: unknown keys are errors, values do not change, ``null`` means „nicht vereinbart“.

    ``_null_ist_vorgabe``: ``null`` where a default stands (a list, a choice) is that default; elsewhere it stays null.
    ``_fremdes``: what becomes of unknown keys, ``forbid`` or ``ignore``.
    """

    _angaben: ClassVar[Mapping[str, Angabe]]
    _null_ist_vorgabe: ClassVar[bool] = True
    _fremdes: ClassVar[typing.Literal["forbid", "ignore"]] = "forbid"

    def _unstimmig(self) -> list[Fehlerangabe]:
        """What does not fit together among the fields, each of which is valid by itself."""
        return []

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        teile = {
            name: core_schema.typed_dict_field(handler.generate_schema(feld.typ), required=feld.pflicht)
            for name, feld in felder(cls).items()
        }
        schema: CoreSchema = core_schema.typed_dict_schema(teile, cls=cls, extra_behavior=cls._fremdes)
        schema = core_schema.no_info_after_validator_function(_bau(cls), schema)
        if cls._null_ist_vorgabe and (namen := _mit_vorgabe(cls)):
            schema = core_schema.no_info_before_validator_function(_ohne_null(namen), schema)
        return {**schema, "ref": f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        ergebnis = handler(schema)
        eigenes = handler.resolve_ref_schema(ergebnis)
        eigenes["title"] = cls.__name__
        for name, feld in felder(cls).items():
            _beschreibe(eigenes["properties"][name], feld)
        return ergebnis


def pflicht(titel: str, beschreibung: str, *beispiele: Any) -> Any:
    """A required field; ``titel`` is what a draft prints as ``<<titel>>`` while the value is missing."""
    return Angabe(titel, beschreibung, beispiele, PFLICHT)


def offen(titel: str, beschreibung: str, *beispiele: Any, vorgabe: Any = None) -> Any:
    """An optional field with its default."""
    return Angabe(titel, beschreibung, beispiele, vorgabe)


# Asked again for every value of a draft, and for the sections of all packages of a run.
@lru_cache(maxsize=512)
def felder(modell: type[Abschnitt]) -> Mapping[str, Feld]:
    """The fields of a section by name, in order."""
    ergebnis = {}
    for feld in fields(modell):
        eigene = modell._angaben.get(feld.name) or Angabe()
        fest = None if feld.required else feld.default
        vorgabe = partial(_gleich, fest) if feld.default_factory is NODEFAULT else feld.default_factory
        texte = (eigene.titel, eigene.beschreibung, eigene.beispiele)
        ergebnis[feld.name] = Feld(feld.type, *texte, feld.required, vorgabe)
    return ergebnis


def gegeben(abschnitt: Abschnitt) -> list[str]:
    """The fields that say something else than their default."""
    return [
        name
        for name, feld in felder(type(abschnitt)).items()
        if feld.pflicht or getattr(abschnitt, name) != feld.vorgabe
    ]


def angabe(modell: type[Abschnitt], name: str) -> Angabe:
    """What a section declares about a field."""
    return modell._angaben[name]


def _gleich(wert: Any) -> Any:
    return wert


def ableiten(modell: type[Abschnitt], name: str, neu: Mapping[str, tuple[Any, Any]]) -> Any:
    """The same section with these fields beside or instead of its own: name → (type, :class:`Angabe` or default)."""
    angaben = {feld: angabe for feld, (_, angabe) in neu.items()}
    typen = {feld: typ for feld, (typ, _) in neu.items()}
    return Abschnittsart(name, (modell,), {**angaben, "__annotations__": typen, "__module__": modell.__module__})


def nimmt_null(typ: Any) -> bool:
    """True if a field of that type may be ``None``."""
    vereinigung = typing.get_origin(typ) in (typing.Union, types.UnionType)
    return typ is type(None) or (vereinigung and type(None) in typing.get_args(typ))


def _beschreibe(schema: dict[str, Any], feld: Feld) -> None:
    """Put the texts and the default of a field into its JSON Schema."""
    from pydantic_core import to_jsonable_python

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
        from vertragsgen.source.scalar_type import felderfehler

        abschnitt = modell(**werte)
        if fehler := abschnitt._unstimmig():
            raise felderfehler(*fehler)
        return abschnitt

    return bau


def _mit_vorgabe(modell: type[Abschnitt]) -> frozenset[str]:
    """The fields of a section that have a default and do not take null."""
    return frozenset(name for name, feld in felder(modell).items() if not feld.pflicht and not nimmt_null(feld.art))


def _ohne_null(vorgaben: frozenset[str]) -> Callable[[Any], Any]:
    """Takes the keys with null away where a default stands for it."""

    def ohne(daten: Any) -> Any:
        if not isinstance(daten, dict) or None not in daten.values():
            return daten
        return {name: wert for name, wert in daten.items() if wert is not None or name not in vorgaben}

    return ohne
