"""Rules over profile, package data and calculation; findings are values, pages are docstrings."""

from vertragsgen.checks.ausnahmen import apply_ausnahmen
from vertragsgen.checks.erlaeutern import codes, explain
from vertragsgen.checks.pruefen import run_checks
from vertragsgen.checks.regel import Fund, Pruefkontext, Regel, regel
from vertragsgen.checks.verzeichnis import REGELN, finde_regel

__all__ = [
    "Fund",
    "Pruefkontext",
    "REGELN",
    "Regel",
    "apply_ausnahmen",
    "codes",
    "explain",
    "finde_regel",
    "regel",
    "run_checks",
]
