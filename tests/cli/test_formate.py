"""``check`` for other programs: SARIF, annotations of GitHub; and the list of exceptions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.cli import ausnahmentabelle, befundgithub, befundsarif
from vertragsgen.cli.fundorte import Fundorte
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.workspace import Workspace

SCHEMA = Path(__file__).parent / "sarif" / "sarif-2.1.0-rtm.4.json"
DATEI = "provider_data/haus-am-see.yaml"
BEFUNDE = [
    Befund(
        "VG201", Schwere.FEHLER, "Summe 84,10 €: 100 %\nfalsch", Mark(DATEI, 2, 18, 5), "Ändern, bitte.", "haus-am-see",
        "vereinbarung", "Ziffer 3.1, Absatz 2", (Mark(DATEI, 1, 1), Mark("templates/x y/paket.yaml", 3, 1)),
    ),
    Befund("VG301", Schwere.WARNUNG, "zu spät", Mark(DATEI, 1, 1), profil="haus-am-see", akzeptiert=True),
    Befund("VG206", Schwere.HINWEIS, "kein Blatt", profil="haus-am-see", nicht_pruefbar=True),
    Befund("VG204", Schwere.HINWEIS, "ein Cent", profil="haus-am-see"),
    Befund("VG150", Schwere.FEHLER, "Manifest"),
    Befund("VG999", Schwere.WARNUNG, "eine Regel ohne Seite", Mark("Überblick.yaml", 1, 1)),
]  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace in a folder of a repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "vertrag" / "provider_data").mkdir(parents=True)
    (tmp_path / "vertrag" / DATEI).write_text("paket: a/b\n", encoding="utf-8")
    return Workspace(tmp_path / "vertrag")


def gueltig(log: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker()).validate(log)


def test_sarif_is_valid_and_says_what_the_findings_say(workspace: Workspace) -> None:
    log = befundsarif.als_sarif(BEFUNDE, Fundorte(workspace))
    gueltig(log)
    lauf = log["runs"][0]
    regeln = lauf["tool"]["driver"]["rules"]
    ergebnisse = lauf["results"]
    assert [regeln[e["ruleIndex"]]["id"] for e in ergebnisse] == [e["ruleId"] for e in ergebnisse]
    assert [e["level"] for e in ergebnisse] == ["error", "warning", "none", "note", "error", "warning"]
    assert [e["kind"] for e in ergebnisse] == ["fail", "fail", "open", "fail", "fail", "fail"]
    erstes = ergebnisse[0]
    assert erstes["message"]["text"] == "Summe 84,10 €: 100 %\nfalsch\nÄndern, bitte."
    ort = erstes["locations"][0]["physicalLocation"]
    assert ort["artifactLocation"]["uri"] == f"vertrag/{DATEI}"
    assert ort["region"] == {"startLine": 2, "startColumn": 18, "endColumn": 23}
    weitere = [ort["physicalLocation"]["artifactLocation"]["uri"] for ort in erstes["relatedLocations"]]
    assert weitere == [f"vertrag/{DATEI}", "vertrag/templates/x%20y/paket.yaml"]
    name = erstes["locations"][0]["logicalLocations"][0]["fullyQualifiedName"]
    assert name == "haus-am-see › vereinbarung › Ziffer 3.1, Absatz 2"
    assert [bool(e.get("suppressions")) for e in ergebnisse] == [False, True, False, False, False, False]
    assert ergebnisse[3]["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert "locations" not in ergebnisse[4]
    titel = {regel["id"]: regel.get("shortDescription", {}).get("text") for regel in regeln}
    assert titel["VG201"] == "Das Gesamtentgelt ist die Summe seiner Bestandteile."
    assert titel["VG999"] is None


def test_a_finding_that_has_moved_is_the_same(workspace: Workspace) -> None:
    def kennung(zeile: int, meldung: str = "zu spät") -> str:
        befund = Befund("VG301", Schwere.WARNUNG, meldung, Mark(DATEI, zeile, 1))
        log = befundsarif.als_sarif([befund], Fundorte(workspace))
        return str(log["runs"][0]["results"][0]["partialFingerprints"]["befund/v1"])

    assert kennung(1) == kennung(7)
    assert kennung(1) != kennung(1, "zu früh")


def test_sarif_of_the_samples_is_valid(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("check", "--format", "sarif", in_ordner=repo)
    log = json.loads(lauf.aus)
    gueltig(log)
    assert log["runs"][0]["results"]


def test_the_schema_can_fail(workspace: Workspace) -> None:
    log = befundsarif.als_sarif(BEFUNDE, Fundorte(workspace))
    log["runs"][0]["results"][0]["level"] = "fehler"
    with pytest.raises(jsonschema.ValidationError):
        gueltig(log)


def test_annotations_are_escaped(workspace: Workspace) -> None:
    zeilen = list(befundgithub.zeilen(BEFUNDE, Fundorte(workspace)))
    assert zeilen[0] == (
        f"::error file=vertrag/{DATEI},line=2,col=18,endColumn=23,"
        "title=VG201 · haus-am-see · vereinbarung · Ziffer 3.1%2C Absatz 2"
        "::Summe 84,10 €: 100 %25%0Afalsch%0A→ Ändern, bitte."
    )
    assert zeilen[1].startswith(f"::notice file=vertrag/{DATEI},line=1,")
    assert zeilen[2] == "::error title=VG150::Manifest"
    assert len(zeilen) == 4
    assert all("\n" not in zeile for zeile in zeilen)


def test_a_message_cannot_smuggle_in_a_command(workspace: Workspace) -> None:
    befund = Befund("VG108", Schwere.FEHLER, "x\r\n::set-output name=a::b", profil="a,b:c")
    [zeile] = befundgithub.zeilen([befund], Fundorte(workspace))
    assert zeile == "::error title=VG108 · a%2Cb%3Ac::x%0D%0A::set-output name=a::b"


@pytest.fixture
def ordner(tmp_path: Path, repo: Path) -> Path:
    """The samples, one of them with exceptions: in use, not needed, expired, not allowed."""
    for name in ("provider_data", "templates"):
        shutil.copytree(repo / name, tmp_path / "ws" / name)
    shutil.copy(repo / "vertragsgen.yaml", tmp_path / "ws")
    profil = tmp_path / "ws" / "provider_data" / "regenbogen-intensiv-betreutes-wohnen.yaml"
    text = profil.read_text(encoding="utf-8")
    start = text.find("\nausnahmen:")
    ende = text.find("\n\n", start)
    assert 0 < start < ende
    eigene = """
