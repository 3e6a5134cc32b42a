"""Brings over from the old package what its deleted content needs: styles, lists, relationships, media, notes."""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy

from lxml import etree

from vertragsgen.linearise.ooxml import NOTE_PARTS, STYLE_KINDS, VAL, WP, Element, R, W, value
from vertragsgen.review.redline.kanon import Kanon
from vertragsgen.review.redline.paket import Wordpaket

# Ids and marks that must stand once in a document, or that lead to parts which are not brought over.
_WEG = frozenset(
    W + name
    for name in (
        "bookmarkStart",
        "bookmarkEnd",
        "commentRangeStart",
        "commentRangeEnd",
        "commentReference",
        "proofErr",
        "permStart",
        "permEnd",
        "lastRenderedPageBreak",
        "sectPr",
        "pPrChange",
    )
)
_RSID = re.compile(r"\}(?:rsid\w*|paraId|textId)$")
_W = W[1:-1]


class Uebernahme:
    """Copies elements of the old package so that they are valid in the new one."""

    def __init__(self, alt: Wordpaket, neu: Wordpaket, kanon_alt: Kanon, kanon_neu: Kanon) -> None:
        self.alt, self.neu, self.kanon_alt, self.kanon_neu = alt, neu, kanon_alt, kanon_neu
        self.listen: dict[str, str] = {}
        self.noten: dict[tuple[str, str], str] = {}
        self._definitionen: dict[str, str] = {}
        self._teile: dict[str, str] = {}
        self._stile: dict[tuple[str, str], str] = {}
        self._docpr = 900_000
        haupt = neu.baum(neu.haupt)
        self._namensraeume = set() if haupt is None else set(haupt.nsmap.values())
        self._ordne_listen()

    def kopie(self, element: Element, teil_alt: str, teil_neu: str) -> Element:
        """A copy of an old element for a part of the new package."""
        halter = etree.Element("halter")
        halter.append(deepcopy(element))
        for knoten in list(halter.iter(etree.Element)):
            if knoten.tag in _WEG and knoten.getparent() is not None:
                self._entferne(knoten)
                continue
            self._anpassen(knoten, teil_alt, teil_neu)
        kopie = halter[0]
        halter.remove(kopie)
        return kopie

    def _entferne(self, knoten: Element) -> None:
        eltern = knoten.getparent()
        if eltern is None:
            return
        eltern.remove(knoten)
        if eltern.tag == W + "r" and not any(kind.tag != W + "rPr" for kind in eltern):
            self._entferne(eltern)

    def _anpassen(self, knoten: Element, teil_alt: str, teil_neu: str) -> None:
        for name in list(knoten.attrib):
            raum = str(name).partition("}")[0][1:]
            fremd = str(name).startswith("{") and raum not in self._namensraeume and "microsoft" in raum
            if _RSID.search(str(name)) or fremd:
                del knoten.attrib[name]
            elif str(name).startswith(R):
                knoten.set(name, self.beziehung(str(knoten.get(name)), teil_alt, teil_neu))
        art = STYLE_KINDS.get(knoten.tag)
        if art is not None:
            knoten.set(VAL, self.stil(art, knoten.get(VAL, "")))
        elif knoten.tag == W + "numId":
            knoten.set(VAL, self.liste(knoten.get(VAL, "")))
        elif knoten.tag in NOTE_PARTS:
            knoten.set(W + "id", self.note(NOTE_PARTS[knoten.tag], knoten.get(W + "id", "")))
        elif knoten.tag == WP + "docPr":
            self._docpr += 1
            knoten.set("id", str(self._docpr))
        elif etree.QName(knoten).namespace not in self._namensraeume and "microsoft" in str(knoten.tag):
            self._entferne(knoten)

    def stil(self, art: str, key: str) -> str:
        """The id of that style in the new package, by its name; brought over if it is not there."""
        bekannt = self._stile.get((art, key))
        if bekannt is None:
            name = self.kanon_alt.stilnamen.get((art, key), "")
            bekannt = self.kanon_neu.stil_nach_name.get((art, name), "")
            if not bekannt:
                bekannt = self._neuer_stil(art, key)
            self._stile[art, key] = bekannt
        return bekannt

    def _neuer_stil(self, art: str, key: str) -> str:
        quelle = self.kanon_alt.stilelemente.get((art, key))
        name = self.neu.teil_der_art("styles") or self._leerer_teil("styles")
        ziel = self.neu.baum(name)
        if quelle is None or ziel is None:
            return key
        vergeben = {stil.get(W + "styleId") for stil in ziel.iterchildren(W + "style")}
        neu_id = key
        while neu_id in vergeben:
            neu_id += "Alt"
        self._stile[art, key] = neu_id
        kopie = deepcopy(quelle)
        kopie.set(W + "styleId", neu_id)
        if kopie.get(W + "default") is not None:
            del kopie.attrib[W + "default"]
        for kind in list(kopie):
            if kind.tag in (W + "link", W + "next"):
                kopie.remove(kind)
            elif kind.tag == W + "basedOn":
                kind.set(VAL, self.stil(art, kind.get(VAL, "")))
        for nummer in kopie.iter(W + "numId"):
            nummer.set(VAL, self.liste(nummer.get(VAL, "")))
        ziel.append(kopie)
        self.neu.geaendert(name)
        stilname = self.kanon_alt.stilnamen.get((art, key), key)
        self.kanon_neu.stilnamen[art, neu_id] = stilname
        self.kanon_neu.stil_nach_name[art, stilname] = neu_id
        return neu_id

    def _ordne_listen(self) -> None:
        """Which old list is which new one: lists of one definition whose paragraphs say the same."""
        stimmen: Counter[tuple[str, str]] = Counter()
        alt, neu = self._texte(self.alt), self._texte(self.neu)
        for text, num_id in alt.items():
            if neu.get(text):
                stimmen[num_id, neu[text]] += 1
        vergeben: set[str] = set()
        for (a, b), _ in sorted(stimmen.items(), key=lambda eintrag: (-eintrag[1], eintrag[0])):
            if a not in self.listen and b not in vergeben and self._gleich(a, b):
                self.listen[a] = b
                vergeben.add(b)
        for a in self.kanon_alt.listen:
            if a not in self.listen and a not in vergeben and self._gleich(a, a):
                self.listen[a] = a
                vergeben.add(a)

    def _gleich(self, a: str, b: str) -> bool:
        signatur = self.kanon_alt.signatur(a)
        return bool(signatur) and signatur == self.kanon_neu.signatur(b)

    @staticmethod
    def _texte(paket: Wordpaket) -> dict[str, str]:
        found: dict[str, str] = {}
        root = paket.baum(paket.haupt)
        for numpr in () if root is None else root.iter(W + "numPr"):
            ppr = numpr.getparent()
            absatz = None if ppr is None else ppr.getparent()
            if absatz is not None and absatz.tag == W + "p":
                text = "".join(t.text or "" for t in absatz.iter(W + "t"))
                found.setdefault(text, value(numpr, "numId") or "")
        return found

    def liste(self, num_id: str) -> str:
        """The id of that list in the new package; brought over if no equal one is there."""
        num = self.kanon_alt.listen.get(num_id)
        if num_id == "0" or num is None:
            return num_id
        if num_id not in self.listen:
            self.listen[num_id] = self._neue_liste(num_id, num)
        return self.listen[num_id]

    def _neue_liste(self, num_id: str, num: Element) -> str:
        name = self.neu.teil_der_art("numbering") or self._leerer_teil("numbering")
        root = self.neu.baum(name)
        if root is None:
            return num_id
        abstrakt = self._definition(value(num, "abstractNumId") or "", root)
        vergeben = [int(n.get(W + "numId", "0") or 0) for n in root.iterchildren(W + "num")]
        kopie = deepcopy(num)
        neu_id = str(max([0, *vergeben]) + 1)
        kopie.set(W + "numId", neu_id)
        verweis = kopie.find(W + "abstractNumId")
        if verweis is not None:
            verweis.set(VAL, abstrakt)
        letzte = root.findall(W + "num")
        root.insert(root.index(letzte[-1]) + 1 if letzte else len(root), kopie)
        self.kanon_neu.listen[neu_id] = kopie
        self.neu.geaendert(name)
        return neu_id

    def _definition(self, key: str, root: Element) -> str:
        if key in self._definitionen:
            return self._definitionen[key]
        quelle = self.kanon_alt.definitionen.get(key)
        text = self.kanon_alt.definition(quelle)
        for vorhanden, element in self.kanon_neu.definitionen.items():
            if self.kanon_neu.definition(element) == text:
                self._definitionen[key] = vorhanden
                return vorhanden
        if quelle is None:
            return key
        neu_id = str(max([-1, *(int(k) for k in self.kanon_neu.definitionen if k.isdigit())]) + 1)
        kopie = deepcopy(quelle)
        kopie.set(W + "abstractNumId", neu_id)
        for kind in list(kopie):
            # Word joins lists of one nsid; the style link belongs to one definition only.
            if kind.tag in (W + "nsid", W + "styleLink"):
                kopie.remove(kind)
        for stil in kopie.iter(W + "pStyle"):
            stil.set(VAL, self.stil("paragraph", stil.get(VAL, "")))
        erste = root.find(W + "num")
        root.insert(len(root) if erste is None else root.index(erste), kopie)
        self.kanon_neu.definitionen[neu_id] = kopie
        self._definitionen[key] = neu_id
        return neu_id

    def _leerer_teil(self, art: str) -> str:
        """A new part of that kind without content, for a document that had none."""
        quelle = self.alt.teil_der_art(art)
        typ = next(t for t, z, _ in self.alt.beziehungen(self.alt.haupt).values() if z == quelle)
        leer = f'<w:{art} xmlns:w="{_W}"/>'.encode()
        name = self.neu.neuer_teil(f"word/{art}.xml", leer, self.alt.inhaltstyp(quelle))
        self.neu.neue_beziehung(self.neu.haupt, typ, name, False)
        return name

    def beziehung(self, rid: str, teil_alt: str, teil_neu: str) -> str:
        """The id, in a part of the new package, of the relationship that ``rid`` is in the old one."""
        typ, ziel, aussen = self.alt.beziehungen(teil_alt).get(rid, ("", "", True))
        if not typ:
            return rid
        return self.neu.neue_beziehung(teil_neu, typ, ziel if aussen else self._teil(ziel), aussen)

    def _teil(self, ziel: str) -> str:
        """A part of the old package in the new one: the equal one of that name, otherwise a copy with what it needs."""
        if ziel not in self._teile:
            data = self.alt.bytes_von(ziel) or b""
            if self.neu.bytes_von(ziel) == data:
                self._teile[ziel] = ziel
            else:
                self._teile[ziel] = name = self.neu.neuer_teil(ziel, data, self.alt.inhaltstyp(ziel))
                for rid in self.alt.beziehungen(ziel):
                    # The copied part names its relationships by their old ids.
                    self._gleiche_id(rid, ziel, name)
        return self._teile[ziel]

    def _gleiche_id(self, rid: str, teil_alt: str, teil_neu: str) -> None:
        neu = self.beziehung(rid, teil_alt, teil_neu)
        root = self.neu.baum(self.neu.rels(teil_neu))
        for rel in () if root is None else root:
            if rel.get("Id") == neu:
                rel.set("Id", rid)

    def note(self, art: str, key: str) -> str:
        """The id in the new package of an old footnote or endnote, which is copied there."""
        if (art, key) not in self.noten:
            self.noten[art, key] = self._neue_note(art, key)
        return self.noten[art, key]

    def _neue_note(self, art: str, key: str) -> str:
        quelle_name = self.alt.teil_der_art(art)
        quelle = self.alt.baum(quelle_name)
        name = self.neu.teil_der_art(art)
        if not name:
            name = self._neuer_notenteil(art, quelle_name)
        ziel = self.neu.baum(name)
        if quelle is None or ziel is None:
            return key
        note = next((n for n in quelle if n.get(W + "id") == key), None)
        if note is None:
            return key
        vergeben = [int(n.get(W + "id", "0")) for n in ziel if (n.get(W + "id") or "").lstrip("-").isdigit()]
        neu_id = str(max([0, *vergeben]) + 1)
        kopie = self.kopie(note, quelle_name, name)
        kopie.set(W + "id", neu_id)
        ziel.append(kopie)
        self.neu.geaendert(name)
        return neu_id

    def _neuer_notenteil(self, art: str, quelle_name: str) -> str:
        """The notes part of the old package with its separators only."""
        root = deepcopy(self.alt.baum(quelle_name))
        assert root is not None
        for note in list(root):
            if note.get(W + "type") not in ("separator", "continuationSeparator", "continuationNotice"):
                root.remove(note)
        typ = next(t for t, z, _ in self.alt.beziehungen(self.alt.haupt).values() if z == quelle_name)
        name = self.neu.neuer_teil(f"word/{art}.xml", etree.tostring(root), self.alt.inhaltstyp(quelle_name))
        self.neu.neue_beziehung(self.neu.haupt, typ, name, False)
        return name
