"""Typed reading of profile values: what is missing, null or a draft's placeholder reads as ``None``.

The calculation is made over three kinds of holes (an optional value left out, ``null`` = nicht vereinbart,
the placeholder of a draft). One reader by type keeps each formula free of that distinction.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, TypeVar

T = TypeVar("T")
GRENZE = Decimal(10) ** 12
"""Amounts from here on are mistakes; keeping them out bounds every later product, column and format."""


def angabe(objekt: object, name: str, typ: type[T]) -> T | None:
    """The attribute ``name`` if it is a ``typ``, else None; ``bool`` never passes as ``int``."""
    wert = getattr(objekt, name, None)
    if isinstance(wert, bool) and typ is not bool:
        return None
    return wert if isinstance(wert, typ) else None


def dezimal(objekt: object, name: str) -> Decimal | None:
    """The attribute as Decimal; whole numbers count, too."""
    wert = getattr(objekt, name, None)
    if isinstance(wert, Decimal):
        return wert
    return Decimal(wert) if isinstance(wert, int) and not isinstance(wert, bool) else None


def liste(objekt: object, name: str) -> Sequence[Any]:
    """The attribute if it is a list or tuple, else an empty one."""
    wert = getattr(objekt, name, None)
    return wert if isinstance(wert, (list, tuple)) else ()


def fehlt(objekt: object, name: str) -> bool:
    """True if the value is a hole that a draft has yet to fill, as opposed to null (nicht vereinbart)."""
    wert = getattr(objekt, name, None)
    return wert is not None and not isinstance(wert, (Decimal, int))


def summe(werte: Sequence[Decimal | None]) -> Decimal | None:
    """The exact sum; None if one of the values is missing, because a partial sum would pass as a figure."""
    gesamt = Decimal(0)
    for wert in werte:
        if wert is None:
            return None
        gesamt += wert
    return gesamt
