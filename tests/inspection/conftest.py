"""A workspace that a test may break, with its documents as the text rules see them; the package of the cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.ablauf.conftest import PROFIL as REGENBOGEN
from tests.ablauf.conftest import ROOT, Werkbank
from tests.checks.conftest import lade as lade
from vertragsgen import pipeline
from vertragsgen.checks import finde_in
from vertragsgen.diagnostics import Befund
from vertragsgen.inspection import TEXTREGELN, Textkontext
from vertragsgen.rendering.document import Erzeugtes

PROFILE = sorted(pfad.stem for pfad in (ROOT / "provider_data").glob("*.yaml") if not pfad.stem.startswith("_"))


@dataclass
class Pruefling:
    """One profile's documents, with what the rules find in them after a test has changed something.

    Without ``ruecklesen`` as ``check`` sees them, which makes no files.
    """

    ergebnis: pipeline.Ergebnis
    kontext: Textkontext
    ruecklesen: bool = True

    def funde(self, code: str) -> list[Befund]:
        regel = finde_in(TEXTREGELN, code)
        assert regel is not None
        k = self.kontext
        # A new context: what it has read before may have been changed since.
        return list(regel.pruefe(Textkontext(k.pruefung, k.dokumente, k.dateien, k.leser, ruecklesen=self.ruecklesen)))

    def dokument(self, kennung: str) -> Erzeugtes:
        erzeugt = self.kontext.dokument(kennung)
        assert erzeugt is not None
        return erzeugt

    def ersetze(self, kennung: str, alt: str, neu: str, teil: str = "word/document.xml", anzahl: int = 1) -> None:
        """Change the finished file behind the program's back."""
        erzeugt = self.dokument(kennung)
        xml = erzeugt.teile[teil].decode("utf-8")
        assert xml.count(alt) >= 1, alt
        erzeugt.teile[teil] = xml.replace(alt, neu, anzahl).encode("utf-8")


class Arbeitsbereich(Werkbank):
    """A copy of the workspace whose documents the text rules can be asked about."""

    def klausel(self, name: str) -> Path:
        """The file of a clause: the package's own, else the shared one."""
        eigene = self.paket / "klauseln" / f"{name}.md"
        return eigene if eigene.exists() else self.root / "templates/_gemeinsam/klauseln" / f"{eigene.name}"

    def pruefling(self, name: str = REGENBOGEN, *, entwurf: bool = False) -> Pruefling:
        ergebnis = self.erzeuge(name, entwurf=entwurf)
        assert ergebnis.textkontext is not None, [befund.meldung for befund in ergebnis.befunde]
        return Pruefling(ergebnis, ergebnis.textkontext)


@pytest.fixture
def bereich(tmp_path: Path) -> Arbeitsbereich:
    return Arbeitsbereich(tmp_path / "arbeit")


@pytest.fixture
def unveraendert(tmp_path: Path) -> Callable[..., Pruefling]:
    """The documents of a sample profile."""
    return Arbeitsbereich(tmp_path / "arbeit").pruefling
