"""All text rules in the order of their codes."""

from __future__ import annotations

from vertragsgen.checks.regel import Regelkopf
from vertragsgen.checks.verzeichnis import REGELN
from vertragsgen.inspection.paketregeln import PAKETREGELN
from vertragsgen.inspection.regel import Textregel

TEXTREGELN: tuple[Textregel, ...] = (*PAKETREGELN,)

ALLE_REGELN: tuple[Regelkopf, ...] = tuple(sorted((*REGELN, *TEXTREGELN), key=lambda regel: regel.code))
"""The rules on profiles and those on the wording: what exceptions and packages may name, and what has a page."""


def finde_textregel(code: str) -> Textregel | None:
    """The text rule of that code."""
    return next((regel for regel in TEXTREGELN if regel.code == code), None)
