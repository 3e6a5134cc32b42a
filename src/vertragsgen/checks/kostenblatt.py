"""Rule on the rates against the cost sheet (VG206)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.model import Block, Blocksatz, Kostenblatt
from vertragsgen.checks.fortschreibung import fortschreibung_stimmt
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.notation import MENGENSTELLEN, format_menge


def _soll_aus(block: Block, blatt: Kostenblatt) -> str:
    """How the sheet comes to the rate, for the message."""
    if block.nach_schluessel:
        return "Gewichtung nach dem Betreuungsschlüssel"
    if block.summe is None or blatt.berechnungstage is None:
        return f"Kosten oder {blatt.worte.menge} fehlen"
    return (
        f"{format_betrag(block.summe)} € / {format_menge(blatt.berechnungstage, 2, MENGENSTELLEN)} {blatt.worte.menge}"
    )


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
        hilfe=f"Prüfen Sie Satz, Plätze, {blatt.worte.zahl}, Auslastung und Kosten; eine Angabe passt nicht zu den anderen.",
    )


@regel("VG206", Schwere.FEHLER)
def satz_gegen_kostenblatt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die vereinbarten Sätze ergeben sich aus dem Kostenträgerblatt.

    Was: Vergleicht jeden Bestandteil mit Blocksumme / Berechnungstage, gerundet auf Cent; gewichtete
        Bestandteile mehrerer Gruppen mit a + b / Schlüssel; nach einer Fortschreibung mit dem Satz des
        Vorgängers × (1 + Prozentsatz). Nicht prüfbar ohne Kostenträgerblatt, auch für einzelne Sätze, die kein
        Blatt begründet. Meldet auch, wenn ein Blatt keinem Satz zugeordnet oder nicht gewichtet werden kann.
    Warum: Das Kostenträgerblatt ist als Berechnungsgrundlage Teil der Vereinbarung.
    Falsch: Kosten der Grundpauschale 14.016,00 € bei 2.803,20 Berechnungstagen, vereinbart 5,01 €.
    Richtig: vereinbart 5,00 €.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    if kontext.berechnung.fortschreibung.gilt:
        yield from fortschreibung_stimmt(kontext.berechnung.fortschreibung)
        return
    if kontext.manifest.kostentraegerblatt is not None and not kontext.berechnung.kostenblaetter:
        meldung = "Ohne Kostenträgerblatt lassen sich die vereinbarten Sätze nicht nachrechnen."
        yield Fund(meldung, "verguetung", nicht_pruefbar=True)
    for blatt in kontext.berechnung.kostenblaetter:
        for block in blatt.bloecke:
            for teil in block.saetze:
                if (fund := _abweichung(block, teil, blatt)) is not None:
                    yield fund
    yield from _ohne_blatt(kontext)


def _ohne_blatt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Rows that none of the sheets covers; surcharges are not among the rows, they stand outside all costs."""
    blaetter = kontext.berechnung.kostenblaetter
    gedeckt = {satz.index for blatt in blaetter for satz in blatt.saetze}
    for satz in kontext.berechnung.saetze:
        if blaetter and satz.index not in gedeckt:
            meldung = f"{satz.titel}: Kein Kostenträgerblatt begründet diesen Satz; er lässt sich nicht nachrechnen."
            hilfe = "Nennen Sie den Satz unter „saetze“ des Blatts, das ihn begründet, oder fügen Sie ein Blatt hinzu."
            yield Fund(meldung, f"verguetung.saetze.{satz.index}", hilfe=hilfe, nicht_pruefbar=True)
