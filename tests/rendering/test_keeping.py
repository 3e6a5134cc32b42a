"""Page breaks: which rows and paragraphs stay together."""

from __future__ import annotations

import re

import pytest

from tests.rendering.conftest import Satz
from vertragsgen.rendering.keeping import WHOLE, column_rows, keep_columns, keep_last_paragraph, keep_tables

KEEP = "<w:keepNext/>"


def table(rows: int) -> str:
    """As clauses write it: every row tied to the next."""
    row = f'<w:tr><w:trPr/><w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val="T"/>{KEEP}</w:pPr></w:p></w:tc></w:tr>'
    return f"<w:tbl>{row * rows}</w:tbl>"


def tied(xml: str) -> list[bool]:
    return [KEEP in row for row in re.findall(r"<w:tr>.*?</w:tr>", xml)]


@pytest.mark.parametrize("rows", [1, 2, WHOLE])
def test_a_small_table_is_tied_up_to_its_last_row(rows: int) -> None:
    assert tied(keep_tables(table(rows))) == [True] * (rows - 1) + [False]


def test_a_large_table_keeps_its_head_and_its_sum() -> None:
    rows = 40
    assert [index for index, is_tied in enumerate(tied(keep_tables(table(rows)))) if is_tied] == [0, 1, 37, 38]


def test_a_row_that_leads_to_a_sum_stays_with_it() -> None:
    parts = re.split("(?=<w:tr>)", table(40))
    for row in (1 + 9, 1 + 20, 1 + 21, 1 + 37):
        parts[row] = parts[row].replace("</w:p>", "<w:r><w:rPr><w:b/></w:rPr></w:r></w:p>")
    # Rows 9, 20, 21 and 37 are in bold; two in a row are not tied to each other.
    assert [index for index, is_tied in enumerate(tied(keep_tables("".join(parts)))) if is_tied] == [
        0, 1, 8, 19, 36, 37, 38,
    ]  # fmt: skip


def test_text_between_tables_keeps_its_ties() -> None:
    before = f'<w:p><w:pPr><w:pStyle w:val="A"/>{KEEP}</w:pPr></w:p>'
    assert keep_tables(before + table(1) + before) == before + table(1).replace(KEEP, "") + before


def test_the_last_paragraph_of_a_slot_can_be_tied_to_what_follows() -> None:
    first, last = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr></w:p>', '<w:p><w:pPr><w:pStyle w:val="B"/></w:pPr></w:p>'
    assert keep_last_paragraph(first + last) == first + last.replace("/></w:pPr>", f"/>{KEEP}</w:pPr>")
    assert keep_last_paragraph("") == ""


def rows(satz: Satz, *texts: str) -> list[str]:
    spiegel = satz.frame.plaetze["klauseln"]
    parts = [satz.compile(text).vorlage.render({"_zustand": satz.zustand}) for text in texts]
    rows = [row for part in parts for row in column_rows(part, spiegel.fortsetzung)]
    return re.findall(
        r"<w:tr>.*?</w:tr>", "".join(row.xml for row in keep_columns(rows, spiegel.fortsetzung)), re.DOTALL
    )


def test_a_clause_without_heading_goes_on_in_the_row_before(zweispaltig: Satz) -> None:
    together = rows(zweispaltig, "# Eins [#a]\n\nText.", "Fortsetzung.", "# Zwei [#b]\n\nText.")
    assert len(together) == 2
    assert "Fortsetzung." in together[0]


def test_a_heading_alone_stays_with_the_next_row_and_a_long_row_may_break(zweispaltig: Satz) -> None:
    alone, short, long = rows(
        zweispaltig, "# Nur Titel [#a]", "## Kurz [#b]\n\nText.", "## Lang [#c]\n\n" + "Wort " * 300
    )
    assert KEEP in alone
    assert KEEP not in short
    assert ["<w:cantSplit/>" in row for row in (alone, short, long)] == [True, True, False]


def test_a_paragraph_before_a_list_or_table_stays_with_it(satz: Satz) -> None:
    xml = satz.compile("Vorher.\n\nEinleitung:\n\n- Punkt\n\nEinleitung:\n\n| A |\n|---|\n| b |").vorlage.render(
        {"_zustand": satz.zustand}
    )
    paragraphs = re.findall(r"<w:p>.*?</w:p>", xml)
    assert [KEEP in paragraph for paragraph in paragraphs[:4]] == [False, True, False, True]
