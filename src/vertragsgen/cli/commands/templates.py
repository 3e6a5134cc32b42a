"""``vertragsgen templates``: the packages, their documents and fields; a linter; what the tool has newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.konsole import drucke
from vertragsgen.cli.kontext import Kontext, paketnamen

if TYPE_CHECKING:
    from vertragsgen.workspace import Workspace

BEISPIELE = (
    ("vertragsgen templates", "Alle Vorlagenpakete: wofür, ab wann, welche Dokumente."),
    ("vertragsgen templates LAND/PAKET", "Die Dokumente und Felder eines Pakets, und wo jedes Feld steht."),
    ("vertragsgen templates --check", "Alle Pakete prüfen: Namen, Verweise, Formatvorlagen, Zahlen im Wortlaut."),
    ("vertragsgen templates --check LAND/PAKET", "Nur ein Paket prüfen."),
    ("vertragsgen templates --updates", "Was die Vorlagen dieser Installation anders sagen als die eigenen."),
)


@click.command(
    "templates",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Vorlagenpakete zeigen und prüfen.",
)
@click.argument("pakete", nargs=-1, metavar="[PAKET]...", shell_complete=paketnamen)
@click.option("--check", "pruefen", is_flag=True, help="Die Vorlagen prüfen; Rückgabe 1 bei Fehlern.")
@click.option("--updates", is_flag=True, help="Mit den mitgelieferten Vorlagen vergleichen; ändert nichts.")
@click.option("--json", "als_json", is_flag=True, help="Das Ergebnis als JSON ausgeben.")
@click.pass_obj
def befehl(kontext: Kontext, pakete: tuple[str, ...], pruefen: bool, updates: bool, als_json: bool) -> int:
    """Zeigt die Vorlagenpakete mit Dokumenten und Feldern, prüft sie oder vergleicht sie mit den mitgelieferten.

    Ohne Angabe werden alle Pakete aufgelistet.
    """
    if pruefen and updates:
        raise Bedienfehler("„--check“ und „--updates“ sind zwei Aufrufe; nennen Sie nur eines von beiden.")
    workspace = kontext.workspace()
    namen = kontext.pakete(workspace, pakete)
    if pruefen:
        return _pruefe(workspace, namen, alle=not pakete, als_json=als_json)
    if updates:
        return _vergleiche(workspace, namen if pakete else [], als_json=als_json)

    from vertragsgen import api
    from vertragsgen.cli import befundjson, pakettabelle

    uebersichten = api.template_overview(workspace, namen)
    if als_json:
        click.echo(befundjson.als_text(pakettabelle.als_dict(uebersichten)))
    elif not pakete:
        click.echo("\n".join(pakettabelle.liste(uebersichten)))
    else:
        for uebersicht in uebersichten:
            click.echo("\n".join(pakettabelle.einzeln(uebersicht)))
    return 0


def _pruefe(workspace: Workspace, namen: list[str], *, alle: bool, als_json: bool) -> int:
    from vertragsgen import api
    from vertragsgen.cli import befundjson, befundtext
    from vertragsgen.cli.konsole import anzahl
    from vertragsgen.diagnostics import zaehlung

    # Shared clauses that no package uses can be told only when all packages are looked at.
    bericht = api.check_templates(workspace, () if alle else namen)
    if als_json:
        click.echo(befundjson.als_text(befundjson.vorlagen_als_dict(bericht, len(namen))))
    else:
        drucke(befundtext.zeilen(bericht, workspace.root))
        zahlen = befundtext.zusammenfassung(zaehlung(bericht))
        click.echo(f"{anzahl(len(namen), 'Vorlagenpaket', 'Vorlagenpakete')} geprüft: {zahlen}.")
    return 1 if bericht.sperrt else 0


def _vergleiche(workspace: Workspace, namen: list[str], *, als_json: bool) -> int:
    from vertragsgen import api
    from vertragsgen.cli import befundjson, neuerungen
    from vertragsgen.cli.beilagen import beilagen

    quelle = beilagen()
    if quelle is None:
        raise Bedienfehler("Die Vorlagen fehlen in dieser Installation. Bitte vertragsgen neu installieren.")
    stand = api.template_updates(workspace, quelle / "templates", namen)
    if als_json:
        click.echo(befundjson.als_text(neuerungen.als_dict(stand)))
    else:
        drucke(neuerungen.zeilen(stand))
    return 0
