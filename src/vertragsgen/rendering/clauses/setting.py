"""What one clause is set into: its text, its place in the author's file, the frame's styles and widths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from vertragsgen.rendering.clauses import table
from vertragsgen.rendering.docx.styles import Formatvorlagen
from vertragsgen.rendering.errors import FORMATVORLAGE, KLAUSELTEXT, Vorlagenfehler
from vertragsgen.rendering.templates import Vorlage

if TYPE_CHECKING:  # a clause that is compiled already needs no parser
    from vertragsgen.rendering.clauses.mask import Masked
    from vertragsgen.rendering.clauses.parser import Parsed

# The style of a paragraph that no other style is named for.
BODY = "Body Text"


class Satzspiegel(Struct, frozen=True):
    """Widths in twips a clause is set in; ``spalten`` for a two-column description, else ``None``."""

    breite: int
    spalten: tuple[int, int] | None = None

    @property
    def fortsetzung(self) -> str:
        """How a row of the two-column layout begins that has no heading of its own."""
        return f"{table.column_row(self.spalten)}<w:p/>{table.next_column(self.spalten)}" if self.spalten else ""

    @property
    def tabellenbreite(self) -> int:
        """Width of a data table without indent: the text width, or the right column less its cell margins."""
        return self.spalten[1] - table.CELL_MARGINS if self.spalten else self.breite


class Klauselvorlage(Struct, frozen=True):
    """A compiled clause; ``folgestil`` is the style in which a following paragraph continues it."""

    vorlage: Vorlage
    anker: tuple[str, ...]
    folgestil: str


class Satzauftrag(Struct, frozen=True):
    """One clause to be set. ``rahmen`` names the frame in messages."""

    masked: Masked
    parsed: Parsed
    klausel_id: str
    datei: str
    erste_zeile: int
    stile: Formatvorlagen
    spiegel: Satzspiegel
    rahmen: str

    def style_id(self, name: str, line: int) -> str:
        """The id of the frame's style of that Word name."""
        style = self.stile.find(name)
        if style is None:
            raise self.missing_style(name, line)
        return style.id

    def missing_style(self, name: str, line: int, zusatz: str = "") -> Vorlagenfehler:
        """The fault that the frame lacks a style the clause asks for."""
        return missing_style(name, self.stile, self.rahmen, self.datei, self.erste_zeile - 1 + line, zusatz)

    def fail(self, line: int, meldung: str, hilfe: str | None) -> Vorlagenfehler:
        """A fault in line ``line`` of the clause text."""
        zeile = self.erste_zeile - 1 + max(line, 1)
        return Vorlagenfehler(KLAUSELTEXT, meldung, self.datei, zeile, hilfe=hilfe)


def missing_style(
    name: str, stile: Formatvorlagen, rahmen: str, datei: str, zeile: int, zusatz: str = ""
) -> Vorlagenfehler:
    """The fault that the frame called ``rahmen`` lacks the style that line ``zeile`` of ``datei`` asks for."""
    near = stile.similar(name)
    meldung = f"Die Formatvorlage „{name}“ {zusatz} fehlt im Rahmen {rahmen}.".replace("  ", " ")
    hilfe = f"Gemeint ist vielleicht „{near}“." if near else "In Word die Formatvorlage im Rahmen anlegen."
    return Vorlagenfehler(FORMATVORLAGE, meldung, datei, zeile, hilfe=hilfe)
