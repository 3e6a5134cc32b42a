"""``vertragsgen check``: all checks, nothing written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.konsole import drucke
from vertragsgen.cli.kontext import Kontext, profilnamen

if TYPE_CHECKING:
    from vertragsgen.diagnostics import Bericht
    from vertragsgen.workspace import Workspace

BEISPIELE = (
    ("vertragsgen check", "Alle Profile prüfen."),
    ("vertragsgen check sonnenhof-wohnen", "Nur das Profil provider_data/sonnenhof-wohnen.yaml prüfen."),
    ("vertragsgen check --verbose", "Auch angenommene Befunde und nicht prüfbare Punkte zeigen."),
    ("vertragsgen check --format json > befunde.json", "Die Befunde für ein anderes Programm ausgeben."),
    ("vertragsgen check --format sarif > befunde.sarif", "Die Befunde für „Code scanning“ oder einen Editor ausgeben."),
    ("vertragsgen check --format github", "Im GitHub-Workflow: jeder Befund steht im Pull Request an seiner Zeile."),
    ("vertragsgen check --ausnahmen", "Alle Ausnahmen mit Grund und Frist auflisten, und ob sie noch nötig sind."),
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
    help="Form der Ausgabe.",
)
@click.option("--ausnahmen", is_flag=True, help="Statt der Befunde die Ausnahmen der Profile auflisten.")
@click.option("--verbose", is_flag=True, help="Auch Angenommenes, nicht Prüfbares und nirgends Gedrucktes zeigen.")
@click.pass_obj
def befehl(kontext: Kontext, profile: tuple[str, ...], ausgabe: str, ausnahmen: bool, verbose: bool) -> int:
    """Prüft Profile: Schreibweise, Pflichtangaben, Rechnung, Widersprüche. Schreibt nichts.

    Ohne Angabe werden alle Profile geprüft. Jeder Befund nennt Datei, Zeile und Spalte.
    """
    if ausnahmen and ausgabe not in ("text", "json"):
        raise Bedienfehler(f"Die Liste der Ausnahmen gibt es als text und json, nicht als {ausgabe}.")
    workspace = kontext.workspace()
    namen = kontext.profile(workspace, profile)

    from vertragsgen import api
    from vertragsgen.cli import befundtext

    if ausnahmen:
        return _ausnahmen(kontext, workspace, namen, als_json=ausgabe == "json")
    ungedruckt: Iterable[str] = ()
    if verbose and ausgabe == "text":
        bericht, werte = api.check_with_unprinted(workspace, namen, stichtag=kontext.tag())
        ungedruckt = befundtext.ungedruckt(werte)
    else:
        bericht = api.check(workspace, namen, stichtag=kontext.tag())
    _zeige(bericht, workspace, len(namen), ausgabe, verbose=verbose, ungedruckt=ungedruckt)
    return 1 if bericht.sperrt else 0


def _zeige(
    bericht: Bericht,
    workspace: Workspace,
    anzahl_profile: int,
    ausgabe: str,
    *,
    verbose: bool,
    ungedruckt: Iterable[str],
) -> None:
    from vertragsgen.cli import befundgithub, befundjson, befundsarif, befundtext
    from vertragsgen.cli.fundorte import Fundorte
    from vertragsgen.cli.konsole import anzahl
    from vertragsgen.diagnostics import zaehlung

    if ausgabe == "json":
        click.echo(befundjson.als_text(befundjson.bericht_als_dict(bericht, anzahl_profile)))
    elif ausgabe == "sarif":
        click.echo(befundjson.als_text(befundsarif.als_sarif(bericht, Fundorte(workspace))))
    else:
        zeilen = (
            befundgithub.zeilen(bericht, Fundorte(workspace))
            if ausgabe == "github"
            else befundtext.zeilen(bericht, workspace.root, alle=verbose)
        )
        drucke([*zeilen, *ungedruckt])
        zahlen = befundtext.zusammenfassung(zaehlung(bericht))
        click.echo(f"{anzahl(anzahl_profile, 'Profil', 'Profile')} geprüft: {zahlen}.")


def _ausnahmen(kontext: Kontext, workspace: Workspace, namen: list[str], *, als_json: bool) -> int:
    from vertragsgen import api
    from vertragsgen.cli import ausnahmentabelle, befundjson, befundtext
    from vertragsgen.diagnostics import zaehlung

    staende, bericht = api.ausnahmen(workspace, namen, stichtag=kontext.tag())
    if als_json:
        click.echo(befundjson.als_text(ausnahmentabelle.als_dict(staende)))
    else:
        drucke(ausnahmentabelle.zeilen(staende))
        if bericht.sperrt:
            zahlen = befundtext.zusammenfassung(zaehlung(bericht))
            click.echo(f"Offen bleiben {zahlen}; „vertragsgen check“ zeigt sie.")
    return 1 if bericht.sperrt else 0
