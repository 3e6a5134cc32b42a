"""Times rendering and writing one Word document: plain docxtpl, ours, and the floor under both.

    python benchmarks/render.py [N] [SEED] [FOLDER]

One core, output below FOLDER (default: a new folder in memory, /dev/shm, where there is one). The three take turns in
slices of 25 profiles: a loop that opens a docxtpl template, fills it and saves it; ours, from the values of a profile to
the renamed file (templates compiled, nothing rendered before); and the floor: the same parts deflated and written under
their final name. Loading, calculation and checks are outside the window. If node finds docxtemplater and pizzip, it
fills the loop's templates as well. Goals: at most 1/25 of docxtpl, at most 1.8 times the floor.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.check import SCHEIBE
from benchmarks.peer import Vorlage, comparable_templates, fill, values
from benchmarks.providers import generate
from vertragsgen import pipeline
from vertragsgen.output.write import replace_file
from vertragsgen.speicher import rare_collections
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace

STICHTAG = date(2019, 1, 1)
ZIEL_PEER, ZIEL_BODEN = 1 / 25, 1.8
Arbeit = tuple[tuple[Any, ...], dict[str, Any]]
Teile = dict[str, dict[str, bytes]]

_NODE = """
const fs=require('fs'),Pizzip=require('pizzip'),Doc=require('docxtemplater');
const jobs=JSON.parse(fs.readFileSync(process.argv[1]));
const start=process.cpuUsage();
for (const [template,values,target] of jobs) {
  const doc=new Doc(new Pizzip(fs.readFileSync(template)),{delimiters:{start:'{{',end:'}}'},linebreaks:true});
  doc.render(values);
  fs.writeFileSync(target,doc.toBuffer({compression:'DEFLATE'}));
}
const used=process.cpuUsage(start);
console.log((used.user+used.system)/1e6);
"""


def produced(workspace: Workspace, profile: list[str]) -> dict[str, Arbeit]:
    """What the pipeline hands to ``produce`` for each profile; the compiled templates are new, nothing is rendered."""
    arbeit: dict[str, Arbeit] = {}
    original = pipeline.produce

    def noted(*args: Any, **kwargs: Any) -> Any:
        arbeit[name] = (args, kwargs)
        return original(*args, **kwargs)

    pipeline.produce = noted
    try:
        werkstatt = Werkstatt(workspace)
        for name in profile:
            pipeline.run(werkstatt, name, stichtag=STICHTAG)
    finally:
        pipeline.produce = original
    neu = Werkstatt(workspace)
    for name, (args, kwargs) in arbeit.items():
        vorlagen = neu.vorlagen(args[0].paket.manifest.id).vorlagen
        arbeit[name] = ((vorlagen, *args[1:]), kwargs)
    return arbeit


def ours(arbeit: Arbeit, folder: Path) -> Teile:
    """Render, zip, write beside, rename; the parts of each document are for the floor."""
    dokumente = pipeline.produce(*arbeit[0], **arbeit[1]).dokumente
    folder.mkdir(parents=True)
    for erzeugt in dokumente:
        replace_file(folder / f"{erzeugt.dokument}.docx", erzeugt.pack())
    return {erzeugt.dokument: erzeugt.teile for erzeugt in dokumente}


def floor(dokumente: Teile, folder: Path) -> None:
    """Deflate and write the same parts, all of them at zlib's usual level, as any program does that shares nothing."""
    folder.mkdir(parents=True)
    for name, teile in dokumente.items():
        (folder / f"{name}.docx").write_bytes(b"".join(map(zlib.compress, teile.values())))


def docxtpl_loop(paare: list[tuple[Vorlage, dict[str, str]]], folder: Path) -> None:
    """What a script of ten lines does."""
    folder.mkdir(parents=True)
    for vorlage, werte in paare:
        fill(folder.parents[1] / "vorlagen" / str(id(vorlage)), werte, folder / vorlage.dokument)


