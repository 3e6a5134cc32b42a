"""Every fact of the Bremen package under the SGB IX, read back from the documents; variants by the start of the term."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bremen.conftest import Bau
from tests.faktenliste import Faktenliste, Gebaut, steht, treffer

PROFIL = "lotsenhaus-beispielweser"
BEGINN = {"alt": "2021-01-01", "neu": "2022-01-01"}
# How many facts the list holds; one that gets lost while the list is edited is noticed here.
ANZAHL = {"alt": 379, "neu": 388}

LISTE = Faktenliste(Path(__file__).parent)
DOKUMENTE = LISTE.dokumente


@pytest.fixture(scope="session")
def gebaut(baue: Bau, profiltext: Callable[[str], str]) -> Gebaut:
    """The four documents for a start before and after the changes of 2021."""
    quelle = profiltext(PROFIL)
    assert quelle.count("  beginn: 2021-01-01\n") == 1
    assert quelle.count("  ende: 2020-12-31\n") == 1
    leser = {}
    for fassung, beginn in BEGINN.items():
        text = quelle.replace("  beginn: 2021-01-01\n", f"  beginn: {beginn}\n")
        if fassung == "neu":
            text = text.replace("  ende: 2020-12-31\n", "  ende: 2021-12-31\n")
        dokumente = baue(text)
        assert list(dokumente) == DOKUMENTE
        leser.update({(fassung, name): inhalt for name, inhalt in dokumente.items()})
    return leser


def test_die_liste_ist_vollstaendig() -> None:
    assert {fassung: LISTE.anzahl(fassung) for fassung in BEGINN} == ANZAHL


@pytest.mark.parametrize("fassung", BEGINN)
@pytest.mark.parametrize("dokument", DOKUMENTE)
def test_jeder_fakt_steht_in_seinem_abschnitt(gebaut: Gebaut, fassung: str, dokument: str) -> None:
    gesucht = LISTE.fakten(fassung, dokument)
    assert gesucht
    assert [fakt for fakt in gesucht if not steht(gebaut[fassung, dokument], fakt)] == []


def test_was_nur_fuer_einen_zeitraum_gilt_fehlt_im_anderen(gebaut: Gebaut) -> None:
    geprueft = [
        (fassung, dokument, fakt)
        for fassung, andere in (("alt", "neu"), ("neu", "alt"))
        for dokument in DOKUMENTE
        for fakt in LISTE.nur(andere, dokument)
    ]
    assert len(geprueft) == 17
    assert [fall for fall in geprueft if steht(gebaut[fall[0], fall[1]], fall[2])] == []


@pytest.mark.parametrize("dokument", DOKUMENTE)
def test_abschnitte_in_ihrer_reihenfolge(gebaut: Gebaut, dokument: str) -> None:
    for fassung in BEGINN:
        assert list(gebaut[fassung, dokument].abschnitte) == LISTE.abschnitte(fassung, dokument)


def test_begriffe_und_normen_des_alten_rechts_kommen_nicht_vor(gebaut: Gebaut) -> None:
    texte = {f"{name} ({fassung})": leser.text() for (fassung, name), leser in gebaut.items()}
    assert treffer(LISTE.verboten["verboten"], texte) == []


def test_die_verbotenen_begriffe_stehen_im_paket_des_alten_rechts(baue: Bau, profiltext: Callable[[str], str]) -> None:
    """The list is not stale: the documents under the old law use most of these words."""
    text = "\n".join(leser.text() for leser in baue(profiltext("regenbogen-intensiv-betreutes-wohnen")).values())
    ungenutzt = [ausdruck for ausdruck in LISTE.verboten["verboten"] if not re.search(ausdruck, text)]
    assert len(ungenutzt) <= 3, ungenutzt


def test_im_auftrag_steht_unmittelbar_vor_leistungserbringer(gebaut: Gebaut) -> None:
    for fassung in BEGINN:
        assert "Im Auftrag\nLeistungserbringer\n" in gebaut[fassung, "vereinbarung"].text("Schluss")
