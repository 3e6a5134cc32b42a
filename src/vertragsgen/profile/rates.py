"""Sections on rates, absence and Fortschreibung; the components of a package are added by ``factory``."""

from typing import Annotated, ClassVar

from vertragsgen.package.bausteine import GESAMTENTGELT, ZUSCHLAG
from vertragsgen.profile.days import Hoechstdauer
from vertragsgen.profile.section import Abschnitt, offen, pflicht
from vertragsgen.source.scalar_type import Grenzen, Mindestens, auswahl
from vertragsgen.source.scalars import (
    Betrag,
    Datum,
    Ganzzahl,
    Prozent,
    Schluessel,
    Text,
    Wahrheitswert,
    Zeile,
)
from vertragsgen.source.section import Fehlerangabe


class SatzPlatzgeld(Abschnitt):
    """Agreed Platzgeld of one row; what is left out is computed, what is given must agree."""

    gesamtentgelt: Betrag | None = offen("Platzgeld gesamt", "Summe des Platzgelds je Abwesenheitstag.", "63,93")


class Satz(Abschnitt):
    """One row of the rates: a Hilfebedarfsgruppe, kind of rate, site, or a surcharge outside all sums."""

    komponenten: ClassVar[dict[str, str]] = {}
    """Titles of the package's components by id."""

    hilfebedarfsgruppe: Annotated[Ganzzahl, Grenzen(minimum=1)] | None = offen(
        "Hilfebedarfsgruppe", "Gruppe vergleichbaren Bedarfs.", 1
    )
    bezeichnung: Zeile | None = offen("Bezeichnung des Satzes", "Name statt einer Gruppe.", "Frühförderung")
    art: Annotated[str, auswahl("satz", ZUSCHLAG)] = offen(
        "Art der Zeile", "satz oder zuschlag (steht außerhalb von Summen und Gewichtung).", vorgabe="satz"
    )
    einheit: Zeile | None = offen("Einheit dieser Zeile", "Nur, wenn sie von verguetung.einheit abweicht.")
    schluessel: Schluessel | None = offen("Betreuungsschlüssel", "Eine Vollkraft für so viele Plätze.", "1:2,5")
    plaetze: Ganzzahl | None = offen("Plätze der Gruppe", "Plätze, für die dieser Satz gilt.", 8)
    betrag: Betrag | None = offen("Betrag des Zuschlags", "Nur bei art: zuschlag.", "13,11")
    gesamtentgelt: Betrag | None = offen(
        "Gesamtentgelt", "Summe der Bestandteile; ohne Angabe berechnet, sonst abgeglichen.", "84,10"
    )
    platzgeld: SatzPlatzgeld | None = offen("Platzgeld des Satzes", "Ohne Angabe berechnet, sonst abgeglichen.")

    def _unstimmig(self) -> list[Fehlerangabe]:
        return self._zuschlagsfehler() if self.art == ZUSCHLAG else self._satzfehler()

    def _satzfehler(self) -> list[Fehlerangabe]:
        fehler = [
            (name, "fehlt", f"Im Vergütungssatz fehlt der Betrag „{name}“ ({titel}).")
            for name, titel in self.komponenten.items()
            if getattr(self, name) is None
        ]
        if self.betrag is not None:
            fehler.append(("betrag", "zuviel", "„betrag“ gibt es nur in Zeilen mit „art: zuschlag“."))
        if self.hilfebedarfsgruppe is None and self.bezeichnung is None:
            meldung = "Der Vergütungssatz braucht eine „hilfebedarfsgruppe“ oder eine „bezeichnung“."
            fehler.append(("hilfebedarfsgruppe", "fehlt", meldung))
        return fehler

    def _zuschlagsfehler(self) -> list[Fehlerangabe]:
        verboten = [*self.komponenten, "schluessel", GESAMTENTGELT, "platzgeld"]
        fehler = [
            (name, "zuviel", f"„{name}“ passt nicht zu „art: zuschlag“; ein Zuschlag hat nur einen „betrag“.")
            for name in verboten
            if getattr(self, name) is not None
        ]
        if self.betrag is None:
            fehler.append(("betrag", "fehlt", "Beim Zuschlag fehlt der „betrag“."))
        if self.bezeichnung is None:
            fehler.append(("bezeichnung", "fehlt", "Beim Zuschlag fehlt die „bezeichnung“."))
        return fehler


