"""Reads the finished worksheets of a workbook back: which cells do not hold what was recorded for them.

The reading starts from the bytes of the file and knows nothing of how they were written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from vertragsgen.rendering.xlsx import Mappe
from vertragsgen.rendering.xlsx.blatt import Blatt, Zelle
from vertragsgen.rendering.xmltext import unescape

_ZELLE = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(?:<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_EINTRAG = re.compile(r"<si><t(?: [^>]*)?>([^<]*)</t></si>")
_WERT = re.compile("<v>([^<]*)</v>")
_KEIN_WERT = "<v></v>"
_TEXTE = "xl/sharedStrings.xml"
_ORT = re.compile("([A-Z])([1-9][0-9]*)")
# One takes about 60 KB, most of it the worksheet without its values.
_AUFBAUTEN, _ORTE = 32, 2048
# Of a single one ``itemgetter`` makes no tuple.
_MINDESTENS = 2
_WERT_DER_ZELLE = itemgetter(Zelle._fields.index("wert"))

Platz = tuple[int, int]
"""Row and column, counted from 0."""


class Abweichung(NamedTuple):
    """A cell (C7), what the file holds there (None: nothing) and what was recorded."""

    ort: str
    ist: str | Decimal | None
    soll: str | Decimal


def abweichungen(mappe: Mappe, teile: Mapping[str, bytes]) -> Iterator[Abweichung]:
    """Cells of the file that do not hold what was recorded for them, in the order of the record."""
    texte = [*map(unescape, _EINTRAG.findall(teile[_TEXTE].decode("utf-8")))]
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
    zellen = blatt.zellen
    # No count(None): to compare it with None takes a Decimal ten times as long.
    if sum([wert is not None for wert in map(_WERT_DER_ZELLE, zellen.values())]) != aufbau.anzahl:
        return False
    try:
        inhalte = aufbau.inhalte(stuecke[1::2])
        soll = list(map(_WERT_DER_ZELLE, aufbau.zellen(zellen)))
        texte_bis, ergebnisse_bis = aufbau.texte_bis, aufbau.ergebnisse_bis
        ist = [texte[int(inhalt)] for inhalt in inhalte[:texte_bis]]
        ist += map(unescape, inhalte[texte_bis:ergebnisse_bis])
        # A text that was recorded is no figure, however it reads: it raises a TypeError. „NaN“ equals nothing.
        zahlen = [*map(Decimal.__str__, soll[ergebnisse_bis:])]
        gelesen = [*inhalte[ergebnisse_bis:]]
        return ist == soll[:ergebnisse_bis] and zahlen == gelesen and "N" not in "".join(gelesen)
    except (KeyError, IndexError, ValueError, TypeError):
        return False


class _Aufbau(NamedTuple):
    """How to find the values of a worksheet, and the cells of its record, in the same order.

    ``inhalte`` takes the values out of all as they come, ``zellen`` the cells out of a record; first those that are
    texts, then results that are texts (up to ``ergebnisse_bis``), then figures.
    """

    anzahl: int
    inhalte: Callable[[list[str]], tuple[str, ...]]
    zellen: Callable[[Mapping[Platz, Zelle]], tuple[Zelle, ...]]
    texte_bis: int
    ergebnisse_bis: int


@lru_cache(maxsize=_AUFBAUTEN)
def _lies_aufbau(leer: str) -> _Aufbau | None:
    """What the cells without their values say about them.

    None if two cells have the same place, if one has a place of which we write none, if a value stands outside a cell,
    or if there are hardly any.

    A value holds no „<“, so no value can make other text into a cell, or a cell into something else.
    """
    texte: dict[Platz, int] = {}
    ergebnisse: dict[Platz, int] = {}
    zahlen: dict[Platz, int] = {}
    gelesen = _ZELLE.findall(leer)
    for nummer, (ort, merkmale, _) in enumerate(gelesen):
        platz = _platz(ort)
        if platz is None:
            return None
        (texte if 't="s"' in merkmale else ergebnisse if 't="' in merkmale else zahlen)[platz] = nummer
    gefunden = texte | ergebnisse | zahlen
    anzahl = len(gefunden)
    # As many cells as values: the first value is that of the first cell, and so on.
    if not _MINDESTENS <= anzahl == len(gelesen) == leer.count(_KEIN_WERT):
        return None
    return _Aufbau(
        anzahl, itemgetter(*gefunden.values()), itemgetter(*gefunden), len(texte), len(texte) + len(ergebnisse)
    )


@lru_cache(maxsize=_ORTE)
def _platz(ort: str) -> Platz | None:
    """The place of C7; None for one of which we write none."""
    zerlegt = _ORT.fullmatch(ort)
    return None if zerlegt is None else (int(zerlegt[2]) - 1, ord(zerlegt[1]) - ord("A"))


def _inhalt(merkmale: str, inhalt: str, texte: list[str]) -> str | Decimal:
    if 't="s"' in merkmale:
        try:
            return texte[int(inhalt)]
        except (ValueError, IndexError):
            return inhalt
    if 't="' in merkmale:
        return unescape(inhalt)
    try:
        return Decimal(inhalt)
    except InvalidOperation:
        return inhalt


def _gleich(ist: str | Decimal | None, soll: str | Decimal) -> bool:
    if isinstance(ist, Decimal) and isinstance(soll, Decimal):
        # A double holds about 15 digits; what the file stores of a longer value is still that value.
        return ist == soll or float(ist) == float(soll)
    return ist == soll
