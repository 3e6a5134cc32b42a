"""Results kept for a while: the last few, by what decides them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")
_GEDULD = 16


class Vorrat(Generic[T]):
    """The last results by what decides them: no more than ``groesse`` of them, and no more than ``raum`` in all.

    What is new in every profile is large as a rule, and never asked for again: the bound on the room lets it go soon,
    and ``lohnt`` says where even to look is in vain.
    """

    __slots__ = ("_belegt", "_groesse", "_raum", "_stuecke", "_vergebens")

    def __init__(self, groesse: int = 32, raum: int = 200_000) -> None:
        self._groesse, self._raum, self._belegt, self._vergebens = groesse, raum, 0, 0
        self._stuecke: dict[Hashable, tuple[T, int]] = {}

    def lohnt(self) -> bool:
        """False if nothing has been found for long; now and then it is worth another two tries."""
        if self._vergebens < _GEDULD:
            return True
        if self._vergebens % _GEDULD < 2:  # what the first one keeps, the second may find
            return True
        self._vergebens += 1
        return False

    def hole(self, schluessel: Hashable) -> T | None:
        """The result kept for this key."""
        gefunden = self._stuecke.get(schluessel)
        if gefunden is None:
            self._vergebens += 1
            return None
        self._vergebens = 0
        return gefunden[0]

    def lege(self, schluessel: Hashable, stueck: T, umfang: int = 0) -> T:
        """Keep ``stueck``, which takes ``umfang`` characters or bytes; the oldest make room. The last one is always kept."""
        stuecke = self._stuecke
        self._belegt += umfang
        while stuecke and (len(stuecke) >= self._groesse or self._belegt > self._raum):
            self._belegt -= stuecke.pop(next(iter(stuecke)))[1]
        stuecke[schluessel] = stueck, umfang
        return stueck
