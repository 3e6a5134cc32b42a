"""Deviations of a profile's wording (``klauseln``) whose approval has run out, or that replace nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from vertragsgen.calculation.angaben import angabe
from vertragsgen.calculation.befunde import ohne_marken
from vertragsgen.checks.ausnahmen import CODE
from vertragsgen.diagnostics import Befund, Mark, Markierung, Schwere
from vertragsgen.notation import format_datum


def check_abweichungen(
    profil: object,
    *,
    stichtag: date,
    gesetzt: Collection[tuple[str, str]] | None = None,
    mark: Markierung = ohne_marken,
) -> Iterator[Befund]:
    """Findings about the deviations of one profile, weighed like those about its exceptions.

    ``bis`` is the last day on which a deviation is approved, judged at ``stichtag``; the document keeps the wording,
    whose content no clock decides. ``gesetzt`` are the clauses (document and clause id) that the documents hold; None
    if they could not be made.
    """
    abweichungen = getattr(profil, "klauseln", None)
    for name, abweichung in abweichungen.items() if isinstance(abweichungen, Mapping) else ():
        bis = angabe(abweichung, "bis", date)
        if bis is not None and bis < stichtag:
            meldung = f"Die Abweichung von der Klausel „{name}“ ist seit dem {format_datum(bis)} abgelaufen."
            hilfe = "Lassen Sie sie neu genehmigen, oder löschen Sie sie: Dann gilt wieder der Wortlaut des Pakets."
            yield _befund(name, meldung, hilfe, mark(f"klauseln.{name}.bis"))
        elif gesetzt is not None and not any(
            name in (klausel, f"{dokument}/{klausel}") for dokument, klausel in gesetzt
        ):
            meldung = f"Die Abweichung von der Klausel „{name}“ wird nicht gebraucht: Die Klausel entfällt hier."
            yield _befund(name, meldung, None, mark(f"klauseln.{name}"))


def _befund(name: str, meldung: str, hilfe: str | None, mark: Mark | None) -> Befund:
    return Befund(CODE, Schwere.WARNUNG, meldung, mark, hilfe, stelle=f"klauseln.{name}")
