"""Makes the marks of tracked changes: unique ids, authors, and dates that keep blocks apart."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta

from lxml import etree
from msgspec import Struct, field

from vertragsgen.linearise.ooxml import PPR, RPR, VAL, Element, W

# LibreOffice joins revisions of one author that lie less than a minute apart.
_SCHRITT = timedelta(minutes=2)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GELOESCHT = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}


class Marken(Struct):
    """Counts ids upwards from ``naechste`` and dates from ``datum``; ``gesetzt`` says how many marks were made.

    Deletions carry an author of their own: LibreOffice takes an equal insertion and deletion of one author for a move.
    """

    autor: str
    datum: datetime
    naechste: int
    gesetzt: int = 0
    _schritte: int = field(default=0)

    def neuer_block(self) -> None:
        """The following marks belong to another place of the document."""
        self._schritte += 1

    def marke(self, name: str) -> Element:
        """An empty revision element ``w:name`` (ins, del, rPrChange …)."""
        self.naechste += 1
        self.gesetzt += 1
        zeit = self.datum + _SCHRITT * self._schritte
        autor = f"{self.autor} (Streichung)" if name == "del" else self.autor
        marke = etree.Element(W + name)
        marke.set(W + "id", str(self.naechste))
        marke.set(W + "author", autor)
        marke.set(W + "date", zeit.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return marke

    def alte_werte(self, name: str, eigenschaften: str, alt: Element | None) -> Element:
        """``w:name`` (rPrChange …) that holds the old properties; ``eigenschaften`` is their element (rPr …)."""
        marke = self.marke(name)
        halter = etree.SubElement(marke, W + eigenschaften)
        for kind in () if alt is None else alt:
            halter.append(deepcopy(kind))
        return marke

    def zeile(self, zeile: Element, art: str) -> None:
        """Marks a table row, the runs in it and the rows of tables inside as inserted or deleted."""
        self.nur_zeile(zeile, art)
        for absatz in list(zeile.iter(W + "p")):
            # Text boxes hold paragraphs of their own inside a run; the run is marked as a whole.
            if next(absatz.iterancestors(W + "txbxContent"), None) is None:
                self.inhalt(absatz, art)
        for innen in list(zeile.iter(W + "tr")):
            if innen is not zeile and next(innen.iterancestors(W + "txbxContent"), None) is None:
                self.nur_zeile(innen, art)

    def nur_zeile(self, zeile: Element, art: str) -> None:
        """Marks the row itself; its runs are marked already."""
        trpr = zeile.find(W + "trPr")
        if trpr is None:
            trpr = etree.Element(W + "trPr")
            zeile.insert(sum(1 for kind in zeile if kind.tag == W + "tblPrEx"), trpr)
        nicht_leer(trpr)
        trpr.append(self.marke(art))

    def inhalt(self, eltern: Element, art: str) -> None:
        """Wraps the runs of a paragraph (and of links in it) in ``w:ins`` or ``w:del``, neighbours together."""
        offen: Element | None = None
        for kind in list(eltern):
            if kind.tag in (W + "r", W + "sdt", W + "smartTag", W + "customXml") or kind.tag.endswith("}oMath"):
                if art == "del":
                    streiche(kind)
                if offen is None:
                    offen = self.marke(art)
                    eltern.insert(eltern.index(kind), offen)
                offen.append(kind)
            else:
                offen = None
                if kind.tag in (W + "hyperlink", W + "fldSimple"):
                    self.inhalt(kind, art)

    def absatzmarke(self, absatz: Element, art: str) -> None:
        """Marks the end of a paragraph as inserted or deleted."""
        ppr = absatz.find(PPR)
        if ppr is None:
            ppr = etree.Element(PPR)
            absatz.insert(0, ppr)
        rpr = ppr.find(RPR)
        if rpr is None:
            rpr = etree.Element(RPR)
            hinten = [kind for kind in ppr if kind.tag in (W + "sectPr", W + "pPrChange")]
            ppr.insert(len(ppr) - len(hinten), rpr)
        rpr.insert(0, self.marke(art))


def nicht_leer(trpr: Element) -> None:
    """The schema asks for a property beside the mark of a row: the one that an empty ``w:trPr`` gets says nothing."""
    if not len(trpr):
        etree.SubElement(trpr, W + "cnfStyle").set(VAL, "000000000000")


def streiche(lauf: Element) -> None:
    """Text and field codes of a run become deleted ones; text inside of a text box stays what it is."""
    for kind in list(lauf):
        if kind.tag in _GELOESCHT:
            kind.tag = _GELOESCHT[kind.tag]
            kind.set(_SPACE, "preserve")
        elif kind.tag in (W + "r", W + "sdtContent", W + "hyperlink", W + "smartTag", W + "customXml"):
            streiche(kind)
