"""``vertragsgen compare``: two files side by side, and what that means for the profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.dateiausgabe import schreibe
from vertragsgen.cli.kontext import Kontext, profilnamen

if TYPE_CHECKING:
    from vertragsgen.review.modell import Dokumentvergleich
    from vertragsgen.review.profilbezug import Betroffen

BEISPIELE = (
    (
        "vertragsgen compare entwurf.docx rueckgabe.docx",
        "Was der Träger am Entwurf geändert hat: Zahlen, Wortlaut, Stellen.",
    ),
    (
        "vertragsgen compare output/sonnenhof-wohnen/vereinbarung.docx rueckgabe.docx",
        "Dazu: welche Werte des Profils betroffen sind, mit einem Vorschlag als YAML.",
    ),
    ("vertragsgen compare entwurf.docx unterschrieben.pdf", "Gegen eine PDF-Datei mit Text lesen."),
    (
        "vertragsgen compare alt.docx neu.docx --format docx --output aenderungen.docx",
        "Ein Word-Dokument mit nachverfolgten Änderungen.",
    ),
    (
        "vertragsgen compare alt.docx neu.docx --format html --output vergleich.html",
        "Eine Seite für den Browser, auch nebeneinander.",
    ),
    ("vertragsgen compare alt.docx neu.docx --format json", "Für ein anderes Programm."),
)
_DATEI = click.Path(path_type=Path)


@click.command("compare", cls=Befehl, beispiele=BEISPIELE, short_help="Zwei Dateien vergleichen.")
@click.argument("alt", metavar="ALT", type=_DATEI)
@click.argument("neu", metavar="NEU", type=_DATEI)
@click.option(
    "--format",
    "ausgabe",
    type=click.Choice(["text", "markdown", "html", "json", "docx"]),
    default="text",
    show_default=True,
    help="Form der Ausgabe; docx ist ein Word-Dokument mit nachverfolgten Änderungen.",
)
@click.option("--output", "ziel", metavar="DATEI", type=_DATEI, help="In diese Datei schreiben; für docx nötig.")
@click.option("--profil", metavar="PROFIL", shell_complete=profilnamen, help="Gegen die Werte dieses Profils halten.")
@click.option("--autor", default="vertragsgen", show_default=True, help="Name, unter dem Word die Änderungen zeigt.")
@click.pass_obj
def befehl(
    kontext: Kontext, alt: Path, neu: Path, ausgabe: str, ziel: Path | None, profil: str | None, autor: str
) -> int:
    """Vergleicht zwei Word-Dokumente; auf einer der Seiten darf eine PDF-Datei mit Text stehen.

    Nachverfolgte Änderungen der neuen Fassung gelten als angenommen; ihre Verfasser und die Kommentare werden
    aufgelistet. Liegt eine der Dateien in output/PROFIL/, sagt der Bericht auch, welche Werte des Profils betroffen sind.
    """
    if ausgabe == "docx" and ziel is None:
        raise Bedienfehler("Ein Word-Dokument braucht einen Namen: zum Beispiel „--output aenderungen.docx“.")
    if ziel is not None and ziel.resolve() in (alt.resolve(), neu.resolve()):
        raise Bedienfehler(
            "Die Ausgabe würde eine der beiden Dateien überschreiben. Nennen Sie mit „--output“ eine andere."
        )
    from vertragsgen.cli.dateibefund import als_satz
    from vertragsgen.review.dateivergleich import compare_files

    data_alt, data_neu = _lade(alt), _lade(neu)
    vergleich = compare_files(data_alt, data_neu, neu.name, (alt.as_posix(), neu.as_posix()))
    if any(befund.sperrt for befund in vergleich.befunde):
        raise Bedienfehler("\n".join(als_satz(befund) for befund in vergleich.befunde if befund.sperrt))
    for befund in vergleich.befunde:
        click.echo(als_satz(befund), err=True)
    werte = _profilwerte(kontext, profil, (alt, neu), vergleich)
    if ausgabe == "docx":
        assert ziel is not None
        return _docx(data_alt, data_neu, ziel, autor, _text(vergleich, werte))
    if ausgabe == "html":
        bericht = _html(alt.name, neu.name, vergleich, werte)
    elif ausgabe == "markdown":
        bericht = _markdown(alt.name, neu.name, vergleich)
    else:
        bericht = _json(vergleich, werte) if ausgabe == "json" else _text(vergleich, werte)
    _gib_aus(bericht, ziel)
    return 0


def _lade(pfad: Path) -> bytes:
    from vertragsgen.cli.dateibefund import als_satz
    from vertragsgen.review.lesen import lade

    data, befunde = lade(pfad)
    if befunde:
        raise Bedienfehler(als_satz(befunde[0]))
    return data


def _profilwerte(
    kontext: Kontext, name: str | None, dateien: tuple[Path, Path], vergleich: Dokumentvergleich
) -> tuple[str, list[Betroffen]] | None:
    """The profile and its touched values; None where no profile belongs to the files."""
    if name is not None:
        workspace = kontext.workspace()
        kontext.profile(workspace, [name])
    else:
        gefunden = kontext.suche()
        if gefunden is None:
            return None
        workspace = gefunden
        ausgabe = workspace.output_dir.resolve()
        namen = [datei.resolve().parent.name for datei in dateien if datei.resolve().parent.parent == ausgabe]
        name = next((eins for eins in namen if eins in workspace.profile_ids()), None)
        if name is None:
            return None
    if not vergleich.aenderungen:
        return name, []
    from vertragsgen.review.profilbezug import betroffene, lies_profilwerte

    return name, betroffene(lies_profilwerte(workspace, name, kontext.tag()), vergleich)


def _text(vergleich: Dokumentvergleich, werte: tuple[str, list[Betroffen]] | None) -> str:
    from vertragsgen.review.berichttext import als_text
    from vertragsgen.review.profilbezug import vorschlag

    text = als_text(vergleich)
    if werte is None or not vergleich.aenderungen:
        return text
    name, liste = werte
    if not liste:
        return f"{text}\nKein Wert des Profils „{name}“ ist betroffen.\n"
    return f"{text}\nVorschlag für das Profil „{name}“ (nur die betroffenen Werte; Berechnetes folgt daraus)\n\n{vorschlag(liste)}"


def _markdown(alt: str, neu: str, vergleich: Dokumentvergleich) -> str:
    """The same report as that of ``diff``, on one document; the proposal for the profile is not part of it."""
    from vertragsgen.review.gesamtmarkdown import als_markdown_bericht
    from vertragsgen.review.gruppierung import einzelbericht

    return als_markdown_bericht(einzelbericht(vergleich, alt, neu))


def _html(alt: str, neu: str, vergleich: Dokumentvergleich, werte: tuple[str, list[Betroffen]] | None) -> str:
    from vertragsgen.review.html import als_html_vergleich
    from vertragsgen.review.profilbezug import vorschlag

    text = vorschlag(werte[1]) if werte is not None and werte[1] else ""
    return als_html_vergleich(vergleich, alt, neu, vorschlag=text)


def _json(vergleich: Dokumentvergleich, werte: tuple[str, list[Betroffen]] | None) -> str:
    import json

    from vertragsgen.review.berichtjson import als_dict
    from vertragsgen.review.profilbezug import vorschlag

    daten = als_dict(vergleich)
    if werte is not None:
        name, liste = werte
        daten["profil"] = {
            "name": name,
            "werte": [
                {
                    "pfad": ".".join(eins.wert.pfad),
                    "alt": str(eins.wert.wert),
                    "neu": eins.neu.strip('"'),
                    "stelle": eins.stelle,
                }
                for eins in liste
            ],
            "vorschlag": vorschlag(liste),
        }
    return json.dumps(daten, ensure_ascii=False, indent=2) + "\n"


def _docx(alt: bytes, neu: bytes, ziel: Path, autor: str, bericht: str) -> int:
    """Writes the redline; without one the text report still appears, and the exit code is 1."""
    from vertragsgen.review.pdf import ist_pdf
    from vertragsgen.review.redline import redline_docx
    from vertragsgen.source.characters import bad_characters

    if ist_pdf(alt) or ist_pdf(neu):
        raise Bedienfehler(
            "Aus einer PDF-Datei lässt sich kein Word-Dokument mit Änderungen machen. Nehmen Sie „--format text“."
        )
    if bad_characters(autor) or "\n" in autor:
        raise Bedienfehler("Der Name hinter „--autor“ enthält ein Zeichen, das in keinem Word-Dokument stehen kann.")
    ergebnis = redline_docx(alt, neu, autor=autor)
    if ergebnis.data is None:
        click.echo(bericht, nl=False)
        click.echo(f"\nKein Word-Dokument geschrieben: {ergebnis.grund}", err=True)
        return 1
    schreibe(ziel, ergebnis.data)
    anzahl = f"{ergebnis.marken} {'Änderung' if ergebnis.marken == 1 else 'Änderungen'}"
    click.echo(
        f"{ziel}: {anzahl} nachverfolgt."
        if ergebnis.marken
        else f"{ziel}: keine Änderung, die sich nachverfolgen lässt."
    )
    for hinweis in ergebnis.hinweise:
        click.echo(f"Hinweis: {hinweis}")
    return 0


def _gib_aus(text: str, ziel: Path | None) -> None:
    if ziel is None:
        click.echo(text, nl=False)
    else:
        schreibe(ziel, text.encode())
        click.echo(f"geschrieben: {ziel}")
