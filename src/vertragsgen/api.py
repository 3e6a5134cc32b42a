"""The library: check and build a workspace. The command line only parses, calls and prints.

Data flows one way: profile → calculation → checks → documents → files. Nothing here reads the clock; the
``stichtag`` comes from the caller and decides the expiry of exceptions only, never the content of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vertragsgen import pipeline
from vertragsgen.checks import rechtspruefung_befund, rechtspruefung_offen
from vertragsgen.checks.ausnahmenbericht import Ausnahmestand, ausnahmen_von
from vertragsgen.diagnostics import Befund, Bericht, Schwere
from vertragsgen.inspection.unbenutzt import Unbenutzt, unused_values
from vertragsgen.output.plan import outdated, write_profile
from vertragsgen.output.raisable import Auftrag
from vertragsgen.output.successor import Fortschreibung, raise_profile
from vertragsgen.package.klauselsammlung import ungenutzte_gemeinsame
from vertragsgen.pipeline import Ergebnis, Werkstatt
from vertragsgen.source.suggest import aehnlich
from vertragsgen.workspace import Workspace, check_profile_id

UNBEKANNT = "VG111"

GEBAUT, UNVERAENDERT, UNVOLLSTAENDIG, NICHT_GEBAUT = "gebaut", "unveraendert", "unvollstaendig", "nicht gebaut"


@dataclass(frozen=True, slots=True)
class Profilergebnis:
    """What became of one profile: its status, the files that are as they should be, its findings."""

    profil: str
    status: str
    dateien: tuple[Path, ...]
    befunde: tuple[Befund, ...]


@dataclass(slots=True)
class Bauergebnis:
    """What became of all profiles, in order; ``bericht`` holds all findings."""

    profile: list[Profilergebnis] = field(default_factory=list)
    bericht: Bericht = field(default_factory=Bericht)


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
    zu_pruefen: dict[str, list[str]] = {}
    bericht = Bericht()
    bericht.add(workspace.misnamed_profiles())
    for name, unknown in _selected(workspace, profile):
        ergebnis = Ergebnis(name, [unknown]) if unknown else pipeline.run(werkstatt, name, stichtag=stichtag)
        bericht.add(ergebnis.befunde)
        _note_review(zu_pruefen, ergebnis)
        if fortschritt is not None:
            fortschritt(ergebnis)
    bericht.add(_reviews(werkstatt, zu_pruefen))
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
    fortschritt: Callable[[Profilergebnis], None] | None = None,
) -> Bauergebnis:
    """Check, render and write the named profiles (all, if none is named).

    A profile with an open ``fehler`` is not written, its old files stay and are reported as outdated; the others
    are built all the same. ``dokumente`` and ``formate`` restrict what is written, never what is checked.
    """
    werkstatt = Werkstatt(workspace)
    zu_pruefen: dict[str, list[str]] = {}
    result = Bauergebnis()
    result.bericht.add(workspace.misnamed_profiles())
    for name, unknown in _selected(workspace, profile):
        if unknown:
            one = Profilergebnis(name, NICHT_GEBAUT, (), (unknown,))
        else:
            ergebnis = pipeline.run(werkstatt, name, stichtag=stichtag, entwurf=entwurf)
            _note_review(zu_pruefen, ergebnis)
            one = _write(workspace, ergebnis, dokumente, formate, entwurf=entwurf, force=force)
        result.profile.append(one)
        result.bericht.add(one.befunde)
        if fortschritt is not None:
            fortschritt(one)
    result.bericht.add(_reviews(werkstatt, zu_pruefen))
    return result


def _note_review(zu_pruefen: dict[str, list[str]], ergebnis: Ergebnis) -> None:
    """Put the profile beside its package if a lawyer still has to review its documents."""
    if ergebnis.paket is not None and ergebnis.geladen is not None:
        manifest = ergebnis.paket.manifest
        if rechtspruefung_offen(manifest, ergebnis.geladen.profil):
            zu_pruefen.setdefault(manifest.id, []).append(ergebnis.profil)


def _reviews(werkstatt: Werkstatt, zu_pruefen: dict[str, list[str]]) -> Iterator[Befund]:
    """One remark for each package that asks for a review."""
    for paket_id, profile in zu_pruefen.items():
        if (paket := werkstatt.paket(paket_id).paket) is not None:
            yield rechtspruefung_befund(paket.manifest, paket.mark("rechtspruefung_hinweis"), profile)


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
    befunde = [befund for paket in workspace.packages() for befund in werkstatt.vorlagen(paket).befunde]
    pakete = [werkstatt.paket(name).paket for name in workspace.packages()]
    manifeste = [paket.manifest for paket in pakete if paket is not None]
    if len(manifeste) == len(pakete):  # one that did not load may be the one that uses a shared clause
        befunde += ungenutzte_gemeinsame(workspace, manifeste)
    return befunde


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


def _write(
    workspace: Workspace,
    ergebnis: Ergebnis,
    dokumente: Sequence[str],
    formate: Sequence[str],
    *,
    entwurf: bool,
    force: bool,
) -> Profilergebnis:
    befunde = list(ergebnis.befunde)
    if not ergebnis.dateien:
        befunde += outdated(workspace, ergebnis.profil, entwurf=entwurf)
        return Profilergebnis(ergebnis.profil, NICHT_GEBAUT, (), tuple(befunde))
    written = write_profile(workspace, ergebnis, dokumente=dokumente, formate=formate, entwurf=entwurf, force=force)
    befunde += [befund.fuer(ergebnis.profil) for befund in written.befunde]
    status = GEBAUT if written.geschrieben else UNVERAENDERT
    if any(befund.sperrt for befund in written.befunde):
        status = UNVOLLSTAENDIG
    return Profilergebnis(ergebnis.profil, status, tuple(written.dateien), tuple(befunde))
