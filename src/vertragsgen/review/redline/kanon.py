"""Formatting as comparable text: the same for the same look, whatever ids a program gave its styles and lists."""

from __future__ import annotations

from lxml import etree

from vertragsgen.linearise.ooxml import PROPERTY_CHANGES, RPR, STYLE_KINDS, VAL, Element, W, value
from vertragsgen.review.redline.paket import Wordpaket

# Marks of sessions, of the spell checker, of revisions: nobody sees them.
RAUSCHEN = PROPERTY_CHANGES | {W + name for name in ("lang", "noProof", "ins", "del", "moveFrom", "moveTo", "cnfStyle")}
_NICHT_ABSATZ = frozenset({W + "numPr", RPR, W + "sectPr"})
_NUR_LISTE = frozenset({"nsid", "tmpl"})
_W = W[1:-1]


class Kanon:
    """Canonical forms for one package: style ids by name, lists by definition."""

    def __init__(self, paket: Wordpaket) -> None:
        self.stilnamen: dict[tuple[str, str], str] = {}
        self.stil_nach_name: dict[tuple[str, str], str] = {}
        self.stilelemente: dict[tuple[str, str], Element] = {}
        root = paket.baum(paket.teil_der_art("styles"))
        for stil in () if root is None else root.iterchildren(W + "style"):
            art, key = stil.get(W + "type", "paragraph"), stil.get(W + "styleId", "")
            name = (value(stil, "name") or key).lower()
            self.stilnamen.setdefault((art, key), name)
            self.stil_nach_name.setdefault((art, name), key)
            self.stilelemente.setdefault((art, key), stil)
        self.listen: dict[str, Element] = {}
        self.definitionen: dict[str, Element] = {}
        root = paket.baum(paket.teil_der_art("numbering"))
        for num in () if root is None else root.iterchildren(W + "num"):
            self.listen.setdefault(num.get(W + "numId", ""), num)
        for abstrakt in () if root is None else root.iterchildren(W + "abstractNum"):
            self.definitionen.setdefault(abstrakt.get(W + "abstractNumId", ""), abstrakt)
        self._signaturen: dict[str, str] = {}
        self._texte: dict[tuple[bytes, frozenset[str]], str] = {}

    def eigenschaften(self, element: Element | None, ohne: frozenset[str] = frozenset()) -> str:
        """The children of a properties element (``w:rPr``, ``w:tcPr`` …) as text, in order of name."""
        if element is None or not len(element):
            return ""
        key = etree.tostring(element), ohne
        bekannt = self._texte.get(key)
        if bekannt is None:
            teile = [self._text(kind) for kind in element if kind.tag not in RAUSCHEN and kind.tag not in ohne]
            bekannt = self._texte[key] = "".join(sorted(teil for teil in teile if teil))
        return bekannt

    def absatz(self, ppr: Element | None) -> tuple[str, str, str]:
        """Properties of a paragraph without its number; list and level; properties of its mark."""
        if ppr is None:
            return "", "", ""
        numpr = ppr.find(W + "numPr")
        nummer = "" if numpr is None else f"{value(numpr, 'numId') or ''}/{value(numpr, 'ilvl') or '0'}"
        text = self.eigenschaften(ppr, _NICHT_ABSATZ)
        return text, nummer, self.eigenschaften(ppr.find(RPR))

    def signatur(self, num_id: str) -> str:
        """The definition of a list as text, with its own starts and levels; empty for a list that is not there."""
        bekannt = self._signaturen.get(num_id)
        if bekannt is None:
            num = self.listen.get(num_id)
            abstrakt = None if num is None else self.definitionen.get(value(num, "abstractNumId") or "")
            bekannt = ""
            if num is not None:
                eigene = "".join(self._text(kind) for kind in num if kind.tag != W + "abstractNumId")
                bekannt = f"{self.definition(abstrakt)}#{eigene}"
            self._signaturen[num_id] = bekannt
        return bekannt

    def definition(self, abstrakt: Element | None) -> str:
        """The levels of a list definition as text, without the ids programs give it."""
        if abstrakt is None:
            return ""
        return "".join(self._text(k) for k in abstrakt if etree.QName(k).localname not in _NUR_LISTE)

    def _text(self, element: Element) -> str:
        name = etree.QName(element)
        if name.namespace != _W:
            # Extensions of later Word versions beside the standard properties; they cannot be tracked.
            return ""
        if element.tag in STYLE_KINDS or element.tag in (W + "basedOn", W + "link", W + "next"):
            art = STYLE_KINDS.get(element.tag, "paragraph")
            key = element.get(VAL, "")
            return f"<{name.localname} {self.stilnamen.get((art, key), key)}>"
        attribute = " ".join(
            f"{etree.QName(k).localname}={v!s}"
            for k, v in sorted(element.attrib.items())
            if not str(k).startswith((W + "rsid", "{http://schemas.microsoft.com"))
        )
        kinder = "".join(self._text(kind) for kind in element if kind.tag not in RAUSCHEN)
        return f"<{name.localname} {attribute}>{kinder}"
