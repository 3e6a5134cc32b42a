"""Reads a built Hamburg document back: three levels of sections, heads of annexes, the letterhead of the first page."""

from __future__ import annotations

import io

import docx
from docx.text.paragraph import Paragraph

from tests.bremen.leser import KOPFZEILE, Leser

BRIEFKOPF = "Briefkopf"
EBENEN = {"Heading 1": 1, "Heading 2": 2, "Ziffer": 2, "Heading 3": 3}


class AnlagenLeser(Leser):
    """Sections as the Bremen reader has them, with a third level; annexes that begin on a new page have a head."""

    def __init__(self, daten: bytes) -> None:
        self._ebenen = [0, 0, 0]
        # How many points of lists each section has.
        self.punkte: dict[str, int] = {}
        super().__init__(daten)
        erste = [teil.first_page_header for teil in docx.Document(io.BytesIO(daten)).sections]
        texte = [absatz.text for kopf in erste if not kopf.is_linked_to_previous for absatz in kopf.paragraphs]
        if texte:
            self.abschnitte = {KOPFZEILE: self.abschnitte[KOPFZEILE], BRIEFKOPF: texte} | self.abschnitte

    @property
    def nummern(self) -> list[str]:
        """The numbers of all sections in order, as the styles count them."""
        return [name for name in self.abschnitte if name.replace(".", "").isdecimal()]

    def _absatz(self, absatz: Paragraph) -> None:
        stil = absatz.style.name if absatz.style is not None else ""
        if (ebene := EBENEN.get(stil or "")) is not None:
            self._ebenen[ebene - 1] += 1
            self._ebenen[ebene:] = [0] * (3 - ebene)
            self._nummer = ".".join(str(zahl) for zahl in self._ebenen[:ebene])
            self._neu(self._nummer)
            self._zeile(absatz.text.strip())
        elif stil == "Anlagenkopf Folgeseite":
            self._neu("Kopf Folgeseite")
            self._zeile(absatz.text.strip())
        else:
            if (stil or "").startswith("List "):
                self.punkte[self._jetzt] = self.punkte.get(self._jetzt, 0) + 1
            super()._absatz(absatz)
