"""The reference profile gives exactly the findings it is known to have, in both versions, and no others."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.pipeline import run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

WURZEL = Path(__file__).resolve().parents[2]
PROFIL = "regenbogen-intensiv-betreutes-wohnen"


def befunde(tmp_path: Path, fassung: str) -> list[Befund]:
    for name in ("templates", "provider_data"):
        shutil.copytree(WURZEL / name, tmp_path / name)
    datei = tmp_path / f"provider_data/{PROFIL}.yaml"
    text = re.sub(r"(?ms)^ausnahmen:\n.*?^(?=\S)", "", datei.read_text(encoding="utf-8"))
    datei.write_text(text.replace("fassung: historisch", f"fassung: {fassung}"), encoding="utf-8")
    (tmp_path / "vertragsgen.yaml").touch()
    ergebnis = run(Werkstatt(open_workspace(tmp_path)), PROFIL, stichtag=date(2019, 1, 15))
    return [befund for befund in ergebnis.befunde if befund.offen]


@pytest.mark.parametrize(
    ("fassung", "erwartet"),
    [
        (
            "historisch",
            {
                "VG213": 1,
                "VG301": 1,
                "VG305": 2,
                "VG402": 3,
                "VG404": 1,
                "VG407": 1,
                "VG409": 1,
                "VG510": 1,
                "VG602": 1,
                "VG608": 1,
                "VG702": 3,
            },
        ),
        ("bereinigt", {"VG213": 1, "VG301": 1, "VG305": 2, "VG510": 1}),
    ],
)
def test_reference_run(tmp_path: Path, fassung: str, erwartet: dict[str, int]) -> None:
    gefunden = befunde(tmp_path, fassung)
    assert Counter(befund.code for befund in gefunden) == erwartet
    assert all(befund.mark is not None and befund.mark.zeile > 1 for befund in gefunden)


def test_places_of_the_reference_run(tmp_path: Path) -> None:
    gefunden = befunde(tmp_path, "historisch")
    orte = [(befund.dokument, befund.stelle) for befund in gefunden if befund.code == "VG402"]
    assert orte == [
        ("vereinbarung", "Ziffer 1.1"), ("leistungsbeschreibung", "Ziffer 1"), ("leistungsbeschreibung", "Ziffer 4.2"),
    ]  # fmt: skip
    assert {befund.code for befund in gefunden if befund.schwere is Schwere.FEHLER} == {"VG404"}
    assert [befund.schwere for befund in gefunden if befund.code == "VG409"] == [Schwere.HINWEIS]
