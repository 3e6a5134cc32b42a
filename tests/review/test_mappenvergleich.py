"""Two workbooks side by side: which row stands beside which, and what is said of rows that came or went."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from vertragsgen.rendering.xlsx import Mappe
from vertragsgen.rendering.xlsx.blatt import Blatt
from vertragsgen.review.mappenvergleich import compare_workbooks
from vertragsgen.review.modell import Aenderungsart, Dokumentvergleich

Reihen = Sequence[tuple[str, str | None]]


def mappe(reihen: Reihen) -> Mappe:
    """A sheet of rows with a name and an amount; without an amount, headings of sections."""
    blatt = Blatt("Kosten")
    for name, betrag in reihen:
        if betrag is None:
            blatt.text(0, name, "abschnitt")
        else:
            blatt.text(0, name)
            blatt.formel(1, "1+1", Decimal(betrag), "euro")
        blatt.zeile += 1
    return Mappe("Kosten", "", [blatt])


def vergleiche(alt: Reihen, neu: Reihen) -> Dokumentvergleich:
    return compare_workbooks(mappe(alt), mappe(neu), "k.xlsx")


def platzgeld(gruppe: int, betrag: str, *weitere: str) -> list[tuple[str, str | None]]:
    return [(f"Platzgeld Hilfebedarfsgruppe {gruppe}", None), *((name, betrag) for name in ("Pauschale", *weitere))]


def test_a_row_that_came_is_one_change_and_those_below_only_moved() -> None:
    vergleich = vergleiche(
        [("Miete", "10.00"), ("Strom", "1.00")], [("Gas", "1.00"), ("Miete", "12.50"), ("Strom", "1.00")]
    )
    (zahl,) = [z for z in vergleich.zahlen if z.alt]
    assert (zahl.alt, zahl.neu, zahl.differenz) == ("10,00", "12,50", Decimal("2.50"))
    assert "Zelle B2, Miete" in zahl.stelle
    (neue,) = [a for a in vergleich.aenderungen if not a.alt]
    assert (neue.neu, neue.art) == ("Gas | 1,00", Aenderungsart.EINGEFUEGT)
    # A figure that came needs an origin.
    assert [(z.alt, z.neu) for z in neue.zahlen] == [("", "1,00")]


def test_rows_of_one_name_are_compared_in_their_section() -> None:
    alle = [*platzgeld(1, "61.59"), *platzgeld(2, "43.10"), *platzgeld(3, "32.83")]
    vergleich = vergleiche(alle, [*platzgeld(1, "61.59"), *platzgeld(3, "32.83")])
    assert [a.alt for a in vergleich.aenderungen] == ["Platzgeld Hilfebedarfsgruppe 2", "Pauschale | 43,10"]
    assert {a.art for a in vergleich.aenderungen} == {Aenderungsart.GELOESCHT}
    assert "Zeile 4, Pauschale" in vergleich.aenderungen[1].stelle_alt
    assert not vergleich.zahlen


def test_a_section_of_another_name_keeps_its_rows() -> None:
    vergleich = vergleiche(platzgeld(1, "61.59"), platzgeld(2, "61.00", "Zuschlag"))
    aenderungen = [(a.alt, a.neu) for a in vergleich.aenderungen]
    assert aenderungen == [
        ("Platzgeld Hilfebedarfsgruppe 1", "Platzgeld Hilfebedarfsgruppe 2"),
        ("61,59", "61,00"),
        ("", "Zuschlag | 61,00"),
    ]


def test_a_running_number_is_no_part_of_a_name() -> None:
    def nummeriert(*namen: str) -> Mappe:
        blatt = Blatt("Kosten")
        for nummer, name in enumerate(namen, 1):
            blatt.text(0, str(nummer))
            blatt.text(1, name)
            blatt.zeile += 1
        return Mappe("Kosten", "", [blatt])

    vergleich = compare_workbooks(nummeriert("Miete", "Strom", "Gas"), nummeriert("Miete", "Gas"), "k.xlsx")
    assert [(a.alt, a.neu) for a in vergleich.aenderungen] == [("2 | Strom", ""), ("3", "2")]
