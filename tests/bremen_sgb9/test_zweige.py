"""Branches of the clauses, remarks of the report, and the way from one regime to the other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ablauf.conftest import Werkbank
from tests.bremen.conftest import Bau
from vertragsgen import api
from vertragsgen.diagnostics import Befund
from vertragsgen.package.load import load_package
from vertragsgen.pipeline import run
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

ALT, NEU = "bremen/intensiv-betreutes-wohnen-sgb12", "bremen/intensiv-betreutes-wohnen-sgb9"
PROFIL = "lotsenhaus-beispielweser"
STICHTAG = date(2021, 1, 1)
FAELLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("zweige.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def bank(tmp_path: Path) -> Werkbank:
    return Werkbank(tmp_path / "arbeit")


def ersetzt(text: str, ersetze: dict[str, str]) -> str:
    for alt, neu in ersetze.items():
        assert text.count(alt) == 1, (alt, text.count(alt))
        text = text.replace(alt, neu)
    return text


def test_alle_faelle_sind_da() -> None:
    assert len(FAELLE) == 18 == len({fall["fall"] for fall in FAELLE})


@pytest.mark.parametrize("fall", FAELLE, ids=[fall["fall"] for fall in FAELLE])
def test_zweig(baue: Bau, profiltext: Callable[[str], str], fall: dict[str, Any]) -> None:
    leser = baue(ersetzt(profiltext(PROFIL), fall["ersetze"]))[fall["dokument"]]
    abschnitt = leser.text(fall["abschnitt"])
    assert [stelle for stelle in fall.get("da", []) if stelle not in abschnitt] == []
    assert [stelle for stelle in fall.get("weg", []) if stelle in abschnitt] == []


def befunde(bank: Werkbank, *ersetze: tuple[str, str], profil: str = PROFIL) -> list[Befund]:
    for alt, neu in ersetze:
        bank.ersetze(bank.profil(profil), alt, neu)
    return [befund for befund in run(Werkstatt(bank.workspace), profil, stichtag=STICHTAG).befunde if befund.offen]


def test_das_musterprofil_hat_nur_hinweise(bank: Werkbank) -> None:
    assert {befund.schwere.value for befund in befunde(bank)} == {"hinweis"}


@pytest.mark.parametrize(
    ("alt", "neu", "schwere", "stueck"),
    [
        ("  nennt_beschluss: true\n", "", "hinweis", "§ 1 Abs. 2 WBVG"),
        ("  nennt_beschluss: true\n", "  ende_bei_bedarfsaenderung: true\n", "warnung", "wenn sich der Bedarf ändert"),
        ("{vorhanden: true, datum: null}", "{vorhanden: false}", "warnung", "§ 37a Abs. 1 SGB IX verlangt es"),
    ],
)
def test_bemerkungen_stehen_im_pruefbericht(bank: Werkbank, alt: str, neu: str, schwere: str, stueck: str) -> None:
    gefunden = [b for b in befunde(bank, (alt, neu)) if b.code == "VG712" and stueck in b.meldung]
    assert [befund.schwere.value for befund in gefunden] == [schwere]


@pytest.mark.parametrize(
    ("profil", "alt", "neu", "erwartet", "paket"),
    [
        (PROFIL, "  beginn: 2021-01-01\n", "  beginn: 2019-12-31\n", "erwartet SGB XII", ALT),
        ("mustersiel-beispielhilfe", "  beginn: 01.02.2019", "  beginn: 01.02.2020", "erwartet SGB IX", NEU),
    ],
)
def test_ein_beginn_im_anderen_recht_nennt_das_richtige_paket(
    bank: Werkbank, profil: str, alt: str, neu: str, erwartet: str, paket: str
) -> None:
    gefunden = [befund for befund in befunde(bank, (alt, neu), profil=profil) if befund.code == "VG401"]
    assert [befund.sperrt for befund in gefunden] == [True]
    assert erwartet in gefunden[0].meldung
    assert f"„{paket}“" in (gefunden[0].hilfe or "")


def test_ohne_vertretung_der_landesseite_wird_nichts_geschrieben(bank: Werkbank) -> None:
    zeile = "  vertreten_durch: die Senatorin für Soziales, Jugend, Integration und Sport\n"
    gefunden = [befund for befund in befunde(bank, (zeile, "")) if befund.sperrt]
    assert "VG603" in {befund.code for befund in gefunden}


def test_rahmenvertrag_nach_2022_ist_zu_bestaetigen(bank: Werkbank) -> None:
    gefunden = befunde(bank, ("  beginn: 2021-01-01\n", "  beginn: 2023-01-01\n"))
    assert [befund.schwere.value for befund in gefunden if befund.code == "VG407"] == ["warnung"]


def test_die_rechtspruefung_steht_einmal_im_bericht(bank: Werkbank) -> None:
    bank.profil("zweites").write_bytes(bank.profil(PROFIL).read_bytes())
    for bericht in (
        api.check(bank.workspace, stichtag=STICHTAG),
        api.build(bank.workspace, [PROFIL, "zweites"], stichtag=STICHTAG).bericht,
    ):
        (hinweis,) = [befund for befund in bericht if befund.code == "VG159"]
        assert hinweis.profil is None
        assert not hinweis.sperrt
        assert hinweis.meldung.startswith("Vor jeder Verwendung ist jedes Dokument dieses Pakets anwaltlich zu prüfen.")
        assert "lotsenhaus-beispielweser, zweites" in (hinweis.hilfe or "")
        assert hinweis.mark is not None
        assert hinweis.mark.datei == f"templates/{NEU}/paket.yaml"


def test_eine_bestaetigte_rechtspruefung_wird_nicht_mehr_verlangt(bank: Werkbank) -> None:
    bank.ersetze(bank.profil(PROFIL), "durch_anwalt_bestaetigt: false", "durch_anwalt_bestaetigt: true")
    bericht = api.check(bank.workspace, [PROFIL], stichtag=STICHTAG)
    assert "VG159" not in [befund.code for befund in bericht]


def test_gleiche_klauseln_stehen_nur_einmal_im_verzeichnis(repo: Path) -> None:
    """What the package takes over is not copied, and what it has of its own says something else."""
    workspace = open_workspace(repo)
    alt, neu = (load_package(workspace, name).paket for name in (ALT, NEU))
    assert alt is not None
    assert neu is not None
    arten = [neu.herkunft(*platz).art for platz in neu.klauseln]
    assert arten.count("erweitert") >= 20
    assert arten.count("gemeinsam") == 3
    kopien = [
        platz
        for platz, klausel in neu.klauseln.items()
        if (ersetzt := neu.herkunft(*platz).ersetzt) is not None
        and alt.klauseln[platz].datei == ersetzt
        and klausel.text == alt.klauseln[platz].text
    ]
    assert kopien == []
