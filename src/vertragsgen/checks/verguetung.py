"""Rules on the rate and its parts (VG201, VG205, VG214)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import dezimal, liste
from vertragsgen.calculation.saetze import titel_der_reihe
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge
from vertragsgen.package.bausteine import GESAMTENTGELT

CENTSTELLEN = -2


@regel("VG201", Schwere.FEHLER)
def summe_gesamtentgelt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Gesamtentgelt ist die Summe seiner Bestandteile.

    Was: Vergleicht je Vergütungssatz das angegebene Gesamtentgelt mit der Summe der Bestandteile, auf den
        Cent.
    Warum: Vertrag und Kostenträgerblatt nennen beide Zahlen; abgerechnet werden kann nur eine.
    Falsch: Grundpauschale 5,00, Maßnahmepauschale 75,69, Investitionsbetrag 3,41, Gesamtentgelt 84,11.
    Richtig: Gesamtentgelt 84,10, oder die Angabe weglassen; dann wird sie berechnet.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    for satz in kontext.berechnung.saetze:
        ist, soll = satz.gesamtentgelt, satz.gesamtentgelt_gerechnet
        if ist is None or soll is None or ist == soll:
            continue
        kurz = " + ".join(teil.kurz for teil in satz.bestandteile)
        pfad = f"verguetung.saetze.{satz.index}"
        yield Fund(
            f"Gesamtentgelt {format_betrag(ist)} € weicht von der Summe {kurz} = {format_betrag(soll)} € ab "
            f"({differenz(ist, soll)}).",
            f"{pfad}.gesamtentgelt",
            tuple(f"{pfad}.{teil.id}" for teil in satz.bestandteile),
            stelle=satz.titel,
            hilfe="Berichtigen Sie den Betrag oder lassen Sie das Gesamtentgelt weg; dann wird es berechnet.",
        )


def _betraege(kontext: Pruefkontext) -> Iterator[tuple[str, str, str, Decimal]]:
    """Every amount of the rates: row, what it is, its path, the amount."""
    titel = {komponente.id: komponente.titel for komponente in kontext.manifest.komponenten}
    titel |= {GESAMTENTGELT: "Gesamtentgelt", "betrag": "Zuschlag"}
    verguetung = getattr(kontext.profil, "verguetung", None)
    for index, reihe in enumerate(liste(verguetung, "saetze")):
        name, pfad = titel_der_reihe(reihe, index), f"verguetung.saetze.{index}"
        for feld, bezeichnung in titel.items():
            if (betrag := dezimal(reihe, feld)) is not None:
                yield name, bezeichnung, f"{pfad}.{feld}", betrag
            platzgeld = dezimal(getattr(reihe, "platzgeld", None), feld)
            if platzgeld is not None:
                yield name, f"{bezeichnung} im Platzgeld", f"{pfad}.platzgeld.{feld}", platzgeld


def _budgetbetraege(kontext: Pruefkontext) -> Iterator[tuple[str, str, str, Decimal]]:
    """The same of the yearly budget, where one is agreed instead of rates."""
    budget = getattr(kontext.profil, "budget", None)
    for feld, bezeichnung in (("sockel", "Sockelbetrag"), ("jahresbudget", "Jahresbudget")):
        if (betrag := dezimal(budget, feld)) is not None:
            yield "Budget", bezeichnung, f"budget.{feld}", betrag
    gerechnet = kontext.berechnung.budget
    for index, posten in enumerate(() if gerechnet is None else gerechnet.posten):
        if posten.pauschale is not None:
            name = posten.titel or posten.art or f"Zeile {index + 1}"
            yield name, "Fallpauschale", f"budget.faelle.{index}.pauschale", posten.pauschale


@regel("VG205", Schwere.FEHLER)
def gueltige_betraege(kontext: Pruefkontext) -> Iterator[Fund]:
    """Beträge der Vergütung haben zwei Nachkommastellen und sind nicht negativ.

    Was: Prüft jeden Betrag der Vergütungssätze, des Platzgelds, der Zuschläge und des Jahresbudgets (Sockelbetrag,
        Fallpauschalen): genau zwei Nachkommastellen, nicht negativ, und größer als 0,00 € bei den Bestandteilen,
        die das Paket so nennt. Ein Betrag mit mehr oder weniger Nachkommastellen wird schon beim Lesen abgelehnt.
    Warum: Abgerechnet wird in Euro und Cent; ein negativer oder fehlender Satz macht die Summe wertlos.
    Falsch: grundpauschale: -5,00
    Richtig: grundpauschale: 5,00
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    positiv = set(kontext.manifest.pruefwerte.verguetung.groesser_null)
    for satz, bezeichnung, pfad, betrag in (*_betraege(kontext), *_budgetbetraege(kontext)):
        name = f"{bezeichnung} ({satz})"
        hilfe = "Schreiben Sie einen Betrag wie 84,10: ohne Vorzeichen, mit zwei Nachkommastellen."
        if betrag.as_tuple().exponent != CENTSTELLEN or betrag < 0:
            meldung = f"Betrag {name} = {format_menge(betrag)} € ist kein gültiger Eurobetrag mit zwei Nachkommastellen"
            yield Fund(meldung + (": Er ist negativ." if betrag < 0 else "."), pfad, stelle=satz, hilfe=hilfe)
        elif betrag == 0 and pfad.rpartition(".")[2] in positiv and ".platzgeld." not in pfad:
            meldung = f"Betrag {name} = 0,00 €; dieser Bestandteil muss größer als 0,00 € sein."
            yield Fund(meldung, pfad, stelle=satz, hilfe=hilfe)


@regel("VG214", Schwere.WARNUNG, ausnahmefaehig=True)
def gleiche_einheit(kontext: Pruefkontext) -> Iterator[Fund]:
    """Alle Zeilen der Vergütung nennen dieselbe Einheit.

    Was: Vergleicht die Einheit jeder Zeile, auch der Zuschläge, mit der Einheit der Vergütung.
    Warum: Ein Stundensatz zwischen Tagessätzen fällt in der Tabelle nicht auf; abgerechnet wird dann falsch.
    Falsch: einheit der Vergütung person_tag, in einer Zeile stunde.
    Richtig: In der Zeile keine Einheit angeben; oder die andere Einheit mit einer Ausnahme begründen.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    einheiten = kontext.manifest.einheiten
    soll = getattr(getattr(kontext.profil, "verguetung", None), "einheit", None)
    for satz in (*kontext.berechnung.saetze, *kontext.berechnung.zuschlaege):
        if isinstance(soll, str) and satz.einheit != soll:
            titel = {name: einheiten[name].titel if name in einheiten else name for name in (satz.einheit, soll)}
            yield Fund(
                f"Einheit „{titel[satz.einheit]}“ weicht von „{titel[soll]}“ ab.",
                f"verguetung.saetze.{satz.index}.einheit",
                ("verguetung.einheit",),
                stelle=satz.titel,
                hilfe="Streichen Sie die Einheit der Zeile, oder begründen Sie sie mit einer Ausnahme.",
            )
