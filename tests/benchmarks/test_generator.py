"""What the benchmark compares is fair: profiles without errors, and docxtpl fills the same documents."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docxtpl import DocxTemplate

from benchmarks.peer import comparable_templates, values
from benchmarks.providers import generate
from vertragsgen import api
from vertragsgen.workspace import Workspace

ANZAHL = 8


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return generate(tmp_path_factory.mktemp("anbieter").resolve() / "ws", ANZAHL, 7)


def test_the_profiles_are_different_and_without_new_errors(workspace: Workspace, repo: Path) -> None:
    namen = workspace.profile_ids()
    assert len(namen) == ANZAHL
    assert len({workspace.profile_path(name).read_bytes() for name in namen}) == ANZAHL
    arithmetik = [b for b in api.check(workspace, stichtag=date(2019, 1, 1)) if b.sperrt and b.code < "VG300"]
    assert arithmetik == []


def test_a_seed_always_makes_the_same(workspace: Workspace, tmp_path: Path) -> None:
    zweite = generate(tmp_path.resolve() / "ws", ANZAHL, 7)
    for name in workspace.profile_ids():
        assert workspace.profile_path(name).read_bytes() == zweite.profile_path(name).read_bytes()


def test_docxtpl_fills_documents_of_the_same_size(workspace: Workspace) -> None:
    namen = workspace.profile_ids()
    geprueft = 0
    for nummer, vorlagen in enumerate(comparable_templates(workspace, namen[:4])):
        unsere = api.render_profile(workspace, namen[nummer]).dateien
        assert {f"{vorlage.dokument}" for vorlage in vorlagen} == {name for name in unsere if name.endswith(".docx")}
        for vorlage, werte in values(workspace, namen[nummer], vorlagen):
            dokument = DocxTemplate(io.BytesIO(vorlage.docx))
            dokument.render(werte)
            ziel = io.BytesIO()
            dokument.save(ziel)
            ihres, unseres = (Document(io.BytesIO(data)) for data in (ziel.getvalue(), unsere[vorlage.dokument]))
            assert [p.text for p in ihres.paragraphs] == [p.text for p in unseres.paragraphs]
            assert len(ihres.tables) == len(unseres.tables)
            geprueft += 1
    assert geprueft == 15
