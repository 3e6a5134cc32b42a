"""The review diff: two states of a workspace, built in memory, and what differs between their documents."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from vertragsgen.review.bericht import Aenderungsbericht, Rahmenaenderung, Stand
from vertragsgen.review.gitstand import ARBEITSVERZEICHNIS, Gitstand, KeinStand, checkout
from vertragsgen.review.gruppierung import erstelle_bericht
from vertragsgen.review.redlineordner import Redlineordner
from vertragsgen.review.staende import Vergleichsauftrag, compare_all
from vertragsgen.review.vergleich import compare_docx
from vertragsgen.workspace import Workspace

__all__ = ["KeinStand", "diff", "diff_workspaces"]


def diff(
    workspace: Workspace,
    basis: str = "HEAD",
    kopf: str | None = None,
    *,
    stichtag: date,
    jobs: int = 1,
    redlines: Redlineordner | None = None,
    fortschritt: Callable[[int], None] = lambda _: None,
) -> Aenderungsbericht:
    """What changes from the git state ``basis`` to ``kopf`` (None: the files as they lie there now).

    Both states are built in memory with this tool; the checkout and its outputs are not touched. Raises
    :class:`KeinStand` where a state cannot be had. ``fortschritt`` is told how many profiles are done.
    """
    with tempfile.TemporaryDirectory(prefix="vertragsgen-diff-", ignore_cleanup_errors=True) as ordner:
        alt = checkout(workspace.root, basis, Path(ordner, "alt"))
        neu = (
            Gitstand(ARBEITSVERZEICHNIS, workspace)
            if kopf is None
            else checkout(workspace.root, kopf, Path(ordner, "neu"))
        )
        return diff_workspaces(alt, neu, stichtag=stichtag, jobs=jobs, redlines=redlines, fortschritt=fortschritt)


def diff_workspaces(
    alt: Gitstand,
    neu: Gitstand,
    *,
    stichtag: date,
    jobs: int = 1,
    redlines: Redlineordner | None = None,
    fortschritt: Callable[[int], None] = lambda _: None,
) -> Aenderungsbericht:
    """The same for two workspaces that lie in folders."""
    auftrag = Vergleichsauftrag(alt.workspace, neu.workspace, stichtag, redlines)
    namen = sorted({*alt.workspace.profile_ids(), *neu.workspace.profile_ids()})
    berichte = []
    for bericht in compare_all(auftrag, namen, jobs):
        berichte.append(bericht)
        fortschritt(len(berichte))
    profile: defaultdict[str, list[str]] = defaultdict(list)
    for bericht in berichte:
        if bericht.stand is not Stand.ENTFALLEN:
            profile[bericht.paket].append(bericht.profil)
    rahmen = tuple(_rahmen(alt.workspace, neu.workspace))
    return erstelle_bericht(
        alt.name, neu.name, berichte, profile=profile, rahmen=rahmen, hinweise=tuple(_hinweise(alt, neu))
    )


def _hinweise(alt: Gitstand, neu: Gitstand) -> Iterator[str]:
    for stand in (alt, neu):
        for befund in stand.workspace.misnamed_profiles():
            yield f"{stand.name}: {befund.meldung}"
    if not alt.workspace.profile_ids() and not neu.workspace.profile_ids():
        yield "In keinem der beiden Stände liegt ein Profil."


def _rahmen(alt: Workspace, neu: Workspace) -> Iterator[Rahmenaenderung]:
    """The Word frames that differ, as text: tags and all."""
    pfade = sorted({datei.relative_to(neu.templates_dir).as_posix() for datei in neu.templates_dir.rglob("*.docx")})
    for pfad in pfade:
        vorher = alt.templates_dir / pfad
        if vorher.is_file() and (a := vorher.read_bytes()) != (b := (neu.templates_dir / pfad).read_bytes()):
            yield Rahmenaenderung(pfad, compare_docx(a, b, pfad))
