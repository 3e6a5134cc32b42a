"""Reads a built Bremen document back: its text by section, with section numbers counted anew.

The numbers come from the paragraph styles and not from Word's numbering, so that the two can be compared.
"""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

KOPFZEILE, KOPF = "Kopfzeile", "Kopf"


def suchtext(text: str) -> str:
    """The text as it is searched: a no-break space counts as a space, a break opportunity as nothing."""
    return text.replace("\u00a0", " ")


class Leser:
    """Sections of a document in reading order: number or heading → lines, cells of a row joined by „ | “."""

    def __init__(self, daten: bytes) -> None:
        self.daten = daten
        dokument = docx.Document(io.BytesIO(daten))
        self.abschnitte: dict[str, list[str]] = {KOPFZEILE: []}
        self._jetzt, self._nummer, self._blatt = KOPFZEILE, "", ""
        self._zaehler = [0, 0]
        for teil in dokument.sections:
            self._lies(teil.header)
        self._neu(KOPF)
        self._lies(dokument)

    def text(self, abschnitt: str | None = None) -> str:
        """The lines of a section (none: of the whole document); empty if there is no such section."""
        namen = self.abschnitte if abschnitt is None else [abschnitt]
        return "\n".join(zeile for name in namen for zeile in self.abschnitte.get(name, []))

    def _lies(self, behaelter: Any) -> None:
        for block in behaelter.iter_inner_content():
            if isinstance(block, Paragraph):
                self._absatz(block)
            else:
                self._tabelle(block)

    def _tabelle(self, tabelle: Table) -> None:
        datentabelle = tabelle.style is not None and tabelle.style.name == "Vertragstabelle"
        for zeile in tabelle.rows:
            if datentabelle:
                self._zeile(" | ".join(" ".join(zelle.text.split("\n")) for zelle in zeile.cells))
                continue
            # Layout tables (two columns, signatures): each cell is a story of its own.
            for zelle in zeile.cells:
                self._lies(zelle)

    def _absatz(self, absatz: Paragraph) -> None:
        stil = absatz.style.name if absatz.style is not None else ""
        text = absatz.text.strip()
        if stil == "Heading 1":
            self._zaehler = [self._zaehler[0] + 1, 0]
            self._nummer = str(self._zaehler[0])
            self._neu(self._nummer)
        elif stil in ("Heading 2", "Ziffer"):
            self._zaehler[1] += 1
            self._nummer = f"{self._zaehler[0]}.{self._zaehler[1]}"
            self._neu(self._nummer)
        elif stil == "Überschrift ohne Nummer":
            self._nummer = ""
            self._neu(text)
            self._blatt = text
        elif stil == "Zwischenüberschrift":
            self._neu(f"{self._nummer or self._blatt} {text}".strip())
        elif stil == "Geschlossen":
            self._neu("Schluss")
        self._zeile(text)

    def _neu(self, name: str) -> None:
        assert name not in self.abschnitte, f"Abschnitt „{name}“ kommt zweimal vor"
        self._jetzt = name
        self.abschnitte[name] = []

    def _zeile(self, text: str) -> None:
        if text.strip():
            self.abschnitte[self._jetzt].append(suchtext(text))
