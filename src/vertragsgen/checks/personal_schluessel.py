"""Rule on the Betreuungsschlüssel in all places (VG502)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.model import Kostenblatt, Satz
from vertragsgen.checks.profilwert import wert_am_pfad
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import runde
from vertragsgen.notation import format_menge, format_schluessel

UNEINHEITLICH = "Betreuungsschlüssel uneinheitlich"


@regel("VG502", Schwere.FEHLER, ausnahmefaehig=True)
def gleicher_schluessel(kontext: Pruefkontext) -> Iterator[Fund]:
    """Der Betreuungsschlüssel ist überall derselbe.

    Was: Vergleicht den Schlüssel der Vergütungssätze (ihn druckt die Leistungsbeschreibung) mit den weiteren
        Stellen, die das Paket nennt, und mit Plätze / Betreuungspersonal des Kostenträgerblatts. Bei mehreren
        Gruppen zählt für die weiteren Stellen die mit dem wenigsten Personal je Platz. Nicht prüfbar, solange
        eine Angabe fehlt.
    Warum: Wer den Schlüssel an einer Stelle ändert und an der anderen nicht, vereinbart zwei.
    Falsch: Vereinbarung 1:2,5, Vergütungssatz 1:3.
    Richtig: Vereinbarung 1:2,5, Vergütungssatz 1:2,5.
    Rechtsgrundlage: § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 2 Nr. 4 SGB IX.
    Seit: 0.1.0
    """
    saetze = [satz for satz in kontext.berechnung.saetze if satz.schluessel]
    if not saetze:
        meldung = "Ohne Betreuungsschlüssel der Vergütungssätze gibt es nichts zu vergleichen."
        yield Fund(meldung, "verguetung.saetze", nicht_pruefbar=True)
        return
    yield from _weitere_stellen(kontext, max(saetze, key=lambda satz: satz.schluessel or Decimal(0)))
    for blatt in kontext.berechnung.kostenblaetter:
        yield from _stellenplan(blatt)


def _weitere_stellen(kontext: Pruefkontext, schwaechste: Satz) -> Iterator[Fund]:
    soll, pfad = schwaechste.schluessel, f"verguetung.saetze.{schwaechste.index}.schluessel"
    assert soll is not None
    for stelle in kontext.manifest.pruefwerte.personal.schluessel:
        ist = wert_am_pfad(kontext.profil, stelle.pfad)
        if not isinstance(ist, Decimal):
            meldung = f"{stelle.titel}: Der Betreuungsschlüssel fehlt und lässt sich nicht vergleichen."
            yield Fund(meldung, stelle.pfad, (pfad,), nicht_pruefbar=True)
        elif ist != soll:
            yield Fund(
                f"{UNEINHEITLICH}: {stelle.titel} {format_schluessel(ist)}, {schwaechste.titel} "
                f"{format_schluessel(soll)} (Differenz {format_menge(ist - soll)} Plätze je Vollkraft).",
                stelle.pfad,
                (pfad,),
                hilfe="Gleichen Sie beide Stellen an.",
            )


def _stellenplan(blatt: Kostenblatt) -> Iterator[Fund]:
    """The sheet's own Schlüssel follows from its posts; they may be off by the tolerance of VK."""
    pfad = f"kostentraegerblatt.{blatt.index}.stellen"
    for zeile in blatt.abgleich:
        # Of several groups the posts say the same as their sum, which VG501 compares.
        if zeile.verweis != "schluessel" or zeile.satz is not None or zeile.stimmt is not False:
            continue
        assert zeile.soll is not None
        assert zeile.ist is not None
        blattwert = runde(zeile.soll)
        yield Fund(
            f"{UNEINHEITLICH}: {blatt.titel or 'Kostenträgerblatt'} {format_schluessel(blattwert)} "
            f"({blatt.plaetze} Plätze / {format_menge(blatt.vk_betreuung_ist or Decimal(0), 2)} VK), vereinbart "
            f"{format_schluessel(zeile.ist)} (Differenz {format_menge(blattwert - zeile.ist)} Plätze je Vollkraft).",
            pfad,
            tuple(f"verguetung.saetze.{gruppe.satz}.schluessel" for gruppe in blatt.gruppen),
            hilfe="Berichtigen Sie den Schlüssel oder die Vollkräfte der Betreuung im Stellenplan.",
        )
