"""Places are named as a lawyer would name them."""

from __future__ import annotations

import pytest

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, restart, style, tbl, tc, tr
from vertragsgen.linearise import Art, linearise_docx

STYLES = (
    style("Standard", "Normal")
    + style("Titel", "Title", "Standard")
    + style("h1", "heading 1", "Standard", num_id="1")
    + style("h2", "heading 2", "Standard", num_id="1", ilvl="1")
    + style("Ohne", "Überschrift ohne Nummer", "Standard", extra='<w:outlineLvl w:val="0"/>')
)
NUMBERING = (
    abstract(0, lvl(0, "%1.", extra='<w:pStyle w:val="h1"/>'), lvl(1, "%1.%2", extra='<w:pStyle w:val="h2"/>'))
    + abstract(1, lvl(0, "%1)", "lowerLetter"), lvl(1, "%2%2)", "lowerLetter"), kind="hybridMultilevel")
    + abstract(2, lvl(0, "•", "bullet"), kind="hybridMultilevel")
    + abstract(3, lvl(0, "§ %1", suff="space"), kind="hybridMultilevel")
    + abstract(4, lvl(0, "(%1)"), kind="hybridMultilevel")
    + num(1, 0)
    + num(2, 1)
    + num(3, 2)
    + num(4, 3)
    + num(5, 4)
    + num(6, 1, restart(0, 1))
    + num(7, 4, restart(0, 1))
)


def places(*body: str) -> list[tuple[str, str]]:
    """(place, full text) of each line."""
    lines = linearise_docx(docx("".join(body), parts={"styles": STYLES, "numbering": NUMBERING})).zeilen
    return [(line.stelle, line.volltext.replace("\t", " ")) for line in lines]


def test_sections_clauses_paragraphs_and_lists() -> None:
    assert places(
        p("Vereinbarung", "Titel"),
        p("zwischen"),
        p("und"),
        p("Vergütung", "h1"),
        p("Satz"),
        p("Klausel", num="1", ilvl="1"),
        p("Folge"),
        p("erstens", num="2"),
        p("doppelt", num="2", ilvl="1"),
        p("zweitens", num="2"),
        p("Punkt", num="3"),
        p("noch einer", num="3"),
        p("Rest"),
        p("Punkt", num="3"),
        p("Zwischen", "h2"),
        p("Text"),
        p("Dauer", "h1"),
        p("Ende"),
        p("von vorn", num="6"),
    ) == [
        ("Titel", "Vereinbarung"),
        ("Absatz 1", "zwischen"),
        ("Absatz 2", "und"),
        ("Ziffer 1, Überschrift", "1. Vergütung"),
        ("Ziffer 1, Absatz 1", "Satz"),
        ("Ziffer 1.1", "1.1 Klausel"),
        ("Ziffer 1.1, Absatz 2", "Folge"),
        ("Ziffer 1.1, Buchstabe a", "a) erstens"),
        ("Ziffer 1.1, Buchstabe a, Doppelbuchstabe aa", "aa) doppelt"),
        ("Ziffer 1.1, Buchstabe b", "b) zweitens"),
        ("Ziffer 1.1, Buchstabe b, Aufzählungspunkt 1", "• Punkt"),
        ("Ziffer 1.1, Buchstabe b, Aufzählungspunkt 2", "• noch einer"),
        ("Ziffer 1.1, Absatz 3", "Rest"),
        ("Ziffer 1.1, Absatz 3, Aufzählungspunkt 1", "• Punkt"),
        ("Ziffer 1.2, Überschrift", "1.2 Zwischen"),
        ("Ziffer 1.2, Absatz 1", "Text"),
        ("Ziffer 2, Überschrift", "2. Dauer"),
        ("Ziffer 2, Absatz 1", "Ende"),
        ("Ziffer 2, Buchstabe a", "a) von vorn"),
    ]


def test_paragraphs_of_a_statute() -> None:
    assert [
        place
        for place, _ in places(
            p("Gegenstand", num="4"),
            p("eins", num="5"),
            p("Fortsetzung"),
            p("erstens", num="2"),
            p("zwei", num="5"),
            p("Dauer", num="4"),
            p("eins", num="7"),
        )
    ] == [
        "§ 1",
        "§ 1, Absatz 1",
        "§ 1, Absatz 1, Unterabsatz 2",
        "§ 1, Absatz 1, Buchstabe a",
        "§ 1, Absatz 2",
        "§ 2",
        "§ 2, Absatz 1",
    ]


