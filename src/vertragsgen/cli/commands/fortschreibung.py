"""``vertragsgen raise``: turns profiles into their successors with rates raised by a percentage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import click

from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.konsole import drucke
from vertragsgen.cli.kontext import Datum, Kontext, profilnamen

BEISPIELE = (
    (
        "vertragsgen raise --prozent 3,2 --ab 01.07.2027 --dry-run",
        "Zeigen, wie sich die Sätze aller Profile ändern würden; nichts schreiben.",
    ),
    ("vertragsgen raise --prozent 3,2 --ab 2027-07-01", "Alle Profile um 3,2 % fortschreiben."),
    (
        "vertragsgen raise --prozent 2,5 --ab 01.01.2028 --bestandteil massnahmepauschale sonnenhof-wohnen",
        "Nur einen Bestandteil eines Profils fortschreiben.",
    ),
)


class Prozentsatz(click.ParamType[Decimal]):
    """A raise in percent, greater than 0 and at most 100: ``3,2``, ``3.2``, ``3,2 %``."""

    name = "PROZENT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        from vertragsgen.notation import Notationsfehler, parse_prozent

        if isinstance(value, Decimal):
            return value
        try:
            prozent = parse_prozent(str(value))
        except Notationsfehler as fehler:
            self.fail(fehler.meldung, param, ctx)
        if not 0 < prozent <= 100:
            self.fail(f"„{value}“ liegt nicht zwischen 0 und 100 Prozent.", param, ctx)
        return prozent


@click.command(
    "raise",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Entgelte fortschreiben.",
)
@click.argument("profile", nargs=-1, metavar="[PROFIL]...", shell_complete=profilnamen)
@click.option("--prozent", type=Prozentsatz(), required=True, help="Um so viel Prozent steigen die Sätze.")
@click.option("--ab", type=Datum(), required=True, help="Erster Tag der neuen Vereinbarung.")
@click.option(
    "--bestandteil",
    "bestandteile",
    multiple=True,
    metavar="ID",
    help="Nur diesen Bestandteil; mehrfach möglich. Sonst die, die das Vorlagenpaket dafür vorsieht.",
)
@click.option("--bis", type=Datum(), help="Neues Ende, wenn die bisherige Vereinbarung vor dem neuen Beginn endet.")
@click.option("--dry-run", is_flag=True, help="Nur zeigen, was sich ändern würde; nichts schreiben.")
@click.pass_obj
def befehl(
    kontext: Kontext,
    profile: tuple[str, ...],
    prozent: Decimal,
    ab: date,
    bestandteile: tuple[str, ...],
    bis: date | None,
    dry_run: bool,
) -> int:
    """Macht aus jedem Profil seinen Nachfolger: neuer Beginn, um einen Prozentsatz erhöhte Sätze.

    Jeder Bestandteil wird einzeln erhöht und kaufmännisch gerundet; Gesamtentgelt und Platzgeld werden neu
    berechnet. Was bisher galt, steht danach unter „vorgaenger“. Ohne Angabe werden alle Profile fortgeschrieben;
    eines, bei dem es nicht geht, bleibt unverändert und hält die übrigen nicht auf.
    """
    workspace = kontext.workspace()
    namen = kontext.profile(workspace, profile)

    from vertragsgen import api
    from vertragsgen.cli import befundtext, satztabelle
    from vertragsgen.cli.konsole import anzahl
    from vertragsgen.output.raisable import Fortschreibungsauftrag

    auftrag = Fortschreibungsauftrag(prozent, ab, tuple(dict.fromkeys(bestandteile)), bis)
    ergebnisse = api.raise_rates(workspace, namen, auftrag=auftrag, dry_run=dry_run)
    for ergebnis in ergebnisse:
        if ergebnis.gelungen:
            drucke(satztabelle.zeilen(ergebnis))
            click.echo()
    befunde = [befund for ergebnis in ergebnisse for befund in ergebnis.befunde]
    drucke(befundtext.zeilen(befunde, workspace.root))
    gelungen = sum(1 for ergebnis in ergebnisse if ergebnis.gelungen)
    was = "ließen sich fortschreiben; geschrieben wurde nichts" if dry_run else "fortgeschrieben"
    if dry_run and gelungen == 1:
        was = "ließe sich fortschreiben; geschrieben wurde nichts"
    offen = len(ergebnisse) - gelungen
    rest = f"; {anzahl(offen, 'Profil bleibt', 'Profile bleiben')} unverändert" if offen else ""
    click.echo(f"{anzahl(gelungen, 'Profil', 'Profile')} {was}{rest}.")
    return 1 if offen else 0
