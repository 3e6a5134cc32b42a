"""A recorded workbook as an Excel file; the same record gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from xml.sax.saxutils import escape

from vertragsgen.rendering.docx.package import Gemeinsam
from vertragsgen.rendering.xlsx.blatt import Blatt, spaltenname
from vertragsgen.rendering.xlsx.geruest import TEXTE, Blattform, blattdatei, fuelle, geruest

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RANDLEER = re.compile(r"^\s|\s$")
# Excel reads _x0041_ in a text as a character's code; its own underscore is written as one.
_KODIERT = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_LETZTE_SPALTE_EXCEL = 16383

Zeilen = dict[int, list[tuple[int, str]]]
"""Rows by number from 0, in order; of each cell its column and its XML."""


@dataclass(slots=True)
class Mappe:
    """A workbook before it is a file: its title, its author (the authority) and its worksheets."""

    titel: str
    verfasser: str
    blaetter: list[Blatt] = field(default_factory=list)

    def texte(self) -> list[str]:
        """All texts of cells, in the order in which they were written, each once."""
        zellen = (zelle for blatt in self.blaetter for zelle in blatt.zellen.values())
        return list(dict.fromkeys(z.wert for z in zellen if isinstance(z.wert, str)))


def shared_parts(mappe: Mappe) -> Gemeinsam:
    """The parts that this workbook shares with all of its layout, compressed once."""
    return geruest(_formen(mappe)).gemeinsam


def _formen(mappe: Mappe) -> tuple[Blattform, ...]:
    return tuple(Blattform(b.breiten, b.fixiert, bool(b.kopf), bool(b.fuss), b.hoch) for b in mappe.blaetter)


def mappenteile(mappe: Mappe) -> dict[str, bytes]:
    """The parts of the workbook's file by name, in file order."""
    rahmen = geruest(_formen(mappe))
    texte = _Texte()
    werte = [_attribut(mappe.titel), _attribut(mappe.verfasser)]
    for blatt in mappe.blaetter:
        werte += [_attribut(blatt.name), escape(blatt.kopf), escape(blatt.fuss)]
    teile = dict(rahmen.fest)
    teile |= {name: fuelle(lueckig, werte).encode() for name, lueckig in rahmen.lueckig.items()}
    for nummer, (blatt, form) in enumerate(zip(mappe.blaetter, rahmen.blaetter, strict=True), 1):
        anfang, vor_zellen, nach_zellen, schluss = (fuelle(teil, werte) for teil in form)
        zeilen = _zeilen(blatt, rahmen.stile, texte)
        zellen = _sheetdata(blatt, zeilen)
        teile[blattdatei(nummer)] = "".join(
            (anfang, _ausdehnung(zeilen), vor_zellen, zellen, _bereiche(blatt), nach_zellen, _umbrueche(blatt), schluss)
        ).encode()
    teile[TEXTE] = texte.xml().encode()
    return {name: teile[name] for name in rahmen.folge}


class _Texte:
    """The table of texts: each text once, numbered as it comes."""

    def __init__(self) -> None:
        self.nummern: dict[str, int] = {}
        self.zahl = 0

    def nummer(self, text: str) -> int:
        self.zahl += 1
        nummern = self.nummern
        return nummern.setdefault(text, len(nummern))

    def xml(self) -> str:
        eintraege = "".join(map(_eintrag, self.nummern))
        kopf = f'<sst xmlns="{_NS}" count="{self.zahl}" uniqueCount="{len(self.nummern)}">'
        return f"{_XML}{kopf}{eintraege}</sst>"


@lru_cache(maxsize=2048)
def _eintrag(text: str) -> str:
    erhalten = ' xml:space="preserve"' if _RANDLEER.search(text) else ""
    return f"<si><t{erhalten}>{escape(_KODIERT.sub('_x005F_', text))}</t></si>"


