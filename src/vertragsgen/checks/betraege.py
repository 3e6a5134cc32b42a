"""How messages write figures that were compared."""

from __future__ import annotations

from decimal import Decimal

from vertragsgen.money import format_betrag


def differenz(ist: Decimal, soll: Decimal) -> str:
    """„Differenz 0,01 €“: by how much the figure found exceeds the expected one."""
    return f"Differenz {format_betrag(ist - soll)} €"
