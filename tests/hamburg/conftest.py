"""Builds profiles of the Hamburg package in a workspace of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

# Profile text in, everything the pipeline made of it out.
Lauf = Callable[[str], Ergebnis]


@pytest.fixture(scope="session")
def laufe(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Lauf:
    """Run one profile, given as text, with the package of the repository; the package is compiled once."""
    wurzel = tmp_path_factory.mktemp("hamburg")
    shutil.copy(repo / "vertragsgen.yaml", wurzel)
    shutil.copytree(repo / "templates", wurzel / "templates")
    (wurzel / "provider_data").mkdir()
    werkstatt = Werkstatt(open_workspace(wurzel))

    @cache
    def lauf(text: str) -> Ergebnis:
        (wurzel / "provider_data/profil.yaml").write_text(text, encoding="utf-8")
        return run(werkstatt, "profil", stichtag=date(2019, 1, 3))

    return lauf


@pytest.fixture(scope="session")
def profiltext(repo: Path) -> str:
    """The text of the sample provider."""
    return (repo / "provider_data/musterhafen-ambulante-sozialpsychiatrie.yaml").read_text(encoding="utf-8")
