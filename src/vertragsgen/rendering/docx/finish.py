"""From rendered parts to a finished DOCX: list numbers, empty cells, properties, draft notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from lxml import etree

from vertragsgen.rendering.docx.frame import NUMBERING, Rahmen
from vertragsgen.rendering.docx.package import write_parts
from vertragsgen.rendering.draft import add_notice, highlight_placeholders
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler

_EMPTY_CELL = re.compile(r"(<w:tc>|</w:tcPr>|</w:tbl>)\s*</w:tc>")
_NUMBERS_END = re.compile(r"(?=<w:numIdMacAtCleanup|</w:numbering>)")
CORE = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Eigenschaften:
    """Document properties that Word shows and screen readers read."""

    titel: str
    thema: str
    verfasser: str
    sprache: str = "de-DE"


def finish(
    frame: Rahmen, rendered: dict[str, str], lists: Sequence[str], properties: Eigenschaften, *, entwurf: bool
) -> tuple[bytes, dict[str, bytes]]:
    """The DOCX and its uncompressed parts.

    ``rendered`` holds the rendered parts, ``lists`` the numbering (abstract id) of each restarted list in order.
    """
    parts = dict(frame.teile)
    for name, xml in rendered.items():
        if entwurf:
            xml = highlight_placeholders(add_notice(xml) if name.startswith("word/header") else xml)
        xml = _EMPTY_CELL.sub(r"\1<w:p/></w:tc>", xml)
        data = xml.encode("utf-8")
        _check_well_formed(data, name, frame)
        parts[name] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data
    if lists:
        parts[NUMBERING] = _add_lists(parts[NUMBERING], lists, frame.stile.hoechste_num_id + 1)
    parts[CORE] = core_part(properties)
    return write_parts(parts), parts


def _check_well_formed(data: bytes, name: str, frame: Rahmen) -> None:
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError:
        raise Vorlagenfehler(
            RAHMEN, f"Der Rahmen ergibt in {name} keine gültige Word-Datei.", frame.datei, 1,
            hilfe="Eine Anweisung ({%p if … %}, {%tr for … %}) beginnt und endet nicht auf derselben Ebene.",
        ) from None  # fmt: skip


def _add_lists(numbering: bytes, lists: Sequence[str], first: int) -> bytes:
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
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        + element("dc:title", properties.titel)
        + element("dc:subject", properties.thema)
        + element("dc:creator", properties.verfasser)
        + element("dc:language", properties.sprache)
        + "</cp:coreProperties>"
    ).encode()
