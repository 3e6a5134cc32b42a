"""``init``: a workspace from the shipped parts; nothing of the user's is touched."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Aufruf
from tests.cli.test_ci_beispiele import verstanden
from vertragsgen import __version__
from vertragsgen.ausgeliefert import checksums, read_record
from vertragsgen.cli import beilagen


@pytest.fixture
def teile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small shipped parts in place of the real ones."""
    quelle = tmp_path_factory.mktemp("teile")
    paket = quelle / "templates" / "land" / "paket"
    paket.mkdir(parents=True)
    (paket / "paket.yaml").write_bytes("titel: Über\n".encode())
    (quelle / "provider_data").mkdir()
    (quelle / "provider_data" / "haus-am-see.yaml").write_text("paket: land/paket\n", encoding="utf-8")
    (quelle / "provider_data" / "~$offen.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr(beilagen, "beilagen", lambda: quelle)
    return quelle


@pytest.mark.parametrize("vorher", ["fehlt", "leer"])
def test_a_new_or_empty_folder_is_filled(aufruf: Aufruf, teile: Path, tmp_path: Path, vorher: str) -> None:
    ziel = tmp_path / "Meine Verträge"
    if vorher == "leer":
        ziel.mkdir()
    lauf = aufruf("init", str(ziel))
    assert lauf.code == 0
    dateien = sorted(p.relative_to(ziel).as_posix() for p in ziel.rglob("*") if p.is_file())
    assert dateien == [
        ".gitattributes",
        ".github/workflows/vertraege.yml",
        ".gitignore",
        ".gitlab-ci.yml",
        ".vscode/extensions.json",
        ".vscode/settings.json",
        "provider_data/haus-am-see.yaml",
        "requirements.txt",
        "templates/.ausgeliefert.json",
        "templates/land/paket/paket.yaml",
        "vertragsgen.yaml",
    ]
    assert (ziel / "templates/land/paket/paket.yaml").read_bytes() == "titel: Über\n".encode()
    assert "haus-am-see" in lauf.aus
    assert f'cd "{ziel}"' in lauf.aus


def test_what_was_delivered_is_on_record(aufruf: Aufruf, teile: Path, tmp_path: Path) -> None:
    assert aufruf("init", "neu", in_ordner=tmp_path).code == 0
    templates = tmp_path / "neu" / "templates"
    stand = read_record(templates)
    assert stand is not None
    assert stand.version == __version__
    assert stand.dateien == checksums(templates) == checksums(teile / "templates")
    assert list(stand.dateien) == ["land/paket/paket.yaml"]
    (templates / "land/paket/paket.yaml").write_text("titel: Anders\n", encoding="utf-8")
    assert checksums(templates) != stand.dateien


def test_the_jobs_call_commands_that_exist_and_install_this_version(
    aufruf: Aufruf, teile: Path, tmp_path: Path
) -> None:
    assert aufruf("init", ".", in_ordner=tmp_path).code == 0
    github = yaml.safe_load((tmp_path / ".github/workflows/vertraege.yml").read_text(encoding="utf-8"))
    gitlab = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    schritte = [schritt.get("run", "") for schritt in github["jobs"]["pruefen"]["steps"]]
    zeilen = [*schritte, *gitlab["vertraege-pruefen"]["script"]]
    befehle = [zeile.removesuffix(" || true") for zeile in zeilen if zeile.startswith("vertragsgen ")]
    assert len(befehle) == 3
    for befehl in befehle:
        verstanden(befehl)
    assert f"vertragsgen=={__version__}" in (tmp_path / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert "pip install -r requirements.txt" in schritte
    assert gitlab["vertraege-pruefen"]["before_script"] == ["pip install -r requirements.txt"]


def test_the_current_folder(aufruf: Aufruf, teile: Path, tmp_path: Path) -> None:
    lauf = aufruf("init", ".", in_ordner=tmp_path)
    assert lauf.code == 0
    assert "cd " not in lauf.aus
    assert (tmp_path / "vertragsgen.yaml").is_file()


def test_a_folder_with_content_is_refused(aufruf: Aufruf, teile: Path, tmp_path: Path) -> None:
    (tmp_path / "notiz.txt").write_text("wichtig", encoding="utf-8")
    lauf = aufruf("init", ".", in_ordner=tmp_path)
    assert lauf.code == 2
    assert "nicht leer" in lauf.fehler
    assert [p.name for p in tmp_path.iterdir()] == ["notiz.txt"]


def test_a_file_is_refused(aufruf: Aufruf, teile: Path, tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("", encoding="utf-8")
    lauf = aufruf("init", str(tmp_path / "datei"))
    assert lauf.code == 2
    assert "ist eine Datei" in lauf.fehler


def test_an_incomplete_installation_says_so(aufruf: Aufruf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beilagen, "beilagen", lambda: None)
    lauf = aufruf("init", str(tmp_path / "neu"))
    assert lauf.code == 2
    assert "neu installieren" in lauf.fehler
    assert not (tmp_path / "neu").exists()


def test_the_editor_settings_are_json_and_the_workspace_settings_are_valid(repo: Path) -> None:
    from vertragsgen.workspace import open_workspace

    ordner = beilagen.arbeitsbereich()
    for name in ("vscode-settings.json", "vscode-extensions.json"):
        assert json.loads((ordner / name).read_text(encoding="utf-8"))
    workspace = open_workspace(ordner)
    assert workspace.befunde == ()
    assert workspace.output_dir.name in (ordner / "gitignore").read_text(encoding="utf-8")


def test_the_wheel_ships_what_init_needs(repo: Path) -> None:
    konfiguration = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))
    rad = konfiguration["tool"]["hatch"]["build"]["targets"]["wheel"]
    for name in beilagen.ORDNER:
        assert name in rad["only-include"]
        assert rad["sources"][name] == f"vertragsgen/_beilagen/{name}"


def test_the_samples_check_and_build(prozess: Aufruf, tmp_path: Path) -> None:
    assert prozess("init", "neu").code == 0
    neu = tmp_path / "neu"
    profile = sorted(p.stem for p in (neu / "provider_data").glob("[!_]*.yaml"))
    assert len(profile) >= 3
    check = prozess("check", "--format", "json", in_ordner=neu)
    assert check.code == 0, check.aus
    assert json.loads(check.aus)["zusammenfassung"]["fehler"] == 0
    bau = prozess("build", "--json", in_ordner=neu)
    assert bau.code == 0, bau.aus
    ergebnis = json.loads(bau.aus)
    assert [p["profil"] for p in ergebnis["profile"]] == profile
    for profil in ergebnis["profile"]:
        assert profil["status"] == "gebaut"
        assert len(profil["dateien"]) >= 3
        assert all((neu / datei).is_file() for datei in profil["dateien"])
