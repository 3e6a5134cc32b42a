"""``doctor`` and the comparison of versions with the tested ranges."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.cli import diagnose, fassungen
from vertragsgen.output.write import beside
from vertragsgen.workspace import open_workspace


@pytest.mark.parametrize(
    ("fassung", "bereich", "passt"),
    [
        ("8.5.1", ">=8.5,<9", True),
        ("8.5", ">=8.5,<9", True),
        ("8.5.0", ">=8.5,<9", True),
        ("8.4.9", ">=8.5,<9", False),
        ("9.0.0", ">=8.5,<9", False),
        ("9", ">=8.5,<9", False),
        ("0.20.10", ">=0.20.2,<0.21", True),
        ("0.21", ">=0.20.2,<0.21", False),
        ("10.0", ">=9", True),
    ],
)
def test_versions_are_compared_as_numbers(fassung: str, bereich: str, passt: bool) -> None:
    assert fassungen.im_bereich(fassung, bereich) is passt


def test_an_unknown_comparison_is_a_bug() -> None:
    with pytest.raises(ValueError, match="unknown comparison"):
        fassungen.im_bereich("1.0", "~=1.0")


def test_the_ranges_are_those_of_pyproject_and_hold_here(repo: Path) -> None:
    projekt = tomllib.loads((repo / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    erwartet = {zeile.replace(" ", "") for zeile in projekt["dependencies"]}
    gefunden = fassungen.bibliotheken()
    assert {f"{b.name}{b.bereich}".lower() for b in gefunden} == {zeile.lower() for zeile in erwartet}
    assert [b.name for b in gefunden if not b.passt] == []


def test_doctor_in_the_repository_is_content(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("doctor", in_ordner=repo)
    assert lauf.code == 0, lauf.aus
    for thema in (
        "Python",
        "Bibliotheken",
        "Konsole",
        "Arbeitsbereich",
        "Vorlagen",
        "Ausgabe",
        "LibreOffice",
    ):
        assert thema in lauf.aus
    assert lauf.aus.endswith("Alles bereit.\n")


def test_doctor_outside_a_workspace_says_so_and_goes_on(aufruf: Aufruf) -> None:
    lauf = aufruf("doctor")
    assert lauf.code == 0
    assert "vertragsgen init" in lauf.aus
    assert "LibreOffice" in lauf.aus


def test_missing_templates_are_an_error(aufruf: Aufruf, tmp_path: Path) -> None:
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    lauf = aufruf("doctor", in_ordner=tmp_path)
    assert lauf.code == 1
    assert "kein Vorlagenpaket" in lauf.aus


@pytest.mark.parametrize(("installiert", "stand"), [(None, "Fehler"), ("0.1", "Hinweis"), ("1.5", "gut")], ids=str)
def test_libraries(monkeypatch: pytest.MonkeyPatch, installiert: str | None, stand: str) -> None:
    bibliothek = fassungen.Bibliothek("beispiel", ">=1,<2", installiert)
    monkeypatch.setattr(fassungen, "bibliotheken", lambda: [bibliothek])
    (punkt,) = diagnose._bibliotheken()
    assert punkt.stand == stand


def test_an_output_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def verweigert(**rest: object) -> None:
        raise PermissionError("kein Zugriff")

    monkeypatch.setattr(diagnose.tempfile, "NamedTemporaryFile", verweigert)
    punkt = diagnose._schreibbar(tmp_path / "output")
    assert punkt.stand == "Fehler"
    assert "nicht beschreibbar" in punkt.text


def test_a_writable_output_folder_is_left_as_it_was(tmp_path: Path) -> None:
    assert diagnose._schreibbar(tmp_path / "output" / "tief").stand == "gut"
    assert list(tmp_path.iterdir()) == []


def test_long_paths_are_a_matter_of_windows_only() -> None:
    assert diagnose.lange_pfade_erlaubt() or sys.platform == "win32"


def test_the_length_of_paths_counts_the_name_a_file_has_while_it_is_written(
    repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagnose, "lange_pfade_erlaubt", lambda: False)
    workspace = open_workspace(repo)
    (punkt,) = diagnose._lange_pfade(workspace)
    laengstes = max(workspace.profile_ids(), key=len)
    datei = workspace.output_dir / laengstes / "entwurf" / "leistungsbeschreibung.docx"
    assert f"etwa {len(beside(str(datei)))} Zeichen" in punkt.text
