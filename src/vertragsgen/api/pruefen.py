"""Check profiles: everything ``build`` checks, and nothing written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from vertragsgen import pipeline
from vertragsgen.api.auswahl import reviews, selected
from vertragsgen.checks.ausnahmenbericht import Ausnahmestand, ausnahmen_von
from vertragsgen.diagnostics import Bericht
from vertragsgen.inspection import ALLE_REGELN
from vertragsgen.inspection.unbenutzt import Unbenutzt, unused_values
from vertragsgen.pipeline import Ergebnis
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace


def check(
    workspace: Workspace,
    profile: Sequence[str] = (),
    *,
    stichtag: date,
    fortschritt: Callable[[Ergebnis], None] | None = None,
) -> Bericht:
    """All findings on the named profiles (all, if none is named), those on rendered documents included.

    ``fortschritt`` is given each profile's result as it is reached.
    """
    werkstatt = Werkstatt(workspace)
    zu_pruefen: defaultdict[str, list[str]] = defaultdict(list)
    bericht = Bericht()
    bericht.add(workspace.misnamed_profiles())
    for name, unknown in selected(workspace, profile):
        ergebnis = Ergebnis(name, [unknown]) if unknown else _checked(werkstatt, name, stichtag)
        bericht.add(ergebnis.befunde)
        if ergebnis.paket is not None and ergebnis.zu_pruefen:
            zu_pruefen[ergebnis.paket.manifest.id].append(name)
        if fortschritt is not None:
            fortschritt(ergebnis)
    bericht.add(reviews(werkstatt, zu_pruefen))
    return bericht


def _checked(werkstatt: Werkstatt, profil: str, stichtag: date) -> Ergebnis:
    try:
        return pipeline.run(werkstatt, profil, stichtag=stichtag, packen=False)
    except Exception as fault:
        return Ergebnis(profil, [pipeline.program_fault(werkstatt.workspace, profil, fault)])


def check_with_unprinted(
    workspace: Workspace, profile: Sequence[str] = (), *, stichtag: date
) -> tuple[Bericht, dict[str, list[Unbenutzt]]]:
    """The findings, and for each profile the values that stand in none of its documents."""
    ungedruckt: dict[str, list[Unbenutzt]] = {}

    def collect(ergebnis: Ergebnis) -> None:
        if ergebnis.textkontext is not None:
            ungedruckt[ergebnis.profil] = unused_values(ergebnis.textkontext)

    return check(workspace, profile, stichtag=stichtag, fortschritt=collect), ungedruckt


def ausnahmen(
    workspace: Workspace, profile: Sequence[str] = (), *, stichtag: date
) -> tuple[list[Ausnahmestand], Bericht]:
    """The exceptions of the named profiles (all, if none is named) and what they accept, with all findings."""
    staende: list[Ausnahmestand] = []

    def collect(ergebnis: Ergebnis) -> None:
        geladen = ergebnis.geladen
        if geladen is not None:
            staende.extend(ausnahmen_von(ergebnis.profil, geladen.profil, ergebnis.befunde, ALLE_REGELN, geladen.mark))

    bericht = check(workspace, profile, stichtag=stichtag, fortschritt=collect)
    return staende, bericht


def render_profile(workspace: Workspace, profil: str, *, entwurf: bool = False, stichtag: date = date.min) -> Ergebnis:
    """One profile in memory: its files by name, and its findings."""
    return pipeline.run(Werkstatt(workspace), profil, stichtag=stichtag, entwurf=entwurf)
