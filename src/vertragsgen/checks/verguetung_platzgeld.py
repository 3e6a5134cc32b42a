"""Rules on the Platzgeld (VG202–VG204)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import dezimal, liste, summe
from vertragsgen.calculation.model import Bestandteil, Satz
from vertragsgen.calculation.saetze import abwesenheitsregel
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge
from vertragsgen.package.bausteine import GESAMTENTGELT


def _platzgeld_angaben(kontext: Pruefkontext, satz: Satz) -> object:
    """What the profile itself says about the Platzgeld of a row; the calculation fills in the rest."""
    reihen = liste(getattr(kontext.profil, "verguetung", None), "saetze")
    return getattr(reihen[satz.index], "platzgeld", None)


def _abweichende(kontext: Pruefkontext, satz: Satz, *, gemindert: bool) -> Iterator[tuple[Bestandteil, Decimal]]:
    """Components whose Platzgeld in the profile is not the computed one, with the computed one."""
    angaben = _platzgeld_angaben(kontext, satz)
    for teil in satz.bestandteile:
        ist, soll = dezimal(angaben, teil.id), teil.platzgeld_gerechnet
        if teil.gemindert is gemindert and ist is not None and soll is not None and ist != soll:
            yield teil, ist


WEGLASSEN = "Berichtigen Sie den Betrag oder lassen Sie das Platzgeld weg; dann wird es berechnet."


@regel("VG202", Schwere.FEHLER)
def platzgeld_komponente(kontext: Pruefkontext) -> Iterator[Fund]:
    """Geminderte Bestandteile des Platzgelds sind richtig gerechnet und gerundet.

    Was: Vergleicht jeden geminderten Bestandteil des angegebenen Platzgelds mit Betrag × (1 − Minderung),
        kaufmännisch auf Cent gerundet.
    Warum: Die Rundung auf halbe Cent fällt je nach Rechenweg verschieden aus; abgerechnet wird tagegenau.
    Falsch: Grundpauschale 5,02, Minderung 25 %, Platzgeld der Grundpauschale 3,76.
    Richtig: 3,77 (5,02 × 0,75 = 3,765, gerundet 3,77), oder die Angabe weglassen.
    Rechtsgrundlage: Abwesenheitsregel der Vereinbarung; § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden
        Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    absenz = abwesenheitsregel(kontext.profil, kontext.manifest)
    if absenz is None:
        return
    bekannt = {komponente.id for komponente in kontext.manifest.komponenten} | {GESAMTENTGELT}
    for name in sorted(absenz.geminderte - bekannt):
        yield Fund(
            f"Die geminderten Komponenten nennen „{name}“; das Paket kennt nur {', '.join(sorted(bekannt))}.",
            "platzgeld.geminderte_komponenten",
        )
    for satz in kontext.berechnung.saetze:
        for teil, ist in _abweichende(kontext, satz, gemindert=True):
            assert teil.platzgeld_gerechnet is not None
            soll = teil.platzgeld_gerechnet
            yield Fund(
                f"{teil.titel} im Platzgeld ist {format_betrag(ist)} €, rechnerisch {format_betrag(soll)} € "
                f"({format_menge(absenz.minderung_prozent)} % Minderung, kaufmännisch gerundet; "
                f"{differenz(ist, soll)}).",
                f"verguetung.saetze.{satz.index}.platzgeld.{teil.id}",
                (f"verguetung.saetze.{satz.index}.{teil.id}", "platzgeld.minderung_prozent"),
                stelle=satz.titel,
                hilfe=WEGLASSEN,
            )


