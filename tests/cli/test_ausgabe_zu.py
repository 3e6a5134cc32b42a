"""Output that no one reads, or that cannot be written: the work is done all the same, and the message is German."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import sauber

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Röhren und /dev/full gibt es dort nicht")


@pytest.fixture
def arbeit(repo: Path, tmp_path: Path) -> Path:
    for name in ("templates", "provider_data"):
        shutil.copytree(repo / name, tmp_path / "ws" / name)
    shutil.copy(repo / "vertragsgen.yaml", tmp_path / "ws")
    return tmp_path / "ws"


def lauf(arbeit: Path, befehl: str) -> subprocess.CompletedProcess[str]:
    zeile = f'{sys.executable} -m vertragsgen --stichtag 2019-06-01 "$@" {befehl}'
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", zeile, "-", "build", "--jobs", "1"],
        cwd=arbeit, env=sauber(), capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip


@POSIX
@pytest.mark.parametrize("befehl", ["| head -1", ">&-"])
def test_a_build_whose_output_is_closed_builds_everything(arbeit: Path, befehl: str) -> None:
    ende = lauf(arbeit, befehl)
    profile = [p.stem for p in (arbeit / "provider_data").glob("[!_]*.yaml")]
    assert len(profile) >= 6
    assert sorted(p.parent.name for p in (arbeit / "output").glob("*/nachweis.json")) == sorted(profile)
    assert "Fehler im Programm" not in ende.stderr
    assert ende.returncode == 0


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="dieses System hat kein /dev/full")
def test_a_full_disk_under_the_output_is_no_fault_of_the_program(arbeit: Path) -> None:
    ende = lauf(arbeit, ">/dev/full")
    assert ende.returncode == 2
    assert "Der Datenträger ist voll" in ende.stderr
    assert "Fehler im Programm" not in ende.stderr
