"""Times ``check`` over N invented providers against a plain docxtpl loop that fills the same Word documents.

    python benchmarks/check.py [N] [SEED]

One core, one run: the two take turns in slices of 25 profiles, so that both meet the same load of the machine.
``check`` loads, calculates, checks, renders in memory and checks the rendered (goal: at most 1/10). The loop only opens
the template, fills it and saves it to memory; its values are ready before the clock starts.
"""

from __future__ import annotations

import gc
import io
import os
import platform
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.peer import Vorlage, comparable_templates, fill, values
from benchmarks.providers import generate
from vertragsgen import pipeline
from vertragsgen.speicher import rare_collections
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace

SCHEIBE = 25
ZIEL = 0.1
STICHTAG = date(2019, 1, 1)


class Stoppuhr:
    """CPU time of each stage of the pipeline, without the stages inside it."""

    def __init__(self) -> None:
        self.zeiten: defaultdict[str, float] = defaultdict(float)
        self._innen: list[float] = []

    def umhuelle(self, modul: Any) -> None:
        """Wrap every function the pipeline calls in another part of the package."""
        for name, wert in list(vars(modul).items()):
            fremd = isinstance(wert, FunctionType) and wert.__module__ != modul.__name__
            if fremd and wert.__module__.startswith("vertragsgen."):
                setattr(modul, name, self._gemessen(f"{_teil(wert)} · {name}", wert))

    def _gemessen(self, name: str, funktion: Callable[..., Any]) -> Callable[..., Any]:
        def gemessen(*args: Any, **kwargs: Any) -> Any:
            self._innen.append(0.0)
            beginn = time.process_time()
            try:
                return funktion(*args, **kwargs)
            finally:
                dauer = time.process_time() - beginn
                self.zeiten[name] += dauer - self._innen.pop()
                if self._innen:
                    self._innen[-1] += dauer

        return gemessen


def _teil(funktion: FunctionType) -> str:
    return funktion.__module__.split(".")[1]


def check(werkstatt: Werkstatt, profile: list[str]) -> int:
    """Findings of these profiles, as ``vertragsgen check`` makes them."""
    return sum(len(pipeline.run(werkstatt, name, stichtag=STICHTAG, packen=False).befunde) for name in profile)


def fill_all(vorlagen: Sequence[tuple[Vorlage, dict[str, str]]]) -> int:
    """Bytes of these documents, filled by docxtpl."""
    summe = 0
    for vorlage, werte in vorlagen:
        ziel = io.BytesIO()
        fill(io.BytesIO(vorlage.docx), werte, ziel)
        summe += len(ziel.getvalue())
    return summe


def main(anzahl: int, seed: int) -> float:
    """Run the comparison, print the tables in Markdown, return the ratio."""
    rare_collections()  # as the command line does; the loop has the same
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as ordner:
        return _vergleiche(generate(Path(ordner).resolve() / "ws", anzahl, seed), anzahl, seed)


def _vergleiche(workspace: Workspace, anzahl: int, seed: int) -> float:
    namen = workspace.profile_ids()
    muster = comparable_templates(workspace, namen[:4])
    arbeit = {name: values(workspace, name, muster[nummer % 4]) for nummer, name in enumerate(namen)}
    uhr = Stoppuhr()
    uhr.umhuelle(pipeline)
    werkstatt = Werkstatt(workspace)
    unsere = [0.0, 0.0]
    ihre = [0.0, 0.0]
    for i in range(0, len(namen), SCHEIBE):
        scheibe = namen[i : i + SCHEIBE]
        _addiere(unsere, lambda s=scheibe: check(werkstatt, s))
        _addiere(ihre, lambda s=scheibe: fill_all([paar for name in s for paar in arbeit[name]]))
    dokumente = sum(len(paare) for paare in arbeit.values())
    _drucke(anzahl, seed, dokumente, unsere, ihre, uhr)
    return unsere[0] / ihre[0]


def _addiere(summe: list[float], arbeit: Callable[[], object]) -> None:
    gc.collect()  # nobody pays for what the other left behind
    wand, cpu = time.perf_counter(), time.process_time()
    arbeit()
    summe[0] += time.process_time() - cpu
    summe[1] += time.perf_counter() - wand


def _drucke(anzahl: int, seed: int, dokumente: int, unsere: list[float], ihre: list[float], uhr: Stoppuhr) -> None:
    print(f"Python {platform.python_version()}, {anzahl} profiles, {dokumente} Word documents, seed {seed}, one core\n")
    print("| | CPU s | wall s | ms a profile | ms a document |\n|---|---|---|---|---|")
    for titel, (cpu, wand) in (("`vertragsgen check`", unsere), ("docxtpl loop", ihre)):
        print(f"| {titel} | {cpu:.2f} | {wand:.2f} | {cpu / anzahl * 1000:.1f} | {cpu / dokumente * 1000:.1f} |")
    print(f"| **ratio (CPU)** | **{unsere[0] / ihre[0]:.3f}** | {unsere[1] / ihre[1]:.3f} | | |\n")
    print("| stage of `check` | CPU s | share | ms a profile |\n|---|---|---|---|")
    rest = unsere[0] - sum(uhr.zeiten.values())
    zeilen = [*sorted(uhr.zeiten.items(), key=lambda paar: -paar[1]), ("rest", rest)]
    for name, cpu in zeilen:
        if cpu >= 0.002 * unsere[0]:
            print(f"| {name} | {cpu:.2f} | {cpu / unsere[0]:.0%} | {cpu / anzahl * 1000:.2f} |")


if __name__ == "__main__":
    N = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    sys.exit(0 if main(N, int(sys.argv[2]) if len(sys.argv) > 2 else 1) <= ZIEL else 1)
