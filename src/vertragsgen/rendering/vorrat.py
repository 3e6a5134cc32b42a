"""Results kept for a while: the last few, by what decides them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Vorrat(Generic[T]):
    """The last results by what decides them; it never grows beyond ``groesse``."""

    __slots__ = ("_groesse", "_stuecke")

    def __init__(self, groesse: int = 32) -> None:
        self._groesse = groesse
        self._stuecke: dict[Hashable, T] = {}

    def hole(self, schluessel: Hashable) -> T | None:
        """The result kept for this key."""
        return self._stuecke.get(schluessel)

    def lege(self, schluessel: Hashable, stueck: T) -> T:
        """Keep ``stueck``; the oldest makes room."""
        if len(self._stuecke) >= self._groesse:
            del self._stuecke[next(iter(self._stuecke))]
        self._stuecke[schluessel] = stueck
        return stueck
