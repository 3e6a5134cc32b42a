"""Many profiles in several processes: the same files, the same order, an orderly stop, one run at a time."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as Zeitablauf
from pathlib import Path

import pytest

from tests.ablauf.conftest import PAKET, PROFIL, Werkbank
from tests.stapel.conftest import STICHTAG, baue, dateien, stand
from vertragsgen import api
from vertragsgen.api import Belegt
from vertragsgen.output import sperre, verteilt
from vertragsgen.output.arbeiter import GEBAUT, NICHT_GEBAUT, UNVERAENDERT, Profilergebnis
from vertragsgen.output.sperre import exclusive
from vertragsgen.output.stapel import MIN_PARALLEL
from vertragsgen.workspace import Workspace, open_workspace

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Signale gibt es unter Windows nicht")
MEHRERE, LANG = 2 * MIN_PARALLEL, 120


def test_two_processes_make_the_same_files_in_the_same_order(viele: Callable[[int], Workspace], tmp_path: Path) -> None:
    workspace = viele(MEHRERE)
    reihenfolge: list[str] = []
    zwei = baue(workspace, jobs=2, fortschritt=lambda e: reihenfolge.append(e.profil))
    assert reihenfolge == workspace.profile_ids()
    assert set(stand(zwei).values()) == {GEBAUT}
    mit_zwei = dateien(workspace)
    workspace.output_dir.rename(tmp_path / "beiseite")
    eins = baue(workspace)
    assert dateien(workspace) == mit_zwei
    assert [e.befunde for e in eins.profile] == [e.befunde for e in zwei.profile]
    assert len(mit_zwei) > 5 * MEHRERE


def test_a_cluster_takes_the_work(viele: Callable[[int], Workspace], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    workspace = viele(MEHRERE)
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as verbund,
        distributed.Client(verbund) as client,
    ):
        baue(workspace, executor=client.get_executor())
        im_verbund = dateien(workspace)
        klausel = next((workspace.templates_dir / "bremen").glob("*/klauseln/vereinbarung/verguetung-zusicherung.md"))
        klausel.write_text(
            klausel.read_text(encoding="utf-8").replace("Einzelfall", "einzelnen Fall"), encoding="utf-8"
        )
        # The workers live on: they must notice that the package is another one.
        danach = baue(workspace, executor=client.get_executor())
    assert GEBAUT in set(stand(danach).values())
    neu = dateien(workspace)
    assert {name for name in neu if neu[name] != im_verbund[name]} >= {f"{danach.profile[0].profil}/nachweis.json"}
    workspace.output_dir.rename(tmp_path / "beiseite")
    baue(workspace)
    assert dateien(workspace) == neu


def test_broken_profiles_stop_only_themselves(viele: Callable[[int], Workspace]) -> None:
    workspace = viele(MEHRERE)
    kaputt = workspace.profile_ids()[7]
    pfad = workspace.profile_path(kaputt)
    pfad.write_text(pfad.read_text(encoding="utf-8").replace("plaetze:", "plaetze: [", 1), encoding="utf-8")
    ergebnis = baue(workspace, jobs=2)
    assert [name for name, status in stand(ergebnis).items() if status == NICHT_GEBAUT] == [kaputt]
    assert len(list(workspace.output_dir.glob("*/nachweis.json"))) == MEHRERE - 1


def test_a_stop_leaves_out_the_rest(viele: Callable[[int], Workspace]) -> None:
    workspace = viele(5)
    fertig: list[str] = []
    ergebnis = baue(workspace, fortschritt=lambda e: fertig.append(e.profil), halt=lambda: len(fertig) >= 2)
    assert len(ergebnis.profile) == 2
    assert ergebnis.nicht_begonnen == 3
    assert not list(workspace.output_dir.rglob("*tmp"))
    assert baue(workspace).nicht_begonnen == 0
    assert len(list(workspace.output_dir.glob("*/nachweis.json"))) == 5


def starte(root: Path, *angaben: str) -> subprocess.Popen[str]:
    befehl = [sys.executable, "-m", "vertragsgen", "--stichtag", STICHTAG.isoformat(), "build", *angaben]
    umgebung = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    return subprocess.Popen(
        befehl, cwd=root, env=umgebung, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        start_new_session=True,
    )  # fmt: skip


@POSIX
@pytest.mark.parametrize(("zeichen", "jobs"), [(signal.SIGINT, "1"), (signal.SIGINT, "2"), (signal.SIGTERM, "2")])
def test_ctrl_c_ends_in_order(viele: Callable[[int], Workspace], zeichen: signal.Signals, jobs: str) -> None:
    workspace = viele(LANG)
    lauf = starte(workspace.root, "--jobs", jobs)
    assert lauf.stdout is not None
    erste = lauf.stdout.readline()
    assert "erzeugt" in erste
    if zeichen is signal.SIGINT:
        os.killpg(lauf.pid, zeichen)  # a terminal sends it to all processes
    else:
        lauf.send_signal(zeichen)
    rest, _ = lauf.communicate(timeout=120)
    assert lauf.returncode == 1, rest
    assert "Traceback" not in rest
    (zahl,) = re.findall(r"Abgebrochen: (\d+) Profile nicht begonnen", rest)
    fertig = len(list(workspace.output_dir.glob("*/nachweis.json")))
    assert fertig + int(zahl) == LANG
    assert not list(workspace.output_dir.rglob("*vertragsgen-tmp"))
    assert not list(workspace.output_dir.glob("*/nachweis.json.neu"))


def test_a_second_run_waits_or_says_who_holds_the_folder(bank: Werkbank) -> None:
    gehoert: list[str] = []
    ordner = bank.workspace.output_dir
    with exclusive(ordner, warten=0), pytest.raises(Belegt, match=f"Vorgang {os.getpid()}"):
        _in_einem_anderen_faden(lambda: baue(bank.workspace, PROFIL, melde=gehoert.append))
    assert len(gehoert) == 1
    assert "es wird gewartet" in gehoert[0]
    halten = threading.Event()

    def halte() -> None:
        with exclusive(ordner, warten=0):
            halten.set()
            time.sleep(0.5)

    faden = threading.Thread(target=halte)
    faden.start()
    halten.wait()
    assert stand(baue(bank.workspace, PROFIL, warten=60)) == {PROFIL: GEBAUT}
    faden.join()


@POSIX
def test_a_stop_ends_the_waiting_for_another_run(bank: Werkbank) -> None:
    ordner = bank.workspace.output_dir
    with exclusive(ordner, warten=0):
        lauf = starte(bank.root)
        assert lauf.stdout is not None
        assert "es wird gewartet" in lauf.stdout.readline()
        lauf.send_signal(signal.SIGINT)
        rest, _ = lauf.communicate(timeout=40)  # the command would wait for a minute
    assert lauf.returncode == 1, rest
    (zahl,) = re.findall(r"Abgebrochen: (\d+) Profile? nicht begonnen", rest)
    assert int(zahl) == len(bank.workspace.profile_ids())
    assert {datei.name for datei in ordner.iterdir()} <= {sperre.DATEI}


def test_blank_forms_are_written_by_one_run_at_a_time_too(bank: Werkbank) -> None:
    gehoert: list[str] = []

    def muster() -> api.Bauergebnis:
        return api.build_muster(bank.workspace, [PAKET], optionen={}, melde=gehoert.append)

    with exclusive(bank.workspace.output_dir, warten=0), pytest.raises(Belegt, match=f"Vorgang {os.getpid()}"):
        _in_einem_anderen_faden(muster)
    assert len(gehoert) == 1
    assert not list(bank.workspace.output_dir.glob("_muster/**/*.docx"))
    assert [one.status for one in muster().profile] == [GEBAUT]
    assert len(gehoert) == 1


def _in_einem_anderen_faden(aufgabe: Callable[[], object]) -> None:
    """Locks of the system are held by a process or a thread: another one must meet them."""
    fehler: list[BaseException] = []

    def laufe() -> None:
        try:
            aufgabe()
        except BaseException as ausnahme:
            fehler.append(ausnahme)

    faden = threading.Thread(target=laufe)
    faden.start()
    faden.join()
    if fehler:
        raise fehler[0]


@POSIX
def test_two_builds_at_once_end_as_one(bank: Werkbank, tmp_path: Path) -> None:
    laeufe = [starte(bank.root) for _ in range(2)]
    texte = [lauf.communicate(timeout=180)[0] for lauf in laeufe]
    assert [lauf.returncode for lauf in laeufe] == [0, 0], texte
    gemeinsam = dateien(bank.workspace)
    anders = Werkbank(tmp_path / "anders")
    baue(anders.workspace)
    assert gemeinsam == dateien(open_workspace(anders.root))


def _prozesse() -> list[tuple[int, int, str, str]]:
    """Number, parent, state and arguments of all processes; the arguments in full, whatever COLUMNS says."""
    befehl = ["ps", "-axww", *(f"-o{spalte}=" for spalte in ("pid", "ppid", "stat", "args"))]
    aus = subprocess.run(befehl, capture_output=True, text=True, check=True).stdout
    zeilen = [zeile.split(maxsplit=3) for zeile in aus.splitlines()]
    return [(int(nummer), int(eltern), status, "".join(rest)) for nummer, eltern, status, *rest in zeilen]


def _arbeiter_von(eltern: int) -> list[int]:
    return [nummer for nummer, von, _, aufruf in _prozesse() if von == eltern and "spawn_main" in aufruf]


def _leben(nummern: list[int]) -> bool:
    # One that ended stays in the list as „Z“ until whoever took it over asks for it.
    return any(nummer in nummern and not status.startswith("Z") for nummer, _, status, _ in _prozesse())


def _warte_auf(bedingung: Callable[[], object], sekunden: float = 60.0) -> None:
    ende = time.monotonic() + sekunden
    while not bedingung():
        assert time.monotonic() < ende
        time.sleep(0.05)


@POSIX
def test_a_worker_that_is_killed_costs_nothing_but_time(viele: Callable[[int], Workspace]) -> None:
    workspace = viele(LANG)
    lauf = starte(workspace.root, "--jobs", "2", "--json")
    try:
        _warte_auf(lambda: len(list(workspace.output_dir.glob("*/nachweis.json"))) > 4)
        os.kill(_arbeiter_von(lauf.pid)[0], signal.SIGKILL)
        aus, _ = lauf.communicate(timeout=300)
    finally:
        lauf.kill()
    bau = json.loads(aus[aus.index("{") :])
    assert lauf.returncode == 0
    assert len(bau["profile"]) == LANG
    # What its killed worker had finished, a profile is told to be unchanged.
    assert {eines["status"] for eines in bau["profile"]} <= {GEBAUT, UNVERAENDERT}
    assert set(stand(baue(workspace)).values()) == {UNVERAENDERT}


@POSIX
def test_workers_end_with_the_process_that_started_them(viele: Callable[[int], Workspace]) -> None:
    workspace = viele(LANG)
    lauf = starte(workspace.root, "--jobs", "2")
    try:
        _warte_auf(lambda: len(list(workspace.output_dir.glob("*/nachweis.json"))) > 4)
        arbeiter = _arbeiter_von(lauf.pid)
        assert len(arbeiter) == 2
    finally:
        lauf.kill()
        lauf.communicate()
    _warte_auf(lambda: not _leben(arbeiter), 10)
    geschrieben = len(list(workspace.output_dir.glob("*/nachweis.json")))
    assert geschrieben < LANG


def test_work_that_ends_while_the_waiting_runs_out_is_taken() -> None:
    class Knapp(Future[list[Profilergebnis]]):
        def result(self, timeout: float | None = None) -> list[Profilergebnis]:
            if timeout is not None:
                self.set_result([])  # done just after the waiting ran out
                raise Zeitablauf
            return super().result()

    assert verteilt._taken_back(Knapp()) == []


def test_windows_starts_no_more_processes_than_it_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with verteilt.processes(200) as pool:
        assert pool._max_workers == 61  # type: ignore[attr-defined]


def test_a_user_without_a_name_locks_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def unbekannt() -> str:
        raise ModuleNotFoundError("pwd")  # Windows without USERNAME, up to Python 3.12

    monkeypatch.setattr(sperre.getpass, "getuser", unbekannt)
    assert sperre._ich().startswith("unbekannt auf ")
