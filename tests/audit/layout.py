"""Layout by blanks, and pictures without a text for those who do not see them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.audit.parts import WP, Element, W, of_type, shorten, text_of

# What makes a paragraph without text visible, or necessary all the same.
_VISIBLE = (
    "drawing",
    "pict",
    "object",
    "fldChar",
    "fldSimple",
    "sym",
    "sectPr",
    "br",
    "footnoteReference",
    "endnoteReference",
    "footnoteRef",
    "endnoteRef",
    "separator",
    "continuationSeparator",
)


def blanks(name: str, root: Element) -> Iterator[str]:
    """Empty paragraphs, runs of blanks, tabs or underscores that only arrange something."""
    for paragraph in of_type(root, "p"):
        text = text_of(paragraph)
        if not text.strip() and not any(True for _ in of_type(paragraph, *_VISIBLE)):
            if not _needed(paragraph):
                yield f"{name}: leerer Absatz nach „{shorten(_before(paragraph))}“"
        elif re.search(r"[ \u00a0]{2,}", text):
            yield f"{name}: mehrere Leerzeichen hintereinander: „{shorten(text.strip())}“"
        elif "\t\t" in text or "___" in text:
            yield f"{name}: Gestaltung durch Tabulatoren oder Unterstriche: „{shorten(text.strip())}“"


def _needed(paragraph: Element) -> bool:
    """True for the empty paragraph that Word itself demands: alone in a cell or part, or after a table."""
    parent = paragraph.getparent()
    assert parent is not None
    siblings = [child for child in parent if child.tag in (W + "p", W + "tbl", W + "sdt")]
    before, after = paragraph.getprevious(), paragraph.getnext()
    if len(siblings) == 1:
        return parent.tag != W + "body"
    follows_table = before is not None and before.tag == W + "tbl"
    return follows_table and (after is None or after.tag in (W + "tbl", W + "sectPr"))


def _before(paragraph: Element) -> str:
    return next((text_of(p) for p in paragraph.itersiblings(W + "p", preceding=True) if text_of(p).strip()), "")


def pictures(name: str, root: Element) -> Iterator[str]:
    """Pictures that a screen reader cannot name."""
    for drawing in of_type(root, "drawing"):
        properties = next(drawing.iter(WP + "docPr"), None)
        decorative = any(
            el.get("val") in ("1", "true")
            for el in drawing.iter()
            if isinstance(el.tag, str) and el.tag.endswith("}decorative")
        )
        if not decorative and (properties is None or not properties.get("descr", "").strip()):
            yield f"{name}: Bild ohne Alternativtext"
    for picture in of_type(root, "pict"):
        for shape in picture.iter("{urn:schemas-microsoft-com:vml}shape"):
            has_image = shape.find("{urn:schemas-microsoft-com:vml}imagedata") is not None
            if has_image and not shape.get("alt", "").strip():
                yield f"{name}: Bild ohne Alternativtext"
