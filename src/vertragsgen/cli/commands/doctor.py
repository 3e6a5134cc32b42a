"""``vertragsgen doctor``: is this installation able to work?"""

from __future__ import annotations

import click

from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.kontext import Kontext

BEISPIELE = (
    ("vertragsgen doctor", "Installation und Arbeitsbereich prüfen."),
    ("vertragsgen --workspace Vereinbarungen doctor", "Dasselbe für einen bestimmten Arbeitsbereich."),
)


@click.command(
    "doctor",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Installation und Arbeitsbereich prüfen.",
)
@click.pass_obj
def befehl(kontext: Kontext) -> int:
    """Prüft, ob alles da ist: Python, Bibliotheken, Arbeitsbereich, Vorlagen, Konsole, Schriften.

    Punkte mit „Hinweis“ stören nicht; bei „Fehler“ endet der Befehl mit 1.
    """
    from vertragsgen.cli import diagnose
    from vertragsgen.cli.konsole import anzahl

    farben = {"gut": "green", "Hinweis": "yellow", "Fehler": "red"}
    punkte = diagnose.alle(kontext)
    breite = max(len(punkt.thema) for punkt in punkte)
    for punkt in punkte:
        erste, *weitere = punkt.text.split("\n")
        stand = click.style(punkt.stand.ljust(7), fg=farben[punkt.stand])
        click.echo(f"{stand}  {punkt.thema.ljust(breite)}  {erste}")
        for zeile in weitere:
            click.echo(" " * (breite + 11) + zeile)
    fehler = sum(1 for punkt in punkte if punkt.stand == "Fehler")
    click.echo()
    click.echo("Alles bereit." if not fehler else f"{anzahl(fehler, 'Fehler', 'Fehler')} gefunden.")
    return 1 if fehler else 0
