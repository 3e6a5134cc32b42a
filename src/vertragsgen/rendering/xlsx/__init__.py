"""Workbooks: live formulas with stored values, text that never becomes a formula, the same bytes every time."""

from vertragsgen.rendering.xlsx.mappe import Mappenkopf, write_kostentraegerblatt

__all__ = ["Mappenkopf", "write_kostentraegerblatt"]
