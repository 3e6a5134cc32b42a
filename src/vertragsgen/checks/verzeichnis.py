"""All rules in the order of their codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from vertragsgen.checks.form import schriftform, vertretungsbefugnis
from vertragsgen.checks.kennungen import iban, ik_nummer, steuernummern
from vertragsgen.checks.kostenblatt import satz_gegen_kostenblatt
from vertragsgen.checks.kostenblatt_budget import jahresbudget
from vertragsgen.checks.kostenblatt_summen import berechnungstage, kostenpositionen
from vertragsgen.checks.kostenblatt_werte import auslastung, foerderung_abgesetzt
from vertragsgen.checks.paket import bemerkungen, budgetanlage, oeffnungszeiten, weitere_bedingungen
from vertragsgen.checks.personal import plaetze_und_personal
from vertragsgen.checks.personal_alter import mindestalter
from vertragsgen.checks.personal_personenkreis import ausschluss_ohne_widerspruch, gleicher_personenkreis
from vertragsgen.checks.personal_plaetze import platzzahl, platzzahl_positiv
from vertragsgen.checks.personal_quoten import fachkraftquote, quote_ungelernt
from vertragsgen.checks.personal_schluessel import gleicher_schluessel
from vertragsgen.checks.personal_stellen import personalkosten, qualifikation_belegt
from vertragsgen.checks.recht import intervall_fuehrungszeugnis, regime
from vertragsgen.checks.rechtsform import rechtsform
from vertragsgen.checks.regel import Regel, Regelkopf
from vertragsgen.checks.termine import anschluss_an_vorgaenger, datumsreihenfolge, mindestlaufzeit
from vertragsgen.checks.termine_fristen import kuendigungsfristen, kuendigungstermin, verhandlungsaufforderung
from vertragsgen.checks.verguetung import gleiche_einheit, gueltige_betraege, summe_gesamtentgelt
from vertragsgen.checks.verguetung_abwesenheit import platzgeld_beginn
from vertragsgen.checks.verguetung_grenzen import erhoehung, getrennte_leistungen
from vertragsgen.checks.verguetung_gruppen import gruppen_gestaffelt, gruppen_gewichtet
from vertragsgen.checks.verguetung_platzgeld import platzgeld_komponente, summe_platzgeld, ungeminderter_bestandteil
from vertragsgen.checks.verguetung_zeilen import eindeutige_saetze, platzgeld_mit_regel

R = TypeVar("R", bound=Regelkopf)

REGELN: tuple[Regel, ...] = (
    summe_gesamtentgelt,
    platzgeld_komponente,
    ungeminderter_bestandteil,
    summe_platzgeld,
    gueltige_betraege,
    satz_gegen_kostenblatt,
    berechnungstage,
    auslastung,
    kostenpositionen,
    jahresbudget,
    gruppen_gestaffelt,
    gruppen_gewichtet,
    platzgeld_beginn,
    gleiche_einheit,
    erhoehung,
    foerderung_abgesetzt,
    getrennte_leistungen,
    eindeutige_saetze,
    platzgeld_mit_regel,
    datumsreihenfolge,
    anschluss_an_vorgaenger,
    mindestlaufzeit,
    kuendigungsfristen,
    kuendigungstermin,
    verhandlungsaufforderung,
    regime,
    intervall_fuehrungszeugnis,
    plaetze_und_personal,
    gleicher_schluessel,
    platzzahl,
    platzzahl_positiv,
    quote_ungelernt,
    fachkraftquote,
    qualifikation_belegt,
    personalkosten,
    mindestalter,
    gleicher_personenkreis,
    ausschluss_ohne_widerspruch,
    vertretungsbefugnis,
    schriftform,
    ik_nummer,
    iban,
    steuernummern,
    rechtsform,
    oeffnungszeiten,
    budgetanlage,
    bemerkungen,
    weitere_bedingungen,
)


def finde_in(regeln: Sequence[R], code: str) -> R | None:
    """The rule of that code among ``regeln``."""
    return next((regel for regel in regeln if regel.code == code), None)
