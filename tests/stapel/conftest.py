"""Small workspaces with many profiles, and what lies in their output."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from benchmarks.providers import generate
from tests.ablauf.conftest import Werkbank
from vertragsgen import api
from vertragsgen.workspace import Workspace

STICHTAG = date(2019, 6, 1)
SPERRDATEIEN = {".vertragsgen.lock", ".vertragsgen.lauf"}


@pytest.fixture
def bank(tmp_path: Path) -> Werkbank:
    return Werkbank(tmp_path / "arbeit")


@pytest.fixture(scope="session")
def ausgabe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of all profiles leaves in its output folder."""
    bank = Werkbank(tmp_path_factory.mktemp("gebaut") / "arbeit")
    baue(bank.workspace)
    return bank.workspace.output_dir


@pytest.fixture
def gebaute_bank(bank: Werkbank, ausgabe: Path) -> Werkbank:
    """A workspace after its first build."""
    shutil.copytree(ausgabe, bank.workspace.output_dir)
    return bank


@pytest.fixture
def viele(tmp_path: Path) -> Callable[[int], Workspace]:
    """Makes a workspace with that many invented providers."""
    return lambda anzahl: generate(tmp_path / "viele", anzahl)


def baue(workspace: Workspace, *profile: str, **optionen: object) -> api.Bauergebnis:
    return api.build(workspace, profile, **{"stichtag": STICHTAG} | optionen)  # type: ignore[arg-type]


def stand(ergebnis: api.Bauergebnis) -> dict[str, str]:
    return {eines.profil: eines.status for eines in ergebnis.profile}


def dateien(workspace: Workspace) -> dict[str, bytes]:
    """Everything in the output folder but the locks."""
    return {
        pfad.relative_to(workspace.output_dir).as_posix(): pfad.read_bytes()
        for pfad in sorted(workspace.output_dir.rglob("*"))
        if pfad.is_file() and pfad.name not in SPERRDATEIEN
    }