class Verguetung(Abschnitt):
    """The remuneration: unit and rows of rates."""

    einheit: Zeile = pflicht("Einheit der Vergütung", "Kennung einer Einheit des Pakets.", "person_tag")
    saetze: Annotated[tuple[Satz, ...], Mindestens(1)] = pflicht(
        "Vergütungssätze", "Eine Zeile je Gruppe, Satzart oder Zuschlag."
    )


class Platzgeld(Abschnitt):
    """The absence rule: from when and by how much the rate is reduced."""

    ab_woche: Annotated[Ganzzahl, Grenzen(0, 53)] | None = offen(
        "Platzgeld ab Woche", "Ab dieser Woche der Abwesenheit (5 = ab Tag 29).", 5
    )
    ab_tag: Annotated[Ganzzahl, Grenzen(0, 366)] | None = offen(
        "Platzgeld ab Tag", "Ab diesem Tag der Abwesenheit, statt der Woche.", 29
    )
    anlaesse: tuple[Zeile, ...] = offen(
        "Anlässe", "Anlässe der Abwesenheit.", ["stationärer Kuraufenthalt"], vorgabe=()
    )
    rueckwirkend_ab_erstem_tag: Wahrheitswert = offen(
        "rückwirkend ab dem ersten Tag",
        "true: nach Ablauf der Frist gilt das Platzgeld von Anfang an.",
        vorgabe=False,
    )
    # More than everything would be a negative Platzgeld, less than nothing more than the full rate.
    minderung_prozent: Annotated[Prozent, Grenzen(0, 100)] = pflicht(
        "Minderung in Prozent", "Um so viel werden die Bestandteile gemindert.", 25
    )
    geminderte_komponenten: Annotated[tuple[Zeile, ...], Mindestens(1)] = pflicht(
        "Geminderte Bestandteile", "Kennungen der Bestandteile, die gemindert werden; „gesamtentgelt“ mindert alle."
    )
    hoechstdauer_tage: Hoechstdauer | None = offen(
        "Höchstdauer in Tagen", "Zahl der Tage oder „unbegrenzt“; null: nicht geregelt.", 28, "unbegrenzt"
    )
    hoechstdauer_bezug: Zeile | None = offen("Bezug der Höchstdauer", "Zeitraum der Höchstdauer.", "je Kalenderjahr")


class Vorgaenger(Abschnitt):
    """What was agreed before."""

    beginn: Datum | None = offen("Beginn der Vorvereinbarung", "Erster Tag der Vorvereinbarung.", "01.01.2018")
    ende: Datum | None = offen("Ende der Vorvereinbarung", "Letzter Tag der Vorvereinbarung.", "31.12.2018")
    saetze: tuple[Satz, ...] = offen("Sätze der Vorvereinbarung", "Zeilen wie unter verguetung.", vorgabe=())


class JeKomponente(Abschnitt):
    """A percentage for single components."""


class Fortschreibung(Abschnitt):
    """The uniform update of the rates against the predecessor."""

    prozent: Prozent | None = offen("Fortschreibung in Prozent", "Erhöhung der Sätze.", "2,5")
    komponenten: tuple[Zeile, ...] = offen("Fortgeschriebene Bestandteile", "Kennungen der Bestandteile.", vorgabe=())
    prozent_je_komponente: JeKomponente | None = offen(
        "Prozentsatz je Bestandteil", "Abweichende Prozentsätze einzelner Bestandteile."
    )
    grund: Text | None = offen("Grund der Fortschreibung", "Anlass oder Beschluss.")


class Budgetfall(Abschnitt):
    """Cases of one kind in a yearly budget."""

    art: Zeile = pflicht("Art der Fälle", "Kennung einer Fallart des Pakets.", "regulaer")
    anzahl: Annotated[Ganzzahl, Grenzen(0)] = pflicht("Anzahl der Fälle", "Zahl der Fälle im Jahr.", 40)
    pauschale: Betrag = pflicht("Fallpauschale", "Betrag je Fall und Jahr.", "6.300,00")


class Budget(Abschnitt):
    """Yearly budget instead of a daily rate."""

    jahr: Ganzzahl = pflicht("Budgetjahr", "Kalenderjahr des Budgets.", 2019)
    sockel: Betrag = pflicht("Sockelbetrag", "Betrag für niedrigschwellige Leistungen.", "84.000,00")
    faelle: tuple[Budgetfall, ...] = offen("Fälle", "Zeilen mit Art, Anzahl und Pauschale.", vorgabe=())
    jahresbudget: Betrag | None = offen("Jahresbudget", "Ohne Angabe berechnet, sonst abgeglichen.", "451.000,00")
