"""The figures of a workbook, read from its XML: cells, texts, headers and footers."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from vertragsgen.inspection.klauselzahlen import klauselzahlen
from vertragsgen.inspection.regel import Textfund, Textkontext
from vertragsgen.inspection.zahlen import gedruckte, kanon, kanon_zahl, ohne_endung
from vertragsgen.inspection.zahlenquellen import Quellen
from vertragsgen.rendering.produce import Erzeugtes

_ZELLE = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(?:<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_EINTRAG = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_WORT = re.compile(r"<t(?: [^>]*)?>([^<]*)")
_RAND = re.compile(r"<(odd|even|first)(Header|Footer)>([^<]*)")
# &L, &P, &8: position, field, size; && is an ampersand.
_STEUERZEICHEN = re.compile(r'&(?:[A-Za-z]|\d+|"[^"]*")')
_TEXTE = "xl/sharedStrings.xml"
_ZIFFER = re.compile(r"\d")
_BLATT = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def mappenfunde(
    kontext: Textkontext, erzeugt: Erzeugtes, quellen: Quellen, nummern: frozenset[str]
) -> Iterator[Textfund]:
    """Figures of the workbook without a source, and cells that do not hold what was written to them."""
    assert erzeugt.mappe is not None
    buch = _Mappenbuch(kontext, erzeugt, quellen, nummern)
    texte = mappentexte(erzeugt.mappe)
    with zipfile.ZipFile(io.BytesIO(erzeugt.mappe)) as archiv:
        offen = {text: figur for text in texte if (figur := buch.offen(text))}
        for name in archiv.namelist():
            if (blatt := _BLATT.fullmatch(name)) is None:
                continue
            xml = archiv.read(name).decode("utf-8")
            gelesen = set()
            for zelle, merkmale, inhalt in _ZELLE.findall(xml):
                ort = f"Arbeitsmappe, Zelle {zelle}"
                if 't="s"' in merkmale:
                    if (text := texte[int(inhalt)]) in offen:
                        yield _fund(erzeugt, offen[text], ort, text)
                elif 't="' not in merkmale:
                    gelesen.add(zelle)
                    yield from _zahl(erzeugt, int(blatt[1]), zelle, inhalt, buch)
                elif 't="str"' in merkmale and (figur := buch.offen(html.unescape(inhalt))):
                    yield _fund(erzeugt, figur, ort, html.unescape(inhalt))
            yield from _fehlende(erzeugt, int(blatt[1]), gelesen)
            for _, art, inhalt in _RAND.findall(xml):
                text = _STEUERZEICHEN.sub(" ", html.unescape(inhalt).replace("&&", "und"))
                if figur := buch.offen(text):
                    rand = "Kopfzeile" if art == "Header" else "Fußzeile"
                    yield _fund(erzeugt, figur, f"Arbeitsmappe, {rand}", text.strip())


class _Mappenbuch:
    """The sources of the workbook's figures: what the documents print first, all of the calculation if need be."""

    def __init__(self, kontext: Textkontext, erzeugt: Erzeugtes, quellen: Quellen, nummern: frozenset[str]) -> None:
        self.kontext, self.erzeugt, self.quellen = kontext, erzeugt, quellen
        dokument = kontext.pruefung.manifest.dokument(erzeugt.dokument)
        zahlen = tuple(dokument.zahlen) if dokument is not None else ()
        self.bekannt = quellen.gelesen() | quellen.von(erzeugt.werte, erzeugt.pfade) | nummern
        self.bekannt |= klauselzahlen("", zahlen).erklaert
        # Figures typed into the workbook's wording need a declaration as in a clause.
        vorlagen = dokument.xlsx_texte.values() if dokument is not None else ()
        self.fest = {zahl.kanon for vorlage in vorlagen for zahl in klauselzahlen(vorlage, zahlen).offen}
        self.vollstaendig = False

    def kennt(self, figur: str) -> bool:
        """True if the figure has a source."""
        if figur in self.fest:
            return False
        if figur not in self.bekannt and not self.vollstaendig:
            pruefung = self.kontext.pruefung
            for wert in (pruefung.berechnung, pruefung.profil.traeger, pruefung.profil.angebot):
                self.bekannt |= self.quellen.alles(wert)
            self.vollstaendig = True
        return figur in self.bekannt

    def offen(self, text: str) -> str | None:
        """The first figure of a text that has no source."""
        if not _ZIFFER.search(text):
            return None
        for figur, wert in gedruckte(text.replace(f"Kennung {self.erzeugt.kennung}", "")):
            if not self.kennt(wert):
                zahl = ohne_endung(figur)
                if zahl is None or not self.kennt(kanon(zahl)):
                    return figur
        return None


@lru_cache(maxsize=16)
def mappentexte(mappe: bytes) -> tuple[str, ...]:
    """The texts of a workbook's cells, in the order of its table of texts."""
    with zipfile.ZipFile(io.BytesIO(mappe)) as archiv:
        if _TEXTE not in archiv.namelist():
            return ()
        xml = archiv.read(_TEXTE).decode("utf-8")
    return tuple(html.unescape("".join(_WORT.findall(eintrag))) for eintrag in _EINTRAG.findall(xml))


def _zahl(erzeugt: Erzeugtes, blatt: int, zelle: str, inhalt: str, buch: _Mappenbuch) -> Iterator[Textfund]:
    try:
        wert = Decimal(inhalt)
    except InvalidOperation:
        yield _fund(erzeugt, inhalt, f"Arbeitsmappe, Zelle {zelle}", inhalt)
        return
    if erzeugt.zellen is not None:
        soll = erzeugt.zellen.get((blatt, zelle))
        # A double holds about 15 digits; what the file stores of a longer value is still that value.
        if soll is not None and (wert == soll or float(wert) == float(soll)):
            return
        if soll is not None:
            yield Textfund(
                f"In Zelle {zelle} der Arbeitsmappe steht „{kanon_zahl(wert)}“, geschrieben wurde "
                f"„{kanon_zahl(soll)}“.",
                dokument=erzeugt.dokument,
                stelle=f"Arbeitsmappe, Zelle {zelle}",
            )
            return
    if not buch.kennt(kanon_zahl(wert)):
        yield _fund(erzeugt, kanon_zahl(wert), f"Arbeitsmappe, Zelle {zelle}", kanon_zahl(wert))


def _fehlende(erzeugt: Erzeugtes, blatt: int, gelesen: set[str]) -> Iterator[Textfund]:
    for (nummer, zelle), soll in (erzeugt.zellen or {}).items():
        if nummer == blatt and zelle not in gelesen:
            yield Textfund(
                f"In Zelle {zelle} der Arbeitsmappe fehlt „{kanon_zahl(soll)}“.",
                dokument=erzeugt.dokument,
                stelle=f"Arbeitsmappe, Zelle {zelle}",
            )


def _fund(erzeugt: Erzeugtes, figur: str, ort: str, text: str) -> Textfund:
    return Textfund(f"Die Zahl „{figur}“ hat keine Quelle: {ort}, „{text}“.", dokument=erzeugt.dokument, stelle=ort)
