"""numbering.xml: which list a paragraph belongs to and what its levels look like."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct, field

from vertragsgen.linearise.ooxml import RPR, Element, W, number, switched_on, value
from vertragsgen.linearise.xmlparts import parse_xml

LEVELS = 9


class Level(Struct, frozen=True):
    """A ``w:lvl``: ``restart`` is ``w:lvlRestart`` (None: after every higher level, 0: never)."""

    start: int = 1
    numfmt: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    suff: str = "tab"
    style: str | None = None
    font: str = ""


class AbstractNum(Struct, frozen=True):
    """A list definition; ``style_link`` is the numbering style that holds the real levels."""

    id: str
    levels: dict[int, Level]
    style_link: str | None = None


class Num(Struct, frozen=True):
    """An instance of a list definition with its own starts and levels."""

    id: str
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


class Numbering(Struct, frozen=True):
    """All lists of a document."""

    abstracts: dict[str, AbstractNum] = field(default_factory=dict)
    nums: dict[str, Num] = field(default_factory=dict)
    styles: dict[str, str] = field(default_factory=dict)

    def abstract(self, num_id: str) -> AbstractNum | None:
        """The definition behind ``w:num``, through ``w:numStyleLink`` if need be; None if there is none."""
        num = self.nums.get(num_id)
        found = None if num is None else self.abstracts.get(num.abstract)
        if found is None or found.style_link is None:
            return found
        return self.abstracts.get(self.styles.get(found.style_link, ""), found)

    def level(self, num_id: str, ilvl: int) -> Level | None:
        """The level as this ``w:num`` shows it, overrides included; None if the list has no such level."""
        abstract = self.abstract(num_id)
        if abstract is None:
            return None
        return self.nums[num_id].levels.get(ilvl) or abstract.levels.get(ilvl)

    def linked_level(self, num_id: str, style_id: str | None) -> int | None:
        """The level whose ``w:pStyle`` names the style; None if there is none."""
        abstract = self.abstract(num_id)
        if abstract is None or style_id is None:
            return None
        own = self.nums[num_id].levels
        levels = {**abstract.levels, **own}
        return next((ilvl for ilvl, level in sorted(levels.items()) if level.style == style_id), None)


# As with the styles: identical in all documents of a package unless lists restart.
@lru_cache(maxsize=64)
def parse_numbering(data: bytes | None, name: str) -> Numbering:
    """The lists of a numbering.xml; none without that part."""
    if data is None:
        return Numbering()
    root = parse_xml(data, name)
    abstracts: dict[str, AbstractNum] = {}
    styles: dict[str, str] = {}
    for element in root.iterchildren(W + "abstractNum"):
        key = element.get(W + "abstractNumId", "")
        abstracts.setdefault(key, AbstractNum(key, _levels(element), value(element, "numStyleLink")))
        link = value(element, "styleLink")
        if link is not None:
            styles.setdefault(link, key)
    nums: dict[str, Num] = {}
    for element in root.iterchildren(W + "num"):
        num = _num(element)
        nums.setdefault(num.id, num)
    return Numbering(abstracts, nums, styles)


def _num(element: Element) -> Num:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in element.iterchildren(W + "lvlOverride"):
        ilvl = number(override.get(W + "ilvl")) or 0
        start = number(value(override, "startOverride"))
        if start is not None:
            starts[ilvl] = start
        # The level inside an override counts by the override's ilvl; its own attribute is often wrong.
        for level in _levels(override).values():
            levels[ilvl] = level
    return Num(element.get(W + "numId", ""), value(element, "abstractNumId") or "", starts, levels)


def _levels(parent: Element) -> dict[int, Level]:
    return {number(lvl.get(W + "ilvl")) or 0: _level(lvl) for lvl in parent.iterchildren(W + "lvl")}


def _level(lvl: Element) -> Level:
    # Formats such as 001 stand in mc:AlternateContent beside a plain fallback, which is the readable one.
    formats = [element.get(W + "val", "decimal") for element in lvl.iter(W + "numFmt")]
    rpr = lvl.find(RPR)
    fonts = None if rpr is None else rpr.find(W + "rFonts")
    start = number(value(lvl, "start"))
    return Level(
        start=0 if start is None else start,
        numfmt=next((numfmt for numfmt in formats if numfmt != "custom"), "decimal"),
        text=value(lvl, "lvlText") or "",
        legal=switched_on(lvl, "isLgl"),
        restart=number(value(lvl, "lvlRestart")),
        suff=value(lvl, "suff") or "tab",
        style=value(lvl, "pStyle"),
        font="" if fonts is None else fonts.get(W + "ascii", fonts.get(W + "hAnsi", "")),
    )
