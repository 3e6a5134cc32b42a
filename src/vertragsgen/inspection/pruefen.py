"""Runs all text rules over the documents of one profile."""

from __future__ import annotations

from vertragsgen.checks.regel import eingeschaltete
from vertragsgen.diagnostics import Befund
from vertragsgen.inspection.regel import Textkontext
from vertragsgen.inspection.verzeichnis import TEXTREGELN


def run_text_checks(kontext: Textkontext) -> list[Befund]:
    """The findings of all text rules that the package has not switched off, in the order of their codes."""
    befunde: list[Befund] = []
    for regel in eingeschaltete(TEXTREGELN, kontext.pruefung.manifest):
        befunde.extend(regel.pruefe(kontext))
    return befunde
