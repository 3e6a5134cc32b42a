"""Results kept for a while: the last few, by what decides them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Vorrat(Generic[T]):
    """The last results by what decides them: no more than ``groesse`` of them, and no more than ``raum`` in all.

    What is new in every profile is large as a rule, and never asked for again: the bound on the room lets it go soon.
    """

    __slots__ = ("_belegt", "_groesse", "_raum", "_stuecke")

    def __init__(self, groesse: int = 32, raum: int = 200_000) -> None:
        self._groesse, self._raum, self._belegt = groesse, raum, 0
        self._stuecke: dict[Hashable, tuple[T, int]] = {}

    def hole(self, schluessel: Hashable) -> T | None:
        """The result kept for this key."""
        gefunden = self._stuecke.get(schluessel)
        return None if gefunden is None else gefunden[0]

    def lege(self, schluessel: Hashable, stueck: T, umfang: int = 0) -> T:
        """Keep ``stueck``, which takes ``umfang`` characters or bytes; the oldest make room. The last one is always kept."""
        stuecke = self._stuecke
        self._belegt += umfang
        while stuecke and (len(stuecke) >= self._groesse or self._belegt > self._raum):
            self._belegt -= stuecke.pop(next(iter(stuecke)))[1]
        stuecke[schluessel] = stueck, umfang
        return stueck
