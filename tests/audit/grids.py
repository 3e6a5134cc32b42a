"""Tables: cells that end with a paragraph, rows and widths that fit the grid."""

from __future__ import annotations

from collections.abc import Iterator

from tests.audit.parts import VAL, Element, W, of_type

# Rounding of widths in word processors: a cell may differ from its grid columns by this much (twips).
_TOLERANCE = 15


def cells(name: str, root: Element) -> Iterator[str]:
    """Findings on all tables of a part, nested ones included."""
    for count, table in enumerate(of_type(root, "tbl"), start=1):
        place = f"{name}: Tabelle {count}"
        grid = [int(column.get(W + "w", "0")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        if not table.findall(W + "tr") and not table.findall(f"{W}sdt"):
            yield f"{place}: keine Zeile"
        above: set[int] = set()
        for number, row in enumerate(table.findall(W + "tr"), start=1):
            column = _count(row, "gridBefore", "trPr")
            merged: set[int] = set()
            for cell in row.findall(W + "tc"):
                span = _count(cell, "gridSpan", "tcPr") or 1
                yield from _cell(f"{place}, Zeile {number}, Spalte {column + 1}", cell, grid[column : column + span])
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is not None:
                    if merge.get(VAL, "continue") == "continue" and column not in above:
                        yield f"{place}, Zeile {number}: vMerge ohne Anfang"
                    merged.add(column)
                column += span
            column += _count(row, "gridAfter", "trPr")
            if column != len(grid):
                yield f"{place}, Zeile {number}: {column} Spalten, im Raster {len(grid)}"
            above = merged


def _cell(place: str, cell: Element, grid: list[int]) -> Iterator[str]:
    if len(cell) == 0 or cell[-1].tag != W + "p":
        yield f"{place}: Zelle endet nicht mit einem Absatz"
    width = cell.find(f"{W}tcPr/{W}tcW")
    if width is not None and width.get(W + "type", "dxa") == "dxa":
        given = int(width.get(W + "w", "0"))
        if abs(given - sum(grid)) > _TOLERANCE:
            yield f"{place}: Breite {given}, im Raster {sum(grid)}"


def _count(parent: Element, name: str, properties: str) -> int:
    found = parent.find(f"{W}{properties}/{W}{name}")
    return 0 if found is None else int(found.get(VAL, "0"))
