"""Findings about a whole file (unreadable, pages without text), as sentences for the terminal."""

from __future__ import annotations

from vertragsgen.diagnostics import Befund


def als_satz(befund: Befund) -> str:
    """File, what was found, and on a line of its own what to do. A place inside a binary file would say nothing."""
    datei = f"{befund.mark.datei}: " if befund.mark else ""
    hilfe = f"\n→ {befund.hilfe}" if befund.hilfe else ""
    return f"{datei}{befund.meldung}{hilfe}"
