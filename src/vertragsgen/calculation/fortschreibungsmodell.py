"""Types of a Fortschreibung: what the rates were, by how much they rise, what is agreed. Amounts are euro."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct


class Fortschreibungsteil(Struct, frozen=True):
    """One component of one row, or the row's total (``komponente`` None).

    ``satz`` is the row's index in the profile, ``reihe_vorher`` that of the row of the predecessor it follows from.
    ``kalkuliert`` is the rate of a cost sheet (None outside of one), ``bisher`` the predecessor's, ``prozent`` its
    raise (0 where it stays, None for a total), ``soll`` = r2(bisher × (1 + prozent/100)), for a total the sum of its
    components; ``differenz`` = ``vereinbart`` − ``soll``. What is not known is None.
    """

    satz: int
    satztitel: str
    komponente: str | None
    titel: str
    reihe_vorher: int | None
    bisher: Decimal | None
    prozent: Decimal | None
    soll: Decimal | None
    vereinbart: Decimal | None
    kalkuliert: Decimal | None = None

    @property
    def differenz(self) -> Decimal | None:
        """Agreed minus raised rate."""
        return None if self.vereinbart is None or self.soll is None else self.vereinbart - self.soll


class Fortgeschrieben(Struct, frozen=True):
    """Rates that follow from a predecessor's by a percentage; ``von``/``bis`` is its term, ``ab`` the new start.

    ``gilt`` is false where the rates are not raised from a predecessor's; then there are no ``teile``. ``benannt`` is
    false where the profile does not say which components rise: then nothing can be recalculated.
    """

    gilt: bool = False
    prozent: Decimal | None = None
    von: date | None = None
    bis: date | None = None
    ab: date | None = None
    benannt: bool = False
    teile: tuple[Fortschreibungsteil, ...] = ()

    def soll(self, satz: int, komponente: str | None) -> Decimal | None:
        """The raised rate of a component (None: the total) of a row."""
        return next((t.soll for t in self.teile if t.satz == satz and t.komponente == komponente), None)
