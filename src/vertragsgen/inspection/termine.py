"""Rules on dates in the wording: the date of the report, and whether all dates exist (VG306, VG308)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.quellen import herkunft
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.notation import MONATE

_MONATE = "|".join(MONATE)
_TERMIN = re.compile(rf"\b(?:bis\s+(?:zum|spätestens\s+zum)|zum)\s+(\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONATE})))")
_DATUM = re.compile(
    r"(?=[\dx])(?<![\d.,/:§-])(?:"
    r"(?P<tag>\d{1,2}|x{1,2})\.\s?(?P<monat>\d{1,2}|x{1,2})\.\s?(?P<jahr>\d{4}|\d{2}(?:xx)?|x{2,4}|20xx)(?![\w]|\.\d)"
    r"|\d{4}-\d{2}-\d{2}(?![\d-])"
    rf"|\d{{1,2}}\.\s(?:{_MONATE})(?:\s\d{{4}})?"
    r"|\d{1,2}/\d{1,2}/\d{4}"
    r")",
    re.IGNORECASE,
)
# Where this finds nothing, there is no date: amounts and section numbers fill most cells.
# It begins with what is rarer than a digit.
_VIELLEICHT = re.compile(r"[./-](?:(?<=\d\.)(?:\s?\d\d?\.|\s[A-ZÄÖÜ])|(?<=[xX]\.)|(?<=\d-)\d\d-|(?<=\d/)\d)")


def _termine(text: str) -> tuple[str, ...] | None:
    return tuple(_TERMIN.findall(text)) or None


_TERMINE = Frage(
    _termine,
    (
        "bis",
        "zum",
    ),
)


@textregel("VG306", Schwere.WARNUNG, ausnahmefaehig=True)
def berichtsfrist(kontext: Textkontext) -> Iterator[Textfund]:
    """Der jährliche Bericht ist zum üblichen Termin vorzulegen.

    Was: Liest in den Klauseln zum Bericht den Termin („bis zum 31.03.“) und vergleicht ihn mit dem des Pakets. Nicht
        prüfbar, wenn das Paket keinen Termin nennt oder keine Klausel einen enthält.
    Warum: Ein anderer Termin geht an der Auswertung des Leistungsträgers vorbei und wird versäumt.
    Falsch: Berichtsunterlagen bis zum 30.06. des Folgejahres
    Richtig: Berichtsunterlagen bis zum 31.03. des Folgejahres
    Rechtsgrundlage: Landesrahmenvertrag; § 76 Abs. 3 SGB XII in der bis 31.12.2019 geltenden Fassung, § 128 SGB IX.
    Seit: 0.1.0
    """
    werte = kontext.pruefung.manifest.pruefwerte.termine.bericht
    themen = frozenset[str]() if werte is None else frozenset(werte.themen)
    gefunden = [
        (klausel.absatz(nummer), termin)
        for klausel, antworten in kontext.klauseln_mit(_TERMINE)
        if not themen.isdisjoint(klausel.stueck.klausel.themen)
        for nummer, termine in antworten
        for termin in termine
    ]
    if werte is None or not gefunden:
        meldung = "Ein Berichtstermin ist im Paket oder im Wortlaut nicht genannt."
        yield Textfund(meldung, pfad="paket", nicht_pruefbar=True)
        return
    for absatz, termin in gefunden:
        if _tag_und_monat(termin) != _tag_und_monat(werte.termin):
            meldung = f"Berichtstermin {termin} weicht vom {werte.termin} ab."
            yield fund_an(absatz, termin, meldung, weitere=herkunft(kontext, termin))


def _tag_und_monat(text: str) -> tuple[int, int] | None:
    """Day and month of „31.03.“ or „31. März“."""
    if (ziffern := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.", text)) is not None:
        return int(ziffern[1]), int(ziffern[2])
    name = re.fullmatch(rf"(\d{{1,2}})\.\s?({_MONATE})", text)
    return None if name is None else (int(name[1]), _MONATE.split("|").index(name[2]) + 1)


def _ungueltige(text: str) -> tuple[str, ...] | None:
    """The wrong dates of a paragraph."""
    return tuple(treffer.group() for treffer in _DATUM.finditer(text) if not _gueltig(treffer)) or None


_UNGUELTIGE = Frage(_ungueltige, zeichen=_VIELLEICHT)


@textregel("VG308", Schwere.FEHLER, ausnahmefaehig=True)
def datumsangaben(kontext: Textkontext) -> Iterator[Textfund]:
    """Jedes Datum im Wortlaut gibt es, und es ist geschrieben wie TT.MM.JJJJ.

    Was: Sucht alle Datumsangaben der Dokumente, auch als „1. Januar 2019“, „2019-01-01“ oder „xx.xx.20xx“ geschriebene,
        und verlangt zwei Stellen für Tag und Monat, vier für das Jahr und einen Tag, den es gibt.
    Warum: Ein Tag, den es nicht gibt, macht Beginn oder Frist unbestimmt; ein offener Platzhalter ist nicht vereinbart.
    Falsch: gilt ab dem 31.02.2019; gilt ab dem 1.1.2019; gilt ab dem xx.xx.20xx
    Richtig: gilt ab dem 01.03.2019
    Rechtsgrundlage: Schreibregel der Vorlagen; DIN 5008.
    Seit: 0.1.0
    """
    for absatz, ungueltige in kontext.antworten(_UNGUELTIGE):
        for wert in ungueltige:
            meldung = f"„{wert}“ ist kein gültiges Datum TT.MM.JJJJ."
            yield fund_an(absatz, wert, meldung, weitere=herkunft(kontext, wert))


def _gueltig(treffer: re.Match[str]) -> bool:
    """True for a day that exists, written TT.MM.JJJJ."""
    if re.fullmatch(r"\d{2}\.\d{2}\.\d{4}", treffer.group()) is None:
        return False
    try:
        date(int(treffer["jahr"]), int(treffer["monat"]), int(treffer["tag"]))
    except ValueError:
        return False
    return True
