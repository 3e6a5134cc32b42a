"""Places of findings as services outside need them: as paths from the top of the repository."""

from __future__ import annotations

from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.workspace import Workspace


class Fundorte:
    """Paths of one workspace. Code hosts count them from the repository's top, which may lie above it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        oben = (ordner for ordner in (workspace.root, *workspace.root.parents) if (ordner / ".git").exists())
        git = next(oben, workspace.root)
        relativ = workspace.root.relative_to(git).as_posix()
        self._vorsatz = "" if relativ == "." else f"{relativ}/"

    def mark(self, befund: Befund) -> Mark | None:
        """Where a finding is shown: its own place, else the first line of its profile."""
        if befund.mark is not None or befund.profil is None:
            return befund.mark
        pfad = self._workspace.profile_path(befund.profil)
        return Mark(self._workspace.name(pfad), 1, 1) if pfad.is_file() else None

    def pfad(self, mark: Mark) -> str:
        """The file of a mark, from the top of the repository, with forward slashes."""
        return f"{self._vorsatz}{mark.datei}"
