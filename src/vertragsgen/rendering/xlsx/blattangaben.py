"""What a cost sheet says besides its calculation: the values of the year before, the Bearbeitungsvermerk."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from vertragsgen.calculation.model import Kostenblatt
from vertragsgen.rendering.xlsx.blatt import Blatt


class Vorjahreswert(Struct, frozen=True):
    """Sum and rate (euro) of a block in the year before; ``block`` is its id, what is not known is None."""

    block: str
    summe: Decimal | None = None
    satz: Decimal | None = None


class Blattangaben(Struct, frozen=True):
    """The statements of one cost sheet that nothing is calculated from."""

    vorjahr: tuple[Vorjahreswert, ...] = ()
    bearbeitung: str | None = None


def vorjahreswerte(blatt: Blatt, kostenblatt: Kostenblatt, werte: Sequence[Vorjahreswert]) -> None:
    """The year before, block by block; nothing where the profile names none."""
    if not werte:
        return
    titel = {block.id: block.titel for block in kostenblatt.bloecke}
    blatt.abschnitt("Vorjahreswerte")
    blatt.kopfzeile(["Block", None, "Summe €", None, "Satz €", None])
    for wert in werte:
        blatt.verbunden(0, 1, titel.get(wert.block, wert.block), "text")
        blatt.breit(2, 3, "mitte" if wert.summe is None else "eingabe_euro")
        blatt.zahl(2, wert.summe, "eingabe_euro")
        blatt.breit(4, 5, "mitte" if wert.satz is None else "eingabe_euro")
        blatt.zahl(4, wert.satz, "eingabe_euro")
        blatt.zeile += 1
