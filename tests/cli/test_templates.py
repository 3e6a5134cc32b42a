"""``templates``: the list, the fields of a package, and what the installed tool carries that the workspace has not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.ausgeliefert import write_record
from vertragsgen.cli import befundjson, beilagen, neuerungen, pakettabelle
from vertragsgen.review.auslieferung import _stand

PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"


def test_the_list_says_what_each_package_is_for(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("templates", in_ordner=repo)
    assert lauf.code == 0
    for teil in (PAKET, "SGB XII", "01.01.2018 bis 31.12.2019", "Option fassung: historisch | bereinigt (Vorgabe)"):
        assert teil in lauf.aus
    assert "Dokumente: vereinbarung, kostentraegerblatt, leistungsbeschreibung, persoenliche-eignung" in lauf.aus


def test_one_package_names_where_each_field_stands(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("templates", PAKET, in_ordner=repo)
    assert lauf.code == 0
    zeilen = lauf.aus.splitlines()
    ort = zeilen.index("  angebot.plaetze * – Platzzahl")
    assert zeilen[ort + 1] == "      vereinbarung: leistung-kapazitaet"
    assert "      nur wenn: kostentraegerblatt" in zeilen
    assert "  platzgeld.minderung_prozent (*) – Minderung in Prozent" in zeilen
    ohne = zeilen.index("  Ohne eigene Stelle im Wortlaut (für Berechnung, Prüfung, Auswahl):")
    assert zeilen.index("    verguetung.saetze[].grundpauschale – Grundpauschale") > ohne > ort


def test_the_fields_as_json(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("templates", PAKET, "--json", in_ordner=repo)
    ausgabe = json.loads(lauf.aus)
    jsonschema.validate(ausgabe, pakettabelle.schema())
    (paket,) = ausgabe["pakete"]
    assert (paket["von"], paket["bis"], paket["regime"]) == ("2018-01-01", "2019-12-31", "sgb_xii")
    assert sum(len(dokument["klauseln"]) for dokument in paket["dokumente"]) >= 58
    felder = {feld["pfad"]: feld for feld in paket["felder"]}
    assert felder["traeger.name"]["pflicht"]
    assert felder["platzgeld.minderung_prozent"]["pflicht_in"] == "platzgeld"
    assert felder["laufzeit.ende"]["verwendung"] == [
        {"dokument": "vereinbarung", "art": "klausel", "klausel": "vereinbarungszeitraum-laufzeit"}
    ]
    assert felder["normen"]["beschreibung"] == "Ersetzt die Angabe des Vorlagenpakets, nur mit fassung: historisch."
    assert {"art": "bedingung", "dokument": "vereinbarung", "klausel": "verguetung-abwesenheit"} not in felder[
        "platzgeld.ab_woche"
    ]["verwendung"]
    assert not {"klauseln", "ausnahmen", "basis", "paket"} & {pfad.split(".")[0] for pfad in felder}


@pytest.mark.parametrize(
    ("args", "meldung"),
    [
        (("templates", "bremen/intensiv-betreutes-wohnen-sgb1"), f"Meinten Sie „{PAKET}“?"),
        (("templates", "--check", "--updates"), "zwei Aufrufe"),
        (("clauses", "gibt/es-nicht"), "Vorhanden: "),
    ],
)
def test_wrong_use(aufruf: Aufruf, repo: Path, args: tuple[str, ...], meldung: str) -> None:
    lauf = aufruf(*args, in_ordner=repo)
    assert lauf.code == 2
    assert meldung in lauf.fehler


def test_check_as_json(aufruf: Aufruf, repo: Path) -> None:
    lauf = aufruf("templates", "--check", "--json", in_ordner=repo)
    ausgabe = json.loads(lauf.aus)
    jsonschema.validate(ausgabe, befundjson.vorlagenbefunde_schema())
    assert ausgabe["befunde"] == []
    assert ausgabe["zusammenfassung"]["pakete"] >= 1
    assert lauf.code == 0


# -- updates -----------------------------------------------------------------------------------------------

Vergleich = Callable[..., dict[str, Any]]


@pytest.fixture
def vergleich(
    aufruf: Aufruf, tmp_path: Path, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path, Vergleich]:
    """A workspace just delivered, the parts of the tool, and the states of all files by path."""
    tool, bereich = tmp_path / "tool", tmp_path / "bereich"
    paket = tool / "templates/land/paket"
    for name in ("alt", "hier", "beide", "weg", "geloescht"):
        datei = paket / f"{name}.md"
        datei.parent.mkdir(parents=True, exist_ok=True)
        datei.write_text(f"Es sind 84,10 € je Tag.\n\n{name}\n", encoding="utf-8")
    shutil.copy(repo / "templates" / PAKET / "rahmen/eignung.docx", paket)
    (paket / "paket.yaml").write_text("id: land/paket\n", encoding="utf-8")
    (tool / "provider_data").mkdir()
    shutil.copytree(tool / "templates", bereich / "templates")
    (bereich / "vertragsgen.yaml").write_text("", encoding="utf-8")
    write_record(bereich / "templates", "0.0.9")
    monkeypatch.setattr(beilagen, "beilagen", lambda: tool)

    def rufe(*args: str) -> dict[str, Any]:
        lauf = aufruf("templates", "--updates", *args, "--json", in_ordner=bereich)
        assert lauf.code == 0, lauf.fehler
        ausgabe: dict[str, Any] = json.loads(lauf.aus)
        jsonschema.validate(ausgabe, neuerungen.schema())
        return ausgabe

    return tool / "templates/land/paket", bereich / "templates/land/paket", rufe


def staende(ausgabe: dict[str, Any]) -> dict[str, str]:
    return {datei["pfad"].removeprefix("land/paket/"): datei["stand"] for datei in ausgabe["dateien"]}


def schreibe(pfad: Path, betrag: str) -> None:
    pfad.write_text(f"Es sind {betrag} € je Tag.\n\n{pfad.stem}\n", encoding="utf-8")


def aendere_alles(tool: Path, bereich: Path) -> None:
    schreibe(tool / "alt.md", "87,45")
    schreibe(bereich / "hier.md", "80,00")
    schreibe(tool / "beide.md", "87,45")
    schreibe(bereich / "beide.md", "80,00")
    (tool / "weg.md").unlink()
    (bereich / "geloescht.md").unlink()
    schreibe(tool / "neu.md", "1,00")
    schreibe(bereich / "eigen.md", "1,00")


def test_a_fresh_workspace_is_up_to_date(vergleich: tuple[Path, Path, Vergleich]) -> None:
    _, bereich, rufe = vergleich
    assert set(staende(rufe()).values()) == {"gleich"}
    # Git may turn line ends; that is no change.
    (bereich / "alt.md").write_bytes((bereich / "alt.md").read_bytes().replace(b"\n", b"\r\n"))
    assert set(staende(rufe()).values()) == {"gleich"}


def test_every_file_has_its_state(vergleich: tuple[Path, Path, Vergleich]) -> None:
    tool, bereich, rufe = vergleich
    aendere_alles(tool, bereich)
    vorher = {pfad: pfad.read_bytes() for pfad in sorted(bereich.parents[1].rglob("*")) if pfad.is_file()}
    ausgabe = rufe()
    assert staende(ausgabe) == {
        "alt.md": "mitgeliefert_geaendert", "hier.md": "lokal_geaendert", "beide.md": "beide_geaendert",
        "weg.md": "entfallen", "geloescht.md": "lokal_geloescht", "neu.md": "neu", "eigen.md": "eigen",
        "eignung.docx": "gleich", "paket.yaml": "gleich",
    }  # fmt: skip
    assert ausgabe["ausgeliefert"] == "0.0.9"
    (aenderung,) = next(datei for datei in ausgabe["dateien"] if datei["pfad"].endswith("beide.md"))["aenderungen"]
    assert aenderung["zeile"] == 1
    assert [(s["art"], s["text"]) for s in aenderung["stuecke"]] == [
        ("gleich", "Es sind "), ("geloescht", "80,00 €"), ("eingefuegt", "87,45 €"), ("gleich", " je Tag."),
    ]  # fmt: skip
    assert vorher == {pfad: pfad.read_bytes() for pfad in sorted(bereich.parents[1].rglob("*")) if pfad.is_file()}
    assert rufe("land/paket") == ausgabe


def test_the_text_says_what_to_do(
    vergleich: tuple[Path, Path, Vergleich], aufruf: Aufruf, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool, bereich, _ = vergleich
    aendere_alles(tool, bereich)
    schreibe(tool / "neu.md", "1,00")
    neues = tool.parents[1] / "anderes/paket"
    shutil.copytree(tool, neues)
    lauf = aufruf("templates", "--updates", in_ordner=bereich)
    assert "Ausgeliefert mit Version 0.0.9" in lauf.aus
    assert "Neu in der Installation, hier unverändert (1): Kann übernommen werden" in lauf.aus
    assert "       1: Es sind [-84,10 €-]{+87,45 €+} je Tag." in lauf.aus
    assert "Beides von Hand zusammenführen." in lauf.aus
    assert "  anderes/paket/ (Paket mit 7 Dateien)" in lauf.aus
    assert "anderes/paket/neu.md" not in lauf.aus
    assert "Es wurde nichts geändert." in lauf.aus


def test_without_a_record_it_says_so_and_compares_all_the_same(
    vergleich: tuple[Path, Path, Vergleich], aufruf: Aufruf
) -> None:
    tool, bereich, rufe = vergleich
    aendere_alles(tool, bereich)
    (bereich.parents[1] / ".ausgeliefert.json").unlink()
    ausgabe = rufe()
    assert ausgabe["ausgeliefert"] is None
    assert {name for name, stand in staende(ausgabe).items() if stand == "verschieden"} == {
        "alt.md",
        "hier.md",
        "beide.md",
    }
    lauf = aufruf("templates", "--updates", in_ordner=bereich)
    assert lauf.code == 0
    assert "keinen Nachweis der Auslieferung (templates/.ausgeliefert.json)" in lauf.aus
    assert "vertragsgen init" in lauf.aus


def test_a_frame_is_compared_by_its_lines(vergleich: tuple[Path, Path, Vergleich], repo: Path) -> None:
    tool, _, rufe = vergleich
    shutil.copy(repo / "templates" / PAKET / "rahmen/leistungsbeschreibung.docx", tool / "eignung.docx")
    datei = next(datei for datei in rufe()["dateien"] if datei["pfad"].endswith("eignung.docx"))
    assert datei["stand"] == "mitgeliefert_geaendert"
    neu = ["".join(s["text"] for s in a["stuecke"] if s["art"] != "geloescht") for a in datei["aenderungen"]]
    assert any("{{p titel }}" in text for text in neu)


@pytest.mark.parametrize(
    ("eigene", "neue", "alte", "stand"),
    [
        ("a", "a", "a", "gleich"), ("a", "a", "b", "gleich"), ("a", "a", None, "gleich"),
        ("a", "b", "a", "mitgeliefert_geaendert"), ("b", "a", "a", "lokal_geaendert"),
        ("b", "c", "a", "beide_geaendert"), ("b", "c", None, "beide_geaendert"),
        (None, "a", None, "neu"), (None, "a", "a", "lokal_geloescht"), (None, "b", "a", "lokal_geloescht"),
        ("a", None, "a", "entfallen"), ("b", None, "a", "entfallen"), ("a", None, None, "eigen"),
    ],
)  # fmt: skip
def test_states(eigene: str | None, neue: str | None, alte: str | None, stand: str) -> None:
    assert _stand(eigene, neue, alte) == stand
