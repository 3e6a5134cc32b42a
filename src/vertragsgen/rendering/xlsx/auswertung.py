"""Lower part of the worksheet: Zusammenstellung, Fortschreibung and Platzgeld."""

from __future__ import annotations

from decimal import Decimal

from vertragsgen.calculation.model import Block, Blocksatz, Fortschreibungsteil, Kostenblatt, Satz
from vertragsgen.rendering.xlsx.blatt import LETZTE_SPALTE, Blatt


def zusammenstellung(blatt: Blatt, kostenblatt: Kostenblatt) -> None:
    """Blocks, rates, proceeds and rounding differences; the last line is the Jahresbudget."""
    blatt.abschnitt("Zusammenstellung")
    blatt.kopfzeile(
        ["Block", None, "Kosten € im Jahr", kostenblatt.worte.menge, "Satz exakt €", "Satz gerundet €",
         "Erlös € (Satz × Menge)", "Rundungsdifferenz €"]
    )  # fmt: skip
    mehrere = len(kostenblatt.gruppen) > 1
    for block in kostenblatt.bloecke:
        for teil in block.saetze:
            _satzzeile(blatt, block, teil, kostenblatt, mehrere=mehrere)
        if mehrere:
            blatt.verbunden(0, 1, f"{block.titel} insgesamt", "summe_text")
            blatt.formel(2, blatt.orte["summe", block.id], block.summe, "summe_euro")
            blatt.formel(3, blatt.orte["bt",], kostenblatt.berechnungstage, "summe_menge")
            blatt.leer(4, 5, "summe_text")
            zellen = ",".join(blatt.orte["erloes", block.id, teil.satz] for teil in block.saetze)
            erloes = blatt.formel(6, f"SUM({zellen})", block.erloes, "summe_euro")
            formel = f"{erloes}-{blatt.orte['summe', block.id]}"
            blatt.formel(7, f"ROUND({formel},2)", block.rundungsdifferenz, "summe_euro")
            blatt.zeile += 1
    for gruppe in kostenblatt.gruppen:
        saetze = ",".join(blatt.orte["satz", block.id, gruppe.satz] for block in kostenblatt.bloecke)
        if mehrere:
            blatt.verbunden(0, 1, f"Gesamtentgelt {gruppe.titel}", "text")
            blatt.text(2, None)
            tage = blatt.formel(3, blatt.orte["bt", gruppe.satz], gruppe.berechnungstage, "menge")
            blatt.text(4, None)
            gesamt = blatt.formel(5, f"SUM({saetze})", gruppe.gesamtentgelt, "euro")
            budget = blatt.formel(6, f"ROUND({gesamt}*{tage},2)", gruppe.jahresbudget, "euro")
            blatt.text(7, None)
            blatt.orte["gesamt", gruppe.satz], blatt.orte["budget", gruppe.satz] = gesamt, budget
            blatt.zeile += 1
    _gesamt(blatt, kostenblatt, mehrere=mehrere)


def _satzzeile(blatt: Blatt, block: Block, teil: Blocksatz, kostenblatt: Kostenblatt, *, mehrere: bool) -> None:
    orte = blatt.orte
    tage_ort = orte["bt", teil.satz] if mehrere else orte["bt",]
    gruppe = next(gruppe for gruppe in kostenblatt.gruppen if gruppe.satz == teil.satz)
    tage_wert = gruppe.berechnungstage if mehrere else kostenblatt.berechnungstage
    blatt.verbunden(0, 1, f"{block.titel}, {teil.titel}" if mehrere else block.titel, "text")
    if mehrere:
        blatt.text(2, None)
    else:
        blatt.formel(2, orte["summe", block.id], block.summe, "euro")
    tage = blatt.formel(3, tage_ort, tage_wert, "menge")
    blatt.formel(4, orte["exakt", block.id, teil.satz], teil.exakt, "genau")
    satz = blatt.formel(5, orte["satz", block.id, teil.satz], teil.gerechnet, "euro")
    erloes = orte["erloes", block.id, teil.satz] = blatt.formel(6, f"ROUND({satz}*{tage},2)", teil.erloes, "euro")
    if mehrere:
        blatt.text(7, None)
    else:
        formel = f"ROUND({erloes}-{orte['summe', block.id]},2)"
        blatt.formel(7, formel, block.rundungsdifferenz, "euro")
    blatt.zeile += 1


