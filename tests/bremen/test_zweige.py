"""Every branch of the Bremen clauses: what a clause says when data are missing, singular, several or different."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bremen.conftest import Bau

FAELLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("zweige.yaml").read_text(encoding="utf-8"))
ANZAHL = 45


def test_alle_faelle_sind_da() -> None:
    assert len(FAELLE) == ANZAHL == len({fall["fall"] for fall in FAELLE})


@pytest.mark.parametrize("fall", FAELLE, ids=[fall["fall"] for fall in FAELLE])
def test_zweig(baue: Bau, profiltext: Callable[[str], str], fall: dict[str, Any]) -> None:
    text = profiltext(fall["profil"])
    for alt, neu in fall.get("ersetze", {}).items():
        assert alt in text, f"„{alt}“ steht nicht mehr im Profil"
        text = text.replace(alt, neu)
    abschnitt = baue(text)[fall["dokument"]].text(fall["abschnitt"])
    assert abschnitt
    assert [stelle for stelle in fall["da"] if stelle not in abschnitt] == []
    assert [stelle for stelle in fall.get("weg", []) if stelle in abschnitt] == []


def test_ohne_kostentraegerblatt_entsteht_keines(baue: Bau, profiltext: Callable[[str], str]) -> None:
    dokumente = baue(profiltext("mustersiel-beispielhilfe"))
    assert list(dokumente) == ["vereinbarung", "leistungsbeschreibung", "persoenliche-eignung"]


def test_zwei_kostentraegerblaetter_stehen_nacheinander(baue: Bau) -> None:
    """Each sheet has its own heading and tables; the note on example data stands only with the sheet it means."""
    text = Path(__file__).with_name("zwei_blaetter.yaml").read_text(encoding="utf-8")
    leser = baue(text)["kostentraegerblatt"]
    teile = [
        "Kopfdaten",
        "Stellenplan",
        "Maßnahmepauschale",
        "Grundpauschale",
        "Investitionsbetrag",
        "Zusammenstellung",
    ]
    erwartet = ["Kopfzeile", "Kopf"]
    for blatt in ("Blatt Nord", "Blatt Süd"):
        erwartet += [blatt, *(f"{blatt} {teil}" for teil in (*teile, "Abgleich mit der Vereinbarung"))]
    assert list(leser.abschnitte) == erwartet
    assert "Standort | Süd" in leser.text("Blatt Süd Kopfdaten")
    assert "Modellhafte Kalkulation" in leser.text("Blatt Nord Kopfdaten")
    assert "Modellhafte Kalkulation" not in leser.text("Blatt Süd Kopfdaten")
    assert "58.400,00 | 1.460,00 | 40,0000 | 40,00 | 58.400,00 | 0,00" in leser.text("Blatt Nord Zusammenstellung")


def test_kein_dokument_nennt_null_oder_platzhalter(baue: Bau, profiltext: Callable[[str], str]) -> None:
    for profil in ("beispielhaus-musterweser", "mustersiel-beispielhilfe", "wohnverbund-beispielhafen"):
        for leser in baue(profiltext(profil)).values():
            assert [rest for rest in ("None", "null", "<<", "{{", "{%", " ,", " .") if rest in leser.text()] == []
