"""Upper part of the worksheet: Kopfdaten, Hilfebedarfsgruppen, Stellenplan."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from vertragsgen.calculation.bezug import STUNDEN
from vertragsgen.calculation.model import Kostenblatt, Stelle
from vertragsgen.notation import format_datum
from vertragsgen.rendering.xlsx.blatt import OFFEN, Blatt

ARTEN = {"fachkraft": "Fachkraft", "nichtfachkraft": "Nichtfachkraft"}


def _zeitraum(kostenblatt: Kostenblatt) -> str | None:
    if kostenblatt.zeitraum_von is None or kostenblatt.zeitraum_bis is None:
        return None
    return f"{format_datum(kostenblatt.zeitraum_von)} bis {format_datum(kostenblatt.zeitraum_bis)}"


def schluesselformat(schluessel: Decimal) -> str:
    """The number format that shows a Schlüssel with the decimals it needs."""
    exponent = schluessel.normalize().as_tuple().exponent
    return f"schluessel_{min(4, max(0, -exponent)) if isinstance(exponent, int) else 0}"


def kopfdaten(
    blatt: Blatt,
    traeger: str,
    angebot: str | None,
    standorte: Sequence[str],
    kostenblatt: Kostenblatt,
    bearbeitung: str | None = None,
) -> None:
    """Two-column grid: whom the sheet is about, and what costs are divided by."""
    blatt.abschnitt("Kopfdaten")
    stichtag = format_datum(kostenblatt.stichtag) if kostenblatt.stichtag else None
    links = [
        ("Träger", traeger),
        ("Angebot/Leistungstyp", angebot),
        ("Standorte" if len(standorte) > 1 else "Standort", "; ".join(standorte)),
        ("Kalkulationszeitraum", _zeitraum(kostenblatt)),
        ("Tarif", kostenblatt.tarif),
        ("Stichtag der Kalkulation", stichtag),
    ]
    erste = blatt.zeile
    for beschriftung, wert in links:
        blatt.verbunden(0, 1, beschriftung, "beschriftung")
        blatt.verbunden(2, 3, wert or OFFEN, "text")
        blatt.hoehe(wert, 38)
        blatt.zeile += 1
    _gruppen(blatt, kostenblatt)
    letzte, blatt.zeile = blatt.zeile, erste
    _rechengrundlagen(blatt, kostenblatt, bearbeitung)
    blatt.zeile = letzte
    _gruppentage(blatt, kostenblatt)


def _rechengrundlagen(blatt: Blatt, kostenblatt: Kostenblatt, bearbeitung: str | None) -> None:
    """Places, days, occupancy; the Berechnungstage follow from them."""
    je_gruppe = [gruppe.plaetze for gruppe in kostenblatt.gruppen]
    bekannt = [zahl for zahl in je_gruppe if zahl is not None]
    aus_gruppen = len(bekannt) == len(je_gruppe) > 0 and sum(bekannt) == kostenblatt.plaetze
    orte = blatt.orte

    def beschriftung(text: str) -> None:
        blatt.verbunden(4, 5, text, "beschriftung")
        blatt.breit(6, 7, "mitte")

    beschriftung("Plätze")
    if aus_gruppen:
        zellen = ",".join(orte["plaetze", gruppe.satz] for gruppe in kostenblatt.gruppen)
        orte["plaetze",] = blatt.formel(6, f"SUM({zellen})", kostenblatt.plaetze, "ganz")
    else:
        orte["plaetze",] = blatt.zahl(6, kostenblatt.plaetze, "eingabe_ganz")
    blatt.zeile += 1
    worte = kostenblatt.worte
    beschriftung(worte.zahl)
    orte["tage",] = blatt.zahl(6, kostenblatt.zahl_im_jahr, "eingabe_menge")
    blatt.zeile += 1
    beschriftung("Auslastung in %")
    orte["auslastung",] = blatt.zahl(6, kostenblatt.auslastung_prozent, "eingabe_prozent")
    blatt.zeile += 1
    nach_stunden = kostenblatt.bezug == STUNDEN
    beschriftung(f"{worte.menge} ({'' if nach_stunden else 'Plätze × '}{worte.faktoren})")
    formel = orte["tage",] if nach_stunden else f"{orte['plaetze',]}*{orte['tage',]}"
    formel += "" if kostenblatt.auslastung_prozent is None else f"*{orte['auslastung',]}/100"
    orte["bt",] = blatt.formel(6, formel, kostenblatt.berechnungstage, "summe_menge")
    blatt.hoehe("x" * 50, 30)
    blatt.zeile += 1
    beschriftung("Öffentliche Förderung in €")
    if kostenblatt.foerderung is None:
        blatt.text(6, OFFEN, "mitte")
    else:
        blatt.zahl(6, kostenblatt.foerderung, "eingabe_euro")
    blatt.zeile += 1
    beschriftung("Bearbeitung")
    blatt.text(6, bearbeitung, "eingabe_text")
    blatt.hoehe(bearbeitung, 30)
    blatt.zeile += 1


def _gruppen(blatt: Blatt, kostenblatt: Kostenblatt) -> None:
    """The rows of the rates that the sheet covers: places and Schlüssel."""
    blatt.abschnitt("Verteilung auf die Vergütungssätze")
    titel = [
        "Nr.",
        "Vergütungssatz",
        "Plätze",
        "Betreuungsschlüssel",
        "VK Betreuung (Soll)",
        kostenblatt.worte.menge,
        "Gesamtentgelt vereinbart €",
        None,
    ]
    blatt.kopfzeile(titel)
    for nummer, gruppe in enumerate(kostenblatt.gruppen, 1):
        blatt.text(0, str(nummer), "mitte")
        blatt.text(1, gruppe.titel)
        blatt.hoehe(gruppe.titel, 42)
        blatt.orte["plaetze", gruppe.satz] = blatt.zahl(2, gruppe.plaetze, "eingabe_ganz")
        schluessel = gruppe.schluessel
        art = f"eingabe_{schluesselformat(schluessel)}" if schluessel is not None else "mitte"
        blatt.orte["schluessel", gruppe.satz] = blatt.zahl(3, schluessel, art)
        formel = f"{blatt.orte['plaetze', gruppe.satz]}/{blatt.orte['schluessel', gruppe.satz]}"
        blatt.orte["vk", gruppe.satz] = blatt.formel(4, formel, gruppe.vk, "menge")
        blatt.breit(6, 7, "eingabe_euro")
        blatt.orte["vereinbart", gruppe.satz] = blatt.zahl(6, gruppe.vereinbart, "eingabe_euro")
        blatt.zeile += 1


def _gruppentage(blatt: Blatt, kostenblatt: Kostenblatt) -> None:
    """Berechnungstage of each row, written once places, days and occupancy have their cells."""
    ende, blatt.zeile = blatt.zeile, blatt.zeile - len(kostenblatt.gruppen)
    for gruppe in kostenblatt.gruppen:
        tage, auslastung = blatt.orte["tage",], blatt.orte["auslastung",]
        formel = f"{blatt.orte['plaetze', gruppe.satz]}*{tage}*{auslastung}/100"
        if kostenblatt.bezug == STUNDEN:
            formel = blatt.orte["bt",]
        blatt.orte["bt", gruppe.satz] = blatt.formel(5, formel, gruppe.berechnungstage, "menge")
        blatt.zeile += 1
    blatt.zeile = ende


def stellenplan(blatt: Blatt, kostenblatt: Kostenblatt) -> None:
    """Posts with VK and cost; sums of the Betreuung, comparison with the Schlüssel, Fachkraftquote."""
    blatt.abschnitt("Stellenplan")
    blatt.kopfzeile(
        [
            "Nr.",
            "Funktion",
            "VK",
            "Qualifikation",
            "AG-Brutto je VK und Jahr €",
            "Tarifgruppe",
            "€ im Jahr",
            "Art",
        ]
    )
    for stelle in kostenblatt.stellen:
        _stelle(blatt, stelle)
    betreuer = [stelle for stelle in kostenblatt.stellen if stelle.ist_betreuung]
    if not betreuer:
        blatt.orte["vk_ist",] = blatt.orte["vk_fach",] = "0"
        return
    zellen = ",".join(blatt.orte["stelle_vk", stelle.nummer] for stelle in betreuer)
    fach = ",".join(blatt.orte["stelle_vk", stelle.nummer] for stelle in betreuer if stelle.ist_fachkraft)
    blatt.verbunden(0, 1, "Betreuungspersonal (Ist)", "summe_text")
    blatt.orte["vk_ist",] = blatt.formel(2, f"SUM({zellen})", kostenblatt.vk_betreuung_ist, "summe_menge")
    blatt.leer(3, 5, "summe_text")
    kosten = [stelle.betrag for stelle in betreuer]
    summe = None if None in kosten else sum((betrag for betrag in kosten if betrag is not None), Decimal(0))
    betraege = ",".join(blatt.orte["stelle_betrag", stelle.nummer] for stelle in betreuer)
    blatt.formel(6, f"SUM({betraege})", summe, "summe_euro")
    blatt.leer(7, 7, "summe_text")
    blatt.zeile += 1
    blatt.verbunden(0, 1, "Betreuungspersonal (Soll: Plätze / Schlüssel)", "text")
    gruppen = ",".join(blatt.orte["vk", gruppe.satz] for gruppe in kostenblatt.gruppen) or "0"
    blatt.orte["vk_soll",] = blatt.formel(2, f"SUM({gruppen})", kostenblatt.vk_betreuung_soll, "menge")
    blatt.leer(3, 7)
    blatt.zeile += 1
    blatt.verbunden(0, 1, "Fachkraftquote", "text")
    quote = kostenblatt.fachkraftquote_prozent
    formel = f"SUM({fach or '0'})/{blatt.orte['vk_ist',]}"
    blatt.formel(2, formel, None if quote is None else quote / 100, "anteil")
    blatt.leer(3, 7)
    blatt.zeile += 1


def _stelle(blatt: Blatt, stelle: Stelle) -> None:
    blatt.text(0, stelle.nummer, "mitte")
    blatt.text(1, stelle.funktion)
    vk = blatt.orte["stelle_vk", stelle.nummer] = blatt.zahl(2, stelle.vk, "eingabe_menge")
    blatt.text(3, stelle.qualifikation or OFFEN)
    kosten = blatt.orte["stelle_kosten", stelle.nummer] = blatt.zahl(4, stelle.ag_brutto_je_vk, "eingabe_euro")
    blatt.text(5, stelle.tarifgruppe or OFFEN)
    betrag = blatt.formel(6, f"ROUND({vk}*{kosten},2)", stelle.betrag, "euro")
    blatt.orte["stelle_betrag", stelle.nummer] = betrag
    art = stelle.art or ""
    blatt.text(7, ARTEN.get(art, art[:1].upper() + art[1:]))
    blatt.hoehe(max(stelle.funktion, stelle.qualifikation or "", key=len), 24 if stelle.qualifikation else 42)
    blatt.zeile += 1
