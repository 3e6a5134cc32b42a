"""Rules over profile, package data and calculation; findings are values, pages are docstrings."""

from vertragsgen.checks.abweichungen import check_abweichungen
from vertragsgen.checks.ausnahmen import apply_ausnahmen
from vertragsgen.checks.erlaeutern import codes, explain
from vertragsgen.checks.pruefen import run_checks
from vertragsgen.checks.rechtspruefung import rechtspruefung_befund, rechtspruefung_offen
from vertragsgen.checks.regel import Fund, Pruefkontext, Regel, regel
from vertragsgen.checks.verzeichnis import REGELN, finde_in

__all__ = [
    "Fund",
    "Pruefkontext",
    "REGELN",
    "Regel",
    "apply_ausnahmen",
    "check_abweichungen",
    "codes",
    "explain",
    "finde_in",
    "rechtspruefung_befund",
    "rechtspruefung_offen",
    "regel",
    "run_checks",
]
