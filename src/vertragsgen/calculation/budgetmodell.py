"""Types of the computed Jahresbudget. Amounts are euro; what cannot be computed is ``None``."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class Budgetposten(Struct, frozen=True):
    """Cases of one kind: ``betrag`` = ``anzahl`` × ``pauschale``, exact; ``titel`` is what the package calls them."""

    art: str | None
    titel: str | None
    anzahl: int | None
    pauschale: Decimal | None
    betrag: Decimal | None


class Jahresbudget(Struct, frozen=True):
    """A yearly budget: ``jahresbudget`` is the agreed figure, else the computed sum of base and cases.

    ``faelle`` is the number of all cases. ``abschlaege`` are the instalments of the year in order; they add up
    to ``jahresbudget`` and all but the last are equal.
    """

    jahr: int | None
    sockel: Decimal | None
    posten: tuple[Budgetposten, ...]
    faelle: Decimal | None
    jahresbudget: Decimal | None
    jahresbudget_gerechnet: Decimal | None
    abschlaege: tuple[Decimal, ...]
