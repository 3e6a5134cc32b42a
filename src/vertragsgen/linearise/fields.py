"""Fields that reach over runs and paragraphs: what of them is text on the page."""

from __future__ import annotations

import re

from msgspec import Struct, field

from vertragsgen.linearise.ooxml import Element, W, switched_on

# Page numbers depend on who laid the document out last; a cached one would differ between two equal texts.
_PAGES = {"PAGE": "‹Seite›", "NUMPAGES": "‹Seiten›", "SECTIONPAGES": "‹Seiten›"}
_TARGET = re.compile(r'HYPERLINK\s+"([^"]+)"')


class _Open(Struct):
    instruction: str = ""
    in_result: bool = False
    checked: bool | None = None


class Fields(Struct):
    """The stack of open fields of one story; ``targets`` collects addresses of HYPERLINK fields."""

    targets: list[str] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """True inside a field."""
        return bool(self._open)

    @property
    def visible(self) -> bool:
        """True where text is shown: outside of fields and in results that are not replaced."""
        return all(one.in_result and page_field(one.instruction) is None for one in self._open)

    def instruction(self, text: str) -> None:
        """Takes a piece of the instruction of the innermost field."""
        if self._open and not self._open[-1].in_result:
            self._open[-1].instruction += text

    def mark(self, fldchar: Element) -> str:
        """Handles ``w:fldChar``; returns the text a field shows by itself (page number, check box)."""
        kind = fldchar.get(W + "fldCharType")
        if kind == "begin":
            self._open.append(_Open(checked=_check_box(fldchar)))
        elif self._open and kind == "separate":
            self._open[-1].in_result = True
            self.targets.extend(_TARGET.findall(self._open[-1].instruction))
        elif self._open and kind == "end":
            return self._close(self._open.pop())
        return ""

    def _close(self, closed: _Open) -> str:
        if not self.visible:
            return ""
        if closed.checked is not None:
            return "☒" if closed.checked else "☐"
        return page_field(closed.instruction) or ""


def page_field(instruction: str) -> str | None:
    """The stand-in for a page number field; None for every other field.

    >>> page_field(" PAGE  \\\\* MERGEFORMAT "), page_field("PAGEREF _Toc1")
    ('‹Seite›', None)
    """
    words = instruction.split(maxsplit=1)
    return _PAGES.get(words[0].upper()) if words else None


def _check_box(fldchar: Element) -> bool | None:
    box = fldchar.find(f"{W}ffData/{W}checkBox")
    if box is None:
        return None
    return switched_on(box, "default" if box.find(W + "checked") is None else "checked")
