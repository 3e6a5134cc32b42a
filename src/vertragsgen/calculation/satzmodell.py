"""Types of the computed rates. Amounts are euro; what cannot be computed for lack of data is ``None``."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct


class Bestandteil(Struct, frozen=True):
    """One component of a rate: what was agreed and what the absence rule makes of it.

    ``betrag`` is ``None`` where the component is not agreed (or its figure is missing in a draft).
    ``platzgeld`` is the figure of the profile, else the computed one; ``platzgeld_exakt`` is unrounded;
    ``gemindert`` says whether the absence rule reduces the component.
    """

    id: str
    titel: str
    kurz: str
    betrag: Decimal | None
    platzgeld: Decimal | None
    platzgeld_gerechnet: Decimal | None
    platzgeld_exakt: Decimal | None
    faktor: Decimal | None
    gemindert: bool


class Satz(Struct, frozen=True):
    """One row of the rates. ``gesamtentgelt`` is the agreed figure, else the computed one.

    ``platzgeld_summarisch`` is the total that rounding the reduced sum once would give; it can differ
    from ``platzgeld_gerechnet`` by cents. ``vk`` = places / Schlüssel, exact.
    """

    index: int
    titel: str
    hilfebedarfsgruppe: int | None
    schluessel: Decimal | None
    plaetze: int | None
    einheit: str
    zuschlag: Decimal | None
    bestandteile: tuple[Bestandteil, ...]
    gesamtentgelt: Decimal | None
    gesamtentgelt_gerechnet: Decimal | None
    platzgeld: Decimal | None
    platzgeld_gerechnet: Decimal | None
    platzgeld_summarisch: Decimal | None
    vk: Decimal | None
