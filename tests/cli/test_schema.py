"""``schema``: what it lists, what it writes, and whether the written files are fresh."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.cli import schemata
from vertragsgen.workspace import open_workspace

AUSGABEN = {
    "befunde",
    "bau",
    "ausnahmen",
    "vorlagen",
    "vorlagenbefunde",
    "vorlagenstand",
    "klauseln",
    "diff",
    "compare",
}


def test_without_arguments_all_schemas_are_one_json_object(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("schema", in_ordner=repo)
    assert lauf.code == 0
    alle = json.loads(lauf.aus)
    pakete = open_workspace(repo).packages()
    assert pakete
    assert set(alle) == AUSGABEN | {"paket", "klausel"} | {f"profil/{paket}" for paket in pakete}
    for schema in alle.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    liste = aufruf("schema", "--liste", in_ordner=repo)
    assert liste.aus.split() == list(alle)


def test_one_schema_by_name(aufruf: Aufruf, repo: Path) -> None:
    paket = open_workspace(repo).packages()[0]
    schema = json.loads(aufruf("schema", f"profil/{paket}", in_ordner=repo).aus)
    assert {"paket", "traeger", "angebot", "laufzeit", "verguetung"} <= set(schema["properties"])


def test_an_unknown_name(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("schema", "befund", in_ordner=repo)
    assert lauf.code == 2
    assert "Meinten Sie „befunde“?" in lauf.fehler


def test_outside_a_workspace_the_schemas_of_the_outputs_remain(aufruf: Aufruf) -> None:
    lauf = aufruf("schema", "--liste")
    assert lauf.code == 0
    assert set(lauf.aus.split()) >= AUSGABEN


def test_the_written_schemas_are_fresh(repo: Path) -> None:
    workspace = open_workspace(repo)
    macher = schemata.profile(workspace)
    assert macher
    for paket, schema in macher.items():
        datei = workspace.package_dir(paket) / schemata.DATEINAME
        frisch = schemata.als_datei(schema())
        assert datei.read_bytes() == frisch, f"{datei} ist veraltet: vertragsgen schema --schreiben"


def test_writing_twice_changes_nothing(aufruf: Aufruf, repo: Path, tmp_path: Path) -> None:
    shutil.copytree(repo / "templates", tmp_path / "templates")
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    datei = next((tmp_path / "templates").glob(f"*/*/{schemata.DATEINAME}"))
    datei.unlink()
    erster = aufruf("schema", "--schreiben", in_ordner=tmp_path)
    assert erster.code == 0
    assert "geschrieben:" in erster.aus
    assert b"\r" not in datei.read_bytes()
    zweiter = aufruf("schema", "--schreiben", in_ordner=tmp_path)
    assert "geschrieben:" not in zweiter.aus


MODELINE = re.compile(r"^# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)


def test_every_sample_profile_names_its_schema(repo: Path) -> None:
    profile = sorted((repo / "provider_data").glob("[!_]*.yaml"))
    assert len(profile) >= 3
    for profil in profile:
        text = profil.read_text(encoding="utf-8")
        treffer = MODELINE.search(text)
        assert treffer is not None, f"{profil.name}: keine Zeile „# yaml-language-server: $schema=…“"
        schema = (profil.parent / treffer[1]).resolve()
        assert schema.is_file(), f"{profil.name}: {treffer[1]} gibt es nicht"
        assert f"paket: {schema.parent.parent.name}/{schema.parent.name}" in text


def test_the_schema_explains_and_completes(repo: Path) -> None:
    workspace = open_workspace(repo)
    macher_je_paket = schemata.profile(workspace)
    assert len(macher_je_paket) >= 3
    for paket, macher in macher_je_paket.items():
        wert = macher()
        ohne = [name for name, feld in wert["properties"].items() if not _beschrieben(feld)]
        assert ohne == []
        assert wert["properties"]["paket"]["enum"] == [paket]


def _beschrieben(feld: dict[str, Any]) -> bool:
    """True if an editor has something to show: on the key itself, or on all keys below it."""
    unter = feld.get("properties", {}).values()
    return bool(feld.get("description")) or (bool(unter) and all(_beschrieben(teil) for teil in unter))


@pytest.mark.parametrize("optionen", [("--schreiben",)])
def test_writing_needs_a_workspace(aufruf: Aufruf, optionen: tuple[str, ...]) -> None:
    lauf = aufruf("schema", *optionen)
    assert lauf.code == 2
    assert "vertragsgen.yaml" in lauf.fehler
