"""The profile: one provider's one offer under one agreement, typed. Attributes are called like the YAML keys.

Sections that depend on the package (rates, cost sheet, ``angaben``, options) are completed by ``factory``.
"""

from typing import Annotated, Any

from vertragsgen.profile.costsheet import Kostentraegerblatt
from vertragsgen.profile.parties import (
    Abweichung,
    Angebot,
    Ausnahme,
    Laufzeit,
    PersoenlicheEignung,
    Personal,
    Traeger,
    Vereinbarung,
    Verhandlung,
)
from vertragsgen.profile.rates import Budget, Fortschreibung, Platzgeld, Verguetung, Vorgaenger
from vertragsgen.profile.section import Abschnitt, offen, pflicht
from vertragsgen.source.scalar_type import EinzelnOderListe
from vertragsgen.source.scalars import Zeile


class Profil(Abschnitt):
    """The core sections, the same for all packages."""

    paket: Zeile = pflicht("Vorlagenpaket", "Kennung des Vorlagenpakets.", "land/paket")
    basis: Annotated[tuple[Zeile, ...], EinzelnOderListe()] = offen(
        "Gemeinsame Angaben",
        "Dateien „_name.yaml“ im selben Ordner; eigene Angaben gehen vor.",
        "_traeger.yaml",
        vorgabe=(),
    )
    vereinbarung: Vereinbarung = offen("Vereinbarung", "Angaben zur Urkunde.", vorgabe=Vereinbarung())
    traeger: Traeger = pflicht("Träger", "Leistungserbringer, zweite Vertragspartei.")
    angebot: Angebot = pflicht("Angebot", "Leistungsangebot mit Plätzen und Standorten.")
    personal: Personal | None = offen("Personal", "Qualifikationen und Quoten.")
    verguetung: Verguetung | None = offen("Vergütung", "Einheit und Sätze der Vergütung.")
    platzgeld: Platzgeld | None = offen("Platzgeld", "Geminderter Satz bei längerer Abwesenheit.")
    laufzeit: Laufzeit = pflicht("Laufzeit", "Vereinbarungszeitraum und Fristen.")
    vorgaenger: Vorgaenger | None = offen("Vorvereinbarung", "Was vorher vereinbart war.")
    fortschreibung: Fortschreibung | None = offen("Fortschreibung", "Wie sich die Sätze aus den alten ergeben.")
    verhandlung: Verhandlung | None = offen("Verhandlung", "Angaben zu den Verhandlungen.")
    kostentraegerblatt: Annotated[tuple[Kostentraegerblatt, ...], EinzelnOderListe()] | None = offen(
        "Kostenträgerblatt", "Kalkulation; eine Liste bei mehreren Standorten oder Gruppen."
    )
    budget: Budget | None = offen("Budget", "Jahresbudget statt eines Tagessatzes.")
    persoenliche_eignung: PersoenlicheEignung | None = offen("Persönliche Eignung", "Regeln zu Führungszeugnissen.")
    klauseln: dict[str, Abweichung] = offen(
        "Abweichende Klauseln", "Kennung der Klausel: Wortlaut, Grund, Genehmigung, Frist.", vorgabe={}
    )
    ausnahmen: tuple[Ausnahme, ...] = offen("Ausnahmen", "Hingenommene Befunde mit Grund.", vorgabe=())
    angaben: Any = offen("Angaben des Pakets", "Was nur dieses Paket braucht.")

    @property
    def kostentraegerblaetter(self) -> tuple[Kostentraegerblatt, ...]:
        """The cost sheets, empty if there is none."""
        return self.kostentraegerblatt or ()
