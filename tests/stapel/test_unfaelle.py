"""A build that is killed, has no room or meets strange files: nothing broken, nothing misplaced, and the next one mends it."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.ablauf.conftest import Werkbank
from tests.stapel.conftest import STICHTAG, baue, dateien, stand
from tests.stapel.test_vorgaenge import POSIX, starte
from vertragsgen import api, pipeline
from vertragsgen.output.arbeiter import GEBAUT, NICHT_GEBAUT, UNVERAENDERT, UNVOLLSTAENDIG
from vertragsgen.output.stapel import MIN_PARALLEL
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, open_workspace

# The nightly run asks for fifty.
ANZAHL = int(os.environ.get("VERTRAGSGEN_ABBRUECHE", "3"))


def unversehrt(workspace: Workspace, soll: dict[str, bytes]) -> int:
    """Assert that whatever lies in the output is whole and ours; returns how many documents are there."""
    dokumente = 0
    for name, inhalt in dateien(workspace).items():
        if name.endswith((".docx", ".xlsx")):
            dokumente += 1
            assert inhalt == soll[name], f"{name} is neither old nor new"
            assert zipfile.ZipFile(io.BytesIO(inhalt)).testzip() is None
        elif name.endswith((".json", ".neu")):
            assert json.loads(inhalt)["ausgaben"]
        else:
            assert name == "index.html" or name.endswith(".vertragsgen-tmp"), name
    return dokumente


def schreibdauer(lauf: subprocess.Popen[str]) -> float:
    """Seconds from the first finished profile to the last, in a run that is left alone."""
    assert lauf.stdout is not None
    lauf.stdout.readline()
    beginn = time.monotonic()
    lauf.communicate()
    return time.monotonic() - beginn


@POSIX
def test_killed_at_any_moment(viele: Callable[[int], Workspace]) -> None:
    workspace = viele(MIN_PARALLEL)
    erster = starte(workspace.root, "--jobs", "2")
    dauer = schreibdauer(erster)
    assert erster.returncode == 0
    soll = dateien(workspace)
    assert unversehrt(workspace, soll) > 3 * MIN_PARALLEL
    saat = random.SystemRandom().randrange(10**9)
    print(f"seed {saat}")
    wuerfel = random.Random(saat)
    gesehen = []
    for _ in range(ANZAHL):
        shutil.rmtree(workspace.output_dir)
        lauf = starte(workspace.root, "--jobs", "2")
        assert lauf.stdout is not None
        lauf.stdout.readline()  # the first profile is done: from now on files are being written
        time.sleep(wuerfel.uniform(0, dauer))
        os.killpg(lauf.pid, signal.SIGKILL)
        lauf.communicate()
        gesehen.append(unversehrt(workspace, soll))
        naechster = starte(workspace.root, "--jobs", "2")
        text, _ = naechster.communicate()
        assert naechster.returncode == 0, text
        assert dateien(workspace) == soll
    assert max(gesehen) > 0
    print(f"documents found after the kills: {gesehen}")


@pytest.fixture
def kleine_platte(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for very little."""
    ordner = tmp_path / "platte"
    ordner.mkdir()
    befehl = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(ordner)]
    if sys.platform != "linux" or subprocess.run(befehl, capture_output=True).returncode != 0:
        pytest.skip("Ein kleines Dateisystem lässt sich hier nicht einhängen (braucht Linux und Rechte)")
    yield ordner
    subprocess.run(["umount", str(ordner)], check=False, capture_output=True)  # a test may have moved it


