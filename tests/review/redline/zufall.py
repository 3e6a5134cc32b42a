"""Random edits of a document as people make them: words, figures, paragraphs, rows, cells, formatting, notes, links."""

from __future__ import annotations

import random
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from tests.linearise.docx_kit import pack, unpack
from vertragsgen.linearise.ooxml import PPR, RPR, TBL, TC, TR, Element, P, W

WOERTER = [
    "nicht",
    "unverzüglich",
    "der",
    "Träger",
    "Kosten",
    "bis zum 31.12.2027",
    "§ 9 Abs. 3 SGB IX",
    "12,50 €",
    "z. B.",
    "40 %",
]
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Bearbeiter:
    """Edits the trees of one document; ``protokoll`` lists what was done."""

    def __init__(self, data: bytes, zufall: random.Random) -> None:
        self.files = unpack(data)
        self.zufall = zufall
        self.protokoll: list[str] = []
        self.root = etree.fromstring(self.files["word/document.xml"])
        body = self.root.find(W + "body")
        assert body is not None
        self.body = body

    def fertig(self) -> bytes:
        """The edited document."""
        files = {**self.files, "word/document.xml": etree.tostring(self.root, xml_declaration=True, encoding="UTF-8")}
        return pack(files)

    def bearbeite(self, mal: int) -> None:
        """Does ``mal`` random edits that apply."""
        for _ in range(mal):
            for _ in range(20):
                was = self.zufall.choice(HANDGRIFFE)
                if was(self):
                    self.protokoll.append(was.__name__)
                    break

    def texte(self) -> list[Element]:
        return [t for t in self.body.iter(W + "t") if t.text and t.text.strip()]

    def absaetze(self) -> list[Element]:
        return [a for a in self.body.iter(P) if next(a.iterancestors(W + "txbxContent"), None) is None]

    def zeilen(self) -> list[Element]:
        return list(self.body.iter(TR))

    def waehle(self, was: list[Element]) -> Element | None:
        return self.zufall.choice(was) if was else None


def _absatz(text: str, vorlage: Element | None = None) -> Element:
    neu = etree.Element(P)
    ppr = None if vorlage is None else vorlage.find(PPR)
    if ppr is not None:
        neu.append(deepcopy(ppr))
        for sect in neu.findall(f"{PPR}/{W}sectPr"):
            sect.getparent().remove(sect)  # type: ignore[union-attr]
    lauf = etree.SubElement(neu, W + "r")
    t = etree.SubElement(lauf, W + "t")
    t.text = text
    t.set(_SPACE, "preserve")
    return neu


def _satz(b: Bearbeiter) -> str:
    return " ".join(b.zufall.choice(WOERTER) for _ in range(b.zufall.randint(1, 14))) + "."


def wort_tauschen(b: Bearbeiter) -> bool:
    t = b.waehle(b.texte())
    if t is None:
        return False
    worte = (t.text or "").split(" ")
    worte[b.zufall.randrange(len(worte))] = b.zufall.choice(WOERTER)
    t.text = " ".join(worte)
    t.set(_SPACE, "preserve")
    return True


def wort_loeschen(b: Bearbeiter) -> bool:
    t = b.waehle([t for t in b.texte() if " " in (t.text or "").strip()])
    if t is None:
        return False
    worte = (t.text or "").split(" ")
    del worte[b.zufall.randrange(len(worte))]
    t.text = " ".join(worte)
    t.set(_SPACE, "preserve")
    return True


def wort_einfuegen(b: Bearbeiter) -> bool:
    t = b.waehle(b.texte())
    if t is None:
        return False
    worte = (t.text or "").split(" ")
    worte.insert(b.zufall.randint(0, len(worte)), b.zufall.choice(WOERTER))
    t.text = " ".join(worte)
    t.set(_SPACE, "preserve")
    return True


def ziffer_tauschen(b: Bearbeiter) -> bool:
    t = b.waehle([t for t in b.texte() if any(z.isdigit() for z in t.text or "")])
    if t is None:
        return False
    stellen = [k for k, z in enumerate(t.text or "") if z.isdigit()]
    k = b.zufall.choice(stellen)
    alt = t.text or ""
    t.text = alt[:k] + str((int(alt[k]) + b.zufall.randint(1, 9)) % 10) + alt[k + 1 :]
    return True


def text_leeren(b: Bearbeiter) -> bool:
    t = b.waehle(b.texte())
    if t is None:
        return False
    t.text = ""
    return True


def absatz_loeschen(b: Bearbeiter) -> bool:
    a = b.waehle([a for a in b.absaetze() if _entbehrlich(a)])
    if a is None:
        return False
    a.getparent().remove(a)  # type: ignore[union-attr]
    return True


