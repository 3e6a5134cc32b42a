"""Profiles of a size the samples do not have: twelve groups with three surcharges, three sites, a raised one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bremen.conftest import Bau
from tests.bremen.leser import Leser
from vertragsgen import api
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.output.raisable import Fortschreibungsauftrag
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, open_workspace

ORDNER = Path(__file__).parent
GRUPPEN, STANDORTE = "zwoelf_gruppen", "drei_standorte"


def text_von(name: str) -> str:
    return (ORDNER / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bereich(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    wurzel = tmp_path_factory.mktemp("gross")
    shutil.copytree(repo / "templates", wurzel / "templates")
    (wurzel / "provider_data").mkdir()
    return open_workspace(wurzel)


@pytest.fixture(scope="module")
def lauf(bereich: Workspace) -> Callable[[str], Ergebnis]:
    werkstatt = Werkstatt(bereich)

    def laufe(text: str) -> Ergebnis:
        (bereich.profile_dir / "profil.yaml").write_text(text, encoding="utf-8")
        return run(werkstatt, "profil", stichtag=date(2019, 1, 3))

    return laufe


def ernste(ergebnis: Ergebnis) -> list[Befund]:
    return [b for b in ergebnis.befunde if b.offen and b.schwere is not Schwere.HINWEIS]


@pytest.mark.parametrize("name", [GRUPPEN, STANDORTE])
def test_it_builds_without_a_finding(lauf: Callable[[str], Ergebnis], name: str) -> None:
    ergebnis = lauf(text_von(name))
    assert ernste(ergebnis) == []
    assert len(ergebnis.dateien) == 5


def test_posts_a_little_off_leave_no_figure_without_source(lauf: Callable[[str], Ergebnis]) -> None:
    """Within the tolerance of VK the sheet's own Schlüssel is printed beside the agreed one."""
    vorlage = text_von(GRUPPEN)
    text = vorlage.replace('art: nichtfachkraft, vk: "1,30"', 'art: nichtfachkraft, vk: "1,28"')
    assert text != vorlage
    assert not [befund for befund in lauf(text).befunde if befund.code == "VG711"]


def test_twelve_groups_stand_in_both_tables(baue: Bau) -> None:
    dokumente = baue(text_von(GRUPPEN))
    entgelte = dokumente["vereinbarung"].text("3.1")
    assert "Sie beträgt je Hilfebedarfsgruppe (HBG), jeweils in € pro Person/tägl." in entgelte
    assert "1 | 1:1,5 | 4,92 | 116,02 | 3,12 | 124,06" in entgelte
    assert "12 | 1:12 | 4,92 | 18,88 | 3,12 | 26,92" in entgelte
    assert "12 | 1:12 | 3,69 | 14,16 | 3,12 | 20,97" in entgelte
    for zuschlag in (
        "Zuschlag Nachtbereitschaft | € | 11,20 pro Person/tägl.",
        "Seniorenzuschlag | € | 13,11 pro Person/tägl.",
        "Zuschlag Substitutionsbegleitung | € | 4,75 pro Person/tägl.",
    ):
        assert zuschlag in entgelte
    blatt = dokumente["kostentraegerblatt"].text("Abgleich mit der Vereinbarung")
    assert len(re.findall(r"Gesamtentgelt, Hilfebedarfsgruppe \d+", blatt)) == 12
    assert "Differenz" not in blatt


def test_three_sites_stand_in_the_wording(baue: Bau) -> None:
    dokumente = baue(text_von(STANDORTE))
    gegenstand = dokumente["vereinbarung"].text("1.1")
    assert "an folgenden Standorten" in gegenstand
    for ort in ("Haus Nord, Nordweg 5, 28757 Bremen", "Haus Hafen, Hafenweg 9, 27568 Bremerhaven"):
        assert ort in gegenstand
    entgelte = dokumente["vereinbarung"].text("3.1")
    assert "Sie beträgt je Vergütungssatz" in entgelte
    assert "Haus Hafen (1:2,5) | 5,81 | 71,50 | 3,49 | 80,80" in entgelte
    assert "Hilfebedarfsgruppe" not in entgelte
    beschreibung = dokumente["leistungsbeschreibung"]
    assert "endet der Aufenthalt im Haus Nord, Haus Mitte oder Haus Hafen." in beschreibung.text("4.2")
    assert "je Vergütungssatz" in beschreibung.text("5.3")
    blaetter = dokumente["kostentraegerblatt"]
    for haus in ("Haus Nord", "Haus Mitte", "Haus Hafen"):
        assert f"Standort | {haus}" in blaetter.text(f"{haus} Kopfdaten")


