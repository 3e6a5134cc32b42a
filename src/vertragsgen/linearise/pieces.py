"""Cuts the body of one of our own documents into its paragraphs and rows without parsing it.

What we write is always written in the same way, so most pieces are recognised by their bytes, and one that was read
before (in the other state of a contract, in that of another provider) is not read again. Whatever is written otherwise
is no piece and is left to the parser: nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from vertragsgen.linearise.ooxml import Element, W
from vertragsgen.linearise.xmlparts import parse_xml

_HEAD = re.compile(rb'<\?xml version="1\.0" encoding="UTF-8"(?: standalone="yes")?\?>\s*(<w:document [^>]*>)\s*')
_TAIL = re.compile(rb"</w:body>\s*</w:document>\s*")
_START = re.compile(rb'\s*(<w:(\w+)(?: [^>]*")?(/?)>)')
_BLANK = re.compile(rb"\s*")
_SECTION = re.compile(rb'<w:sectPr(?: [^>]*")?>.*?</w:sectPr>', re.DOTALL)
_PARAGRAPH = re.compile(rb'<w:p(?: [^>]*")?>(?:<w:pPr>(.*?)</w:pPr>)?(.*)</w:p>', re.DOTALL)
_RUN_PROPERTIES = re.compile(rb"<w:rPr>.*?</w:rPr>", re.DOTALL)
_RUNS = re.compile(rb'(?:<w:r(?: [^>]*")?><w:t(?: [^>]*")?>[^<]*</w:t></w:r>)*')
_TEXT = re.compile(rb"<w:t(?: [^>]*)?>([^<]*)")
_ROW = re.compile(rb'<w:tr(?: [^>]*")?>\s*(?:<w:trPr>(.*?)</w:trPr>)?(.*)</w:tr>', re.DOTALL)
_CELL = re.compile(rb"<w:tc>\s*(?:<w:tcPr>(.*?)</w:tcPr>)?((?:\s*<w:p/>|\s*<w:p[ >].*?</w:p>)+)\s*</w:tc>", re.DOTALL)
_SPAN = re.compile(rb'<w:gridSpan w:val="([1-9]\d?)"/>')
_MERGE = re.compile(rb'<w:vMerge(?: w:val="(restart|continue)")?/>')
_NAMED = re.compile(rb"<w:(pStyle|numId|ilvl|outlineLvl)[ />]")
_PROPERTY = re.compile(rb'<w:(pStyle|numId|ilvl|outlineLvl) w:val="([^"&]*)"/>')
# Tracked changes, comments, what is not read: such a document is read as anybody's.
_FOREIGN = (b" w:author=", b"altChunk", b"subDoc", b"AlternateContent", b"<!", b"\r")
_MAIN = "word/document.xml"
_BLOCKS = (b"p", b"tbl", b"sectPr")
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


class ParagraphPiece(NamedTuple):
    """A paragraph of nothing but text: what stands in it, and its properties as they are written."""

    text: str
    style: str | None
    num_id: str | None
    ilvl: str | None
    outline: str | None


class CellPiece(NamedTuple):
    """A cell of such paragraphs: the text, the grid column it begins in (from 1) and how many it covers."""

    column: int
    text: str
    width: int
    continued: bool


class RowPiece(NamedTuple):
    """A row of such cells and its text; ``styles`` are those of its paragraphs."""

    cells: tuple[CellPiece, ...]
    text: str
    header: bool
    styles: frozenset[str | None]


class Body(NamedTuple):
    """The body of a document: its blocks in order, and the start tag that declares their namespaces."""

    root: bytes
    blocks: tuple[bytes, ...]

    def parsed(self, *blocks: bytes) -> Element:
        """These blocks below an element of their own."""
        return parse_xml(b"".join((self.root, *blocks, b"</w:document>")), _MAIN)

    def sections(self) -> Element:
        """All section properties of the document in order, for those who only read them."""
        return _shared(
            b"".join((self.root, *(section for block in self.blocks for section in sections(block)), b"</w:document>"))
        )


# The same in most documents of a package.
@lru_cache(maxsize=64)
def _shared(data: bytes) -> Element:
    return parse_xml(data, _MAIN)


def sections(data: bytes) -> list[bytes]:
    """The section properties in a piece of one of our own documents."""
    return _SECTION.findall(data)


def cut(data: bytes) -> Body | None:
    """The body of a document part; None if it is not written as we write it."""
    start, end = data.find(b"<w:body>"), data.rfind(b"</w:body>")
    head = _HEAD.fullmatch(data, 0, max(start, 0))
    if head is None or end < start or _TAIL.fullmatch(data, end) is None or any(word in data for word in _FOREIGN):
        return None
    if f'xmlns:w="{W[1:-1]}"'.encode() not in head[1] or data.count(b"xmlns:w=") != 1:
        return None
    blocks: list[bytes] = []
    place = start + len(b"<w:body>")
    while _BLANK.fullmatch(data, place, end) is None:
        found = _START.match(data, place, end)
        if found is None or not (found[3] or found[2] in _BLOCKS):
            return None
        place = found.end()
        if not found[3]:  # its end; where it holds one of its own kind, the next start is missed
            closing = b"</w:%s>" % found[2]
            place = data.find(closing, place, end) + len(closing)
            if place < found.end():
                return None
        blocks.append(data[found.start(1) : place])
    return Body(head[1], tuple(blocks))


@lru_cache(maxsize=8192)
def paragraph(data: bytes) -> ParagraphPiece | None:
    """What a paragraph says; None for one that holds more than text."""
    found = _PARAGRAPH.fullmatch(data)
    properties = None if found is None else _properties(found[1] or b"")
    if found is None or properties is None:
        return None
    runs = found[2]
    if b"<w:rPr>" in runs:
        runs = _RUN_PROPERTIES.sub(b"", runs)
    if _RUNS.fullmatch(runs) is None:
        return None
    text = b"".join(_TEXT.findall(runs))
    if b"&" in text:
        if b"&#" in text:
            return None
        for entity, char in _ENTITIES:
            text = text.replace(entity, char)
    return ParagraphPiece(text.decode(), *properties)


@lru_cache(maxsize=1024)
def _properties(data: bytes) -> tuple[str | None, str | None, str | None, str | None] | None:
    """Style, list, level and outline level; None where the paragraph's mark has properties of its own."""
    if b"<w:rPr" in data or b"Change" in data or b"<w:sectPr" in data:
        return None
    found = {name: value.decode() for name, value in _PROPERTY.findall(data)}
    if (b"numPr" in data) != (b"numId" in found) or sorted(found) != sorted(_NAMED.findall(data)):
        return None
    return found.get(b"pStyle"), found.get(b"numId"), found.get(b"ilvl"), found.get(b"outlineLvl")


