"""Checks on the rendered documents: what they say, not what went into them."""

from vertragsgen.inspection.erlaeutern import codes, explain, finde_regel
from vertragsgen.inspection.leser import Leser
from vertragsgen.inspection.pruefen import run_text_checks
from vertragsgen.inspection.regel import Textfund, Textkontext, Textregel, textregel
from vertragsgen.inspection.unbenutzt import Unbenutzt, unused_values
from vertragsgen.inspection.verzeichnis import ALLE_REGELN, TEXTREGELN

__all__ = [
    "ALLE_REGELN",
    "TEXTREGELN",
    "Leser",
    "Textfund",
    "Textkontext",
    "Textregel",
    "Unbenutzt",
    "codes",
    "explain",
    "finde_regel",
    "run_text_checks",
    "textregel",
    "unused_values",
]
