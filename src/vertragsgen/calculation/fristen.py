"""Dates that follow from the term of the agreement (§§ 187, 188 BGB) and from the absence rule."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date, timedelta

from msgspec import Struct

TAGE_JE_WOCHE = 7


class Frist(Struct, frozen=True):
    """A period in weeks (as days) or in months (§ 188 Abs. 2, 3 BGB)."""

    wochen: int = 0
    monate: int = 0

    def __str__(self) -> str:
        if self.monate:
            return "1 Monat" if self.monate == 1 else f"{self.monate} Monate"
        return "1 Woche" if self.wochen == 1 else f"{self.wochen} Wochen"


def plus_frist(tag: date, frist: Frist) -> date:
    """The day on which a period ends that begins with an event on ``tag`` (§§ 187 Abs. 1, 188 Abs. 2, 3 BGB).

    Months end on the day of the same number, or on the last of the month where there is none. No shift to a working
    day: § 193 BGB does not prolong notice periods. Raises OverflowError after the year 9999.
    """
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + frist.monate, 12)
    if jahr > MAXYEAR:
        raise OverflowError("the period ends after the year 9999")
    # Every month has 28 days: only then the calendar must be asked.
    im_monat = tag.day if tag.day <= 28 else min(tag.day, monthrange(jahr, monat + 1)[1])
    ziel = date(jahr, monat + 1, im_monat)
    return ziel + timedelta(days=frist.wochen * TAGE_JE_WOCHE)


def spaetester_zugang(ende: date, frist: Frist) -> date:
    """The last day on which a notice to the end of ``ende`` may arrive: the largest d with d + period ≤ ``ende``.

    Tested forwards: counting months backwards fails at month ends (30.11. is three months after 31.08.).
    """
    # A month has at least 28 days: no later day can satisfy the condition.
    tag = ende - timedelta(days=frist.wochen * TAGE_JE_WOCHE + frist.monate * 28)
    while plus_frist(tag, frist) > ende:
        tag -= timedelta(days=1)
    return tag


def mindestlaufzeit_ende(beginn: date, monate: int) -> date | None:
    """Last day of a term of ``monate`` months that starts with the day ``beginn``.

    §§ 187 Abs. 2, 188 Abs. 2, 3 BGB: the day before the one of the same number; where that day does not
    exist, the last day of the month. None if the term is not positive or ends after the year 9999.
    """
    jahr, monat = divmod(beginn.year * 12 + beginn.month - 1 + monate, 12)
    if monate <= 0 or jahr > MAXYEAR:
        return None
    if beginn.day == 1:
        return date(jahr, monat + 1, 1) - timedelta(days=1)
    return date(jahr, monat + 1, min(beginn.day - 1, monthrange(jahr, monat + 1)[1]))


def platzgeld_ab_tag(ab_tag: int | None, ab_woche: int | None) -> int | None:
    """First day of absence (counted from 1) with Platzgeld; the 5th week begins with day 29."""
    if ab_tag is not None:
        return ab_tag
    return None if ab_woche is None else ab_woche * TAGE_JE_WOCHE - (TAGE_JE_WOCHE - 1)
