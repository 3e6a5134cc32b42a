"""Paragraph styles: names, heading levels and the numbering they bring along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from vertragsgen.linearise.ooxml import PPR, VAL, Element, W, number, value
from vertragsgen.linearise.xmlparts import parse_xml

_HEADING = re.compile(r"(?:heading|überschrift) ([1-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """A style as it stands in styles.xml; ``num_id``, ``ilvl`` and ``outline`` only if it says so itself."""

    id: str
    name: str
    based_on: str | None
    num_id: str | None
    ilvl: int | None
    outline: int | None


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles of a document by id, and the id of the default paragraph style."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""

    def chain(self, style_id: str | None) -> Iterator[Style]:
        """The style and those it is based on, nearest first; an unknown id is read as the default style."""
        current = style_id if style_id in self.by_id else self.default
        seen: set[str] = set()
        while current in self.by_id and current not in seen:
            seen.add(current)
            style = self.by_id[current]
            yield style
            current = style.based_on or ""

    def name(self, style_id: str | None) -> str:
        """Word's name of the style („heading 1“), not the localised id."""
        return next((style.name for style in self.chain(style_id)), "")

    def heading_level(self, style_id: str | None, outline: int | None) -> int:
        """Level 1–9 of a heading, 0 for other text. ``outline`` is the paragraph's own outline level."""
        if outline is not None:
            return outline + 1 if 0 <= outline < 9 else 0
        for style in self.chain(style_id):
            match = _HEADING.fullmatch(style.name)
            if match:
                return int(match[1])
            if style.outline is not None:
                return style.outline + 1 if 0 <= style.outline < 9 else 0
        return 0

    def numbering(self, style_id: str | None) -> tuple[str | None, int | None]:
        """numId and ilvl from the style chain, each from the nearest style that sets it."""
        num_id = next((s.num_id for s in self.chain(style_id) if s.num_id is not None), None)
        ilvl = next((s.ilvl for s in self.chain(style_id) if s.ilvl is not None), None)
        return num_id, ilvl


# Documents of one package share this part byte for byte; a batch reads it once.
@lru_cache(maxsize=16)
def parse_styles(data: bytes | None, name: str) -> Styles:
    """The styles of a styles.xml; none without that part."""
    if data is None:
        return Styles()
    by_id: dict[str, Style] = {}
    default = ""
    for element in parse_xml(data, name).iterchildren(W + "style"):
        style = _style(element)
        by_id.setdefault(style.id, style)
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
            default = style.id
    return Styles(by_id, default)


def _style(element: Element) -> Style:
    ppr = element.find(PPR)
    numpr = None if ppr is None else ppr.find(W + "numPr")
    name = element.find(W + "name")
    style_id = element.get(W + "styleId", "")
    return Style(
        id=style_id,
        name=style_id if name is None else name.get(VAL, style_id),
        based_on=value(element, "basedOn"),
        num_id=value(numpr, "numId"),
        ilvl=number(value(numpr, "ilvl")),
        outline=number(value(ppr, "outlineLvl")),
    )
