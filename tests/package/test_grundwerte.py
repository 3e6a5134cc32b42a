"""Check parameters that packages share."""

from __future__ import annotations

from pathlib import Path

from vertragsgen.package.grundwerte import with_shared_values
from vertragsgen.source.node import to_data
from vertragsgen.source.reader import read_text
from vertragsgen.workspace import open_workspace

TAFEL = "recht:\n  gesetze: {BZRG: [lang]}\n  aufgehoben: [a, b]\nform: {steuernummer_land: Land}\n"


def gelegt(tmp_path: Path, manifest: str) -> tuple[object, list[str]]:
    ordner = tmp_path / "templates/_gemeinsam/pruefwerte"
    ordner.mkdir(parents=True)
    (tmp_path / "provider_data").mkdir()
    (ordner / "tafel.yaml").write_text(TAFEL, encoding="utf-8")
    knoten, befunde = with_shared_values(open_workspace(tmp_path), read_text(manifest, "paket.yaml").node, code="VG150")
    assert knoten is not None
    return to_data(knoten), [befund.meldung for befund in befunde]


def test_own_values_go_before_shared_ones_and_lists_replace(tmp_path: Path) -> None:
    daten, befunde = gelegt(tmp_path, "id: x\npruefwerte:\n  basis: tafel\n  recht: {aufgehoben: [c]}\n")
    assert befunde == []
    assert daten == {
        "id": "x",
        "pruefwerte": {
            "recht": {"gesetze": {"BZRG": ["lang"]}, "aufgehoben": ["c"]},
            "form": {"steuernummer_land": "Land"},
            "basis": "tafel",
        },
    }


def test_a_package_without_a_table_stays_as_it_is(tmp_path: Path) -> None:
    assert gelegt(tmp_path, "pruefwerte: {recht: {aufgehoben: [c]}}\n") == (
        {"pruefwerte": {"recht": {"aufgehoben": ["c"]}}},
        [],
    )


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    _, befunde = gelegt(tmp_path, "pruefwerte: {basis: fehlt}\n")
    assert befunde == [
        "Die gemeinsamen Prüfwerte „fehlt“ gibt es nicht; erwartet wird templates/_gemeinsam/pruefwerte/fehlt.yaml."
    ]


def test_a_table_outside_the_folder_is_refused(tmp_path: Path) -> None:
    _, befunde = gelegt(tmp_path, "pruefwerte: {basis: ../../x}\n")
    assert len(befunde) == 1
