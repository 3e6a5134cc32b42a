"""One profile of a build, and many: in this process, in several, or in an executor that is handed in.

Work goes out in small chunks and results come back in the order of the profiles, so that memory stays flat and the
report does not depend on the number of processes.
"""

from __future__ import annotations

import contextlib
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from concurrent.futures import TimeoutError as Zeitablauf
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from vertragsgen import pipeline
from vertragsgen.diagnostics import Befund, Schwere, zaehlung
from vertragsgen.output.auftrag import Bauauftrag
from vertragsgen.output.eingaben import Paketstaende, Paketstand, templates_state
from vertragsgen.output.gepackt import Verpackt
from vertragsgen.output.plan import outdated, profile_folder, write_profile
from vertragsgen.output.uebersicht import Uebersicht
from vertragsgen.output.unveraendert import unchanged
from vertragsgen.pipeline import Werkstatt
from vertragsgen.speicher import rare_collections

ABGEBROCHEN = "VG164"
GEBAUT, UNVERAENDERT, UNVOLLSTAENDIG, NICHT_GEBAUT = "gebaut", "unveraendert", "unvollstaendig", "nicht gebaut"
# The most profiles that go to a process at once; of few profiles fewer, so that all processes end at the same time.
MAX_CHUNK = 20
# Below this a second process costs more than it saves.
MIN_PARALLEL = 12
# Seconds. Without an end to the waiting, Windows would run no signal handler before a chunk is done.
_TAKT = 0.2


class Profilergebnis(Struct):
    """What became of one profile: its status, its folder, the files that are as they should be, its findings.

    ``zahlen`` counts the findings by severity, also of a profile that was skipped because nothing changed.
    ``uebersicht`` is its line in the overview, None if it was not built; ``dauer`` the seconds it took.
    """

    profil: str
    status: str
    ordner: str
    namen: tuple[str, ...]
    befunde: Sequence[Befund]
    zahlen: dict[str, int]
    uebersicht: Uebersicht | None = None
    dauer: float = 0.0

    @property
    def dateien(self) -> tuple[Path, ...]:
        """The paths of the files."""
        return tuple(Path(self.ordner, name) for name in self.namen)


class Arbeiter:
    """What one process keeps during a build: packages, loaded and compiled once, and their state."""

    def __init__(self, auftrag: Bauauftrag, werkstatt: Werkstatt | None = None) -> None:
        self.auftrag = auftrag
        self.werkstatt = werkstatt or Werkstatt(auftrag.workspace)
        self.stand = Paketstaende(self.werkstatt)

    def build(self, profil: str) -> Profilergebnis:
        """Build one profile, or find that there is nothing to do."""
        beginn = time.perf_counter()  # for the list of the slowest; it reaches no document
        auftrag = self.auftrag
        folder = profile_folder(auftrag.workspace, profil, entwurf=auftrag.entwurf)
        ergebnis = self._skip(profil, folder) or self._build(profil)
        ergebnis.dauer = time.perf_counter() - beginn
        return ergebnis

    def _skip(self, profil: str, folder: Path) -> Profilergebnis | None:
        auftrag = self.auftrag
        if auftrag.entwurf or auftrag.dokumente or auftrag.formate:
            return None
        nachweis = unchanged(
            auftrag.workspace, profil, folder, self.stand, stichtag=auftrag.stichtag, werkzeug=auftrag.werkzeug
        )
        if nachweis is None or not self._package_sound(nachweis["paket"]):
            return None
        uebersicht = nachweis.get("uebersicht") or {}
        namen = tuple(sorted(nachweis["ausgaben"]))
        return Profilergebnis(profil, UNVERAENDERT, str(folder), namen, (), uebersicht.get("befunde", {}), uebersicht)

    def _package_sound(self, paket: dict[str, str]) -> bool:
        """True if the package is as it was when it last compiled, or compiles now without a ``fehler``."""
        stand = self.stand(paket["id"])
        return (stand is not None and stand.ganz == paket.get("stand")) or (
            self.werkstatt.vorlagen(paket["id"]).vorlagen is not None
        )

    def _build(self, profil: str) -> Profilergebnis:
        auftrag = self.auftrag
        ergebnis = pipeline.run(self.werkstatt, profil, stichtag=auftrag.stichtag, entwurf=auftrag.entwurf)
        stand = self.stand(ergebnis.paket.manifest.id) if ergebnis.dateien and ergebnis.paket is not None else None
        return write_result(auftrag, ergebnis, stand)


