"""Runs of the command line as a user sees them: in a process of their own, or quicker in this one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest


def sauber() -> dict[str, str]:
    """The environment without what would change the language or the messages."""
    return {name: wert for name, wert in os.environ.items() if name not in ("LANGUAGE", "VERTRAGSGEN_DEBUG")}


@dataclass(frozen=True)
class Lauf:
    """Exit code, standard output and error output of one run."""

    code: int
    aus: str
    fehler: str


Aufruf = Callable[..., Lauf]


@pytest.fixture
def prozess(tmp_path: Path) -> Aufruf:
    """Start ``python -m vertragsgen`` with these arguments, an added environment, in this folder."""

    def starte(
        *args: str,
        in_ordner: Path | None = None,
        umgebung: dict[str, str] | None = None,
        kodierung: str = "utf-8",
    ) -> Lauf:
        env = {**sauber(), "PYTHONUTF8": "0", "PYTHONIOENCODING": kodierung, **(umgebung or {})}
        lauf = subprocess.run(
            [sys.executable, "-m", "vertragsgen", *args],
            cwd=in_ordner or tmp_path,
            env=env,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )
        return Lauf(lauf.returncode, lauf.stdout.decode(kodierung), lauf.stderr.decode(kodierung))

    return starte


@pytest.fixture
def aufruf(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Aufruf]:
    """Call ``main`` in this process, in an empty folder unless ``in_ordner`` says otherwise."""
    import gettext

    from vertragsgen.cli import main

    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("COLUMNS", "100")
    vorher = gettext.textdomain()

    def rufe(*args: str, in_ordner: Path | None = None) -> Lauf:
        monkeypatch.chdir(in_ordner or tmp_path)
        capsys.readouterr()
        with pytest.raises(SystemExit) as ende:
            main(list(args))
        text = capsys.readouterr()
        assert isinstance(ende.value.code, int)
        return Lauf(ende.value.code, text.out, text.err)

    yield rufe
    gettext.textdomain(vorher)
