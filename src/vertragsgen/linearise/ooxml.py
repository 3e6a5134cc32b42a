"""Names of WordprocessingML and the few ways in which its attributes are read."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
DC = "{http://purl.org/dc/elements/1.1/}"

VAL = W + "val"
P, TBL, TR, TC, RUN, TEXT = (W + name for name in ("p", "tbl", "tr", "tc", "r", "t"))
PPR, RPR, TRPR, TCPR = (W + name for name in ("pPr", "rPr", "trPr", "tcPr"))
NOTE_PARTS = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
"""Of a reference to a note: the part that holds the note."""
STYLE_KINDS = {W + "pStyle": "paragraph", W + "rStyle": "character", W + "tblStyle": "table"}
"""Of an element that names a style: which kind of style it names."""
PROPERTY_CHANGES = frozenset(
    W + name
    for name in (
        "rPrChange",
        "pPrChange",
        "tcPrChange",
        "trPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "sectPrChange",
        "numberingChange",
    )
)
"""Tracked changes of formatting: each holds the values there were before."""
DELETED = frozenset({W + "del", W + "moveFrom"})
WRAPPERS = frozenset(W + name for name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"))

Element = etree._Element


def first(parent: Element, tag: str) -> Element | None:
    """The first child with that tag, as ``find`` gives it; without its search for a path, which costs more."""
    return next(parent.iterchildren(tag), None)


def value(parent: Element | None, name: str) -> str | None:
    """``w:val`` of the child ``w:name``; None if the child or the attribute is missing."""
    if parent is None:
        return None
    child = first(parent, W + name)
    return None if child is None else child.get(VAL)


def number(text: str | None) -> int | None:
    """A whole number of an attribute; None for what is missing or no number (a damaged file)."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switched_on(parent: Element | None, name: str) -> bool:
    """True if the on/off child ``w:name`` is there and not switched off (ST_OnOff)."""
    child = None if parent is None else first(parent, W + name)
    return child is not None and child.get(VAL, "1") not in ("0", "false", "off")


def preferred_branch(alternate: Element) -> Element | None:
    """The branch of ``mc:AlternateContent`` to read: both say the same, so only one of them."""
    choice = alternate.find(MC + "Choice")
    return choice if choice is not None else alternate.find(MC + "Fallback")
