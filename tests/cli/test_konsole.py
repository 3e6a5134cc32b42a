"""Consoles that cannot show every character, bugs, and what start-up may import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from importlib import metadata
from pathlib import Path

import pytest

from tests.ablauf.conftest import PROFIL, Werkbank
from tests.cli.conftest import Aufruf
from vertragsgen import DEBUG_VARIABLE, ablage, werkzeug
from vertragsgen.cli.konsole import anzahl


def test_a_narrow_console_gets_readable_substitutes(prozess: Aufruf) -> None:
    lauf = prozess("build", "--stichtag", "–", kodierung="cp850")
    assert lauf.code == 2
    assert 'Hilfe zeigt "vertragsgen build --help".' in lauf.fehler
    assert "Ungültiger Wert" in lauf.fehler


@pytest.mark.parametrize("kodierung", ["ascii", "cp437", "cp850", "cp1252", "latin-1", "utf-8"])
def test_no_console_encoding_makes_it_fail(prozess: Aufruf, kodierung: str) -> None:
    # click writes UTF-8 where Python says ASCII: that is a missing locale, hardly ever a console.
    lesbar = "utf-8" if kodierung == "ascii" else kodierung
    for args in (("--help",), ("build", "--help"), ("check",), ("diff",)):
        lauf = prozess(*args, kodierung=lesbar, umgebung={"PYTHONIOENCODING": kodierung})
        assert lauf.code in (0, 2)
        assert "Traceback" not in lauf.fehler
        assert "Aufruf:" in lauf.aus or "Fehler:" in lauf.fehler


def test_start_up_imports_no_heavy_library() -> None:
    programm = (
        "import sys\n"
        "from vertragsgen.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "schwer = {'pydantic', 'pydantic_core', 'yaml', 'docxtpl', 'docx', 'pydantic', 'jinja2', 'lxml', 'yaml', 'rich', 'babel', 'xlsxwriter'}\n"
        "print(sorted(schwer & set(sys.modules)), file=sys.stderr)"
    )
    lauf = subprocess.run([sys.executable, "-c", programm], capture_output=True, text=True, check=True)
    assert lauf.stderr.strip() == "[]"


def test_a_build_with_warm_caches_imports_only_what_it_needs(tmp_path: Path) -> None:
    programm = (
        "import sys\n"
        "from vertragsgen.cli import main\n"
        f"try: main(['build', '{PROFIL}'])\n"
        "except SystemExit as ende: code = ende.code\n"
        "schwer = {'pydantic', 'pydantic_core', 'yaml', 'docxtpl', 'docx', 'lxml', 'xlsxwriter', 'markdown_it', 'rich', 'babel', 'difflib', 'ssl', 'http',"
        " 'multiprocessing', 'asyncio', 'email', 'vertragsgen.muster', 'vertragsgen.review', 'vertragsgen.linearise'}\n"
        "print(code, sorted(schwer & set(sys.modules)), file=sys.stderr)"
    )
    werkbank = Werkbank(tmp_path / "arbeit")
    umgebung = {**os.environ, ablage.VARIABLE: str(tmp_path / "ablage")}
    for _ in range(2):
        shutil.rmtree(werkbank.root / "output", ignore_errors=True)
        lauf = subprocess.run(
            [sys.executable, "-c", programm],
            cwd=werkbank.root,
            env=umgebung,
            capture_output=True,
            text=True,
            check=True,
        )
    assert lauf.stderr.strip() == "0 []"


def _starte(vorher: str, *args: str, **umgebung: str) -> subprocess.CompletedProcess[str]:
    programm = (
        f"import sys\n{vorher}\nfrom vertragsgen.__main__ import start\nsys.argv = {['vertragsgen', *args]!r}\nstart()"
    )
    sauber = {name: wert for name, wert in os.environ.items() if name != DEBUG_VARIABLE}
    return subprocess.run(
        [sys.executable, "-c", programm], capture_output=True, text=True, check=False, env={**sauber, **umgebung}
    )


RASCH = "import os; os._exit = lambda code: print('rasch', code)"
WARTET = (
    "import threading, time\nthreading.Thread(target=lambda: (time.sleep(1), print('fertig')), daemon=False).start()"
)


def test_the_process_ends_without_being_taken_to_pieces() -> None:
    assert _starte(RASCH, "--version").stdout.endswith("rasch 0\n")
    assert _starte(RASCH, "explain", "VG999").stdout == "rasch 2\n"
    # A profiler waits for the end.
    assert "rasch" not in _starte(RASCH, "--version", **{DEBUG_VARIABLE: "1"}).stdout


def test_before_a_quick_end_everything_registered_is_done() -> None:
    lauf = _starte("import atexit; atexit.register(print, 'zuletzt')", "explain", "VG999")
    assert lauf.returncode == 2
    assert lauf.stdout.endswith("zuletzt\n")
    lauf = _starte(WARTET, "--version")
    assert (lauf.returncode, lauf.stdout.splitlines()[-1]) == (0, "fertig")


def test_versions_of_libraries_are_those_of_their_metadata() -> None:
    da = werkzeug._installiert()
    assert {name: da[werkzeug._norm(name)] for name in werkzeug._BIBLIOTHEKEN} == {
        name: metadata.version(name) for name in werkzeug._BIBLIOTHEKEN
    }


def test_a_bug_shows_no_traceback_unless_asked(aufruf: Aufruf, monkeypatch: pytest.MonkeyPatch) -> None:
    from vertragsgen.cli.kontext import Kontext

    def kaputt(self: Kontext) -> None:
        raise RuntimeError("innerer Fehler")

    monkeypatch.setattr(Kontext, "workspace", kaputt)
    lauf = aufruf("check")
    assert lauf.code == 2
    assert "Fehler im Programm: RuntimeError: innerer Fehler" in lauf.fehler
    assert "VERTRAGSGEN_DEBUG=1" in lauf.fehler
    assert "Traceback" not in lauf.fehler

    monkeypatch.setenv("VERTRAGSGEN_DEBUG", "1")
    from vertragsgen.cli import main

    with pytest.raises(RuntimeError, match="innerer Fehler"):
        main(["check"])


@pytest.mark.parametrize(
    ("fehler", "satz"),
    [
        (
            PermissionError(13, "Permission denied", "D:/vertraege/provider_data"),
            "Fehler: „D:/vertraege/provider_data“ lässt sich nicht lesen oder schreiben: Die Rechte fehlen, oder",
        ),
        (
            BrokenProcessPool("A process was terminated"),
            "Fehler: Ein Vorgang wurde vom Betriebssystem beendet, meist weil",
        ),
    ],
)
def test_what_the_system_refuses_is_no_bug(
    aufruf: Aufruf, monkeypatch: pytest.MonkeyPatch, fehler: Exception, satz: str
) -> None:
    from vertragsgen.cli.kontext import Kontext

    def verwehrt(self: Kontext) -> None:
        raise fehler

    monkeypatch.setattr(Kontext, "workspace", verwehrt)
    lauf = aufruf("check")
    assert lauf.code == 2
    assert lauf.fehler.startswith(satz)
    assert "Fehler im Programm" not in lauf.fehler


def test_an_interrupt_is_not_a_success(aufruf: Aufruf, monkeypatch: pytest.MonkeyPatch) -> None:
    from vertragsgen.cli.kontext import Kontext

    def unterbrochen(self: Kontext) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Kontext, "workspace", unterbrochen)
    lauf = aufruf("check")
    assert lauf.code == 2
    assert lauf.fehler.strip() == "Abgebrochen."


@pytest.mark.parametrize(("zahl", "erwartet"), [(0, "0 Profile"), (1, "1 Profil"), (2, "2 Profile")])
def test_counts_take_the_right_form(zahl: int, erwartet: str) -> None:
    assert anzahl(zahl, "Profil", "Profile") == erwartet
