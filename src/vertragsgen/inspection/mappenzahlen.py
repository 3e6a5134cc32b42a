"""The figures of a workbook, read from its XML: cells, texts, headers and footers."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from vertragsgen.inspection.klauselzahlen import klauselzahlen
from vertragsgen.inspection.quellen import Quellen
from vertragsgen.inspection.regel import Textfund, Textkontext
from vertragsgen.inspection.zahlen import figuren, kanon, kanon_zahl, ohne_endung, ohne_struktur
from vertragsgen.rendering.produce import Erzeugtes

_ZELLE = re.compile(r'<c r="([A-Z]+\d+)"([^>]*)>(?:<f[^>]*>[^<]*</f>)?<v>([^<]*)</v>')
_EINTRAG = re.compile(r"<si>(.*?)</si>", re.DOTALL)
_WORT = re.compile(r"<t(?: [^>]*)?>([^<]*)")
_RAND = re.compile(r"<(odd|even|first)(Header|Footer)>([^<]*)")
# &L, &P, &8: position, field, size; && is an ampersand.
_STEUERZEICHEN = re.compile(r'&(?:[A-Za-z]|\d+|"[^"]*")')
_BLATT = re.compile(r"xl/worksheets/sheet(\d+)\.xml")


def mappenfunde(
    kontext: Textkontext, erzeugt: Erzeugtes, quellen: Quellen, nummern: frozenset[str]
) -> Iterator[Textfund]:
    """Figures of the workbook without a source, and cells that do not hold what was written to them."""
    assert erzeugt.mappe is not None
    bekannt = _quellen(kontext, erzeugt, quellen) | nummern
    with zipfile.ZipFile(io.BytesIO(erzeugt.mappe)) as archiv:
        namen = archiv.namelist()
        texte = _texte(archiv) if "xl/sharedStrings.xml" in namen else []
        offen = {text: figur for text in texte if (figur := _ohne_quelle(text, bekannt, erzeugt.kennung))}
        for name in namen:
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
                    yield from _zahl(erzeugt, int(blatt[1]), zelle, inhalt, bekannt)
                elif 't="str"' in merkmale and (figur := _ohne_quelle(html.unescape(inhalt), bekannt, erzeugt.kennung)):
                    yield _fund(erzeugt, figur, ort, html.unescape(inhalt))
            yield from _fehlende(erzeugt, int(blatt[1]), gelesen)
            for _, art, inhalt in _RAND.findall(xml):
                text = _STEUERZEICHEN.sub(" ", html.unescape(inhalt).replace("&&", "und"))
                if figur := _ohne_quelle(text, bekannt, erzeugt.kennung):
                    rand = "Kopfzeile" if art == "Header" else "Fußzeile"
                    yield _fund(erzeugt, figur, f"Arbeitsmappe, {rand}", text.strip())


def _quellen(kontext: Textkontext, erzeugt: Erzeugtes, quellen: Quellen) -> set[str]:
    pruefung = kontext.pruefung
    dokument = pruefung.manifest.dokument(erzeugt.dokument)
    bekannt = set(quellen.alles(pruefung.berechnung))
    bekannt |= quellen.alles(pruefung.profil.traeger) | quellen.alles(pruefung.profil.angebot)
    bekannt |= quellen.von(erzeugt.werte, erzeugt.pfade)
    if dokument is not None:
        bekannt |= klauselzahlen("", tuple(dokument.zahlen)).erklaert
        for vorlage in dokument.xlsx_texte.values():
            # Figures typed into the workbook's wording need a declaration as in a clause.
            bekannt -= {zahl.kanon for zahl in klauselzahlen(vorlage, tuple(dokument.zahlen)).offen}
    return bekannt


def _texte(archiv: zipfile.ZipFile) -> list[str]:
    xml = archiv.read("xl/sharedStrings.xml").decode("utf-8")
    return [html.unescape("".join(_WORT.findall(eintrag))) for eintrag in _EINTRAG.findall(xml)]


def _ohne_quelle(text: str, bekannt: set[str], kennung: str) -> str | None:
    """The first figure of a text that has no source."""
    if not any(zeichen.isdigit() for zeichen in text):
        return None
    for figur in figuren(ohne_struktur(text.replace(f"Kennung {kennung}", ""))):
        if kanon(figur) not in bekannt:
            zahl = ohne_endung(figur)
            if zahl is None or kanon(zahl) not in bekannt:
                return figur
    return None


def _zahl(erzeugt: Erzeugtes, blatt: int, zelle: str, inhalt: str, bekannt: set[str]) -> Iterator[Textfund]:
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
                f"In Zelle {zelle} der Arbeitsmappe steht „{kanon_zahl(wert)}“, geschrieben wurde „{kanon_zahl(soll)}“.",
                dokument=erzeugt.dokument,
                stelle=f"Arbeitsmappe, Zelle {zelle}",
            )
            return
    if kanon_zahl(wert) not in bekannt:
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
