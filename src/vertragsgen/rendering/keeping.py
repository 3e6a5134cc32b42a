"""Page breaks where a reader expects them: small tables stay whole, a large one keeps its head and its sum."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vertragsgen.rendering.wordml import KEEP_NEXT

# A table up to this many rows fits on a page beside its text, upright or landscape.
WHOLE = 14

_STYLE = re.compile(r'(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


def keep_tables(xml: str) -> str:
    """Untie rows of data tables, which are written tied: the last one, and in a large table all but the first two
    and the three before the last.
    """
    first, *tables = xml.split("<w:tbl>")
    return first + "".join(["<w:tbl>" + _untie_rows(table) for table in tables])


def _untie_rows(text: str) -> str:
    table, end, after = text.partition("</w:tbl>")
    head, *rows = table.split("<w:tr>")
    last = len(rows) - 1
    free = range(last, last + 1) if last < WHOLE else (*range(2, last - 2), last)
    for index in free:
        rows[index] = rows[index].replace(KEEP_NEXT, "")
    return "<w:tr>".join((head, *rows)) + end + after


def keep_last_paragraph(xml: str) -> str:
    """Tie the last paragraph to what follows the slot, such as the signatures."""
    position = xml.rfind("<w:pStyle")
    return xml if position < 0 else xml[:position] + _STYLE.sub(rf"\1{KEEP_NEXT}", xml[position:], count=1)


# A row of the two-column layout begins without row properties; those of a data table have them.
_COLUMN_ROW = "<w:tr><w:tc>"
_ROW_END = "</w:tc></w:tr>"
_HEADING_ONLY = "</w:tcPr></w:tc></w:tr>"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
# A row with fewer characters than this is short enough to move to the next page as a whole.
SHORT = 700


@dataclass(frozen=True, slots=True)
class Spaltenzeile:
    """A row of the two-column layout, or the part of one that a clause without heading adds to the row before it.

    ``zeichen`` counts the characters of its text.
    """

    xml: str
    zeichen: int
    tabelle: bool
    angehaengt: bool = False


def column_rows(xml: str, continuation: str) -> tuple[Spaltenzeile, ...]:
    """The rows of a clause in the two-column layout; ``continuation`` is how a row without heading begins."""
    before, *rows = xml.replace(_ROW_END + continuation, "").split(_COLUMN_ROW)
    assert not before
    found = []
    for row in rows:
        row = _COLUMN_ROW + row
        angehaengt = row.startswith(continuation)
        zeichen = sum(len(text) for text in _TEXT.findall(row))
        found.append(Spaltenzeile(row, zeichen, "<w:tbl>" in row, angehaengt))
    return tuple(found)


def keep_columns(rows: Iterable[Spaltenzeile], continuation: str) -> str:
    """The rows of a two-column description: a clause without heading goes on in the row before it, a row that is
    only a heading stays with the next one, a short row stays whole.
    """
    joined: list[Spaltenzeile] = []
    for row in rows:
        if row.angehaengt and joined:
            before = joined[-1]
            xml = before.xml.removesuffix(_ROW_END) + row.xml.removeprefix(continuation)
            row = Spaltenzeile(xml, before.zeichen + row.zeichen, before.tabelle or row.tabelle)
            joined[-1] = row
        else:
            joined.append(row)
    return "".join([_tied(row) for row in joined])


def _tied(row: Spaltenzeile) -> str:
    xml = row.xml
    if xml.endswith(_HEADING_ONLY):
        xml = _STYLE.sub(rf"\1{KEEP_NEXT}", xml)
    elif row.zeichen > SHORT or row.tabelle:
        return xml
    return xml.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)
