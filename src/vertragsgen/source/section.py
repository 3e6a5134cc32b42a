"""Sections of what a user writes, as values: structs that pydantic makes from source text.

A section is declared once, as a class with annotated fields. Its instances are structs, which cost next to nothing to
define and to make; pydantic is imported only where something is validated (``section_schema``).
"""

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
        from vertragsgen.source.section_schema import core_schema_of

        return core_schema_of(cls, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> dict[str, Any]:
        from vertragsgen.source.section_schema import json_schema_of

        return json_schema_of(cls, schema, handler)


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
