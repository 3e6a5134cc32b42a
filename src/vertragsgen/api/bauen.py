"""Build profiles and blank forms: check, render, write."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from vertragsgen.api.auswahl import reviews, selected
from vertragsgen.diagnostics import Befund, Bericht, zaehlung
from vertragsgen.output.arbeiter import NICHT_GEBAUT, Profilergebnis, write_result
from vertragsgen.output.auftrag import Bauauftrag
from vertragsgen.output.gepackt import Gepackt
from vertragsgen.output.plan import profile_folder
from vertragsgen.output.sperre import Aufgegeben, exclusive
from vertragsgen.output.stapel import build_all
from vertragsgen.output.uebersichtsseite import write_index
from vertragsgen.output.verwaist import orphaned
from vertragsgen.output.verwaist import prune as remove_orphaned
from vertragsgen.output.verwaist import report as report_orphaned
from vertragsgen.pipeline import Dateien
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.werkzeug import tool_state
from vertragsgen.workspace import Workspace

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Bauergebnis(Struct):
    """What became of the profiles, in order; ``befunde`` are findings on the run itself.

    ``verwaist`` are folders whose profile is gone, ``entfernt`` the files that were removed there;
    ``nicht_begonnen`` says how many profiles were left out because the run was stopped.
    """

    profile: Gepackt[Profilergebnis] = field(default_factory=Gepackt)
    befunde: list[Befund] = field(default_factory=list)
    verwaist: list[Path] = field(default_factory=list)
    entfernt: list[Path] = field(default_factory=list)
    nicht_begonnen: int = 0

    @property
    def bericht(self) -> Bericht:
        """All findings, on the run and on its profiles. Of a large run these are many: they are gathered when asked for."""
        return Bericht([*self.befunde, *chain.from_iterable(one.befunde for one in self.profile)])

    @property
    def zahlen(self) -> dict[str, int]:
        """The counts of all findings; those of unchanged profiles were counted when they were built."""
        zahlen = zaehlung(self.befunde)
        for one in self.profile:
            for name, zahl in one.zahlen.items():
                zahlen[name] += zahl
        return zahlen


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
    fortschritt: Callable[[Profilergebnis], object] = lambda _: None,
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
    :class:`Belegt` is raised; a stop ends the waiting.
    """
    auftrag = Bauauftrag(
        workspace, stichtag, tool_state(), tuple(dokumente), tuple(formate), entwurf=entwurf, force=force
    )
    werkstatt = Werkstatt(workspace)
    result = Bauergebnis()
    result.befunde += workspace.misnamed_profiles()
    bekannte = _known(workspace, profile, result, entwurf=entwurf)
    for unknown in result.profile:
        fortschritt(unknown)
    if _leads_outside(workspace, result):
        return result
    if bekannte or prune or not profile:
        with suppress(Aufgegeben), exclusive(workspace.output_dir, warten=warten, melde=melde, halt=halt):
            for one in build_all(auftrag, bekannte, jobs=jobs, executor=executor, halt=halt, werkstatt=werkstatt):
                result.profile.append(one)
                fortschritt(one)
                result.nicht_begonnen -= 1
            if not profile or prune:
                _tidy(workspace, result, prune=prune)
            if not entwurf:
                ganz = not profile and not result.nicht_begonnen
                write_index(workspace, result.profile, vollstaendig=ganz, teile=bool(dokumente or formate))
    result.befunde += reviews(werkstatt, _zu_pruefen(result.profile))
    return result


def _leads_outside(workspace: Workspace, result: Bauergebnis) -> bool:
    """True, with a finding, if the output folder leads out of the workspace: then nothing is written."""
    befund = workspace.check_inside(workspace.output_dir)
    result.befunde += [befund] if befund is not None else []
    return befund is not None


def _zu_pruefen(ergebnisse: Sequence[Profilergebnis]) -> dict[str, list[str]]:
    """By package the profiles whose documents a lawyer still has to review."""
    zu_pruefen: defaultdict[str, list[str]] = defaultdict(list)
    for ergebnis in ergebnisse:
        if ergebnis.uebersicht is not None and ergebnis.uebersicht.get("zu_pruefen"):
            zu_pruefen[ergebnis.uebersicht["paket"]].append(ergebnis.profil)
    return zu_pruefen


def _known(workspace: Workspace, profile: Sequence[str], result: Bauergebnis, *, entwurf: bool) -> list[str]:
    """The profiles to build, which are counted as not begun; those that do not exist are results already."""
    bekannte = []
    for name, unknown in selected(workspace, profile):
        if unknown is None:
            bekannte.append(name)
            continue
        folder = profile_folder(workspace, name, entwurf=entwurf)
        result.profile.append(Profilergebnis(name, NICHT_GEBAUT, str(folder), (), (unknown,), zaehlung([unknown])))
    result.nicht_begonnen = len(bekannte)
    return bekannte


def _tidy(workspace: Workspace, result: Bauergebnis, *, prune: bool) -> None:
    """List the outputs of deleted profiles, or remove them."""
    # Also of a file that is misnamed („x.yml“): it is a profile to whoever wrote it.
    dateien = workspace.profile_dir.iterdir() if workspace.profile_dir.is_dir() else ()
    result.verwaist = orphaned(workspace, [datei.name.partition(".")[0] for datei in dateien])
    if prune:
        result.entfernt, befunde = remove_orphaned(workspace, result.verwaist)
        result.befunde += befunde
    else:
        result.befunde += report_orphaned(workspace, result.verwaist)


def build_muster(
    workspace: Workspace,
    pakete: Sequence[str],
    *,
    optionen: Mapping[str, str],
    dokumente: Sequence[str] = (),
    force: bool = False,
    warten: float = 0.0,
    melde: Callable[[str], None] = lambda _: None,
) -> Bauergebnis:
    """Write the blank forms of these packages of the workspace to ``output/_muster/<land>/<paket>/``.

    No profile is read and no rule on profiles runs; a fault of the package keeps its forms from being written.
    Each form's name in the result is its folder below the output. ``warten`` and ``melde`` as for :func:`build`.
    """
    from vertragsgen.muster import run_muster  # what makes forms is no part of a build of profiles

    werkstatt = Werkstatt(workspace)
    auftrag = Bauauftrag(workspace, date.min, "", tuple(dokumente), force=force)
    result = Bauergebnis()
    if _leads_outside(workspace, result):
        return result
    with exclusive(workspace.output_dir, warten=warten, melde=melde):
        for paket in pakete:
            ergebnis = run_muster(werkstatt, paket, optionen)
            outside = workspace.check_inside(profile_folder(workspace, ergebnis.profil, entwurf=False))
            if outside is not None:
                ergebnis.befunde.append(outside.fuer(ergebnis.profil))
                ergebnis.dateien = Dateien()
            result.profile.append(write_result(auftrag, ergebnis))
    return result
