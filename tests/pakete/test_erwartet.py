"""Each package's example builds without open findings, and its documents read as ``erwartet/`` says.

``VERTRAGSGEN_ERWARTET=schreiben pytest tests/pakete`` rewrites the expected texts and removes orphans; read the
difference before you commit it. It refuses to run in CI.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from vertragsgen.linearise import linearise_docx, to_markdown
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Einstellungen, Workspace, open_workspace

ROOT = Path(__file__).parents[2]
PAKETE = open_workspace(ROOT).packages()
SCHREIBEN = os.environ.get("VERTRAGSGEN_ERWARTET") == "schreiben"


def beispiel(workspace: Workspace, paket: str) -> Ergebnis:
    """The package's own example, built as if its folder were the folder of profiles."""
    folder = workspace.name(workspace.package_dir(paket))
    own = replace(workspace, einstellungen=Einstellungen(profile=folder))
    return run(Werkstatt(own), "beispiel", stichtag=date(2019, 1, 1))


@pytest.fixture(scope="module", params=PAKETE)
def gebaut(request: pytest.FixtureRequest) -> tuple[Path, Ergebnis]:
    workspace = open_workspace(ROOT)
    return workspace.package_dir(request.param), beispiel(workspace, request.param)


def test_there_are_packages() -> None:
    assert len(PAKETE) >= 2


def test_the_example_has_no_open_finding(gebaut: tuple[Path, Ergebnis]) -> None:
    _, ergebnis = gebaut
    assert [befund for befund in ergebnis.befunde if befund.offen and befund.schwere != "hinweis"] == []
    assert ergebnis.dateien


def test_the_documents_read_as_expected(gebaut: tuple[Path, Ergebnis]) -> None:
    ordner, ergebnis = gebaut
    texte = {erzeugt.dokument: to_markdown(linearise_docx(erzeugt.pack())) for erzeugt in ergebnis.dokumente}
    erwartet = ordner / "erwartet"
    if SCHREIBEN:
        assert not os.environ.get("CI"), "expected texts are not rewritten in CI"
        erwartet.mkdir(exist_ok=True)
        for alt in erwartet.glob("*.md"):
            if alt.stem not in texte:
                alt.unlink()
        for name, text in texte.items():
            (erwartet / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    assert {datei.stem for datei in erwartet.glob("*.md")} == set(texte)
    for name, text in texte.items():
        soll = (erwartet / f"{name}.md").read_text(encoding="utf-8")
        assert text == soll, f"{name} liest sich anders; siehe VERTRAGSGEN_ERWARTET in dieser Datei"
