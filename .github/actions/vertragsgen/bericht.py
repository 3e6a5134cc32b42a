"""Renders the report of a pull request into a folder and prints annotations; runs locally as it does in CI.

    python bericht.py --basis HEAD^1 --ausgabe bericht [--workspace ORDNER] [--kopf HEAD] [--grenze N] [--bilder]

Writes ``kommentar.md`` (fits a comment), ``zusammenfassung.md`` (fits a job summary), ``bericht.html``, ``bericht.json``,
``redlines/`` and, with ``--bilder``, pictures of the pages whose frame changed. Exit code 1 if an open error keeps
documents from being built.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bilder import zeichne

from vertragsgen import api
from vertragsgen.api.vergleichen import KeinStand, diff
from vertragsgen.cli.befundgithub import zeilen as annotation
from vertragsgen.cli.commands.diff import formatiert
from vertragsgen.cli.fortschritt import kerne
from vertragsgen.cli.fundorte import Fundorte
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.notation import parse_datum
from vertragsgen.review.bericht import Aenderungsbericht, Traegerbericht, Zahlzeile
from vertragsgen.review.berichtworte import prozent
from vertragsgen.review.redlineordner import Redlineordner
from vertragsgen.workspace import Workspace, find_workspace

# GitHub shows ten annotations of a kind, and takes a summary of 1 MiB (in bytes; beyond it the upload aborts).
JE_ART = 10
ZUSAMMENFASSUNG = 1_000_000


def main(argumente: list[str] | None = None) -> int:
    """The command; see the module."""
    parser = argparse.ArgumentParser(description="Bericht über einen Pull Request")
    parser.add_argument("--basis", required=True)
    parser.add_argument("--kopf")
    parser.add_argument("--workspace", type=Path, default=Path())
    parser.add_argument("--ausgabe", type=Path, required=True)
    parser.add_argument("--stichtag", type=parse_datum, default=None)
    parser.add_argument("--grenze", type=int, default=65_000)
    parser.add_argument("--bilder", action="store_true")
    wahl = parser.parse_args(argumente)
    workspace = find_workspace(wahl.workspace)
    if workspace is None:
        print(f"In „{wahl.workspace}“ liegt kein Arbeitsbereich (vertragsgen.yaml).", file=sys.stderr)
        return 2
    stichtag = wahl.stichtag or date.today()
    wahl.ausgabe.mkdir(parents=True, exist_ok=True)
    ablage = Redlineordner((wahl.ausgabe / "redlines").absolute())
    try:
        bericht = diff(workspace, wahl.basis, wahl.kopf, stichtag=stichtag, jobs=kerne(), redlines=ablage)
    except KeinStand as fehler:
        print(fehler, file=sys.stderr)
        return 2
    schreibe(bericht, wahl.ausgabe, wahl.grenze)
    if wahl.bilder:
        zeichne(bericht, workspace, wahl.basis, wahl.ausgabe / "bilder")
    befunde = list(api.check(workspace, stichtag=stichtag))
    orte = Fundorte(workspace)
    for zeile in (*annotation(fehler_zuerst(befunde), orte), *annotation(ausreisser(bericht, workspace), orte)):
        print(zeile)
    return 1 if any(befund.sperrt for befund in befunde) else 0


def schreibe(bericht: Aenderungsbericht, ordner: Path, grenze: int) -> None:
    """All forms of the report; the summary also where GitHub wants it."""
    (ordner / "kommentar.md").write_bytes(formatiert(bericht, "markdown", grenze))
    # Characters become up to three bytes; the limit counts bytes.
    zusammenfassung = formatiert(bericht, "markdown", ZUSAMMENFASSUNG)
    if len(zusammenfassung) > ZUSAMMENFASSUNG:
        zusammenfassung = formatiert(bericht, "markdown", ZUSAMMENFASSUNG // 3)
    (ordner / "zusammenfassung.md").write_bytes(zusammenfassung)
    for form in ("html", "json"):
        (ordner / f"bericht.{form}").write_bytes(formatiert(bericht, form))
    if ziel := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(ziel).open("ab") as datei:
            datei.write(zusammenfassung)


def fehler_zuerst(befunde: list[Befund]) -> list[Befund]:
    """The open errors, as many as are shown."""
    return [befund for befund in befunde if befund.sperrt][:JE_ART]


def ausreisser(bericht: Aenderungsbericht, workspace: Workspace) -> Iterator[Befund]:
    """Figures that stand apart as warnings at the line of the profile they come from."""
    traeger = {eins.profil: eins for eins in bericht.traeger}
    for zeile in bericht.ausreisser[:JE_ART]:
        zahl = zeile.zahl
        anteil = f" ({prozent(zahl.prozent)})" if zahl.prozent is not None else ""
        grund = "Ohne Grund in Profil, Paket oder Berechnung" if zeile.unerklaert else "Ausreißer"
        meldung = f"{grund}: {zahl.bezeichnung}: {zahl.alt or '–'} → {zahl.neu or '–'}{anteil}, {zeile.stelle}"
        mark = fundort(zeile, traeger.get(zeile.profil), workspace)
        yield Befund("Änderung", Schwere.WARNUNG, meldung, mark, profil=zeile.profil)


def fundort(zeile: Zahlzeile, traeger: Traegerbericht | None, workspace: Workspace) -> Mark:
    """The line of the profile that holds the new figure; else the first one that changed."""
    marken = [mark for mark in (traeger.profilmarken if traeger else ()) if mark is not None]
    for mark in marken:
        zeilen = (workspace.root / mark.datei).read_text(encoding="utf-8").splitlines()
        if zeile.zahl.neu and zeile.zahl.neu in zeilen[mark.zeile - 1]:
            return mark
    return marken[0] if marken else Mark(workspace.name(workspace.profile_path(zeile.profil)), 1, 1)


if __name__ == "__main__":
    sys.exit(main())
