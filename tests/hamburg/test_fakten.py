"""The Hamburg documents say what the published form says: every heading, point, figure, norm and set phrase.

Section numbers are part of the list, so that a fact in the wrong section is found, too.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.faktenliste import Faktenliste, steht, treffer
from tests.hamburg.conftest import Lauf
from tests.hamburg.leser import AnlagenLeser
from vertragsgen.linearise import linearise_docx

FASSUNGEN = ("historisch", "bereinigt")
# How many facts the list holds; one that gets lost while the list is edited is noticed here.
ANZAHL = {"historisch": 418, "bereinigt": 420}

LISTE = Faktenliste(Path(__file__).parent)
DOKUMENTE = LISTE.dokumente

Gebaut = dict[tuple[str, str], AnlagenLeser]


@pytest.fixture(scope="session")
def gebaut(laufe: Lauf, profiltext: str) -> Gebaut:
    """The four documents of the sample provider in both Fassungen, read back."""
    assert profiltext.count("fassung: historisch ") == 1
    leser = {}
    for fassung in FASSUNGEN:
        ergebnis = laufe(profiltext.replace("fassung: historisch ", f"fassung: {fassung} "))
        assert not ergebnis.sperrt, ergebnis.befunde
        namen = [*(f"{name}.docx" for name in DOKUMENTE), "budgetblatt.xlsx"]
        assert sorted(ergebnis.dateien) == sorted(namen)
        assert [erzeugt.dokument for erzeugt in ergebnis.dokumente] == DOKUMENTE
        leser.update({(fassung, name): AnlagenLeser(ergebnis.dateien[f"{name}.docx"]) for name in DOKUMENTE})
    return leser


def test_die_liste_ist_vollstaendig() -> None:
    assert {fassung: LISTE.anzahl(fassung) for fassung in FASSUNGEN} == ANZAHL


@pytest.mark.parametrize(("fassung", "dokument"), [(f, d) for f in FASSUNGEN for d in DOKUMENTE])
def test_jeder_fakt_steht_in_seinem_abschnitt(gebaut: Gebaut, fassung: str, dokument: str) -> None:
    gesucht = LISTE.fakten(fassung, dokument)
    assert gesucht
    assert [fakt for fakt in gesucht if not steht(gebaut[fassung, dokument], fakt)] == []


@pytest.mark.parametrize("dokument", DOKUMENTE)
def test_die_fassungen_vermischen_sich_nicht(gebaut: Gebaut, dokument: str) -> None:
    """A phrase that only one Fassung has is absent from that section of the other one."""
    for fassung, andere in (FASSUNGEN, FASSUNGEN[::-1]):
        assert [f for f in LISTE.nur(andere, dokument) if steht(gebaut[fassung, dokument], f)] == [], fassung


@pytest.mark.parametrize(("fassung", "dokument"), [(f, d) for f in FASSUNGEN for d in DOKUMENTE])
def test_abschnitte_in_der_reihenfolge_des_originals(gebaut: Gebaut, fassung: str, dokument: str) -> None:
    assert list(gebaut[fassung, dokument].abschnitte) == LISTE.abschnitte(fassung, dokument)


def test_word_zeigt_dieselben_nummern(gebaut: Gebaut) -> None:
    """The numbers Word's own numbering gives are those counted from the styles, in the form of each document."""
    for (fassung, name), leser in gebaut.items():
        gezeigt = [zeile.nummer for zeile in linearise_docx(leser.daten).zeilen if zeile.nummer not in ("", "–")]
        teile = [nummer.split(".") for nummer in leser.nummern]
        if name == "vereinbarung":
            erwartet = [f"§\u00a0{nummer[0]}" if len(nummer) == 1 else f"({nummer[1]})" for nummer in teile]
        elif name == "budgetblatt":
            # The annexes themselves carry no number; their sections begin with 1 again.
            erwartet = [f"{nummer[1]}." for nummer in teile if len(nummer) == 2]
        else:
            erwartet = [f"{nummer[0]}." if len(nummer) == 1 else ".".join(nummer) for nummer in teile]
        if name == "leistungsbeschreibung":
            # The list of the four Leistungsbereiche counts from 1 to 4 behind 4.3.
            ort = erwartet.index("4.3") + 1
            erwartet[ort:ort] = ["1.", "2.", "3.", "4."]
        assert gezeigt == erwartet, (fassung, name)
        assert len(gezeigt) > 4


@pytest.mark.parametrize("fassung", FASSUNGEN)
def test_schreibfehler_platzhalter_und_fremdes_kommen_nicht_vor(gebaut: Gebaut, fassung: str) -> None:
    muster = LISTE.verboten["verboten"] + (LISTE.verboten["verboten_bereinigt"] if fassung == "bereinigt" else [])
    assert len(muster) == {"historisch": 17, "bereinigt": 20}[fassung]
    assert treffer(muster, {name: gebaut[fassung, name].text() for name in DOKUMENTE}) == []


def test_die_abgeloesten_begriffe_stehen_in_der_historischen_fassung(gebaut: Gebaut) -> None:
    """The list of replaced terms is not stale."""
    text = "\n".join(gebaut["historisch", name].text() for name in DOKUMENTE)
    assert [ausdruck for ausdruck in LISTE.verboten["verboten_bereinigt"] if not re.search(ausdruck, text)] == []


@pytest.mark.parametrize(
    ("abschnitt", "punkte"),
    [("2", 3), ("3", 11), ("4.1", 6), ("4.1 Offene Gruppen", 6), ("4.1 Einzelberatung", 3), ("4.1 Nachsorge", 2),
     ("4.2", 7), ("4.3", 4), ("4.3.1", 5), ("4.3.2", 6), ("4.3.3", 9), ("4.3.4", 7), ("4.3.4 Integrale Bestandteile", 3),
     ("4.4", 7), ("6.1", 5), ("7", 2)],
)  # fmt: skip
def test_zahl_der_punkte(gebaut: Gebaut, abschnitt: str, punkte: int) -> None:
    """The number of points of each list of the form, counted in the finished document."""
    for fassung in FASSUNGEN:
        leser = gebaut[fassung, "leistungsbeschreibung"]
        assert leser.punkte[abschnitt] == punkte, fassung


def test_anlagen_in_der_vereinbarten_reihenfolge(gebaut: Gebaut) -> None:
    for fassung in FASSUNGEN:
        assert gebaut[fassung, "vereinbarung"].abschnitte["Anlagen"] == [
            "Anlagen",
            "Anlage 1: Leistungsbeschreibung",
            "Anlage 2.1: Budgetvereinbarung",
            "Anlage 2.2: Fallpauschale für Intensivfälle",
            "Anlage 3: Qualität und Personal",
        ]


def test_uebrige_anlagen_haben_keine_unterschriften(gebaut: Gebaut) -> None:
    for fassung in FASSUNGEN:
        for name in ("leistungsbeschreibung", "persoenliche-eignung"):
            assert "Unterschrift" not in gebaut[fassung, name].text()


def test_fallpauschale_und_zahl_der_faelle_sind_in_beiden_anlagen_dieselben(gebaut: Gebaut) -> None:
    leser = gebaut["bereinigt", "budgetblatt"]
    (zeile,) = [zeile for zeile in leser.abschnitte["1.2"] if zeile.startswith("Intensivfälle")]
    _, anzahl, pauschale, _ = zeile.split(" | ")
    assert f"Intensivfälle | {pauschale} | {anzahl}" in leser.text("2.1")
