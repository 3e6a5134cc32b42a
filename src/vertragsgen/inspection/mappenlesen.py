"""Reads the finished worksheets of a workbook back: which cells do not hold what was recorded for them.

The reading starts from the bytes of the file and knows nothing of how they were written.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from vertragsgen.rendering.xlsx import Mappe
from vertragsgen.rendering.xlsx.blatt import Blatt, spaltenname

_ZELLE = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(?:<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_EINTRAG = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_WERT = re.compile("<v>([^<]*)</v>")
_KEIN_WERT = "<v></v>"
_TEXTE = "xl/sharedStrings.xml"
_ORT = re.compile("([A-Z])([1-9][0-9]*)")
# One takes about 60 KB, most of it the worksheet without its values.
_AUFBAUTEN = 32

Platz = tuple[int, int]
"""Row and column, counted from 0."""


class Abweichung(NamedTuple):
    """A cell (C7), what the file holds there (None: nothing) and what was recorded."""

    ort: str
    ist: str | Decimal | None
    soll: str | Decimal


def abweichungen(mappe: Mappe, teile: Mapping[str, bytes]) -> Iterator[Abweichung]:
    """Cells of the file that do not hold what was recorded for them, in the order of the record."""
    texte = [html.unescape(text) for text in _EINTRAG.findall(teile[_TEXTE].decode("utf-8"))]
    for nummer, blatt in enumerate(mappe.blaetter, 1):
        xml = teile[f"xl/worksheets/sheet{nummer}.xml"].decode("utf-8")
        if wie_aufgezeichnet(blatt, xml, texte):
            continue
        gelesen = {ort: _inhalt(merkmale, inhalt, texte) for ort, merkmale, inhalt in _ZELLE.findall(xml)}
        for ort, soll in blatt.inhalte():
            ist = gelesen.get(ort)
            if not _gleich(ist, soll):
                yield Abweichung(ort, ist, soll)


def wie_aufgezeichnet(blatt: Blatt, xml: str, texte: list[str]) -> bool:
    """True if every cell holds what was recorded; False if one may not, or if that takes reading cell by cell.

    The cells of a worksheet without their values are the same in many profiles. So the values are cut out, what is
    left, all of it, is the key to what was once read from it, and the values are compared as lists, figures by their
    letters.
    """
    davor, _, rest = xml.partition("<sheetData>")
    reihen, _, danach = rest.partition("</sheetData>")
    # Header and footer are each profile's own. What stands there is no cell, or it is read with everything else.
    if any(zeichen in teil for teil in (davor, danach) for zeichen in ('<c r="', "<v>")):
        return False
    stuecke = _WERT.split(reihen)
    aufbau = _lies_aufbau(_KEIN_WERT.join(stuecke[::2]))
    if aufbau is None:
        return False
    inhalte, zellen = stuecke[1::2], blatt.zellen
    if aufbau.anzahl != len([wert for _, wert, _ in zellen.values() if wert is not None]):
        return False
    try:
        soll = [zellen[platz].wert for platz in aufbau.textplaetze]
        if [texte[int(inhalte[nummer])] for nummer in aufbau.texte] != soll:
            return False
        soll = [zellen[platz].wert for platz in aufbau.ergebnisplaetze]
        if [html.unescape(inhalte[nummer]) for nummer in aufbau.ergebnisse] != soll:
            return False
        zahlen = [inhalte[nummer] for nummer in aufbau.zahlen]
        # A text that was recorded is no figure, however it reads: it raises a TypeError. „NaN“ equals nothing.
        erwartet = [Decimal.__str__(zellen[platz].wert) for platz in aufbau.zahlplaetze]  # type: ignore[arg-type]
        return erwartet == zahlen and "N" not in "".join(zahlen)
    except (KeyError, IndexError, ValueError, TypeError):
        return False


class _Aufbau(NamedTuple):
    """Which of a worksheet's values, numbered as they come, are texts, results that are texts, and figures.

    The places tell in which cells they stand; ``anzahl`` counts them all.
    """

    anzahl: int
    texte: tuple[int, ...]
    textplaetze: tuple[Platz, ...]
    ergebnisse: tuple[int, ...]
    ergebnisplaetze: tuple[Platz, ...]
    zahlen: tuple[int, ...]
    zahlplaetze: tuple[Platz, ...]


@lru_cache(maxsize=_AUFBAUTEN)
def _lies_aufbau(leer: str) -> _Aufbau | None:
    """What the cells without their values say about them.

    None if two cells have the same place, or one a place of which we write none.

    A value holds no „<“, so no value can make other text into a cell, or a cell into something else.
    """
    nummern = {treffer.start(): nummer for nummer, treffer in enumerate(_WERT.finditer(leer))}
    gruppen: dict[str, dict[Platz, int]] = {"s": {}, "": {}, "zahl": {}}
    anzahl = 0
    for treffer in _ZELLE.finditer(leer):
        ort, merkmale = treffer[1], treffer[2]
        zerlegt = _ORT.fullmatch(ort)
        if zerlegt is None:
            return None
        art = "s" if 't="s"' in merkmale else "" if 't="' in merkmale else "zahl"
        platz = int(zerlegt[2]) - 1, ord(zerlegt[1]) - ord(spaltenname(0))
        gruppen[art][platz] = nummern[treffer.start(3) - len("<v>")]
        anzahl += 1
    if len(set().union(*gruppen.values())) != anzahl:
        return None
    texte, ergebnisse, zahlen = gruppen.values()
    return _Aufbau(
        anzahl, tuple(texte.values()), tuple(texte), tuple(ergebnisse.values()), tuple(ergebnisse),
        tuple(zahlen.values()), tuple(zahlen),
    )  # fmt: skip


def _inhalt(merkmale: str, inhalt: str, texte: list[str]) -> str | Decimal:
    if 't="s"' in merkmale:
        try:
            return texte[int(inhalt)]
        except (ValueError, IndexError):
            return inhalt
    if 't="' in merkmale:
        return html.unescape(inhalt)
    try:
        return Decimal(inhalt)
    except InvalidOperation:
        return inhalt


def _gleich(ist: str | Decimal | None, soll: str | Decimal) -> bool:
    if isinstance(ist, Decimal) and isinstance(soll, Decimal):
        # A double holds about 15 digits; what the file stores of a longer value is still that value.
        return ist == soll or float(ist) == float(soll)
    return ist == soll
