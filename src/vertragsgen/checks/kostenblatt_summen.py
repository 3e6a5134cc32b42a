"""Rules on the figures inside a cost sheet (VG207, VG209)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vertragsgen.calculation.angaben import angabe, dezimal, liste
from vertragsgen.calculation.model import Kostenblatt
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge

HILFE = "Berichtigen Sie die Angabe oder lassen Sie sie weg; dann wird sie berechnet."


def blaetter(kontext: Pruefkontext) -> Iterator[tuple[Kostenblatt, Any, str]]:
    """Each computed sheet with what the profile says about it, and its path."""
    angaben = liste(kontext.profil, "kostentraegerblaetter")
    for blatt in kontext.berechnung.kostenblaetter:
        yield blatt, angaben[blatt.index], f"kostentraegerblatt.{blatt.index}"


@regel("VG207", Schwere.FEHLER)
def berechnungstage(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Berechnungstage sind Plätze × Tage × Auslastung, mit einer zulässigen Zahl von Tagen im Jahr.

    Was: Prüft die Tage im Jahr gegen die Werte, die das Paket zulässt, und angegebene Berechnungstage gegen
        Plätze × Tage × Auslastung. Meldet auch Plätze, Tage oder Auslastung, mit denen sich keine
        Berechnungstage bilden lassen.
    Warum: Die Berechnungstage sind der Teiler aller Kosten; ein anderer Wert ändert jeden Satz.
    Falsch: tage: 360
    Richtig: tage: 365
    Rechtsgrundlage: Landesrahmenvertrag (Kalkulationsgrundlagen).
    Seit: 0.1.0
    """
    vorgaben = kontext.manifest.kostentraegerblatt
    for blatt, angaben, pfad in blaetter(kontext):
        if vorgaben is not None and blatt.tage is not None and blatt.tage not in vorgaben.tage_zulaessig:
            zulaessig = "; ".join(format_menge(tage) for tage in vorgaben.tage_zulaessig)
            yield Fund(
                f"Das Kostenträgerblatt rechnet mit {format_menge(blatt.tage)} Tagen im Jahr; zulässig: {zulaessig}.",
                f"{pfad}.tage",
            )
        ist, soll = dezimal(angaben, "berechnungstage"), blatt.berechnungstage
        if ist is None or soll is None or ist == soll:
            continue
        assert blatt.tage is not None
        assert blatt.auslastung_prozent is not None
        plaetze = "1 Platz" if blatt.plaetze == 1 else f"{blatt.plaetze} Plätzen"
        yield Fund(
            f"Berechnungstage {format_menge(ist)} passen nicht zu {plaetze} × {format_menge(blatt.tage)} Tagen × "
            f"{format_menge(blatt.auslastung_prozent)} % = {format_menge(soll)} "
            f"(Differenz {format_menge(ist - soll)}).",
            f"{pfad}.berechnungstage",
            (f"{pfad}.plaetze", f"{pfad}.tage", f"{pfad}.auslastung_prozent"),
            hilfe=HILFE,
        )


@regel("VG209", Schwere.FEHLER)
def kostenpositionen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Kostenpositionen sind berechenbar und nicht negativ, ihre Summen stimmen.

    Was: Meldet negative Positionen, ausgenommen den Abzug der öffentlichen Förderung in der Höhe, die das Blatt
        nennt. Vergleicht ausgewiesene Blocksummen und Gesamtkosten mit der Summe der Positionen und der Blöcke.
        Beim Rechnen meldet sie außerdem Prozentpositionen, die sich auf Unbekanntes oder im Kreis beziehen,
        unbekannte Blöcke und Abschreibungen über 0 Jahre.
    Warum: Eine negative Position senkt den Satz, ohne dass die Vereinbarung einen Abzug nennt; eine falsche Summe
        verdeckt eine vergessene oder verschriebene Position.
    Falsch: Instandhaltung pauschal -1.200,00.
    Richtig: Instandhaltung pauschal 1.200,00; oder foerderung: 1.200,00 und Position „abzüglich öffentliche
        Förderung“ pauschal -1.200,00.
    Rechtsgrundlage: § 76 Abs. 2 Satz 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 Satz 2
        SGB IX.
    Seit: 0.1.0
    """
    for blatt, angaben, pfad in blaetter(kontext):
        for position in (position for block in blatt.bloecke for position in block.positionen):
            betrag = position.betrag
            if betrag is None or betrag >= 0 or -betrag == blatt.foerderung:
                continue
            yield Fund(
                f"Position {position.nummer} „{position.bezeichnung}“ ist mit {format_betrag(betrag)} € negativ; "
                "zulässig ist das nur beim Abzug der öffentlichen Förderung in ihrer Höhe.",
                f"{pfad}.{position.pfad}",
                (f"{pfad}.foerderung",),
                stelle=position.nummer,
            )
        yield from _ausgewiesene_summen(blatt, angaben, pfad)


def _ausgewiesene_summen(blatt: Kostenblatt, angaben: object, pfad: str) -> Iterator[Fund]:
    je_block = {block.id: block for block in blatt.bloecke}
    for nummer, zeile in enumerate(liste(angaben, "summen")):
        block, soll = je_block.get(angabe(zeile, "block", str) or ""), dezimal(zeile, "summe")
        if block is None or soll is None or block.summe is None or block.summe == soll:
            continue
        yield Fund(
            f"Kostenblock {block.titel}: Summe der Positionen {format_betrag(block.summe)} € ungleich ausgewiesener "
            f"Summe {format_betrag(soll)} € ({differenz(block.summe, soll)}).",
            f"{pfad}.summen.{nummer}.summe",
            tuple(f"{pfad}.{position.pfad}" for position in block.positionen),
            stelle=block.titel,
            hilfe="Suchen Sie die abweichende Position, oder berichtigen Sie die ausgewiesene Summe.",
        )
    gesamt = dezimal(angaben, "gesamtkosten")
    if gesamt is not None and blatt.gesamtkosten is not None and gesamt != blatt.gesamtkosten:
        yield Fund(
            f"Gesamtkosten: Summe der Blöcke {format_betrag(blatt.gesamtkosten)} € ungleich ausgewiesenen "
            f"Gesamtkosten {format_betrag(gesamt)} € ({differenz(blatt.gesamtkosten, gesamt)}).",
            f"{pfad}.gesamtkosten",
            (f"{pfad}.positionen",),
            hilfe=HILFE,
        )
