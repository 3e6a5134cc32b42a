"""The maximum duration of Platzgeld: a number of days, or expressly none."""

from __future__ import annotations

from typing import Annotated

from vertragsgen.money import Notationsfehler, kurz
from vertragsgen.notation import parse_ganzzahl
from vertragsgen.source.scalar_type import Lesart

UNBEGRENZT = "unbegrenzt"


def _lies(text: str) -> int | str:
    if text.strip() == UNBEGRENZT:
        return UNBEGRENZT
    meldung = f"„{kurz(text)}“ ist weder eine Zahl von Tagen noch „{UNBEGRENZT}“."
    try:
        tage = parse_ganzzahl(text)
    except Notationsfehler:
        raise Notationsfehler(meldung) from None
    if tage < 1:
        raise Notationsfehler(meldung)
    return tage


Hoechstdauer = Annotated[
    int | str,
    Lesart(
        int,
        _lies,
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^([0-9]{1,4}|unbegrenzt)$"}]},
    ),
]
"""A number of days (``int``) or the text „unbegrenzt“."""
