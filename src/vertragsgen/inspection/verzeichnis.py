"""All text rules in the order of their codes."""

from __future__ import annotations

from vertragsgen.inspection.regel import Textregel

TEXTREGELN: tuple[Textregel, ...] = ()


def finde_textregel(code: str) -> Textregel | None:
    """The text rule of that code."""
    return next((regel for regel in TEXTREGELN if regel.code == code), None)
