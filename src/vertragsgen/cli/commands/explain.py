"""``vertragsgen explain``: the page of a rule; all pages as Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl

BEISPIELE = (
    ("vertragsgen explain VG201", "Was die Regel VG201 prüft, warum, und wie es richtig aussieht."),
    ("vertragsgen explain VG107", "Was es bedeutet, dass eine Pflichtangabe fehlt."),
    ("vertragsgen explain --schreiben docs/regeln", "Alle Seiten als Markdown-Dateien in diesen Ordner schreiben."),
)


@click.command(
    "explain",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Eine Regel oder Meldung erklären.",
)
@click.argument("code", metavar="CODE", required=False)
@click.option(
    "--schreiben",
    "ordner",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="ORDNER",
    help="Die Seiten aller Codes als Markdown in diesen Ordner schreiben.",
)
def befehl(code: str | None, ordner: Path | None) -> int:
    """Erklärt die Regel oder Meldung mit dem angegebenen Code, zum Beispiel VG201."""
    if ordner is not None:
        return _schreibe(ordner)
    if code is None:
        raise Bedienfehler("Welcher Code? Er steht in jeder Meldung; zum Beispiel „vertragsgen explain VG201“.")
    from vertragsgen.inspection import explain

    seite = explain(code)
    if seite is None:
        raise Bedienfehler(f"Die Regel „{code}“ gibt es nicht. Der Code steht in jeder Meldung, zum Beispiel „VG201“.")
    click.echo(seite.rstrip())
    return 0


def _schreibe(ordner: Path) -> int:
    from vertragsgen.cli import regelseiten

    try:
        geaendert = regelseiten.schreibe(ordner)
    except OSError as fehler:
        from vertragsgen.dateien import warum

        raise Bedienfehler(f"In „{ordner}“ lässt sich nicht schreiben: {warum(fehler)}.") from fehler
    for name in geaendert:
        click.echo(f"geändert: {ordner / name}")
    if not geaendert:
        click.echo("Alle Seiten sind aktuell.")
    return 0
