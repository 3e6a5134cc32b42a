"""Parameters of the rules on remuneration (group 2)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.source.scalar_type import Mindestens
from vertragsgen.source.scalars import Ganzzahl, Menge, Prozent, Zeile


class Prozentspanne(Abschnitt):
    """Percentages from ``min`` to ``max``, both included."""

    min: Prozent
    max: Prozent


class Existenzsicherung(Abschnitt):
    """What no rate for adults may contain under the SGB IX: words that cost positions must not begin with."""

    woerter: Annotated[list[Zeile], Mindestens(1)]
    volljaehrig_ab: Ganzzahl


class Verguetungswerte(Abschnitt):
    """What a package sets for the rules on remuneration (group 2).

    ``groesser_null`` lists the components that cannot be 0,00 €, ``auslastung_prozent`` the usual occupancy.
    ``gewichtung_toleranz`` (euro) is what the rounding of two rates can make of a third one;
    ``erhoehung_max_prozent`` is the raise from which a reason has to be given; ``foerderung_block`` is the
    cost block that public funding is deducted from.
    """

    groesser_null: list[Zeile] = field(default_factory=list)
    auslastung_prozent: Prozentspanne | None = None
    gewichtung_toleranz: Menge = Decimal("0.02")
    erhoehung_max_prozent: Prozent = Decimal(10)
    foerderung_block: Zeile | None = None
    existenzsicherung: Existenzsicherung | None = None

    def genannte_komponenten(self) -> Iterator[str]:
        """Ids of components these parameters refer to."""
        yield from self.groesser_null
        if self.foerderung_block is not None:
            yield self.foerderung_block
