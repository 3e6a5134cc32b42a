"""Rules on the figures inside a cost sheet (VG207, VG209)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from vertragsgen.calculation.angaben import angabe, dezimal, liste
from vertragsgen.calculation.bezug import STUNDEN
from vertragsgen.calculation.model import Block, Kostenblatt, Position
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag, runde
from vertragsgen.notation import MENGENSTELLEN, format_menge
from vertragsgen.profile.costsheet import ZAHL_IM_JAHR

HILFE = "Berichtigen Sie die Angabe oder lassen Sie sie weg; dann wird sie berechnet."


def blaetter(kontext: Pruefkontext) -> Iterator[tuple[Kostenblatt, Any, str]]:
    """Each computed sheet with what the profile says about it, and its path."""
    angaben = liste(kontext.profil, "kostentraegerblaetter")
    for blatt in kontext.berechnung.kostenblaetter:
        yield blatt, angaben[blatt.index], f"kostentraegerblatt.{blatt.index}"


def foerderbloecke(kontext: Pruefkontext, blatt: Kostenblatt) -> list[Block]:
    """The blocks in which public funding is deducted: the one that the package names, else any."""
    vorgesehen = kontext.manifest.pruefwerte.verguetung.foerderung_block
    return [block for block in blatt.bloecke if vorgesehen in (None, block.id)]


def abzuege(bloecke: Iterable[Block]) -> list[tuple[Position, Decimal]]:
    """The positions below zero, with their amounts."""
    return [
        (position, position.betrag)
        for block in bloecke
        for position in block.positionen
        if position.betrag is not None and position.betrag < 0
    ]


@regel("VG207", Schwere.FEHLER)
def berechnungstage(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Berechnungstage sind Plätze × Tage × Auslastung, mit einer zulässigen Zahl von Tagen im Jahr.

    Was: Prüft die Tage im Jahr gegen die Werte, die das Paket zulässt, und angegebene Berechnungstage gegen
        Plätze × Tage × Auslastung, auf vier Nachkommastellen; ebenso Monate und Platzmonate, Fachleistungsstunden
        gegen Stunden × Auslastung.
        Die Bezugsgröße des Blatts muss die der Einheit sein, in der seine Sätze vereinbart sind. Meldet auch Plätze,
        Tage, Monate, Stunden oder Auslastung, durch die sich nichts teilen lässt.
    Warum: Die Berechnungstage sind der Teiler aller Kosten; ein anderer Wert ändert jeden Satz.
    Falsch: tage: 360
    Richtig: tage: 365
    Rechtsgrundlage: Landesrahmenvertrag (Kalkulationsgrundlagen).
    Seit: 0.1.0
    """
    for blatt, angaben, pfad in blaetter(kontext):
        yield from _zulaessig(kontext, blatt, pfad)
        yield from _einheit_passt(kontext, blatt, pfad)
        ist, exakt = dezimal(angaben, "berechnungstage"), blatt.berechnungstage
        if ist is None or exakt is None:
            continue
        # A profile cannot state more decimals; the calculation itself stays unrounded.
        soll = runde(exakt, MENGENSTELLEN)
        if ist == soll:
            continue
        feld = ZAHL_IM_JAHR[blatt.bezug]
        rechnung, wege = _rechnung(blatt, feld)
        yield Fund(
            f"{blatt.worte.menge} {format_menge(ist)} passen nicht zu {rechnung} = {_knapp(soll)} "
            f"(Differenz {_knapp(ist - soll)}).",
            f"{pfad}.berechnungstage",
            tuple(f"{pfad}.{name}" for name in wege),
            hilfe=HILFE,
        )


def _knapp(menge: Decimal) -> str:
    return format_menge(menge, 0, MENGENSTELLEN)


