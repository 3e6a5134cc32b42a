"""The Bremen documents say what the published agreement says: every heading, figure, norm and set phrase.

Section numbers are part of the list, so that a fact in the wrong section is found, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bremen.conftest import Bau
from tests.faktenliste import Faktenliste, Gebaut, steht, treffer
from vertragsgen.linearise import linearise_docx

PROFIL = "regenbogen-intensiv-betreutes-wohnen"
FASSUNGEN = ("historisch", "bereinigt")
# How many facts the list holds; one that gets lost while the list is edited is noticed here.
ANZAHL = {"historisch": 444, "bereinigt": 453}

LISTE = Faktenliste(Path(__file__).parent)
DOKUMENTE = LISTE.dokumente


@pytest.fixture(scope="session")
def gebaut(baue: Bau, profiltext: Callable[[str], str]) -> Gebaut:
    """The four documents of the reference provider in both Fassungen, read back."""
    quelle = profiltext(PROFIL)
    assert quelle.count("fassung: historisch\n") == 1
    leser = {}
    for fassung in FASSUNGEN:
        dokumente = baue(quelle.replace("fassung: historisch\n", f"fassung: {fassung}\n"))
        assert list(dokumente) == DOKUMENTE
        leser.update({(fassung, name): inhalt for name, inhalt in dokumente.items()})
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
    geprueft = [(fassung, f) for fassung, andere in (FASSUNGEN, FASSUNGEN[::-1]) for f in LISTE.nur(andere, dokument)]
    assert geprueft
    assert [(fassung, fakt) for fassung, fakt in geprueft if steht(gebaut[fassung, dokument], fakt)] == []


@pytest.mark.parametrize("dokument", DOKUMENTE)
def test_abschnitte_in_der_reihenfolge_des_originals(gebaut: Gebaut, dokument: str) -> None:
    for fassung in FASSUNGEN:
        assert list(gebaut[fassung, dokument].abschnitte) == LISTE.abschnitte(fassung, dokument)


def test_word_zeigt_dieselben_nummern(gebaut: Gebaut) -> None:
    """The numbers Word's own numbering gives are those counted from the styles."""
    for (fassung, name), leser in gebaut.items():
        gezeigt = [
            zeile.nummer.rstrip(".")
            for zeile in linearise_docx(leser.daten).zeilen
            if re.fullmatch(r"\d+(?:\.\d+)?\.?", zeile.nummer)
        ]
        gezaehlt = [abschnitt for abschnitt in leser.abschnitte if re.fullmatch(r"\d+(?:\.\d+)?", abschnitt)]
        assert gezeigt == gezaehlt, (fassung, name)
        assert bool(gezaehlt) == (name in ("vereinbarung", "leistungsbeschreibung"))


@pytest.mark.parametrize("fassung", FASSUNGEN)
def test_schreibfehler_und_abgeloeste_begriffe_kommen_nicht_vor(gebaut: Gebaut, fassung: str) -> None:
    muster = LISTE.verboten["verboten"] + (LISTE.verboten["verboten_bereinigt"] if fassung == "bereinigt" else [])
    assert len(muster) == {"historisch": 9, "bereinigt": 20}[fassung]
    assert treffer(muster, {name: gebaut[fassung, name].text() for name in DOKUMENTE}) == []


def test_historische_begriffe_und_normen_stehen_nur_in_der_historischen_fassung(gebaut: Gebaut) -> None:
    """The list of replaced terms is not stale: the historic text does use every one of them."""
    text = "\n".join(gebaut["historisch", name].text() for name in DOKUMENTE)
    assert [ausdruck for ausdruck in LISTE.verboten["verboten_bereinigt"] if not re.search(ausdruck, text)] == []


def test_einheit_steht_an_allen_acht_betraegen(gebaut: Gebaut) -> None:
    for fassung in FASSUNGEN:
        assert gebaut[fassung, "vereinbarung"].text("3.1").count("pro Person/tägl.") == 8


def test_im_auftrag_steht_unmittelbar_vor_einrichtungstraeger(gebaut: Gebaut) -> None:
    for fassung in FASSUNGEN:
        assert "Im Auftrag\nEinrichtungsträger\n" in gebaut[fassung, "vereinbarung"].text("Schluss")


def test_anlagen_in_der_vereinbarten_reihenfolge(gebaut: Gebaut) -> None:
    for fassung in FASSUNGEN:
        assert gebaut[fassung, "vereinbarung"].abschnitte["Anlagen"] == [
            "Anlagen",
            "Kostenträgerblatt",
            "Leistungsbeschreibung",
            "Persönliche Eignung von Mitarbeitern",
        ]
