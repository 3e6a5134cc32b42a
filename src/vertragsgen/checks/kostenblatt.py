"""Rules on the cost sheet (VG206, VG207, VG209)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.model import Block, Blocksatz, Kostenblatt
from vertragsgen.checks.fortschreibung import fortgeschrieben, fortschreibung_stimmt
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge


def _soll_aus(block: Block, blatt: Kostenblatt) -> str:
    """How the sheet comes to the rate, for the message."""
    if block.nach_schluessel:
        return "Gewichtung nach dem Betreuungsschlüssel"
    if block.summe is None or blatt.berechnungstage is None:
        return "Kosten oder Berechnungstage fehlen"
    return f"{format_betrag(block.summe)} € / {format_menge(blatt.berechnungstage, 2)} Berechnungstage"


def _abweichung(block: Block, teil: Blocksatz, blatt: Kostenblatt) -> Fund | None:
    pfad, blattpfad = f"verguetung.saetze.{teil.satz}.{block.id}", f"kostentraegerblatt.{blatt.index}"
    if teil.gerechnet is None or teil.vereinbart is None:
        meldung = f"{block.titel}: Vereinbarung oder Kostenträgerblatt ergeben noch keinen Satz."
        return Fund(meldung, pfad, (blattpfad,), stelle=teil.titel, nicht_pruefbar=True)
    if teil.gerechnet == teil.vereinbart:
        return None
    return Fund(
        f"{block.titel} {teil.titel}: vereinbart {format_betrag(teil.vereinbart)} €, Kostenträgerblatt "
        "ergibt "
        f"{format_betrag(teil.gerechnet)} € ({_soll_aus(block, blatt)}); "
        f"Differenz {format_betrag(teil.vereinbart - teil.gerechnet)} €.",
        pfad,
        (blattpfad,),
        stelle=teil.titel,
    )


@regel("VG206", Schwere.FEHLER)
def satz_gegen_kostenblatt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die vereinbarten Sätze ergeben sich aus dem Kostenträgerblatt.

    Was: Vergleicht jeden Bestandteil mit Blocksumme / Berechnungstage, gerundet auf Cent; gewichtete
        Bestandteile mehrerer Gruppen mit a + b / Schlüssel; nach einer Fortschreibung mit dem Satz des
        Vorgängers × (1 + Prozentsatz). Nicht prüfbar ohne Kostenträgerblatt. Meldet auch, wenn ein Blatt
        keinem Satz zugeordnet oder nicht gewichtet werden kann.
    Warum: Das Kostenträgerblatt ist als Berechnungsgrundlage Teil der Vereinbarung.
    Falsch: Kosten der Grundpauschale 14.016,00 € bei 2.803,20 Berechnungstagen, vereinbart 5,01 €.
    Richtig: vereinbart 5,00 €.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    if fortgeschrieben(kontext.profil):
        yield from fortschreibung_stimmt(kontext)
        return
    if kontext.manifest.kostentraegerblatt is not None and not kontext.berechnung.kostenblaetter:
        meldung = "Ohne Kostenträgerblatt lassen sich die vereinbarten Sätze nicht nachrechnen."
        yield Fund(meldung, "verguetung", nicht_pruefbar=True)
    for blatt in kontext.berechnung.kostenblaetter:
        for block in blatt.bloecke:
            for teil in block.saetze:
                if (fund := _abweichung(block, teil, blatt)) is not None:
                    yield fund


@regel("VG207", Schwere.FEHLER)
def berechnungstage(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Berechnungstage beruhen auf einer zulässigen Zahl von Tagen im Jahr.

    Was: Prüft die Tage im Jahr gegen die Werte, die das Paket zulässt. Meldet auch Plätze, Tage oder
        Auslastung,
        mit denen sich keine Berechnungstage bilden lassen.
    Warum: Plätze × Tage × Auslastung ist der Teiler aller Kosten; ein anderer Wert ändert jeden Satz.
    Falsch: tage: 360
    Richtig: tage: 365
    Rechtsgrundlage: Landesrahmenvertrag (Kalkulationsgrundlagen).
    Seit: 0.1.0
    """
    vorgaben = kontext.manifest.kostentraegerblatt
    for blatt in kontext.berechnung.kostenblaetter:
        if vorgaben is None or blatt.tage is None or blatt.tage in vorgaben.tage_zulaessig:
            continue
        zulaessig = "; ".join(format_menge(tage) for tage in vorgaben.tage_zulaessig)
        yield Fund(
            f"Das Kostenträgerblatt rechnet mit {format_menge(blatt.tage)} Tagen im Jahr; zulässig: {zulaessig}.",
            f"kostentraegerblatt.{blatt.index}.tage",
        )


@regel("VG209", Schwere.FEHLER)
def kostenpositionen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Jede Kostenposition ist berechenbar und nicht negativ.

    Was: Meldet negative Positionen, ausgenommen den Abzug der öffentlichen Förderung in der Höhe, die das
        Blatt
        nennt. Beim Rechnen meldet sie außerdem Prozentpositionen, die sich auf Unbekanntes oder im Kreis
        beziehen, unbekannte Blöcke und Abschreibungen über 0 Jahre.
    Warum: Eine negative Position senkt den Satz, ohne dass die Vereinbarung einen Abzug nennt.
    Falsch: Instandhaltung pauschal -1.200,00.
    Richtig: Instandhaltung pauschal 1.200,00; oder foerderung: 1.200,00 und Position „abzüglich öffentliche
        Förderung“ pauschal -1.200,00.
    Rechtsgrundlage: § 76 Abs. 2 Satz 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 Satz 2
        SGB IX.
    Seit: 0.1.0
    """
    for blatt in kontext.berechnung.kostenblaetter:
        for position in (position for block in blatt.bloecke for position in block.positionen):
            betrag = position.betrag
            if betrag is None or betrag >= 0 or -betrag == blatt.foerderung:
                continue
            yield Fund(
                f"Position {position.nummer} „{position.bezeichnung}“ ist mit {format_betrag(betrag)} € "
                "negativ; "
                "zulässig ist das nur beim Abzug der öffentlichen Förderung in ihrer Höhe.",
                f"kostentraegerblatt.{blatt.index}.{position.pfad}",
                (f"kostentraegerblatt.{blatt.index}.foerderung",),
                stelle=position.nummer,
            )
