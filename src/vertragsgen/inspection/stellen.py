"""Where a piece of rendered wording stands: in words, and as a line of the clause file it came from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.teiltext import glatt
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.pieces import Stueck

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


def stelle(stueck: Stueck) -> str:
    """The place in words: the number of the section, else the title of the clause."""
    if stueck.ziffer:
        return stueck.benannt(stueck.ziffer)
    return f"„{stueck.klausel.titel or stueck.klausel.id}“"


def zeile(stueck: Stueck, absatz: str, wortlaut: str) -> Mark:
    """The line of the clause file that says ``wortlaut``, or from which the rendered ``absatz`` came.

    A value filled in does not stand in the file: then it is the line most of whose fixed wording is in the paragraph.
    """
    klausel = stueck.klausel
    nummer, spalte, laenge = _zeile(klausel.text, glatt(absatz), glatt(wortlaut))
    return Mark(klausel.datei, klausel.erste_zeile + nummer, spalte, laenge)


@lru_cache(maxsize=1024)
def _zeile(klausel: str, absatz: str, wortlaut: str) -> tuple[int, int, int]:
    """Number (from 0), column and length of that line in the text of a clause."""
    beste, gewicht = (0, 1, 1), 0
    for nummer, text in enumerate(klausel.split("\n")):
        if (spalte := text.find(wortlaut)) >= 0:
            return nummer, spalte + 1, len(wortlaut)
        teile = (teil.strip(" -|:*_") for teil in _JINJA.split(text))
        treffer = sum(len(teil) for teil in teile if teil and teil in absatz)
        if treffer > gewicht:
            beste, gewicht = (nummer, 1, len(text)), treffer
    return beste


class Absatz(NamedTuple):
    """One paragraph or table cell of a document, with plain spaces."""

    erzeugt: Erzeugtes
    stueck: Stueck
    text: str

    @property
    def stelle(self) -> str:
        """The place in words."""
        return stelle(self.stueck)

    def mark(self, wortlaut: str) -> Mark:
        """The line of the clause file for a part of the paragraph."""
        return zeile(self.stueck, self.text, wortlaut)
