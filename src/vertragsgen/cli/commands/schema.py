"""``vertragsgen schema``: JSON Schemas for editors and for programs that read our output."""

from __future__ import annotations

import click

from vertragsgen.cli.bedienfehler import Bedienfehler, meinten_sie
from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.kontext import Kontext

BEISPIELE = (
    ("vertragsgen schema", "Alle Schemata als ein JSON-Objekt ausgeben."),
    ("vertragsgen schema --liste", "Nur die Namen ausgeben."),
    ("vertragsgen schema befunde", "Das Schema der Ausgabe von „check --format json“ ausgeben."),
    (
        "vertragsgen schema --schreiben",
        "profil.schema.json in jedes Vorlagenpaket schreiben (für den Editor).",
    ),
)


@click.command(
    "schema",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="JSON-Schemata ausgeben oder schreiben.",
)
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--liste", is_flag=True, help="Nur die Namen der Schemata ausgeben.")
@click.option("--schreiben", is_flag=True, help="profil.schema.json in jedes Vorlagenpaket schreiben.")
@click.pass_obj
def befehl(kontext: Kontext, name: str | None, liste: bool, schreiben: bool) -> int:
    """Gibt JSON-Schemata aus: für Profile (je Vorlagenpaket), Vorlagen und die Ausgaben der Befehle."""
    from vertragsgen.cli import schemata
    from vertragsgen.cli.befundjson import als_text

    if schreiben:
        return _schreibe(kontext)
    alle = schemata.alle(kontext)
    if liste:
        click.echo("\n".join(alle))
        return 0
    if name is None:
        click.echo(als_text({eintrag: schema() for eintrag, schema in alle.items()}))
        return 0
    if name not in alle:
        raise Bedienfehler(f"Das Schema „{name}“ gibt es nicht.{meinten_sie(name, alle)}\nVorhanden: {', '.join(alle)}")
    click.echo(als_text(alle[name]()))
    return 0


def _schreibe(kontext: Kontext) -> int:
    from vertragsgen.cli import schemata
    from vertragsgen.cli.dateiausgabe import schreibe

    workspace = kontext.workspace()
    for paket, schema in schemata.profile(workspace).items():
        ziel = workspace.package_dir(paket) / schemata.DATEINAME
        inhalt = schemata.als_datei(schema())
        if ziel.is_file() and ziel.read_bytes() == inhalt:
            click.echo(f"unverändert: {workspace.name(ziel)}")
            continue
        schreibe(ziel, inhalt)
        click.echo(f"geschrieben: {workspace.name(ziel)}")
    return 0