def _gesamt(blatt: Blatt, kostenblatt: Kostenblatt, *, mehrere: bool) -> None:
    """Gesamtkosten, Gesamtentgelt, Jahresbudget."""
    orte = blatt.orte
    blatt.verbunden(0, 1, "Gesamtkosten, Gesamtentgelt, Jahresbudget", "summe_text")
    summen = ",".join(orte["summe", block.id] for block in kostenblatt.bloecke)
    kosten = orte["gesamtkosten",] = blatt.formel(2, f"SUM({summen})", kostenblatt.gesamtkosten, "summe_euro")
    tage = blatt.formel(3, orte["bt",], kostenblatt.berechnungstage, "summe_menge")
    blatt.leer(4, 4, "summe_text")
    if mehrere or not kostenblatt.gruppen:
        blatt.leer(5, 5, "summe_text")
        budgets = ",".join(orte["budget", gruppe.satz] for gruppe in kostenblatt.gruppen) or "0"
        budget = blatt.formel(6, f"SUM({budgets})", kostenblatt.jahresbudget, "summe_euro")
    else:
        satz = kostenblatt.gruppen[0].satz
        saetze = ",".join(orte["satz", block.id, satz] for block in kostenblatt.bloecke)
        gesamt = orte["gesamt", satz] = blatt.formel(5, f"SUM({saetze})", kostenblatt.gesamtentgelt, "summe_euro")
        budget = blatt.formel(6, f"ROUND({gesamt}*{tage},2)", kostenblatt.jahresbudget, "summe_euro")
    blatt.formel(7, f"ROUND({budget}-{kosten},2)", kostenblatt.rundungsdifferenz, "summe_euro")
    blatt.zeile += 1


def fortschreibung(blatt: Blatt, kostenblatt: Kostenblatt, erklaerung: str) -> None:
    """Predecessor × percentage for each component, against the agreed rate; nothing without a Fortschreibung."""
    if not kostenblatt.fortschreibung:
        return
    blatt.abschnitt("Fortschreibung der Sätze")
    if erklaerung:
        blatt.verbunden(0, LETZTE_SPALTE, erklaerung, "text")
        blatt.hoehe(erklaerung, 140)
        blatt.zeile += 1
    blatt.kopfzeile(
        ["Bestandteil", None, "Kalkulierter Satz €", "Bisheriger Satz (Vorvereinbarung) €", "Fortschreibung in %",
         "Fortgeschriebener Satz €", "Vereinbarter Satz €", "Differenz €"]
    )  # fmt: skip
    mehrere = len(kostenblatt.gruppen) > 1
    for teil in kostenblatt.fortschreibung:
        _fortschreibungszeile(blatt, kostenblatt, teil, mehrere=mehrere)


