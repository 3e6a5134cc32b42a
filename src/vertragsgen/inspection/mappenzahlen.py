"""The figures of a workbook: texts, headers and footers of its record, and whether the file holds what was recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from vertragsgen.inspection.klauselzahlen import klauselzahlen
from vertragsgen.inspection.mappenlesen import abweichungen
from vertragsgen.inspection.regel import Textfund, Textkontext
from vertragsgen.inspection.zahlen import gedruckte, kanon, kanon_zahl, ohne_endung
from vertragsgen.inspection.zahlenquellen import Quellen
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.plan import KENNUNG
from vertragsgen.rendering.xlsx import Mappe

# &L, &P, &8: position, field, size; && is an ampersand.
_STEUERZEICHEN = re.compile(r'&(?:[A-Za-z]|\d+|"[^"]*")')


def mappenfunde(
    kontext: Textkontext, erzeugt: Erzeugtes, quellen: Quellen, nummern: frozenset[str]
) -> Iterator[Textfund]:
    """Figures of the workbook without a source, and, once it is a file, cells that do not hold what was recorded.

    A recorded figure has its source by construction: the builder is given the calculation and nothing else.
    """
    assert erzeugt.mappe is not None
    buch = _Mappenbuch(kontext, erzeugt, quellen, nummern)
    offen = {text: figur for text in kontext.mappentexte(erzeugt) if (figur := buch.offen(text))}
    for blatt in erzeugt.mappe.blaetter:
        for ort, text in blatt.textzellen() if offen else ():
            if text in offen:
                yield _fund(erzeugt, offen[text], f"Arbeitsmappe, Zelle {ort}", text)
        for rand, inhalt in (("Kopfzeile", blatt.kopf), ("Fußzeile", blatt.fuss)):
            text = _STEUERZEICHEN.sub(" ", inhalt.replace("&&", "und"))
            if figur := buch.offen(text):
                yield _fund(erzeugt, figur, f"Arbeitsmappe, {rand}", erzeugt.mit_kennung(text.strip()))
    if erzeugt.mappenteile:
        yield from _abweichungen(erzeugt, erzeugt.mappe, erzeugt.mappenteile)


class _Mappenbuch:
    """The sources of the workbook's figures: what the documents print first, all of the calculation if need be."""

    def __init__(self, kontext: Textkontext, erzeugt: Erzeugtes, quellen: Quellen, nummern: frozenset[str]) -> None:
        self.kontext, self.quellen = kontext, quellen
        # Header and footer hold its mark.
        in_zellen = any(KENNUNG in text for text in erzeugt.mappentexte.values())
        self.kennung = f"Kennung {erzeugt.kennung}" if in_zellen else None
        dokument = kontext.pruefung.manifest.dokument(erzeugt.dokument)
        zahlen = tuple(dokument.zahlen) if dokument is not None else ()
        self.bekannt = quellen.gelesen() | nummern | klauselzahlen("", zahlen).erklaert
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
            self.bekannt |= self.quellen.gemerkt()
            for wert in (pruefung.berechnung, pruefung.profil.traeger, pruefung.profil.angebot):
                self.bekannt |= self.quellen.alles(wert)
            self.vollstaendig = True
        return figur in self.bekannt

    def offen(self, text: str) -> str | None:
        """The first figure of a text that has no source."""
        figuren = gedruckte(text)
        if figuren is None:
            return None
        if self.kennung is not None and self.kennung in text:
            figuren = gedruckte(text.replace(self.kennung, "")) or ()
        for figur, wert in figuren:
            if not self.kennt(wert):
                zahl = ohne_endung(figur)
                if zahl is None or not self.kennt(kanon(zahl)):
                    return figur
        return None


def _abweichungen(erzeugt: Erzeugtes, mappe: Mappe, teile: Mapping[str, bytes]) -> Iterator[Textfund]:
    """Cells of the file that do not hold what was recorded for them."""
    for ort, ist, soll in abweichungen(mappe, teile):
        steht = "fehlt" if ist is None else f"steht „{_anzeige(ist)}“, geschrieben wurde"
        yield Textfund(
            f"In Zelle {ort} der Arbeitsmappe {steht} „{_anzeige(soll)}“.",
            dokument=erzeugt.dokument,
            stelle=f"Arbeitsmappe, Zelle {ort}",
        )


def _anzeige(wert: str | Decimal) -> str:
    return kanon_zahl(wert) if isinstance(wert, Decimal) else wert


def _fund(erzeugt: Erzeugtes, figur: str, ort: str, text: str) -> Textfund:
    return Textfund(f"Die Zahl „{figur}“ hat keine Quelle: {ort}, „{text}“.", dokument=erzeugt.dokument, stelle=ort)
