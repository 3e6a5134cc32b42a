"""One state of a document, read for comparison: lines, the elements they came from, their places and styles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import groupby

from lxml import etree
from msgspec import Struct, field

from vertragsgen.linearise import Linearisierung, Zeile, linearise_with_elements
from vertragsgen.linearise.ooxml import Element, W
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.pieces import cells
from vertragsgen.linearise.story import Origin
from vertragsgen.linearise.styles import Styles, parse_styles
from vertragsgen.linearise.tables import cells_of
from vertragsgen.linearise.xmlparts import Unlesbar
from vertragsgen.review.form import Form, form_von
from vertragsgen.review.stellen import Ort, benenne
from vertragsgen.review.zahlen import ist_geld

_KOERPER = re.compile(r"([a-z]+)\d*\.xml$")


# A DOCX as a file, or the parts of one of our own that was never packed.
Datei = bytes | Mapping[str, bytes]


class Seite(Struct, frozen=True):
    """One state of the document, read. ``paket`` is None where the file could not be opened or is no DOCX."""

    gelesen: Linearisierung
    elemente: tuple[Origin, ...]
    orte: list[Ort]
    stile: Styles
    paket: Package | None = None
    _zellen: dict[int, tuple[Element, ...]] = field(default_factory=dict)
    _roh: dict[int, tuple[bytes, ...]] = field(default_factory=dict)

    def form(self, nummer: int, zelle: int | None = None) -> Form | None:
        """The formatting of a line, or of one of its cells; None where the file has none (PDF)."""
        elemente = self._elemente(nummer, zelle)
        return form_von(elemente, lambda stil: self.stile.resolve(stil).name) if elemente else None

    def xml(self, nummer: int, zelle: int | None = None) -> bytes:
        """The bytes of a line's elements: where they are equal, no formatting needs to be read."""
        if self.elemente and isinstance(roh := self.elemente[nummer], bytes):
            if zelle is None:
                return roh
            if nummer not in self._roh:
                self._roh[nummer] = cells(roh)
            return self._roh[nummer][zelle]
        return b"".join([etree.tostring(element) for element in self._elemente(nummer, zelle)])

    def _elemente(self, nummer: int, zelle: int | None) -> tuple[Element, ...]:
        elemente = self.elemente[nummer] if self.elemente else ()
        if isinstance(elemente, bytes):
            elemente = (_lies(elemente),)
        if zelle is None or not elemente:
            return elemente
        if nummer not in self._zellen:
            self._zellen[nummer] = tuple(cell.element for cell in cells_of(elemente[0]))
        return self._zellen[nummer][zelle : zelle + 1]


def _lies(roh: bytes) -> Element:
    """The element of a paragraph or row that was not parsed before; nothing in it but WordprocessingML."""
    return etree.fromstring(b'<w:x xmlns:w="%s">%s</w:x>' % (W[1:-1].encode(), roh))[0]


def lies_seite(data: Datei, name: str = "", *, koerper: bool = True) -> Seite:
    """Reads a DOCX for comparison; without ``koerper`` only its headers and footers."""
    try:
        paket = Package(data)
    except Unlesbar:
        assert isinstance(data, bytes)
        gelesen, elemente = linearise_with_elements(data, name)
        return Seite(gelesen, elemente, [], Styles())
    gelesen, elemente = linearise_with_elements(paket, name, koerper=koerper)
    return Seite(gelesen, elemente, benenne(gelesen.zeilen), _stile(paket), paket)


def gruppen(seite: Seite) -> dict[str, list[list[int]]]:
    """Line numbers by story, those of one table together."""
    gruppen: dict[str, list[list[int]]] = {}
    zeilen = seite.gelesen.zeilen
    for (story, tabelle), gruppe in groupby(range(len(zeilen)), key=lambda k: (_teil(zeilen[k]), zeilen[k].tabelle)):
        nummern = list(gruppe)
        gruppen.setdefault(story, []).extend([nummern] if tabelle else [[k] for k in nummern])
    return gruppen


def _teil(zeile: Zeile) -> str:
    fund = _KOERPER.search(zeile.teil)
    return fund[1] if fund else "document"


def zellort(seite: Seite, nummer: int, k: int) -> tuple[str, str, bool]:
    """Place of a cell, what a figure in it is called, and whether a bare number there is an amount."""
    zeile, ort = seite.gelesen.zeilen[nummer], seite.orte[nummer]
    stelle = ort.zelle(k)
    wo, _, spalte = stelle.rpartition(", Spalte ")
    # A row's name may hold commas itself („Energie, Wasser, Brennstoffe“).
    _, mit_namen, reihe = (wo or stelle).rpartition(", Zeile ")
    if not mit_namen:
        reihe = (wo or stelle).rpartition(", ")[2].removeprefix("Zeile ")
    eigene = zeile.zellen[k].text
    name = f"{reihe}, {spalte}" if wo and spalte and not eigene.startswith(reihe) else reihe
    andere = [zelle.text for zelle in zeile.zellen]
    return stelle, name, ist_geld(spalte, reihe, *andere)


def _stile(package: Package) -> Styles:
    try:
        haupt = next((rel.ziel for rel in package.relations("").values() if rel.art == "officeDocument"), "")
        ziel = next((rel.ziel for rel in package.relations(haupt).values() if rel.art == "styles"), "")
        return parse_styles(package.read(ziel) if ziel else None, ziel)
    except Unlesbar:
        return Styles()
