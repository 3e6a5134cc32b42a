"""The cells of a worksheet as a pattern with gaps for their values.

Where the cells stand, how they look and what they compute is the same in many profiles of a package, their values are
not. So the XML around the values is made once for an arrangement of cells, and a worksheet is one joining of strings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from types import NoneType
from typing import Any, NamedTuple

from vertragsgen.rendering.xlsx.blatt import spaltenname
from vertragsgen.rendering.xmltext import escape

# A pattern is about 100 KB with what it is found by: enough for the arrangements of a package, and little in all.
_MUSTER = 32

# Of a single one ``itemgetter`` makes no tuple, of none it makes nothing.
_MINDESTENS = 2

# XML has no such character, so none of our formulas has it.
_LUECKE = "\0"

Zeilen = dict[int, list[tuple[int, str, int]]]
"""Rows by number from 0, in order; of each cell its column, its XML and its number in the record."""


Auswahl = Callable[[Sequence[Any]], tuple[Any, ...]]
"""Takes certain items out of a row of them, in a certain order."""


class Muster(NamedTuple):
    """``zellen`` is the XML, every second piece a gap; the others say which values fill them, and in which order.

    ``texte``, ``zahlen`` (inputs), ``zahlergebnisse`` and ``textergebnisse`` (of formulas) take their values out of all
    values of the record. ``folge`` puts these four, one after the other, in the order of the gaps.
    """

    ausdehnung: str
    zellen: tuple[str, ...]
    bereiche: str
    texte: Auswahl
    zahlen: Auswahl
    zahlergebnisse: Auswahl
    textergebnisse: Auswahl
    folge: Auswahl


@lru_cache(maxsize=_MUSTER)
def zellmuster(
    orte: tuple[tuple[int, int], ...],
    stile: tuple[int, ...],
    arten: tuple[type, ...],
    formeln: tuple[str | None, ...],
    hoehen: tuple[tuple[int, float], ...],
    bereiche: tuple[str, ...],
) -> Muster:
    """The pattern of these cells: of each its place, the number of its format, the type of its value, its formula.

    The cells come as they were recorded; ``hoehen`` are heights of rows in points, ``bereiche`` merged ranges.
    """
    zeilen: Zeilen = {zeile: [] for zeile, _ in hoehen}
    texte: list[int] = []
    zahlen: list[int] = []
    zahlergebnisse: list[int] = []
    textergebnisse: list[int] = []
    inhalt, davor, zahl = [], -1, ""
    for nummer, ((zeile, spalte), stil, art, formel) in enumerate(zip(orte, stile, arten, formeln, strict=True)):
        if zeile != davor:  # cells of a row mostly come one after the other
            inhalt, davor, zahl = zeilen.setdefault(zeile, []), zeile, str(zeile + 1)
        kopf = f'<c r="{spaltenname(spalte)}{zahl}" s="{stil}"'
        if art is NoneType:
            inhalt.append((spalte, f"{kopf}/>", nummer))
            continue
        ist_text = issubclass(art, str)
        if formel is not None:
            if "<" in formel or ">" in formel or "&" in formel:
                formel = escape(formel)
            (textergebnisse if ist_text else zahlergebnisse).append(nummer)
            anfang = f'{kopf} t="str"><f>' if ist_text else f"{kopf}><f>"
            xml = f"{anfang}{formel}</f><v>{_LUECKE}</v></c>"
        else:
            (texte if ist_text else zahlen).append(nummer)
            xml = f'{kopf} t="s"><v>{_LUECKE}</v></c>' if ist_text else f"{kopf}><v>{_LUECKE}</v></c>"
        inhalt.append((spalte, xml, nummer))
    for inhalt in zeilen.values():
        inhalt.sort()
    zeilen = {zeile: zeilen[zeile] for zeile in sorted(zeilen)}
    platz = {nummer: platz for platz, nummer in enumerate(chain(texte, zahlen, zahlergebnisse, textergebnisse))}
    folge = [platz[nummer] for inhalt in zeilen.values() for _, _, nummer in inhalt if nummer in platz]
    return Muster(
        _ausdehnung(zeilen), _mit_luecken(_sheetdata(zeilen, dict(hoehen))), _bereiche(bereiche),
        *map(_auswahl, (texte, zahlen, zahlergebnisse, textergebnisse, folge)),
    )  # fmt: skip


def _auswahl(nummern: list[int]) -> Auswahl:
    """Takes the items of these numbers."""
    if len(nummern) < _MINDESTENS:
        return lambda reihe: tuple([reihe[nummer] for nummer in nummern])
    return itemgetter(*nummern)


def _mit_luecken(xml: str) -> tuple[str, ...]:
    """The XML cut at its gaps, an empty piece in place of each."""
    teile = xml.split(_LUECKE)
    stuecke = [""] * (2 * len(teile) - 1)
    stuecke[::2] = teile
    return tuple(stuecke)


def _sheetdata(zeilen: Zeilen, hoehen: dict[int, float]) -> str:
    spannen = _spannen(zeilen)
    reihen = [_zeile(zeile, inhalt, hoehen.get(zeile), spannen) for zeile, inhalt in zeilen.items()]
    return f"<sheetData>{''.join(reihen)}</sheetData>"


def _spannen(zeilen: Zeilen) -> dict[int, str]:
    """The used columns of each sixteen rows, as Excel notes them for reading ahead."""
    grenzen: dict[int, tuple[int, int]] = {}
    for zeile, inhalt in zeilen.items():
        if inhalt:
            erste, letzte = inhalt[0][0], inhalt[-1][0]
            von, bis = grenzen.get(zeile // 16, (erste, letzte))
            grenzen[zeile // 16] = (min(von, erste), max(bis, letzte))
    return {block: f' spans="{von + 1}:{bis + 1}"' for block, (von, bis) in grenzen.items()}


def _zeile(zeile: int, inhalt: list[tuple[int, str, int]], hoehe: float | None, spannen: dict[int, str]) -> str:
    # A row is as high as whole pixels: four pixels are three points.
    genau = f' ht="{int(hoehe * 4 / 3 + 0.5) * 0.75:g}" customHeight="1"' if hoehe is not None else ""
    kopf = f'<row r="{zeile + 1}"{spannen.get(zeile // 16, "")}{genau}'
    return f"{kopf}>{''.join([xml for _, xml, _ in inhalt])}</row>" if inhalt else f"{kopf}/>"


def _ausdehnung(zeilen: Zeilen) -> str:
    erste, letzte = next(iter(zeilen)), next(reversed(zeilen))
    belegt = [inhalt for inhalt in zeilen.values() if inhalt]
    von = f"{spaltenname(min(inhalt[0][0] for inhalt in belegt))}{erste + 1}"
    bis = f"{spaltenname(max(inhalt[-1][0] for inhalt in belegt))}{letzte + 1}"
    return f'<dimension ref="{von if von == bis else f"{von}:{bis}"}"/>'


def _bereiche(bereiche: tuple[str, ...]) -> str:
    if not bereiche:
        return ""
    verbunden = "".join([f'<mergeCell ref="{bereich}"/>' for bereich in bereiche])
    return f'<mergeCells count="{len(bereiche)}">{verbunden}</mergeCells>'
