"""Pieces of tables as WordprocessingML: data tables with a header row, rows of the two-column layout."""

from __future__ import annotations

import re

# Left and right cell margins of Word's default, in twips.
CELL_MARGINS = 216

_DASHES = re.compile(r":?(-+):?")


def column_widths(delimiter_row: str, total: int) -> list[int]:
    """Widths in twips: the columns share ``total`` in proportion to their dashes; the last takes the rest."""
    cells = delimiter_row.strip().strip("|").split("|")
    dashes = [len(match.group(1)) if (match := _DASHES.search(cell)) else 1 for cell in cells]
    widths = [total * count // sum(dashes) for count in dashes]
    widths[-1] += total - sum(widths)
    return widths


def table_head(style_id: str, widths: list[int], indent: int) -> str:
    """Start of a data table; the look names a first row, so that it is read as a header."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def row_head(*, header: bool) -> str:
    """Start of a row that stays on one page; a header row is repeated on each page."""
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>"


def cell_head(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'


def alignment(style: str | int | float | None) -> str:
    """Paragraph alignment from markdown-it's cell style."""
    for word in ("right", "center"):
        if isinstance(style, str) and word in style:
            return f'<w:jc w:val="{word}"/>'
    return ""


def column_row(columns: tuple[int, int]) -> str:
    """Start of a row of the two-column layout, in its left cell."""
    return f"<w:tr>{cell_head(columns[0])}"


def next_column(columns: tuple[int, int]) -> str:
    """From the left cell into the right one."""
    return f"</w:tc>{cell_head(columns[1])}"
