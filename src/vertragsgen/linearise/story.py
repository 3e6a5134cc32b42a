"""Walks the blocks of one story (body, header, note, text box) and turns them into lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from vertragsgen.linearise.counters import Counters, Number
from vertragsgen.linearise.inline import Content, InlineReader, Notes
from vertragsgen.linearise.model import Art, Zeile
from vertragsgen.linearise.numbering import Numbering
from vertragsgen.linearise.ooxml import DELETED, MC, PPR, RPR, TBL, TCPR, VAL, WRAPPERS, Element, P, W, number, value
from vertragsgen.linearise.package import Relation
from vertragsgen.linearise.pieces import ParagraphPiece
from vertragsgen.linearise.places import Places
from vertragsgen.linearise.styles import Resolved, Styles, outline_level

# What a line was read from: its elements, or its bytes where they did not need to be parsed.
Origin = tuple[Element, ...] | bytes

_STYLE, _NUMBER, _OUTLINE = (W + name for name in ("pStyle", "numPr", "outlineLvl"))
_UNREAD = {W + "altChunk": "ein eingebettetes Dokument (altChunk)", W + "subDoc": "ein Filialdokument"}


class Source(Struct):
    """What all stories of a document share."""

    styles: Styles
    numbering: Numbering
    notes: Notes = field(default_factory=Notes)
    unread: list[str] = field(default_factory=list)


class Paragraph(Struct):
    """A paragraph that was read: what stands in it, Word's name of its style, its number, its heading level."""

    content: Content
    style: str
    number: Number | None
    level: int


class Story:
    """The state that belongs to one story: open fields, counters, places, and the lines found so far."""

    def __init__(
        self,
        source: Source,
        teil: str,
        relations: Mapping[str, Relation],
        art: Art | None = None,
        name: str = "",
        counters: Counters | None = None,
    ) -> None:
        """``art`` is the kind of its paragraphs (None: the body, which has headings), ``name`` its place."""
        self.source = source
        self.teil = teil
        self.relations = relations
        self.art = art
        self.name = name
        self.inline = InlineReader(source.notes, relations)
        self.counters = counters or Counters(source.numbering)
        self.places = Places(name)
        self.lines: list[Zeile] = []
        self.elements: list[Origin] = []
        self._boxes = Counters(source.numbering)

    def add(self, line: Zeile, origin: Origin, at: int | None = None) -> None:
        """Adds a line with what it was read from, at the end or at the index ``at``."""
        at = len(self.lines) if at is None else at
        self.lines.insert(at, line)
        self.elements.insert(at, origin)

    def blocks(self, parent: Element) -> Iterator[list[Element]]:
        """Tables (one element) and paragraphs; one whose mark was deleted comes with the one it joined."""
        joined: list[Element] = []
        for block in self._unwrapped(parent):
            if block.tag == TBL:
                if joined:
                    yield joined
                    joined = []
                yield [block]
                continue
            joined.append(block)
            if not _mark_deleted(block):
                yield joined
                joined = []
        if joined:
            yield joined

    def _unwrapped(self, parent: Element) -> Iterator[Element]:
        for child in parent:
            if child.tag == P or child.tag == TBL:
                yield child
            elif child.tag in WRAPPERS:
                yield from self._unwrapped(child)
            elif child.tag == MC + "AlternateContent":
                branch = child.find(MC + "Choice")
                yield from () if branch is None else self._unwrapped(branch)
            elif child.tag in _UNREAD:
                self.source.unread.append(_UNREAD[child.tag])

    def read(self, paragraphs: list[Element]) -> Paragraph:
        """Reads a paragraph and counts its number; of several that became one the last gives the properties.

        Nothing but deleted text leaves no paragraph, so it is not counted either.
        """
        content = self.inline.read(paragraphs)
        style_id = num_id = ilvl = outline = None
        # One pass: a lookup for each of the three costs more than all else that is read of a paragraph.
        for child in _properties(paragraphs[-1]):
            tag = child.tag
            if tag == _STYLE:
                style_id = child.get(VAL)
            elif tag == _NUMBER:
                num_id, ilvl = value(child, "numId"), value(child, "ilvl")
            elif tag == _OUTLINE:
                outline = child.get(VAL)
        gone = not content.text.strip() and _mark_deleted(paragraphs[-1])
        return self._paragraph(content, style_id, num_id, ilvl, outline, counted=not gone)

    def take(self, piece: ParagraphPiece) -> Paragraph:
        """The same for a paragraph that was read before."""
        return self._paragraph(Content(piece.text), piece.style, piece.num_id, piece.ilvl, piece.outline)

    def _paragraph(
        self,
        content: Content,
        style_id: str | None,
        num_id: str | None,
        ilvl: str | None,
        outline: str | None,
        *,
        counted: bool = True,
    ) -> Paragraph:
        style = self.source.styles.resolve(style_id)
        found = self._number(num_id, ilvl, style) if counted else None
        level = outline_level(number(outline))
        return Paragraph(content, style.name, found, style.level if level is None else level)

    def plain(self, cell: Element) -> str | None:
        """The text of a cell with one paragraph that neither counts nor links nor joins another; None for any other."""
        paragraph = None
        for child in cell:
            tag = child.tag
            if tag == P and paragraph is None:
                paragraph = child
            elif tag != TCPR:
                return None
        if paragraph is None:
            return None
        style_id = None
        for child in _properties(paragraph):
            tag = child.tag
            if tag == _STYLE:
                style_id = child.get(VAL)
            elif tag in (_NUMBER, RPR):
                return None
        if self.source.styles.resolve(style_id).num_id is not None:
            return None
        return self.inline.plain(paragraph)

    def _number(self, own_id: str | None, own_level: str | None, style: Resolved) -> Number | None:
        num_id = own_id or style.num_id
        if num_id is None or num_id == "0":
            return None
        ilvl = number(own_level)
        if ilvl is None:
            # In a style the level follows from the list's w:pStyle; the style's own ilvl only fills the gap.
            linked = (self.source.numbering.linked_level(num_id, key) for key in style.chain)
            ilvl = next((found for found in linked if found is not None), style.ilvl or 0)
        return self.counters.advance(num_id, ilvl)

    def text_boxes(self, content: Content, place: str) -> None:
        """Adds the lines of text boxes anchored in a paragraph or cell."""
        if not content.boxes:
            return
        from vertragsgen.linearise.body import walk  # the two recurse: a text box holds blocks again

        for count, box in enumerate(content.boxes, start=1):
            name = f"{place}, Textfeld" + (f" {count}" if len(content.boxes) > 1 else "")
            inner = Story(self.source, self.teil, self.relations, Art.TEXTFELD, name, self._boxes)
            inner._boxes = self._boxes
            walk(inner, box)
            self.lines.extend(inner.lines)
            self.elements.extend(inner.elements)


def _mark_deleted(paragraph: Element) -> bool:
    """True if the paragraph mark is a tracked deletion: accepted, the paragraph joins the next one."""
    for child in _properties(paragraph):
        if child.tag == RPR:
            return any(mark.tag in DELETED for mark in child)
    return False


def _properties(paragraph: Element) -> Iterable[Element]:
    """The children of ``w:pPr``, which stands first if there is one."""
    for child in paragraph:
        if child.tag == PPR:
            return child
    return ()
