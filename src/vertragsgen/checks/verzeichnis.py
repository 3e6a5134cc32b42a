"""All rules in the order of their codes."""

from __future__ import annotations

from collections.abc import Sequence

from vertragsgen.checks.form import schriftform, vertretungsbefugnis
from vertragsgen.checks.kennungen import iban, ik_nummer, steuernummern
from vertragsgen.checks.kostenblatt import berechnungstage, kostenpositionen, satz_gegen_kostenblatt
from vertragsgen.checks.paket import budgetanlage, oeffnungszeiten
from vertragsgen.checks.personal import plaetze_und_personal, platzzahl
from vertragsgen.checks.recht import intervall_fuehrungszeugnis, regime
from vertragsgen.checks.rechtsform import rechtsform
from vertragsgen.checks.regel import Regel, Regelkopf
from vertragsgen.checks.termine import anschluss_an_vorgaenger, datumsreihenfolge, mindestlaufzeit
from vertragsgen.checks.termine_fristen import kuendigungsfristen, kuendigungstermin, verhandlungsaufforderung
from vertragsgen.checks.verguetung import (
    platzgeld_komponente,
    summe_gesamtentgelt,
    summe_platzgeld,
    ungeminderter_bestandteil,
)

REGELN: tuple[Regel, ...] = (
    summe_gesamtentgelt,
    platzgeld_komponente,
    ungeminderter_bestandteil,
    summe_platzgeld,
    satz_gegen_kostenblatt,
    berechnungstage,
    kostenpositionen,
    datumsreihenfolge,
    anschluss_an_vorgaenger,
    mindestlaufzeit,
    kuendigungsfristen,
    kuendigungstermin,
    verhandlungsaufforderung,
    regime,
    intervall_fuehrungszeugnis,
    plaetze_und_personal,
    platzzahl,
    vertretungsbefugnis,
    schriftform,
    ik_nummer,
    iban,
    steuernummern,
    rechtsform,
    oeffnungszeiten,
    budgetanlage,
)


def finde_in(regeln: Sequence[Regelkopf], code: str) -> Regelkopf | None:
    """The rule of that code among ``regeln``."""
    return next((regel for regel in regeln if regel.code == code), None)


def finde_regel(code: str) -> Regel | None:
    """The rule of that code."""
    return next((regel for regel in REGELN if regel.code == code), None)
