"""``vertragsgen new``: a commented profile of a package, filled by questions or by ``--angabe``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.befehl import Befehl
from vertragsgen.cli.kontext import Kontext

if TYPE_CHECKING:
    from vertragsgen.package.manifest import Manifest
    from vertragsgen.profile.pflicht import Pfad
    from vertragsgen.rendering.compile import Paketvorlagen
    from vertragsgen.werkstatt import Werkstatt
    from vertragsgen.workspace import Workspace

BEISPIELE = (
    ("vertragsgen new LAND/PAKET sonnenhof-wohnen", "Ein Profil anlegen und die Pflichtangaben abfragen."),
    ("vertragsgen new LAND/PAKET sonnenhof-wohnen --ohne-fragen", "Ein leeres Profil anlegen, ohne Fragen."),
    (
        'vertragsgen new LAND/PAKET sonnenhof-wohnen --angabe "traeger.name=Sonnenhof gGmbH" --angabe angebot.plaetze=8',
        "Angaben gleich mitgeben.",
    ),
)
# Shown in every profile; of the others only those that a template of the package names.
_IMMER = (
    "paket", "basis", "vereinbarung", "traeger", "angebot", "personal", "laufzeit", "vorgaenger", "fortschreibung",
    "verhandlung", "klauseln", "ausnahmen", "angaben",
)  # fmt: skip


@click.command("new", cls=Befehl, beispiele=BEISPIELE, short_help="Ein neues Profil anlegen.")
@click.argument("paket", metavar="PAKET")
@click.argument("profil", metavar="PROFIL")
@click.option(
    "--angabe", "angaben", multiple=True, metavar="PFAD=WERT",
    help="Eine Angabe mitgeben, zum Beispiel traeger.ort=Musterstadt; mehrfach möglich.",
)  # fmt: skip
@click.option("--ohne-fragen", is_flag=True, help="Nichts abfragen; was fehlt, bleibt in der Datei offen.")
@click.pass_obj
def befehl(kontext: Kontext, paket: str, profil: str, angaben: tuple[str, ...], ohne_fragen: bool) -> int:
    """Legt provider_data/PROFIL.yaml an: ein Profil zum Vorlagenpaket PAKET mit jedem Feld und seiner Bedeutung.

    Am Bildschirm fragt der Befehl die Pflichtangaben ab. Ein vorhandenes Profil wird nie überschrieben.
    """
    from vertragsgen.cli.fragen import frage_alles
    from vertragsgen.cli.musterbau import paket_name
    from vertragsgen.profile.pflicht import needed_paths
    from vertragsgen.profile.vordruck import profile_text
    from vertragsgen.werkstatt import Werkstatt

    workspace = kontext.workspace()
    paket = paket_name(workspace, paket)
    _pruefe_namen(workspace, profil)
    werkstatt = Werkstatt(workspace)
    vorlagen = _vorlagen(werkstatt, paket)
    manifest = vorlagen.paket.manifest
    model = werkstatt.modelle.fuer(manifest)
    werte = _angaben(model, angaben)
    if not ohne_fragen and sys.stdin.isatty():
        werte = frage_alles(model, manifest, needed_paths(model, manifest, werte), werte)
    text = profile_text(
        model, manifest, profil=profil, schema=_schemapfad(workspace, paket), abschnitte=_abschnitte(vorlagen, manifest),
        werte=werte,
    )  # fmt: skip
    _schreibe(workspace, profil, text)
    _melde(werkstatt, profil)
    return 0


def _pruefe_namen(workspace: Workspace, profil: str) -> None:
    from vertragsgen.workspace import check_profile_id

    befund = check_profile_id(profil)
    if befund is not None:
        raise Bedienfehler(f"{befund.code}: {befund.meldung} {befund.hilfe}")
    pfad = workspace.profile_path(profil)
    if pfad.exists() or pfad.is_symlink():
        raise Bedienfehler(f"Das Profil „{profil}“ gibt es schon ({workspace.name(pfad)}); es bleibt, wie es ist.")


def _vorlagen(werkstatt: Werkstatt, paket: str) -> Paketvorlagen:
    from vertragsgen.cli import befundtext

    ladung = werkstatt.vorlagen(paket)
    if ladung.vorlagen is None:
        zeilen = befundtext.zeilen(ladung.befunde, werkstatt.workspace.root)
        raise Bedienfehler(f"Das Vorlagenpaket „{paket}“ enthält Fehler.\n" + "\n".join(zeilen))
    return ladung.vorlagen


def _angaben(model: Any, angaben: Sequence[str]) -> dict[Pfad, list[str]]:
    from vertragsgen.money import Notationsfehler
    from vertragsgen.profile.eingabe import check_value, find_field
    from vertragsgen.profile.pflicht import is_list

    werte: dict[Pfad, list[str]] = {}
    for angabe in angaben:
        text, gleich, wert = angabe.partition("=")
        if not gleich:
            raise Bedienfehler(f"„{angabe}“ ist keine Angabe der Form PFAD=WERT, zum Beispiel: traeger.ort=Musterstadt")
        try:
            pfad, feld = find_field(model, text)
            check_value(feld, wert.strip())
        except Notationsfehler as fehler:
            raise Bedienfehler(f"--angabe {angabe}: {fehler.meldung}") from None
        if pfad == ("paket",) or (pfad in werte and not is_list(feld)):
            raise Bedienfehler(f"--angabe {angabe}: Diese Angabe steht schon fest.")
        werte.setdefault(pfad, []).append(wert.strip())
    return werte


def _abschnitte(vorlagen: Paketvorlagen, manifest: Manifest) -> set[str]:
    """The sections this package has a use for."""
    genannt = {pfad[0] for dokument in vorlagen.dokumente for pfad in dokument.pfade}
    plaetze = [platz for dokument in vorlagen.dokumente for reihe in dokument.bereiche.values() for platz in reihe]
    genannt |= {pfad[0] for platz in plaetze for pfad in platz.pfade}
    berechnet = {pfad[1] for platz in plaetze for pfad in platz.pfade if pfad[0] == "berechnung" and len(pfad) > 1}
    ja = {"verguetung": bool(manifest.komponenten), "platzgeld": manifest.platzgeld is not None,
          "kostentraegerblatt": manifest.kostentraegerblatt is not None, "budget": "budget" in berechnet}  # fmt: skip
    return {*_IMMER, *genannt, *manifest.optionen, *(name for name, gebraucht in ja.items() if gebraucht)}


def _schemapfad(workspace: Workspace, paket: str) -> str:
    from vertragsgen.cli.schemata import DATEINAME

    ziel = os.path.relpath(workspace.package_dir(paket) / DATEINAME, workspace.profile_dir)
    return ziel.replace(os.sep, "/")


def _schreibe(workspace: Workspace, profil: str, text: str) -> None:
    pfad = workspace.profile_path(profil)
    if workspace.check_inside(pfad) is not None:
        raise Bedienfehler(f"„{workspace.name(pfad.parent)}“ führt aus dem Arbeitsbereich hinaus.")
    try:
        pfad.parent.mkdir(parents=True, exist_ok=True)
        with pfad.open("x", encoding="utf-8", newline="\n") as datei:
            datei.write(text)
    except OSError as fehler:
        from vertragsgen.dateien import warum

        raise Bedienfehler(f"„{workspace.name(pfad)}“ lässt sich nicht schreiben: {warum(fehler)}.") from fehler


def _melde(werkstatt: Werkstatt, profil: str) -> None:
    from vertragsgen.cli.konsole import anzahl
    from vertragsgen.profile.load import load_profile

    workspace = werkstatt.workspace
    geladen = load_profile(workspace, profil, werkstatt.paket, modelle=werkstatt.modelle)
    offen = sum(1 for befund in geladen.befunde if befund.sperrt)
    click.echo(f"Das Profil „{profil}“ ist angelegt: {workspace.name(workspace.profile_path(profil))}")
    if offen:
        click.echo(f"Noch auszufüllen: {anzahl(offen, 'Pflichtangabe', 'Pflichtangaben')}.")
    click.echo("\nSo geht es weiter: Datei im Editor ausfüllen, dann")
    click.echo(f"  vertragsgen check {profil}")
