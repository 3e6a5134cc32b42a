"""Findings as workflow commands of GitHub Actions: each becomes an annotation at its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vertragsgen.cli.fundorte import Fundorte
from vertragsgen.diagnostics import Befund, Schwere

_BEFEHL = {Schwere.FEHLER: "error", Schwere.WARNUNG: "warning", Schwere.HINWEIS: "notice"}


def zeilen(befunde: Iterable[Befund], orte: Fundorte) -> Iterator[str]:
    """One line for each open finding; accepted and not checkable ones would only be noise there."""
    for befund in befunde:
        if not befund.offen:
            continue
        angaben = {}
        mark = orte.mark(befund)
        if mark is not None:
            ende = mark.spalte + mark.laenge
            angaben = {"file": orte.pfad(mark), "line": mark.zeile, "col": mark.spalte, "endColumn": ende}
        titel = " · ".join(teil for teil in (befund.code, befund.profil, befund.dokument, befund.stelle) if teil)
        angaben["title"] = titel
        text = befund.meldung if befund.hilfe is None else f"{befund.meldung}\n→ {befund.hilfe}"
        liste = ",".join(f"{name}={_eigenschaft(str(wert))}" for name, wert in angaben.items())
        yield f"::{_BEFEHL[befund.schwere]} {liste}::{_text(text)}"


def _text(text: str) -> str:
    """Escapes what would end the command; a bare line break would start output of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _eigenschaft(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
