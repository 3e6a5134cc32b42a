"""Page breaks where a reader expects them: small tables stay whole, a large one keeps its head and its sum."""

from __future__ import annotations

import re

KEEP_NEXT = "<w:keepNext/>"
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
