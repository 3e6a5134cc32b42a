"""Times and measures ``build`` over N invented providers: from nothing, all anew, nothing to do, one clause changed.

    python benchmarks/batch.py [N …] [--seed SEED] [--no-peer] [--dir ORDNER] [--rounds RUNDEN]

Every build is a process of its own, as on the command line; its processor time and peak memory are those of the
process and of its workers. „cold“ finds no compiled packages, „warm“ finds them and makes everything anew. For at most
1 000 providers the plain docxtpl loop over the same Word documents takes turns with them (goal for a build on one core: at
most 1/8 of its time): it loads each profile with PyYAML's C loader, fills the documents and writes them.

All that take turns RUNDEN times; what the table says of the builds are medians. Of the loop each turn does its share, so
that both meet the same hours of a machine whose speed changes.

Everything lies in new folders below ORDNER, by default that of the system for temporary files. On a disk with ext4 a
file is made slowly while others are being deleted, which is what a build over an older one does; a folder in memory
(``--dir /dev/shm``) shows the program alone.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.peer import comparable_templates, fill, values
from benchmarks.providers import PAKET, generate
from vertragsgen.workspace import Workspace

PEER_MAX = 1000
# Clauses that one in four of the invented providers has in its agreement, and that all have.
VON_EINEM_VIERTEL, VON_ALLEN = "verguetung-umsatzsteuer", "pruefung-verfahren"
Zeiten = tuple[float, float, float, float]
KOPF = "| providers | build | cores | wall s | CPU s | CPU ms a provider | peak MB | peak MB of a worker |"
# What one build does; prints its own peak memory and that of its largest worker in kB.
_LAUF = """
import resource, sys
from datetime import date
from pathlib import Path
def main():
    from vertragsgen import api
    from vertragsgen.speicher import rare_collections
    from vertragsgen.workspace import open_workspace
    rare_collections()  # as the command line does
    bau = api.build(open_workspace(Path(sys.argv[1])), stichtag=date(2019, 1, 1), jobs=int(sys.argv[2]))
    status = {one.status for one in bau.profile}
    assert status <= set(sys.argv[3].split(",")), status
    # Not ru_maxrss of the process itself, which begins with that of the process it was started from.
    status = Path("/proc/self/status").read_text().split("\\n")
    selbst = next(int(zeile.split()[1]) for zeile in status if zeile.startswith("VmHWM:"))
    print(selbst, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
if __name__ == "__main__":
    main()
"""


def build(workspace: Workspace, jobs: int, erwartet: str) -> Zeiten:
    """Wall and CPU seconds, peak MB of the process and of its largest worker of one build in a new process."""
    lauf = workspace.root.parent / "lauf.py"  # a file: workers are started from it
    lauf.write_text(_LAUF, encoding="utf-8")
    vorher, beginn = _cpu(), time.perf_counter()
    fertig = subprocess.run(
        [sys.executable, str(lauf), str(workspace.root), str(jobs), erwartet],
        stdout=subprocess.PIPE, text=True, check=True,
        # As installed: modules are compiled once, not in every process anew.
        env={**os.environ, "VERTRAGSGEN_CACHE": str(workspace.root.parent / "cache"), "PYTHONDONTWRITEBYTECODE": ""},
    )  # fmt: skip
    wand, cpu = time.perf_counter() - beginn, _cpu() - vorher
    selbst, arbeiter = (int(kb) / 1024 for kb in fertig.stdout.split())
    return wand, cpu, selbst, arbeiter


def _cpu() -> float:
    zeiten = resource.getrusage(resource.RUSAGE_CHILDREN)
    return zeiten.ru_utime + zeiten.ru_stime


def change_clause(workspace: Workspace, name: str) -> None:
    """Add a sentence to a clause of the agreement."""
    klausel = workspace.package_dir(PAKET) / "klauseln" / "vereinbarung" / f"{name}.md"
    klausel.write_text(
        klausel.read_text(encoding="utf-8").rstrip() + " Dies gilt unverändert fort.\n", encoding="utf-8"
    )


def measure(anzahl: int, seed: int, *, peer: bool, unter: str | None, runden: int) -> None:
    """All builds over ``anzahl`` providers; prints lines of a Markdown table."""
    peer = peer and anzahl <= PEER_MAX
    kalt: dict[int, list[Zeiten]] = {1: [], 2: []}
    warm: list[Zeiten] = []
    schleife = 0.0
    for runde in range(runden):
        for jobs, zeiten in kalt.items():
            with tempfile.TemporaryDirectory(dir=unter) as ordner:
                workspace = generate(Path(ordner).resolve() / "ws", anzahl, seed)
                zeiten.append(build(workspace, jobs, "gebaut"))
                if peer and jobs == 1:
                    schleife += loop(workspace, runde, runden)
                    workspace.output_dir.rename(workspace.root.parent / "davor")
                    warm.append(build(workspace, jobs, "gebaut"))
                if runde == runden - 1:
                    _print(anzahl, "cold", jobs, zeiten)
                    if peer and jobs == 1:
                        _print(anzahl, "warm", jobs, warm)
                    _print(anzahl, "nothing to do", jobs, [build(workspace, jobs, "unveraendert")])
                    change_clause(workspace, VON_EINEM_VIERTEL)
                    viertel = build(workspace, jobs, "gebaut,unveraendert")
                    _print(anzahl, "one clause of a quarter", jobs, [viertel])
                    change_clause(workspace, VON_ALLEN)
                    _print(anzahl, "one clause of all", jobs, [build(workspace, jobs, "gebaut")])
    if peer:
        print(f"| {anzahl} | docxtpl loop | 1 | | {schleife:.2f} | {schleife / anzahl * 1000:.2f} | | |")
        for name, builds in (("cold", kalt[1]), ("warm", warm)):
            print(f"| {anzahl} | **{name} build / loop** | 1 | | **{_median(builds)[1] / schleife:.3f}** | | | |")
    print(f"| {anzahl} | **two cores** | | **{_median(kalt[1])[0] / _median(kalt[2])[0]:.2f} ×** | | | | |", flush=True)


def _median(builds: Sequence[Zeiten]) -> Sequence[float]:
    return [statistics.median(werte) for werte in zip(*builds, strict=True)]


def _print(anzahl: int, name: str, jobs: int, builds: Sequence[Zeiten]) -> None:
    wand, cpu, selbst, arbeiter = _median(builds)
    worker = f"{arbeiter:.0f}" if jobs > 1 else ""
    print(
        f"| {anzahl} | {name} | {jobs} | {wand:.2f} | {cpu:.2f} | {cpu / anzahl * 1000:.2f} | {selbst:.0f} | {worker} |",
        flush=True,
    )


def loop(workspace: Workspace, turn: int, turns: int) -> float:
    """CPU seconds of the docxtpl loop over the Word documents of every provider whose turn it is."""
    namen = workspace.profile_ids()
    muster = comparable_templates(workspace, namen[:4])
    arbeit = [
        (name, values(workspace, name, muster[nummer % 4]))
        for nummer, name in enumerate(namen)
        if nummer // 4 % turns == turn
    ]
    ziel = workspace.root.parent / "schleife"
    beginn = time.process_time()
    for name, vorlagen in arbeit:
        with (workspace.profile_dir / f"{name}.yaml").open("rb") as datei:
            yaml.load(datei, yaml.CSafeLoader)
        (ziel / name).mkdir(parents=True)
        for vorlage, werte in vorlagen:
            fill(io.BytesIO(vorlage.docx), werte, ziel / name / vorlage.dokument)
    return time.process_time() - beginn


def main(anzahlen: Sequence[int], seed: int, *, peer: bool, unter: str | None, runden: int) -> None:
    """Print the table for each number of providers."""
    print(f"Python {platform.python_version()}, seed {seed}\n\n{KOPF}\n|{'---|' * (KOPF.count('|') - 1)}")
    for anzahl in anzahlen:
        measure(anzahl, seed, peer=peer, unter=unter, runden=runden)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("anzahl", nargs="*", type=int, default=[100, 1000])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-peer", action="store_true")
    parser.add_argument("--dir")
    parser.add_argument("--rounds", type=int, default=1)
    gewaehlt = parser.parse_args()
    main(
        gewaehlt.anzahl or [100, 1000],
        gewaehlt.seed,
        peer=not gewaehlt.no_peer,
        unter=gewaehlt.dir,
        runden=gewaehlt.rounds,
    )
