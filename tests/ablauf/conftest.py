"""A copy of the repository's workspace that a test may break."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from vertragsgen import api
from vertragsgen.linearise import linearise_docx, to_markdown
from vertragsgen.pipeline import Ergebnis
from vertragsgen.workspace import Workspace, open_workspace

ROOT = Path(__file__).parents[2]
PROFIL = "regenbogen-intensiv-betreutes-wohnen"
PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"
STICHTAG = date(2019, 6, 1)


class Werkbank:
    """A workspace in a folder of its own, with the few moves the tests need."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("templates", "provider_data"):
            shutil.copytree(ROOT / name, root / name)
        (root / "vertragsgen.yaml").write_bytes((ROOT / "vertragsgen.yaml").read_bytes())
        self.paket = root / "templates" / PAKET

    @property
    def workspace(self) -> Workspace:
        return open_workspace(self.root)

    def profil(self, name: str = PROFIL) -> Path:
        return self.root / "provider_data" / f"{name}.yaml"

    def ersetze(self, path: Path, alt: str, neu: str) -> int:
        """Replace the only occurrence of ``alt``; returns the line it stands in."""
        text = path.read_text(encoding="utf-8")
        assert text.count(alt) == 1, (alt, text.count(alt))
        path.write_text(text.replace(alt, neu), encoding="utf-8", newline="\n")
        return text[: text.index(alt)].count("\n") + 1

    def erzeuge(self, name: str = PROFIL, *, entwurf: bool = False) -> Ergebnis:
        return api.render_profile(self.workspace, name, entwurf=entwurf, stichtag=STICHTAG)

    def text(self, dokument: str = "vereinbarung", name: str = PROFIL) -> str:
        """A document as linearised text with plain spaces."""
        ergebnis = self.erzeuge(name)
        assert ergebnis.dateien, [befund.meldung for befund in ergebnis.befunde]
        return to_markdown(linearise_docx(ergebnis.dateien[f"{dokument}.docx"])).replace("\u00a0", " ")

    def baue(self, *profile: str, **options: object) -> api.Bauergebnis:
        return api.build(self.workspace, profile, stichtag=STICHTAG, **options)  # type: ignore[arg-type]


@pytest.fixture
def bank(tmp_path: Path) -> Werkbank:
    return Werkbank(tmp_path / "arbeit")
