"""Compiled packages kept from run to run: same bytes, and whatever is wrong with the store, it is as if it were empty."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.pakete.test_monate_und_stunden import GRUPPE, lege_an
from vertragsgen import ablage
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.rendering import compiled
from vertragsgen.rendering.compile import compile_package
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

NUR_POSIX = pytest.mark.skipif(not hasattr(os, "getuid"), reason="Windows kennt diese Rechte nicht.")


class Lauf:
    """Runs of a profile of a small package with a store, each in a new workshop; ``kompiliert`` counts what was compiled."""

    def __init__(self, root: Path, ordner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.ordner, self.kompiliert = lege_an(root), ordner, 0
        original = compile_package

        def counted(*args: object, **kwargs: object) -> object:
            self.kompiliert += 1
            return original(*args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(compiled, "compile_package", counted)
        monkeypatch.setenv(ablage.VARIABLE, str(ordner))

    def __call__(self) -> Ergebnis:
        return run(Werkstatt(open_workspace(self.root)), GRUPPE, stichtag=date(2024, 1, 1))

    @property
    def klausel(self) -> Path:
        return next(self.root.glob("templates/musterstadt/*/klauseln/vereinbarung/*.md"))

    @property
    def datei(self) -> Path:
        (datei,) = self.ordner.glob("*.vorlagen")
        return datei


@pytest.fixture
def lauf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lauf:
    return Lauf(tmp_path / "arbeit", tmp_path / "ablage", monkeypatch)


def test_the_second_run_compiles_nothing_and_makes_the_same_bytes(lauf: Lauf) -> None:
    erster, zweiter = lauf(), lauf()
    assert lauf.kompiliert == 1
    assert set(erster.dateien) == {"vereinbarung.docx", "kostentraegerblatt.docx", "kostentraegerblatt.xlsx"}
    assert dict(erster.dateien) == dict(zweiter.dateien)
    assert erster.befunde == zweiter.befunde


def test_turned_off_it_writes_nothing(lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ablage.VARIABLE, ablage.AUS)
    lauf()
    lauf()
    assert lauf.kompiliert == 2
    assert not lauf.ordner.exists()


def _clause(lauf: Lauf) -> None:
    lauf.klausel.write_text(lauf.klausel.read_text(encoding="utf-8") + "\nNachsatz.\n", encoding="utf-8")


def _damage(lauf: Lauf) -> None:
    inhalt = bytearray(lauf.datei.read_bytes())
    inhalt[len(inhalt) // 2] ^= 1
    lauf.datei.write_bytes(inhalt)


def _cut(lauf: Lauf) -> None:
    lauf.datei.write_bytes(lauf.datei.read_bytes()[:100])


def _other_content(lauf: Lauf) -> None:
    name = lauf.datei.stem
    ablage.keep(lauf.ordner, ablage.VORLAGEN, name, b"kein Pickle")


@pytest.mark.parametrize("change", [_clause, _damage, _cut, _other_content])
def test_what_changed_or_is_damaged_is_compiled_anew(lauf: Lauf, change: Callable[[Lauf], None]) -> None:
    vorher = lauf()
    change(lauf)
    nachher = lauf()
    assert lauf.kompiliert == 2
    assert (dict(vorher.dateien) == dict(nachher.dateien)) is (change is not _clause)


def test_another_version_of_the_tool_or_of_python_compiles_anew(lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    lauf()
    monkeypatch.setattr(compiled, "tool_state", lambda: "eine andere Fassung")
    lauf()
    monkeypatch.setattr(sys, "version", "4.0")
    lauf()
    assert lauf.kompiliert == 3


@NUR_POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_a_folder_or_file_that_others_may_write_is_not_read(lauf: Lauf, mode: int) -> None:
    lauf()
    lauf.ordner.chmod(mode)
    lauf()
    assert lauf.kompiliert == 2
    lauf.ordner.chmod(0o700)
    lauf.datei.chmod(mode)
    lauf()
    assert lauf.kompiliert == 3


@NUR_POSIX
def test_what_belongs_to_someone_else_is_not_read(lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    lauf()
    inhalt = lauf.datei.read_bytes()
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    lauf()
    assert lauf.kompiliert == 2
    assert lauf.datei.read_bytes() == inhalt


@NUR_POSIX
def test_the_folder_is_private_and_a_link_is_not_followed(lauf: Lauf, tmp_path: Path) -> None:
    lauf()
    assert lauf.ordner.stat().st_mode & 0o777 == 0o700
    name = lauf.datei.stem
    lauf.datei.rename(tmp_path / "anderswo")
    (lauf.ordner / f"{name}.vorlagen").symlink_to(tmp_path / "anderswo")
    assert ablage.read(lauf.ordner, ablage.VORLAGEN, name) is None


def test_a_store_that_cannot_be_written_is_no_fault(lauf: Lauf) -> None:
    lauf.ordner.write_text("kein Ordner", encoding="utf-8")
    assert lauf().dateien


def test_the_store_stays_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ablage, "MAX_FILES", 3)
    ordner = tmp_path / "ablage"
    for nummer in range(5):
        ablage.keep(ordner, ablage.VORLAGEN, f"{nummer}", b"x")
        os.utime(ordner / f"{nummer}.vorlagen", ns=(nummer, nummer))
    assert sorted(datei.stem for datei in ordner.iterdir()) == ["2", "3", "4"]
    for nummer in range(5, 10):  # what is kept in great numbers pushes out nothing of another kind
        ablage.keep(ordner, ablage.PROFIL, f"{nummer}", b"x")
    assert len(list(ordner.glob("*.profil"))) == 3
    assert len(list(ordner.glob("*.vorlagen"))) == 3


def test_a_package_with_a_fault_is_not_kept(lauf: Lauf) -> None:
    lauf.klausel.write_text(lauf.klausel.read_text(encoding="utf-8") + "\n{{ gibt.es.nicht }}\n", encoding="utf-8")
    assert not lauf().dateien
    assert not list(lauf.ordner.glob("*.vorlagen"))