def _zeilen(blatt: Blatt, stile: dict[str, int], texte: _Texte) -> Zeilen:
    """The rows from top to bottom, each with its cells from left to right."""
    zeilen: Zeilen = {zeile: [] for zeile in blatt.hoehen}
    leer = {art: f' s="{nummer}"/>' for art, nummer in stile.items()}
    inhalt, davor, nummer = [], -1, ""
    for (zeile, spalte), (art, wert, formel) in blatt.zellen.items():
        if zeile != davor:  # cells of a row mostly come one after the other
            inhalt, davor, nummer = zeilen.setdefault(zeile, []), zeile, str(zeile + 1)
        kopf = f'<c r="{spaltenname(spalte)}{nummer}"'
        if wert is None:
            xml = kopf + leer[art]
        elif formel is not None:
            if "<" in formel or ">" in formel or "&" in formel:
                formel = escape(formel)
            if isinstance(wert, str):
                xml = f'{kopf} s="{stile[art]}" t="str"><f>{formel}</f><v>{escape(wert)}</v></c>'
            else:
                xml = f'{kopf} s="{stile[art]}"><f>{formel}</f><v>{wert}</v></c>'
        elif isinstance(wert, str):
            xml = f'{kopf} s="{stile[art]}" t="s"><v>{texte.nummer(wert)}</v></c>'
        else:
            xml = f'{kopf} s="{stile[art]}"><v>{wert:.16G}</v></c>'
        inhalt.append((spalte, xml))
    for inhalt in zeilen.values():
        inhalt.sort()
    return {zeile: zeilen[zeile] for zeile in sorted(zeilen)}


def _sheetdata(blatt: Blatt, zeilen: Zeilen) -> str:
    spannen = _spannen(zeilen)
    return (
        f"<sheetData>{''.join([_zeile(blatt, zeile, inhalt, spannen) for zeile, inhalt in zeilen.items()])}</sheetData>"
    )


def _spannen(zeilen: Zeilen) -> dict[int, str]:
    """The used columns of each sixteen rows, as Excel notes them for reading ahead."""
    grenzen: dict[int, tuple[int, int]] = {}
    for zeile, inhalt in zeilen.items():
        if inhalt:
            erste, letzte = inhalt[0][0], inhalt[-1][0]
            von, bis = grenzen.get(zeile // 16, (erste, letzte))
            grenzen[zeile // 16] = (min(von, erste), max(bis, letzte))
    return {block: f' spans="{von + 1}:{bis + 1}"' for block, (von, bis) in grenzen.items()}


def _zeile(blatt: Blatt, zeile: int, inhalt: list[tuple[int, str]], spannen: dict[int, str]) -> str:
    hoehe = blatt.hoehen.get(zeile)
    # A row is as high as whole pixels: four pixels are three points.
    genau = f' ht="{int(hoehe * 4 / 3 + 0.5) * 0.75:g}" customHeight="1"' if hoehe is not None else ""
    kopf = f'<row r="{zeile + 1}"{spannen.get(zeile // 16, "")}{genau}'
    return f"{kopf}>{''.join([xml for _, xml in inhalt])}</row>" if inhalt else f"{kopf}/>"


def _ausdehnung(zeilen: Zeilen) -> str:
    erste, letzte = next(iter(zeilen)), next(reversed(zeilen))
    belegt = [inhalt for inhalt in zeilen.values() if inhalt]
    von = f"{spaltenname(min(inhalt[0][0] for inhalt in belegt))}{erste + 1}"
    bis = f"{spaltenname(max(inhalt[-1][0] for inhalt in belegt))}{letzte + 1}"
    return f'<dimension ref="{von if von == bis else f"{von}:{bis}"}"/>'


def _bereiche(blatt: Blatt) -> str:
    if not blatt.bereiche:
        return ""
    verbunden = "".join(f'<mergeCell ref="{bereich}"/>' for bereich in blatt.bereiche)
    return f'<mergeCells count="{len(blatt.bereiche)}">{verbunden}</mergeCells>'


def _umbrueche(blatt: Blatt) -> str:
    zeilen = sorted(set(blatt.umbrueche))
    if not zeilen:
        return ""
    umbrueche = "".join(f'<brk id="{zeile}" max="{_LETZTE_SPALTE_EXCEL}" man="1"/>' for zeile in zeilen)
    return f'<rowBreaks count="{len(zeilen)}" manualBreakCount="{len(zeilen)}">{umbrueche}</rowBreaks>'


def _attribut(text: str) -> str:
    return escape(text, {'"': "&quot;"})
