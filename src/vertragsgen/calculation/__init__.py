"""Rates, Platzgeld, cost sheets and dates: pure functions over the profile and the package's parameters."""

from vertragsgen.calculation.calculate import Rechnung, calculate

__all__ = ["Rechnung", "calculate"]