def test_a_full_disk(viele: Callable[[int], Workspace], kleine_platte: Path) -> None:
    workspace = viele(6)
    soll_ordner = workspace.output_dir
    baue(workspace)
    soll = dateien(workspace)
    soll_ordner.rename(soll_ordner.with_name("beiseite"))
    # The folder itself is the small file system: a link to it would be refused.
    befehl = ["mount", "--move", str(kleine_platte), str(soll_ordner)]
    soll_ordner.mkdir()
    if subprocess.run(befehl, capture_output=True).returncode != 0:
        subprocess.run(["mount", "--bind", str(kleine_platte), str(soll_ordner)], check=True)
    try:
        ergebnis = baue(workspace)
        assert {GEBAUT, UNVOLLSTAENDIG} <= set(stand(ergebnis).values())
        voll = [b for b in ergebnis.bericht if b.code == "VG160"]
        assert voll
        assert all("Der Datenträger ist voll" in befund.meldung for befund in voll)
        for name, inhalt in dateien(workspace).items():
            if name.endswith((".docx", ".xlsx")):
                assert inhalt == soll[name]
        assert not list(soll_ordner.rglob("*.vertragsgen-tmp"))
        subprocess.run(["mount", "-o", "remount,size=8m", str(soll_ordner)], check=True)
        assert set(stand(baue(workspace)).values()) <= {GEBAUT, UNVERAENDERT}
        assert dateien(workspace) == soll
    finally:
        subprocess.run(["umount", str(soll_ordner)], check=True)


def test_nothing_is_written_through_a_link_in_place_of_the_output(
    viele: Callable[[int], Workspace], tmp_path: Path
) -> None:
    workspace = viele(1)
    aussen = tmp_path / "aussen"
    aussen.mkdir()
    workspace.output_dir.symlink_to(aussen, target_is_directory=True)
    ergebnis = baue(workspace, prune=True)
    assert (ergebnis.nicht_begonnen, [befund.code for befund in ergebnis.befunde]) == (1, ["VG101"])
    assert list(aussen.iterdir()) == []


def test_a_workspace_named_by_a_link_is_built(viele: Callable[[int], Workspace], tmp_path: Path) -> None:
    workspace = viele(1)
    (tmp_path / "verweis").symlink_to(workspace.root, target_is_directory=True)
    assert set(stand(baue(open_workspace(tmp_path / "verweis"))).values()) == {GEBAUT}


