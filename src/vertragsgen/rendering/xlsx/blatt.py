"""A worksheet being written from top to bottom: cells with formulas and their stored values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from vertragsgen.money import runde

LETZTE_SPALTE = 7
OFFEN = "–"
# More digits than a double holds would only be noise in the file.
STELLEN = 12


def zelle(zeile: int, spalte: int) -> str:
    """The absolute reference of a cell, rows and columns counted from 0."""
    return str(xl_rowcol_to_cell(zeile, spalte, row_abs=True, col_abs=True))


def gespeichert(wert: Decimal) -> Decimal:
    """The value as it is stored: decimal digits, never through a float."""
    exponent = wert.as_tuple().exponent
    return runde(wert, STELLEN) if isinstance(exponent, int) and exponent < -STELLEN else wert


class Blatt:
    """Writes rows downwards. ``zeile`` is the next free row; ``orte`` remembers where figures stand.

    ``werte`` are the figures written, by cell (``C7``), for the comparison with the finished file.
    """

    def __init__(self, blatt: Any, formate: dict[str, Any]) -> None:
        self.blatt, self.formate, self.zeile = blatt, formate, 0
        self.orte: dict[tuple[object, ...], str] = {}
        self.werte: dict[str, Decimal] = {}

    def text(self, spalte: int, text: str | None, art: str = "text") -> None:
        """Text, whatever it begins with; nothing is left empty with a border."""
        if text:
            self.blatt.write_string(self.zeile, spalte, text, self.formate[art])
        else:
            self.blatt.write_blank(self.zeile, spalte, None, self.formate[art])

    def zahl(self, spalte: int, wert: Decimal | int | None, art: str) -> str:
        """An input; returns its reference. A quantity written without decimals is shown without them."""
        if art.endswith("menge") and wert is not None and "." not in str(wert):
            art = art.replace("menge", "ganz")
        if wert is None:
            self.text(spalte, OFFEN, "mitte")
        else:
            zahl = gespeichert(Decimal(wert))
            self.blatt.write_number(self.zeile, spalte, zahl, self.formate[art])
            return self._ort(spalte, zahl)
        return zelle(self.zeile, spalte)

    def formel(self, spalte: int, formel: str, wert: Decimal | int | None, art: str) -> str:
        """A formula with the value we computed; a value that is missing has none. Returns the reference."""
        if wert is None:
            self.text(spalte, OFFEN, "mitte")
        else:
            ergebnis = gespeichert(Decimal(wert))
            self.blatt.write_formula(self.zeile, spalte, f"={formel}", self.formate[art], ergebnis)
            return self._ort(spalte, ergebnis)
        return zelle(self.zeile, spalte)

    def _ort(self, spalte: int, zahl: Decimal) -> str:
        ort = zelle(self.zeile, spalte)
        self.werte[ort.replace("$", "")] = zahl
        return ort

    def textformel(self, spalte: int, formel: str, wert: str, art: str) -> None:
        """A formula whose result is text."""
        self.blatt.write_formula(self.zeile, spalte, f"={formel}", self.formate[art], wert)

    def breit(self, von: int, bis: int, art: str) -> None:
        """Join columns of the row for a number that is written to the first of them."""
        self.blatt.merge_range(self.zeile, von, self.zeile, bis, "", self.formate[art])

    def leer(self, spalten: Sequence[int], art: str = "text") -> None:
        """Empty cells that belong to the table."""
        for spalte in spalten:
            self.text(spalte, None, art)

    def verbunden(self, von: int, bis: int, text: str | None, art: str) -> None:
        """Text over several columns of the row."""
        if von == bis:
            self.text(von, text, art)
            return
        self.blatt.merge_range(self.zeile, von, self.zeile, bis, "", self.formate[art])
        self.text(von, text, art)

    def abschnitt(self, titel: str) -> None:
        """A heading over the whole width, after a low empty row."""
        self.blatt.set_row(self.zeile, 8)
        self.zeile += 1
        self.verbunden(0, LETZTE_SPALTE, titel, "abschnitt")
        self.blatt.set_row(self.zeile, 18)
        self.zeile += 1

    def kopfzeile(self, titel: Sequence[str | None]) -> None:
        """The column titles of a table."""
        spalte = 0
        while spalte < len(titel):
            # A title followed by None spans the columns up to the next one.
            bis = spalte
            while bis + 1 < len(titel) and titel[bis + 1] is None:
                bis += 1
            self.verbunden(spalte, bis, titel[spalte], "spalte")
            spalte = bis + 1
        self.blatt.set_row(self.zeile, 28)
        self.zeile += 1

    def hoehe(self, text: str | None, zeichen: int) -> None:
        """Make room for a text that wraps after about ``zeichen`` characters (merged cells do not grow)."""
        zeilen = -(-len(text or "") // zeichen)
        if zeilen > 1:
            self.blatt.set_row(self.zeile, 13.5 * zeilen + 2)