def _zulaessig(kontext: Pruefkontext, blatt: Kostenblatt, pfad: str) -> Iterator[Fund]:
    vorgaben, zahl = kontext.manifest.kostentraegerblatt, blatt.zahl_im_jahr
    erlaubt = [] if vorgaben is None else vorgaben.zulaessige_zahlen(blatt.bezug)
    if erlaubt and zahl is not None and zahl not in erlaubt:
        zulaessig = "; ".join(format_menge(wert) for wert in erlaubt)
        yield Fund(
            f"{blatt.worte.zahl}: Das Kostenträgerblatt rechnet mit {format_menge(zahl)}; zulässig: {zulaessig}.",
            f"{pfad}.{ZAHL_IM_JAHR[blatt.bezug]}",
        )


def _einheit_passt(kontext: Pruefkontext, blatt: Kostenblatt, pfad: str) -> Iterator[Fund]:
    """A monthly rate cannot come from costs divided by days."""
    for satz in blatt.saetze:
        einheit = kontext.manifest.einheiten.get(satz.einheit)
        if einheit is not None and einheit.bezug != blatt.bezug:
            yield Fund(
                f"Das Kostenträgerblatt rechnet {blatt.worte.je}, {satz.titel} ist aber „{einheit.titel}“ vereinbart "
                f"(Bezugsgröße {einheit.bezug}).",
                f"{pfad}.bezugsgroesse",
                (f"verguetung.saetze.{satz.index}", "verguetung.einheit"),
                stelle=satz.titel,
                hilfe="Berichtigen Sie die Einheit der Vergütung oder die „bezugsgroesse“ des Blatts.",
            )


def _rechnung(blatt: Kostenblatt, feld: str) -> tuple[str, list[str]]:
    """How the sheet comes to what it divides by, with figures, and the values behind it."""
    zahl = "?" if blatt.zahl_im_jahr is None else format_menge(blatt.zahl_im_jahr)
    faktoren, wege = [f"{zahl} ({blatt.worte.zahl})"], [feld]
    if blatt.auslastung_prozent is not None:
        faktoren.append(f"{format_menge(blatt.auslastung_prozent)} %")
        wege.append("auslastung_prozent")
    if blatt.bezug == STUNDEN:
        return " × ".join(faktoren), wege
    plaetze = "1 Platz" if blatt.plaetze == 1 else f"{blatt.plaetze} Plätzen"
    return " × ".join([plaetze, *faktoren]), ["plaetze", *wege]


@regel("VG209", Schwere.FEHLER)
def kostenpositionen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Kostenpositionen sind berechenbar und nicht negativ, ihre Summen stimmen.

    Was: Meldet negative Positionen, ausgenommen den Abzug der öffentlichen Förderung in der Höhe, die das Blatt
        nennt, auch in mehreren Positionen, und nur in dem Block, den das Paket dafür nennt. Vergleicht
        ausgewiesene Blocksummen und Gesamtkosten mit der Summe der Positionen und der Blöcke.
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
        erlaubt = _foerderabzug(kontext, blatt)
        for position, betrag in abzuege(blatt.bloecke):
            if position.pfad in erlaubt:
                continue
            yield Fund(
                f"Position {position.nummer} „{position.bezeichnung}“ ist mit {format_betrag(betrag)} € negativ; "
                "zulässig ist das nur beim Abzug der öffentlichen Förderung in ihrer Höhe.",
                f"{pfad}.{position.pfad}",
                (f"{pfad}.foerderung",),
                stelle=position.nummer,
            )
        yield from _ausgewiesene_summen(blatt, angaben, pfad)


def _foerderabzug(kontext: Pruefkontext, blatt: Kostenblatt) -> set[str]:
    """Paths of the positions that deduct the funding: all deductions of its block, else the first as high as it is."""
    negative = abzuege(foerderbloecke(kontext, blatt))
    if sum((-betrag for _, betrag in negative), Decimal(0)) == blatt.foerderung:
        return {position.pfad for position, _ in negative}
    gleiche = [position.pfad for position, betrag in negative if -betrag == blatt.foerderung]
    return set(gleiche[:1])


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