def _entbehrlich(a: Element) -> bool:
    """A paragraph a person can delete: not the last one of a cell or the body, not one that ends a section."""
    naechster = a.getnext()
    while naechster is not None and naechster.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
        naechster = naechster.getnext()
    if naechster is None or naechster.tag in (W + "sectPr", TBL) or a.find(f"{PPR}/{W}sectPr") is not None:
        return False
    # Fields over several paragraphs (a table of contents) are not deleted in part.
    arten = [f.get(W + "fldCharType") for f in a.iter(W + "fldChar")]
    return arten.count("begin") == arten.count("end")


def absatz_einfuegen(b: Bearbeiter) -> bool:
    a = b.waehle(b.absaetze())
    if a is None or a.find(f"{PPR}/{W}sectPr") is not None:
        return False
    neu = _absatz(_satz(b), a if b.zufall.random() < 0.6 else None)
    if b.zufall.random() < 0.5:
        a.addprevious(neu)
    else:
        a.addnext(neu)
    return True


def absatz_verschieben(b: Bearbeiter) -> bool:
    oben = [a for a in b.body if a.tag == P and _entbehrlich(a)]
    a, ziel = b.waehle(oben), b.waehle(oben)
    if a is None or ziel is None or a is ziel:
        return False
    ziel.addprevious(a)
    return True