@regel("VG203", Schwere.FEHLER)
def ungeminderter_bestandteil(kontext: Pruefkontext) -> Iterator[Fund]:
    """Bestandteile, die die Abwesenheitsregel nicht mindert, stehen im Platzgeld voll.

    Was: Vergleicht jeden nicht geminderten Bestandteil des angegebenen Platzgelds mit dem vollen Betrag.
    Warum: Investitionskosten laufen bei Abwesenheit weiter; eine Kürzung wäre nicht vereinbart.
    Falsch: Investitionsbetrag 3,41, im Platzgeld 2,56.
    Richtig: Investitionsbetrag im Platzgeld 3,41.
    Rechtsgrundlage: Abwesenheitsregel der Vereinbarung; § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden
        Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    for satz in kontext.berechnung.saetze:
        geminderte = [teil.titel for teil in satz.bestandteile if teil.gemindert]
        nur_fuer = " und ".join(geminderte) or "keinen Bestandteil"
        for teil, ist in _abweichende(kontext, satz, gemindert=False):
            assert teil.betrag is not None
            yield Fund(
                f"{teil.titel} im Platzgeld {format_betrag(ist)} € ungleich voller Betrag "
                f"{format_betrag(teil.betrag)} € ({differenz(ist, teil.betrag)}); die Minderung gilt nur "
                "für "
                f"{nur_fuer}.",
                f"verguetung.saetze.{satz.index}.platzgeld.{teil.id}",
                (f"verguetung.saetze.{satz.index}.{teil.id}", "platzgeld.geminderte_komponenten"),
                stelle=satz.titel,
                hilfe=WEGLASSEN,
            )


@regel("VG204", Schwere.FEHLER)
def summe_platzgeld(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Platzgeld insgesamt ist die Summe seiner Bestandteile.

    Was: Vergleicht das angegebene Platzgeld mit der Summe seiner Bestandteile, so wie sie im Dokument stehen:
        angegeben, sonst berechnet und einzeln gerundet (oder, wenn das Paket so rundet, mit der einmal gerundeten
        Summe). Ob die Bestandteile stimmen, prüfen VG202 und VG203. Weist darauf hin, wenn beide Wege verschiedene Cent
        ergeben.
    Warum: Ein Cent je Tag und Person fällt bei der Abrechnung auf.
    Falsch: 3,77 + 56,78 + 3,41, Platzgeld 63,95.
    Richtig: Platzgeld 63,96, oder die Angabe weglassen.
    Rechtsgrundlage: Abwesenheitsregel der Vereinbarung; § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden
        Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    absenz = abwesenheitsregel(kontext.profil, kontext.manifest)
    for satz in kontext.berechnung.saetze:
        pfad = f"verguetung.saetze.{satz.index}.platzgeld"
        ist, gerechnet = dezimal(_platzgeld_angaben(kontext, satz), GESAMTENTGELT), satz.platzgeld_gerechnet
        summarisch_gerundet = absenz is not None and absenz.summarisch
        soll = gerechnet if summarisch_gerundet else summe([teil.platzgeld for teil in satz.bestandteile])
        if ist is not None and soll is not None and ist != soll:
            yield Fund(
                f"Platzgeld gesamt {format_betrag(ist)} € ungleich Summe der Bestandteile "
                f"{format_betrag(soll)} € "
                f"({differenz(ist, soll)}).",
                f"{pfad}.gesamtentgelt",
                tuple(f"{pfad}.{teil.id}" for teil in satz.bestandteile),
                stelle=satz.titel,
                hilfe=WEGLASSEN,
            )
        je_komponente = [teil.platzgeld_gerechnet for teil in satz.bestandteile]
        einzeln = sum((betrag for betrag in je_komponente if betrag is not None), Decimal(0))
        summarisch = satz.platzgeld_summarisch
        if summarisch is not None and None not in je_komponente and summarisch != einzeln:
            cent = abs(summarisch - einzeln) * 100
            yield Fund(
                f"Komponentenweise und summarische Rundung des Platzgelds weichen um {format_menge(cent, 0)} "
                f"Cent ab: {format_betrag(einzeln)} € und {format_betrag(summarisch)} €; es gilt "
                f"{format_betrag(gerechnet if gerechnet is not None else einzeln)} €.",
                f"verguetung.saetze.{satz.index}",
                stelle=satz.titel,
                schwere=Schwere.HINWEIS,
            )
