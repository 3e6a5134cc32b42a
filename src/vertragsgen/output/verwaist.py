"""Outputs of profiles that are no longer there: listed by every full build, removed only on demand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from vertragsgen.dateien import sha256
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.output import provenance
from vertragsgen.output.plan import ENTWURF
from vertragsgen.output.write import REST
from vertragsgen.workspace import Workspace

VERWAIST = "VG165"


def orphaned(workspace: Workspace, profile: Sequence[str]) -> list[Path]:
    """Folders with outputs of ours that belong to none of these profiles, sorted by name."""
    known = set(profile)
    try:
        with os.scandir(workspace.output_dir) as entries:
            namen = sorted(
                entry.name
                for entry in entries
                if entry.name not in known
                and not entry.name.startswith(("_", "."))
                and entry.is_dir(follow_symlinks=False)
            )
    except OSError:
        return []
    folders = (workspace.output_dir / name for name in namen)
    return [folder for folder in folders if any(_known(teil) for teil in (folder, folder / ENTWURF))]


def report(workspace: Workspace, folders: Sequence[Path]) -> list[Befund]:
    """A remark for each folder that has lost its profile."""
    return [
        Befund(
            VERWAIST,
            Schwere.HINWEIS,
            f"Zu den Dokumenten in „{workspace.name(folder)}“ gibt es kein Profil mehr.",
            hilfe="„vertragsgen build --prune“ entfernt sie.",
            profil=folder.name,
        )
        for folder in folders
    ]


def prune(workspace: Workspace, folders: Sequence[Path]) -> tuple[list[Path], list[Befund]]:
    """Remove our own files from these folders; what was edited or added by hand stays and is reported."""
    removed: list[Path] = []
    befunde: list[Befund] = []
    for folder in folders:
        for teil in (folder / ENTWURF, folder):
            if teil.is_dir() and not teil.is_symlink():
                _prune_folder(teil, removed)
        if folder.exists():
            meldung = (
                f"In „{workspace.name(folder)}“ liegt, was von Hand geändert oder hinzugefügt wurde; es bleibt liegen."
            )
            hilfe = "Prüfen, sichern und von Hand löschen."
            befunde.append(Befund(VERWAIST, Schwere.WARNUNG, meldung, hilfe=hilfe, profil=folder.name))
    return removed, befunde


def _known(folder: Path) -> dict[str, set[str]]:
    """Our files in a folder by what lies there; none in one that holds no provenance of ours."""
    return provenance.known_hashes(provenance.read(folder), provenance.read(folder, provenance.ANNOUNCED))


def _prune_folder(folder: Path, removed: list[Path]) -> None:
    known = _known(folder)
    if not known:
        return
    try:
        for rest in folder.glob(f".*{REST}"):  # left by a run that was killed
            rest.unlink()
        for name, hashes in sorted(known.items()):
            path = folder / name
            if path.is_file() and not path.is_symlink() and sha256(path.read_bytes()) in hashes:
                path.unlink()
                removed.append(path)
        if not any((folder / name).exists() for name in known):
            for name in (provenance.ANNOUNCED, provenance.FILE):
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
    except OSError:
        return  # an open file, or one that is not ours: the folder stays and is reported
