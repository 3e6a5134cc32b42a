"""Paragraph styles: names, heading levels and the numbering they bring along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct, field

from vertragsgen.linearise.ooxml import PPR, VAL, Element, W, number, value
from vertragsgen.linearise.xmlparts import parse_xml

_HEADING = re.compile(r"(?:heading|überschrift) ([1-9])", re.IGNORECASE)


class Style(Struct, frozen=True):
    """A style as it stands in styles.xml; ``num_id``, ``ilvl`` and ``outline`` only if it says so itself."""

    id: str
    name: str
    based_on: str | None
    num_id: str | None
    ilvl: int | None
    outline: int | None


class Resolved(Struct, frozen=True):
    """What a style comes to with the styles it is based on.

    ``level`` is the heading level (0: none), ``num_id`` and ``ilvl`` come each from the nearest style that sets
    it, as Word merges them; ``chain`` is the ids, nearest first.
    """

    name: str = ""
    level: int = 0
    num_id: str | None = None
    ilvl: int | None = None
    chain: tuple[str, ...] = ()


class Styles(Struct, frozen=True):
    """All styles of a document by id, and the id of the default paragraph style."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: str = ""
    _resolved: dict[str, Resolved] = field(default_factory=dict)

    def resolve(self, style_id: str | None) -> Resolved:
        """The style with all it inherits; an unknown id is read as the default style, as Word does."""
        key = style_id if style_id in self.by_id else self.default
        found = self._resolved.get(key)
        if found is None:
            found = self._resolved[key] = _merge(list(self._chain(key)))
        return found

    def _chain(self, key: str) -> Iterator[Style]:
        seen: set[str] = set()
        while key in self.by_id and key not in seen:
            seen.add(key)
            yield self.by_id[key]
            key = self.by_id[key].based_on or ""


def _merge(chain: list[Style]) -> Resolved:
    levels = (_heading_level(style) for style in chain)
    return Resolved(
        name=chain[0].name if chain else "",
        level=next((level for level in levels if level is not None), 0),
        num_id=next((style.num_id for style in chain if style.num_id is not None), None),
        ilvl=next((style.ilvl for style in chain if style.ilvl is not None), None),
        chain=tuple(style.id for style in chain),
    )


def _heading_level(style: Style) -> int | None:
    """Level by Word's name („heading 1“) or outline level; None if the style says nothing about it."""
    match = _HEADING.fullmatch(style.name)
    return int(match[1]) if match else outline_level(style.outline)


def outline_level(outline: int | None) -> int | None:
    """Heading level 1–9 of ``w:outlineLvl``; 0 for body text (9), None if it is not set."""
    return None if outline is None else outline + 1 if 0 <= outline < 9 else 0


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
