"""A workspace that a test may break, with its documents as the text rules see them; the package of the cases."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.checks.conftest import lade as lade
from vertragsgen import pipeline
from vertragsgen.diagnostics import Befund
from vertragsgen.inspection import Textkontext, finde_textregel, run_text_checks
from vertragsgen.rendering.produce import Erzeugtes
from vertragsgen.workspace import open_workspace

ROOT = Path(__file__).parents[2]
PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"
REGENBOGEN = "regenbogen-intensiv-betreutes-wohnen"
PROFILE = sorted(pfad.stem for pfad in (ROOT / "provider_data").glob("*.yaml") if not pfad.stem.startswith("_"))
STICHTAG = date(2019, 6, 1)


@dataclass
class Pruefling:
    """One profile's documents, with what the rules find in them after a test has changed something."""

    ergebnis: pipeline.Ergebnis
    kontext: Textkontext

    def funde(self, code: str) -> list[Befund]:
        regel = finde_textregel(code)
        assert regel is not None
        return list(regel.pruefe(self.kontext))

    def dokument(self, kennung: str) -> Erzeugtes:
        erzeugt = self.kontext.dokument(kennung)
        assert erzeugt is not None
        return erzeugt

    def ersetze(self, kennung: str, alt: str, neu: str, teil: str = "word/document.xml", anzahl: int = 1) -> None:
        """Change the finished file behind the program's back."""
        erzeugt = self.dokument(kennung)
        xml = erzeugt.teile[teil].decode("utf-8")
        assert xml.count(alt) >= 1, alt
        erzeugt.teile = {**erzeugt.teile, teil: xml.replace(alt, neu, anzahl).encode("utf-8")}


class Arbeitsbereich:
    """A copy of the workspace."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.monkeypatch = root, monkeypatch
        for name in ("templates", "provider_data"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "vertragsgen.yaml", root)

    def klausel(self, name: str) -> Path:
        return self.root / "templates" / PAKET / "klauseln" / f"{name}.md"

    def profil(self, name: str = REGENBOGEN) -> Path:
        return self.root / "provider_data" / f"{name}.yaml"

    def ersetze(self, pfad: Path, alt: str, neu: str) -> int:
        """Replace the only occurrence; returns its line."""
        text = pfad.read_text(encoding="utf-8")
        assert text.count(alt) == 1, (alt, text.count(alt))
        pfad.write_text(text.replace(alt, neu), encoding="utf-8", newline="\n")
        return text[: text.index(alt)].count("\n") + 1

    def erzeuge(self, name: str = REGENBOGEN, *, entwurf: bool = False) -> Pruefling:
        gesehen: list[Textkontext] = []

        def mitlesen(kontext: Textkontext) -> list[Befund]:
            gesehen.append(kontext)
            return run_text_checks(kontext)

        self.monkeypatch.setattr(pipeline, "run_text_checks", mitlesen)
        werkstatt = pipeline.Werkstatt(open_workspace(self.root))
        ergebnis = pipeline.run(werkstatt, name, stichtag=STICHTAG, entwurf=entwurf)
        assert gesehen, [befund.meldung for befund in ergebnis.befunde]
        return Pruefling(ergebnis, gesehen[0])


@pytest.fixture
def bereich(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Arbeitsbereich:
    return Arbeitsbereich(tmp_path / "arbeit", monkeypatch)


@pytest.fixture
def unveraendert(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Pruefling]:
    """The documents of a sample profile."""
    arbeitsbereich = Arbeitsbereich(tmp_path / "arbeit", monkeypatch)
    return arbeitsbereich.erzeuge
