"""A recorded workbook as an Excel file; the same record gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from vertragsgen.rendering.xlsx.blatt import Blatt, spaltenname
from vertragsgen.rendering.xlsx.geruest import TEXTE, Blattform, blattdatei, fuelle, geruest

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RANDLEER = re.compile(r"^\s|\s$")
# Excel reads _x0041_ in a text as a character's code; its own underscore is written as one.
_KODIERT = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_LETZTE_SPALTE_EXCEL = 16383


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


def mappenteile(mappe: Mappe) -> dict[str, bytes]:
    """The parts of the workbook's file by name, in file order."""
    formen = (Blattform(blatt.breiten, blatt.fixiert, bool(blatt.kopf), bool(blatt.fuss)) for blatt in mappe.blaetter)
    rahmen = geruest(tuple(formen))
    texte = _Texte()
    werte = [_attribut(mappe.titel), _attribut(mappe.verfasser)]
    for blatt in mappe.blaetter:
        werte += [_attribut(blatt.name), escape(blatt.kopf), escape(blatt.fuss)]
    teile = dict(rahmen.fest)
    teile |= {name: fuelle(lueckig, werte).encode() for name, lueckig in rahmen.lueckig.items()}
    for nummer, (blatt, form) in enumerate(zip(mappe.blaetter, rahmen.blaetter, strict=True), 1):
        anfang, vor_zellen, nach_zellen, schluss = (fuelle(teil, werte) for teil in form)
        zellen = _zellen(blatt, rahmen.stile, texte)
        teile[blattdatei(nummer)] = "".join(
            (anfang, _ausdehnung(blatt), vor_zellen, zellen, _bereiche(blatt), nach_zellen, _umbrueche(blatt), schluss)
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
        return self.nummern.setdefault(text, len(self.nummern))

    def xml(self) -> str:
        eintraege = "".join(map(_eintrag, self.nummern))
        kopf = f'<sst xmlns="{_NS}" count="{self.zahl}" uniqueCount="{len(self.nummern)}">'
        return f"{_XML}{kopf}{eintraege}</sst>"


def _eintrag(text: str) -> str:
    erhalten = ' xml:space="preserve"' if _RANDLEER.search(text) else ""
    return f"<si><t{erhalten}>{escape(_KODIERT.sub('_x005F_', text))}</t></si>"


def _zellen(blatt: Blatt, stile: dict[str, int], texte: _Texte) -> str:
    """The rows from top to bottom, each with its cells from left to right."""
    zeilen: dict[int, list[tuple[int, str]]] = {zeile: [] for zeile in blatt.hoehen}
    for (zeile, spalte), (art, wert, formel) in blatt.zellen.items():
        kopf = f'<c r="{spaltenname(spalte)}{zeile + 1}" s="{stile[art]}"'
        if wert is None:
            xml = f"{kopf}/>"
        elif formel is not None:
            text = ' t="str"' if isinstance(wert, str) else ""
            xml = f"{kopf}{text}><f>{escape(formel)}</f><v>{escape(str(wert))}</v></c>"
        elif isinstance(wert, str):
            xml = f'{kopf} t="s"><v>{texte.nummer(wert)}</v></c>'
        else:
            xml = f"{kopf}><v>{wert:.16G}</v></c>"
        zeilen.setdefault(zeile, []).append((spalte, xml))
    for inhalt in zeilen.values():
        inhalt.sort()
    spannen = _spannen(zeilen)
    return f"<sheetData>{''.join(_zeile(blatt, zeile, zeilen[zeile], spannen) for zeile in sorted(zeilen))}</sheetData>"


def _spannen(zeilen: Mapping[int, list[tuple[int, str]]]) -> dict[int, str]:
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


def _ausdehnung(blatt: Blatt) -> str:
    zeilen = [*(zeile for zeile, _ in blatt.zellen), *blatt.hoehen]
    spalten = [spalte for _, spalte in blatt.zellen]
    von = f"{spaltenname(min(spalten))}{min(zeilen) + 1}"
    bis = f"{spaltenname(max(spalten))}{max(zeilen) + 1}"
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
