"""Rules on what a rate may rise by and contain (VG215, VG217)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import angabe, dezimal, liste, summe
from vertragsgen.calculation.fortgeschrieben import reihe_vorher
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag, runde
from vertragsgen.notation import format_menge, format_prozent
from vertragsgen.package.bausteine import GESAMTENTGELT

OHNE_TRENNUNG = "sgb_xii"
"""The regime under which a rate could still contain board and lodging."""


def _gesamt_vorher(reihe: object, komponenten: list[str]) -> Decimal | None:
    """The predecessor's total: as stated, else the sum of its components."""
    genannt = dezimal(reihe, GESAMTENTGELT)
    if genannt is not None:
        return genannt
    # A component that is null was not agreed; one that a draft still lacks leaves the sum open.
    vereinbart = [name for name in komponenten if getattr(reihe, name, None) is not None]
    return summe([dezimal(reihe, name) for name in vereinbart]) if vereinbart else None


@regel("VG215", Schwere.WARNUNG, ausnahmefaehig=True)
def erhoehung(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Gesamtentgelt steigt gegenüber der Vorvereinbarung nicht auffällig und sinkt nicht.

    Was: Vergleicht jedes Gesamtentgelt mit dem der gleichnamigen Zeile der Vorvereinbarung; auffällig sind ein
        Rückgang und ein Anstieg über die Schwelle des Pakets (10 %, wenn es nichts anderes nennt). Nicht prüfbar
        ohne Sätze der Vorvereinbarung.
    Warum: Höhere Vergütungen setzen einen Nachweis voraus; ein Sprung ist oft ein Tippfehler.
    Falsch: bisher 84,10, neu 94,10 (11,89 %).
    Richtig: bisher 84,10, neu 86,12; oder der Sprung ist mit einer Ausnahme begründet.
    Rechtsgrundlage: § 124 Abs. 1 Satz 3 bis 6, § 127 Abs. 3 SGB IX; § 77 SGB XII in der bis 31.12.2019 geltenden
        Fassung.
    Seit: 0.1.0
    """
    komponenten = [komponente.id for komponente in kontext.manifest.komponenten]
    alte = liste(getattr(kontext.profil, "vorgaenger", None), "saetze")
    schwelle = kontext.manifest.pruefwerte.verguetung.erhoehung_max_prozent
    for satz in kontext.berechnung.saetze:
        index = reihe_vorher(alte, satz)
        alt = None if index is None else _gesamt_vorher(alte[index], komponenten)
        pfad, neu = f"verguetung.saetze.{satz.index}", satz.gesamtentgelt
        if not alt or neu is None:
            meldung = "Ohne Gesamtentgelt der Vorvereinbarung lässt sich die Erhöhung nicht prüfen."
            yield Fund(meldung, pfad, stelle=satz.titel, nicht_pruefbar=True)
            continue
        prozent = (neu / alt - 1) * 100
        if 0 <= prozent <= schwelle:
            continue
        bewegung = "sinkt" if prozent < 0 else "steigt"
        folge = "prüfen" if prozent < 0 else f"über {format_prozent(schwelle)}: Begründung/Tarifnachweis erforderlich"
        yield Fund(
            f"Gesamtentgelt {satz.titel} {bewegung} um {format_menge(runde(abs(prozent)), 2)} % gegenüber der "
            f"Vorvereinbarung ({format_betrag(alt)} € → {format_betrag(neu)} €, {differenz(neu, alt)}); {folge}.",
            f"{pfad}.gesamtentgelt",
            (f"vorgaenger.saetze.{index}",),
            stelle=satz.titel,
            hilfe="Prüfen Sie beide Beträge; ist die Änderung gewollt, nehmen Sie den Befund mit Grund hin.",
        )


def _bezeichnungen(kontext: Pruefkontext) -> Iterator[tuple[str, str, str]]:
    """What the parts of the rates are called: where, its name, its path."""
    for satz in kontext.berechnung.saetze:
        yield "Vergütungssatz", satz.titel, f"verguetung.saetze.{satz.index}"
    for blatt in kontext.berechnung.kostenblaetter:
        for block in blatt.bloecke:
            for position in block.positionen:
                name = f"{block.titel}, Position {position.nummer}"
                yield name, position.bezeichnung, f"kostentraegerblatt.{blatt.index}.{position.pfad}"


@regel("VG217", Schwere.FEHLER, ausnahmefaehig=True)
def getrennte_leistungen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Entgelte für Erwachsene enthalten nach dem SGB IX weder Unterkunft noch Verpflegung.

    Was: Sucht in den Bezeichnungen der Vergütungssätze und Kostenpositionen nach den Wörtern, die das Paket für
        existenzsichernde Leistungen nennt („ohne …“ davor gilt als Ausschluss). Gilt nicht für Minderjährige
        und nicht vor dem SGB IX. Nicht prüfbar ohne Mindestalter oder ohne diese Wörter.
    Warum: Seit 2020 sind Fachleistung und existenzsichernde Leistungen getrennt; Unterkunft und Verpflegung in
        der Grundpauschale wären doppelt bezahlt.
    Falsch: Position „Verpflegung der Bewohner“ in der Grundpauschale, Mindestalter 18.
    Richtig: Die Position entfällt; Unterkunft und Verpflegung regelt der Vertrag mit der betreuten Person.
    Rechtsgrundlage: § 134 SGB IX; § 42a SGB XII.
    Seit: 0.1.0
    """
    if kontext.manifest.regime == OHNE_TRENNUNG:
        return
    werte = kontext.manifest.pruefwerte.verguetung.existenzsicherung
    alter = angabe(getattr(getattr(kontext.profil, "angebot", None), "alter", None), "min", int)
    if werte is None or alter is None:
        meldung = "Ohne Mindestalter und ohne Wörter des Pakets lässt sich die Trennung der Leistungen nicht prüfen."
        yield Fund(meldung, "angebot.alter.min", nicht_pruefbar=True)
        return
    if alter < werte.volljaehrig_ab:
        return
    wort = "|".join(re.escape(wort) for wort in werte.woerter)
    muster = re.compile(rf"(?<!ohne )\b({wort})\w*", re.IGNORECASE)
    for stelle, bezeichnung, pfad in _bezeichnungen(kontext):
        if (treffer := muster.search(bezeichnung)) is not None:
            yield Fund(
                f"{stelle} „{bezeichnung}“ enthält „{treffer[0]}“: Eine Pauschale für Unterkunft/Verpflegung ist nach "
                f"SGB IX nur in Fällen des § 134 zulässig (Mindestalter hier {alter}; Trennung "
                "Fachleistung/existenzsichernde Leistungen).",
                pfad,
                ("angebot.alter.min",),
                stelle=stelle,
                hilfe="Nehmen Sie die Position aus dem Entgelt; in Sonderfällen des § 134 begründen Sie die Ausnahme.",
            )