def docxtemplater(arbeit: dict[str, list[tuple[Vorlage, dict[str, str]]]], folder: Path) -> float | None:
    """CPU seconds that docxtemplater takes for the loop's documents, or None if it is not installed."""
    if shutil.which("node") is None:
        return None
    jobs = []
    for name, paare in arbeit.items():
        (folder / "node" / name).mkdir(parents=True)
        for vorlage, werte in paare:
            ziel = folder / "node" / name / vorlage.dokument
            jobs.append([str(folder / "vorlagen" / str(id(vorlage))), werte, str(ziel)])
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    lauf = subprocess.run(["node", "-e", _NODE, str(folder / "jobs.json")], capture_output=True, text=True, check=False)
    return float(lauf.stdout) if lauf.returncode == 0 else None


def main(anzahl: int, seed: int, ausgabe: str | None) -> bool:
    """Run the comparison, print the table, say whether both goals are reached."""
    rare_collections()  # as the command line does; the loop has the same
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    ort = ausgabe or ("/dev/shm" if Path("/dev/shm").is_dir() else None)
    with tempfile.TemporaryDirectory() as quelle, tempfile.TemporaryDirectory(dir=ort) as ziel:
        return _vergleiche(generate(Path(quelle).resolve() / "ws", anzahl, seed), Path(ziel), seed)


def _vergleiche(workspace: Workspace, ziel: Path, seed: int) -> bool:
    namen = workspace.profile_ids()
    muster = comparable_templates(workspace, namen[:4])
    peer = {name: values(workspace, name, muster[nummer % 4]) for nummer, name in enumerate(namen)}
    (ziel / "vorlagen").mkdir()
    for vorlage in {id(v): v for vorlagen in muster for v in vorlagen}.values():
        (ziel / "vorlagen" / str(id(vorlage))).write_bytes(vorlage.docx)
    arbeit = produced(workspace, namen)
    fertig: dict[str, Teile] = {}
    zeiten = {"docxtpl loop": 0.0, "ours": 0.0, "floor": 0.0}

    def take(was: str, schritt: Callable[[str], object]) -> None:
        gc.collect()  # nobody pays for what another left behind
        beginn = time.process_time()
        for name in scheibe:
            schritt(name)
        zeiten[was] += time.process_time() - beginn

    def make(name: str) -> None:
        fertig[name] = ours(arbeit[name], ziel / "ours" / name)

    for anfang in range(0, len(namen), SCHEIBE):
        scheibe = namen[anfang : anfang + SCHEIBE]
        take("docxtpl loop", lambda name: docxtpl_loop(peer[name], ziel / "loop" / name))
        take("ours", make)
        take("floor", lambda name: floor(fertig[name], ziel / "floor" / name))
        fertig.clear()
    dokumente = sum(len(paare) for paare in peer.values())
    node = docxtemplater(peer, ziel)
    if node is not None:
        zeiten["docxtemplater"] = node
    print(f"Python {platform.python_version()}, {len(namen)} profiles, {dokumente} documents, seed {seed}, one core\n")
    groesse = {was: _groesse(ziel / was) / dokumente / 1024 for was in ("loop", "ours", "floor")}
    print(f"KB a document: {', '.join(f'{was} {kb:.1f}' for was, kb in groesse.items())}\n")
    print("| rendering and writing | CPU ms a document | ours is |\n|---|---|---|")
    for was, sekunden in zeiten.items():
        verhaeltnis = zeiten["ours"] / sekunden
        mal = f"{verhaeltnis:.2f} times" if verhaeltnis >= 1 else f"1/{1 / verhaeltnis:.1f}"
        print(f"| {was} | {sekunden / dokumente * 1000:.2f} | {mal} |")
    return zeiten["ours"] <= ZIEL_PEER * zeiten["docxtpl loop"] and zeiten["ours"] <= ZIEL_BODEN * zeiten["floor"]


def _groesse(ordner: Path) -> int:
    return sum(datei.stat().st_size for datei in ordner.rglob("*.docx"))


if __name__ == "__main__":
    N = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    sys.exit(0 if main(N, SEED, sys.argv[3] if len(sys.argv) > 3 else None) else 1)
