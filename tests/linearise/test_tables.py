"""Data tables by row, layout tables as text, merged cells, nested tables."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, r, style, tbl, tc, tr
from vertragsgen.linearise import Art, linearise_docx

HEADER = "<w:tblHeader/>"


def test_rows_and_cells() -> None:
    table = tbl(tr(tc("Leistung"), tc("Betrag"), props=HEADER), tr(tc("Grund", "je Tag"), tc("5,00 €")))
    head, row = linearise_docx(docx(table)).zeilen
    assert (head.kopf, row.kopf) == (True, False)
    assert row.text == "Grund / je Tag | 5,00 €"
    assert [(c.spalte, c.text, c.stelle) for c in row.zellen] == [
        (1, "Grund\nje Tag", "Tabelle 1, Zeile 2, Spalte 1"),
        (2, "5,00 €", "Tabelle 1, Zeile 2, Spalte 2"),
    ]
    assert row.tabelle == "Tabelle 1"


def test_merged_cells_keep_their_columns() -> None:
    table = tbl(
        tr(tc("breit", props='<w:gridSpan w:val="2"/>'), tc("c")),
        tr(tc("oben", props='<w:vMerge w:val="restart"/>'), tc("b"), tc("c")),
        tr(tc("", props="<w:vMerge/>"), tc("b"), tc("c")),
        tr(tc("b"), tc("c"), props='<w:gridBefore w:val="1"/>'),
        columns=3,
    )
    rows = linearise_docx(docx(table)).zeilen
    assert [[(c.spalte, c.breite, c.fortsetzung) for c in row.zellen] for row in rows] == [
        [(1, 2, False), (3, 1, False)],
        [(1, 1, False), (2, 1, False), (3, 1, False)],
        [(1, 1, True), (2, 1, False), (3, 1, False)],
        [(2, 1, False), (3, 1, False)],
    ]


def test_nested_tables_follow_their_table() -> None:
    inner = tbl(tr(tc("innen")), columns=1) + p()
    lines = linearise_docx(docx(tbl(tr(tc("a", inner), tc("b")), tr(tc("c"), tc("d"))) + p("danach"))).zeilen
    assert [(line.stelle, line.text) for line in lines] == [
        ("Tabelle 1, Zeile 1", "a | b"),
        ("Tabelle 1, Zeile 2", "c | d"),
        ("Tabelle 1, Zeile 1, Spalte 1, Tabelle 1, Zeile 1", "innen"),
        ("Absatz 1", "danach"),
    ]


@pytest.mark.parametrize(
    ("look", "props", "layout"),
    [
        ('w:firstRow="0"', "", True),
        ('w:val="0480"', "", True),
        ('w:firstRow="1"', "", False),
        ('w:val="04A0"', "", False),
        ('w:firstRow="0"', HEADER, False),
    ],
)
def test_layout_tables_are_read_as_text(look: str, props: str, layout: bool) -> None:
    lines = linearise_docx(docx(tbl(tr(tc("links"), tc("rechts", "unten"), props=props), look=look))).zeilen
    texts = [line.text for line in lines]
    assert texts == (["links", "rechts", "unten"] if layout else ["links | rechts / unten"])


def test_headings_and_lists_in_layout_tables_make_places() -> None:
    styles = style("Standard", "Normal") + style("h1", "heading 1", num_id="1")
    numbering = abstract(0, lvl(0, "%1.", extra='<w:pStyle w:val="h1"/>')) + num(1, 0)
    table = tbl(tr(tc(p("Ziel", "h1")), tc("Text")), tr(tc(p("Art", "h1")), tc("Text")), look='w:firstRow="0"')
    lines = linearise_docx(docx(table, parts={"styles": styles, "numbering": numbering})).zeilen
    assert [line.stelle for line in lines] == [
        "Ziffer 1, Überschrift",
        "Ziffer 1, Absatz 1",
        "Ziffer 2, Überschrift",
        "Ziffer 2, Absatz 1",
    ]


def test_numbers_in_cells_are_counted_in_reading_order() -> None:
    numbering = abstract(0, lvl(0, "%1.")) + num(1, 0)
    table = tbl(tr(tc(p("a", num="1")), tc(p("b", num="1"))))
    lines = linearise_docx(docx(table + p("c", num="1"), parts={"numbering": numbering})).zeilen
    assert [line.volltext for line in lines] == ["1. a | 2. b", "3.\tc"]


def test_tracked_rows() -> None:
    mark = '<w:{} w:id="1" w:author="x"/>'
    table = tbl(tr(tc("weg"), props=mark.format("del")), tr(tc("neu"), props=mark.format("ins")), columns=1)
    assert [line.text for line in linearise_docx(docx(table)).zeilen] == ["neu"]


def test_a_table_of_python_docx() -> None:
    document = python_docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "zusammen"
    table.cell(1, 0).text, table.cell(1, 1).text = "x", "y"
    buffer = io.BytesIO()
    document.save(buffer)
    rows = [line for line in linearise_docx(buffer.getvalue()).zeilen if line.art is Art.TABELLENZEILE]
    assert [row.text for row in rows] == ["zusammen", "x | y"]


def test_content_controls_around_rows_and_cells() -> None:
    inner = f"<w:sdt><w:sdtContent>{tr(tc('a'), '<w:sdt><w:sdtContent>' + tc('b') + '</w:sdtContent></w:sdt>')}"
    table = tbl(inner + "</w:sdtContent></w:sdt>")
    control = f"<w:sdt><w:sdtContent><w:p>{r('Block')}</w:p></w:sdtContent></w:sdt>"
    assert [line.text for line in linearise_docx(docx(table + control)).zeilen] == ["a | b", "Block"]
