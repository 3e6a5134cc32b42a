"""``vertragsgen check``: all checks, nothing written."""

from __future__ import annotations

import click

from vertragsgen.cli.bedienfehler import NochNicht
from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.kontext import Kontext, profilnamen

BEISPIELE = (
    ("vertragsgen check", "Alle Profile prüfen."),
    ("vertragsgen check sonnenhof-wohnen", "Nur das Profil provider_data/sonnenhof-wohnen.yaml prüfen."),
    ("vertragsgen check --verbose", "Auch angenommene Befunde und nicht prüfbare Punkte zeigen."),
    ("vertragsgen check --format json > befunde.json", "Die Befunde für ein anderes Programm ausgeben."),
    ("vertragsgen check --stichtag 31.12.2026", "Fristen von Ausnahmen zu diesem Tag beurteilen."),
)


@click.command(
    "check",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Profile prüfen, ohne etwas zu schreiben.",
)
@click.argument("profile", nargs=-1, metavar="[PROFIL]...", shell_complete=profilnamen)
@click.option(
    "--format",
    "ausgabe",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    show_default=True,
    help="Form der Ausgabe (sarif und github folgen später).",
)
@click.option("--ausnahmen", is_flag=True, help="Die Ausnahmen der Profile auflisten (folgt später).")
@click.option("--verbose", is_flag=True, help="Auch Angenommenes und nicht Prüfbares zeigen.")
@click.pass_obj
def befehl(kontext: Kontext, profile: tuple[str, ...], ausgabe: str, ausnahmen: bool, verbose: bool) -> int:
    """Prüft Profile: Schreibweise, Pflichtangaben, Rechnung, Widersprüche. Schreibt nichts.

    Ohne Angabe werden alle Profile geprüft. Jeder Befund nennt Datei, Zeile und Spalte.
    """
    if ausgabe in ("sarif", "github"):
        raise NochNicht(f"Die Ausgabe „--format {ausgabe}“")
    if ausnahmen:
        raise NochNicht("Die Liste „--ausnahmen“")
    workspace = kontext.workspace()
    namen = kontext.profile(workspace, profile)

    from vertragsgen import api
    from vertragsgen.cli import befundjson, befundtext
    from vertragsgen.cli.konsole import anzahl

    bericht = api.check(workspace, namen, stichtag=kontext.tag())
    if ausgabe == "json":
        click.echo(befundjson.als_text(befundjson.bericht_als_dict(bericht, len(namen))))
    else:
        for zeile in befundtext.zeilen(bericht, workspace.root, alle=verbose):
            click.echo(zeile)
        zahlen = befundtext.zusammenfassung(befundtext.zaehlung(bericht))
        click.echo(f"{anzahl(len(namen), 'Profil', 'Profile')} geprüft: {zahlen}.")
    return 1 if bericht.sperrt else 0
