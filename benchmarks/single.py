"""Times one ``vertragsgen build PROFIL`` with warm caches against a script of ten lines that fills the same four documents.

    python benchmarks/single.py [RUNS] [SEED]

Alternating runs of whole processes, medians (goal: the build takes no longer). The build loads, calculates, checks and
writes four Word files, an Excel file and ``nachweis.json``; the script fills templates with docxtpl from finished values,
which it finds as JSON. It runs twice: once without the profile, and once it reads the profile with PyYAML's C loader
first, as the loop of ``batch.py`` does. The build runs twice, too: once as after a ``check``, and once with a profile that
was saved since. All write into a new folder each time.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.peer import comparable_templates, values
from benchmarks.providers import generate
from vertragsgen.workspace import Workspace

SKRIPT = """
import json, sys
from pathlib import Path
from docxtpl import DocxTemplate

if len(sys.argv) > 3:
    import yaml
    profil = yaml.load(Path(sys.argv[3]).read_bytes(), yaml.CSafeLoader)
ziel = Path(sys.argv[2])
ziel.mkdir()
for vorlage, werte in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
    dokument = DocxTemplate(vorlage)
    dokument.render(werte)
    dokument.save(ziel / Path(vorlage).name)
"""

BUILD, CHANGED = "vertragsgen build", "vertragsgen build, profile saved since"
SCRIPT, WITH_PROFILE = "docxtpl script", "docxtpl script, profile read"


def prepare(workspace: Workspace, profil: str, ordner: Path) -> Path:
    """Templates for the script and a file with their values; returns that file."""
    vorlagen = comparable_templates(workspace, [profil])[0]
    auftrag = []
    for vorlage, werte in values(workspace, profil, vorlagen):
        (ordner / vorlage.dokument).write_bytes(vorlage.docx)
        auftrag.append([str(ordner / vorlage.dokument), werte])
    (ordner / "werte.json").write_text(json.dumps(auftrag), encoding="utf-8")
    return ordner / "werte.json"


def measure(befehl: Sequence[str], ordner: Path, umgebung: dict[str, str]) -> float:
    """Wall time of one run in milliseconds; raises if the command fails."""
    beginn = time.perf_counter()
    subprocess.run(befehl, check=True, cwd=ordner, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=umgebung)
    return (time.perf_counter() - beginn) * 1000


def main(laeufe: int, seed: int) -> float:
    """Print the table; return the ratio of the medians, against the script that finds its values ready."""
    with tempfile.TemporaryDirectory() as ort:
        ordner = Path(ort).resolve()
        workspace = generate(ordner / "ws", 4, seed)
        profil = workspace.profile_ids()[0]
        werte = prepare(workspace, profil, ordner)
        umgebung = {**os.environ, "VERTRAGSGEN_CACHE": str(ordner / "cache"), "PYTHONDONTWRITEBYTECODE": ""}
        unser = [sys.executable, "-m", "vertragsgen", "build", profil]
        zeiten: dict[str, list[float]] = {BUILD: [], CHANGED: [], SCRIPT: [], WITH_PROFILE: []}
        for lauf in range(laeufe + 1):
            ihres = [sys.executable, "-c", SKRIPT, str(werte)]
            gelesen = [str(ordner / f"gelesen-{lauf}"), str(workspace.profile_path(profil))]
            gemessen = {BUILD: measure(unser, workspace.root, umgebung)}
            assert len(list((workspace.output_dir / profil).glob("*.docx"))) == len(json.loads(werte.read_text()))
            workspace.output_dir.rename(ordner / f"unveraendert-{lauf}")
            quelle = workspace.profile_path(profil)
            quelle.write_text(f"{quelle.read_text(encoding='utf-8')}# {lauf}\n", encoding="utf-8", newline="\n")
            gemessen |= {
                CHANGED: measure(unser, workspace.root, umgebung),
                SCRIPT: measure([*ihres, str(ordner / f"skript-{lauf}")], ordner, umgebung),
                WITH_PROFILE: measure([*ihres, *gelesen], ordner, umgebung),
            }
            workspace.output_dir.rename(ordner / f"gespeichert-{lauf}")
            if lauf:  # the first run fills the caches
                for name, zeit in gemessen.items():
                    zeiten[name].append(zeit)
    mitten = {name: statistics.median(liste) for name, liste in zeiten.items()}
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {laeufe} runs each, seed {seed}\n")
    print("| one profile, four documents | ms (median) | min | build is | after saving |\n|---|---|---|---|---|")
    for name, liste in zeiten.items():
        ratios = [f"{mitten[eines] / mitten[name]:.2f} times" for eines in (BUILD, CHANGED)]
        print(f"| {name} | {mitten[name]:.0f} | {min(liste):.0f} | {' | '.join(ratios)} |")
    return mitten[BUILD] / mitten[SCRIPT]


if __name__ == "__main__":
    RUNS = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    sys.exit(0 if main(RUNS, int(sys.argv[2]) if len(sys.argv) > 2 else 1) <= 1 else 1)
