"""Edits of YAML text: only what was asked for changes, whatever the file looks like."""

from __future__ import annotations

import pytest

from vertragsgen.source.node import to_data
from vertragsgen.source.notate import Felder, Folge, Roh, from_node, like_amount
from vertragsgen.source.reader import read_text
from vertragsgen.source.roundtrip import Bearbeitung, NichtBearbeitbar

TEXT = """\
# Kopf
paket: a/b   # das Paket

laufzeit:
    beginn:   01.01.2019    # erster Tag
    ende:
    # bis hierher
saetze:
- {gp: "5,00", mp: '75,69',ib: 3.41}   # eine Zeile
-   gp: 1.234,50 €
    text: >-
      lang
      und länger

# danach
angaben: {a: 1,  b: [x,y]}
"""


def geaendert(text: str, *aenderungen: tuple[tuple[str, ...], Roh | Felder | Folge]) -> str:
    datei = Bearbeitung(text)
    for pfad, neu in aenderungen:
        datei.setze(pfad, neu)
    return datei.text()


@pytest.mark.parametrize("umbruch", ["\n", "\r\n", "\r"])
def test_a_single_value(umbruch: str) -> None:
    text = TEXT.replace("\n", umbruch)
    neu = geaendert(text, (("laufzeit", "beginn"), Roh("01.07.2019")))
    assert neu == text.replace("01.01.2019", "01.07.2019")


def test_an_empty_value_is_filled_and_the_comment_stays() -> None:
    neu = geaendert(TEXT, (("laufzeit", "ende"), Roh("31.12.2019")))
    assert neu == TEXT.replace("    ende:\n", "    ende: 31.12.2019\n")


def test_the_same_content_changes_nothing() -> None:
    zeilen = TEXT.split("\n")
    knoten = read_text(TEXT, "t").node
    assert knoten is not None
    ganz = from_node(knoten, lambda mark: zeilen[mark.zeile - 1])
    assert isinstance(ganz, Felder)
    assert geaendert(TEXT, *(((name,), wert) for name, wert in ganz.eintraege)) == TEXT


def test_values_in_brackets_keep_their_quotes() -> None:
    zeile = Felder((("gp", Roh("5,13")), ("mp", Roh("77,58")), ("ib", Roh("3.50"))), flow=True)
    zweite = Felder((("gp", Roh("1.250,00 €")), ("text", Roh('"lang und länger"'))))
    neu = geaendert(TEXT, (("saetze",), Folge((zeile, zweite))))
    erwartet = TEXT.replace('"5,00"', '"5,13"').replace("'75,69'", "'77,58'").replace("3.41", "3.50")
    assert neu == erwartet.replace("1.234,50 €", "1.250,00 €")


def test_a_plain_value_in_brackets_gets_quotes_where_a_comma_needs_them() -> None:
    neu = geaendert(TEXT, (("angaben", "a"), Roh("5,13")))
    assert neu == TEXT.replace("{a: 1,", '{a: "5,13",')


def test_new_sections_come_after_the_named_one_and_its_comments() -> None:
    datei = Bearbeitung(TEXT)
    saetze = Folge((Felder((("gp", Roh("4,80")), ("mp", Roh("70,00")))),))
    datei.setze(("vorgaenger",), Felder((("beginn", Roh("01.01.2018")), ("saetze", saetze))), nach="laufzeit")
    datei.setze(("fortschreibung",), Felder((("prozent", Roh("2,5")),)), nach="laufzeit")
    neu = datei.text()
    block = """
vorgaenger:
  beginn: 01.01.2018
  saetze:
    - gp: 4,80
      mp: 70,00

fortschreibung:
  prozent: 2,5
"""
    assert neu == TEXT.replace("    # bis hierher\n", f"    # bis hierher\n{block}")


def test_a_new_key_in_a_section_and_in_brackets() -> None:
    neu = geaendert(TEXT, (("laufzeit", "monate"), Roh("12")), (("angaben", "neu"), Roh("1,5")))
    assert "    ende:\n    monate: 12\n    # bis hierher\nsaetze:" in neu
    assert 'angaben: {neu: "1,5", a: 1,  b: [x,y]}' in neu


