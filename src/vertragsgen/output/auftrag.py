"""What a build was asked for."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from vertragsgen.workspace import Workspace


class Bauauftrag(Struct, frozen=True):
    """What every process needs to know of a build.

    ``dokumente`` and ``formate`` restrict what is written, empty means all. ``werkzeug`` is the state of the tool,
    ``vorlagen`` that of the templates (see ``eingaben``): a process that lives on from build to build must not go on
    with packages that have changed.
    """

    workspace: Workspace
    stichtag: date
    werkzeug: str
    dokumente: tuple[str, ...] = ()
    formate: tuple[str, ...] = ()
    entwurf: bool = False
    force: bool = False
    vorlagen: str = ""
