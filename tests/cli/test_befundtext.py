"""How findings look on the terminal and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import click
import jsonschema
import pytest

from vertragsgen.cli import befundjson, befundtext
from vertragsgen.cli.ausschnitt import ausschnitt
from vertragsgen.diagnostics import Befund, Mark, Schwere, zaehlung

PROFIL = "provider_data/haus-am-see.yaml"


def text(befunde: list[Befund], root: Path, *, alle: bool = False) -> str:
    return click.unstyle("\n".join(befundtext.zeilen(befunde, root, alle=alle)))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "provider_data").mkdir()
    (tmp_path / PROFIL).write_bytes("\ufeffpaket: a/b\r\n  gesamtentgelt: 84,20\r\n".encode())
    return tmp_path


def test_a_finding_shows_place_excerpt_caret_and_hint(root: Path) -> None:
    befund = Befund(
        "VG201",
        Schwere.FEHLER,
        "Die Summe ist 84,10 €, angegeben sind 84,20 € (0,10 € zu viel).",
        Mark(PROFIL, 2, 18, 5),
        hilfe="Tragen Sie 84,10 ein.",
        profil="haus-am-see",
        weitere=(Mark(PROFIL, 1, 1), Mark(PROFIL, 1, 8), Mark("templates/x/y/paket.yaml", 3, 1)),
    )
    assert text([befund], root) == (
        "haus-am-see\n"
        f"  {PROFIL}:2:18: Fehler VG201: Die Summe ist 84,10 €, angegeben sind 84,20 € (0,10 € zu viel).\n"
        "        2 |   gesamtentgelt: 84,20\n"
        "          |                  ^^^^^\n"
        "      siehe auch Zeile 1; templates/x/y/paket.yaml:3:1\n"
        "      → Tragen Sie 84,10 ein.\n"
    )


def test_findings_are_grouped_and_those_without_profile_come_first(root: Path) -> None:
    befunde = [
        Befund("VG201", Schwere.FEHLER, "eins", profil="b"),
        Befund("VG150", Schwere.FEHLER, "zwei"),
        Befund("VG202", Schwere.WARNUNG, "drei", profil="a"),
        Befund("VG203", Schwere.HINWEIS, "vier", profil="b"),
    ]
    zeilen = text(befunde, root).splitlines()
    assert [zeile for zeile in zeilen if zeile and not zeile.startswith(" ")] == [
        befundtext.OHNE_PROFIL,
        "a",
        "b",
    ]
    assert zeilen.index("  Fehler VG201: eins") < zeilen.index("  Hinweis VG203: vier")


def test_accepted_and_not_checkable_findings_only_on_request(root: Path) -> None:
    befunde = [
        Befund("VG301", Schwere.WARNUNG, "a", akzeptiert=True),
        Befund("VG302", Schwere.HINWEIS, "b", nicht_pruefbar=True),
    ]
    assert text(befunde, root) == ""
    alle = text(befunde, root, alle=True)
    assert "Warnung VG301 (angenommen): a" in alle
    assert "  Nicht prüfbar (1):\n    VG302: b\n" in alle


@pytest.mark.parametrize("mark", [Mark("fehlt.yaml", 1, 1), Mark(PROFIL, 99, 1), Mark(PROFIL, 2, 99, 9)])
def test_a_place_that_cannot_be_shown_does_no_harm(root: Path, mark: Mark) -> None:
    assert f"{mark}: Fehler" in text([Befund("VG101", Schwere.FEHLER, "x", mark)], root)


def test_a_binary_file_has_no_excerpt(root: Path) -> None:
    (root / "rahmen.docx").write_bytes(b"PK\x03\x04\xff\xfe")
    assert "|" not in text([Befund("VG156", Schwere.FEHLER, "x", Mark("rahmen.docx", 1, 1))], root)


@pytest.mark.parametrize(("spalte", "laenge"), [(1, 1), (150, 6), (290, 10), (300, 1), (20, 500)])
def test_long_lines_are_cut_and_the_caret_stays_below_the_place(spalte: int, laenge: int) -> None:
    zeile = "".join(chr(ord("a") + i % 26) for i in range(300))
    teil, zeiger = ausschnitt(zeile, Mark("x", 1, spalte, laenge), breite=80)
    assert len(teil) <= 82
    assert len(zeiger) <= len(teil)
    anfang = zeiger.index("^")
    gezeigt = teil[anfang : len(zeiger)].rstrip("…")
    assert zeile[spalte - 1 :].startswith(gezeigt)
    assert gezeigt


def test_tabs_and_control_characters_keep_the_column() -> None:
    teil, zeiger = ausschnitt("a:\t\x07b", Mark("x", 1, 5), breite=80)
    assert teil == "a:  b"
    assert zeiger == "    ^"


def test_counts_leave_out_what_does_not_count() -> None:
    befunde = [
        Befund("VG201", Schwere.FEHLER, "x"),
        Befund("VG202", Schwere.WARNUNG, "x"),
        Befund("VG202", Schwere.WARNUNG, "x"),
        Befund("VG203", Schwere.FEHLER, "x", akzeptiert=True),
        Befund("VG204", Schwere.FEHLER, "x", nicht_pruefbar=True),
    ]
    zahlen = zaehlung(befunde)
    assert befundtext.zusammenfassung(zahlen) == (
        "1 Fehler, 2 Warnungen, 0 Hinweise, 1 angenommener Befund, 1 nicht prüfbarer Punkt"
    )


def test_json_has_the_shape_of_its_schema() -> None:
    befunde = [
        Befund("VG201", Schwere.FEHLER, "„x“ – €", Mark(PROFIL, 2, 18), profil="a", dokument="d", stelle="3.1"),
        Befund("VG150", Schwere.HINWEIS, "y", akzeptiert=True),
    ]
    wert = json.loads(befundjson.als_text(befundjson.bericht_als_dict(befunde, 3)))
    jsonschema.validate(wert, befundjson.befunde_schema())
    assert wert["befunde"][0] == {
        "code": "VG201",
        "schwere": "fehler",
        "meldung": "„x“ – €",
        "profil": "a",
        "dokument": "d",
        "stelle": "3.1",
        "datei": PROFIL,
        "zeile": 2,
        "spalte": 18,
        "akzeptiert": False,
        "nicht_pruefbar": False,
    }
    assert wert["zusammenfassung"] == {
        "profile": 3,
        "fehler": 1,
        "warnung": 0,
        "hinweis": 0,
        "akzeptiert": 1,
        "nicht_pruefbar": 0,
    }
