"""``vertragsgen build``: checks, renders and writes the documents of the profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vertragsgen.cli.bedienfehler import Bedienfehler, meinten_sie
from vertragsgen.cli.befehl import Befehl, GanzeZahl
from vertragsgen.cli.konsole import drucke
from vertragsgen.cli.kontext import Kontext, profilnamen

if TYPE_CHECKING:
    from vertragsgen.api import Bauergebnis
    from vertragsgen.workspace import Workspace

BEISPIELE = (
    ("vertragsgen build", "Alle Profile erzeugen."),
    ("vertragsgen build sonnenhof-wohnen", "Nur ein Profil erzeugen."),
    (
        "vertragsgen build sonnenhof-wohnen --entwurf",
        "Einen Entwurf erzeugen, auch wenn noch Angaben fehlen.",
    ),
    ("vertragsgen build --document vereinbarung --format docx", "Nur die Vereinbarung, nur als Word-Datei."),
    ("vertragsgen build --muster LAND/PAKET", "Die leeren Muster eines Vorlagenpakets erzeugen."),
    ("vertragsgen build --force", "Auch Dateien neu schreiben, die von Hand geändert wurden."),
    ("vertragsgen build --jobs 1", "Nur einen Prozessorkern benutzen."),
    ("vertragsgen build --prune", "Auch die Dokumente gelöschter Profile entfernen."),
)


@click.command(
    "build",
    cls=Befehl,
    beispiele=BEISPIELE,
    short_help="Dokumente erzeugen.",
)
@click.argument("profile", nargs=-1, metavar="[PROFIL]...", shell_complete=profilnamen)
@click.option("--document", "dokumente", multiple=True, metavar="ID", help="Nur dieses Dokument; mehrfach möglich.")
@click.option(
    "--format",
    "formate",
    multiple=True,
    type=click.Choice(["docx", "xlsx"]),
    help="Nur dieses Dateiformat; mehrfach möglich.",
)
@click.option(
    "--jobs", type=GanzeZahl(min=1), default=None, metavar="N", help="Vorgänge gleichzeitig; ohne Angabe einer je Kern."
)
@click.option("--force", is_flag=True, help="Von Hand geänderte Ausgaben überschreiben; übergeht keine Fehler.")
@click.option("--entwurf", is_flag=True, help="Entwurf nach output/PROFIL/entwurf/; Fehlendes steht als <<Feld>>.")
@click.option(
    "--muster",
    multiple=True,
    metavar="PAKET",
    help="Leere Muster dieses Vorlagenpakets nach output/_muster/; mehrfach.",
)
@click.option(
    "--option", "optionen", multiple=True, metavar="NAME=WERT", help="Zu --muster: eine Option des Pakets; mehrfach."
)
@click.option("--prune", is_flag=True, help="Ausgaben gelöschter Profile entfernen.")
@click.option("--json", "als_json", is_flag=True, help="Das Ergebnis als JSON ausgeben.")
@click.pass_obj
def befehl(
    kontext: Kontext,
    profile: tuple[str, ...],
    dokumente: tuple[str, ...],
    formate: tuple[str, ...],
    jobs: int | None,
    force: bool,
    entwurf: bool,
    muster: tuple[str, ...],
    optionen: tuple[str, ...],
    prune: bool,
    als_json: bool,
) -> int:
    """Prüft die Profile und schreibt ihre Dokumente nach output/PROFIL/.

    Ohne Angabe werden alle Profile erzeugt; was sich nicht geändert hat, bleibt, wie es ist. Ein Profil mit
    offenem Fehler wird nicht geschrieben; die übrigen werden es trotzdem. Mit --muster entstehen stattdessen
    leere Formulare, ganz ohne Profil.
    """
    from vertragsgen.cli import musterbau

    musterbau.pruefe_aufruf(profile, formate, optionen, muster, entwurf=entwurf)
    if muster:
        _pruefe_dokumente(kontext.workspace(), dokumente)
        workspace, bau = musterbau.baue(kontext, muster, optionen, dokumente=dokumente, force=force)
        if als_json:
            _als_json(bau, workspace)
        else:
            musterbau.melde(workspace, bau)
        return _rueckgabe(bau)
    workspace = kontext.workspace()
    namen = kontext.profile(workspace, profile)
    _pruefe_dokumente(workspace, dokumente)

    from vertragsgen import api
    from vertragsgen.cli import bauausgabe
    from vertragsgen.cli.abbruch import geordnet
    from vertragsgen.cli.belegung import WARTEN, melde, nicht_belegt
    from vertragsgen.cli.fortschritt import Fortschritt, kerne

    with nicht_belegt(), Fortschritt(len(namen), still=als_json) as anzeige, geordnet() as halt:
        bau = api.build(
            workspace,
            namen if profile else (),
            stichtag=kontext.tag(),
            dokumente=dokumente,
            formate=formate,
            entwurf=entwurf,
            force=force,
            prune=prune,
            jobs=jobs or kerne(),
            fortschritt=anzeige.profil,
            halt=halt,
            warten=WARTEN,
            melde=melde,
        )
    if als_json:
        _als_json(bau, workspace)
    else:
        click.echo()
        drucke(bauausgabe.befunde(bau, workspace.root))
        drucke(bauausgabe.tabelle(bau, workspace.root))
    return _rueckgabe(bau)


def _als_json(bau: Bauergebnis, workspace: Workspace) -> None:
    from vertragsgen.cli import bauausgabe, befundjson

    click.echo(befundjson.als_text(bauausgabe.als_dict(bau, workspace.root)))


def _rueckgabe(bau: Bauergebnis) -> int:
    from vertragsgen.cli import bauausgabe

    fertig = all(ergebnis.status in bauausgabe.FERTIG for ergebnis in bau.profile)
    return 0 if fertig and not bau.nicht_begonnen and not bau.zahlen["fehler"] else 1


def _pruefe_dokumente(workspace: Workspace, dokumente: tuple[str, ...]) -> None:
    """A document that no package has would otherwise look like a build with nothing to do."""
    if not dokumente:
        return
    from vertragsgen.package.load import load_package

    bekannte: dict[str, None] = {}
    for paket_id in workspace.packages():
        paket = load_package(workspace, paket_id).paket
        bekannte |= {dokument.id: None for dokument in (paket.manifest.dokumente if paket else ())}
    for dokument in dokumente:
        if bekannte and dokument not in bekannte:
            hinweis = meinten_sie(dokument, bekannte)
            liste = ", ".join(bekannte)
            raise Bedienfehler(f"Das Dokument „{dokument}“ gibt es nicht.{hinweis}\nVorhanden: {liste}")
