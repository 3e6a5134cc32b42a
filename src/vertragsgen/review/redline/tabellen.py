"""Merges two tables: rows that stayed cell by cell, others as a whole, and the properties of all of them."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from vertragsgen.linearise.ooxml import TC, TR, VAL, Element, W, number, value
from vertragsgen.review.ausrichtung import Block, richte_aus
from vertragsgen.review.redline.absatz import DEL, INS
from vertragsgen.review.redline.marken import nicht_leer

if TYPE_CHECKING:
    from vertragsgen.review.redline.bloecke import Story

_MARKEN = frozenset(W + name for name in ("ins", "del", "cellIns", "cellDel", "cellMerge"))


class Tabellen:
    """The tables of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story

    def vereine(self, alt: Element, neu: Element) -> None:
        """Makes the table ``neu`` hold both states."""
        self._eigenschaften(alt, neu, "tblPr", "tblPrChange")
        self._raster(alt, neu)
        zeilen_alt, zeilen_neu = alt.findall(TR), neu.findall(TR)
        paare = richte_aus([_block(z) for z in zeilen_alt], [_block(z) for z in zeilen_neu], verschiebungen=False)
        fertig: list[Element] = []
        marken = self.story.marken
        for paar in paare:
            gesetzt = marken.gesetzt
            links = zeilen_alt[paar.alt] if paar.alt is not None else None
            rechts = zeilen_neu[paar.neu] if paar.neu is not None else None
            if links is not None and rechts is not None and _raster(links) == _raster(rechts):
                self._zeile(links, rechts)
                fertig.append(rechts)
            else:
                if links is not None:
                    fertig.append(self._weg(links))
                if rechts is not None:
                    marken.zeile(rechts, INS)
                    fertig.append(rechts)
            if marken.gesetzt > gesetzt:
                marken.neuer_block()
        for zeile in zeilen_neu:
            neu.remove(zeile)
        neu.extend(fertig)

    def _weg(self, zeile: Element) -> Element:
        absaetze = self.story.absaetze
        kopie = self.story.uebernahme.kopie(zeile, absaetze.alt.teil, absaetze.neu.teil)
        self.story.marken.zeile(kopie, DEL)
        return kopie

    def _zeile(self, alt: Element, neu: Element) -> None:
        self._eigenschaften(alt, neu, "tblPrEx", "tblPrExChange")
        self._eigenschaften(alt, neu, "trPr", "trPrChange")
        for links, rechts in zip(alt.findall(TC), neu.findall(TC), strict=True):
            self._eigenschaften(links, rechts, "tcPr", "tcPrChange")
            self.story.vereine(links, rechts)

    def _eigenschaften(self, alt: Element, neu: Element, name: str, aenderung: str) -> None:
        """The old properties beside the new ones, where they differ."""
        absaetze = self.story.absaetze
        links, rechts = alt.find(W + name), neu.find(W + name)
        if absaetze.alt.kanon.eigenschaften(links) == absaetze.neu.kanon.eigenschaften(rechts):
            return
        if rechts is None:
            rechts = etree.Element(W + name)
            neu.insert(1 if name == "trPr" and neu.find(W + "tblPrEx") is not None else 0, rechts)
        kopie = None
        if links is not None:
            kopie = self.story.uebernahme.kopie(links, absaetze.alt.teil, absaetze.neu.teil)
            for kind in [kind for kind in kopie if kind.tag in _MARKEN]:
                kopie.remove(kind)
        if name == "trPr":
            nicht_leer(rechts)
        rechts.append(self.story.marken.alte_werte(aenderung, name, kopie))

    def _raster(self, alt: Element, neu: Element) -> None:
        links, rechts = alt.find(W + "tblGrid"), neu.find(W + "tblGrid")
        if links is None or rechts is None or _spalten(links) == _spalten(rechts):
            return
        # w:tblGridChange has an id, but neither author nor date.
        self.story.marken.naechste += 1
        self.story.marken.gesetzt += 1
        aenderung = etree.SubElement(rechts, W + "tblGridChange")
        aenderung.set(W + "id", str(self.story.marken.naechste))
        halter = etree.SubElement(aenderung, W + "tblGrid")
        for spalte in links.findall(W + "gridCol"):
            halter.append(deepcopy(spalte))


def _spalten(raster: Element) -> list[str | None]:
    return [spalte.get(W + "w") for spalte in raster.findall(W + "gridCol")]


def _block(zeile: Element) -> Block:
    from vertragsgen.review.redline.bloecke import text_von  # the two recurse: cells hold blocks again

    zellen = [text_von(zelle) for zelle in zeile.findall(TC)]
    name = next((text for text in zellen[:2] if any(z.isalpha() for z in text)), "")
    return Block(tuple(zellen), "zeile", "\n".join(zellen), name)


def _raster(zeile: Element) -> list[tuple[int, str]]:
    """Width and vertical merge of each cell: rows with other merges are replaced as a whole."""
    found = [(number(value(zeile.find(W + "trPr"), "gridBefore")) or 0, "")]
    for zelle in zeile.findall(TC):
        tcpr = zelle.find(W + "tcPr")
        merge = None if tcpr is None else tcpr.find(W + "vMerge")
        art = "" if merge is None else merge.get(VAL, "continue")
        found.append((number(value(tcpr, "gridSpan")) or 1, art))
    return found
