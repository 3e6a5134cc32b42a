"""Loaded packages kept from run to run: what changed is always seen, and what is wrong with the store never matters."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ablauf.conftest import PROFIL, Werkbank
from vertragsgen import ablage
from vertragsgen.package import aufbewahrt
from vertragsgen.package.load import load_package
from vertragsgen.package.paket import Paketladung
from vertragsgen.workspace import open_workspace

PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"


class Lauf:
    """Loads one package with a store, each time as a new run would; ``gelesen`` counts what was read from its files."""

    def __init__(self, root: Path, ordner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.ordner, self.gelesen = Werkbank(root).root, ordner, 0
        assert (self.root / "provider_data" / f"{PROFIL}.yaml").is_file()

        def counted(*args: object) -> Paketladung:
            self.gelesen += 1
            return load_package(*args)  # type: ignore[arg-type]

        monkeypatch.setattr("vertragsgen.package.load.load_package", counted)
        monkeypatch.setenv(ablage.VARIABLE, str(ordner))

    def __call__(self) -> Paketladung:
        return aufbewahrt.Pakete(open_workspace(self.root))(PAKET)

    def datei(self, muster: str) -> Path:
        return min(self.root.glob(f"templates/{muster}"))

    @property
    def eintrag(self) -> Path:
        return max(self.ordner.glob("*.paket"), key=lambda datei: datei.stat().st_mtime_ns)


@pytest.fixture
def lauf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lauf:
    return Lauf(tmp_path / "arbeit", tmp_path / "ablage", monkeypatch)


def test_what_is_kept_is_what_was_loaded(lauf: Lauf) -> None:
    erste, zweite = lauf(), lauf()
    assert lauf.gelesen == 1
    assert erste.paket is not None
    assert zweite.paket is not None
    assert zweite.gelesen is zweite.paket
    for feld in ("manifest", "klauseln", "root", "gemeinsam", "knoten", "vorfahren", "_herkunft"):
        assert getattr(erste.paket, feld) == getattr(zweite.paket, feld)
    assert zweite.paket.mark("titel") == erste.paket.mark("titel")


def _append(muster: str) -> Callable[[Lauf], None]:
    def change(lauf: Lauf) -> None:
        datei = lauf.datei(muster)
        vorher = datei.stat()
        inhalt = datei.read_bytes()
        datei.write_bytes(inhalt[:-1] + b" " if inhalt.endswith(b"\n") else inhalt + b"\n")
        os.utime(datei, ns=(vorher.st_atime_ns, vorher.st_mtime_ns))  # also with the time stamp it had

    return change


def _remove_clause(lauf: Lauf) -> None:
    lauf.datei(f"{PAKET}/klauseln/*/*.md").unlink()


def _remove_frame(lauf: Lauf) -> None:
    for datei in lauf.root.glob("templates/**/rahmen/*.docx"):
        datei.unlink()


def _new_file(lauf: Lauf) -> None:
    lauf.datei(f"{PAKET}/klauseln/*/*.md").with_name("zu-viel.md").write_text("---\nid: zu-viel\n---\nText\n")


AENDERUNGEN = [
    _append(f"{PAKET}/paket.yaml"),
    _append(f"{PAKET}/klauseln/*/*.md"),
    _append("_gemeinsam/klauseln/*.md"),
    _append("_gemeinsam/pruefwerte/*.yaml"),
    _remove_clause,
    _remove_frame,
    _new_file,
]


@pytest.mark.parametrize("change", AENDERUNGEN)
def test_a_change_is_always_seen(lauf: Lauf, change: Callable[[Lauf], None]) -> None:
    lauf()
    change(lauf)
    nachher = lauf()
    assert lauf.gelesen == 2
    frisch = load_package(open_workspace(lauf.root), PAKET)
    assert nachher.befunde == frisch.befunde
    assert (nachher.paket is None) is (frisch.paket is None)


def _damage(lauf: Lauf) -> None:
    inhalt = bytearray(lauf.eintrag.read_bytes())
    inhalt[len(inhalt) // 2] ^= 1
    lauf.eintrag.write_bytes(inhalt)


def _no_pickle(lauf: Lauf) -> None:
    ablage.keep(lauf.ordner, ablage.PAKET, lauf.eintrag.stem, b"kein Pickle")


def _something_else(lauf: Lauf) -> None:
    ablage.keep(lauf.ordner, ablage.PAKET, lauf.eintrag.stem, pickle.dumps(["etwas anderes"]))


@pytest.mark.parametrize("change", [_damage, _no_pickle, _something_else])
def test_a_damaged_entry_is_ignored(lauf: Lauf, change: Callable[[Lauf], None]) -> None:
    lauf()
    change(lauf)
    assert lauf().paket is not None
    assert lauf.gelesen == 2


def test_another_version_of_the_tool_or_of_python_loads_anew(lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    lauf()
    monkeypatch.setattr(aufbewahrt, "tool_state", lambda: "eine andere Fassung")
    lauf()
    monkeypatch.setattr(sys, "version", "4.0")
    lauf()
    assert lauf.gelesen == 3


def test_a_workspace_in_another_place_has_its_own_paths(lauf: Lauf, tmp_path: Path) -> None:
    erste = lauf()
    lauf.root = lauf.root.rename(tmp_path / "anderswo")
    zweite = lauf()
    assert lauf.gelesen == 1
    assert erste.paket is not None
    assert zweite.paket is not None
    assert zweite.paket.gemeinsam == lauf.root / "templates" / "_gemeinsam"
    assert zweite.paket.root == lauf.root / "templates" / PAKET != erste.paket.root


def test_a_package_with_a_finding_is_not_kept(lauf: Lauf) -> None:
    _new_file(lauf)
    assert lauf().befunde
    assert not lauf.ordner.exists()


@pytest.mark.parametrize("muster", [f"{PAKET}/klauseln/*/*.md", f"{PAKET}/klauseln", "_gemeinsam"])
def test_what_lies_behind_a_link_is_not_kept(lauf: Lauf, tmp_path: Path, muster: str) -> None:
    datei = lauf.datei(muster)
    ziel = lauf.root / "verschoben"
    datei.rename(ziel)
    try:
        datei.symlink_to(ziel, target_is_directory=ziel.is_dir())
    except OSError:
        pytest.skip("Hier sind keine Verknüpfungen erlaubt.")
    assert lauf().paket is not None
    assert lauf().paket is not None
    assert lauf.gelesen == 2


def test_a_change_while_it_is_read_is_not_kept(lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    def saved_meanwhile(*args: object) -> Paketladung:
        ladung = load_package(*args)  # type: ignore[arg-type]
        _append(f"{PAKET}/paket.yaml")(lauf)
        return ladung

    monkeypatch.setattr("vertragsgen.package.load.load_package", saved_meanwhile)
    assert lauf().paket is not None
    assert not lauf.ordner.exists()
