"""The forms of every package of this repository, read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from vertragsgen.linearise import Linearisierung, linearise_docx
from vertragsgen.muster import run_muster
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, open_workspace


def blaetter(knoten: object) -> Iterator[str]:
    """All texts of a tree of mappings and lists."""
    if isinstance(knoten, dict):
        for wert in knoten.values():
            yield from blaetter(wert)
    elif isinstance(knoten, list):
        for wert in knoten:
            yield from blaetter(wert)
    elif isinstance(knoten, str):
        yield knoten


@dataclass(frozen=True)
class Muster:
    """The forms of one package, its text by document, and the package's own example with its data."""

    paket: str
    ergebnis: Ergebnis
    texte: dict[str, Linearisierung]
    gefuellt: dict[str, Linearisierung]
    beispiel: dict[str, Any]
    vorgaben: str

    @property
    def text(self) -> str:
        """All documents, one line a paragraph or cell."""
        return "\n".join(zeile.volltext for dokument in self.texte.values() for zeile in dokument.zeilen)


@pytest.fixture(scope="session")
def werkstatt(repo: Path) -> Werkstatt:
    return Werkstatt(open_workspace(repo))


@pytest.fixture(scope="session")
def alle(werkstatt: Werkstatt, tmp_path_factory: pytest.TempPathFactory) -> list[Muster]:
    pakete = werkstatt.workspace.packages()
    assert pakete
    return [_muster(werkstatt, paket, tmp_path_factory.mktemp("beispiel")) for paket in pakete]


def _muster(werkstatt: Werkstatt, paket: str, ordner: Path) -> Muster:
    ergebnis = run_muster(werkstatt, paket, {})
    assert not ergebnis.befunde, (paket, [befund.meldung for befund in ergebnis.befunde])
    workspace = werkstatt.workspace
    beispiel = workspace.package_dir(paket) / "beispiel.yaml"
    (ordner / "provider_data").mkdir()
    (ordner / "provider_data" / "beispiel.yaml").write_bytes(beispiel.read_bytes())
    (ordner / "templates").symlink_to(workspace.templates_dir, target_is_directory=True)
    gefuellt = run(_Anderswo(werkstatt, ordner), "beispiel", stichtag=date.min)
    assert gefuellt.dateien, [befund.meldung for befund in gefuellt.befunde]
    vorgaben = workspace.package_dir(paket) / "muster.yaml"
    return Muster(
        paket,
        ergebnis,
        _gelesen(ergebnis),
        _gelesen(gefuellt),
        yaml.load(beispiel.read_text(encoding="utf-8"), yaml.BaseLoader),
        vorgaben.read_text(encoding="utf-8") if vorgaben.exists() else "",
    )


class _Anderswo(Werkstatt):
    """The packages of one workspace with the profiles of another."""

    def __init__(self, pakete: Werkstatt, ordner: Path) -> None:
        super().__init__(Workspace(ordner))
        self._quelle = pakete

    def paket(self, paket_id: str) -> Any:
        return self._quelle.paket(paket_id)

    def vorlagen(self, paket_id: str) -> Any:
        return self._quelle.vorlagen(paket_id)


def _gelesen(ergebnis: Ergebnis) -> dict[str, Linearisierung]:
    dateien = {name: data for name, data in ergebnis.dateien.items() if name.endswith(".docx")}
    return {name.removesuffix(".docx"): linearise_docx(data) for name, data in dateien.items()}
