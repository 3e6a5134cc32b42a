"""A monthly flat rate per child and an hourly rate: units, components, ages, absence and words are data only."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import vertragsgen
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.linearise import linearise_docx, to_markdown
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

ORDNER = Path(__file__).parent / "monate_und_stunden"
VORLAGEN = Path(__file__).parents[2] / "templates"
PAKET = "templates/musterstadt/tagesstruktur-kinder"
GRUPPE, EINZELN = "tagesgruppe", "einzelbegleitung"
Lauf = Callable[..., Ergebnis]


def lege_an(wurzel: Path) -> Path:
    """The workspace of the package, with the frames and shared parts of the repository, in the new folder ``wurzel``."""
    shutil.copytree(ORDNER, wurzel)
    shutil.copytree(VORLAGEN / "_gemeinsam", wurzel / "templates/_gemeinsam")
    for rahmen in ("vereinbarung.docx", "querformat.docx"):
        shutil.copy(VORLAGEN / "bremen/intensiv-betreutes-wohnen-sgb12/rahmen" / rahmen, wurzel / PAKET / "rahmen")
    return wurzel


@pytest.fixture
def lauf(tmp_path: Path) -> Lauf:
    """Run a profile of the workspace, after exchanging ``alt`` by ``neu`` in the profile (or in ``datei``)."""
    wurzel = lege_an(tmp_path / "arbeit")

    def laufe(profil: str, alt: str = "", neu: str = "", datei: str | None = None) -> Ergebnis:
        if alt:
            pfad = wurzel / (datei or f"provider_data/{profil}.yaml")
            text = pfad.read_text(encoding="utf-8")
            assert text.count(alt) == 1
            pfad.write_text(text.replace(alt, neu), encoding="utf-8")
        return run(Werkstatt(open_workspace(wurzel)), profil, stichtag=date(2024, 1, 1))

    return laufe


def ernste(ergebnis: Ergebnis) -> list[Befund]:
    return [befund for befund in ergebnis.befunde if befund.offen and befund.schwere is not Schwere.HINWEIS]


def text_von(ergebnis: Ergebnis, dokument: str) -> str:
    return to_markdown(linearise_docx(ergebnis.dateien[f"{dokument}.docx"])).replace("\u00a0", " ")


def test_it_is_data_only() -> None:
    dateien = [pfad for pfad in ORDNER.rglob("*") if pfad.is_file() and pfad.name != ".gitkeep"]
    assert len(dateien) == 16
    assert {pfad.suffix for pfad in dateien} == {".yaml", ".md"}
    worte = ("förderpauschale", "foerderpauschale", "kind_monat", "monatl.", "musterstadt/")
    quellen = [pfad.read_text(encoding="utf-8").lower() for pfad in Path(vertragsgen.__file__).parent.rglob("*.py")]
    assert len(quellen) > 100
    assert not [wort for wort in worte if any(wort in quelle for quelle in quellen)]


def test_a_monthly_flat_rate(lauf: Lauf) -> None:
    ergebnis = lauf(GRUPPE)
    assert ernste(ergebnis) == []
    vereinbarung = text_von(ergebnis, "vereinbarung")
    assert "Die Leistung wird je Kind und angefangenen Kalendermonat vergütet" in vereinbarung
    assert "| Förderbedarf 1, Gesamtentgelt: | € | 1.295,70 pro Kind/monatl. |" in vereinbarung
    assert "| Zuschlag: Begleitung auf dem Schulweg | € | 48,50 pro Kind/monatl. |" in vereinbarung
    assert (
        "wird ab dem 31. Tag der Abwesenheit für die Monate, in die sie fällt, eine Abwesenheitspauschale"
        in vereinbarung
    )
    assert "| Förderbedarf 1 | € | 1.060,63 pro Kind/monatl. |" in vereinbarung
    assert "im Alter von 6 bis 14 Jahren" in vereinbarung
    blatt = text_von(ergebnis, "kostentraegerblatt")
    assert "| Platzmonate (Plätze × Monate × Auslastung) | 136,80 |" in blatt
    assert "| € je Platzmonat |" in blatt
    assert "a + b/Schlüssel (1 : 3) = 2.064,5285" in blatt
    for text in (vereinbarung, blatt):
        assert "Berechnungstag" not in text
        assert "tägl" not in text


def test_an_hourly_rate(lauf: Lauf) -> None:
    ergebnis = lauf(EINZELN)
    assert ernste(ergebnis) == []
    vereinbarung = text_von(ergebnis, "vereinbarung")
    assert "Die Leistung wird je geleisteter Fachleistungsstunde von 60 Minuten vergütet" in vereinbarung
    assert "| Einzelbegleitung, Gesamtentgelt: | € | 55,12 pro Stunde |" in vereinbarung
    assert "es rechnet je Fachleistungsstunde." in vereinbarung
    blatt = text_von(ergebnis, "kostentraegerblatt")
    assert "| abrechenbare Stunden (Stunden × Auslastung) | 3.888 |" in blatt or "3.888,00" in blatt
    assert "Summe/abrechenbare Stunden = 52,2398" in blatt


@pytest.mark.parametrize(
    ("profil", "worte"),
    [
        (GRUPPE, ("Monate im Jahr", "Platzmonate (Plätze × Monate × Auslastung)", "€ je Platzmonat")),
        (
            EINZELN,
            ("abrechenbare Stunden (Stunden × Auslastung)", "Satz je Fachleistungsstunde, kaufmännisch gerundet"),
        ),
    ],
)
def test_the_workbook_speaks_the_words_of_the_package(lauf: Lauf, profil: str, worte: tuple[str, ...]) -> None:
    mappe = openpyxl.load_workbook(io.BytesIO(lauf(profil).dateien["kostentraegerblatt.xlsx"]), data_only=True)
    texte = [
        str(zelle.value) for zeile in mappe.worksheets[0].iter_rows() for zelle in zeile if zelle.value is not None
    ]
    assert [wort for wort in worte if wort not in texte] == []
    assert not [text for text in texte if "Berechnungstag" in text or text == "Differenz 0"]
    assert "stimmt" in texte


@pytest.mark.parametrize(
    ("profil", "alt", "neu", "code", "meldung"),
    [
        (GRUPPE, '"1.114,82"', '"1.114,83"', "VG206", "Förderpauschale Förderbedarf 1: vereinbart 1.114,83 €"),
        (GRUPPE, "  monate: 12", "  monate: 11", "VG207", "Monate im Jahr: Das Kostenträgerblatt rechnet mit 11"),
        (GRUPPE, "  monate: 12", "  tage: 365", "VG107", "Für die Bezugsgröße „platzmonate“ fehlt"),
        (GRUPPE, "einheit: kind_monat", "einheit: stunde", "VG207", "rechnet je Platzmonat, Förderbedarf 1 ist aber"),
        (
            GRUPPE,
            "alter: {min: 6, max: 14}",
            "alter: {min: 6, max: 19}",
            "VG509",
            "Höchstalter 19 überschreitet 17 Jahre",
        ),
        (GRUPPE, "auslastung_prozent: 95", "auslastung_prozent: 80", "VG208", "außerhalb der üblichen Spanne 85–100 %"),
        (EINZELN, '"52,24"', '"52,25"', "VG206", "203.108,40 € / 3.888,00 abrechenbare Stunden"),
        (EINZELN, "stunden: 4320", "stunden: 0", "VG207", "Zahl der Fachleistungsstunden im Jahr"),
        (EINZELN, "stunden: 4320", "monate: 12", "VG108", "„monate“ passt nicht zur Bezugsgröße"),
    ],
)
def test_a_mistake_is_found(lauf: Lauf, profil: str, alt: str, neu: str, code: str, meldung: str) -> None:
    gefunden = [befund for befund in ernste(lauf(profil, alt, neu)) if befund.code == code]
    assert any(meldung in befund.meldung.replace("\u00a0", " ") for befund in gefunden), gefunden


def test_an_hourly_sheet_carries_one_rate_only(lauf: Lauf) -> None:
    zeile = '    - {bezeichnung: Zweitkraft, foerderpauschale: "52,24", sachpauschale: "0,96", raumpauschale: "1,92"}\n'
    ergebnis = lauf(EINZELN, "kostentraegerblatt:\n", f"{zeile}kostentraegerblatt:\n")
    gefunden = [befund.meldung for befund in ernste(ergebnis) if befund.code == "VG206"]
    assert any("begründet genau einen Vergütungssatz, dieses 2: Einzelbegleitung, Zweitkraft" in m for m in gefunden)


def test_a_package_without_the_words_refuses_the_sheet(lauf: Lauf) -> None:
    worte = "    platzmonate: {zahl: Monate im Jahr, menge: Platzmonate, je: je Platzmonat, faktoren: Monate × Auslastung, zulaessig: [12]}\n"
    ergebnis = lauf(GRUPPE, worte, "", f"{PAKET}/paket.yaml")
    assert any("kennt die Bezugsgröße „platzmonate“ nicht" in befund.meldung for befund in ernste(ergebnis))
    assert not ergebnis.dateien
