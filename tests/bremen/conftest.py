"""Builds profiles of the Bremen package in a workspace of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.bremen.leser import Leser
from vertragsgen.pipeline import run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

# Profile text in, its DOCX documents by name out.
Bau = Callable[[str], Mapping[str, Leser]]


@pytest.fixture(scope="session")
def baue(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Bau:
    """Build one profile, given as text, with the package of the repository and its shared parts.

    The package is compiled once for all of them; a profile with an open fehler fails the test.
    """
    wurzel = tmp_path_factory.mktemp("bremen")
    shutil.copy(repo / "vertragsgen.yaml", wurzel)
    shutil.copytree(repo / "templates", wurzel / "templates")
    profile = wurzel / "provider_data"
    profile.mkdir()
    for geteilt in (repo / "provider_data").glob("_*.yaml"):
        shutil.copy(geteilt, profile)
    werkstatt = Werkstatt(open_workspace(wurzel))

    @cache
    def bau(text: str) -> Mapping[str, Leser]:
        (profile / "profil.yaml").write_text(text, encoding="utf-8")
        ergebnis = run(werkstatt, "profil", stichtag=date(2019, 1, 3))
        assert not ergebnis.sperrt, ergebnis.befunde
        assert ergebnis.dateien
        return {
            name.removesuffix(".docx"): Leser(daten)
            for name, daten in ergebnis.dateien.items()
            if name.endswith(".docx")
        }

    return bau


@pytest.fixture(scope="session")
def profiltext(repo: Path) -> Callable[[str], str]:
    """The text of a profile of the repository."""
    return lambda name: (repo / "provider_data" / f"{name}.yaml").read_text(encoding="utf-8")
