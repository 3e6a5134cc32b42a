"""Any text a profile may hold arrives whole in body, header, table cell, properties and workbook – or is refused."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from tests.ablauf.conftest import PROFIL, STICHTAG, Werkbank
from vertragsgen.linearise import linearise_docx
from vertragsgen.pipeline import Ergebnis, run
from vertragsgen.werkstatt import Werkstatt

HOSTILE = [
    "Müller & Söhne <Haus>",
    "a </w:t> b",
    "<!-- a -->",
    "]]> b",
    "{% if x %}",
    "{# a #}",
    "&amp; &lt; &#65;",
    "=1+1",
    "+49 421",
    "-5",
    "@SUMME(A1)",
    "**fett** _kursiv_ | a",
    "# Überschrift",
    "C:\\Pfad\\n",
    "100 %",
    "§ 75 Abs. 3",
    "„Haus“",
    "a\u00a0b",
    "e\u0301",
    "Ümläut ß ẞ €",
    "日本 𝔘",
    "'\"`",
    "1. Platz",
    "- Strich",
    "[#anker]",
    "::: Title",
    "\\1 \\g<0>",
    "$a ${b}",
]


class Probe:
    """Builds the reference profile with one value replaced, in a package compiled once."""

    def __init__(self, root: Path) -> None:
        self.bank = Werkbank(root)
        self.werkstatt = Werkstatt(self.bank.workspace)
        self.text = self.bank.profil().read_text(encoding="utf-8")
        assert self.text.count("name: Regenbogen gGmbH") == 1

    def name(self, value: str) -> Ergebnis:
        quoted = "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}" for char in value)
        self.bank.profil().write_text(
            self.text.replace("name: Regenbogen gGmbH", f'name: "{quoted}"'), encoding="utf-8"
        )
        return run(self.werkstatt, PROFIL, stichtag=STICHTAG)


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Probe:
    return Probe(tmp_path_factory.mktemp("werte") / "arbeit")


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")


def check(ergebnis: Ergebnis, value: str) -> None:
    if not ergebnis.dateien:
        refused = [befund for befund in ergebnis.befunde if befund.sperrt]
        assert refused
        # A rule on the wording may refuse what the profile may hold (a name that looks like a date): it names its clause.
        places = [befund.mark for befund in refused if befund.code.startswith("VG1")]
        assert all(mark is not None and mark.datei.endswith(f"{PROFIL}.yaml") for mark in places)
        return
    wanted = plain(value).strip()
    vereinbarung = linearise_docx(ergebnis.dateien["vereinbarung.docx"])
    assert sum(plain(zeile.text) == wanted for zeile in vereinbarung.zeilen if zeile.art == "absatz") == 1
    assert plain(vereinbarung.eigenschaften.titel).endswith(f"– {wanted}")
    assert any(wanted in plain(zeile.text) for zeile in vereinbarung.zeilen if zeile.art == "kopfzeile")
    blatt = linearise_docx(ergebnis.dateien["kostentraegerblatt.docx"])
    # At least once: the value may be a word of the table itself („Jahresbudget“).
    assert any(plain(zelle.text) == wanted for zeile in blatt.zeilen for zelle in zeile.zellen)
    sheet = load_workbook(io.BytesIO(ergebnis.dateien["kostentraegerblatt.xlsx"])).worksheets[0]
    cells = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and plain(str(cell.value)).strip() == wanted
    ]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_arrives_whole(probe: Probe, value: str) -> None:
    ergebnis = probe.name(value)
    assert ergebnis.dateien, [befund.meldung for befund in ergebnis.befunde]
    check(ergebnis, value)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(value=st.text(st.characters(), min_size=1, max_size=40))
@example(value="\u202eabc")
@example(value="\ue000")
@example(value="a\x07b")
def test_any_text_arrives_whole_or_is_refused(probe: Probe, value: str) -> None:
    check(probe.name(value), value)


@pytest.mark.parametrize("value", ["a\x07b", "a\x0cb", "\u202eabc", "\ue000", "\uf8f0", "\ud800", "a\x00b", "\u2066x"])
def test_what_no_document_may_hold_is_refused_with_its_place(probe: Probe, value: str) -> None:
    ergebnis = probe.name(value)
    assert not ergebnis.dateien
    check(ergebnis, value)
    line = probe.text[: probe.text.index("name: Regenbogen gGmbH")].count("\n") + 1
    assert {befund.mark.zeile for befund in ergebnis.befunde if befund.sperrt and befund.mark} == {line}


def test_template_syntax_in_a_value_is_never_run_and_reported_as_a_placeholder(probe: Probe) -> None:
    ergebnis = probe.name("{{ traeger.plz }}")
    assert {befund.code for befund in ergebnis.befunde if befund.sperrt} == {"VG703"}
    assert all("{{ traeger.plz }}" in erzeugt.eigenschaften.titel for erzeugt in ergebnis.dokumente)


def test_every_part_is_well_formed_whatever_the_text(probe: Probe) -> None:
    ergebnis = probe.name("".join(HOSTILE[:8]))
    parts = [
        (name, data)
        for erzeugt in ergebnis.dokumente
        for name, data in erzeugt.teile.items()
        if name.endswith((".xml", ".rels"))
    ]
    assert len(parts) > 20
    for _, data in parts:
        etree.fromstring(data)
