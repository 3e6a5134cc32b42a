"""The Bremen documents say what the published agreement says: every heading, figure, norm and set phrase.

The built files are read back with python-docx, section by section; the section numbers are counted here anew
from the paragraph styles, so that a wrong number in Word would be found, too.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from vertragsgen import api
from vertragsgen.workspace import Workspace

PROFIL = "regenbogen-intensiv-betreutes-wohnen"
FASSUNGEN = ("historisch", "bereinigt")
# How many facts the list holds; a fact that gets lost while the list is edited is noticed here.
ANZAHL = {"historisch": 0, "bereinigt": 0}
MINDESTENS = 250

FAKTEN: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("fakten.yaml").read_text(encoding="utf-8"))
DOKUMENTE = [name for name in FAKTEN if not name.startswith("verboten")]


def _normal(text: str) -> str:
    return text.replace("\u00a0", " ")


def _faelle() -> Iterator[tuple[str, str, str, str]]:
    for fassung in FASSUNGEN:
        for dokument in DOKUMENTE:
            for eintrag in FAKTEN[dokument]:
                for fakt in [*eintrag.get("fakten", []), *eintrag.get(fassung, [])]:
                    yield fassung, dokument, eintrag["abschnitt"], fakt


FAELLE = list(_faelle())


class Leser:
    """Sections of a document in reading order: number or heading → lines (table rows with cells joined)."""

    def __init__(self, dokument: Document) -> None:
        self.abschnitte: dict[str, list[str]] = {"Kopf": []}
        self._jetzt, self._nummer = "Kopf", ""
        self._zaehler = [0, 0]
        self._lies(dokument)

    def _lies(self, behaelter: Any) -> None:
        for block in behaelter.iter_inner_content():
            if isinstance(block, Paragraph):
                self._absatz(block)
            else:
                self._tabelle(block)

    def _tabelle(self, tabelle: Table) -> None:
        name = tabelle.style.name if tabelle.style is not None else ""
        for zeile in tabelle.rows:
            if name == "Vertragstabelle":
                self._zeile(" | ".join(" ".join(cell.text.split("\n")) for cell in zeile.cells))
                continue
            # Layout tables (two columns, signatures): each cell is a story of its own.
            for zelle in zeile.cells:
                self._lies(zelle)
            self._zeile(" | ".join(cell.text.split("\n")[-1] for cell in zeile.cells if cell.text))

    def _absatz(self, absatz: Paragraph) -> None:
        stil = absatz.style.name if absatz.style is not None else ""
        text = absatz.text.strip()
        if stil == "Heading 1":
            self._zaehler = [self._zaehler[0] + 1, 0]
            self._nummer = str(self._zaehler[0])
            self._neu(self._nummer)
        elif stil in ("Heading 2", "Ziffer"):
            self._zaehler[1] += 1
            self._nummer = f"{self._zaehler[0]}.{self._zaehler[1]}"
            self._neu(self._nummer)
        elif stil == "Überschrift ohne Nummer":
            self._nummer = ""
            self._neu(text)
        elif stil == "Zwischenüberschrift":
            self._neu(f"{self._nummer} {text}".strip())
        elif stil == "Geschlossen":
            self._neu("Schluss")
        self._zeile(text)

    def _neu(self, name: str) -> None:
        assert name not in self.abschnitte, f"Abschnitt „{name}“ kommt zweimal vor"
        self._jetzt = name
        self.abschnitte[name] = []

    def _zeile(self, text: str) -> None:
        if text.strip():
            self.abschnitte[self._jetzt].append(_normal(text))

    def text(self, abschnitt: str | None = None) -> str:
        namen = list(self.abschnitte) if abschnitt is None else [abschnitt]
        return "\n".join(zeile for name in namen for zeile in self.abschnitte[name])


@pytest.fixture(scope="session")
def gebaut(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Leser]:
    """The four documents of the reference provider in both Fassungen, read back."""
    leser = {}
    for fassung in FASSUNGEN:
        wurzel = tmp_path_factory.mktemp(fassung)
        shutil.copy(repo / "vertragsgen.yaml", wurzel)
        shutil.copytree(repo / "templates", wurzel / "templates")
        (wurzel / "provider_data").mkdir()
        quelle = (repo / "provider_data" / f"{PROFIL}.yaml").read_text(encoding="utf-8")
        assert quelle.count("fassung: historisch\n") == 1
        ziel = wurzel / "provider_data" / f"{PROFIL}.yaml"
        ziel.write_text(quelle.replace("fassung: historisch\n", f"fassung: {fassung}\n"), encoding="utf-8")
        ergebnis = api.build(Workspace(wurzel), stichtag=date(2019, 1, 3))
        assert [eintrag.status for eintrag in ergebnis.profile] == ["gebaut"], ergebnis.bericht
        ordner = wurzel / "output" / PROFIL
        assert sorted(pfad.stem for pfad in ordner.glob("*.docx")) == sorted(DOKUMENTE)
        for name in DOKUMENTE:
            leser[fassung, name] = Leser(docx.Document(str(ordner / f"{name}.docx")))
    return leser


def test_die_liste_ist_vollstaendig() -> None:
    for fassung in FASSUNGEN:
        anzahl = sum(1 for fall in FAELLE if fall[0] == fassung)
        assert anzahl >= MINDESTENS
        assert anzahl == ANZAHL[fassung]


@pytest.mark.parametrize(("fassung", "dokument"), [(f, d) for f in FASSUNGEN for d in DOKUMENTE])
def test_jeder_fakt_steht_in_seinem_abschnitt(
    gebaut: dict[tuple[str, str], Leser], fassung: str, dokument: str
) -> None:
    leser = gebaut[fassung, dokument]
    gesucht = [(abschnitt, fakt) for f, d, abschnitt, fakt in FAELLE if (f, d) == (fassung, dokument)]
    assert gesucht
    fehlend = [
        f"{abschnitt}: {fakt}"
        for abschnitt, fakt in gesucht
        if abschnitt not in leser.abschnitte or fakt not in leser.text(abschnitt)
    ]
    assert fehlend == []


@pytest.mark.parametrize("dokument", DOKUMENTE)
def test_die_fassungen_vermischen_sich_nicht(gebaut: dict[tuple[str, str], Leser], dokument: str) -> None:
    """A phrase that only one Fassung has is absent from that section of the other one."""
    fremd = [
        f"{fassung} {eintrag['abschnitt']}: {fakt}"
        for fassung, andere in (FASSUNGEN, FASSUNGEN[::-1])
        for eintrag in FAKTEN[dokument]
        for fakt in eintrag.get(andere, [])
        if fakt in gebaut[fassung, dokument].text(eintrag["abschnitt"])
    ]
    assert fremd == []


@pytest.mark.parametrize("dokument", DOKUMENTE)
def test_abschnitte_in_der_reihenfolge_des_originals(
    gebaut: dict[tuple[str, str], Leser], dokument: str
) -> None:
    erwartet = [eintrag["abschnitt"] for eintrag in FAKTEN[dokument]]
    for fassung in FASSUNGEN:
        assert list(gebaut[fassung, dokument].abschnitte) == erwartet


@pytest.mark.parametrize("fassung", FASSUNGEN)
def test_schreibfehler_des_originals_kommen_nicht_vor(
    gebaut: dict[tuple[str, str], Leser], fassung: str
) -> None:
    texte = {name: gebaut[fassung, name].text() for name in DOKUMENTE}
    verboten = FAKTEN["verboten"] + (FAKTEN["verboten_bereinigt"] if fassung == "bereinigt" else [])
    assert len(verboten) >= len(FAKTEN["verboten"]) > 5
    gefunden = [f"{name}: {text}" for name, inhalt in texte.items() for text in verboten if text in inhalt]
    assert gefunden == []


def test_einheit_steht_an_allen_acht_betraegen(gebaut: dict[tuple[str, str], Leser]) -> None:
    for fassung in FASSUNGEN:
        assert gebaut[fassung, "vereinbarung"].text("3.1").count("pro Person/tägl.") == 8


def test_anlagen_in_der_vereinbarten_reihenfolge(gebaut: dict[tuple[str, str], Leser]) -> None:
    for fassung in FASSUNGEN:
        assert gebaut[fassung, "vereinbarung"].abschnitte["Anlagen"] == [
            "Anlagen",
            "Kostenträgerblatt",
            "Leistungsbeschreibung",
            "Persönliche Eignung von Mitarbeitern",
        ]