def _fortschreibungszeile(blatt: Blatt, kostenblatt: Kostenblatt, teil: Fortschreibungsteil, *, mehrere: bool) -> None:
    orte, art = blatt.orte, "text" if teil.komponente is not None else "summe_text"
    euro = "euro" if teil.komponente is not None else "summe_euro"
    blatt.verbunden(0, 1, f"{teil.titel}, {teil.satztitel}" if mehrere else teil.titel, art)
    kalkuliert = ("gesamt", teil.satz) if teil.komponente is None else ("satz", teil.komponente, teil.satz)
    blatt.formel(2, orte.get(kalkuliert, "0"), teil.kalkuliert, euro)
    if teil.komponente is not None:
        bisher = orte["bisher", teil.komponente, teil.satz] = blatt.zahl(3, teil.bisher, "eingabe_euro")
        prozent = blatt.zahl(4, teil.prozent, "eingabe_prozent")
        soll = blatt.formel(5, f"ROUND({bisher}*(1+{prozent}/100),2)", teil.soll, euro)
        ist = blatt.zahl(6, teil.vereinbart, "eingabe_euro")
        orte["vereinbart_teil", teil.komponente, teil.satz] = ist
    else:
        teile = [t.komponente for t in kostenblatt.fortschreibung if t.satz == teil.satz and t.komponente is not None]
        bisher = ",".join(orte["bisher", komponente, teil.satz] for komponente in teile)
        summe = ",".join(orte["soll", komponente, teil.satz] for komponente in teile)
        blatt.formel(3, f"SUM({bisher})", teil.bisher, euro)
        blatt.leer(4, 4, art)
        soll = blatt.formel(5, f"SUM({summe})", teil.soll, euro)
        ist = blatt.formel(6, orte["vereinbart", teil.satz], teil.vereinbart, euro)
    orte["soll", teil.komponente, teil.satz] = soll
    blatt.formel(7, f"ROUND({ist}-{soll},2)", teil.differenz, euro)
    blatt.zeile += 1


def _rate(kostenblatt: Kostenblatt, satz: Satz, komponente: str) -> Decimal | None:
    """The sheet's own rate of a component for a row, if it has one."""
    teile = [teil for block in kostenblatt.bloecke if block.id == komponente for teil in block.saetze]
    return next((teil.gerechnet for teil in teile if teil.satz == satz.index), None)


def platzgeld(blatt: Blatt, kostenblatt: Kostenblatt, titel: str, *, summarisch: bool) -> None:
    """Reduced rates of absence, one table per row of the rates."""
    for satz in kostenblatt.saetze:
        if all(teil.faktor is None for teil in satz.bestandteile):
            continue
        blatt.abschnitt(titel if len(kostenblatt.saetze) == 1 else f"{titel} {satz.titel}")
        blatt.kopfzeile(["Bestandteil", None, None, None, "Voller Satz €", "Faktor", "exakt €", "gerundet €"])
        voll, exakte, gerundete = [], [], []
        for teil in satz.bestandteile:
            blatt.verbunden(0, 3, teil.titel, "text")
            vereinbart = blatt.orte.get(("vereinbart_teil", teil.id, satz.index))
            if vereinbart is not None:
                voller = blatt.formel(4, vereinbart, teil.betrag, "euro")
            elif teil.betrag is not None and teil.betrag == _rate(kostenblatt, satz, teil.id):
                voller = blatt.formel(4, blatt.orte["satz", teil.id, satz.index], teil.betrag, "euro")
            else:
                # As long as sheet and agreement differ: the agreed rate.
                voller = blatt.zahl(4, teil.betrag, "eingabe_euro")
            faktor = blatt.orte["faktor", teil.id, satz.index] = blatt.zahl(5, teil.faktor, "eingabe_menge")
            exakt = blatt.formel(6, f"{voller}*{faktor}", teil.platzgeld_exakt, "genau")
            gerundete.append(blatt.formel(7, f"ROUND({exakt},2)", teil.platzgeld_gerechnet, "euro"))
            voll.append(voller)
            exakte.append((exakt, teil.gemindert))
            blatt.zeile += 1
        blatt.verbunden(0, 3, f"{titel} gesamt", "summe_text")
        blatt.formel(4, f"SUM({','.join(voll)})", satz.gesamtentgelt_gerechnet, "summe_euro")
        blatt.leer(5, 6, "summe_text")
        formel = _summe(exakte) if summarisch else f"SUM({','.join(gerundete)})"
        blatt.formel(7, formel, satz.platzgeld_gerechnet, "summe_euro")
        blatt.zeile += 1


def _summe(exakte: list[tuple[str, bool]]) -> str:
    """The reduced sum rounded once, plus what is not reduced."""
    gemindert = ",".join(ort for ort, ist_gemindert in exakte if ist_gemindert) or "0"
    voll = ",".join(ort for ort, ist_gemindert in exakte if not ist_gemindert) or "0"
    return f"ROUND(SUM({gemindert}),2)+SUM({voll})"
