"""``clauses``: who uses each clause, where its text comes from, who deviates and how."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.cli import klauseltabelle

PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"
ZWEITES = "bremen/erweitert"
PROFIL = "mustersiel-beispielhilfe"
ABWEICHUNG = """
klauseln:
  leistung-aufnahmepflicht:
    text: |
      ## [#leistung-aufnahmepflicht]

      {neu}
    grund: Absprache vom 3. Mai
    genehmigt_von: Referat 14
    bis: 31.12.2025
"""

Register = Callable[..., dict[str, Any]]


@pytest.fixture
def bereich(repo: Path, tmp_path: Path) -> Path:
    root = tmp_path / "bereich"
    shutil.copytree(repo / "templates" / PAKET, root / "templates" / PAKET)
    shutil.copytree(repo / "templates/_gemeinsam", root / "templates/_gemeinsam")
    shutil.copytree(repo / "provider_data", root / "provider_data")
    for profil in (root / "provider_data").glob("[!_]*.yaml"):
        if f"paket: {PAKET}" not in profil.read_text(encoding="utf-8"):
            profil.unlink()
    shutil.copy(repo / "vertragsgen.yaml", root)
    return root


@pytest.fixture
def register(aufruf: Aufruf, bereich: Path) -> Register:
    def rufe(*args: str) -> dict[str, Any]:
        lauf = aufruf("clauses", *args, "--json", in_ordner=bereich)
        assert lauf.code == 0, lauf.fehler
        ausgabe: dict[str, Any] = json.loads(lauf.aus)
        jsonschema.validate(ausgabe, klauseltabelle.schema())
        return ausgabe

    return rufe


def klausel(ausgabe: dict[str, Any], name: str, datei: str = "") -> dict[str, Any]:
    (eintrag,) = [k for k in ausgabe["klauseln"] if k["id"] == name and datei in k["datei"]]
    assert isinstance(eintrag, dict)
    return eintrag


def weiche_ab(bereich: Path) -> str:
    """Let a profile replace one word of a clause; returns the package's sentence."""
    datei = bereich / "templates" / PAKET / "klauseln/vereinbarung/leistung-aufnahmepflicht.md"
    satz = datei.read_text(encoding="utf-8").split("[#leistung-aufnahmepflicht]")[1].strip()
    assert "verpflichtet" in satz
    profil = bereich / "provider_data" / f"{PROFIL}.yaml"
    neu = ABWEICHUNG.replace("{neu}", satz.replace("verpflichtet", "berechtigt"))
    profil.write_text(profil.read_text(encoding="utf-8") + neu, encoding="utf-8")
    return satz


def test_a_clause_names_its_profiles(register: Register) -> None:
    ausgabe = register()
    assert len(ausgabe["klauseln"]) >= 58
    eintrag = klausel(ausgabe, "verguetung-abwesenheit")
    assert eintrag["stellen"] == [
        {"paket": PAKET, "dokument": "vereinbarung", "herkunft": "eigen", "aus": None, "ersetzt": None}
    ]
    # This profile has no rule for absences: the clause is not in its agreement.
    profile = {p["profil"] for p in eintrag["profile"]}
    assert PROFIL not in profile
    assert len(profile) == 3
    alle = {p["profil"] for p in klausel(ausgabe, "kopf")["profile"]}
    assert alle - profile == {PROFIL}


def test_a_deviation_with_word_difference_reason_approver_and_expiry(register: Register, bereich: Path) -> None:
    weiche_ab(bereich)
    (abweichung,) = klausel(register("--stichtag", "31.12.2025"), "leistung-aufnahmepflicht")["abweichungen"]
    assert abweichung["profil"] == PROFIL
    assert (abweichung["grund"], abweichung["genehmigt_von"]) == ("Absprache vom 3. Mai", "Referat 14")
    assert (abweichung["bis"], abweichung["abgelaufen"]) == ("2025-12-31", False)
    assert [s["text"] for s in abweichung["stuecke"] if s["art"] != "gleich"] == ["verpflichtet", "berechtigt"]
    zeilen = (bereich / abweichung["datei"]).read_text(encoding="utf-8").splitlines()
    assert zeilen[abweichung["zeile"] - 1].strip() == "leistung-aufnahmepflicht:"


def test_an_expired_deviation_is_marked(aufruf: Aufruf, bereich: Path) -> None:
    weiche_ab(bereich)
    lauf = aufruf("clauses", "--abweichungen", "--stichtag", "01.01.2026", in_ordner=bereich)
    assert lauf.code == 0
    assert f"Abweichung {PROFIL}, vereinbarung, bis 31.12.2025, abgelaufen" in lauf.aus
    assert "[-verpflichtet-]{+berechtigt+}" in lauf.aus
    assert "1 Klausel; 0 davon in mehreren Paketen; 1 Abweichung, 1 abgelaufen" in lauf.aus
    assert "kopf" not in lauf.aus


def test_where_a_text_comes_from(register: Register, bereich: Path) -> None:
    alt, neu = bereich / "templates" / PAKET, bereich / "templates" / ZWEITES
    shutil.copytree(alt, neu)
    manifest = (neu / "paket.yaml").read_text(encoding="utf-8")
    manifest = manifest.replace(f"id: {PAKET}", f"id: {ZWEITES}\nerweitert: {PAKET}")
    manifest = manifest.replace(
        "        - sonstiges-informationsfreiheit", "        - _gemeinsam/sonstiges-informationsfreiheit"
    )
    (neu / "paket.yaml").write_text(manifest, encoding="utf-8")
    geteilt = bereich / "templates/_gemeinsam/klauseln"
    geteilt.mkdir(exist_ok=True)
    (neu / "klauseln/vereinbarung/sonstiges-informationsfreiheit.md").rename(
        geteilt / "sonstiges-informationsfreiheit.md"
    )
    (neu / "klauseln/vereinbarung/leistung-aufnahmepflicht.md").unlink()
    ausgabe = register(ZWEITES)
    assert all(any(stelle["paket"] == ZWEITES for stelle in eintrag["stellen"]) for eintrag in ausgabe["klauseln"])
    erweitert = klausel(ausgabe, "leistung-aufnahmepflicht")
    assert [(s["paket"], s["herkunft"], s["aus"]) for s in erweitert["stellen"]] == [
        (ZWEITES, "erweitert", PAKET),
        (PAKET, "eigen", None),
    ]
    assert klausel(ausgabe, "sonstiges-informationsfreiheit")["stellen"][0]["herkunft"] == "gemeinsam"
    eigene = klausel(ausgabe, "kopf")["stellen"][0]
    assert eigene["ersetzt"] == f"templates/{PAKET}/klauseln/vereinbarung/kopf.md"


def test_what_cannot_be_read_is_named(aufruf: Aufruf, bereich: Path) -> None:
    (bereich / "provider_data/kaputt.yaml").write_text("paket: gibt/es-nicht\n", encoding="utf-8")
    lauf = aufruf("clauses", in_ordner=bereich)
    assert lauf.code == 0
    assert "Nicht dabei: Profil „kaputt“ hat Fehler; „vertragsgen check kaputt“ zeigt sie." in lauf.aus
