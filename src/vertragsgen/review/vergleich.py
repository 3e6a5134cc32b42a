"""Compares two states of a document and says what changed, as the change model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from vertragsgen.linearise import Art, Linearisierung, Zeile, Zelle
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.xmlparts import Unlesbar
from vertragsgen.review.ausrichtung import Block, richte_aus
from vertragsgen.review.bearbeitungen import bearbeitungen, kommentare
from vertragsgen.review.form import formatunterschiede
from vertragsgen.review.hinweise import hinweise
from vertragsgen.review.modell import (
    Aenderung,
    Aenderungsart,
    Dokumentvergleich,
    Eigenschaftsaenderung,
    Zahlaenderung,
)
from vertragsgen.review.risiko import risiko
from vertragsgen.review.seite import Seite, gruppen, lies_seite, zellort
from vertragsgen.review.tokens import zerlege_mit_art
from vertragsgen.review.verweise import Zeilenpaar, pruefe_verweise, umnummerierungen
from vertragsgen.review.wortdiff import Stueck, Stueckart, wortdiff
from vertragsgen.review.zahlen import ist_geld, zahlaenderungen

# The short hash in the footer covers what the document was made from; it is no change of its own.
KENNUNG_NEU = "Die Kennung in der Fußzeile ist neu; sie folgt den übrigen Änderungen."
_KENNUNG = re.compile(r"(?<=\bKennung )[0-9a-f]{10}\b")


@dataclass(slots=True)
class _Lauf:
    """The comparison under way: changes found, and all lines side by side."""

    alt: Seite
    neu: Seite
    aenderungen: list[Aenderung] = field(default_factory=list)
    zeilen: list[Zeilenpaar] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    block: int = 0


def compare_docx(alt: bytes, neu: bytes, dokument: str = "", namen: tuple[str, str] = ("", "")) -> Dokumentvergleich:
    """What changed from ``alt`` to ``neu`` (bytes of two DOCX files), with tracked changes read as accepted.

    ``dokument`` is what the result calls the document, ``namen`` what findings call the two files.
    A file that cannot be read is a finding in ``befunde`` (VG101);
    then nothing is compared.
    """
    if alt == neu and not _hat_randnotizen(neu):
        return Dokumentvergleich(dokument)
    links, rechts = lies_seite(alt, namen[0] or dokument), lies_seite(neu, namen[1] or dokument)
    befunde = (*links.gelesen.befunde, *rechts.gelesen.befunde)
    if any(befund.sperrt for befund in befunde):
        return Dokumentvergleich(dokument, befunde=befunde)
    lauf = _Lauf(links, rechts)
    _dokument(lauf)
    rechte_seite = rechts.gelesen.zeilen, rechts.orte, rechts.elemente
    return Dokumentvergleich(
        dokument=dokument,
        aenderungen=tuple(lauf.aenderungen),
        umnummerierungen=umnummerierungen(lauf.zeilen),
        verweise=pruefe_verweise(lauf.zeilen),
        eigenschaften=_eigenschaften(links.gelesen, rechts.gelesen),
        hinweise=(*hinweise(alt, neu), *dict.fromkeys(lauf.hinweise)),
        kommentare=tuple(kommentare(neu, *rechte_seite)),
        bearbeitungen=tuple(bearbeitungen(neu, *rechte_seite)),
        befunde=befunde,
    )


def _hat_randnotizen(data: bytes) -> bool:
    """True if comments or tracked changes may be in the file: then also two equal files are read."""
    try:
        package = Package(data)
        if any(name.lower() == "word/comments.xml" for name in package.names):
            return True
        return b" w:author=" in (package.read("word/document.xml") or b"")
    except Unlesbar:
        return True


def _eigenschaften(alt: Linearisierung, neu: Linearisierung) -> tuple[Eigenschaftsaenderung, ...]:
    a, b = alt.eigenschaften, neu.eigenschaften
    werte = (
        ("Titel", a.titel, b.titel),
        ("Autor", a.autor, b.autor),
        ("Sprache", a.sprache, b.sprache),
        ("Thema", a.thema, b.thema),
    )
    return tuple(Eigenschaftsaenderung(*wert) for wert in werte if wert[1] != wert[2])


def _dokument(lauf: _Lauf) -> None:
    """Story by story (headers, body, notes, footers): a paragraph does not move from one to another."""
    alt, neu = gruppen(lauf.alt), gruppen(lauf.neu)
    for story in dict.fromkeys((*neu, *alt)):
        _story(lauf, alt.get(story, []), neu.get(story, []))


def _story(lauf: _Lauf, alt: list[list[int]], neu: list[list[int]]) -> None:
    paare = richte_aus([_block(lauf.alt, nummern) for nummern in alt], [_block(lauf.neu, nummern) for nummern in neu])
    vorher: tuple[object, ...] = ()
    for paar in paare:
        links = alt[paar.alt] if paar.alt is not None else []
        rechts = neu[paar.neu] if paar.neu is not None else []
        zahl = len(lauf.aenderungen)
        tabelle = any(seite.gelesen.zeilen[n[0]].tabelle for seite, n in ((lauf.alt, links), (lauf.neu, rechts)) if n)
        if tabelle:
            _tabelle(lauf, links, rechts, paar.verschoben)
        else:
            _absatz(lauf, links[0] if links else None, rechts[0] if rechts else None, paar.verschoben)
        art = (paar.alt is None, paar.neu is None, paar.verschoben)
        folgt = vorher == (*art, (paar.alt or 0) - 1 if paar.alt is not None else None) or (
            paar.alt is None and vorher[:3] == art
        )
        if len(lauf.aenderungen) > zahl:
            if not folgt or not any(art):
                lauf.block += 1
            lauf.aenderungen[zahl:] = [replace(a, block=lauf.block) for a in lauf.aenderungen[zahl:]]
        vorher = (*art, paar.alt)


def _block(seite: Seite, nummern: list[int]) -> Block:
    zeilen = [seite.gelesen.zeilen[k] for k in nummern]
    if zeilen[0].tabelle:
        inhalt = tuple(tuple(zelle.text for zelle in zeile.zellen) for zeile in zeilen)
        return Block(("tabelle", inhalt), "tabelle", "\n".join(zeile.text for zeile in zeilen))
    zeile = zeilen[0]
    return Block((zeile.art, zeile.text, zeile.ziele), _klasse(zeile), zeile.text)


def _klasse(zeile: Zeile) -> str:
    """Kinds that may become one another stay comparable: a paragraph that became a list item is the same one."""
    return "absatz" if zeile.art in (Art.ABSATZ, Art.AUFZAEHLUNG, Art.UEBERSCHRIFT, Art.TITEL) else zeile.art.value


def _absatz(lauf: _Lauf, i: int | None, j: int | None, verschoben: bool) -> None:
    alt = lauf.alt.gelesen.zeilen[i] if i is not None else None
    neu = lauf.neu.gelesen.zeilen[j] if j is not None else None
    ort_alt = lauf.alt.orte[i].stelle if i is not None else ""
    ort_neu = lauf.neu.orte[j].stelle if j is not None else ""
    lauf.zeilen.append(Zeilenpaar(alt, neu, ort_neu or ort_alt, verschoben))
    stuecke = wortdiff(_mit_zielen(alt), _mit_zielen(neu))
    if alt is not None and neu is not None and _nur_kennung(_mit_zielen(alt), _mit_zielen(neu), stuecke):
        lauf.hinweise.append(KENNUNG_NEU)
        return
    _melde(lauf, alt, neu, ort_alt, ort_neu, stuecke, _format(lauf, i, j), verschoben=verschoben)


def _mit_zielen(zeile: Zeile | None) -> str:
    """Text with the targets of its links: a changed address is a change."""
    return "" if zeile is None else zeile.text + "".join(f" <{ziel}>" for ziel in zeile.ziele)


def _nur_kennung(alt: str, neu: str, stuecke: Sequence[Stueck]) -> bool:
    anders = [stueck.text for stueck in stuecke if stueck.art is not Stueckart.GLEICH]
    if not anders:
        return False
    if all([art for art, _ in zerlege_mit_art(text)] == ["kennung"] for text in anders):
        return True
    # One hash in a hundred has digits only; alone it cannot be told from a telephone number.
    return _KENNUNG.sub("", alt) == _KENNUNG.sub("", neu)


def _format(
    lauf: _Lauf, i: int | None, j: int | None, zelle_alt: int | None = None, zelle: int | None = None
) -> tuple[str, ...]:
    if i is None or j is None or lauf.alt.xml(i, zelle_alt) == lauf.neu.xml(j, zelle):
        return ()
    alt, neu = lauf.alt.form(i, zelle_alt), lauf.neu.form(j, zelle)
    zeichen: tuple[str, ...] = ()
    if zelle is None:
        a, b = lauf.alt.gelesen.zeilen[i], lauf.neu.gelesen.zeilen[j]
        if a.nummer != b.nummer and not any(z.isalnum() for z in a.nummer + b.nummer):
            zeichen = (f"Aufzählungszeichen: {a.nummer or 'keines'} → {b.nummer or 'keines'}",)
    return (*zeichen, *formatunterschiede(alt, neu)) if alt is not None and neu is not None else zeichen


def _melde(
    lauf: _Lauf,
    alt: Zeile | None,
    neu: Zeile | None,
    ort_alt: str,
    ort_neu: str,
    stuecke: list[Stueck],
    formate: tuple[str, ...],
    *,
    verschoben: bool = False,
    zahlen: tuple[Zahlaenderung, ...] | None = None,
) -> None:
    """Adds the change of one line or cell, if there is one."""
    zeile = neu or alt
    assert zeile is not None
    art = _art(alt, neu, stuecke, formate, verschoben)
    if art is None:
        return
    if zahlen is None:
        zahlen = zahlaenderungen(stuecke, ort_neu or ort_alt)
    nummer = (alt or zeile).nummer, (neu or zeile).nummer
    lauf.aenderungen.append(
        Aenderung(
            art=art,
            risiko=risiko(art, zeile.art, stuecke, zahlen, zeile.nummer),
            zeilenart=zeile.art,
            stelle_alt=ort_alt,
            stelle_neu=ort_neu,
            stuecke=tuple(stuecke),
            zahlen=zahlen,
            format=formate,
            nummer_alt=nummer[0] if alt is not None else "",
            nummer_neu=nummer[1] if neu is not None else "",
        )
    )


def _art(
    alt: Zeile | None, neu: Zeile | None, stuecke: Sequence[Stueck], formate: Sequence[str], verschoben: bool
) -> Aenderungsart | None:
    if alt is None:
        return Aenderungsart.EINGEFUEGT
    if neu is None:
        return Aenderungsart.GELOESCHT
    if verschoben:
        return Aenderungsart.VERSCHOBEN
    if any(stueck.art is not Stueckart.GLEICH for stueck in stuecke):
        return Aenderungsart.GEAENDERT
    return Aenderungsart.FORMAT if formate else None


def _tabelle(lauf: _Lauf, alt: list[int], neu: list[int], verschoben: bool) -> None:
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


def _ganze_zeile(lauf: _Lauf, i: int | None, j: int | None, verschoben: bool) -> None:
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
    _melde(lauf, alt, neu, ort_alt, ort_neu, stuecke, _format(lauf, i, j), verschoben=verschoben, zahlen=tuple(zahlen))


def _zellen(lauf: _Lauf, i: int, j: int) -> None:
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
            formate = _format(lauf, i, j, k, k)
            _melde(lauf, alt, neu, lauf.alt.orte[i].zelle(k), stelle, stuecke, formate, zahlen=zahlen)
    if len(lauf.aenderungen) == vorher:
        _melde(
            lauf, alt, neu, lauf.alt.orte[i].stelle, lauf.neu.orte[j].stelle, [], _zeilenformat(lauf, i, j, alt, neu)
        )


def _gleich(lauf: _Lauf, i: int, j: int, k: int, alt: Zelle, neu: Zelle) -> bool:
    return alt.text == neu.text and lauf.alt.xml(i, k) == lauf.neu.xml(j, k)


def _zeilenformat(lauf: _Lauf, i: int, j: int, alt: Zeile, neu: Zeile) -> tuple[str, ...]:
    """Properties of the row itself (header, height), and link targets in its cells."""
    ziele = ("Linkziel geändert",) if alt.ziele != neu.ziele else ()
    return (*ziele, *_format(lauf, i, j))
