"""What a name in a template can be followed to: the fields of a value, known before there is a profile.

Fields come from the profile model of the package, from the types of the calculation and from the manifest's data.
Where nothing is known everything is allowed: a check without a profile must not report what would print.
"""

from __future__ import annotations

import functools
import inspect
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Union

from msgspec import Struct, field

from vertragsgen.package.daten import WERT

Lookup = Callable[[], "Shape"]


class Kind(Struct, frozen=True):
    """One thing a value can be: ``felder`` by name, the shape of its ``eintraege``; ``offen`` if it may hold any key.

    A single value has neither. ``zuordnung`` says that the fields are the entries of a mapping.
    """

    felder: Mapping[str, Lookup] = field(default_factory=dict)
    eintraege: Shape | None = None
    offen: bool = False
    zuordnung: bool = False


class Shape(Struct, frozen=True):
    """All kinds a value can be; none means that nothing is known."""

    kinds: tuple[Kind, ...] = ()

    @property
    def unknown(self) -> bool:
        """True if nothing is known about the value."""
        return not self.kinds

    def step(self, name: str) -> Shape | None:
        """The shape of a field; ``None`` if no kind of the value has one of that name."""
        if self.unknown or any(kind.offen for kind in self.kinds):
            return ANY
        found = [kind.felder[name]() for kind in self.kinds if name in kind.felder]
        return union(found) if found else None

    def entries(self) -> Shape:
        """The shape of an entry, of a list or of a mapping."""
        lists = [kind.eintraege for kind in self.kinds if kind.eintraege is not None]
        maps = [lookup() for kind in self.kinds if kind.zuordnung for lookup in kind.felder.values()]
        return union([*lists, *maps]) if lists or maps else ANY

    def names(self) -> list[str]:
        """The fields of all kinds, in order."""
        return list(dict.fromkeys(name for kind in self.kinds for name in kind.felder))

    @property
    def whole(self) -> bool:
        """True if naming the value uses all of it: a value, a list of values, a mapping; false for a section."""
        if any(kind.felder and not kind.zuordnung for kind in self.kinds):
            return False
        return all(kind.eintraege is None or kind.eintraege.whole for kind in self.kinds)


ANY = Shape()
VALUE = Shape((Kind(),))


def union(shapes: Iterable[Shape]) -> Shape:
    """A value that has one of these shapes."""
    shapes = list(shapes)
    if any(shape.unknown for shape in shapes):
        return ANY
    return Shape(tuple(kind for shape in shapes for kind in shape.kinds))


def of_type(annotation: Any) -> Shape:
    """The shape of a Python type as models and structs declare it; ``None`` in a union adds nothing."""
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin is typing.Annotated:
        return of_type(arguments[0])
    if origin in (Union, types.UnionType):
        return union(of_type(art) for art in arguments if art is not type(None))
    if origin in (list, tuple, Sequence):
        return Shape((Kind(eintraege=of_type(arguments[0])),))
    if origin in (dict, Mapping):
        return Shape((Kind(eintraege=of_type(arguments[1]), offen=True, zuordnung=True),))
    if not isinstance(annotation, type) or annotation is object:
        return ANY
    return Shape((Kind(_fields(annotation)),))


def of_data(value: Any) -> Shape:
    """The shape of package data: variants (``wert`` with a condition) count as all of what they may be."""
    if isinstance(value, Mapping):
        if WERT in value:
            return of_data(value[WERT])
        return Shape((Kind({name: _constant(of_data(teil)) for name, teil in value.items()}, zuordnung=True),))
    if isinstance(value, list):
        if value and all(isinstance(entry, Mapping) and WERT in entry for entry in value):
            return _without_null(entry[WERT] for entry in value)
        return Shape((Kind(eintraege=_without_null(value)),))
    return ANY if value is None else of_type(type(value))


def of_fields(felder: Mapping[str, Shape]) -> Shape:
    """A value with exactly these fields."""
    return Shape((Kind({name: _constant(shape) for name, shape in felder.items()}),))


def of_list(eintraege: Shape) -> Shape:
    """A list of such entries."""
    return Shape((Kind(eintraege=eintraege),))


def _without_null(values: Iterable[Any]) -> Shape:
    shapes = [of_data(value) for value in values if value is not None]
    return union(shapes) if shapes else ANY


def _constant(shape: Shape) -> Lookup:
    return lambda: shape


@functools.lru_cache(maxsize=256)
def _fields(cls: Any) -> dict[str, Lookup]:
    """The names a template may follow: fields and properties, never methods."""
    felder: dict[str, Lookup] = {}
    if issubclass(cls, Struct):
        hints = typing.get_type_hints(cls)
        felder |= {name: _typed(hints[name]) for name in cls.__struct_fields__}
    for name in dir(cls):
        if name.startswith("_") or name in felder:
            continue
        member = inspect.getattr_static(cls, name)
        if isinstance(member, property):
            felder[name] = _typed(_return_type(member))
        elif inspect.isdatadescriptor(member):  # date.year and its like
            felder[name] = _constant(VALUE)
    return felder


def _return_type(member: property) -> Any:
    try:
        return typing.get_type_hints(member.fget).get("return", Any)
    except NameError:  # a type imported for type checking only
        return Any


def _typed(annotation: Any) -> Lookup:
    return lambda: of_type(annotation)
