"""Another Land's absence rule and cost assignment are data only: the package in the folder beside, no code."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import vertragsgen
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.linearise import linearise_docx, to_markdown
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

ORDNER = Path(__file__).parent / "andere_abwesenheitsregel"
RAHMEN = Path(__file__).parents[2] / "templates/bremen/intensiv-betreutes-wohnen-sgb12/rahmen/eignung.docx"


class Arbeitsbereich:
    """A copy of the data with a frame to print them in."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(ORDNER, root)
        shutil.copy(RAHMEN, root / "templates/musterwestfalen/wohnen/rahmen/vereinbarung.docx")
        self.root, self.profil = root, root / "provider_data/beispiel.yaml"
        self.paket = root / "templates/musterwestfalen/wohnen/paket.yaml"

    def ersetze(self, datei: Path, alt: str, neu: str) -> None:
        text = datei.read_text(encoding="utf-8")
        assert text.count(alt) == 1
        datei.write_text(text.replace(alt, neu), encoding="utf-8")

    def lauf(self) -> Ergebnis:
        return run(Werkstatt(open_workspace(self.root)), "beispiel", stichtag=date(2019, 1, 1))


@pytest.fixture
def bereich(tmp_path: Path) -> Arbeitsbereich:
    return Arbeitsbereich(tmp_path / "arbeit")


def verguetung(ergebnis: Ergebnis) -> list[Befund]:
    """Open findings on remuneration and on loading, hints aside."""
    offen = [befund for befund in ergebnis.befunde if befund.offen and befund.schwere is not Schwere.HINWEIS]
    return [befund for befund in offen if befund.code.startswith(("VG1", "VG2"))]


def test_it_is_data_only() -> None:
    dateien = [pfad for pfad in ORDNER.rglob("*") if pfad.is_file() and pfad.name != ".gitkeep"]
    assert len(dateien) == 5
    assert {pfad.suffix for pfad in dateien} == {".yaml", ".md"}
    quellen = list(Path(vertragsgen.__file__).parent.rglob("*.py"))
    assert len(quellen) > 100
    assert not [pfad for pfad in quellen if "westfalen" in pfad.read_text(encoding="utf-8").lower()]


def test_the_total_is_reduced_for_at_most_28_days(bereich: Arbeitsbereich) -> None:
    ergebnis = bereich.lauf()
    assert verguetung(ergebnis) == []
    assert ergebnis.berechnung is not None
    satz = ergebnis.berechnung.saetze[0]
    assert str(satz.gesamtentgelt) == "84.10"
    assert str(satz.platzgeld_gerechnet) == "63.08"
    assert ergebnis.dateien, [befund.meldung for befund in ergebnis.befunde if befund.sperrt]
    text = to_markdown(linearise_docx(ergebnis.dateien["vereinbarung.docx"])).replace("\u00a0", " ")
    assert "Ab dem 4. Tag einer vorübergehenden Abwesenheit wird die Vergütung um 25 % gemindert" in text
    assert "mit 63,08 € pro Person und Tag gezahlt, höchstens für 28 Tage je Kalenderjahr." in text


@pytest.mark.parametrize(
    ("ort", "alt", "neu", "platzgeld"),
    [
        ("profil", "minderung_prozent: 25", "minderung_prozent: 20", "67.28"),
        ("profil", "[gesamtentgelt]", "[leistungspauschale]", "63.93"),
        ("profil", "[gesamtentgelt]", "[leistungspauschale, anlagenbetrag]", "63.08"),
        ("profil", "minderung_prozent: 25", "minderung_prozent: 50", "42.05"),
        ("paket", "rundung: summe", "rundung: je_komponente", "63.08"),
    ],
)
def test_another_rule_is_another_line_of_yaml(
    bereich: Arbeitsbereich, ort: str, alt: str, neu: str, platzgeld: str
) -> None:
    bereich.ersetze(getattr(bereich, ort), alt, neu)
    bereich.ersetze(bereich.profil, "gesamtentgelt: 63,08", f"gesamtentgelt: {platzgeld}")
    assert verguetung(bereich.lauf()) == []


@pytest.mark.parametrize(
    ("alt", "neu", "code", "meldung"),
    [
        ("63,08", "63,07", "VG204", "Platzgeld gesamt 63,07 € ungleich Summe der Bestandteile 63,08 €"),
        ("63,08", "63,93", "VG204", "Platzgeld gesamt 63,93 € ungleich"),
        ("80,69", "80,70", "VG206", "Leistungspauschale Hilfebedarfsgruppe 1: vereinbart 80,70 €"),
        ("hoechstdauer_tage: 28", "hoechstdauer_tage: null", "VG213", "Platzgeld ab Tag 4; eine Höchstdauer"),
        ("auslastung_prozent: 96", "auslastung_prozent: 94", "VG208", "außerhalb der üblichen Spanne 95–98 %"),
        ("tage: 365", "tage: 366", "VG207", "Tage im Jahr: Das Kostenträgerblatt rechnet mit 366; zulässig: 365."),
    ],
)
def test_its_own_rules_hold(bereich: Arbeitsbereich, alt: str, neu: str, code: str, meldung: str) -> None:
    if not neu.startswith("hoechst"):
        bereich.ersetze(bereich.profil, alt, neu)
    else:
        bereich.ersetze(bereich.profil, f"{alt}\n", f"{neu}\n")
    gefunden = [befund for befund in bereich.lauf().befunde if befund.code == code and befund.offen]
    assert any(meldung in befund.meldung.replace("\u00a0", " ") for befund in gefunden), gefunden
