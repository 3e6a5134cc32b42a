"""Times ``vertragsgen --help`` against importing the heavy libraries, in alternating runs.

    python benchmarks/start.py [RUNS]

Prints medians and their ratio (goal: at most 0.5) and writes nothing. Trust the ratio, not the milliseconds.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

_SKRIPT = Path(sys.executable).with_name("vertragsgen.exe" if os.name == "nt" else "vertragsgen")

BEFEHLE: dict[str, Sequence[str]] = {
    "vertragsgen --help": (str(_SKRIPT), "--help"),
    "import docxtpl, pydantic": (sys.executable, "-c", "import docxtpl, pydantic"),
}
ZIEL = 0.5


def messe(befehl: Sequence[str]) -> float:
    """Wall time of one run in milliseconds; raises if the command fails."""
    umgebung = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    subprocess.run(befehl, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, env=umgebung)
    return (time.perf_counter() - start) * 1000


def main(laeufe: int = 25) -> float:
    """Print the table; return the ratio of the medians."""
    zeiten: dict[str, list[float]] = {name: [] for name in BEFEHLE}
    for befehl in BEFEHLE.values():
        messe(befehl)  # one run each to fill the file cache
    for _ in range(laeufe):
        for name, befehl in BEFEHLE.items():
            zeiten[name].append(messe(befehl))
    mediane = {name: statistics.median(werte) for name, werte in zeiten.items()}
    print(f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} Kerne, {laeufe} Läufe")
    for name, median in mediane.items():
        print(f"{name:26} {median:7.1f} ms   (min {min(zeiten[name]):.1f}, max {max(zeiten[name]):.1f})")
    erster, zweiter = mediane.values()
    print(f"{'Verhältnis':26} {erster / zweiter:7.2f}      (Ziel: höchstens {ZIEL})")
    return erster / zweiter


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 25) <= ZIEL else 1)
