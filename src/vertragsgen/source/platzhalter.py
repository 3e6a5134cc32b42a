"""The stand-ins for values that a draft does not have yet and that a blank form (Muster) leaves to its reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NoReturn

from msgspec import Struct


class Platzhalter(Struct, frozen=True, eq=False):
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


TEXT, WAHL, JA_NEIN = "text", "wahl", "ja_nein"


class Musterwert(Platzhalter, frozen=True, eq=False):
    """A value that a blank form leaves open. It is there, but nobody knows it yet: truthy, and equal to nothing.

    ``art`` says what is open: a ``text`` (or number, or date), a ``wahl`` among fixed values, ``ja_nein``. With
    ``auch_leer`` the form also offers the case that nothing is agreed. Printed are ``vor``, then ``bild`` or
    ``<<name>>``, then ``nach``.
    """

    art: str = TEXT
    auch_leer: bool = False
    vor: str = ""
    bild: str = ""
    nach: str = ""

    @property
    def kern(self) -> str:
        """The part to be overwritten by hand."""
        return self.bild or f"<<{self.name}>>"

    def __str__(self) -> str:
        return f"{self.vor}{self.kern}{self.nach}"

    def __bool__(self) -> bool:
        return True
