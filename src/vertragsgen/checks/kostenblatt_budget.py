"""Rule on the yearly budget of a cost sheet (VG210)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import dezimal
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.kostenblatt_summen import HILFE, blaetter
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import HALBER_CENT, format_betrag
from vertragsgen.notation import format_menge


@regel("VG210", Schwere.WARNUNG)
def jahresbudget(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Jahresbudget ist Gesamtentgelt × Berechnungstage und deckt die Kosten bis auf Rundung.

    Was: Vergleicht ein angegebenes Jahresbudget mit der Summe aus Gesamtentgelt × Berechnungstage je Gruppe,
        gerundet auf Cent, und das Jahresbudget mit den Gesamtkosten; zulässig sind 0,005 € je Bestandteil und
        Berechnungstag und die Rundung je Gruppe. Nach einer Fortschreibung entfällt der Vergleich mit den Kosten,
        und das angegebene Jahresbudget ist das der Sätze, die das Blatt selbst ergibt.
        Nicht prüfbar, solange Sätze, Berechnungstage oder Kosten fehlen.
    Warum: Eine größere Abweichung heißt, dass die Sätze nicht aus diesen Kosten stammen.
    Falsch: 84,10 € × 2.803,20 Berechnungstage, Jahresbudget 235.749,00 €.
    Richtig: Jahresbudget 235.749,12 €, oder die Angabe weglassen.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    for blatt, angaben, pfad in blaetter(kontext):
        budget, kosten, toleranz = blatt.jahresbudget_vereinbart, blatt.gesamtkosten, blatt.rundungstoleranz
        wege = tuple(f"verguetung.saetze.{gruppe.satz}" for gruppe in blatt.gruppen)
        if budget is None or kosten is None or toleranz is None:
            meldung = "Ohne Sätze, Berechnungstage und Kosten lässt sich das Jahresbudget nicht prüfen."
            yield Fund(meldung, pfad, nicht_pruefbar=True)
            continue
        # After a Fortschreibung the sheet is still the predecessor's, and so is the budget it states.
        erhoeht = kontext.berechnung.fortschreibung.gilt
        genannt = dezimal(angaben, "jahresbudget")
        if not erhoeht:
            yield from _genanntes_budget(genannt, budget, f"{pfad}.jahresbudget", wege)
        elif blatt.jahresbudget is not None:
            yield from _genanntes_budget(genannt, blatt.jahresbudget, f"{pfad}.jahresbudget", (pfad,))
        # The budget of each group is rounded to cents on top of its rates.
        grenze = toleranz + HALBER_CENT * len(blatt.gruppen)
        if abs(budget - kosten) > grenze and not erhoeht:
            yield Fund(
                f"Jahresbudget {format_betrag(budget)} € weicht um {format_betrag(abs(budget - kosten))} € von den "
                f"Gesamtkosten {format_betrag(kosten)} € ab; rundungsbedingt zulässig sind "
                f"{format_menge(toleranz, 2)} €.",
                pfad,
                wege,
                hilfe="Vergleichen Sie Sätze, Plätze und Schlüssel mit dem Kostenträgerblatt.",
            )


def _genanntes_budget(ist: Decimal | None, soll: Decimal, pfad: str, wege: tuple[str, ...]) -> Iterator[Fund]:
    if ist is not None and ist != soll:
        meldung = (
            f"Jahresbudget {format_betrag(ist)} € ungleich Gesamtentgelt × Berechnungstage = {format_betrag(soll)} € "
            f"({differenz(ist, soll)})."
        )
        yield Fund(meldung, pfad, wege, hilfe=HILFE)
