"""The staff list added up: full-time equivalents, and the share of unskilled staff."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from vertragsgen.calculation.angaben import angabe, dezimal, liste, summe


class Personalsumme(Struct, frozen=True):
    """Sums of the staff list in VK (full-time equivalents); ``anteil_ungelernt_prozent`` is exact, not rounded.

    A list with a post whose VK is missing has no sum, because a partial sum would pass as a figure.
    """

    vk: Decimal | None
    vk_ungelernt: Decimal | None
    anteil_ungelernt_prozent: Decimal | None


def personalsumme(profil: object) -> Personalsumme | None:
    """The sums of ``personal.stellen``; None without a list."""
    stellen = liste(getattr(profil, "personal", None), "stellen")
    if not stellen:
        return None
    vk = summe([dezimal(stelle, "vk") for stelle in stellen])
    ungelernt = summe([dezimal(stelle, "vk") for stelle in stellen if angabe(stelle, "ungelernt", bool)])
    anteil = None if not vk or ungelernt is None else ungelernt / vk * 100
    return Personalsumme(vk, ungelernt, anteil)
