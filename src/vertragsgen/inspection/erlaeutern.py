"""Pages of all codes: rules on the profile, rules on the wording, findings of loading and writing."""

from __future__ import annotations

from vertragsgen import checks
from vertragsgen.checks.regel import Regelkopf
from vertragsgen.inspection.verzeichnis import ALLE_REGELN


def explain(code: str) -> str | None:
    """The page of a code as German text; None if there is no such code. Case does not matter."""
    return checks.explain(code, ALLE_REGELN)


def codes() -> tuple[str, ...]:
    """All codes that have a page, sorted."""
    return checks.codes(ALLE_REGELN)


def finde_regel(code: str) -> Regelkopf | None:
    """The rule of that code, on the profile or on the wording."""
    return checks.finde_in(ALLE_REGELN, code)
