"""Tables: data tables row by row, layout tables as the paragraphs they arrange."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from vertragsgen.linearise import pieces
from vertragsgen.linearise.model import Art, Zeile, Zelle
from vertragsgen.linearise.ooxml import (
    DELETED,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    WRAPPERS,
    Element,
    W,
    first,
    number,
    switched_on,
    value,
)
from vertragsgen.linearise.pieces import Body
from vertragsgen.linearise.story import Story
from vertragsgen.linearise.xmlparts import parse_xml

_FIRST_ROW = 0x0020  # bit of w:tblLook/@w:val
_SPAN, _MERGE, _GONE = (W + name for name in ("gridSpan", "vMerge", "cellDel"))


class _Cell(Struct):
    element: Element
    spalte: int
    breite: int
    fortsetzung: bool


def is_layout(table: Element) -> bool:
    """True if the table only arranges text: neither its look nor a marked row claims a header."""
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return False
    first = look.get(W + "firstRow")
    if first is None:
        try:
            claimed = bool(int(look.get(VAL, "0"), 16) & _FIRST_ROW)
        except ValueError:
            claimed = True
    else:
        claimed = first in ("1", "true", "on")
    return not claimed and not any(_is_header(row) for row in _rows(table))


def layout_cells(table: Element) -> Iterator[Element]:
    """The cells of a layout table in reading order."""
    for row in _rows(table):
        for cell in cells_of(row):
            yield cell.element


def read_table(story: Story, table: Element, place: str) -> None:
    """Adds a line per row; tables inside cells follow after the outer table, named by their cell."""
    nested: list[tuple[Element, str]] = []
    for count, row in enumerate(_rows(table), start=1):
        here = f"{place}, Zeile {count}"
        after = len(story.lines)
        targets: list[str] = []
        cells = tuple(_read_cell(story, cell, here, nested, targets) for cell in cells_of(row))
        story.add(
            Zeile(
                stelle=here,
                art=Art.TABELLENZEILE,
                text=" | ".join(cell.text.replace("\n", " / ") for cell in cells),
                teil=story.teil,
                zellen=cells,
                tabelle=place,
                kopf=_is_header(row),
                ziele=tuple(targets),
            ),
            (row,),
            after,
        )
    counts: dict[str, int] = {}
    for inner, cell in nested:
        counts[cell] = counts.get(cell, 0) + 1
        read_table(story, inner, f"{cell}, Tabelle {counts[cell]}")


def take_table(story: Story, data: bytes, body: Body) -> bool:
    """Adds a line per row of a table of our own that needs no parsing; False if this one does."""
    cut = None if story.inline.in_field else pieces.table(data)
    if cut is None or _arranges(cut[0], body.root):
        return False
    known = story.source.styles
    rows = [pieces.row(row) for row in cut[1]]
    if any(row is None or any(known.resolve(style).num_id is not None for style in row.styles) for row in rows):
        return False
    place = story.places.table()
    for count, row in enumerate(cut[1], start=1):
        story.add(_taken(row, place, count, story.teil), row)
    return True


@lru_cache(maxsize=8192)
def _taken(data: bytes, place: str, count: int, teil: str) -> Zeile:
    row, here = pieces.row(data), f"{place}, Zeile {count}"
    assert row is not None
    return Zeile(
        stelle=here,
        art=Art.TABELLENZEILE,
        text=row.text,
        teil=teil,
        zellen=tuple([
            Zelle(cell.column, cell.text, f"{here}, Spalte {cell.column}", cell.width, cell.continued)
            for cell in row.cells
        ]),
        tabelle=place,
        kopf=row.header,
    )  # fmt: skip


@lru_cache(maxsize=256)
def _arranges(head: bytes, body_root: bytes) -> bool:
    """True if a table with this head might only arrange text: its look claims no header."""
    return is_layout(parse_xml(b"".join((body_root, head, b"</w:document>")), "word/document.xml")[0])


def _read_cell(story: Story, cell: _Cell, row: str, nested: list[tuple[Element, str]], targets: list[str]) -> Zelle:
    place = f"{row}, Spalte {cell.spalte}"
    plain = story.plain(cell.element)
    if plain is not None:
        return Zelle(cell.spalte, plain.strip(" \t\n"), place, cell.breite, cell.fortsetzung)
    texts: list[str] = []
    for block in story.blocks(cell.element):
        if block[0].tag == TBL:
            nested.append((block[0], place))
            continue
        paragraph = story.read(block)
        text = paragraph.content.text.strip(" \t\n")
        if paragraph.number and paragraph.number.text:
            text = f"{paragraph.number.text}{' ' if paragraph.number.separator else ''}{text}"
        if text:
            texts.append(text)
        targets.extend(paragraph.content.targets)
        story.text_boxes(paragraph.content, place)
    return Zelle(cell.spalte, "\n".join(texts), place, cell.breite, cell.fortsetzung)


def _rows(parent: Element) -> Iterator[Element]:
    """Rows as they stand after accepting all changes."""
    for child in parent:
        if child.tag == TR:
            properties = first(child, TRPR)
            if properties is None or not any(mark.tag in DELETED for mark in properties):
                yield child
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def cells_of(row: Element) -> Iterator[_Cell]:
    """The cells of a row with the grid columns they cover."""
    column = 1 + (number(value(first(row, TRPR), "gridBefore")) or 0)
    for element in _cell_elements(row):
        width, continued, deleted = 1, False, False
        properties = first(element, TCPR)
        for one in () if properties is None else properties:
            if one.tag == _SPAN:
                width = max(number(one.get(VAL)) or 1, 1)
            elif one.tag == _MERGE:
                continued = one.get(VAL, "continue") == "continue"
            elif one.tag == _GONE:
                deleted = True
        if not deleted:
            yield _Cell(element, column, width, continued)
        column += width


def _cell_elements(parent: Element) -> Iterator[Element]:
    for child in parent:
        if child.tag == TC:
            yield child
        elif child.tag in WRAPPERS:
            yield from _cell_elements(child)


def _is_header(row: Element) -> bool:
    return switched_on(first(row, TRPR), "tblHeader")
