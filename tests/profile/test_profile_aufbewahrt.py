"""Profiles kept from run to run: what changed is always seen, and what was kept is what would be read."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.ablauf.conftest import PROFIL, Werkbank
from vertragsgen import ablage
from vertragsgen.package.aufbewahrt import Pakete
from vertragsgen.profile import aufbewahrt
from vertragsgen.profile.factory import Modelle
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.profile.quelle import GemerkteQuelle, Quelle
from vertragsgen.source.node import Mapping, Sequence
from vertragsgen.source.section import Abschnitt


class Lauf:
    """Loads a profile with a store, each time as a new run would; ``wiedergefunden`` says whether the store had it."""

    def __init__(self, root: Path, ordner: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bank, self.ordner, self.wiedergefunden = Werkbank(root), ordner, False
        monkeypatch.setenv(ablage.VARIABLE, str(ordner))

    def __call__(self, profil: str = PROFIL, **optionen: Any) -> Geladen:
        workspace = self.bank.workspace
        kept = aufbewahrt.Profilablage(workspace)
        geladen = load_profile(workspace, profil, Pakete(workspace), modelle=Modelle(), kept=kept, **optionen)
        self.wiedergefunden = isinstance(geladen.quelle, GemerkteQuelle)
        return geladen


@pytest.fixture
def lauf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lauf:
    return Lauf(tmp_path / "arbeit", tmp_path / "ablage", monkeypatch)


def plain(wert: Any) -> Any:
    """A value with the type of everything in it: equal numbers of two kinds differ, sections of two runs do not."""
    if isinstance(wert, Abschnitt):
        return (type(wert).__name__, [(name, plain(getattr(wert, name))) for name in wert.__struct_fields__])
    if isinstance(wert, list | tuple):
        return (type(wert).__name__, [plain(teil) for teil in wert])
    if isinstance(wert, dict):
        return {name: plain(teil) for name, teil in wert.items()}
    return (type(wert).__name__, str(wert))


def pfade(knoten: Any, pfad: str = "") -> Iterator[str]:
    """The paths of all values, and for each some that are not there."""
    yield pfad
    yield from (f"{pfad}.{fehlt}" for fehlt in ("fehlt", "0", "99.fehlt", "fehlt.0.betrag"))
    if isinstance(knoten, Mapping):
        for key, _, wert in knoten.entries:
            yield from pfade(wert, f"{pfad}.{key}")
    elif isinstance(knoten, Sequence):
        for nummer, wert in enumerate(knoten.items):
            yield from pfade(wert, f"{pfad}.{nummer}")


def test_what_is_kept_is_what_was_read(lauf: Lauf) -> None:
    profile = lauf.bank.workspace.profile_ids()
    assert len(profile) >= 6
    geprueft = 0
    for profil in profile:
        erste = lauf(profil)
        assert not lauf.wiedergefunden
        if erste.befunde:
            continue
        zweite = lauf(profil)
        assert lauf.wiedergefunden
        assert erste.quelle is not None
        assert zweite.quelle is not None
        assert plain(erste.profil) == plain(zweite.profil)
        assert zweite.quelle.werte_sha256 == erste.quelle.werte_sha256
        alle = list(pfade(erste.quelle.knoten))
        assert len(alle) > 300
        assert [pfad for pfad in alle if erste.mark(pfad) != zweite.mark(pfad)] == []
        assert zweite.quelle.knoten == erste.quelle.knoten
        geprueft += 1
    assert geprueft >= 5


def _profil(lauf: Lauf) -> None:
    datei = lauf.bank.profil()
    datei.write_bytes(datei.read_bytes()[:-1] + b" ")


def _klausel(lauf: Lauf) -> None:
    datei = min(lauf.bank.paket.glob("klauseln/*/*.md"))
    datei.write_bytes(datei.read_bytes() + b"\n")


def _manifest(lauf: Lauf) -> None:
    datei = lauf.bank.paket / "paket.yaml"
    datei.write_bytes(datei.read_bytes() + b"# anders\n")


@pytest.mark.parametrize("aendern", [_profil, _klausel, _manifest])
def test_what_changed_is_read_again(lauf: Lauf, aendern: Callable[[Lauf], None]) -> None:
    lauf()
    lauf()
    assert lauf.wiedergefunden
    stand = lauf.bank.profil().stat()
    aendern(lauf)
    os.utime(lauf.bank.profil(), ns=(stand.st_atime_ns, stand.st_mtime_ns))  # also with the time stamp it had
    lauf()
    assert not lauf.wiedergefunden


def test_what_is_wrong_with_a_package_since_then_is_said_once(lauf: Lauf) -> None:
    lauf()
    manifest = lauf.bank.paket / "paket.yaml"
    manifest.write_text(manifest.read_text(encoding="utf-8") + "fremd: 1\n", encoding="utf-8")
    befunde = lauf.bank.erzeuge().befunde
    assert [befund.code for befund in befunde] == ["VG109", "VG150"]


def test_a_shared_file_that_changed_is_read_again(lauf: Lauf) -> None:
    profil = lauf.bank.profil()
    text = profil.read_text(encoding="utf-8")
    anfang, traeger = text.index("\ntraeger:") + 1, text.index("\nangebot:") + 1
    teil = profil.with_name("_teil.yaml")
    teil.write_text(text[anfang:traeger], encoding="utf-8", newline="\n")
    profil.write_text("basis: _teil.yaml\n" + text[:anfang] + text[traeger:], encoding="utf-8", newline="\n")
    erste = lauf()
    assert erste.befunde == ()
    zweite = lauf()
    assert lauf.wiedergefunden
    assert zweite.mark("traeger.name") == erste.mark("traeger.name")
    assert str(zweite.mark("traeger.name")).startswith("provider_data/_teil.yaml:")
    teil.write_text(teil.read_text(encoding="utf-8").replace("name:", "name:  "), encoding="utf-8")
    assert lauf().mark("traeger.name") != erste.mark("traeger.name")
    assert not lauf.wiedergefunden
    teil.unlink()
    assert [befund.code for befund in lauf().befunde][:1] == ["VG110"]


def test_a_copy_of_a_profile_has_places_of_its_own(lauf: Lauf) -> None:
    lauf()
    shutil.copy(lauf.bank.profil(), lauf.bank.profil("zwilling"))
    zwilling = lauf("zwilling")
    assert lauf.wiedergefunden
    assert str(zwilling.mark("traeger.name")).startswith("provider_data/zwilling.yaml:")


def test_a_profile_with_findings_is_read_each_time(lauf: Lauf) -> None:
    lauf.bank.ersetze(lauf.bank.profil(), "  plz: ", "  plz: x")
    for _ in range(2):
        assert [befund.code for befund in lauf(entwurf=True).befunde] == ["VG108"]
        assert not lauf.wiedergefunden
    assert not list(lauf.ordner.glob("*.profil"))


def test_a_profile_behind_a_link_out_of_the_workspace_stays_refused(lauf: Lauf, tmp_path: Path) -> None:
    lauf()
    fremd = tmp_path / "fremd.yaml"
    shutil.move(lauf.bank.profil(), fremd)
    lauf.bank.profil().symlink_to(fremd)
    geladen = lauf()
    assert geladen.profil is None
    assert not lauf.wiedergefunden


@pytest.mark.parametrize("inhalt", [b"", b"kein msgpack", b"\x96\xa0\xa0\x90\x80\xa0\xc0", b"\x93\x01\x02\x03"])
def test_a_damaged_store_means_reading(lauf: Lauf, inhalt: bytes) -> None:
    erste = lauf()
    (eintrag,) = lauf.ordner.glob("*.profil")
    ablage.keep(lauf.ordner, ablage.PROFIL, eintrag.stem, inhalt)
    assert plain(lauf().profil) == plain(erste.profil)
    assert not lauf.wiedergefunden


def test_without_a_store_or_with_a_package_of_unknown_state_nothing_is_kept(
    lauf: Lauf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rahmen = min(lauf.bank.root.glob("templates/**/*.docx"))
    shutil.move(rahmen, tmp_path / rahmen.name)
    rahmen.symlink_to(tmp_path / rahmen.name)
    lauf()
    assert not list(lauf.ordner.glob("*.profil"))
    monkeypatch.setenv(ablage.VARIABLE, ablage.AUS)
    lauf()
    assert not lauf.wiedergefunden


def test_a_run_keeps_its_first_profiles_only(lauf: Lauf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aufbewahrt, "_JE_LAUF", 2)
    workspace = lauf.bank.workspace
    kept, pakete = aufbewahrt.Profilablage(workspace), Pakete(workspace)
    for profil in workspace.profile_ids()[:4]:
        load_profile(workspace, profil, pakete, kept=kept)
    assert len(list(lauf.ordner.glob("*.profil"))) <= 2


def test_a_tree_read_anew_is_an_ordinary_source(lauf: Lauf) -> None:
    quelle = lauf().quelle
    assert type(quelle) is Quelle
