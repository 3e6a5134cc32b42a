"""Many profiles at once: chunks handed out to processes or to an executor, results taken back in their order."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as Zeitablauf
from functools import lru_cache
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait

from vertragsgen.diagnostics import Befund, Schwere, zaehlung
from vertragsgen.output.arbeiter import NICHT_GEBAUT, Arbeiter, Profilergebnis
from vertragsgen.output.auftrag import Bauauftrag
from vertragsgen.output.plan import profile_folder
from vertragsgen.speicher import rare_collections

ABGEBROCHEN = "VG164"
# The most profiles that go to a process at once; of few profiles fewer, so that all processes end at the same time.
MAX_CHUNK = 20
# Seconds. Without an end to the waiting, Windows would run no signal handler before a chunk is done.
_TAKT = 0.2
# Windows waits for no more than 64 things at once, three of which are not processes.
_WINDOWS_MAX = 61


def processes(jobs: int) -> ProcessPoolExecutor:
    """``jobs`` processes of our own, always started afresh: no thread or lock is inherited."""
    if sys.platform == "win32":
        jobs = min(jobs, _WINDOWS_MAX)
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_prepare)


def in_processes(
    auftrag: Bauauftrag, profile: Sequence[str], jobs: int, halt: Callable[[], bool]
) -> Iterator[Profilergebnis]:
    """Build the profiles in ``jobs`` processes of our own.

    Where a process is ended from outside (too little memory, mostly), what was under way is built again one by one, so that
    only the profile that ends its process is lost; then it goes on as before.
    """
    rest = deque(profile)
    while rest and not halt():
        try:
            with processes(jobs) as eigener:
                for ergebnis in distribute(auftrag, list(rest), eigener, halt, voraus=2 * jobs):
                    rest.popleft()
                    yield ergebnis
            return
        except BrokenExecutor:
            yield from _one_by_one(auftrag, rest, 2 * jobs * MAX_CHUNK, halt)


def _one_by_one(
    auftrag: Bauauftrag, rest: deque[str], anzahl: int, halt: Callable[[], bool]
) -> Iterator[Profilergebnis]:
    """Take the first ``anzahl`` profiles off and build each for itself."""
    bis = max(len(rest) - anzahl, 0)
    while len(rest) > bis and not halt():
        with processes(1) as eigener:
            try:
                while len(rest) > bis and not halt():
                    (ergebnis,) = distribute(auftrag, [rest[0]], eigener, lambda: False, voraus=1)
                    rest.popleft()
                    yield ergebnis
            except BrokenExecutor:
                yield lost(auftrag, rest.popleft())


def in_executor(
    auftrag: Bauauftrag, profile: Sequence[str], executor: Executor, halt: Callable[[], bool], *, voraus: int
) -> Iterator[Profilergebnis]:
    """Build the profiles in an executor that was handed in; where it breaks, the rest is lost."""
    fertig = 0
    try:
        for ergebnis in distribute(auftrag, profile, executor, halt, voraus=voraus):
            fertig += 1
            yield ergebnis
    except BrokenExecutor:
        yield from (lost(auftrag, profil) for profil in profile[fertig:])


def distribute(
    auftrag: Bauauftrag, profile: Sequence[str], executor: Executor, halt: Callable[[], bool], *, voraus: int
) -> Iterator[Profilergebnis]:
    """Build the profiles in an executor: chunks, never more than ``voraus`` ahead of what was taken back.

    Raises ``BrokenExecutor`` where the executor loses its workers; what was not yielded then is lost.
    """
    groesse = max(1, min(MAX_CHUNK, len(profile) // (8 * voraus)))
    chunks = iter(profile[anfang : anfang + groesse] for anfang in range(0, len(profile), groesse))
    offen: deque[Future[list[Profilergebnis]]] = deque()
    try:
        while True:
            while len(offen) < voraus and not halt() and (chunk := next(chunks, None)) is not None:
                with _born_deaf():  # a pool starts its processes when it is given work
                    offen.append(executor.submit(build_chunk, auftrag, chunk))
            if not offen:
                return
            zukunft = offen.popleft()
            if halt() and zukunft.cancel():
                continue
            yield from _taken_back(zukunft)
    finally:
        for zukunft in offen:
            zukunft.cancel()


def _taken_back(zukunft: Future[list[Profilergebnis]]) -> list[Profilergebnis]:
    while True:
        try:
            return zukunft.result(timeout=_TAKT)
        except Zeitablauf:
            if zukunft.done():  # meanwhile, or the work itself ran out of time, as on a network drive
                return zukunft.result()


def lost(auftrag: Bauauftrag, profil: str) -> Profilergebnis:
    """What is said of a profile whose process was ended."""
    meldung = "Ein Vorgang wurde vom Betriebssystem beendet; das Profil wurde vielleicht nicht erzeugt."
    hilfe = "Noch einmal starten, bei knappem Arbeitsspeicher mit „--jobs 1“. Fertige Dokumente bleiben gültig."
    befund = Befund(ABGEBROCHEN, Schwere.FEHLER, meldung, hilfe=hilfe, profil=profil)
    folder = profile_folder(auftrag.workspace, profil, entwurf=auftrag.entwurf)
    return Profilergebnis(profil, NICHT_GEBAUT, str(folder), (), (befund,), zaehlung([befund]))


def build_chunk(auftrag: Bauauftrag, profile: Sequence[str]) -> list[Profilergebnis]:
    """Build some profiles in the process this is called in; the entry point for executors."""
    arbeiter = _arbeiter(auftrag)
    return [arbeiter.build(profil) for profil in profile]


@lru_cache(maxsize=1)
def _arbeiter(auftrag: Bauauftrag) -> Arbeiter:
    """The worker of this process: kept from chunk to chunk, made anew for another build."""
    return Arbeiter(auftrag)


def _prepare() -> None:
    """Prepare a process for a build: Ctrl-C reaches all of a terminal, and only the first decides what happens then."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rare_collections()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process whose parent was killed writes nothing more: the lock of the output folder has ended with the parent."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


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