def write_result(auftrag: Bauauftrag, ergebnis: pipeline.Ergebnis, stand: Paketstand | None) -> Profilergebnis:
    """Write what was made of a profile or form, and say what became of it; ``stand`` is the state of its package."""
    befunde, profil = list(ergebnis.befunde), ergebnis.profil
    folder = profile_folder(auftrag.workspace, profil, entwurf=auftrag.entwurf)
    if not ergebnis.dateien:
        befunde += outdated(auftrag.workspace, profil, entwurf=auftrag.entwurf)
        return Profilergebnis(profil, NICHT_GEBAUT, str(folder), (), Verpackt(befunde), zaehlung(befunde))
    written = write_profile(auftrag.workspace, ergebnis, stand, auftrag)
    befunde += [befund.fuer(profil) for befund in written.befunde]
    status = GEBAUT if written.geschrieben else UNVERAENDERT
    if any(befund.sperrt for befund in written.befunde):
        status = UNVOLLSTAENDIG
    namen = tuple(sorted(path.name for path in written.dateien))
    uebersicht = written.nachweis.get("uebersicht")
    return Profilergebnis(profil, status, str(folder), namen, Verpackt(befunde), zaehlung(befunde), uebersicht)


def build_chunk(auftrag: Bauauftrag, profile: Sequence[str]) -> list[Profilergebnis]:
    """Build some profiles in the process this is called in; the entry point for executors."""
    arbeiter = _arbeiter(auftrag)
    return [arbeiter.build(profil) for profil in profile]


@lru_cache(maxsize=1)
def _arbeiter(auftrag: Bauauftrag) -> Arbeiter:
    """The worker of this process: kept from chunk to chunk, made anew for another build."""
    return Arbeiter(auftrag)


def build_all(
    auftrag: Bauauftrag,
    profile: Sequence[str],
    *,
    jobs: int = 1,
    executor: Executor | None = None,
    halt: Callable[[], bool] = lambda: False,
    werkstatt: Werkstatt | None = None,
) -> Iterator[Profilergebnis]:
    """Build the profiles and yield their results in order.

    With ``executor`` the work goes there (its workers must see the same files under the same paths); else to
    ``jobs`` processes; what is built in this process uses the packages of ``werkstatt``. When ``halt`` says so, what has
    begun is finished and the rest is left out.
    """
    if executor is not None:
        auftrag = replace(auftrag, vorlagen=templates_state(auftrag.workspace))
        yield from _parallel(auftrag, profile, executor, halt, voraus=4 * max(jobs, 2))
    elif jobs > 1 and len(profile) >= MIN_PARALLEL:
        from concurrent.futures import ProcessPoolExecutor  # a single profile needs no processes
        from multiprocessing import get_context

        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=start_worker) as eigener:
            yield from _parallel(auftrag, profile, eigener, halt, voraus=2 * jobs)
    else:
        arbeiter = Arbeiter(auftrag, werkstatt)
        for profil in profile:
            if halt():
                return
            yield arbeiter.build(profil)


def start_worker() -> None:
    """Prepare a process for a build: Ctrl-C reaches all of a terminal, and only the first decides what happens then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rare_collections()


@contextlib.contextmanager
def _born_deaf() -> Iterator[None]:
    """A process started in this block does not hear Ctrl-C, not even before its initializer runs."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    vorher = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, vorher)


def _parallel(
    auftrag: Bauauftrag, profile: Sequence[str], executor: Executor, halt: Callable[[], bool], *, voraus: int
) -> Iterator[Profilergebnis]:
    """Hand out chunks, never more than ``voraus`` ahead of what was taken back."""
    groesse = max(1, min(MAX_CHUNK, len(profile) // (8 * voraus)))
    chunks = iter(profile[anfang : anfang + groesse] for anfang in range(0, len(profile), groesse))
    offen: deque[tuple[Sequence[str], Future[list[Profilergebnis]]]] = deque()
    try:
        while True:
            while len(offen) < voraus and not halt() and (chunk := next(chunks, None)) is not None:
                with _born_deaf():  # a pool starts its processes when it is given work
                    offen.append((chunk, executor.submit(build_chunk, auftrag, chunk)))
            if not offen:
                return
            chunk, zukunft = offen.popleft()
            if halt() and zukunft.cancel():
                continue
            yield from _taken_back(auftrag, chunk, zukunft)
    finally:
        for _, zukunft in offen:
            zukunft.cancel()


def _taken_back(
    auftrag: Bauauftrag, chunk: Sequence[str], zukunft: Future[list[Profilergebnis]]
) -> Iterator[Profilergebnis]:
    while True:
        try:
            yield from zukunft.result(timeout=_TAKT)
            return
        except Zeitablauf:
            continue
        except BrokenExecutor:
            meldung = "Ein Vorgang wurde vom Betriebssystem beendet; das Profil wurde vielleicht nicht erzeugt."
            hilfe = "Noch einmal starten, bei knappem Arbeitsspeicher mit „--jobs 1“. Fertige Dokumente bleiben gültig."
            for profil in chunk:
                befund = Befund(ABGEBROCHEN, Schwere.FEHLER, meldung, hilfe=hilfe, profil=profil)
                folder = profile_folder(auftrag.workspace, profil, entwurf=auftrag.entwurf)
                yield Profilergebnis(profil, NICHT_GEBAUT, str(folder), (), (befund,), zaehlung([befund]))
            return
