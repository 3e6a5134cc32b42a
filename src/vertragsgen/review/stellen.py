"""Names places the way a lawyer does: rows by what stands first in them, columns by their header."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct

from vertragsgen.linearise.model import Zeile

_TABELLE = re.compile(r"^(.*?)(?:, )?Tabelle 1$")
_LAENGE = 48
_BUCHSTABE = re.compile(r"[^\W\d_]{2}")


class Ort(Struct, frozen=True):
    """The name of a line, and for a table row the names of its cells' columns."""

    stelle: str
    spalten: tuple[str, ...] = ()

    def zelle(self, nummer: int) -> str:
        """The place of the cell with that index.

        >>> Ort("Ziffer 3.1, Tabelle, Zeile Grundpauschale", ("Spalte Bestandteil", "Spalte Euro")).zelle(1)
        'Ziffer 3.1, Tabelle, Zeile Grundpauschale, Spalte Euro'
        """
        return f"{self.stelle}, {self.spalten[nummer]}" if nummer < len(self.spalten) else self.stelle


def benenne(zeilen: Sequence[Zeile]) -> list[Ort]:
    """The names of all lines of a document, in their order.

    The only table of a section is „Tabelle“, rows are called by their first text with a word in it, columns by the
    header of the table; where that is missing or not unique, they are counted.
    """
    tabellen = {zeile.tabelle for zeile in zeilen if zeile.tabelle}
    orte: list[Ort] = []
    for tabelle, gruppe in groupby(zeilen, key=lambda zeile: zeile.tabelle):
        if not tabelle:
            orte.extend(Ort(zeile.stelle) for zeile in gruppe)
        else:
            orte.extend(_tabelle(_ohne_nummer(tabelle, tabellen), list(gruppe)))
    return orte


def kurz(text: str, laenge: int = _LAENGE) -> str:
    """``text`` on one line, cut at a word with an ellipsis."""
    worte = " ".join(text.split())
    if len(worte) <= laenge:
        return worte
    return worte[: laenge - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def _ohne_nummer(tabelle: str, alle: Iterable[str]) -> str:
    fund = _TABELLE.match(tabelle)
    if fund is None or f"{tabelle[:-1]}2" in alle:
        return tabelle
    return tabelle.removesuffix(" 1")


def _tabelle(name: str, zeilen: list[Zeile]) -> Iterable[Ort]:
    kopf = _kopf(zeilen)
    titel = [_titel(zeile) for zeile in zeilen]
    oft = Counter(titel)
    for nummer, (zeile, was) in enumerate(zip(zeilen, titel, strict=True), start=1):
        if zeile.kopf:
            zeilenname = "Kopfzeile" if nummer == 1 else f"Kopfzeile {nummer}"
        elif not was:
            zeilenname = f"Zeile {nummer}"
        else:
            zeilenname = f"Zeile {was}" if oft[was] == 1 else f"Zeile {was} ({nummer}.)"
        spalten = tuple(f"Spalte {kopf.get(zelle.spalte) or zelle.spalte}" for zelle in zeile.zellen)
        yield Ort(f"{name}, {zeilenname}", spalten if len(zeile.zellen) > 1 else ())


def _kopf(zeilen: list[Zeile]) -> dict[int, str]:
    """Header texts by grid column; later header rows are more exact than those above."""
    kopf: dict[int, str] = {}
    for zeile in zeilen:
        if not zeile.kopf:
            break
        for zelle in zeile.zellen:
            if zelle.text.strip():
                kopf[zelle.spalte] = kurz(zelle.text, 32)
    return kopf


def _titel(zeile: Zeile) -> str:
    for zelle in zeile.zellen[:2]:
        if _BUCHSTABE.search(zelle.text):
            return kurz(zelle.text).rstrip(" :")
    return ""
