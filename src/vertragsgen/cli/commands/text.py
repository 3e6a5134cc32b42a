"""``vertragsgen text``: a document as lines with places and numbers; also git's ``textconv``."""

from __future__ import annotations

from pathlib import Path

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl

BEISPIELE = (
    ("vertragsgen text vereinbarung.docx", "Jede Zeile mit ihrer Stelle und Nummer."),
    ("vertragsgen text vereinbarung.docx --format markdown", "Als Fließtext mit Überschriften und Tabellen."),
    ("vertragsgen text rueckgabe.pdf", "Den Text einer PDF-Datei, Seite für Seite."),
    (
        'git config diff.vertrag.textconv "vertragsgen text --format markdown"',
        "Git zeigt Word-Dateien als Text; dazu in .gitattributes: *.docx diff=vertrag",
    ),
)


@click.command("text", cls=Befehl, beispiele=BEISPIELE, short_help="Ein Dokument als Text mit Fundstellen ausgeben.")
@click.argument("datei", metavar="DATEI", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "ausgabe",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="text: jede Zeile mit ihrer Stelle; markdown: wie im Dokument gelesen.",
)
def befehl(datei: Path, ausgabe: str) -> int:
    """Gibt den Text eines Word-Dokuments oder einer PDF-Datei aus.

    Mit aufgelösten Nummern, Tabellen, Kopf- und Fußzeilen, Fußnoten, Feldern und Eigenschaften. Nachverfolgte
    Änderungen werden gelesen, als wären sie angenommen.
    """
    from vertragsgen.cli.dateibefund import als_satz
    from vertragsgen.linearise import to_markdown
    from vertragsgen.review.lesen import als_text, lade, lies_bytes

    data, befunde = lade(datei)
    if befunde:
        raise Bedienfehler(als_satz(befunde[0]))
    gelesen = lies_bytes(data, datei.as_posix())
    if any(befund.sperrt for befund in gelesen.befunde) and not gelesen.zeilen:
        raise Bedienfehler(als_satz(gelesen.befunde[0]))
    for befund in gelesen.befunde:
        click.echo(als_satz(befund), err=True)
    click.echo(als_text(gelesen) if ausgabe == "text" else to_markdown(gelesen), nl=False)
    return 0
