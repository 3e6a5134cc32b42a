"""The command group: knows the names of all commands and imports the module of one when it is asked for."""

from __future__ import annotations

import importlib

import click

from vertragsgen.cli.befehl import MitBeispielen, globale_optionen
from vertragsgen.cli.kontext import Kontext

# Name of the command -> module below commands/ that holds it as ``befehl``.
MODULE = {
    "build": "build",
    "check": "check",
    "init": "init",
    "schema": "schema",
    "explain": "explain",
    "doctor": "doctor",
    "raise": "fortschreibung",
    "diff": "diff",
    "compare": "compare",
    "text": "text",
    "new": "new",
    "templates": "templates",
    "clauses": "clauses",
}


class Gruppe(MitBeispielen, click.Group):
    """Lists commands in the order of :data:`MODULE`; importing click is all that ``--help`` costs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULE)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in MODULE:
            return None
        modul = importlib.import_module(f"vertragsgen.cli.commands.{MODULE[cmd_name]}")
        befehl = modul.befehl
        assert isinstance(befehl, click.Command)
        return befehl

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        # click suggests from ``self.commands``, which stays empty: the names are known without importing.
        if args and args[0] not in MODULE and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=list(MODULE), ctx=ctx)
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, wert: bool) -> None:
    if wert and not ctx.resilient_parsing:
        from vertragsgen import __version__

        click.echo(f"vertragsgen {__version__}")
        ctx.exit(0)


@click.pass_context
def _kontext_anlegen(ctx: click.Context) -> None:
    """One :class:`Kontext` for the whole call, before the command's own options are read."""
    ctx.ensure_object(Kontext)


gruppe = Gruppe(
    name="vertragsgen",
    help=(
        "Erzeugt Vertragsunterlagen der Eingliederungshilfe: aus einem Profil (YAML) und den Vorlagen"
        " eines Landes werden Vereinbarung und Anlagen als Word- und Excel-Dateien."
    ),
    epilog=(
        "Hilfe zu einem Befehl: „vertragsgen BEFEHL --help“. "
        "Rückgabe: 0 = erledigt, 1 = etwas ist offen oder misslungen, 2 = falscher Aufruf."
    ),
    beispiele=(
        ("vertragsgen init Vereinbarungen", "Einen Arbeitsbereich mit Vorlagen und Beispielen anlegen."),
        ("vertragsgen check", "Im Arbeitsbereich: alle Profile prüfen."),
        ("vertragsgen build", "Im Arbeitsbereich: alle Dokumente erzeugen."),
    ),
    subcommand_metavar="BEFEHL [ANGABEN]...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    params=[
        *globale_optionen(versteckt=False),
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
            help="Die Version anzeigen.",
        ),
    ],
    callback=_kontext_anlegen,
)  # fmt: skip