def table(data: bytes) -> tuple[bytes, tuple[bytes, ...]] | None:
    """What stands before the rows of a table (to be closed), and its rows; None if there is a table inside."""
    if data.count(b"<w:tbl>") != 1:
        return None
    start = min((place for tag in (b"<w:tr>", b"<w:tr ") if (place := data.find(tag)) >= 0), default=-1)
    *rows, rest = data[start : -len(b"</w:tbl>")].split(b"</w:tr>")
    if start < 0 or rest.strip():
        return None
    return data[:start] + b"</w:tbl>", tuple(row.lstrip() + b"</w:tr>" for row in rows)


@lru_cache(maxsize=8192)
def row(data: bytes) -> RowPiece | None:
    """The cells of a row; None if one holds more than paragraphs of text."""
    found = _ROW.fullmatch(data)
    if found is None:
        return None
    properties = found[1] or b""
    if any(word in properties for word in (b"gridBefore", b"<w:del", b"<w:ins", b"Change", b"tblHeader w:val")):
        return None
    cells: list[CellPiece] = []
    styles: set[str | None] = set()
    end, column = 0, 1
    for cell in _CELL.finditer(found[2]):
        if found[2][end : cell.start()].strip():
            return None
        end = cell.end()
        piece = _cell(cell[1] or b"", cell[2], column, styles)
        if piece is None:
            return None
        cells.append(piece)
        column += piece.width
    if found[2][end:].strip():
        return None
    text = " | ".join([cell.text.replace("\n", " / ") for cell in cells])
    return RowPiece(tuple(cells), text, b"<w:tblHeader/>" in properties, frozenset(styles))


def cells(data: bytes) -> tuple[bytes, ...]:
    """The cells of a row that is a piece."""
    return tuple([found[0] for found in _CELL.finditer(data)])


def _cell(properties: bytes, content: bytes, column: int, styles: set[str | None]) -> CellPiece | None:
    merge = _MERGE.search(properties)
    if (merge is None) == (b"vMerge" in properties) or b"Change" in properties or b"<w:cell" in properties:
        return None
    span = _SPAN.search(properties)
    if (span is None) == (b"gridSpan" in properties):
        return None
    texts: list[str] = []
    for one in _paragraphs(content):
        piece = paragraph(one)
        if piece is None or piece.num_id is not None:
            return None
        styles.add(piece.style)
        text = piece.text.strip(" \t\n")
        if text:
            texts.append(text)
    return CellPiece(
        column, "\n".join(texts), int(span[1]) if span else 1, merge is not None and merge[1] != b"restart"
    )


def _paragraphs(content: bytes) -> Iterator[bytes]:
    full = content.replace(b"<w:p/>", b"<w:p></w:p>")
    return (one.lstrip() + b"</w:p>" for one in full.split(b"</w:p>")[:-1])
