"""Every document of every profile in provider_data, as final and as draft, passes all audits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.audit import audit_accessibility, audit_structure, validate_openxml_audit, validate_sdk
from tests.libreoffice import TEXT, LibreOffice
from vertragsgen.linearise import Zeile, linearise_docx
from vertragsgen.pipeline import run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, find_workspace


@dataclass(frozen=True)
class Rendered:
    """All files of one profile, as final or as draft; ``required`` and ``possible`` is what the package promises."""

    profil: str
    entwurf: bool
    files: dict[str, bytes]
    required: frozenset[str]
    possible: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.profil}{'/entwurf' if self.entwurf else ''}"


@pytest.fixture(scope="module")
def rendered(repo: Path) -> list[Rendered]:
    workspace = find_workspace(repo)
    assert workspace is not None
    werkstatt = Werkstatt(workspace)
    return [one for profil in workspace.profile_ids() for one in _render(werkstatt, profil)]


def _render(werkstatt: Werkstatt, profil: str) -> Iterator[Rendered]:
    for entwurf in (False, True):
        result = run(werkstatt, profil, stichtag=date.min, entwurf=entwurf)
        stopping = [f"{finding.code} {finding.meldung}" for finding in result.befunde if finding.sperrt]
        assert entwurf or not stopping, f"{profil}: {stopping}"
        paket = werkstatt.paket(_package_of(werkstatt.workspace, profil)).paket
        assert paket is not None
        documents = paket.manifest.dokumente
        yield Rendered(
            profil,
            entwurf,
            dict(result.dateien),
            frozenset(f"{d.id}.{fmt}" for d in documents if d.wenn is None for fmt in d.formate),
            frozenset(f"{d.id}.{fmt}" for d in documents for fmt in d.formate),
        )


def _package_of(workspace: Workspace, profil: str) -> str:
    """The package a profile names; read from its text, so that this test does not depend on our loader."""
    lines = workspace.profile_path(profil).read_text(encoding="utf-8").splitlines()
    (found,) = (line for line in lines if line.startswith("paket:"))
    return found.partition(":")[2].partition("#")[0].strip().strip("\"'")


def _findings(rendered: list[Rendered], audit: Callable[[Rendered, bytes], list[str]]) -> list[str]:
    found = []
    for one in rendered:
        for name, data in one.files.items():
            if name.endswith(".docx"):
                found += [f"{one.name}/{name}: {finding}" for finding in audit(one, data)]
    return found


def _all_files(rendered: list[Rendered]) -> dict[str, bytes]:
    return {f"{one.name}/{name}": data for one in rendered for name, data in one.files.items()}


def test_all_documents_are_there(rendered: list[Rendered], repo: Path) -> None:
    profiles = [path for path in (repo / "provider_data").glob("*.yaml") if not path.name.startswith("_")]
    assert len(rendered) == 2 * len(profiles) >= 10
    for one in rendered:
        assert one.required, one.name
        assert one.required <= one.files.keys() <= one.possible, one.name
    for kind in {name for one in rendered for name in one.possible}:
        assert any(kind in one.files for one in rendered if not one.entwurf), f"{kind} wird nirgends erzeugt"
    assert len(_all_files(rendered)) >= 44


def test_accessibility(rendered: list[Rendered]) -> None:
    assert not _findings(rendered, lambda _, data: audit_accessibility(data))


def test_structure_and_leftovers(rendered: list[Rendered]) -> None:
    assert not _findings(rendered, lambda one, data: audit_structure(data, entwurf=one.entwurf))


def test_openxml_audit(rendered: list[Rendered]) -> None:
    files = _all_files(rendered)
    found = validate_openxml_audit(files)
    assert found.keys() == files.keys()
    assert not {name: lines for name, lines in found.items() if lines}


@pytest.mark.node
def test_open_xml_sdk(rendered: list[Rendered]) -> None:
    files = _all_files(rendered)
    found = validate_sdk(files)
    assert found.keys() == files.keys()
    assert not {name: lines for name, lines in found.items() if lines}


def test_the_lineariser_reads_all_of_them(rendered: list[Rendered]) -> None:
    def read(_: Rendered, data: bytes) -> list[str]:
        lines = linearise_docx(data)
        places = [line.stelle for line in lines.zeilen]
        twice = {place for place in places if places.count(place) > 1}
        found = [finding.meldung for finding in lines.befunde] + [f"Stelle zweimal: {place}" for place in twice]
        return found + ([] if lines.zeilen and lines.eigenschaften.titel else ["leer oder ohne Titel"])

    assert not _findings(rendered, read)


def _as_shown(line: Zeile) -> str:
    """The line as LibreOffice writes it to a text file: every bullet is „•“ there, whatever the document has."""
    text = " ".join(line.volltext.split())
    return text if any(sign.isalnum() for sign in line.nummer) else text.replace(line.nummer, "•", 1)


@pytest.mark.libreoffice
def test_libreoffice_shows_the_numbers_we_resolve(rendered: list[Rendered], libreoffice: LibreOffice) -> None:
    """Numbering of the finished documents, counted by an independent program."""
    documents = {
        name: data for name, data in _all_files([one for one in rendered if not one.entwurf]).items()
        if name.endswith(".docx")
    }  # fmt: skip
    numbered = 0
    for name, text in libreoffice.wandle(documents, TEXT).items():
        shown = [" ".join(line.split()) for line in text.decode("utf-8-sig").splitlines()]
        ours = [_as_shown(line) for line in linearise_docx(documents[name]).zeilen if line.nummer]
        theirs = iter(shown)
        missing = [text for text in ours if text not in theirs]  # consumes: order counts
        assert not missing, name
        numbered += len(ours)
    assert numbered > 100
