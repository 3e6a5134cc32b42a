"""Paragraphs of a story as lines: headings, numbered clauses, lists, plain text."""

from __future__ import annotations

import re

from vertragsgen.linearise.counters import Number
from vertragsgen.linearise.model import Art, Zeile
from vertragsgen.linearise.numbering import AbstractNum
from vertragsgen.linearise.ooxml import TBL, Element
from vertragsgen.linearise.pieces import Body
from vertragsgen.linearise.pieces import paragraph as paragraph_piece
from vertragsgen.linearise.story import Origin, Paragraph, Story
from vertragsgen.linearise.tables import is_layout, layout_cells, read_table, take_table

_PLACES = re.compile(r"%[1-9]")
_NAMED = {"title": "Titel", "subtitle": "Untertitel"}


def walk(story: Story, parent: Element) -> None:
    """Adds the lines of all blocks below ``parent`` (body, cell of a layout table, note, header …)."""
    for block in story.blocks(parent):
        if block[0].tag != TBL:
            _paragraph(story, block)
        elif is_layout(block[0]):
            for cell in layout_cells(block[0]):
                walk(story, cell)
        else:
            read_table(story, block[0], story.places.table())


def walk_pieces(story: Story, body: Body) -> None:
    """The same for the body of one of our own documents; only what is no piece is parsed."""
    for block in body.blocks:
        if block.startswith(b"<w:tbl>"):
            if not take_table(story, block, body):
                walk(story, body.parsed(block))
            continue
        piece = None if story.inline.in_field else paragraph_piece(block)
        if piece is None:
            walk(story, body.parsed(block))
        else:
            _line(story, story.take(piece), block)


def _paragraph(story: Story, block: list[Element]) -> None:
    _line(story, story.read(block), tuple(block))


def _line(story: Story, paragraph: Paragraph, origin: Origin) -> None:
    text = paragraph.content.text.strip(" \t\n")
    found = paragraph.number if paragraph.number and paragraph.number.text else None
    if not text and found is None:
        place = ""
    else:
        art, place, ebene = _classify(story, paragraph, text, found)
        story.add(
            Zeile(
                stelle=place,
                art=art,
                text=text,
                teil=story.teil,
                ebene=ebene,
                nummer=found.text if found else "",
                trenner=found.separator if found else "",
                stil=paragraph.style,
                ziele=tuple(paragraph.content.targets),
            ),
            origin,
        )
    story.text_boxes(paragraph.content, place or story.places.here())


def _classify(story: Story, paragraph: Paragraph, text: str, found: Number | None) -> tuple[Art, str, int]:
    """Kind, place and level of a paragraph; outside of the body the kind is that of the story."""
    places = story.places
    name = _NAMED.get(paragraph.style.lower())
    if story.art is None and name is not None:
        return Art.TITEL, places.named(name), 0
    if story.art is None and paragraph.level and text:
        return Art.UEBERSCHRIFT, places.heading(paragraph.level, text, found), paragraph.level
    if found is None:
        return story.art or Art.ABSATZ, places.paragraph(), 0
    if found.is_bullet:
        return story.art or Art.AUFZAEHLUNG, places.bullet(), found.ilvl + 1
    if story.art is None and _is_outline(story, found):
        return Art.ABSATZ, places.clause(found), 0
    return story.art or Art.AUFZAEHLUNG, places.item(found), found.ilvl + 1


def _is_outline(story: Story, found: Number) -> bool:
    """True if the list numbers sections: it belongs to headings, or a level shows those above (1.1).

    In the lists of statutes (1) and a) are levels below the headings: Absätze and Buchstaben, not sections.
    """
    if found.text.startswith("(") or found.level.numfmt in ("lowerLetter", "upperLetter"):
        return False
    if found.text.startswith("§") or found.text.lower().startswith(("artikel", "art.")):
        return True
    abstract = story.source.numbering.abstracts.get(found.abstract)
    return abstract is not None and _outline(story, abstract)


def _outline(story: Story, abstract: AbstractNum) -> bool:
    for ilvl, level in abstract.levels.items():
        if level.style is not None and story.source.styles.resolve(level.style).level:
            return True
        if ilvl and level.numfmt != "bullet" and len(set(_PLACES.findall(level.text))) > 1:
            return True
    return False
