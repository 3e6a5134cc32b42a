"""A workspace with the invented package in which the cases of the rules play."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

import vertragsgen.checks
from vertragsgen.calculation import Rechnung, calculate
from vertragsgen.checks import Pruefkontext
from vertragsgen.package.load import load_package
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.source.merge import merge
from vertragsgen.source.node import Node, to_data
from vertragsgen.source.reader import read_text
from vertragsgen.workspace import open_workspace

FAELLE = Path(vertragsgen.checks.__file__).parent / "faelle"


@dataclass(frozen=True)
class Fallprofil:
    """A loaded and calculated profile of a case."""

    geladen: Geladen
    rechnung: Rechnung
    kontext: Pruefkontext


def _knoten(text: str) -> Node:
    lesung = read_text(text, "paket.yaml")
    assert lesung.node is not None, lesung.befunde
    return lesung.node


def paketdatei(text: str) -> str:
    """The invented package with the values of a case laid over it."""
    grund = (FAELLE / "_paket.yaml").read_text(encoding="utf-8")
    return yaml.safe_dump(to_data(merge(_knoten(grund), _knoten(text))), allow_unicode=True) if text else grund


@pytest.fixture
def lade(tmp_path: Path) -> Callable[[str], Fallprofil]:
    """Load a profile made of the base profile and the text of a case; no finding is allowed on the way.

    ``paket_text`` is laid over the manifest.
    """
    paket = tmp_path / "templates/musterland/wohnen"
    (paket / "rahmen").mkdir(parents=True)
    (paket / "rahmen/vereinbarung.docx").touch()
    profile = tmp_path / "provider_data"
    profile.mkdir()
    shutil.copy(FAELLE / "_grund.yaml", profile / "_grund.yaml")
    workspace = open_workspace(tmp_path)

    def laden(text: str, paket_text: str = "", *, entwurf: bool = False) -> Fallprofil:
        (paket / "paket.yaml").write_text(paketdatei(paket_text), encoding="utf-8")
        (profile / "fall.yaml").write_text(f"{text.rstrip()}\nbasis: _grund.yaml\n", encoding="utf-8")
        ladung = load_package(workspace, "musterland/wohnen")
        assert ladung.paket is not None, ladung.befunde
        geladen = load_profile(workspace, "fall", lambda _: ladung, entwurf=entwurf)
        assert geladen.profil is not None, geladen.befunde
        assert entwurf or not geladen.befunde, geladen.befunde
        manifest = ladung.paket.manifest
        rechnung = calculate(geladen.profil, manifest, geladen.mark)
        kontext = Pruefkontext("fall", geladen.profil, manifest, rechnung.berechnung, geladen.mark, ladung.paket.mark)
        return Fallprofil(geladen, rechnung, kontext)

    return laden
