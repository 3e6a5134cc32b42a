"""Compares two states of a document and says what changed, as the change model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from vertragsgen.linearise import Art, Linearisierung, Zeile
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.xmlparts import Unlesbar
from vertragsgen.review.ausrichtung import Block, richte_aus
from vertragsgen.review.bearbeitungen import bearbeitungen, kommentare
from vertragsgen.review.hinweise import hinweise
from vertragsgen.review.lauf import Lauf, formatunterschied, melde
from vertragsgen.review.modell import (
    Dokumentvergleich,
    Eigenschaftsaenderung,
)
from vertragsgen.review.seite import Datei, Seite, gruppen, lies_seite
from vertragsgen.review.tabellenvergleich import vergleiche_tabelle
from vertragsgen.review.tokens import zerlege_mit_art
from vertragsgen.review.verweise import Zeilenpaar, pruefe_verweise, umnummerierungen
from vertragsgen.review.wortdiff import Stueck, Stueckart, wortdiff

# The short hash in the footer covers what the document was made from; it is no change of its own.
KENNUNG_NEU = "Die Kennung in der Fußzeile ist neu; sie folgt den übrigen Änderungen."
_KOMMENTARE = "word/comments.xml"
_RAND = ("word/header", "word/footer", "docProps/")
_RANDNOTIZEN = (b" w:author=", b"altChunk", b"subDoc")
_KENNUNG = re.compile(r"(?<=\bKennung )[0-9a-f]{10}\b")


def compare_docx(alt: Datei, neu: Datei, dokument: str = "", namen: tuple[str, str] = ("", "")) -> Dokumentvergleich:
    """What changed from ``alt`` to ``neu`` (DOCX files, or the parts of two of our own), tracked changes as accepted.

    ``dokument`` is what the result calls the document, ``namen`` what findings call the two files.
    A file that cannot be read is a finding in ``befunde`` (VG101);
    then nothing is compared.
    """
    if alt == neu and not _hat_randnotizen(neu):
        return Dokumentvergleich(dokument)
    if _nur_raender(alt, neu):
        links, rechts = lies_seite(alt, dokument, koerper=False), lies_seite(neu, dokument, koerper=False)
        # A number in a header might be one that the body refers to.
        if not any(zeile.nummer for seite in (links, rechts) for zeile in seite.gelesen.zeilen):
            return _vergleiche(links, rechts, dokument)
    return _vergleiche(lies_seite(alt, namen[0] or dokument), lies_seite(neu, namen[1] or dokument), dokument)


def _vergleiche(links: Seite, rechts: Seite, dokument: str) -> Dokumentvergleich:
    befunde = (*links.gelesen.befunde, *rechts.gelesen.befunde)
    if links.paket is None or rechts.paket is None or any(befund.sperrt for befund in befunde):
        return Dokumentvergleich(dokument, befunde=befunde)
    lauf = Lauf(links, rechts)
    _dokument(lauf)
    return Dokumentvergleich(
        dokument=dokument,
        aenderungen=tuple(lauf.aenderungen),
        umnummerierungen=umnummerierungen(lauf.zeilen),
        verweise=pruefe_verweise(lauf.zeilen),
        eigenschaften=_eigenschaften(links.gelesen, rechts.gelesen),
        hinweise=(*hinweise(links.paket, rechts.paket), *dict.fromkeys(lauf.hinweise)),
        kommentare=tuple(kommentare(rechts.paket, rechts.orte, rechts.elemente)),
        bearbeitungen=tuple(bearbeitungen(rechts.paket, rechts.gelesen.zeilen, rechts.orte, rechts.elemente)),
        befunde=befunde,
    )


def _nur_raender(alt: Datei, neu: Datei) -> bool:
    """True if two of our own documents differ in headers, footers and properties only; then nobody needs their bodies."""
    if isinstance(alt, bytes) or isinstance(neu, bytes) or alt.keys() != neu.keys():
        return False
    gleich = [name for name in alt if alt[name] == neu[name]]
    return (
        all(name in gleich or name.startswith(_RAND) for name in alt)
        # What a reader is told of the body although it is in both: tracked changes, what cannot be read.
        and not any(wort in alt[name] for name in gleich for wort in _RANDNOTIZEN)
        and not any(name.lower() == _KOMMENTARE for name in alt)
    )


def _hat_randnotizen(data: Datei) -> bool:
    """True if comments or tracked changes may be in the file: then also two equal files are read."""
    try:
        package = Package(data)
        if any(name.lower() == _KOMMENTARE for name in package.names):
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


def _dokument(lauf: Lauf) -> None:
    """Story by story (headers, body, notes, footers): a paragraph does not move from one to another."""
    alt, neu = gruppen(lauf.alt), gruppen(lauf.neu)
    for story in dict.fromkeys((*neu, *alt)):
        _story(lauf, alt.get(story, []), neu.get(story, []))


def _story(lauf: Lauf, alt: list[list[int]], neu: list[list[int]]) -> None:
    paare = richte_aus([_block(lauf.alt, nummern) for nummern in alt], [_block(lauf.neu, nummern) for nummern in neu])
    vorher: tuple[object, ...] = ()
    for paar in paare:
        links = alt[paar.alt] if paar.alt is not None else []
        rechts = neu[paar.neu] if paar.neu is not None else []
        zahl = len(lauf.aenderungen)
        tabelle = any(seite.gelesen.zeilen[n[0]].tabelle for seite, n in ((lauf.alt, links), (lauf.neu, rechts)) if n)
        if tabelle:
            vergleiche_tabelle(lauf, links, rechts, paar.verschoben)
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


def _absatz(lauf: Lauf, i: int | None, j: int | None, verschoben: bool) -> None:
    alt = lauf.alt.gelesen.zeilen[i] if i is not None else None
    neu = lauf.neu.gelesen.zeilen[j] if j is not None else None
    ort_alt = lauf.alt.orte[i].stelle if i is not None else ""
    ort_neu = lauf.neu.orte[j].stelle if j is not None else ""
    lauf.zeilen.append(Zeilenpaar(alt, neu, ort_neu or ort_alt, verschoben))
    if i is not None and j is not None and not verschoben and _wie_vorher(lauf, i, j):
        return
    text_alt, text_neu = _mit_zielen(alt), _mit_zielen(neu)
    stuecke = wortdiff(text_alt, text_neu)
    if alt is not None and neu is not None:
        if _nur_kennung(text_alt, text_neu, stuecke):
            lauf.hinweise.append(KENNUNG_NEU)
            return
        angeglichen = _mit_gleicher_kennung(text_alt, text_neu, neu.teil)
        if angeglichen != text_alt:  # something else in the paragraph changed: that is what is told
            lauf.hinweise.append(KENNUNG_NEU)
            stuecke = wortdiff(angeglichen, text_neu)
    melde(lauf, alt, neu, ort_alt, ort_neu, stuecke, formatunterschied(lauf, i, j), verschoben=verschoben)


def _wie_vorher(lauf: Lauf, i: int, j: int) -> bool:
    """True for a paragraph of our own that is the same byte by byte and leads to the same places, as most do."""
    if not isinstance(lauf.alt.elemente[i], bytes) or lauf.alt.elemente[i] != lauf.neu.elemente[j]:
        return False
    return lauf.alt.gelesen.zeilen[i].ziele == lauf.neu.gelesen.zeilen[j].ziele


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


def _mit_gleicher_kennung(alt: str, neu: str, teil: str) -> str:
    """``alt`` with the short hash of ``neu``, if each has one: elsewhere than in header and footer the word says so."""
    a, b = (_KENNUNG.findall(text) or (_kennungen(text) if teil.startswith(_RAND) else []) for text in (alt, neu))
    return alt.replace(a[0], b[0]) if len(a) == len(b) == 1 else alt


def _kennungen(text: str) -> list[str]:
    return [token for art, token in zerlege_mit_art(text) if art == "kennung"]
