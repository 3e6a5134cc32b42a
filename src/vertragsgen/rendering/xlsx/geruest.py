"""Everything of a workbook but its cells, made by xlsxwriter: styles, relations, properties, page setup.

The cells of a cost sheet are many and simple, the rest is small and full of rules. So the rest is made once by the
library for each kind of sheet, with marks in place of titles, names, headers and footers, and the cells are put in.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import re
import sys
import zipfile
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from msgspec import Struct

from vertragsgen import ablage
from vertragsgen.rendering.docx.package import Gemeinsam
from vertragsgen.rendering.fingerprint import digest
from vertragsgen.rendering.xlsx.formate import formate
from vertragsgen.werkzeug import tool_state

# The clock would make every run's bytes different.
ERSTELLT = datetime(2000, 1, 1)
# Marks are private-use characters, which no text of ours holds (the reader refuses them); sheet names allow them.
_TITEL, _VERFASSER = "\ue000", "\ue001"
_JE_BLATT = 3
_MARKE = re.compile("([\ue000-\uefff])")
_BLATTDATEI = "xl/worksheets/sheet{}.xml"
TEXTE = "xl/sharedStrings.xml"
_ZELLEN = re.compile(r"<sheetData>.*</sheetData>", re.DOTALL)
_AUSDEHNUNG = re.compile(r'<dimension ref="[^"]*"/>')
_SCHLUSS = "</worksheet>"
_STIL = re.compile(r'<c r="A\d+" s="(\d+)"')


class Blattform(Struct, frozen=True):
    """What decides the page setup of a worksheet: widths of its columns, rows that stay on screen, header, footer,
    whether the page stands upright."""

    breiten: tuple[int, ...]
    fixiert: int
    kopf: bool
    fuss: bool
    hoch: bool = False


class Geruest(Struct, frozen=True):
    """Parts of a workbook in file order: ``fest`` as they are, ``lueckig`` as text and numbers of marks in turn.

    ``blaetter`` are the worksheets: text before the size, before the cells, before the page breaks, and the end.
    ``stile`` gives the number of a format by its name, ``gemeinsam`` the fixed parts as they are packed.
    """

    fest: dict[str, bytes]
    lueckig: dict[str, tuple[str | int, ...]]
    blaetter: tuple[tuple[tuple[str | int, ...], ...], ...]
    stile: dict[str, int]
    folge: tuple[str, ...]
    gemeinsam: Gemeinsam


def marke(blatt: int, was: int) -> int:
    """The number of a worksheet's mark, counted from 0: name (0), header (1), footer (2)."""
    return 2 + _JE_BLATT * blatt + was


@lru_cache(maxsize=64)
def geruest(formen: tuple[Blattform, ...]) -> Geruest:
    """The frame of a workbook with these worksheets. Deterministic; kept for the run, and from run to run."""
    ordner = ablage.folder()
    if ordner is None:
        return _gebaut(formen)
    name = digest([tool_state(), sys.version, repr(formen)])
    content = ablage.read(ordner, ablage.MAPPE, name)
    with contextlib.suppress(Exception):  # whatever is wrong with it: it is made anew
        if content is not None and isinstance(kept := pickle.loads(content), Geruest):
            return kept
    neu = _gebaut(formen)
    for teil, inhalt in neu.fest.items():
        neu.gemeinsam.mitglied(teil, inhalt)  # packed once and for all
    ablage.keep(ordner, ablage.MAPPE, name, pickle.dumps(neu, pickle.HIGHEST_PROTOCOL))
    return neu


def _gebaut(formen: tuple[Blattform, ...]) -> Geruest:
    import xlsxwriter  # large, and a kept frame does without

    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(puffer, {"in_memory": True})
    mappe.set_properties({"title": _TITEL, "author": _VERFASSER, "created": ERSTELLT})
    mappe.set_calc_mode("auto")
    vorlagen = formate(mappe)
    for nummer, form in enumerate(formen):
        name, kopf, fuss = (chr(0xE000 + marke(nummer, was)) for was in range(_JE_BLATT))
        blatt = mappe.add_worksheet(name)
        if not form.hoch:
            blatt.set_landscape()
        blatt.set_paper(9)
        blatt.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
        blatt.set_print_scale(84)
        blatt.center_horizontally()
        blatt.hide_gridlines(2)
        for spalte, breite in enumerate(form.breiten):
            blatt.set_column(spalte, spalte, breite)
        if form.kopf:
            blatt.set_header(kopf)
        if form.fuss:
            blatt.set_footer(fuss)
        if form.fixiert:
            blatt.freeze_panes(form.fixiert, 0)
        # One text makes the table of texts part of the file; one cell of each kind gives the kind its number.
        blatt.write_string(0, 1, "x")
        for zeile, format_ in enumerate(vorlagen.values()):
            blatt.write_blank(zeile, 0, None, format_)
    mappe.close()
    with zipfile.ZipFile(puffer) as archiv:
        teile = {name: archiv.read(name).decode("utf-8") for name in archiv.namelist()}
    blaetter = [teile[_BLATTDATEI.format(nummer)] for nummer in range(1, len(formen) + 1)]
    nummern = [int(zahl) for zahl in _STIL.findall(blaetter[0])]
    stile = dict(zip(vorlagen, nummern, strict=True))
    namen = {_BLATTDATEI.format(nummer) for nummer in range(1, len(formen) + 1)} | {TEXTE}
    lueckig = {n: _zerlegt(text) for n, text in teile.items() if n not in namen and _MARKE.search(text)}
    fest = {n: text.encode() for n, text in teile.items() if n not in namen and n not in lueckig}
    blattteile = tuple(_blattteile(text) for text in blaetter)
    return Geruest(fest, lueckig, blattteile, stile, tuple(teile), Gemeinsam(fest))


def blattdatei(nummer: int) -> str:
    """The part of the worksheet of that number, counted from 1."""
    return _BLATTDATEI.format(nummer)


def fuelle(teile: Sequence[str | int], werte: Sequence[str]) -> str:
    """Put values, already escaped, in place of the marks."""
    return "".join(teil if isinstance(teil, str) else werte[teil] for teil in teile)


def _zerlegt(text: str) -> tuple[str | int, ...]:
    return tuple(ord(teil) - 0xE000 if _MARKE.fullmatch(teil) else teil for teil in _MARKE.split(text))


def _blattteile(xml: str) -> tuple[tuple[str | int, ...], ...]:
    """The worksheet cut at its size, its cells and its end."""
    vor_groesse, rest = _AUSDEHNUNG.split(xml, maxsplit=1)
    vor_zellen, nach_zellen = _ZELLEN.split(rest, maxsplit=1)
    return tuple(_zerlegt(teil) for teil in (vor_groesse, vor_zellen, nach_zellen.removesuffix(_SCHLUSS), _SCHLUSS))
