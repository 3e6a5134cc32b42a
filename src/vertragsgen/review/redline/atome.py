"""A paragraph as a sequence of atoms: tokens of text with their formatting, fields and objects as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec import Struct, field

from vertragsgen.dateien import sha256
from vertragsgen.linearise.fields import page_field
from vertragsgen.linearise.ooxml import PPR, RPR, Element, R, W
from vertragsgen.review.redline.kanon import Kanon
from vertragsgen.review.redline.paket import Wordpaket
from vertragsgen.review.redline.teile import FELDCODE, OBJEKT, Feld, Huelle, Teil, felder, feldzeichen
from vertragsgen.review.tokens import zerlege

# Without meaning for the reader: left out on both sides, or kept from the new one at its place.
_STILL = frozenset(W + name for name in ("proofErr", "permStart", "permEnd", "lastRenderedPageBreak"))
_ANKER = frozenset(
    W + name for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference")
)
_HUELLEN = frozenset({W + "hyperlink"})
_KENNUNGEN = re.compile(
    r' (?:w14:paraId|w14:textId|wp14:anchorId|wp14:editId|w:rsid\w*|xmlns(?::\w+)?)="[^"]*"|<wp14:\w+[^>]*/>'
)
_BILD_IDS = re.compile(r'(<(?:wp:docPr|pic:cNvPr|a:cNvPr)[^>]*?) id="[^"]*"')
_BEZIEHUNG = re.compile(r' r:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]*)"')


class Atom(Struct):
    """What is compared as a whole: ``schluessel`` decides equality, ``text`` how much it weighs."""

    schluessel: tuple[str, str, str]
    text: str
    teile: list[Teil]
    anker: list[Element] = field(default_factory=list)


class Inhalt(Struct):
    """The atoms of a paragraph; ``anker`` are bookmarks and comment marks after the last one."""

    atome: list[Atom]
    anker: list[Element]

    @property
    def text(self) -> str:
        """The text with one character for each object."""
        return "".join(atom.text for atom in self.atome)


class Leser:
    """Reads paragraphs of one part of one package."""

    def __init__(self, paket: Wordpaket, teil: str, kanon: Kanon) -> None:
        self.paket, self.teil, self.kanon = paket, teil, kanon
        self.beziehungen = paket.beziehungen(teil)

    def lies(self, absatz: Element) -> Inhalt:
        """The atoms of a paragraph."""
        return _atome(felder(self.kinder(absatz)))

    def kinder(self, eltern: Element, huelle: Huelle | None = None) -> Iterator[Teil | Element]:
        """The pieces of a paragraph (or link) in order, and between them bookmarks and comment marks as elements."""
        for kind in eltern:
            if kind.tag == W + "r":
                yield from self._lauf(kind, huelle)
            elif kind.tag in _ANKER:
                yield kind
            elif kind.tag in _HUELLEN and huelle is None:
                yield from self.kinder(kind, Huelle(self._ziel(kind), kind))
            elif kind.tag == W + "fldSimple":
                yield from self._einfaches_feld(kind, huelle)
            elif kind.tag == PPR or kind.tag in _STILL:
                continue
            elif kind.tag in (W + "smartTag", W + "customXml"):
                yield from self.kinder(kind, huelle)
            else:
                yield Teil(OBJEKT, [kind], None, self._objekt(kind), huelle, roh=True)

    def _lauf(self, lauf: Element, huelle: Huelle | None) -> Iterator[Teil | Element]:
        rpr = lauf.find(RPR)
        form = self.kanon.eigenschaften(rpr)
        for kind in lauf:
            if kind.tag == RPR or kind.tag in _STILL:
                continue
            if kind.tag == W + "t":
                if kind.text:
                    yield Teil(kind.text, [], rpr, form, huelle)
            elif kind.tag == W + "commentReference":
                # The anchor keeps its run, which says how the mark looks.
                yield lauf
            else:
                yield Teil(OBJEKT, [kind], rpr, form, huelle)

    def _einfaches_feld(self, feld: Element, huelle: Huelle | None) -> Iterator[Teil | Element]:
        """``w:fldSimple`` as the runs of a complex field: only those can be marked."""
        innen = [teil for teil in self.kinder(feld, huelle) if isinstance(teil, Teil)]
        rpr, form = (innen[0].rpr, innen[0].form) if innen else (None, "")
        code = etree.Element(W + "instrText")
        code.text = feld.get(W + "instr", "")
        code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        yield Teil(OBJEKT, [feldzeichen("begin")], rpr, form, huelle)
        yield Teil(OBJEKT, [code], rpr, form, huelle)
        yield Teil(OBJEKT, [feldzeichen("separate")], rpr, form, huelle)
        yield from innen
        yield Teil(OBJEKT, [feldzeichen("end")], rpr, form, huelle)

    def _ziel(self, link: Element) -> str:
        rid = link.get(R + "id", "")
        ziel = self.beziehungen.get(rid, ("", "", False))[1]
        return f"{ziel}#{link.get(W + 'anchor', '')}#{link.get(W + 'tooltip', '')}"

    def _objekt(self, element: Element) -> str:
        return objekt_schluessel(element, self)

    def medium(self, rid: str) -> str:
        """What a relationship leads to, by content: two pictures are equal if their bytes are."""
        _, ziel, aussen = self.beziehungen.get(rid, ("", "", True))
        if aussen:
            return ziel
        return sha256(self.paket.bytes_von(ziel) or b"")


def objekt_schluessel(element: Element, leser: Leser) -> str:
    """The canonical text of an object inside a run; notes are all equal, their content is compared by itself."""
    tag = element.tag
    if tag in (W + "footnoteReference", W + "endnoteReference"):
        return tag
    if tag == W + "fldChar":
        return f"fldChar {element.get(W + 'fldCharType')}"
    if tag in FELDCODE:
        return f"instr {' '.join((element.text or '').split())}"
    if tag in (W + "tab", W + "br", W + "cr", W + "noBreakHyphen", W + "sym"):
        return f"{tag} {sorted(element.attrib.items())}"
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    text = _BILD_IDS.sub(r"\1", _KENNUNGEN.sub("", text))
    return _BEZIEHUNG.sub(lambda fund: f' r="{leser.medium(fund[1])}"', text)


def _atome(teile: list[Teil | Element]) -> Inhalt:
    """Cuts the text into tokens; a token may consist of pieces of several runs."""
    text = "".join(teil.text for teil in teile if isinstance(teil, Teil))
    grenzen: list[int] = []
    ort = 0
    for token in zerlege(text):
        ort += len(token)
        grenzen.append(ort)
    atome: list[Atom] = []
    offen: list[Teil] = []
    anker: list[Element] = []
    ort, g = 0, 0
    for teil in teile:
        if not isinstance(teil, Teil):
            anker.append(teil)
            continue
        rest = teil.text
        while rest:
            bis = grenzen[g] - ort
            stueck, rest = rest[:bis], rest[bis:]
            offen.append(teil if stueck == teil.text else Teil(stueck, [], teil.rpr, teil.form, teil.huelle))
            ort += len(stueck)
            if ort == grenzen[g]:
                atome.append(_atom(offen, anker))
                offen, anker = [], []
                g += 1
    return Inhalt(atome, anker)


def _atom(teile: list[Teil], anker: list[Element]) -> Atom:
    text = "".join(teil.text for teil in teile)
    huellen = "|".join(dict.fromkeys(teil.huelle.schluessel if teil.huelle else "" for teil in teile))
    return Atom((text, huellen, ""), text, teile, anker)


def vervollstaendige(inhalt: Inhalt, leser: Leser) -> Inhalt:
    """Gives atoms that are objects or fields their keys (read late: most paragraphs are equal as a whole)."""
    for atom in inhalt.atome:
        if OBJEKT in atom.text:
            text, huelle, _ = atom.schluessel
            atom.schluessel = (text, huelle, "".join(teilschluessel(teil, leser) for teil in atom.teile))
    return inhalt


def teilschluessel(teil: Teil, leser: Leser) -> str:
    """The canonical text of an object or field."""
    if isinstance(teil, Feld):
        code = "".join(
            element.text or "" for innen in teil.innen for element in innen.elemente if element.tag in FELDCODE
        )
        # The page number shown depends on who laid the document out last.
        seite = page_field(code)
        if seite is not None:
            return f"Feld {' '.join(code.split())} {teil.innen[0].form}"
        return "Feld " + "".join(f"{i.text}{i.form}{teilschluessel(i, leser)}" for i in teil.innen)
    return teil.form if teil.roh else "".join(objekt_schluessel(element, leser) for element in teil.elemente)
