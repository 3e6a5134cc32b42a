"""The library: check and build a workspace. The command line only parses, calls and prints.

Data flows one way: profile → calculation → checks → documents → files. Nothing here reads the clock; the
``stichtag`` comes from the caller and decides the expiry of exceptions only, never the content of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vertragsgen import pipeline
from vertragsgen.checks.ausnahmenbericht import Ausnahmestand, ausnahmen_von
from vertragsgen.diagnostics import Befund, Bericht, Schwere
from vertragsgen.inspection.unbenutzt import Unbenutzt, unused_values
from vertragsgen.output.eingaben import tool_state
from vertragsgen.output.plan import profile_folder
from vertragsgen.output.raisable import Auftrag
from vertragsgen.output.sperre import Belegt, exclusive
from vertragsgen.output.stapel import NICHT_GEBAUT, Bauauftrag, Profilergebnis, build_all
from vertragsgen.output.successor import Fortschreibung, raise_profile
from vertragsgen.output.uebersicht import counts
from vertragsgen.output.uebersichtsseite import write_index
from vertragsgen.output.verwaist import orphaned
from vertragsgen.output.verwaist import prune as remove_orphaned
from vertragsgen.output.verwaist import report as report_orphaned
from vertragsgen.pipeline import Ergebnis, Werkstatt
from vertragsgen.source.suggest import aehnlich
from vertragsgen.workspace import Workspace, check_profile_id

__all__ = [
    "Bauergebnis", "Belegt", "Profilergebnis", "ausnahmen", "build", "check", "check_with_unprinted", "load_packages",
    "raise_rates", "render_profile",
]  # fmt: skip

UNBEKANNT = "VG111"


@dataclass(slots=True)
class Bauergebnis:
    """What became of the profiles, in order; ``bericht`` holds all findings that count.

    ``verwaist`` are folders whose profile is gone, ``entfernt`` the files that were removed there;
    ``nicht_begonnen`` says how many profiles were left out because the run was stopped.
    """

    profile: list[Profilergebnis] = field(default_factory=list)
    bericht: Bericht = field(default_factory=Bericht)
    verwaist: list[Path] = field(default_factory=list)
    entfernt: list[Path] = field(default_factory=list)
    nicht_begonnen: int = 0


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
    bericht = Bericht()
    for name, unknown in _selected(workspace, profile):
        ergebnis = Ergebnis(name, [unknown]) if unknown else pipeline.run(werkstatt, name, stichtag=stichtag)
        bericht.add(ergebnis.befunde)
        if fortschritt is not None:
            fortschritt(ergebnis)
    return bericht


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
            staende.extend(ausnahmen_von(ergebnis.profil, geladen.profil, ergebnis.befunde, geladen.mark))

    bericht = check(workspace, profile, stichtag=stichtag, fortschritt=collect)
    return staende, bericht


def build(
    workspace: Workspace,
    profile: Sequence[str] = (),
    *,
    stichtag: date,
    dokumente: Sequence[str] = (),
    formate: Sequence[str] = (),
    entwurf: bool = False,
    force: bool = False,
    prune: bool = False,
    jobs: int = 1,
    executor: Executor | None = None,
    fortschritt: Callable[[Profilergebnis], None] | None = None,
    halt: Callable[[], bool] = lambda: False,
    warten: float = 0.0,
    melde: Callable[[str], None] = lambda _: None,
) -> Bauergebnis:
    """Check, render and write the named profiles (all, if none is named); what is unchanged is skipped.

    A profile with an open ``fehler`` is not written, its old files stay and are reported as outdated; the others
    are built all the same. ``dokumente`` and ``formate`` restrict what is written, never what is checked.
    ``jobs`` processes share the work, or ``executor`` takes it (for instance that of a Dask client); the files are
    the same. ``halt`` is asked between profiles whether to stop. With ``prune`` outputs of deleted profiles go.
    If another run holds the output folder, ``melde`` is told and up to ``warten`` seconds are waited; then
    :class:`Belegt` is raised.
    """
    auftrag = Bauauftrag(
        workspace, stichtag, tool_state(), tuple(dokumente), tuple(formate), entwurf=entwurf, force=force
    )
    result = Bauergebnis()
    ausgewaehlt = dict(_selected(workspace, profile))
    with exclusive(workspace.output_dir, warten=warten, melde=melde):
        for one in _results(auftrag, ausgewaehlt, jobs, executor, halt):
            result.profile.append(one)
            result.bericht.add(one.befunde)
            if fortschritt is not None:
                fortschritt(one)
        result.nicht_begonnen = len(ausgewaehlt) - len(result.profile)
        if not profile or prune:
            _tidy(workspace, result, prune=prune)
        write_index(workspace, result.profile, vollstaendig=not profile)
    return result


def _results(
    auftrag: Bauauftrag,
    ausgewaehlt: Mapping[str, Befund | None],
    jobs: int,
    executor: Executor | None,
    halt: Callable[[], bool],
) -> Iterator[Profilergebnis]:
    for name, unknown in ausgewaehlt.items():
        if unknown is not None:
            folder = profile_folder(auftrag.workspace, name, entwurf=auftrag.entwurf)
            yield Profilergebnis(name, NICHT_GEBAUT, folder, (), (unknown,), counts([unknown]))
    bekannte = [name for name, unknown in ausgewaehlt.items() if unknown is None]
    yield from build_all(auftrag, bekannte, jobs=jobs, executor=executor, halt=halt)


def _tidy(workspace: Workspace, result: Bauergebnis, *, prune: bool) -> None:
    """List the outputs of deleted profiles, or remove them."""
    result.verwaist = orphaned(workspace, workspace.profile_ids())
    if prune:
        result.entfernt, befunde = remove_orphaned(workspace, result.verwaist)
        result.bericht.add(befunde)
    else:
        result.bericht.add(report_orphaned(workspace, result.verwaist))


def raise_rates(
    workspace: Workspace, profile: Sequence[str] = (), *, auftrag: Auftrag, dry_run: bool = False
) -> list[Fortschreibung]:
    """Turn the named profiles (all, if none is named) into their successors, in place.

    A profile that cannot be raised is left as it is and says why; the others are raised all the same. With
    ``dry_run`` nothing is written.
    """
    werkstatt = Werkstatt(workspace)
    return [
        Fortschreibung(name, auftrag.ab, befunde=[unknown])
        if unknown
        else raise_profile(werkstatt, name, auftrag, dry_run=dry_run)
        for name, unknown in _selected(workspace, profile)
    ]


def render_profile(workspace: Workspace, profil: str, *, entwurf: bool = False, stichtag: date = date.min) -> Ergebnis:
    """One profile in memory: its files by name, and its findings."""
    return pipeline.run(Werkstatt(workspace), profil, stichtag=stichtag, entwurf=entwurf)


def load_packages(workspace: Workspace) -> list[Befund]:
    """Load and compile every package of the workspace; returns what is wrong with them."""
    werkstatt = Werkstatt(workspace)
    return [befund for paket in workspace.packages() for befund in werkstatt.vorlagen(paket).befunde]


def _selected(workspace: Workspace, profile: Sequence[str]) -> Iterator[tuple[str, Befund | None]]:
    """The profiles to work on, each with the finding that keeps it from being one."""
    known = workspace.profile_ids()
    for name in dict.fromkeys(profile or known):
        befund = check_profile_id(name)
        if befund is None and name not in known:
            near = aehnlich(name, known)
            befund = Befund(
                UNBEKANNT,
                Schwere.FEHLER,
                f"Das Profil „{name}“ gibt es in „{workspace.name(workspace.profile_dir)}“ nicht.",
                hilfe=f"Gemeint ist vielleicht „{near}“." if near else None,
            )
        yield name, befund.fuer(name) if befund else None
