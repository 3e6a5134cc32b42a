"""Compares two tables: rows side by side, cells of a row one by one."""

from __future__ import annotations

import re

from vertragsgen.linearise import Zeile, Zelle
from vertragsgen.review.ausrichtung import Block, richte_aus
from vertragsgen.review.lauf import Lauf, formatunterschied, melde
from vertragsgen.review.modell import Zahlaenderung
from vertragsgen.review.seite import zellort
from vertragsgen.review.verweise import Zeilenpaar
from vertragsgen.review.wortdiff import Stueck, Stueckart, wortdiff
from vertragsgen.review.zahlen import ist_geld, zahlaenderungen


def vergleiche_tabelle(lauf: Lauf, alt: list[int], neu: list[int], verschoben: bool) -> None:
    """Row by row; a table that moved as a whole is one change for each of its rows only where they differ."""
    zeilen_alt = [lauf.alt.gelesen.zeilen[k] for k in alt]
    zeilen_neu = [lauf.neu.gelesen.zeilen[k] for k in neu]
    paare = richte_aus([_zeilenblock(z) for z in zeilen_alt], [_zeilenblock(z) for z in zeilen_neu])
    for paar in paare:
        i = alt[paar.alt] if paar.alt is not None else None
        j = neu[paar.neu] if paar.neu is not None else None
        zeile_alt = None if i is None else lauf.alt.gelesen.zeilen[i]
        zeile_neu = None if j is None else lauf.neu.gelesen.zeilen[j]
        ort = lauf.neu.orte[j] if j is not None else lauf.alt.orte[i or 0]
        lauf.zeilen.append(Zeilenpaar(zeile_alt, zeile_neu, ort.stelle))
        if i is None or j is None or verschoben or paar.verschoben:
            _ganze_zeile(lauf, i, j, verschoben or paar.verschoben)
        else:
            _zellen(lauf, i, j)


def _zeilenblock(zeile: Zeile) -> Block:
    name = next((zelle.text for zelle in zeile.zellen[:2] if re.search(r"[^\W\d_]{2}", zelle.text)), "")
    return Block(tuple(zelle.text for zelle in zeile.zellen), "kopf" if zeile.kopf else "zeile", zeile.text, name)


def _ganze_zeile(lauf: Lauf, i: int | None, j: int | None, verschoben: bool) -> None:
    alt = lauf.alt.gelesen.zeilen[i] if i is not None else None
    neu = lauf.neu.gelesen.zeilen[j] if j is not None else None
    stuecke = wortdiff(alt.text if alt else "", neu.text if neu else "")
    ort_alt = lauf.alt.orte[i].stelle if i is not None else ""
    ort_neu = lauf.neu.orte[j].stelle if j is not None else ""
    zahlen: list[Zahlaenderung] = []
    if alt is None or neu is None:
        seite, nummer = (lauf.neu, j) if neu is not None else (lauf.alt, i)
        assert nummer is not None
        art = Stueckart.EINGEFUEGT if neu is not None else Stueckart.GELOESCHT
        zeile = seite.gelesen.zeilen[nummer]
        for k, zelle in enumerate(zeile.zellen):
            if zelle.text:
                stelle, name, geld = zellort(seite, nummer, k)
                zahlen += zahlaenderungen([Stueck(art, zelle.text)], stelle, name, geld)
    else:
        zahlen += zahlaenderungen(stuecke, ort_neu, geld=ist_geld(alt.text, neu.text))
    melde(
        lauf,
        alt,
        neu,
        ort_alt,
        ort_neu,
        stuecke,
        formatunterschied(lauf, i, j),
        verschoben=verschoben,
        zahlen=tuple(zahlen),
    )


def _zellen(lauf: Lauf, i: int, j: int) -> None:
    """A row that is in both states, cell by cell; cells that came or went make it a change of the row."""
    alt, neu = lauf.alt.gelesen.zeilen[i], lauf.neu.gelesen.zeilen[j]
    if len(alt.zellen) != len(neu.zellen):
        _ganze_zeile(lauf, i, j, False)
        return
    if alt.text == neu.text and alt.ziele == neu.ziele and lauf.alt.xml(i) == lauf.neu.xml(j):
        return
    vorher = len(lauf.aenderungen)
    for k, (links, rechts) in enumerate(zip(alt.zellen, neu.zellen, strict=True)):
        if not _gleich(lauf, i, j, k, links, rechts):
            stuecke = wortdiff(links.text, rechts.text)
            stelle, name, geld = zellort(lauf.neu, j, k)
            zahlen = zahlaenderungen(stuecke, stelle, name, geld)
            formate = formatunterschied(lauf, i, j, k, k)
            melde(lauf, alt, neu, lauf.alt.orte[i].zelle(k), stelle, stuecke, formate, zahlen=zahlen)
    if len(lauf.aenderungen) == vorher:
        melde(lauf, alt, neu, lauf.alt.orte[i].stelle, lauf.neu.orte[j].stelle, [], _zeilenformat(lauf, i, j, alt, neu))


def _gleich(lauf: Lauf, i: int, j: int, k: int, alt: Zelle, neu: Zelle) -> bool:
    return alt.text == neu.text and lauf.alt.xml(i, k) == lauf.neu.xml(j, k)


def _zeilenformat(lauf: Lauf, i: int, j: int, alt: Zeile, neu: Zeile) -> tuple[str, ...]:
    """Properties of the row itself (header, height), and link targets in its cells."""
    ziele = ("Linkziel geändert",) if alt.ziele != neu.ziele else ()
    return (*ziele, *formatunterschied(lauf, i, j))