ausnahmen:
  - {regel: VG301, grund: Nachträglich veröffentlicht, bis: 31.12.2026}
  - {regel: VG206, grund: versehentlich}
"""
    profil.write_text(text[:start] + text[ende:].rstrip() + "\n" + eigene, encoding="utf-8")
    return tmp_path / "ws"


def test_the_exceptions_are_listed(aufruf: Aufruf, ordner: Path) -> None:
    lauf = aufruf("check", "--ausnahmen", "--stichtag", "2026-01-01", in_ordner=ordner)
    zeilen = [zeile.strip() for zeile in lauf.aus.split("\n")]
    assert "bis 31.12.2026; nimmt 1 Befund an" in zeilen
    assert "Grund: Nachträglich veröffentlicht" in zeilen
    assert "unbefristet; VG206 lässt keine Ausnahme zu: Der Befund muss behoben werden." in zeilen
    assert "4 Ausnahmen, davon 3 in Gebrauch." in zeilen
    assert lauf.code == 1
    spaeter = aufruf("check", "--ausnahmen", "--stichtag", "2027-01-01", in_ordner=ordner)
    assert "Die Ausnahme von VG301 ist seit dem 31.12.2026 abgelaufen." in spaeter.aus


def test_the_exceptions_as_json(aufruf: Aufruf, ordner: Path) -> None:
    lauf = aufruf("check", "--ausnahmen", "--format", "json", "--stichtag", "2026-01-01", in_ordner=ordner)
    daten = json.loads(lauf.aus)
    jsonschema.Draft202012Validator(ausnahmentabelle.schema()).validate(daten)
    assert [(a["regel"], a["angenommen"], a["bis"]) for a in daten["ausnahmen"]] == [
        # those of another sample come first
        ("VG402", 1, None),
        ("VG608", 1, None),
        ("VG301", 1, "2026-12-31"),
        ("VG206", 0, None),
    ]
    assert all(a["titel"] for a in daten["ausnahmen"])


@pytest.mark.parametrize("ausgabe", ["sarif", "github"])
def test_the_list_has_no_other_forms(aufruf: Aufruf, ordner: Path, ausgabe: str) -> None:
    lauf = aufruf("check", "--ausnahmen", "--format", ausgabe, in_ordner=ordner)
    assert lauf.code == 2
    assert ausgabe in lauf.fehler


def test_verbose_lists_what_cannot_be_checked_by_profile(aufruf: Aufruf, ordner: Path) -> None:
    kurz = aufruf("check", in_ordner=ordner)
    lang = aufruf("check", "--verbose", in_ordner=ordner)
    assert "Nicht prüfbar" not in kurz.aus
    assert "mustersiel-beispielhilfe\n" in lang.aus
    assert "    VG206: Ohne Kostenträgerblatt" in lang.aus
    assert kurz.aus.split("\n")[-2] == lang.aus.split("\n")[-2]
    assert "nicht prüfbare" in kurz.aus.split("\n")[-2]
