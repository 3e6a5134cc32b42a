"""Workbooks: live formulas with stored values, text that never becomes a formula, the same bytes every time."""

from vertragsgen.rendering.xlsx.mappe import Mappenkopf, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.schreiben import Mappe, mappenteile

__all__ = ["Mappe", "Mappenkopf", "mappenteile", "zeichne_kostentraegerblatt"]
