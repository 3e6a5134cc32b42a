"""``vertragsgen explain``: the page of a rule."""

from __future__ import annotations

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl

BEISPIELE = (
    ("vertragsgen explain VG201", "Was die Regel VG201 prüft, warum, und wie es richtig aussieht."),
    ("vertragsgen explain VG107", "Was es bedeutet, dass eine Pflichtangabe fehlt."),
)


@click.command(
    "explain",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Eine Regel oder Meldung erklären.",
)
@click.argument("code", metavar="CODE")
def befehl(code: str) -> int:
    """Erklärt die Regel oder Meldung mit dem angegebenen Code, zum Beispiel VG201."""
    from vertragsgen.checks import explain
    from vertragsgen.inspection import ALLE_REGELN

    seite = explain(code.strip().upper(), ALLE_REGELN)
    if seite is None:
        raise Bedienfehler(f"Die Regel „{code}“ gibt es nicht. Der Code steht in jeder Meldung, zum Beispiel „VG201“.")
    click.echo(seite.rstrip())
    return 0
