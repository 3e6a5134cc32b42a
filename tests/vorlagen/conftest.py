"""A copy of the repository's workspace, to be broken by each test, and its package."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from vertragsgen.rendering.docx.package import read_parts, write_parts

PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"
PROFIL = "mustersiel-beispielhilfe"


@dataclass(frozen=True)
class Werkbank:
    """A workspace of its own with one package and one profile of it."""

    root: Path

    @property
    def paket(self) -> Path:
        return self.root / "templates" / PAKET

    def zeile(self, datei: str, text: str) -> int:
        """The line (from 1) of a file of the package that holds ``text``."""
        zeilen = (self.paket / datei).read_text(encoding="utf-8").splitlines()
        treffer = [nummer for nummer, zeile in enumerate(zeilen, 1) if text in zeile]
        assert len(treffer) == 1, (datei, text, treffer)
        return treffer[0]

    def ersetze(self, datei: str, alt: str, neu: str) -> int:
        """Replace what stands once in a file of the package; the line of it."""
        zeile = self.zeile(datei, alt)
        pfad = self.paket / datei
        pfad.write_text(pfad.read_text(encoding="utf-8").replace(alt, neu), encoding="utf-8", newline="\n")
        return zeile

    def rahmen(self, datei: str, teil: str, alt: str, neu: str) -> None:
        """Replace bytes in a part of a frame."""
        pfad = self.paket / "rahmen" / datei
        parts = read_parts(pfad.read_bytes())
        assert alt.encode() in parts[teil]
        parts[teil] = parts[teil].replace(alt.encode(), neu.encode(), 1)
        pfad.write_bytes(write_parts(parts))


@pytest.fixture
def bank(repo: Path, tmp_path: Path) -> Werkbank:
    root = tmp_path / "bank"
    shutil.copytree(repo / "templates" / PAKET, root / "templates" / PAKET)
    shutil.copytree(repo / "templates/_gemeinsam", root / "templates/_gemeinsam")
    (root / "provider_data").mkdir()
    for geteilt in (repo / "provider_data").glob("_*.yaml"):
        shutil.copy(geteilt, root / "provider_data")
    shutil.copy(repo / "provider_data" / f"{PROFIL}.yaml", root / "provider_data")
    shutil.copy(repo / "vertragsgen.yaml", root)
    return Werkbank(root)
