"""A worksheet as a record, filled from top to bottom: cells with formulas and their stored values.

Nothing is written to a file here. The record is what the checks read and what ``schreiben`` turns into a workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from vertragsgen.money import runde
from vertragsgen.rendering.typography import bind

Ort = tuple[int, int]
LETZTE_SPALTE = 7
OFFEN = "–"
# More digits than a double holds would only be noise in the file.
STELLEN = 12
_BUCHSTABEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# Places are the same from sheet to sheet. As many are about two megabytes, and enough for a package.
_ORTE, _KOPFZEILEN = 2048, 256
# Most texts of a sheet are those of the last one.
_TEXTE = 1024
# A cost sheet has hundreds of cells: ``Zelle(…)`` would take its arguments apart in Python for each of them.
_neu = tuple.__new__


class Zelle(NamedTuple):
    """One cell: its format by name, its text or figure (``None``: empty), the formula without „=“ if it has one."""

    art: str
    wert: str | Decimal | None = None
    formel: str | None = None


gebunden = lru_cache(maxsize=_TEXTE)(bind)


@lru_cache(maxsize=256)
def leere_zelle(art: str) -> Zelle:
    """The empty cell of a format; one for all places."""
    return Zelle(art)


def spaltenname(spalte: int) -> str:
    """The letter of a column counted from 0; our sheets have no more than 26."""
    return _BUCHSTABEN[spalte]


@lru_cache(maxsize=_ORTE)
def zelle(zeile: int, spalte: int) -> str:
    """The absolute reference of a cell, rows and columns counted from 0."""
    return f"${_BUCHSTABEN[spalte]}${zeile + 1}"


@lru_cache(maxsize=_ORTE)
def _spanne(zeile: int, von: int, bis: int, art: str) -> tuple[str, dict[Ort, Zelle]]:
    """Columns of a row as a range (C7:D7) and as empty cells of a format, which are not to be changed."""
    bereich = f"{_BUCHSTABEN[von]}{zeile + 1}:{_BUCHSTABEN[bis]}{zeile + 1}"
    return bereich, dict.fromkeys([(zeile, spalte) for spalte in range(von, bis + 1)], leere_zelle(art))


@lru_cache(maxsize=_KOPFZEILEN)
def _spaltentitel(zeile: int, titel: tuple[str | None, ...]) -> tuple[tuple[str, ...], dict[Ort, Zelle]]:
    """The ranges and cells of column titles, not to be changed: one followed by None spans the columns up to the next."""
    anfaenge = [spalte for spalte, text in enumerate(titel) if spalte == 0 or text is not None]
    bereiche: list[str] = []
    zellen: dict[Ort, Zelle] = {}
    for von, bis in zip(anfaenge, [*anfaenge[1:], len(titel)], strict=True):
        bereich, leer = _spanne(zeile, von, bis - 1, "spalte")
        bereiche += [bereich] if len(leer) > 1 else []
        zellen |= leer
        if text := titel[von]:
            zellen[zeile, von] = Zelle("spalte", text)
    return tuple(bereiche), zellen


def gespeichert(wert: Decimal) -> Decimal:
    """The value as it is stored: decimal digits, never through a float."""
    text = str(wert)
    if "E" in text:
        exponent = wert.as_tuple().exponent
        return runde(wert, STELLEN) if isinstance(exponent, int) and exponent < -STELLEN else wert
    if len(text) <= STELLEN or len(text.partition(".")[2]) <= STELLEN:
        return wert
    return runde(wert, STELLEN)


class Blatt:
    """Takes rows downwards. ``zeile`` is the next free row; ``orte`` remembers where figures stand.

    ``name`` is the worksheet's name, ``breiten`` the widths of its columns in characters, ``kopf`` and ``fuss`` its
    header and footer in Excel's codes, ``fixiert`` the rows that stay on screen, ``umbrueche`` the rows before which
    a page ends, ``abschnitte`` those with which a section begins; ``hoehen`` are row heights in points, ``bereiche``
    the merged ranges. ``hoch`` sets the page upright.
    """

    def __init__(self, name: str) -> None:
        self.name, self.zeile, self.fixiert = name, 0, 0
        self.breiten: tuple[int, ...] = ()
        self.kopf = self.fuss = ""
        self.hoch = False
        self.umbrueche: list[int] = []
        self.abschnitte: list[int] = []
        self.orte: dict[tuple[object, ...], str] = {}
        self.zellen: dict[tuple[int, int], Zelle] = {}
        self.hoehen: dict[int, float] = {}
        self.bereiche: list[str] = []

    def text(self, spalte: int, text: str | None, art: str = "text") -> None:
        """Text, whatever it begins with, with no-break spaces as in clauses; nothing is left empty with a border."""
        self.zellen[self.zeile, spalte] = _neu(Zelle, (art, gebunden(text), None)) if text else leere_zelle(art)

    def zahl(self, spalte: int, wert: Decimal | int | None, art: str) -> str:
        """An input; returns its reference. A quantity written without decimals is shown without them."""
        if wert is None:
            self.text(spalte, OFFEN, "mitte")
        else:
            if art.endswith("menge") and "." not in str(wert):
                art = art.replace("menge", "ganz")
            self.zellen[self.zeile, spalte] = _neu(Zelle, (art, gespeichert(Decimal(wert)), None))
        return zelle(self.zeile, spalte)

    def formel(self, spalte: int, formel: str, wert: Decimal | int | None, art: str) -> str:
        """A formula with the value we computed; a value that is missing has none. Returns the reference."""
        if wert is None:
            self.text(spalte, OFFEN, "mitte")
        else:
            if wert.__class__ is not Decimal:
                wert = Decimal(wert)
            self.zellen[self.zeile, spalte] = _neu(Zelle, (art, gespeichert(wert), formel))
        return zelle(self.zeile, spalte)

    def textformel(self, spalte: int, formel: str, wert: str, art: str) -> None:
        """A formula whose result is text."""
        self.zellen[self.zeile, spalte] = Zelle(art, wert, formel)

    def breit(self, von: int, bis: int, art: str) -> None:
        """Join columns of the row for a number that is written to the first of them."""
        bereich, leer = _spanne(self.zeile, von, bis, art)
        self.bereiche.append(bereich)
        self.zellen.update(leer)

    def inhalte(self) -> Iterator[tuple[str, str | Decimal]]:
        """All cells that hold something, as (C7, text or figure)."""
        for (zeile, spalte), zelle in self.zellen.items():
            if zelle.wert is not None:
                yield f"{_BUCHSTABEN[spalte]}{zeile + 1}", zelle.wert

    def textzellen(self) -> Iterator[tuple[str, str]]:
        """All cells that hold text, results of formulas among them."""
        return ((ort, wert) for ort, wert in self.inhalte() if isinstance(wert, str))

    def leer(self, von: int, bis: int, art: str = "text") -> None:
        """Empty cells that belong to the table."""
        self.zellen.update(_spanne(self.zeile, von, bis, art)[1])

    def verbunden(self, von: int, bis: int, text: str | None, art: str) -> None:
        """The same over several columns of the row."""
        bereich, leer = _spanne(self.zeile, von, bis, art)
        if bis > von:
            self.bereiche.append(bereich)
        self.zellen.update(leer)
        if text:
            self.zellen[self.zeile, von] = _neu(Zelle, (art, gebunden(text), None))

    def abschnitt(self, titel: str) -> None:
        """A heading over the whole width, after a low empty row."""
        self.abschnitte.append(self.zeile)
        self.hoehen[self.zeile] = 8
        self.zeile += 1
        self.verbunden(0, LETZTE_SPALTE, titel, "abschnitt")
        self.hoehen[self.zeile] = 18
        self.zeile += 1

    def kopfzeile(self, titel: Sequence[str | None]) -> None:
        """The column titles of a table."""
        bereiche, zellen = _spaltentitel(self.zeile, tuple(titel))
        self.bereiche += bereiche
        self.zellen.update(zellen)
        self.hoehen[self.zeile] = 28
        self.zeile += 1

    def hoehe(self, text: str | None, zeichen: int) -> None:
        """Make room for a text that wraps after about ``zeichen`` characters (merged cells do not grow)."""
        zeilen = -(-len(text or "") // zeichen)
        if zeilen > 1:
            self.hoehen[self.zeile] = 13.5 * zeilen + 2
