"""``vertragsgen diff``: what changes in which contract from one git state to another."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl, GanzeZahl
from vertragsgen.cli.kontext import Kontext

if TYPE_CHECKING:
    from vertragsgen.review.bericht import Aenderungsbericht
    from vertragsgen.review.redlineordner import Redlineordner

BEISPIELE = (
    ("vertragsgen diff", "Was sich seit dem letzten Commit in den Dokumenten ändert."),
    ("vertragsgen diff main", "Was sich gegenüber „main“ ändert, auch was noch nicht committet ist."),
    ("vertragsgen diff v1 v2 --format html --output aenderungen.html", "Zwei Stände vergleichen, als eine HTML-Datei."),
    ("vertragsgen diff main --format markdown", "Als Text für den Kommentar eines Pull Requests."),
    ("vertragsgen diff main --redlines redlines", "Dazu je Dokument eine Word-Datei mit nachverfolgten Änderungen."),
)
_DATEI = click.Path(path_type=Path)


@click.command("diff", cls=Befehl, beispiele=BEISPIELE, short_help="Änderungen zwischen zwei Git-Ständen zeigen.")
@click.argument("basis", metavar="[BASE]", default="HEAD")
@click.argument("kopf", metavar="[HEAD]", required=False)
@click.option(
    "--format",
    "ausgabe",
    type=click.Choice(["text", "markdown", "html", "docx", "json"]),
    default="text",
    show_default=True,
    help="Form der Ausgabe.",
)
@click.option(
    "--output", "ziel", metavar="PFAD", type=_DATEI, help="In diese Datei schreiben; für docx in diesen Ordner (nötig)."
)
@click.option("--redlines", metavar="ORDNER", type=_DATEI, help="Word-Dateien mit nachverfolgten Änderungen hierhin.")
@click.option(
    "--grenze", type=GanzeZahl(min=2000), default=None, metavar="N", help="Höchstens so viele Zeichen (nur markdown)."
)
@click.option(
    "--jobs", type=GanzeZahl(min=1), default=None, metavar="N", help="Vorgänge gleichzeitig; ohne Angabe einer je Kern."
)
@click.pass_obj
def befehl(
    kontext: Kontext,
    basis: str,
    kopf: str | None,
    ausgabe: str,
    ziel: Path | None,
    redlines: Path | None,
    grenze: int | None,
    jobs: int | None,
) -> int:
    """Vergleicht die Dokumente zweier Git-Stände; ohne Angabe den letzten Commit mit dem, was im Ordner liegt.

    Beide Stände werden im Speicher erzeugt, mit ihren Profilen und Vorlagen; am Arbeitsbereich ändert sich nichts.
    Der Bericht nennt zuerst die Zahlen, dann den Wortlaut nach Gewicht. Die Rückgabe ist auch bei Unterschieden 0.
    """
    if ausgabe == "docx" and ziel is None:
        raise Bedienfehler("Für die Word-Dokumente braucht es einen Ordner: zum Beispiel „--output redlines“.")
    if ausgabe == "docx" and redlines is not None:
        raise Bedienfehler("„--format docx“ und „--redlines“ schreiben dasselbe; nehmen Sie eines von beiden.")
    workspace = kontext.workspace()

    from vertragsgen.api.vergleichen import KeinStand, diff
    from vertragsgen.cli.dateiausgabe import schreibe
    from vertragsgen.cli.fortschritt import kerne
    from vertragsgen.review.redlineordner import Redlineordner

    ordner = ziel if ausgabe == "docx" else redlines
    if ordner is not None and ordner.exists() and not ordner.is_dir():
        raise Bedienfehler(f"„{ordner}“ ist eine Datei; für die Word-Dokumente braucht es einen Ordner.")
    if ordner is not None and workspace.output_dir.resolve() in (ordner.resolve(), *ordner.resolve().parents):
        raise Bedienfehler(
            f"In „{workspace.output_dir.name}“ liegen die Verträge selbst; die Word-Dokumente mit nachverfolgten Änderungen "
            "würden sie überschreiben. Nennen Sie einen anderen Ordner."
        )
    ablage = None if ordner is None else Redlineordner(ordner.absolute())
    try:
        bericht = diff(workspace, basis, kopf, stichtag=kontext.tag(), jobs=jobs or kerne(), redlines=ablage)
    except KeinStand as fehler:
        raise Bedienfehler(str(fehler)) from None
    if ablage is not None:
        _uebrige(bericht, ablage)
    gelungen = ablage is None or _ohne_redline(bericht)
    if ausgabe == "docx":
        _redlines(bericht, ordner)
        return 0 if gelungen else 1
    daten = formatiert(bericht, ausgabe, grenze, _weg(ziel, ordner))
    if ziel is not None:
        schreibe(ziel, daten)
        click.echo(f"geschrieben: {ziel}")
    else:
        click.echo(daten.decode(), nl=False)
    return 0 if gelungen else 1


def _uebrige(bericht: Aenderungsbericht, ablage: Redlineordner) -> None:
    """Names Word files in the folder that are not of this run: they would be read as part of it."""
    from vertragsgen.review.berichtworte import namen

    alte = ablage.uebrige(dokument.redline for eins in bericht.traeger for dokument in eins.dokumente)
    if alte:
        click.echo(f"Hinweis: In „{ablage.ordner.name}“ liegen noch Dateien von früher: {namen(alte)}.", err=True)


def _ohne_redline(bericht: Aenderungsbericht) -> bool:
    """Names what no redline shows, the same sentence once; False if one that was asked for could not be made."""
    from vertragsgen.review.berichtworte import namen

    gelungen, unsichtbar = True, defaultdict[tuple[str, str], list[str]](list)
    for eins in bericht.traeger:
        for dokument in eins.dokumente:
            datei = f"{eins.profil}/{dokument.datei}"
            if dokument.redline_grund:
                gelungen = False
                click.echo(f"Nicht geschrieben: {datei}: {dokument.redline_grund}", err=True)
            elif dokument.redline_hinweise:
                was = "Zeigt nicht alles" if dokument.redline else "Kein Word-Dokument nötig"
                unsichtbar[was, " ".join(dokument.redline_hinweise)].append(datei)
    for (was, satz), dateien in unsichtbar.items():
        click.echo(f"{was}: {namen(dateien)}: {satz}", err=True)
    return gelungen


def _redlines(bericht: Aenderungsbericht, ordner: Path | None) -> None:
    """Says what was written."""
    from vertragsgen.review.berichtworte import menge, urteilszeilen

    for satz in urteilszeilen(bericht):
        click.echo(satz)
    anzahl = sum(bool(dokument.redline) for eins in bericht.traeger for dokument in eins.dokumente)
    click.echo(f"{ordner}: {menge(anzahl, 'Word-Dokument', 'Word-Dokumente')} mit nachverfolgten Änderungen.")


def _weg(ziel: Path | None, ordner: Path | None) -> str:
    """The way from the report to the folder of redlines, for its links; empty if there is none."""
    if ordner is None:
        return ""
    try:
        return Path(os.path.relpath(ordner.absolute(), (ziel or Path("x")).absolute().parent)).as_posix()
    except ValueError:  # on another drive of Windows
        return ""


def formatiert(bericht: Aenderungsbericht, ausgabe: str, grenze: int | None = None, redlines: str = "") -> bytes:
    """The report as the bytes of a file of this format; ``redlines`` is the way to their folder, for links."""
    if ausgabe == "markdown":
        from vertragsgen.review.gesamtmarkdown import GRENZE, als_markdown_bericht

        wo = "Den ganzen Bericht gibt „vertragsgen diff“ als HTML oder JSON aus."
        return als_markdown_bericht(bericht, grenze or GRENZE, wo).encode()
    if ausgabe == "json":
        from vertragsgen.cli.befundjson import als_text as als_json
        from vertragsgen.review.gesamtjson import als_dict

        return (als_json(als_dict(bericht)) + "\n").encode()
    if ausgabe == "html":
        from vertragsgen.review.html import als_html

        return als_html(bericht, redlines=redlines).encode()
    from vertragsgen.review.gesamttext import als_text

    return als_text(bericht).encode()
