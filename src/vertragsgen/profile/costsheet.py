"""The section ``kostentraegerblatt``: the cost calculation behind the rates."""

from functools import lru_cache
from typing import Annotated

from vertragsgen.profile.section import Abschnitt, LeerIstWahl, offen, pflicht
from vertragsgen.source.scalar_type import EinzelnOderListe, auswahl
from vertragsgen.source.scalars import Betrag, Datum, Ganzzahl, Menge, Prozent, Text, Wahrheitswert, Zeile
from vertragsgen.source.section import Fehlerangabe

STELLENARTEN = ("fachkraft", "nichtfachkraft", "leitung", "verwaltung", "sonstige")
ZAHL_IM_JAHR = {"platztage": "tage", "platzmonate": "monate", "fachleistungsstunden": "stunden"}
"""The value of a sheet that says how many a year it counts, by its Bezugsgröße."""
_FORMEN = {
    ("menge", "preis"): ("einheit", "mal"),
    ("prozent", "von"): (),
    ("betrag", "jahre"): (),
    ("pauschal",): (),
}


class Zeitraum(Abschnitt):
    """Days from ``von`` to ``bis``, both included."""

    von: Datum = pflicht("Beginn des Kalkulationszeitraums", "Erster Tag.", "01.01.2019")
    bis: Datum = pflicht("Ende des Kalkulationszeitraums", "Letzter Tag.", "31.12.2019")


class Vorjahreswert(Abschnitt):
    """Sum and rate of one block in the year before."""

    block: Zeile = pflicht("Kostenblock", "Kennung des Bestandteils.", "massnahmepauschale")
    summe: Betrag | None = offen("Summe des Vorjahres", "Kosten des Blocks im Vorjahr.", "205.000,00")
    satz: Betrag | None = offen("Satz des Vorjahres", "Satz des Blocks im Vorjahr.", "73,10")


class Blocksumme(Abschnitt):
    """The sum of one block as the provider's own sheet states it."""

    block: Zeile = pflicht("Kostenblock", "Kennung des Bestandteils.", "massnahmepauschale")
    summe: Betrag = pflicht("Ausgewiesene Summe", "Kosten des Blocks im Jahr.", "212.174,00")


class Stelle(Abschnitt):
    """A post; each post is also a cost position of its block."""

    block: Zeile = pflicht("Kostenblock", "Kennung des Bestandteils.", "massnahmepauschale")
    funktion: Zeile = pflicht("Funktion", "Aufgabe der Stelle.", "Betreuung Fachkräfte")
    qualifikation: Zeile | None = offen("Qualifikation", "Aus personal.qualifikationen.", "Sozialpädagogik")
    tarifgruppe: Zeile | None = offen("Tarifgruppe", "Eingruppierung.", "S 11b/S 12")
    art: Zeile = pflicht("Art der Stelle", "Zählt als Fachkraft, Nichtfachkraft, Leitung …", "fachkraft")
    vk: Menge = pflicht("Vollkräfte", "Stellenanteil in Vollkräften (VK).", "2,20")
    ag_brutto_je_vk: Betrag = pflicht("AG-Brutto je VK und Jahr", "Arbeitgeberkosten einer Vollkraft.", "61.800,00")


@lru_cache(maxsize=256)
def _formfehler(gegeben: frozenset[str]) -> tuple[Fehlerangabe, ...]:
    """What is wrong with an Ansatz that has these fields; there are few combinations and thousands of positions."""
    formen = [form for form in _FORMEN if form[0] in gegeben] or [form for form in _FORMEN if set(form) & gegeben]
    if not formen:
        meldung = "Der Ansatz braucht „menge“ und „preis“, „prozent“ und „von“, „betrag“ und „jahre“ oder „pauschal“."
        return (("pauschal", "fehlt", meldung),)
    form = formen[0]
    fehlend = [
        (name, "fehlt", f"Zum Ansatz mit „{'“ und „'.join(form)}“ fehlt „{name}“.")
        for name in form
        if name not in gegeben
    ]
    fremd = sorted(gegeben - set(form) - set(_FORMEN[form]))
    zuviel = [(name, "zuviel", f"„{name}“ passt nicht zum Ansatz mit „{form[0]}“.") for name in fremd]
    return (*fehlend, *zuviel)


class Ansatz(Abschnitt):
    """How a position's amount comes about; exactly one of four forms."""

    menge: Menge | None = offen("Menge", "menge × preis, dazu einheit und mal.", 365)
    einheit: Zeile | None = offen("Einheit", "Einheit der Menge.", "Tage", "m²")
    preis: Betrag | None = offen("Preis", "Preis je Einheit.", "28,00")
    mal: Menge | None = offen("Faktor", "Weiterer Faktor, zum Beispiel 12 Monate.", 12)
    prozent: Prozent | None = offen("Prozent", "Prozent von anderen Positionen.", "1,50")
    von: Annotated[tuple[Zeile, ...], EinzelnOderListe()] = offen(
        "Bezug", "„stellen“ (alle Stellen des Blocks) oder Nummern oder Bezeichnungen.", "stellen", vorgabe=()
    )
    pauschal: Betrag | None = offen("Pauschaler Betrag", "Betrag im Jahr; negativ nur für Förderung.", "2.150,00")
    betrag: Betrag | None = offen("Anschaffungsbetrag", "Wird über „jahre“ verteilt.", "14.400,00")
    jahre: Menge | None = offen("Nutzungsdauer in Jahren", "Verteilt „betrag“.", 10)

    def _unstimmig(self) -> list[Fehlerangabe]:
        gegeben = [name for name in self.__struct_fields__ if getattr(self, name) not in (None, ())]
        return list(_formfehler(frozenset(gegeben)))


