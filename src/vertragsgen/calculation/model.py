"""What the calculation hands to checks, templates and workbooks.

All amounts are euro as ``Decimal``; a field that cannot be computed for lack of data is ``None``
(in a draft the placeholder of the missing input takes its place in the documents).
"""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct, field

from vertragsgen.calculation.budgetmodell import Budgetposten, Jahresbudget
from vertragsgen.calculation.fortschreibungsmodell import Fortgeschrieben, Fortschreibungsteil
from vertragsgen.calculation.kostenmodell import (
    Abgleich,
    Block,
    Blocksatz,
    Gruppe,
    Kostenblatt,
    Position,
    Rechenweg,
    Stelle,
)
from vertragsgen.calculation.personal import Personalsumme
from vertragsgen.calculation.satzmodell import Bestandteil, Satz

__all__ = [
    "Berechnung",
    "Satz",
    "Bestandteil",
    "Kostenblatt",
    "Gruppe",
    "Stelle",
    "Block",
    "Blocksatz",
    "Position",
    "Rechenweg",
    "Abgleich",
    "Fortgeschrieben",
    "Fortschreibungsteil",
    "Budgetposten",
    "Jahresbudget",
    "Personalsumme",
]


class Berechnung(Struct, frozen=True):
    """The whole calculation of one profile; ``zuschlaege`` stand outside sums and weighting.

    ``budget`` is None where a profile agrees rates instead of a yearly budget, ``personal`` without a staff list;
    ``fortschreibung`` says whether and how the rates are those of a predecessor, raised.
    """

    saetze: tuple[Satz, ...]
    zuschlaege: tuple[Satz, ...]
    vk_betreuung: Decimal | None
    kostenblaetter: tuple[Kostenblatt, ...]
    budget: Jahresbudget | None = None
    fortschreibung: Fortgeschrieben = field(default_factory=Fortgeschrieben)
    personal: Personalsumme | None = None

    @property
    def nach_hilfebedarfsgruppen(self) -> bool:
        """True if every row of the rates is one of a Hilfebedarfsgruppe, not of a site or kind of service."""
        return all(satz.hilfebedarfsgruppe is not None for satz in self.saetze)