def test_a_key_that_is_not_asked_for_is_taken_away_with_its_lines() -> None:
    ohne_a = Felder((("b", Folge((Roh("x"), Roh("y")))),))
    neu = geaendert(TEXT, (("laufzeit",), Felder((("beginn", Roh("01.01.2019")),))), (("angaben",), ohne_a))
    assert neu == TEXT.replace("    ende:\n", "").replace("{a: 1,", "{a: null,")


def test_null_becomes_a_section_and_its_comment_stays() -> None:
    text = "a: null   # noch keiner\nb: 1\n"
    assert geaendert(text, (("a",), Felder((("x", Roh("1")),)))) == "a:   # noch keiner\n  x: 1\nb: 1\n"


def test_a_list_of_another_length_is_replaced() -> None:
    text = "a:   # Liste\n  - 1\n  - 2   # zwei\nb: 1"
    assert geaendert(text, (("a",), Folge((Roh("3"),)))) == "a:   # Liste\n  - 3   # zwei\nb: 1"
    assert geaendert(text, (("c",), Roh("3"))) == text + "\nc: 3"


def test_a_file_in_brackets_is_refused() -> None:
    with pytest.raises(NichtBearbeitbar, match="in Klammern"):
        Bearbeitung("{a: 1}")


def test_what_would_change_something_else_is_refused() -> None:
    datei = Bearbeitung("a: 1\n")
    datei.setze(("b",), Roh("x: y: z"))
    with pytest.raises(NichtBearbeitbar):
        datei.text()


@pytest.mark.parametrize(
    ("vorbild", "betrag", "erwartet"),
    [
        ("5,00", "5.16", "5,16"),
        ("75.69", "78.11", "78.11"),
        ('"3,75"', "3.87", '"3,87"'),
        ("'1.234,56 €'", "1274.06", "'1.274,06 €'"),
        ("1234,56", "1274.06", "1274,06"),
        ("999,99€", "1031.99", "1.031,99€"),
        ("999.99", "1031.99", "1031.99"),
    ],
)
def test_amounts_keep_their_notation(vorbild: str, betrag: str, erwartet: str) -> None:
    from decimal import Decimal

    assert like_amount(vorbild, Decimal(betrag)) == erwartet


def test_values_of_several_lines_are_copied_whole() -> None:
    knoten = read_text(TEXT, "t").node
    assert knoten is not None
    zeilen = TEXT.split("\n")
    kopie = from_node(knoten, lambda mark: zeilen[mark.zeile - 1])
    neu = geaendert("x: 1\n", (("y",), kopie))
    assert to_data(read_text(neu, "t").node) == {"x": "1", "y": to_data(knoten)}


FORT = Felder((("prozent", Roh("2,5")), ("komponenten", Folge((Roh("a"), Roh("b")), flow=True))))


@pytest.mark.parametrize(
    ("vorher", "nachher"),
    [
        (
            'a: 1\r\nfort:\r\n  prozent: "1,0"   # p\r\n  je:\r\n    x: 1\r\n    # c\r\n  grund: alt # g\r\nz: 3',
            'a: 1\r\nfort:\r\n  prozent: "2,5"   # p\r\n  komponenten: [a, b]\r\nz: 3',
        ),
        (
            "fort: {prozent: 1, komponenten: [a], grund: x}\n",
            'fort: {prozent: "2,5", komponenten: [a, b], grund: null}\n',
        ),
        (
            "fort:\n  komponenten:\n    - c # eins\n    - d\n    - e\n",
            "fort:\n  komponenten:\n    - a\n    - b\n  prozent: 2,5\n",
        ),
        ("fort: null\n", "fort:\n  prozent: 2,5\n  komponenten: [a, b]\n"),
        ("---\nx: 1\n", "---\nx: 1\nfort:\n  prozent: 2,5\n  komponenten: [a, b]\n"),
    ],
)  # fmt: skip
def test_a_section_is_brought_to_a_new_content(vorher: str, nachher: str) -> None:
    assert geaendert(vorher, (("fort",), FORT)) == nachher
