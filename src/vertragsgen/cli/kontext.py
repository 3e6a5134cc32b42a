"""What the global options say, and the workspace they lead to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vertragsgen.cli.bedienfehler import Bedienfehler, meinten_sie

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from vertragsgen.workspace import Workspace


class Kontext:
    """What ``--workspace`` (None: search upwards) and ``--stichtag`` (None: today) say."""

    def __init__(self, ordner: Path | None = None, stichtag: date | None = None) -> None:
        self.ordner = ordner
        self.stichtag = stichtag

    def tag(self) -> date:
        """The reference date: the only place of the program that reads the clock."""
        return self.stichtag or date.today()

    def workspace(self) -> Workspace:
        """The workspace, or a :class:`Bedienfehler` that says what is missing or wrong with it."""
        from vertragsgen.cli import befundtext

        workspace = self.suche()
        if workspace is None:
            wo = f"In „{self.ordner}“" if self.ordner else f"In „{Path.cwd()}“ und den Ordnern darüber"
            raise Bedienfehler(
                f"Kein Arbeitsbereich: {wo} liegt keine Datei „vertragsgen.yaml“.\n"
                "Wechseln Sie in Ihren Arbeitsbereich, nennen Sie ihn mit „--workspace ORDNER“,"
                " oder legen Sie mit „vertragsgen init ORDNER“ einen neuen an."
            )
        if any(befund.sperrt for befund in workspace.befunde):
            zeilen = befundtext.zeilen(workspace.befunde, workspace.root)
            raise Bedienfehler("Die Einstellungen des Arbeitsbereichs sind fehlerhaft.\n" + "\n".join(zeilen))
        return workspace

    def suche(self) -> Workspace | None:
        """The named folder, else the nearest one upwards, as a workspace; None if it is none."""
        from vertragsgen.workspace import SETTINGS, find_workspace, open_workspace

        if self.ordner is None:
            return find_workspace(Path.cwd())
        if not self.ordner.is_dir():
            raise Bedienfehler(f"Den Ordner „{self.ordner}“ gibt es nicht.")
        # A folder that was named must be the workspace: searching further up would take another one silently.
        return open_workspace(self.ordner) if (self.ordner / SETTINGS).is_file() else None

    def profile(self, workspace: Workspace, namen: Sequence[str]) -> list[str]:
        """The profiles to work on, all if none is named; unknown names are wrong use."""
        bekannte = workspace.profile_ids()
        if not bekannte:
            raise Bedienfehler(
                "\n".join(
                    (
                        f"In „{workspace.profile_dir}“ liegt kein Profil (eine Datei mit Endung .yaml).",
                        *(f"{befund.meldung} {befund.hilfe}" for befund in workspace.misnamed_profiles()),
                    )
                )
            )
        for name in namen:
            if name not in bekannte:
                raise Bedienfehler(_unbekannt(name, bekannte))
        return sorted(set(namen)) if namen else list(bekannte)

    def pakete(self, workspace: Workspace, namen: Sequence[str]) -> list[str]:
        """The template packages to work on, all if none is named; unknown names are wrong use."""
        bekannte = workspace.packages()
        if not bekannte:
            raise Bedienfehler(f"In „{workspace.templates_dir}“ liegt kein Vorlagenpaket (LAND/PAKET/paket.yaml).")
        for name in namen:
            if name not in bekannte:
                hinweis = meinten_sie(name, bekannte)
                raise Bedienfehler(
                    f"Das Vorlagenpaket „{name}“ gibt es nicht.{hinweis}\nVorhanden: {', '.join(bekannte)}"
                )
        return sorted(set(namen)) if namen else list(bekannte)


def _unbekannt(name: str, bekannte: Sequence[str]) -> str:
    # Clerks drag the file into the terminal: then the answer is its bare name.
    stamm = name.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".yaml")
    if stamm != name and stamm in bekannte:
        return f"Das Profil heißt „{stamm}“, ohne Ordner und ohne „.yaml“."
    hinweis = meinten_sie(stamm, bekannte)
    return f"Das Profil „{name}“ gibt es nicht.{hinweis}\nVorhanden: {', '.join(bekannte)}"


class Datum(click.ParamType[date]):
    """A date as users write it: ``2026-12-31`` or ``31.12.2026``."""

    name = "DATUM"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from vertragsgen.notation import Notationsfehler, parse_datum

        if isinstance(value, date):
            return value
        try:
            return parse_datum(str(value))
        except Notationsfehler as fehler:
            self.fail(fehler.meldung, param, ctx)


def profilnamen(ctx: click.Context, param: click.Parameter, anfang: str) -> list[CompletionItem]:
    """Shell completion of profile names; silent outside a workspace."""
    from click.shell_completion import CompletionItem

    workspace = (ctx.find_object(Kontext) or Kontext()).suche()
    namen = workspace.profile_ids() if workspace else []
    return [CompletionItem(name) for name in namen if name.startswith(anfang)]


def paketnamen(ctx: click.Context, param: click.Parameter, anfang: str) -> list[CompletionItem]:
    """Shell completion of package names; silent outside a workspace."""
    from click.shell_completion import CompletionItem

    workspace = (ctx.find_object(Kontext) or Kontext()).suche()
    namen = workspace.packages() if workspace else []
    return [CompletionItem(name) for name in namen if name.startswith(anfang)]
