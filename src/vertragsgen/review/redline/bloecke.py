"""Merges the blocks of a story: paragraphs, tables row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from vertragsgen.linearise.ooxml import PPR, RPR, TBL, TC, TR, Element, P, W
from vertragsgen.review.ausrichtung import Block, Paar, richte_aus
from vertragsgen.review.redline.absatz import DEL, INS, Absaetze
from vertragsgen.review.redline.absatzmarken import BEIDE, Absatz, Anderes, Stueck, ordne
from vertragsgen.review.redline.tabellen import Tabellen

_SDT = W + "sdt"
_WRAPPER = frozenset({W + "customXml", W + "smartTag"})
_ZEICHEN = {W + "tab": "\t", W + "br": "\n", W + "drawing": "\ufffc", W + "pict": "\ufffc", W + "object": "\ufffc"}
_TEXTE = (W + "t", W + "footnoteReference", W + "endnoteReference", *_ZEICHEN)


class Story:
    """The two states of one part on the way to one."""

    def __init__(self, absaetze: Absaetze, gleiche_ids: bool) -> None:
        """``gleiche_ids``: lists, styles and relationships of both packages have the same ids, so that equal bytes
        mean equal content."""
        self.absaetze, self.gleiche_ids = absaetze, gleiche_ids
        self.marken, self.uebernahme = absaetze.marken, absaetze.uebernahme
        self.tabellen = Tabellen(self)

    def vereine(self, alt: Element, neu: Element) -> None:
        """Makes ``neu`` (body, cell, header …) hold both states with marks."""
        bloecke_alt, _ = self._bloecke(alt, flach=True)
        bloecke_neu, davor = self._bloecke(neu, flach=False)
        if self.gleiche_ids and self._unveraendert(bloecke_alt, bloecke_neu):
            self.absaetze.merke_noten(alt, neu)
            return
        paare = richte_aus(
            [block_von(block) for block in bloecke_alt],
            [block_von(block) for block in bloecke_neu],
            verschiebungen=False,
        )
        stuecke = ordne(list(self._stuecke(paare, bloecke_alt, bloecke_neu, davor)))
        schluss = [kind for kind in neu if kind.tag in (W + "sectPr", W + "tcPr")]
        rest = davor.get(len(bloecke_neu), [])
        for kind in list(neu):
            neu.remove(kind)
        neu.extend([kind for kind in schluss if kind.tag == W + "tcPr"])
        for stueck in stuecke:
            neu.extend(stueck.davor)
            neu.extend(stueck.elemente if isinstance(stueck, Anderes) else [self._fertig(stueck)])
        neu.extend(rest)
        neu.extend([kind for kind in schluss if kind.tag == W + "sectPr"])

    @staticmethod
    def _unveraendert(alt: list[Element], neu: list[Element]) -> bool:
        return len(alt) == len(neu) and all(
            etree.tostring(a, with_tail=False) == etree.tostring(b, with_tail=False)
            for a, b in zip(alt, neu, strict=True)
        )

    def _bloecke(self, eltern: Element, flach: bool) -> tuple[list[Element], dict[int, list[Element]]]:
        """Paragraphs, tables and content controls; ``davor`` holds bookmarks and the like by the block they precede."""
        bloecke: list[Element] = []
        davor: dict[int, list[Element]] = {}
        for kind in self._kinder(eltern, flach):
            if kind.tag in (P, TBL, _SDT):
                bloecke.append(kind)
            elif kind.tag not in (W + "sectPr", W + "tcPr", W + "sdtPr"):
                davor.setdefault(len(bloecke), []).append(kind)
        return bloecke, davor

    def _kinder(self, eltern: Element, flach: bool) -> Iterator[Element]:
        for kind in eltern:
            if kind.tag in _WRAPPER or (flach and kind.tag == _SDT):
                inhalt = kind.find(W + "sdtContent") if kind.tag == _SDT else kind
                yield from () if inhalt is None else self._kinder(inhalt, flach)
            else:
                yield kind

    def _stuecke(
        self, paare: list[Paar], alt: list[Element], neu: list[Element], davor: dict[int, list[Element]]
    ) -> Iterator[Stueck]:
        for paar in paare:
            links = alt[paar.alt] if paar.alt is not None else None
            rechts = neu[paar.neu] if paar.neu is not None else None
            vorher = davor.get(paar.neu, []) if paar.neu is not None else []
            gesetzt = self.marken.gesetzt
            yield self._stueck(links, rechts, vorher)
            if self.marken.gesetzt > gesetzt:
                self.marken.neuer_block()

    def _stueck(self, alt: Element | None, neu: Element | None, davor: list[Element]) -> Stueck:
        if neu is None:
            assert alt is not None
            return self._weg(alt)
        if alt is None:
            return self._dazu(neu, davor)
        if neu.tag == _SDT or alt.tag != neu.tag:
            # Only controls are paired across kinds; theirs were flattened on the old side.
            return self._dazu(neu, davor)
        if neu.tag == TBL:
            if self.gleiche_ids and self._unveraendert([alt], [neu]):
                self.absaetze.merke_noten(alt, neu)
            else:
                self.tabellen.vereine(alt, neu)
            return Anderes(BEIDE, [neu], davor)
        if self.gleiche_ids and self._unveraendert([alt], [neu]):
            self.absaetze.merke_noten(alt, neu)
            return Absatz(BEIDE, alt, neu, None, davor)
        return Absatz(BEIDE, alt, neu, self.absaetze.inhalt(alt, neu), davor)

    def _weg(self, alt: Element) -> Stueck:
        if alt.tag == P:
            return Absatz(DEL, alt, None, self.absaetze.ganz(alt, DEL))
        kopie = self.uebernahme.kopie(alt, self.absaetze.alt.teil, self.absaetze.neu.teil)
        for zeile in kopie.iterchildren(TR):
            self.marken.zeile(zeile, DEL)
        return Anderes(DEL, [kopie])

    def _dazu(self, neu: Element, davor: list[Element]) -> Stueck:
        if neu.tag == P:
            return Absatz(INS, None, neu, self.absaetze.ganz(neu, INS), davor)
        if neu.tag == TBL:
            for zeile in neu.iterchildren(TR):
                self.marken.zeile(zeile, INS)
        else:
            self._kasten(neu)
        return Anderes(INS, [neu], davor)

    def _kasten(self, sdt: Element) -> None:
        """A new content control: what it holds is marked; the control itself cannot be tracked."""
        inhalt = sdt.find(W + "sdtContent")
        for kind in () if inhalt is None else list(inhalt):
            if kind.tag == P:
                self.marken.inhalt(kind, INS)
                self.marken.absatzmarke(kind, INS)
            elif kind.tag == TBL:
                for zeile in kind.iterchildren(TR):
                    self.marken.zeile(zeile, INS)
            elif kind.tag == _SDT:
                self._kasten(kind)

    def _fertig(self, absatz: Absatz) -> Element:
        """The paragraph element with its properties, its end's mark and its content."""
        if absatz.inhalt is None and absatz.ende == BEIDE and absatz.neu is not None:
            fertig = absatz.neu
        else:
            fertig = etree.Element(P)
            quelle = absatz.neu if absatz.neu is not None else absatz.alt
            ppr = None if quelle is None else quelle.find(PPR)
            if ppr is not None:
                if absatz.neu is None:
                    ppr = self.uebernahme.kopie(ppr, self.absaetze.alt.teil, self.absaetze.neu.teil)
                fertig.append(deepcopy(ppr))
            for name, wert in () if absatz.neu is None else absatz.neu.attrib.items():
                fertig.set(name, wert)
            fertig.extend(absatz.inhalt or [])
        if absatz.ende != BEIDE:
            self.marken.absatzmarke(fertig, absatz.ende)
        elif absatz.alt is not None:
            self._eigenschaften(absatz.alt, fertig)
        return fertig

    def _eigenschaften(self, alt: Element, fertig: Element) -> None:
        """``w:pPrChange``, and ``w:rPrChange`` for the paragraph's end, where the old ones differ."""
        kanon_alt, kanon_neu = self.absaetze.alt.kanon, self.absaetze.neu.kanon
        ppr_alt, ppr = alt.find(PPR), fertig.find(PPR)
        text_alt, nummer_alt, ende_alt = kanon_alt.absatz(ppr_alt)
        text_neu, nummer_neu, ende_neu = kanon_neu.absatz(ppr)
        if nummer_alt:
            num, _, ebene = nummer_alt.partition("/")
            nummer_alt = f"{self.uebernahme.liste(num)}/{ebene}"
        if (text_alt, nummer_alt, ende_alt) == (text_neu, nummer_neu, ende_neu):
            return
        if ppr is None:
            ppr = etree.Element(PPR)
            fertig.insert(0, ppr)
        kopie = None
        if ppr_alt is not None:
            kopie = self.uebernahme.kopie(ppr_alt, self.absaetze.alt.teil, self.absaetze.neu.teil)
        if ende_alt != ende_neu:
            self._ende(None if kopie is None else kopie.find(RPR), ppr)
        if (text_alt, nummer_alt) != (text_neu, nummer_neu):
            if kopie is not None:
                for kind in [kind for kind in kopie if kind.tag == RPR]:
                    kopie.remove(kind)
            ppr.append(self.marken.alte_werte("pPrChange", "pPr", kopie))

    def _ende(self, alt: Element | None, ppr: Element) -> None:
        rpr = ppr.find(RPR)
        if rpr is None:
            rpr = etree.Element(RPR)
            ppr.insert(sum(1 for kind in ppr if kind.tag not in (W + "sectPr", W + "pPrChange")), rpr)
        rpr.append(self.marken.alte_werte("rPrChange", "rPr", alt))


def block_von(block: Element) -> Block:
    """What is aligned: text with a character for each object; a paragraph that ends a section is a kind of its own."""
    text = text_von(block)
    if block.tag == TBL:
        zellen = tuple(text_von(zelle) for zelle in block.iter(TC))
        return Block(("tabelle", zellen), "tabelle", text)
    if block.tag == _SDT:
        return Block(("sdt", text), "sdt", text)
    art = "abschnitt" if block.find(f"{PPR}/{W}sectPr") is not None else "absatz"
    return Block((art, text), art, text)


def text_von(element: Element) -> str:
    """The text of a block without a look at formatting."""
    return "".join(
        (kind.text or "") if kind.tag == W + "t" else _ZEICHEN.get(str(kind.tag), "\ufffc")
        for kind in element.iter(*_TEXTE)
    )
