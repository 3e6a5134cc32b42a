"""Every rule against its cases in ``checks/faelle``; a rule without a passing and a failing case fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

import vertragsgen
import vertragsgen.checks
from vertragsgen.checks import REGELN, finde_in
from vertragsgen.checks.regel import Regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection import codes, explain

FAELLE = Path(vertragsgen.checks.__file__).parent / "faelle"
UEBERSCHRIFTEN = ["Was", "Warum", "Falsch", "Richtig", "Rechtsgrundlage", "Seit"]


def faelle_von(code: str) -> list[dict[str, Any]]:
    datei = FAELLE / f"{code}.yaml"
    return list(yaml.safe_load(datei.read_text(encoding="utf-8"))) if datei.exists() else []


ALLE = [(regel.code, fall) for regel in REGELN for fall in faelle_von(regel.code)]


def test_the_cases_were_found() -> None:
    assert len(ALLE) >= 3 * len(REGELN)
    namen = {datei.stem for datei in FAELLE.glob("VG*.yaml")}
    assert namen == {regel.code for regel in REGELN}


@pytest.mark.parametrize("regel", REGELN, ids=lambda regel: regel.code)
def test_every_rule_has_a_passing_and_a_failing_case(regel: Regel) -> None:
    ergebnisse = {fall["ergebnis"] for fall in faelle_von(regel.code)}
    assert {"besteht", "findet"} <= ergebnisse <= {"besteht", "findet", "nicht_pruefbar"}


@pytest.mark.parametrize(("code", "fall"), ALLE, ids=[f"{code}-{fall['name']}" for code, fall in ALLE])
def test_case(code: str, fall: dict[str, Any], lade: Callable[..., Any]) -> None:
    erlaubt = {"name", "ergebnis", "profil", "paket", "zeilen", "meldung", "schwere"}
    assert set(fall) <= erlaubt
    geladen = lade(fall.get("profil", ""), fall.get("paket", ""))
    regel = finde_in(REGELN, code)
    assert regel is not None
    befunde = list(regel.pruefe(geladen.kontext))
    assert not geladen.rechnung.befunde
    if fall["ergebnis"] == "besteht":
        assert befunde == []
    elif fall["ergebnis"] == "nicht_pruefbar":
        assert befunde
        assert all(befund.nicht_pruefbar and befund.schwere is Schwere.HINWEIS for befund in befunde)
    else:
        gefunden = [befund for befund in befunde if fall["meldung"] in befund.meldung.replace("\u00a0", " ")]
        assert len(gefunden) == 1, befunde
        assert not gefunden[0].nicht_pruefbar
        assert [b.mark.zeile for b in gefunden if b.mark] == fall["zeilen"]
        assert gefunden[0].mark is not None
        assert gefunden[0].mark.datei == "provider_data/fall.yaml"
        assert gefunden[0].schwere == fall.get("schwere", regel.schwere)
        assert gefunden[0].code == code
        assert gefunden[0].profil == "fall"


def test_codes_are_unique_and_in_order() -> None:
    nummern = [regel.code for regel in REGELN]
    assert nummern == sorted(set(nummern))


@pytest.mark.parametrize("regel", REGELN, ids=lambda regel: regel.code)
def test_pages_have_all_headings(regel: Regel) -> None:
    zeilen = regel.seite.split("\n")
    assert zeilen[0].endswith(".")
    gefunden = [treffer[1] for zeile in zeilen if (treffer := re.match(r"(\w+): \S", zeile))]
    assert gefunden == UEBERSCHRIFTEN


def test_every_code_of_the_program_has_a_page() -> None:
    dateien = list(Path(vertragsgen.__file__).parent.rglob("*.py"))
    assert len(dateien) > 300
    genannt = {code for datei in dateien for code in re.findall(r'"(VG\d{3})"', datei.read_text(encoding="utf-8"))}
    assert len(genannt) > 80
    assert genannt - set(codes()) == set()


def test_explain_knows_rules_and_loading_codes() -> None:
    seite = explain("vg201")
    assert seite is not None
    assert seite.startswith("VG201 · Das Gesamtentgelt ist die Summe seiner Bestandteile.\nSchwere: fehler (keine Ausn")
    ladeseite = explain("VG107")
    assert ladeseite is not None
    assert "Richtig: " in ladeseite
    assert explain("VG999") is None
    assert {"VG101", "VG113", "VG150", "VG158", "VG162", "VG201", "VG503"} <= set(codes())
    assert all(explain(code) for code in codes())
