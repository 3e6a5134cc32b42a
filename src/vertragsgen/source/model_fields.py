"""Finds the field of a section that belongs to a place in the data."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Sequence
from typing import Any, Union

from vertragsgen.source.scalar_type import Lesart
from vertragsgen.source.section import Abschnitt, Feld, felder

Loc = tuple[str | int, ...]


def field_at(model: type[Abschnitt], loc: Sequence[str | int]) -> Feld | None:
    """The field a place belongs to; for an item of a list the list's field, None for anything unknown."""
    typ: Any = model
    feld: Feld | None = None
    for teil in loc:
        modell = model_in(typ)
        if isinstance(teil, int):
            typ = item_type(typ) or typ
        elif modell is not None and teil in felder(modell):
            feld = felder(modell)[teil]
            typ = feld.typ
        elif modell is None and (werte := dict_value(typ)) is not None:
            typ = werte
        else:
            return None
    return feld


def model_at(model: type[Abschnitt], loc: Sequence[str | int]) -> type[Abschnitt] | None:
    """The model that describes the section at a place, or None if there is no section."""
    typ: Any = model
    for teil in loc:
        modell = model_in(typ)
        if isinstance(teil, int):
            typ = item_type(typ) or typ
        elif modell is not None and teil in felder(modell):
            typ = felder(modell)[teil].typ
        elif modell is None and (werte := dict_value(typ)) is not None:
            typ = werte
        else:
            return None
    return model_in(typ)


def model_in(typ: Any) -> type[Abschnitt] | None:
    """The model a type asks for: itself, or the one inside Optional, a list or Annotated."""
    if isinstance(typ, type) and issubclass(typ, Abschnitt):
        return typ
    if typing.get_origin(typ) in (Union, types.UnionType, typing.Annotated, list, tuple):
        for teil in typing.get_args(typ):
            if (modell := model_in(teil)) is not None:
                return modell
    return None


def item_type(typ: Any) -> Any:
    """The type of a list's items, None if the type is no list."""
    herkunft = typing.get_origin(typ)
    if herkunft in (list, tuple):
        return typing.get_args(typ)[0]
    if herkunft in (Union, types.UnionType, typing.Annotated):
        return next((art for teil in typing.get_args(typ) if (art := item_type(teil)) is not None), None)
    return None


def readers(feld: Feld) -> Iterator[Lesart]:
    """The annotations that say how the single values of a field are read."""
    offen: list[Any] = [feld.typ]
    while offen:
        typ = offen.pop(0)
        yield from (marke for marke in getattr(typ, "__metadata__", ()) if isinstance(marke, Lesart))
        offen += [teil for teil in typing.get_args(typ) if not isinstance(teil, Lesart)]


def choices(feld: Feld) -> list[str]:
    """The values a field allows, empty if it is no choice."""
    return next((list(lesart.schema["enum"]) for lesart in readers(feld) if "enum" in lesart.schema), [])


def dict_value(typ: Any) -> Any:
    """The type of the values of a ``dict``, None if the type is none."""
    if typing.get_origin(typ) is dict:
        return typing.get_args(typ)[1]
    if typing.get_origin(typ) in (Union, types.UnionType, typing.Annotated):
        return next((art for teil in typing.get_args(typ) if (art := dict_value(teil)) is not None), None)
    return None


def paths(model: type[Abschnitt], vor: tuple[str, ...] = (), tiefe: int = 6) -> Iterator[tuple[str, ...]]:
    """The key paths of a model, for „gehört in den Abschnitt …“."""
    for name, feld in felder(model).items():
        yield (*vor, name)
        unter = model_in(feld.typ)
        if unter is not None and tiefe > 0:
            yield from paths(unter, (*vor, name), tiefe - 1)