def test_a_statute_in_one_list() -> None:
    levels = (
        lvl(0, "§ %1", extra='<w:pStyle w:val="h1"/>'),
        lvl(1, "(%2)"),
        lvl(2, "%3)", "lowerLetter"),
        lvl(3, "%1.%4"),
    )
    body = (
        p("A", "h1")
        + p("x", num="1", ilvl="1")
        + p("y", num="1", ilvl="2")
        + p("z", num="1", ilvl="1")
        + p("B", "h1")
        + p("w", num="1", ilvl="1")
    )
    lines = linearise_docx(docx(body, parts={"styles": STYLES, "numbering": abstract(0, *levels) + num(1, 0)}))
    assert [line.stelle for line in lines.zeilen] == [
        "§ 1, Überschrift",
        "§ 1, Absatz 1",
        "§ 1, Absatz 1, Buchstabe a",
        "§ 1, Absatz 2",
        "§ 2, Überschrift",
        "§ 2, Absatz 1",
    ]


@pytest.mark.parametrize(
    ("levels", "kind", "place"),
    [
        ((lvl(0, "%1."), lvl(1, "%1.%2")), Art.ABSATZ, "Ziffer 1"),  # shows higher levels: an outline
        ((lvl(0, "%1."), lvl(1, "%2.", extra='<w:pStyle w:val="h2"/>')), Art.ABSATZ, "Ziffer 1"),  # has headings
        ((lvl(0, "%1."), lvl(1, "%2.")), Art.AUFZAEHLUNG, "Nummer 1"),
    ],
)
def test_outline_or_list(levels: tuple[str, ...], kind: Art, place: str) -> None:
    parts = {"styles": STYLES, "numbering": abstract(0, *levels) + num(1, 0)}
    (line,) = linearise_docx(docx(p("x", num="1"), parts=parts)).zeilen
    assert (line.art, line.stelle) == (kind, place)


def test_numbers_inside_an_annex_do_not_replace_it() -> None:
    assert [place for place, _ in places(p("Anlage 2", "Ohne"), p("Ziel", "h2"), p("x"), p("Text", num="1"))] == [
        "Anlage 2, Überschrift",
        "Anlage 2, Ziffer 1.1, Überschrift",
        "Anlage 2, Ziffer 1.1, Absatz 1",
        "Ziffer 1",
    ]


def test_headings_without_number_and_typed_numbers() -> None:
    assert [
        place
        for place, _ in places(
            p("Präambel", "Ohne"),
            p("Satz"),
            p("§ 3 Vergütung", "Ohne"),
            p("Satz"),
            p("Präambel", "Ohne"),
            p("Satz"),
        )
    ] == [
        "Abschnitt „Präambel“, Überschrift",
        "Abschnitt „Präambel“, Absatz 1",
        "§ 3, Überschrift",
        "§ 3, Absatz 1",
        "Abschnitt „Präambel“ [2], Überschrift",
        "Abschnitt „Präambel“ [2], Absatz 1",
    ]


def test_tables_are_counted_in_their_section() -> None:
    table = tbl(tr(tc("A"), tc("B")))
    lines = linearise_docx(
        docx(
            p("eins", "h1") + table + p("x") + table + p("zwei", "h1") + table,
            parts={"styles": STYLES, "numbering": NUMBERING},
        )
    ).zeilen
    assert [line.stelle for line in lines if line.art is Art.TABELLENZEILE] == [
        "Ziffer 1, Tabelle 1, Zeile 1",
        "Ziffer 1, Tabelle 2, Zeile 1",
        "Ziffer 2, Tabelle 1, Zeile 1",
    ]


def test_kind_level_style_and_part() -> None:
    body = p("Titel", "Titel") + p("Über", "h2") + p("Kl", num="1", ilvl="1") + p("a", num="2", ilvl="1") + p("x")
    lines = linearise_docx(docx(body, parts={"styles": STYLES, "numbering": NUMBERING})).zeilen
    assert [(line.art, line.ebene, line.stil, line.teil) for line in lines] == [
        (Art.TITEL, 0, "Title", "word/document.xml"),
        (Art.UEBERSCHRIFT, 2, "heading 2", "word/document.xml"),
        (Art.ABSATZ, 0, "Normal", "word/document.xml"),
        (Art.AUFZAEHLUNG, 2, "Normal", "word/document.xml"),
        (Art.ABSATZ, 0, "Normal", "word/document.xml"),
    ]
