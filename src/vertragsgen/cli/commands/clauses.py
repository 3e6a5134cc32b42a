"""``vertragsgen clauses``: who uses each clause, who deviates from it, how and why."""

from __future__ import annotations

import click

from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.konsole import drucke
from vertragsgen.cli.kontext import Kontext, paketnamen

BEISPIELE = (
    ("vertragsgen clauses", "Alle Klauseln: Pakete, Dokumente und Profile, Herkunft, Abweichungen."),
    ("vertragsgen clauses LAND/PAKET", "Nur die Klauseln eines Pakets."),
    ("vertragsgen clauses --abweichungen", "Nur Klauseln, von denen ein Profil abweicht."),
    ("vertragsgen clauses --stichtag 31.12.2027", "Fristen der Abweichungen zu diesem Tag beurteilen."),
    ("vertragsgen clauses --json", "Dasselbe für ein anderes Programm."),
)


@click.command(
    "clauses",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Klauseln und Abweichungen zeigen.",
)
@click.argument("pakete", nargs=-1, metavar="[PAKET]...", shell_complete=paketnamen)
@click.option("--abweichungen", is_flag=True, help="Nur Klauseln, von denen ein Profil abweicht.")
@click.option("--json", "als_json", is_flag=True, help="Das Ergebnis als JSON ausgeben.")
@click.pass_obj
def befehl(kontext: Kontext, pakete: tuple[str, ...], abweichungen: bool, als_json: bool) -> int:
    """Zeigt zu jeder Klausel, wer sie benutzt, woher ihr Text stammt und wer wie von ihr abweicht.

    Eine Abweichung steht mit Wortvergleich, Grund, Genehmigung und Frist dabei; abgelaufene sind gekennzeichnet.
    """
    workspace = kontext.workspace()
    namen = kontext.pakete(workspace, pakete) if pakete else []

    from vertragsgen import api
    from vertragsgen.cli import befundjson, klauseltabelle

    register = api.clauses(workspace, namen, stichtag=kontext.tag())
    if abweichungen:
        register.eintraege = [eintrag for eintrag in register.eintraege if eintrag.abweichungen]
    if als_json:
        click.echo(befundjson.als_text(klauseltabelle.als_dict(register)))
    else:
        drucke(klauseltabelle.zeilen(register))
    return 0
