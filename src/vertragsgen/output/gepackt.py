"""Lists that take little room: the results of a run over ten thousand profiles, and the findings of each."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")
_BLOCK = 100


class Verpackt(Sequence[T], Generic[T]):
    """Entries that go from process to process, and wait, as one piece of bytes: few of them are ever looked at."""

    __slots__ = ("_anzahl", "_gepackt")

    def __init__(self, eintraege: Sequence[T]) -> None:
        self._anzahl = len(eintraege)
        self._gepackt = pickle.dumps(tuple(eintraege)) if eintraege else b""

    def __len__(self) -> int:
        return self._anzahl

    def __iter__(self) -> Iterator[T]:
        return iter(self._entpackt())

    @overload
    def __getitem__(self, stelle: int) -> T: ...
    @overload
    def __getitem__(self, stelle: slice) -> tuple[T, ...]: ...
    def __getitem__(self, stelle: int | slice) -> T | tuple[T, ...]:
        return self._entpackt()[stelle]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Verpackt) and self._entpackt() == other._entpackt()

    def _entpackt(self) -> tuple[T, ...]:
        eintraege: tuple[T, ...] = pickle.loads(self._gepackt) if self._anzahl else ()
        return eintraege


class Gepackt(Sequence[T], Generic[T]):
    """Entries are appended one by one; each full block of them is packed, and unpacked again whenever it is read."""

    def __init__(self) -> None:
        self._bloecke: list[bytes] = []
        self._offen: list[T] = []

    def append(self, eintrag: T) -> None:
        """Add an entry at the end."""
        self._offen.append(eintrag)
        if len(self._offen) == _BLOCK:
            self._bloecke.append(zlib.compress(pickle.dumps(self._offen), 1))
            self._offen = []

    def __len__(self) -> int:
        return _BLOCK * len(self._bloecke) + len(self._offen)

    def __iter__(self) -> Iterator[T]:
        for block in self._bloecke:
            yield from _entpackt(block)
        yield from self._offen

    @overload
    def __getitem__(self, stelle: int) -> T: ...
    @overload
    def __getitem__(self, stelle: slice) -> list[T]: ...
    def __getitem__(self, stelle: int | slice) -> T | list[T]:
        if isinstance(stelle, slice):
            return list(self)[stelle]
        block, rest = divmod(range(len(self))[stelle], _BLOCK)
        return self._offen[rest] if block == len(self._bloecke) else _entpackt(self._bloecke[block])[rest]


def _entpackt(block: bytes) -> list[T]:
    eintraege: list[T] = pickle.loads(zlib.decompress(block))
    return eintraege
