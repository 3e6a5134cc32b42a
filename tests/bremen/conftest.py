"""Builds profiles of the Bremen package in a workspace of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.bremen.leser import Leser
from vertragsgen import api
from vertragsgen.workspace import Workspace

# Profile text in, its DOCX documents by name out.
Bau = Callable[[str], Mapping[str, Leser]]


@pytest.fixture(scope="session")
def baue(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Bau:
    """Build one profile, given as text, with the package of the repository and its shared parts."""
    wurzel = tmp_path_factory.mktemp("bremen")
    shutil.copy(repo / "vertragsgen.yaml", wurzel)
    shutil.copytree(repo / "templates", wurzel / "templates")
    (wurzel / "provider_data").mkdir()
    for geteilt in (repo / "provider_data").glob("_*.yaml"):
        shutil.copy(geteilt, wurzel / "provider_data")

    def bau(text: str) -> Mapping[str, Leser]:
        (wurzel / "provider_data" / "profil.yaml").write_text(text, encoding="utf-8")
        ergebnis = api.build(Workspace(wurzel), ["profil"], stichtag=date(2019, 1, 3), force=True)
        assert [eintrag.status in ("gebaut", "unveraendert") for eintrag in ergebnis.profile] == [True], (
            ergebnis.bericht
        )
        dateien = [pfad for pfad in ergebnis.profile[0].dateien if pfad.suffix == ".docx"]
        return {pfad.stem: Leser(pfad.read_bytes()) for pfad in dateien}

    return bau


@pytest.fixture(scope="session")
def profiltext(repo: Path) -> Callable[[str], str]:
    """The text of a profile of the repository."""
    return lambda name: (repo / "provider_data" / f"{name}.yaml").read_text(encoding="utf-8")
