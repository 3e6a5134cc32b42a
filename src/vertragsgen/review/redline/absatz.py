"""One paragraph out of two: what stayed, what came and what went, run by run."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from msgspec import Struct

from vertragsgen.linearise.ooxml import NOTE_PARTS, PPR, RPR, Element, R, W
from vertragsgen.review.redline.atome import Atom, Inhalt, Leser, vervollstaendige
from vertragsgen.review.redline.marken import Marken, streiche
from vertragsgen.review.redline.teile import Feld, Teil
from vertragsgen.review.redline.uebernahme import Uebernahme
from vertragsgen.review.wortdiff import abschnitte

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
GLEICH, INS, DEL = "gleich", "ins", "del"


class _Posten(Struct):
    """A piece of the result: where it is (both, ins, del), and for both the formatting it had before."""

    art: str
    teil: Teil
    text: str
    alt_rpr: Element | None = None
    alt_form: str = ""
    anker: tuple[Element, ...] = ()


class Absaetze:
    """Merges paragraphs of one part. ``notenpaare`` collects the notes referred to at the same place."""

    def __init__(self, alt: Leser, neu: Leser, marken: Marken, uebernahme: Uebernahme) -> None:
        self.alt, self.neu, self.marken, self.uebernahme = alt, neu, marken, uebernahme
        self.notenpaare: list[tuple[str, str, str]] = []

    def inhalt(self, p_alt: Element, p_neu: Element) -> list[Element]:
        """The content (without ``w:pPr``) of the paragraph that both became, with its marks."""
        links = vervollstaendige(self.alt.lies(p_alt), self.alt)
        rechts = vervollstaendige(self.neu.lies(p_neu), self.neu)
        posten = list(self._posten(links, rechts))
        if all(eins.art == GLEICH and eins.alt_form == eins.teil.form for eins in posten):
            return [kind for kind in p_neu if kind.tag != PPR]
        return [*self._elemente(posten), *rechts.anker]

    def ganz(self, absatz: Element, art: str) -> list[Element]:
        """The content of a paragraph that came (``ins``) or went (``del``) as a whole, marked."""
        if art == DEL:
            absatz = self.uebernahme.kopie(absatz, self.alt.teil, self.neu.teil)
        self.marken.inhalt(absatz, art)
        return [kind for kind in absatz if kind.tag != PPR]

    def merke_noten(self, alt: Element, neu: Element) -> None:
        """Pairs the notes of two elements with equal content."""
        for links, rechts in zip(alt.iter(*NOTE_PARTS), neu.iter(*NOTE_PARTS), strict=False):
            self.notenpaare.append((NOTE_PARTS[rechts.tag], links.get(W + "id", ""), rechts.get(W + "id", "")))

    def _posten(self, links: Inhalt, rechts: Inhalt) -> Iterator[_Posten]:
        a = [atom.schluessel for atom in links.atome]
        b = [atom.schluessel for atom in rechts.atome]
        for teil in abschnitte(a, b, lambda schluessel: schluessel[0]):
            if teil.gleich:
                for atom_alt, atom_neu in zip(
                    links.atome[teil.a0 : teil.a1], rechts.atome[teil.b0 : teil.b1], strict=True
                ):
                    yield from self._gleiche(atom_alt, atom_neu)
                continue
            for atom in links.atome[teil.a0 : teil.a1]:
                yield from self._flach(atom, DEL)
            for atom in rechts.atome[teil.b0 : teil.b1]:
                yield from self._flach(atom, INS)

    @staticmethod
    def _flach(atom: Atom, art: str) -> Iterator[_Posten]:
        anker = tuple(atom.anker) if art == INS else ()
        for teil in atom.teile:
            for innen in teil.innen if isinstance(teil, Feld) else (teil,):
                yield _Posten(art, innen, innen.text, anker=anker)
                anker = ()

    def _gleiche(self, alt: Atom, neu: Atom) -> Iterator[_Posten]:
        """Equal tokens, cut where the formatting of either side changes."""
        anker = tuple(neu.anker)
        i = j = ort_i = ort_j = 0
        while i < len(alt.teile) and j < len(neu.teile):
            links, rechts = alt.teile[i], neu.teile[j]
            laenge = min(len(links.text) - ort_i, len(rechts.text) - ort_j)
            if isinstance(rechts, Feld):
                for innen in rechts.innen:
                    yield _Posten(GLEICH, innen, innen.text, innen.rpr, innen.form, anker)
                    anker = ()
            else:
                self._merke_note(links, rechts)
                text = rechts.text[ort_j : ort_j + laenge]
                yield _Posten(GLEICH, rechts, text, links.rpr, links.form, anker)
                anker = ()
            ort_i, ort_j = ort_i + laenge, ort_j + laenge
            if ort_i == len(links.text):
                i, ort_i = i + 1, 0
            if ort_j == len(rechts.text):
                j, ort_j = j + 1, 0

    def _merke_note(self, alt: Teil, neu: Teil) -> None:
        for links, rechts in zip(alt.elemente, neu.elemente, strict=False):
            if rechts.tag in NOTE_PARTS and links.tag == rechts.tag:
                self.notenpaare.append((NOTE_PARTS[rechts.tag], links.get(W + "id", ""), rechts.get(W + "id", "")))

    def _elemente(self, posten: list[_Posten]) -> list[Element]:
        found: list[Element] = []
        ziel: list[Element] | Element = found
        huelle = ""
        klammer: Element | None = None
        lauf: Element | None = None
        vorige: _Posten | None = None
        for eins in posten:
            for anker in eins.anker:
                found.append(anker)
                ziel, huelle, klammer, lauf, vorige = found, "", None, None, None
            jetzt = eins.teil.huelle.schluessel if eins.teil.huelle else ""
            if jetzt != huelle:
                ziel = found if not jetzt else self._link(eins, found)
                huelle, klammer, lauf, vorige = jetzt, None, None, None
            if vorige is None or vorige.art != eins.art:
                klammer = None
                if eins.art != GLEICH:
                    klammer = self.marken.marke(eins.art)
                    ziel.append(klammer)
                vorige = None
            if vorige is not None and lauf is not None and self._selber_lauf(vorige, eins):
                self._fuelle(lauf, eins)
            else:
                lauf = self._lauf(eins)
                (ziel if klammer is None else klammer).append(lauf)
            vorige = eins
        return found

    @staticmethod
    def _selber_lauf(a: _Posten, b: _Posten) -> bool:
        return not a.teil.allein and not b.teil.allein and (a.teil.form, a.alt_form) == (b.teil.form, b.alt_form)

    def _link(self, eins: _Posten, found: list[Element]) -> Element:
        assert eins.teil.huelle is not None
        quelle = eins.teil.huelle.element
        link = etree.Element(quelle.tag)
        for name, wert in quelle.attrib.items():
            link.set(name, wert)
        rid = link.get(R + "id")
        if eins.art == DEL and rid is not None:
            link.set(R + "id", self.uebernahme.beziehung(str(rid), self.alt.teil, self.neu.teil))
        found.append(link)
        return link

    def _lauf(self, eins: _Posten) -> Element:
        if eins.teil.roh:
            return self._roh(eins)
        lauf = etree.Element(W + "r")
        rpr = self._rpr(eins)
        if rpr is not None:
            lauf.append(rpr)
        self._fuelle(lauf, eins)
        return lauf

    def _roh(self, eins: _Posten) -> Element:
        element = eins.teil.elemente[0]
        if eins.art != DEL:
            return deepcopy(element)
        kopie = self.uebernahme.kopie(element, self.alt.teil, self.neu.teil)
        streiche(kopie)
        return kopie

    def _rpr(self, eins: _Posten) -> Element | None:
        rpr = eins.teil.rpr
        if eins.art == DEL:
            return None if rpr is None else self.uebernahme.kopie(rpr, self.alt.teil, self.neu.teil)
        rpr = None if rpr is None else deepcopy(rpr)
        if eins.art == GLEICH and eins.alt_form != eins.teil.form:
            rpr = etree.Element(RPR) if rpr is None else rpr
            alt = None if eins.alt_rpr is None else self.uebernahme.kopie(eins.alt_rpr, self.alt.teil, self.neu.teil)
            rpr.append(self.marken.alte_werte("rPrChange", "rPr", alt))
        return rpr

    def _fuelle(self, lauf: Element, eins: _Posten) -> None:
        if eins.teil.elemente:
            for element in eins.teil.elemente:
                if eins.art == DEL:
                    element = self.uebernahme.kopie(element, self.alt.teil, self.neu.teil)
                    if element.tag == W + "instrText":
                        element.tag = W + "delInstrText"
                else:
                    element = deepcopy(element)
                lauf.append(element)
            return
        name = W + ("delText" if eins.art == DEL else "t")
        letztes = lauf[-1] if len(lauf) else None
        if letztes is not None and letztes.tag == name:
            letztes.text = (letztes.text or "") + eins.text
            return
        text = etree.SubElement(lauf, name)
        text.text = eins.text
        text.set(_SPACE, "preserve")
