"""From rendered parts to a finished DOCX: list numbers, empty cells, properties, draft notice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from vertragsgen.rendering.docx.cells import fill_frame_cells
from vertragsgen.rendering.docx.rahmen import NUMBERING, Rahmen
from vertragsgen.rendering.draft import add_notice, highlight_placeholders
from vertragsgen.rendering.xmltext import escape

_NUMBERS_END = re.compile(r"(?=<w:numIdMacAtCleanup|</w:numbering>)")
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE = "docProps/core.xml"


class Eigenschaften(Struct, frozen=True):
    """Document properties that Word shows and screen readers read."""

    titel: str
    thema: str
    verfasser: str
    sprache: str = "de-DE"


def finish_part(name: str, xml: str, *, entwurf: bool) -> str:
    """A rendered part of the frame with a paragraph in every cell, and as a draft wants it."""
    if entwurf:
        xml = highlight_placeholders(add_notice(xml) if name.startswith("word/header") else xml)
    return fill_frame_cells(xml)


def finish(
    frame: Rahmen, rendered: Mapping[str, bytes], lists: Sequence[str], properties: Eigenschaften
) -> dict[str, bytes]:
    """The parts of the DOCX, uncompressed.

    ``rendered`` holds the rendered parts, ``lists`` the numbering (abstract id) of each restarted list in order.
    """
    parts = dict(frame.teile)
    for name, xml in rendered.items():
        parts[name] = _DECLARATION + xml
    if lists:
        parts[NUMBERING] = _add_lists(parts[NUMBERING], tuple(lists), frame.stile.hoechste_num_id + 1)
    parts[CORE] = core_part(properties)
    return parts


@lru_cache(maxsize=32)
def _add_lists(numbering: bytes, lists: tuple[str, ...], first: int) -> bytes:
    nums = "".join(
        f'<w:num w:numId="{first + index}"><w:abstractNumId w:val="{abstract}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index, abstract in enumerate(lists)
    )
    return _NUMBERS_END.sub(lambda _: nums, numbering.decode("utf-8"), count=1).encode("utf-8")


def core_part(properties: Eigenschaften) -> bytes:
    """The part with the document properties."""

    def element(name: str, text: str) -> str:
        return f"<{name}>{escape(text)}</{name}>"

    return (
        _DECLARATION
        + (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            + element("dc:title", properties.titel)
            + element("dc:subject", properties.thema)
            + element("dc:creator", properties.verfasser)
            + element("dc:language", properties.sprache)
            + "</cp:coreProperties>"
        ).encode()
    )
