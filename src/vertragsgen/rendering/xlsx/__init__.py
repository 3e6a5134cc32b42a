"""Workbooks: live formulas with stored values, text that never becomes a formula, the same bytes every time."""

from vertragsgen.rendering.xlsx.budgetmappe import Budgetkopf, zeichne_budget
from vertragsgen.rendering.xlsx.mappe import Mappenkopf, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.schreiben import Mappe, mappenteile, shared_parts

__all__ = [
    "Budgetkopf",
    "Mappe",
    "Mappenkopf",
    "mappenteile",
    "shared_parts",
    "zeichne_budget",
    "zeichne_kostentraegerblatt",
]
