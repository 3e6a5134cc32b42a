"""The values that templates name, in one comparable form: equal forms print equal text.

What a template prints is decided by the values it names. So these forms say when a rendered text may be used again, and
they are what the short hash in a footer is made from.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, NoReturn

import msgspec
from msgspec import Struct

from vertragsgen.dateien import sha256
from vertragsgen.rendering.draft import Leerstelle, Sicht, original
from vertragsgen.rendering.fingerprint import NONE, Path, resolve
from vertragsgen.source.section import Abschnitt


def canonical(value: Any) -> str:
    """``value`` as text that names each type: 1.0 is not 1.00, and 1 is not True.

    It reads like nested tuples of Python. A struct that is no section reads as JSON: there a field is told by its name, and of what a field
    of the calculation may hold, no two kinds are written alike (``tests/rendering/test_typeset.py``).
    """
    kind: type = type(value)
    if kind is str or value is None:
        return repr(value)
    if kind in _LEAVES:
        return f"('{kind.__name__}', {str(value)!r})"
    if isinstance(value, Abschnitt):
        return _tuple(kind.__name__, _all(_reader(value.__struct_fields__)(value)))
    if isinstance(value, Struct):
        return f"({kind.__name__!r}, {_STRUCT.encode(value).decode()})"
    if isinstance(value, (list, tuple)):
        return _tuple("[", _all(value))
    if isinstance(value, Mapping):
        return _tuple("{", [f"({str(key)!r}, {canonical(entry)})" for key, entry in value.items()])
    if kind is Sicht:
        return f"('Sicht', {canonical(original(value))})"
    return _tuple(kind.__name__, [repr(str(value))])


_LEAVES = frozenset((Decimal, int, date, bool))
# What JSON has no form for stands as its form here, in an object whose only key no struct has.
_STRUCT = msgspec.json.Encoder(decimal_format="number", enc_hook=lambda value: {"": canonical(value)})


def _tuple(first: str, rest: list[str]) -> str:
    return f"({first!r}, {', '.join(rest)})" if rest else f"({first!r},)"


def _all(values: Iterable[Any]) -> list[str]:
    """The canonical forms of ``values``; the common kinds without another call."""
    return [
        repr(value)
        if (kind := type(value)) is str or value is None
        else f"('Decimal', '{value!s}')"
        if kind is Decimal
        else canonical(value)
        for value in values
    ]


@lru_cache(maxsize=1024)
def _reader(names: tuple[str, ...]) -> Callable[[Abschnitt], tuple[Any, ...]]:
    """Reads the fields of a section; everything else such an object shows follows from them."""
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)


def deciding_paths(paths: Iterable[Path], without: frozenset[str]) -> tuple[Path, ...]:
    """The paths whose values decide what a template prints: those inside another named value are part of it.

    ``without`` are first names that are no values of the profile.
    """
    kept: list[Path] = []
    for path in sorted(set(paths)):  # a path comes after its beginnings
        if path[0] not in without and not (kept and path[: len(kept[-1])] == kept[-1]):
            kept.append(path)
    return tuple(kept)


class _Nowhere:
    """Where a path ends too early; a template takes that for an unknown name, not for an empty value."""

    __slots__ = ()

    def __str__(self) -> str:
        return ""

    def __iter__(self) -> Iterator[NoReturn]:
        return iter(())


_NOWHERE = _Nowhere()


class Wertspiegel:
    """The values of one profile's variables in short canonical form; each path is looked up once."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        self._context = context
        self._werte: dict[Path, str | None] = {}

    def werte(self, paths: Iterable[Path]) -> tuple[str | None, ...]:
        """The values at ``paths``: a text as it is, what is empty as ``None``, anything else as a hash."""
        known = self._werte
        try:
            return tuple([known[path] for path in paths])
        except KeyError:
            for path in paths:
                if path not in known:
                    known[path] = self._form(path)
            return tuple([known[path] for path in paths])

    def _form(self, path: Path) -> str | None:
        if path[-1] == NONE:
            value = resolve(self._context, path[:-1], _NOWHERE)
            return None if value is None or isinstance(value, Leerstelle) else _VALUE
        value = resolve(self._context, path, _NOWHERE)
        if value is None or type(value) is str:
            return value
        form = canonical(value)
        return _VALUE + (form if len(form) <= _SHORT else sha256(form.encode("utf-8")))


# No text of a profile or package begins with a control character.
_VALUE = "\0"
# A form up to this length stands for itself; no form is a hash.
_SHORT = 48


def checksum(werte: Hashable) -> str:
    """SHA-256 (hex) of canonical values."""
    return sha256(repr(werte).encode("utf-8"))
