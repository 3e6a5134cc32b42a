"""Page breaks where a reader expects them: small tables stay whole, a large one keeps its head and its sum."""

from __future__ import annotations

import re

from vertragsgen.rendering.wordml import KEEP_NEXT

# A table up to this many rows fits on a page beside its text, upright or landscape.
WHOLE = 14

_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_STYLE = re.compile(r'(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


def keep_tables(xml: str) -> str:
    """Tie the rows of every table: all of a small one, else the first two and the last three."""
    return _TABLE.sub(_tie_rows, xml) if "<w:tbl>" in xml else xml


def _tie_rows(match: re.Match[str]) -> str:
    table = match.group()
    last = len(_ROW.findall(table)) - 1
    count = -1

    def tie(row: re.Match[str]) -> str:
        nonlocal count
        count += 1
        tied = count < last and (last < WHOLE or count < 2 or count >= last - 2)
        return _STYLE.sub(rf"\1{KEEP_NEXT}", row.group()) if tied else row.group()

    return _ROW.sub(tie, table)


def keep_last_paragraph(xml: str) -> str:
    """Tie the last paragraph to what follows the slot, such as the signatures."""
    position = xml.rfind("<w:pStyle")
    return xml if position < 0 else xml[:position] + _STYLE.sub(rf"\1{KEEP_NEXT}", xml[position:], count=1)


# A row of the two-column layout begins without row properties; those of a data table have them.
_COLUMN_ROW = re.compile(r"<w:tr>(?=<w:tc>)(?:(?!<w:tr><w:tc>).)*", re.DOTALL)
_HEADING_ONLY = re.compile(r"</w:tcPr>\s*</w:tc></w:tr>\s*$")
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
# A row with fewer characters than this is short enough to move to the next page as a whole.
SHORT = 700


def keep_columns(xml: str, continuation: str) -> str:
    """Rows of a two-column description: a clause without heading goes on in the row before it, a row that is only
    a heading stays with the next one, a short row stays whole.

    ``continuation`` is how a row without heading begins.
    """
    return _COLUMN_ROW.sub(_tie_column_row, xml.replace("</w:tc></w:tr>" + continuation, ""))


def _tie_column_row(match: re.Match[str]) -> str:
    row = match.group()
    if _HEADING_ONLY.search(row):
        row = _STYLE.sub(rf"\1{KEEP_NEXT}", row)
    elif sum(len(text) for text in _TEXT.findall(row)) > SHORT or "<w:tbl>" in row:
        return row
    return row.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)