def test_a_fault_of_the_program_stops_only_its_profile(
    viele: Callable[[int], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = viele(3)
    erstes, zweites, drittes = workspace.profile_ids()

    def run(werkstatt: Werkstatt, profil: str, **rest: object) -> pipeline.Ergebnis:
        if profil == zweites:
            raise OverflowError("date value out of range")
        return echt(werkstatt, profil, **rest)  # type: ignore[arg-type]

    echt = pipeline.run
    monkeypatch.setattr(pipeline, "run", run)
    monkeypatch.delenv("VERTRAGSGEN_DEBUG", raising=False)
    ergebnis = baue(workspace)
    assert stand(ergebnis) == {erstes: GEBAUT, zweites: NICHT_GEBAUT, drittes: GEBAUT}
    (befund,) = (befund for befund in ergebnis.bericht if befund.code == "VG166")
    assert str(befund.mark) == f"provider_data/{zweites}.yaml:1:1"
    assert "OverflowError" in befund.meldung
    assert {befund.profil for befund in api.check(workspace, stichtag=STICHTAG) if befund.code == "VG166"} == {zweites}
    monkeypatch.setenv("VERTRAGSGEN_DEBUG", "1")
    with pytest.raises(OverflowError):
        baue(workspace)


@pytest.mark.parametrize("text", ["{{ " + "(" * 300 + "1" + ")" * 300 + " }}", "{{ 1" + "+1" * 20_000 + " }}"])
def test_a_clause_text_nested_without_end_is_a_finding(bank: Werkbank, text: str) -> None:
    eigene = f'\nklauseln:\n  sonstiges-unwirksamkeit: {{text: "{text}", grund: x, genehmigt_von: y}}\n'
    bank.profil().write_text(bank.profil().read_text(encoding="utf-8") + eigene, encoding="utf-8")
    befunde = [befund for befund in bank.erzeuge().befunde if befund.sperrt]
    assert ["zu tief verschachtelt" in befund.meldung for befund in befunde] == [True]


def test_a_profile_saved_while_it_is_built_is_built_again(
    viele: Callable[[int], Workspace], monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = viele(1)
    (name,) = workspace.profile_ids()
    datei = workspace.profile_path(name)

    def run(*angaben: object, **rest: object) -> pipeline.Ergebnis:
        ergebnis = echt(*angaben, **rest)  # type: ignore[arg-type]
        datei.write_text(datei.read_text(encoding="utf-8") + "\n# gespeichert\n", encoding="utf-8")
        return ergebnis

    echt = pipeline.run
    monkeypatch.setattr(pipeline, "run", run)
    baue(workspace)
    monkeypatch.undo()
    gelaufen = []
    monkeypatch.setattr(pipeline, "run", lambda *a, **k: gelaufen.append(1) or echt(*a, **k))
    baue(workspace)
    baue(workspace)
    assert gelaufen == [1]


@pytest.mark.parametrize(
    "uebersicht", [[1], None, {}, {"befunde": None}, {"befunde": {"fehler": "viele"}}, {"befunde": {"neu": 1}}]
)
def test_a_provenance_that_was_edited_is_made_anew(viele: Callable[[int], Workspace], uebersicht: object) -> None:
    workspace = viele(2)
    baue(workspace)
    name = workspace.profile_ids()[0]
    pfad = workspace.output_dir / name / "nachweis.json"
    vorher = pfad.read_bytes()
    pfad.write_text(json.dumps(json.loads(vorher) | {"uebersicht": uebersicht}), encoding="utf-8")
    ergebnis = baue(workspace)
    assert not [befund for befund in ergebnis.bericht if befund.sperrt]
    assert pfad.read_bytes() == vorher


def test_prune_takes_what_is_ours_and_nothing_else(viele: Callable[[int], Workspace]) -> None:
    workspace = viele(3)
    erstes, zweites, drittes = workspace.profile_ids()
    baue(workspace)
    ausgabe = workspace.output_dir
    workspace.profile_path(erstes).unlink()
    (ausgabe / erstes / ".vereinbarung.docx.vertragsgen-tmp").write_bytes(b"halb")
    workspace.profile_path(zweites).rename(workspace.profile_dir / f"{zweites}.yml")  # misnamed, and still a profile
    workspace.profile_path(drittes).unlink()
    (ausgabe / drittes / "nachweis.json").rename(ausgabe / drittes / "nachweis.json.neu")  # killed at its very end
    (ausgabe / "fremd").mkdir()
    (ausgabe / "fremd" / "nachweis.json").write_text("{}", encoding="utf-8")
    ergebnis = baue(workspace, prune=True)
    assert [pfad.name for pfad in ergebnis.verwaist] == [erstes, drittes]
    assert not (ausgabe / erstes).exists()
    assert not (ausgabe / drittes).exists()
    assert (ausgabe / zweites / "vereinbarung.docx").exists()
    assert (ausgabe / "fremd" / "nachweis.json").exists()


def test_strange_files_in_the_output(viele: Callable[[int], Workspace], tmp_path: Path) -> None:
    workspace = viele(4)
    erstes, zweites, drittes, viertes = workspace.profile_ids()
    aussen = tmp_path / "aussen"
    aussen.mkdir()
    workspace.output_dir.mkdir()
    (workspace.output_dir / erstes).symlink_to(aussen, target_is_directory=True)
    (workspace.output_dir / zweites / "vereinbarung.docx").mkdir(parents=True)
    (workspace.output_dir / drittes).write_text("eine Datei, wo ein Ordner hingehört", encoding="utf-8")
    ergebnis = baue(workspace)
    assert stand(ergebnis)[viertes] == GEBAUT
    assert {stand(ergebnis)[name] for name in (erstes, zweites, drittes)} == {UNVOLLSTAENDIG}
    assert list(aussen.iterdir()) == []
    for name in (erstes, zweites, drittes):
        assert any(befund.profil == name and befund.sperrt for befund in ergebnis.bericht)
    assert NICHT_GEBAUT not in stand(ergebnis).values()