def absatz_teilen(b: Bearbeiter) -> bool:
    a = b.waehle([a for a in b.absaetze() if len(a.findall(W + "r")) > 1 and a.find(f"{PPR}/{W}sectPr") is None])
    if a is None or any(True for _ in a.iter(W + "fldChar")):
        return False
    laeufe = a.findall(W + "r")
    neu = etree.Element(P)
    ppr = a.find(PPR)
    if ppr is not None:
        neu.append(deepcopy(ppr))
    for lauf in laeufe[len(laeufe) // 2 :]:
        neu.append(lauf)
    a.addnext(neu)
    return True


def absaetze_verbinden(b: Bearbeiter) -> bool:
    a = b.waehle([a for a in b.absaetze() if _entbehrlich(a) and a.getnext() is not None and a.getnext().tag == P])  # type: ignore[union-attr]
    if a is None:
        return False
    naechster = a.getnext()
    assert naechster is not None
    for kind in list(naechster):
        if kind.tag != PPR:
            a.append(kind)
    if naechster.find(f"{PPR}/{W}sectPr") is not None:
        return False
    naechster.getparent().remove(naechster)  # type: ignore[union-attr]
    return True


def zeichen_formatieren(b: Bearbeiter) -> bool:
    laeufe = [lauf for lauf in b.body.iter(W + "r") if lauf.find(W + "t") is not None]
    lauf = b.waehle(laeufe)
    if lauf is None:
        return False
    rpr = lauf.find(RPR)
    if rpr is None:
        rpr = etree.Element(RPR)
        lauf.insert(0, rpr)
    name = b.zufall.choice(["b", "i", "strike"])
    da = rpr.find(W + name)
    if da is not None:
        rpr.remove(da)
    else:
        vorn = sum(
            1
            for kind in rpr
            if kind.tag in (W + "rStyle", W + "rFonts") or (name != "b" and kind.tag in (W + "b", W + "bCs"))
        )
        vorn = max(vorn, sum(1 for kind in rpr if name == "strike" and kind.tag in (W + "i", W + "iCs")) + vorn)
        rpr.insert(vorn, etree.Element(W + name))
    return True


def absatz_formatieren(b: Bearbeiter) -> bool:
    a = b.waehle(b.absaetze())
    if a is None:
        return False
    ppr = a.find(PPR)
    if ppr is None:
        ppr = etree.Element(PPR)
        a.insert(0, ppr)
    da = ppr.find(W + "jc")
    if da is None:
        da = etree.Element(W + "jc")
        hinten = [k for k in ppr if k.tag in (W + n for n in ("outlineLvl", "rPr", "sectPr", "textAlignment"))]
        ppr.insert(len(ppr) - len(hinten), da)
    da.set(W + "val", b.zufall.choice(["center", "right", "both"]))
    return True


def zeile_loeschen(b: Bearbeiter) -> bool:
    z = b.waehle([z for z in b.zeilen() if z.getparent() is not None and len(z.getparent().findall(TR)) > 2])  # type: ignore[union-attr]
    if z is None or any(True for _ in z.iter(W + "vMerge")):
        return False
    z.getparent().remove(z)  # type: ignore[union-attr]
    return True


def zeile_einfuegen(b: Bearbeiter) -> bool:
    z = b.waehle(b.zeilen())
    if z is None or any(True for _ in z.iter(W + "vMerge")):
        return False
    neu = deepcopy(z)
    for k, t in enumerate(neu.iter(W + "t")):
        t.text = f"{b.zufall.choice(WOERTER)} {k}"
    z.addnext(neu)
    return True


def zeilen_tauschen(b: Bearbeiter) -> bool:
    z = b.waehle([z for z in b.zeilen() if z.getnext() is not None and z.getnext().tag == TR])  # type: ignore[union-attr]
    if z is None or any(True for _ in z.iter(W + "vMerge")):
        return False
    naechste = z.getnext()
    assert naechste is not None
    naechste.addnext(z)
    return True


def spalte_loeschen(b: Bearbeiter) -> bool:
    t = b.waehle(list(b.body.iter(TBL)))
    if t is None or any(True for _ in t.iter(W + "gridSpan", W + "vMerge")):
        return False
    raster = t.findall(f"{W}tblGrid/{W}gridCol")
    if len(raster) < 2 or any(len(z.findall(TC)) != len(raster) for z in t.findall(TR)):
        return False
    k = b.zufall.randrange(len(raster))
    raster[k].getparent().remove(raster[k])  # type: ignore[union-attr]
    for z in t.findall(TR):
        z.remove(z.findall(TC)[k])
    return True


def tabelle_loeschen(b: Bearbeiter) -> bool:
    t = b.waehle([t for t in b.body if t.tag == TBL])
    if t is None:
        return False
    t.getparent().remove(t)  # type: ignore[union-attr]
    return True


def tabelle_einfuegen(b: Bearbeiter) -> bool:
    vorlage = b.waehle(list(b.body.iter(TBL)))
    ort = b.waehle([a for a in b.body if a.tag == P and a.getnext() is not None and a.getnext().tag == P])  # type: ignore[union-attr]
    if vorlage is None or ort is None:
        return False
    neu = deepcopy(vorlage)
    for t in neu.iter(W + "t"):
        t.text = b.zufall.choice(WOERTER)
    ort.addnext(neu)
    return True


def zelle_formatieren(b: Bearbeiter) -> bool:
    z = b.waehle(list(b.body.iter(TC)))
    if z is None:
        return False
    tcpr = z.find(W + "tcPr")
    if tcpr is None:
        tcpr = etree.Element(W + "tcPr")
        z.insert(0, tcpr)
    da = tcpr.find(W + "vAlign")
    if da is None:
        da = etree.SubElement(tcpr, W + "vAlign")
    da.set(W + "val", b.zufall.choice(["center", "bottom"]))
    return True


def spaltenbreite(b: Bearbeiter) -> bool:
    spalte = b.waehle(list(b.body.iter(W + "gridCol")))
    if spalte is None:
        return False
    spalte.set(W + "w", str(b.zufall.randint(800, 4000)))
    return True


def objekt_loeschen(b: Bearbeiter) -> bool:
    o = b.waehle(
        [
            lauf
            for lauf in b.body.iter(W + "r")
            if lauf.find(W + "footnoteReference") is not None or lauf.find(W + "drawing") is not None
        ]
    )
    if o is None:
        return False
    o.getparent().remove(o)  # type: ignore[union-attr]
    return True


def link_loesen(b: Bearbeiter) -> bool:
    h = b.waehle(list(b.body.iter(W + "hyperlink")))
    if h is None or h.getparent() is None or any(True for _ in h.iter(W + "fldChar")):
        return False
    for kind in list(h):
        h.addprevious(kind)
    h.getparent().remove(h)  # type: ignore[union-attr]
    return True


def nebentext(b: Bearbeiter) -> bool:
    """A word in a header, footer or footnote."""
    namen = [
        n for n in b.files if n.startswith(("word/header", "word/footer", "word/footnotes")) and n.endswith(".xml")
    ]
    if not namen:
        return False
    name = b.zufall.choice(namen)
    root = etree.fromstring(b.files[name])
    t = b.waehle([t for t in root.iter(W + "t") if t.text and t.text.strip()])
    if t is None:
        return False
    t.text = f"{t.text} {b.zufall.choice(WOERTER)}"
    t.set(_SPACE, "preserve")
    b.files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return True


HANDGRIFFE: list[Callable[[Bearbeiter], bool]] = [
    wort_tauschen,
    wort_loeschen,
    wort_einfuegen,
    ziffer_tauschen,
    text_leeren,
    absatz_loeschen,
    absatz_einfuegen,
    absatz_verschieben,
    absatz_teilen,
    absaetze_verbinden,
    zeichen_formatieren,
    absatz_formatieren,
    zeile_loeschen,
    zeile_einfuegen,
    zeilen_tauschen,
    spalte_loeschen,
    tabelle_loeschen,
    tabelle_einfuegen,
    zelle_formatieren,
    spaltenbreite,
    objekt_loeschen,
    link_loesen,
    nebentext,
]


def zufallspaar(grundlage: bytes, seed: str) -> tuple[bytes, bytes, list[str]]:
    """Two states of a document, each edited at random, and what was done to them."""
    zufall = random.Random(seed)
    links, rechts = Bearbeiter(grundlage, zufall), Bearbeiter(grundlage, zufall)
    links.bearbeite(zufall.randint(0, 3))
    rechts.files = dict(links.files)
    rechts.root = deepcopy(links.root)
    body = rechts.root.find(W + "body")
    assert body is not None
    rechts.body = body
    rechts.bearbeite(zufall.choice((1, 2, 3, 5, 8, 15)))
    return links.fertig(), rechts.fertig(), [*links.protokoll, "|", *rechts.protokoll]
