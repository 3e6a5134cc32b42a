"""Reading YAML: what is refused, where the mark stands, what the message says; with both parsers."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from vertragsgen.diagnostics import Befund
from vertragsgen.source.node import Mapping, Scalar, Sequence, to_data
from vertragsgen.source.parser import LOADER
from vertragsgen.source.reader import MAX_BYTES, Lesung, read_file, read_text

GUT = """\
paket: x
traeger:
  name: Regen gGmbH
  ort: Bremen
liste:
  - a
  - {b: 1, c: "2"}
"""
PARSER = [pytest.param(yaml.SafeLoader, id="rein")]
if hasattr(yaml, "CSafeLoader"):
    PARSER.append(pytest.param(yaml.CSafeLoader, id="libyaml"))


def statt(alt: str, neu: str) -> str:
    assert alt in GUT
    return GUT.replace(alt, neu)


# text, code, line:column, part of message or help
FEHLER = {
    "leerzeichen-fehlt": (statt("name: R", "name:R"), "VG102", "3:7", "fehlt ein Leerzeichen"),
    "doppelpunkt-fehlt": (statt("name: R", "name R"), "VG102", "3:3", "fehlt der Doppelpunkt"),
    "quote-offen": (statt("Regen gGmbH", '"Regen gGmbH'), "VG102", "3:9", "nicht wieder geschlossen"),
    "quote-einfach-offen": (statt("Regen gGmbH", "'Regen gGmbH"), "VG102", "3:9", "nicht wieder geschlossen"),
    "text-nach-quote": (statt("Regen gGmbH", '"Regen" gGmbH'), "VG102", "3:16", "steht noch Text: „gGmbH“"),
    "quote-weit-oben": (
        'a: "x\n' + "".join(f"k{i}: v\n" for i in range(10)) + 'b: "z"\n',
        "VG102",
        "1:4",
        "nicht wieder geschlossen",
    ),
    "klammer-offen": (statt('"2"}', '"2"'), "VG102", "7:5", "„{“ wird nicht geschlossen"),
    "klammer-eckig-offen": (statt("- a", "- [a, b"), "VG102", "6:5", "„[“ wird nicht geschlossen"),
    "doppelpunkt-im-wert": (statt("Regen gGmbH", "Haus: Mitte"), "VG102", "3:13", '"Haus: Mitte"'),
    "zu-tief": (statt("  ort", "   ort"), "VG102", "4:4", "Einrückung passt nicht"),
    "zu-flach": (statt("  ort", " ort"), "VG102", "4:2", "0 oder 2"),
    "strich": (statt("- a", "-a"), "VG102", "6:3", "Nach dem Strich"),
    "at": (statt("Regen", "@Regen"), "VG102", "3:9", "Anführungszeichen mit „@“"),
    "prozent": (statt("Regen", "%Regen"), "VG102", "3:9", "Anführungszeichen mit „%“"),
    "backslash": (statt("Regen gGmbH", '"C:\\Daten"'), "VG102", "3:12", "Schrägstrich"),
    "backslash-richtig": (statt("Regen gGmbH", '"C:\\\\Daten" x'), "VG102", "3:20", "steht noch Text"),
    "jenseits-von-unicode": (statt("Regen gGmbH", '"\\U00110000"'), "VG102", "3:10", "Schrägstrich"),
    "zwei-dokumente": (GUT + "---\na: 1\n", "VG102", "8:1", "zweites Dokument"),
    "schluessel-liste": ("[a]: b\n", "VG102", "1:1", "kein einfacher Text"),
    "ohne-schluessel": ('"": b\n', "VG102", "1:1", "fehlt der Schlüssel"),
    "tiefe": ("a: " + "[" * 60 + "]" * 60, "VG102", "1:43", "tiefer als 40 Ebenen"),
    "abgeschnitten": (GUT[:-3], "VG102", "7:15", "nicht wieder geschlossen"),
    "doppelt": (GUT + "paket: y\n", "VG103", "8:1", "doppelt, zuerst in Zeile 1"),
    "doppelt-klammer": (statt("b: 1,", "b: 1, b: 2,"), "VG103", "7:12", "doppelt"),
    "anker": (statt("Regen gGmbH", "&a x"), "VG104", "3:9", "Anker"),
    "anker-abschnitt": (statt("traeger:", "traeger: &t"), "VG104", "2:10", "Anker"),
    "verweis": (statt("Regen gGmbH", "*x"), "VG104", "3:9", "Verweise"),
    "typ": (statt("Regen gGmbH", "!!str x"), "VG104", "3:9", "Typangaben"),
    "typ-python": (statt("Regen gGmbH", "!!python/object:os.system x"), "VG104", "3:9", "Typangaben"),
    "merge": (GUT + "<<: {a: 1}\n", "VG104", "8:1", "„basis:“"),
    "anweisung": ("%YAML 1.2\n---\na: 1\n", "VG104", "1:1", "Anweisungen"),
    "tab-einrueckung": (statt("  ort", "\tort"), "VG105", "4:1", "Einrückung enthält einen Tabulator"),
    "tab-im-wert": (statt("Regen gGmbH", "Regen\tgGmbH"), "VG105", "3:14", "Tabulator"),
    "bidi": (statt("Regen", "Re\u202egen"), "VG105", "3:11", "Schreibrichtung U+202E"),
    "bidi-isolat": (statt("Regen", "Re\u2066gen"), "VG105", "3:11", "U+2066"),
    "bidi-kommentar": (GUT + "# \u202e\n", "VG105", "8:3", "U+202E"),
    "steuerzeichen": (statt("Regen", "Re\x07gen"), "VG105", "3:11", "Steuerzeichen U+0007"),
    "seitenvorschub": (statt("Regen", "Re\x0cgen"), "VG105", "3:11", "U+000C"),
    "c1": (statt("Regen", "Re\x85gen"), "VG105", "3:11", "U+0085"),
    "zeilentrenner": (statt("Regen", "Re\u2028gen"), "VG105", "3:11", "Absatzwechsel U+2028"),
    "privat": (statt("Regen", "Re\ue000gen"), "VG105", "3:11", "privater Bereich"),
    "surrogat": (statt("Regen", "Re\ud800gen"), "VG105", "3:11", "Surrogat"),
    "surrogat-escape": (statt("Regen gGmbH", '"\\ud83d x"'), "VG105", "", "Surrogat"),
    "steuerzeichen-escape": (statt("Regen gGmbH", '"a\\x07b"'), "VG105", "3:9", "U+0007"),
    "tab-escape": (statt("Regen gGmbH", '"a\\tb"'), "VG105", "3:9", "Tabulator"),
    "bidi-escape-im-schluessel": ('"a\\u202e": 1\n', "VG105", "1:1", "U+202E"),
    "komma": (statt("b: 1", "b: 3,75"), "VG108", "7:9", "trennt YAML am Komma"),
    "komma-tausender": (statt("b: 1", "b: 1.234,56 €"), "VG108", "7:9", "1.234,56 €"),
    "komma-schluessel": (statt("b: 1", "b: 1:2,5"), "VG108", "7:9", "1:2,5"),
    "zu-gross": ("a: " + "x" * MAX_BYTES, "VG101", "1:1", "größer als 1 MiB"),
}


def stelle(befund: Befund) -> str:
    assert befund.mark is not None
    return f"{befund.mark.zeile}:{befund.mark.spalte}"


@pytest.mark.parametrize("parser", PARSER)
@pytest.mark.parametrize("fall", FEHLER)
def test_mistake_is_explained_in_german_with_its_place(fall: str, parser: type) -> None:
    text, code, wo, teil = FEHLER[fall]
    lesung = read_text(text, "p.yaml", loader=parser)
    assert [befund.code for befund in lesung.befunde] == [code]
    befund = lesung.befunde[0]
    assert teil in f"{befund.meldung} {befund.hilfe}"
    if wo:
        assert stelle(befund) == wo
    assert not lesung.ok


@pytest.mark.parametrize("parser", PARSER)
def test_tree_holds_source_text_and_marks(parser: type) -> None:
    text = 'plz: 01067\nbetrag: 84.10\nschluessel: 1:2,5\nja: no\nzeit: 12:30\nleer:\nnull_: null\nq: "null"\n'
    node = read_text(text, "p.yaml", loader=parser).node
    assert to_data(node) == {
        "plz": "01067",
        "betrag": "84.10",
        "schluessel": "1:2,5",
        "ja": "no",
        "zeit": "12:30",
        "leer": None,
        "null_": None,
        "q": "null",
    }
    assert isinstance(node, Mapping)
    betrag = node.get("betrag")
    assert isinstance(betrag, Scalar)
    assert (betrag.mark.zeile, betrag.mark.spalte, betrag.mark.laenge) == (2, 9, 5)
    leer = node.entry("leer")
    assert leer is not None
    assert leer.value.mark == leer.key_mark
    assert node.get("gibtsnicht") is None


@pytest.mark.parametrize("parser", PARSER)
def test_flow_and_block_are_told_apart(parser: type) -> None:
    node = read_text(GUT, "p.yaml", loader=parser).node
    assert isinstance(node, Mapping)
    assert not node.flow
    liste = node.get("liste")
    assert isinstance(liste, Sequence)
    assert not liste.flow
    innen = liste.items[1]
    assert isinstance(innen, Mapping)
    assert innen.flow
    wert = innen.get("c")
    assert isinstance(wert, Scalar)
    assert not wert.plain


@pytest.mark.parametrize("parser", PARSER)
def test_the_comma_mistake_is_one_finding_and_reading_goes_on(parser: type) -> None:
    lesung = read_text("p: {a: 3,75, b: 56,77, c: 1}\n", "p.yaml", loader=parser)
    assert [stelle(befund) for befund in lesung.befunde] == ["1:8", "1:17"]
    assert to_data(lesung.node) == {"p": {"a": "3,75", "b": "56,77", "c": "1"}}


def test_duplicate_names_both_places_and_keeps_the_first() -> None:
    lesung = read_text("a: 1\nb: 2\na: 3\n", "p.yaml")
    (befund,) = lesung.befunde
    assert [mark.zeile for mark in befund.weitere] == [1]
    assert to_data(lesung.node) == {"a": "1", "b": "2"}


def test_keys_that_differ_only_in_composition_are_duplicates() -> None:
    nfd = unicodedata.normalize("NFD", "straße_ä")
    lesung = read_text(f"straße_ä: 1\n{nfd}: 2\n", "p.yaml")
    assert [befund.code for befund in lesung.befunde] == ["VG103"]


def test_several_bad_characters_are_reported_together_but_not_without_end() -> None:
    assert len(read_text("a: \x07\nb: \u202e\n", "p.yaml").befunde) == 2
    assert len(read_text("a: " + "\x07" * 500, "p.yaml").befunde) == 20


@pytest.mark.parametrize("text", ["", "# nur ein Kommentar\n", "\n\n", "\ufeff"])
def test_an_empty_file_is_no_mistake_of_syntax(text: str) -> None:
    assert read_text(text, "p.yaml") == Lesung(None, (), text.removeprefix("\ufeff"))


def test_front_matter_counts_from_its_first_line() -> None:
    lesung = read_text("id: a\nid: b\n", "k.md", first_line=2)
    assert stelle(lesung.befunde[0]) == "3:1"


def test_a_bomb_of_brackets_is_stopped_at_once() -> None:
    lesung = read_text("[" * 500_000, "p.yaml")
    assert [befund.code for befund in lesung.befunde] == ["VG102"]


def test_a_very_long_broken_line_does_not_hang() -> None:
    lesung = read_text("a: " + "b: c " * 100_000, "p.yaml")
    assert [befund.code for befund in lesung.befunde] == ["VG102"]


def _schreibe(ordner: Path, inhalt: bytes) -> Path:
    datei = ordner / "p.yaml"
    datei.write_bytes(inhalt)
    return datei


@pytest.mark.parametrize("vorn", [b"", b"\xef\xbb\xbf"], ids=["ohne-bom", "bom"])
@pytest.mark.parametrize("ende", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_bom_line_ends_and_composition_do_not_matter(tmp_path: Path, vorn: bytes, ende: str, form: str) -> None:
    text = "name: Trägerverein Süd\nort: Görlitz\n"
    roh = unicodedata.normalize(form, text).replace("\n", ende).encode()
    lesung = read_file(_schreibe(tmp_path, vorn + roh), "provider_data/p.yaml")
    assert lesung.befunde == ()
    assert to_data(lesung.node) == {"name": "Trägerverein Süd", "ort": "Görlitz"}
    assert isinstance(lesung.node, Mapping)
    ort = lesung.node.get("ort")
    assert ort is not None
    assert str(ort.mark) == "provider_data/p.yaml:2:6"


@pytest.mark.parametrize(
    ("roh", "wo", "teil"),
    [
        ("a: 1\nname: Träger\n".encode("cp1252"), "2:9", "nicht als UTF-8"),
        ("a: 1\n".encode("utf-16"), "1:1", "UTF-16"),
        (b"\xed\xa0\x80", "1:1", "nicht als UTF-8"),
    ],
    ids=["cp1252", "utf-16", "surrogat"],
)
def test_other_encodings_say_how_to_save(tmp_path: Path, roh: bytes, wo: str, teil: str) -> None:
    (befund,) = read_file(_schreibe(tmp_path, roh), "p.yaml").befunde
    assert befund.code == "VG101"
    assert stelle(befund) == wo
    assert teil in befund.meldung
    assert "Speichern unter" in str(befund.hilfe)


def test_unreadable_files_are_findings(tmp_path: Path) -> None:
    fehlt = read_file(tmp_path / "x.yaml", "x.yaml")
    ordner = read_file(tmp_path, "y.yaml")
    gross = read_file(_schreibe(tmp_path, b"a" * (MAX_BYTES + 1)), "z.yaml")
    assert [lesung.befunde[0].code for lesung in (fehlt, ordner, gross)] == ["VG101"] * 3
    assert "gibt es nicht" in fehlt.befunde[0].meldung
    assert "Ordner" in ordner.befunde[0].meldung or "gelesen" in ordner.befunde[0].meldung
    assert "1 MiB" in gross.befunde[0].meldung


def test_the_fast_parser_is_used_where_it_is() -> None:
    assert LOADER is getattr(yaml, "CSafeLoader", yaml.SafeLoader)
