"""What a Word document says, as values: lines in reading order with the places a lawyer would name."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from vertragsgen.diagnostics import Befund


class Art(StrEnum):
    """What a line is."""

    TITEL = "titel"
    UEBERSCHRIFT = "ueberschrift"
    ABSATZ = "absatz"
    AUFZAEHLUNG = "aufzaehlung"
    TABELLENZEILE = "tabellenzeile"
    KOPFZEILE = "kopfzeile"
    FUSSZEILE = "fusszeile"
    FUSSNOTE = "fussnote"
    ENDNOTE = "endnote"
    TEXTFELD = "textfeld"


class Zelle(Struct, frozen=True):
    """A cell of a table row.

    ``spalte`` counts grid columns from 1, ``breite`` is the number of grid columns it covers. ``fortsetzung``
    marks a cell that only continues the one above (vertical merge). Paragraphs are separated by ``\\n``.
    """

    spalte: int
    text: str
    stelle: str
    breite: int = 1
    fortsetzung: bool = False


class Zeile(Struct, frozen=True):
    """A paragraph or a table row.

    ``stelle`` is the place in words („Ziffer 3.1, Absatz 2“), ``teil`` the part of the package it stands in,
    ``nummer`` the number or bullet Word shows before it and ``trenner`` what stands between the two.
    ``ebene`` is the level of a heading or list item from 1 (0: neither), ``stil`` Word's name of the style.
    ``ziele`` are external targets of hyperlinks, ``tabelle`` is the place of the table a row belongs to;
    ``kopf`` marks a row that Word repeats as header. Line breaks inside a paragraph are ``\\n``.
    """

    stelle: str
    art: Art
    text: str
    teil: str
    nummer: str = ""
    trenner: str = ""
    ebene: int = 0
    stil: str = ""
    ziele: tuple[str, ...] = ()
    zellen: tuple[Zelle, ...] = ()
    tabelle: str = ""
    kopf: bool = False

    @property
    def volltext(self) -> str:
        """Number and text as they stand on the page."""
        return f"{self.nummer}{self.trenner}{self.text}" if self.nummer else self.text


class Eigenschaften(Struct, frozen=True):
    """The document properties that readers and screen readers see; empty text for what is not set."""

    titel: str = ""
    autor: str = ""
    sprache: str = ""
    thema: str = ""


class Linearisierung(Struct, frozen=True):
    """All lines of a document, its properties, and what could not be read."""

    zeilen: tuple[Zeile, ...]
    eigenschaften: Eigenschaften
    befunde: tuple[Befund, ...] = ()