class Position(Abschnitt):
    """A cost position; its amount is computed from the Ansatz."""

    block: Zeile = pflicht("Kostenblock", "Kennung des Bestandteils.", "grundpauschale")
    bezeichnung: Zeile = pflicht("Bezeichnung der Position", "Wofür die Kosten anfallen.", "Verwaltungsbedarf")
    ansatz: Ansatz = pflicht("Ansatz", "Wie sich der Betrag ergibt.")


class Kostentraegerblatt(Abschnitt):
    """One cost sheet."""

    titel: Zeile | None = offen("Titel des Blatts", "Unterscheidet mehrere Blätter.", "Haus Nord")
    standort: Zeile | None = offen("Standort des Blatts", "Name eines Standorts, für den das Blatt gilt.")
    saetze: tuple[Zeile, ...] = offen(
        "Sätze des Blatts", "Hilfebedarfsgruppen oder Bezeichnungen; ohne Angabe alle.", [1], vorgabe=()
    )
    plaetze: Ganzzahl | None = offen("Plätze des Blatts", "Ohne Angabe die Plätze seiner Sätze.", 8)
    beispieldaten: Wahrheitswert = offen(
        "Beispieldaten", "true druckt den Hinweis, dass die Kosten ein Modell sind.", vorgabe=False
    )
    zeitraum: Zeitraum | None = offen("Kalkulationszeitraum", "Zeitraum der Kalkulation.")
    bezugsgroesse: Annotated[str, auswahl("platztage", "platzmonate", "fachleistungsstunden")] = offen(
        "Bezugsgröße", "Wodurch die Kosten geteilt werden.", vorgabe="platztage"
    )
    tage: Menge | None = offen("Tage im Jahr", "Kalkulierte Tage im Jahr, bei platztagen.", 365)
    monate: Menge | None = offen("Monate im Jahr", "Kalkulierte Monate im Jahr, bei platzmonaten.", 12)
    stunden: Menge | None = offen(
        "Fachleistungsstunden im Jahr", "Alle im Jahr kalkulierten Stunden, bei fachleistungsstunden.", 4680
    )
    auslastung_prozent: Prozent | None = offen(
        "Auslastung in Prozent", "Kalkulatorische Auslastung; bei fachleistungsstunden freigestellt.", 96
    )
    tarif: Zeile | None = offen("Tarif", "Angewandter Tarif.", "TVöD-SuE")
    stichtag: Datum | None = offen("Stichtag der Kalkulation", "Stand der Kosten.", "01.10.2018")
    foerderung: Annotated[Betrag | None, LeerIstWahl()] = offen(
        "Öffentliche Förderung", "Betrag im Jahr, der anzurechnen ist.", "5.000,00"
    )
    berechnungstage: Menge | None = offen(
        "Berechnungstage", "Auch Platzmonate oder Stunden; ohne Angabe berechnet, sonst abgeglichen.", "2.803,20"
    )
    summen: tuple[Blocksumme, ...] = offen(
        "Ausgewiesene Blocksummen", "Ohne Angabe berechnet, sonst abgeglichen.", vorgabe=()
    )
    gesamtkosten: Betrag | None = offen("Gesamtkosten", "Ohne Angabe berechnet, sonst abgeglichen.", "235.749,00")
    jahresbudget: Betrag | None = offen(
        "Jahresbudget des Blatts", "Ohne Angabe berechnet, sonst abgeglichen.", "235.749,12"
    )
    vorjahr: tuple[Vorjahreswert, ...] = offen("Vorjahreswerte", "Summe und Satz je Block.", vorgabe=())
    bearbeitung: Text | None = offen("Bearbeitung", "Bearbeitungsvermerk.")
    stellen: tuple[Stelle, ...] = offen("Stellenplan", "Stellen mit VK und Kosten.", vorgabe=())
    positionen: tuple[Position, ...] = offen("Kostenpositionen", "Positionen je Block.", vorgabe=())

    def _unstimmig(self) -> list[Fehlerangabe]:
        if (zahl := ZAHL_IM_JAHR.get(self.bezugsgroesse)) is None:  # the placeholder of a draft
            return []
        noetig = (zahl,) if self.bezugsgroesse == "fachleistungsstunden" else (zahl, "auslastung_prozent")
        fehlt = [
            (name, "fehlt", f"Für die Bezugsgröße „{self.bezugsgroesse}“ fehlt im Kostenträgerblatt „{name}“.")
            for name in noetig
            if getattr(self, name) is None
        ]
        zuviel = [
            (name, "zuviel", f"„{name}“ passt nicht zur Bezugsgröße „{self.bezugsgroesse}“; sie braucht „{zahl}“.")
            for name in ZAHL_IM_JAHR.values()
            if name != zahl and getattr(self, name) is not None
        ]
        return [*fehlt, *zuviel]
