"""Pictures of the pages of a document before and after its frame changed, where LibreOffice is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from vertragsgen import api
from vertragsgen.api.vergleichen import checkout
from vertragsgen.review.bericht import Aenderungsbericht
from vertragsgen.workspace import Workspace

_RAHMEN = "Rahmen "
_FRIST = 180


def zeichne(bericht: Aenderungsbericht, workspace: Workspace, basis: str, ziel: Path) -> list[Path]:
    """One example of each changed frame: ``<dokument>-alt-1.png``, ``<dokument>-neu-1.png``, … Says so if it cannot."""
    beispiele: dict[tuple[str, str], str] = {}
    for eins in bericht.traeger:
        for teil in eins.paketteile:
            if teil.startswith(_RAHMEN):
                beispiele.setdefault((eins.paket, teil.removeprefix(_RAHMEN)), eins.profil)
    if not beispiele:
        return []
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None or shutil.which("pdftoppm") is None:
        print("Keine Seitenbilder: LibreOffice oder pdftoppm ist nicht installiert.", file=sys.stderr)
        return []
    ziel.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as ordner:
        alt = checkout(workspace.root, basis, Path(ordner, "stand")).workspace
        dateien = []
        for (_, dokument), profil in beispiele.items():
            for name, stand in (("alt", alt), ("neu", workspace)):
                ergebnis = api.render_profile(stand, profil, entwurf=True)
                if (daten := ergebnis.dateien.get(f"{dokument}.docx")) is not None:
                    datei = Path(ordner, f"{dokument}-{name}.docx")
                    datei.write_bytes(daten)
                    dateien.append(datei)
        befehl = [soffice, "--headless", f"-env:UserInstallation=file://{ordner}/lo", "--convert-to", "pdf"]
        subprocess.run(
            [*befehl, "--outdir", ordner, *map(str, dateien)], check=False, capture_output=True, timeout=_FRIST
        )
        for datei in dateien:
            pdf = datei.with_suffix(".pdf")
            if pdf.is_file():
                subprocess.run(["pdftoppm", "-r", "70", "-png", str(pdf), str(ziel / datei.stem)], check=False)
    return sorted(ziel.glob("*.png"))
