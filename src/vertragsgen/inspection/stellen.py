"""Where a piece of rendered wording stands: in words, and as a line of the clause file it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vertragsgen.diagnostics import Mark
from vertragsgen.rendering.pieces import Stueck
from vertragsgen.rendering.produce import Erzeugtes

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_SCHONEND = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u200b": "", "\u00ad": ""})


def glatt(text: str) -> str:
    """The text with plain spaces and without invisible characters, as a person types it."""
    return text.translate(_SCHONEND)


def stelle(stueck: Stueck) -> str:
    """The place in words: the number of the section, else the title of the clause."""
    if stueck.ziffer:
        return f"Ziffer {stueck.ziffer}"
    return f"„{stueck.klausel.titel or stueck.klausel.id}“"


def zeile(stueck: Stueck, absatz: str, wortlaut: str) -> Mark:
    """The line of the clause file that says ``wortlaut``, or from which the rendered ``absatz`` came.

    A value filled in does not stand in the file: then it is the line most of whose fixed wording is in the paragraph.
    """
    klausel = stueck.klausel
    absatz, wortlaut = glatt(absatz), glatt(wortlaut)
    bester, gewicht = Mark(klausel.datei, klausel.erste_zeile, 1), 0
    for nummer, text in enumerate(klausel.text.split("\n")):
        ort = klausel.erste_zeile + nummer
        if (spalte := text.find(wortlaut)) >= 0:
            return Mark(klausel.datei, ort, spalte + 1, len(wortlaut))
        teile = (teil.strip(" -|:*_") for teil in _JINJA.split(text))
        treffer = sum(len(teil) for teil in teile if teil and teil in absatz)
        if treffer > gewicht:
            bester, gewicht = Mark(klausel.datei, ort, 1, len(text)), treffer
    return bester


@dataclass(frozen=True, slots=True)
class Absatz:
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


def absaetze(dokumente: tuple[Erzeugtes, ...]) -> Iterator[Absatz]:
    """All paragraphs of all documents in order."""
    for erzeugt in dokumente:
        for stueck in erzeugt.stuecke:
            for text in stueck.absaetze:
                yield Absatz(erzeugt, stueck, glatt(text))
