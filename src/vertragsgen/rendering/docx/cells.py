"""A table cell ends with a paragraph, or Word repairs the file."""

from __future__ import annotations

import re

_EMPTY = re.compile(r"(<w:tc>|</w:tcPr>|</w:tbl>)\s*</w:tc>")
_BEFORE = ("<w:tc>", "</w:tcPr>", "</w:tbl>")


def fill_cells(xml: str) -> str:
    """Give every cell that is empty or ends with a table its paragraph; for text without blanks between elements."""
    for before in _BEFORE:
        xml = xml.replace(f"{before}</w:tc>", f"{before}<w:p/></w:tc>")
    return xml


def fill_frame_cells(xml: str) -> str:
    """The same for a part of a frame, in which blanks and line ends may stand between elements."""
    return _EMPTY.sub(r"\1<w:p/></w:tc>", xml)
