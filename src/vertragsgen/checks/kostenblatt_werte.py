"""Rules on occupancy and public funding in a cost sheet (VG208, VG216)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.kostenblatt_summen import abzuege, foerderbloecke
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge


@regel("VG208", Schwere.WARNUNG, ausnahmefaehig=True)
def auslastung(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die kalkulatorische Auslastung liegt in der üblichen Spanne.

    Was: Vergleicht die Auslastung jedes Kostenträgerblatts mit der Spanne des Pakets. Über 100 % und bis 0 % ist
        sie ein Fehler. Nicht prüfbar, wenn sie fehlt oder das Paket keine Spanne nennt.
    Warum: Eine niedrige Auslastung verteuert jeden Tag; eine über 100 % gibt es nicht.
    Falsch: auslastung_prozent: 69
    Richtig: auslastung_prozent: 96
    Rechtsgrundlage: Landesrahmenvertrag (Kalkulationsgrundlagen).
    Seit: 0.1.0
    """
    spanne = kontext.manifest.pruefwerte.verguetung.auslastung_prozent
    for blatt in kontext.berechnung.kostenblaetter:
        pfad, ist = f"kostentraegerblatt.{blatt.index}.auslastung_prozent", blatt.auslastung_prozent
        if ist is not None and not 0 < ist <= 100:
            yield Fund(
                f"Kalkulatorische Auslastung {format_menge(ist)} % ist nicht möglich; sie liegt über 0 % und höchstens "
                "bei 100 %.",
                pfad,
                schwere=Schwere.FEHLER,
                hilfe="Geben Sie die Auslastung in Prozent an, zum Beispiel 96.",
            )
        elif ist is None or spanne is None:
            meldung = "Ohne Auslastung oder übliche Spanne des Pakets lässt sich die Auslastung nicht prüfen."
            yield Fund(meldung, pfad, nicht_pruefbar=True)
        elif not spanne.min <= ist <= spanne.max:
            naechste = spanne.min if ist < spanne.min else spanne.max
            yield Fund(
                f"Kalkulatorische Auslastung {format_menge(ist)} % liegt außerhalb der üblichen Spanne "
                f"{format_menge(spanne.min)}–{format_menge(spanne.max)} % (Differenz {format_menge(ist - naechste)} "
                "Prozentpunkte).",
                pfad,
                hilfe="Prüfen Sie die Zahl; ist sie so verhandelt, nehmen Sie den Befund mit Grund hin.",
            )


@regel("VG216", Schwere.WARNUNG, ausnahmefaehig=True)
def foerderung_abgesetzt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Öffentliche Förderung ist in voller Höhe von den Kosten abgesetzt.

    Was: Verlangt zu einer Förderung des Kostenträgerblatts eine Abzugsposition in gleicher Höhe im Block, den das
        Paket nennt (sonst in irgendeinem). Nicht prüfbar, solange die Förderung nicht angegeben ist; 0,00 heißt
        keine Förderung.
    Warum: Geförderte Investitionen dürfen nicht ein zweites Mal vergütet werden.
    Falsch: foerderung: 1.200,00 ohne Abzugsposition.
    Richtig: foerderung: 1.200,00 und Position „abzüglich öffentliche Förderung“ pauschal -1.200,00.
    Rechtsgrundlage: § 125 Abs. 3 Satz 2 SGB IX; § 76 Abs. 2 Satz 2 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    vorgesehen = kontext.manifest.pruefwerte.verguetung.foerderung_block
    for blatt in kontext.berechnung.kostenblaetter:
        pfad, betrag = f"kostentraegerblatt.{blatt.index}.foerderung", blatt.foerderung
        if betrag is None:
            meldung = "Ohne Angabe zur öffentlichen Förderung lässt sich ihr Abzug nicht prüfen."
            yield Fund(meldung, pfad, nicht_pruefbar=True)
            continue
        bloecke = foerderbloecke(kontext, blatt)
        negative = abzuege(bloecke)
        abgesetzt = sum((-abzug for _, abzug in negative), Decimal(0))
        if betrag > 0 and abgesetzt != betrag:
            wo = f" im Block {bloecke[0].titel}" if vorgesehen is not None and bloecke else ""
            yield Fund(
                f"Öffentliche Förderung {format_betrag(betrag)} € ist nicht vom Entgelt abgesetzt: "
                f"Abzugspositionen{wo} {format_betrag(abgesetzt)} € ({differenz(abgesetzt, betrag)}).",
                pfad,
                tuple(f"kostentraegerblatt.{blatt.index}.{position.pfad}" for position, _ in negative),
                hilfe=f"Ergänzen Sie{wo} eine Position mit „pauschal“ in Höhe der Förderung, mit Minuszeichen.",
            )
