"""Times ``diff`` over N invented providers against a full ``build`` of the same: one clause and one rate; a raise of all.

    python benchmarks/review.py [N …] [--seed SEED]

Every command is a process of its own on one core, as on the command line, and all follow each other in one run, so that
they meet the same machine; what counts is the ratio of processor times (goal: at most 2 in both cases).
"""

from __future__ import annotations

import argparse
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.batch import change_clause
from benchmarks.providers import generate
from vertragsgen import api
from vertragsgen.output.raisable import Fortschreibungsauftrag
from vertragsgen.workspace import Workspace

ZIEL = 2.0
STICHTAG = "2019-06-01"
RAISE = Fortschreibungsauftrag(Decimal("2.5"), date(2019, 12, 1))
KOPF = "| providers | command | wall s | CPU s | CPU ms a provider | ratio to build |"


@dataclass(frozen=True, slots=True)
class Zeit:
    """Seconds of one command."""

    wand: float
    cpu: float


def run(workspace: Workspace, *args: str) -> Zeit:
    """One command in a process of its own; findings may be open afterwards (exit 1), a misuse may not."""
    vorher, beginn = _cpu(), time.perf_counter()
    befehl = [sys.executable, "-m", "vertragsgen", "--workspace", str(workspace.root), "--stichtag", STICHTAG]
    fertig = subprocess.run([*befehl, *args, "--jobs", "1"], capture_output=True, check=False)
    assert fertig.returncode in (0, 1), fertig.stderr.decode()
    return Zeit(time.perf_counter() - beginn, _cpu() - vorher)


def _cpu() -> float:
    zeiten = resource.getrusage(resource.RUSAGE_CHILDREN)
    return zeiten.ru_utime + zeiten.ru_stime


def git(workspace: Workspace, *args: str) -> None:
    """A git command in the workspace."""
    person = ("-c", "user.name=Probe", "-c", "user.email=probe@example.org")
    subprocess.run(["git", "-C", str(workspace.root), *person, *args], check=True, capture_output=True)


def change_rate(workspace: Workspace) -> None:
    """Raise the rates of the first provider only."""
    api.raise_rates(workspace, workspace.profile_ids()[:1], auftrag=RAISE)


def measure(anzahl: int, seed: int) -> None:
    """Build and both reviews over ``anzahl`` providers; prints lines of a Markdown table."""
    with tempfile.TemporaryDirectory() as ordner:
        workspace = generate(Path(ordner).resolve() / "ws", anzahl, seed)
        git(workspace, "init", "-q")
        git(workspace, "add", "-A")
        git(workspace, "commit", "-qm", "Anfang")
        bau = run(workspace, "build", "--force")
        _zeile(anzahl, "build, all anew", bau, bau)
        ausgabe = ("diff", "HEAD", "--format", "markdown", "--output", str(Path(ordner, "bericht.md")))
        change_clause(workspace)
        change_rate(workspace)
        _zeile(anzahl, "diff: one clause, one provider's rates", run(workspace, *ausgabe), bau)
        git(workspace, "checkout", "-q", ".")
        api.raise_rates(workspace, auftrag=RAISE)
        _zeile(anzahl, "diff: rates of all raised", run(workspace, *ausgabe), bau)


def _zeile(anzahl: int, was: str, zeit: Zeit, bau: Zeit) -> None:
    print(
        f"| {anzahl} | {was} | {zeit.wand:.2f} | {zeit.cpu:.2f} | {zeit.cpu / anzahl * 1000:.2f} "
        f"| {'' if zeit is bau else f'**{zeit.cpu / bau.cpu:.2f}**'} |",
        flush=True,
    )


def main(anzahlen: Sequence[int], seed: int) -> None:
    """Print the table for each number of providers."""
    print(
        f"Python {platform.python_version()}, seed {seed}, goal {ZIEL:g}\n\n{KOPF}\n|{'---|' * (KOPF.count('|') - 1)}"
    )
    for anzahl in anzahlen:
        measure(anzahl, seed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("anzahl", nargs="*", type=int, default=[100])
    parser.add_argument("--seed", type=int, default=1)
    gewaehlt = parser.parse_args()
    main(gewaehlt.anzahl or [100], gewaehlt.seed)