@pytest.mark.parametrize(
    ("name", "alt", "neu", "code", "meldung"),
    [
        (GRUPPEN, '"60,51"', '"60,52"', "VG206", "Hilfebedarfsgruppe 4: vereinbart 60,52 €"),
        (GRUPPEN, '"1:8", plaetze: 1', '"1:8", plaetze: 2', "VG503", "Platzzahl uneinheitlich"),
        (GRUPPEN, 'vk: "5,00"', 'vk: "4,00"', "VG501", "Betreuungspersonal"),
        (GRUPPEN, 'art: zuschlag, betrag: "13,11"', 'art: zuschlag, betrag: "-13,11"', "VG205", "Seniorenzuschlag"),
        (STANDORTE, "Bremen, plaetze: 6}", "Bremen, plaetze: 5}", "VG503", "Platzzahl uneinheitlich"),
        (STANDORTE, '"71,50"', '"71,51"', "VG206", "Maßnahmepauschale Haus Hafen: vereinbart 71,51 €"),
        (
            STANDORTE,
            "  - standort: Haus Hafen",
            "  - standort: Haus Süd",
            "VG206",
            "Kostenträgerblatt 3 lässt sich keinem",
        ),
        (STANDORTE, 'plz: "27568"', 'plz: "28195"', "VG602", "28195"),
    ],
)
def test_a_mistake_is_found(
    lauf: Callable[[str], Ergebnis], name: str, alt: str, neu: str, code: str, meldung: str
) -> None:
    text = text_von(name)
    assert text.count(alt) == 1
    gefunden = [b for b in ernste(lauf(text.replace(alt, neu))) if b.code == code]
    assert any(meldung in befund.meldung.replace("\u00a0", " ") for befund in gefunden), gefunden


@pytest.mark.parametrize("name", [GRUPPEN, STANDORTE])
def test_raised_and_built(bereich: Workspace, lauf: Callable[[str], Ergebnis], name: str) -> None:
    """The raised profile has no finding; its sheet explains each rate by predecessor and percentage."""
    datei = bereich.profile_dir / "profil.yaml"
    datei.write_text(text_von(name), encoding="utf-8")
    [fortgeschrieben] = api.raise_rates(
        bereich, ["profil"], auftrag=Fortschreibungsauftrag(Decimal("2.5"), date(2019, 7, 1))
    )
    assert fortgeschrieben.geschrieben
    assert any("beginnt neu und reicht bis 30.06.2020" in hinweis for hinweis in fortgeschrieben.hinweise)
    ergebnis = lauf(datei.read_text(encoding="utf-8"))
    assert ernste(ergebnis) == []
    leser = Leser(ergebnis.dateien["kostentraegerblatt.docx"])
    text = leser.text()
    zahl = 12 if name == GRUPPEN else 3
    zeile = r"Investitionsbetrag[^|\n]*\| (\S+) \| \1 \| unverändert \| \1 \| \1 \| 0,00"
    assert len(re.findall(zeile, text)) == zahl
    assert len(re.findall(r"\| 2,5 % \| \S+ \| \S+ \| 0,00", text)) == 2 * zahl
    assert "Die ab dem 01.07.2019 vereinbarten Sätze sind nicht neu kalkuliert, sondern fortgeschrieben" in text
    assert "(gültig vom 01.01.2019 bis zum 30.06.2019)" in text
    assert not re.search(r"Differenz -?\d", text)
    vereinbarung = Leser(ergebnis.dateien["vereinbarung.docx"]).text("3.1")
    assert (
        "Kostenträgerblatt der Vorvereinbarung mit der dort ausgewiesenen Fortschreibung zum 01.07.2019" in vereinbarung
    )
    falsch = datei.read_text(encoding="utf-8").replace("prozent: 2,5", "prozent: 2,4")
    assert {b.code for b in ernste(lauf(falsch))} == {"VG206"}
