"""The stand-in for a value that a draft does not have yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn


@dataclass(frozen=True, slots=True, eq=False)
class Platzhalter:
    """Stands where a value is missing: prints as ``<<name>>``, is falsy, equals nothing, calculates nothing.

    ``name`` is the field's German title, ``pfad`` its dotted place in the profile
    (``verguetung.saetze.0.grundpauschale``). Every scalar type lets it through untouched.
    """

    name: str
    pfad: str

    def __str__(self) -> str:
        return f"<<{self.name}>>"

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash((self.name, self.pfad))

    def __lt__(self, other: object) -> bool:
        return False  # conditions of a draft do not hold where the value they ask for is missing

    __le__ = __gt__ = __ge__ = __contains__ = __lt__

    def __iter__(self) -> Iterator[NoReturn]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __float__(self) -> NoReturn:
        raise TypeError(f"the value of {self.pfad} is missing; nothing can be calculated from it")
