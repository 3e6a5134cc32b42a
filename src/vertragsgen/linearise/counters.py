"""Counts list paragraphs the way Word does and writes out their numbers."""

from __future__ import annotations

import re

from msgspec import Struct

from vertragsgen.linearise.formats import format_number, glyph
from vertragsgen.linearise.numbering import LEVELS, Level, Numbering

_PLACE = re.compile(r"%([1-9])")
_SEPARATORS = {"tab": "\t", "space": " ", "nothing": ""}


class Number(Struct, frozen=True):
    """A resolved number: what Word shows, what separates it from the text, and which list and level it is."""

    text: str
    separator: str
    abstract: str
    ilvl: int
    level: Level

    @property
    def is_bullet(self) -> bool:
        """True for a bullet or a dash: it has no counter."""
        return self.level.numfmt == "bullet"


class Counters:
    """The counters of one story (body, one header, the footnotes): Word counts each story by itself.

    The running count belongs to the ``w:abstractNum``: instances of one definition continue each other. A
    ``w:startOverride`` restarts the level once, where its ``w:num`` is used for the first time.
    """

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._values: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()

    def advance(self, num_id: str, ilvl: int) -> Number | None:
        """Counts one paragraph and returns its number; None for a list or level that does not exist."""
        abstract = self._numbering.abstract(num_id)
        level = self._numbering.level(num_id, ilvl)
        if abstract is None or level is None:
            return None
        values = self._values.setdefault(abstract.id, {})
        override = self._numbering.nums[num_id].starts.get(ilvl)
        if override is not None and (num_id, ilvl) not in self._used:
            values[ilvl] = override
        elif ilvl in values:
            values[ilvl] += 1
        else:
            values[ilvl] = level.start
        self._used.add((num_id, ilvl))
        self._restart_below(num_id, ilvl, values)
        return Number(self._text(num_id, level, values), _SEPARATORS.get(level.suff, "\t"), abstract.id, ilvl, level)

    def _restart_below(self, num_id: str, ilvl: int, values: dict[int, int]) -> None:
        for below in range(ilvl + 1, LEVELS):
            level = self._numbering.level(num_id, below)
            restart = None if level is None else level.restart
            if restart is None or ilvl < restart:
                values.pop(below, None)

    def _text(self, num_id: str, level: Level, values: dict[int, int]) -> str:
        if level.numfmt == "bullet":
            return glyph(level.text, level.font)

        def shown(match: re.Match[str]) -> str:
            ilvl = int(match[1]) - 1
            other = self._numbering.level(num_id, ilvl)
            if other is None:
                return ""
            # A higher level that did not occur yet is shown with its start, without being counted.
            zahl = values.get(ilvl, other.start)
            legal = level.legal and other.numfmt not in ("none", "bullet")
            return format_number(zahl, "decimal" if legal else other.numfmt)

        return _PLACE.sub(shown, level.text)
