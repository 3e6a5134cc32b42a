"""What must not be left in a delivered document, in any part of its package."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.audit.parts import VAL, Element, Parts, W, of_type, shorten, text_of

_TAGS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_PYTHON = re.compile(r"\b(?:None|True|False|nan|Undefined|Decimal\()\b")
_ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|#\d+);")
_PLACEHOLDER = re.compile(r"<<|>>")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


def leftovers(parts: Parts, *, entwurf: bool) -> Iterator[str]:
    """Template tags, private-use characters, Python's words, double escapes, placeholders in a final."""
    for name, root in parts.xml.items():
        for what, text in _texts(root):
            for label, pattern in (("Vorlagen-Marke", _TAGS), ("doppelt maskiert", _ESCAPED)):
                if pattern.search(text):
                    yield f"{name}: {label} in {what}: „{shorten(text.strip())}“"
            if _PRIVATE.search(text) and what != "Symbol":
                shown = text.encode("unicode_escape")[:60]
                yield f"{name}: Zeichen des privaten Bereichs in {what}: {shown!r}"
    for name, root in parts.stories():
        for paragraph in of_type(root, "p"):
            text = text_of(paragraph)
            if _PYTHON.search(text):
                yield f"{name}: Wort aus dem Programm statt eines Wertes: „{shorten(text)}“"
            if not entwurf and _PLACEHOLDER.search(text):
                yield f"{name}: Platzhalter: „{shorten(text)}“"
    core = parts.xml.get("docProps/core.xml")
    for element in () if core is None else core.iter():
        if element.text and (_PYTHON.search(element.text) or (not entwurf and _PLACEHOLDER.search(element.text))):
            yield f"docProps/core.xml: „{element.text}“"
    for name, raw in parts.raw.items():
        if name not in parts.xml and name.endswith((".txt", ".htm", ".html", ".json")) and b"{{" in raw:
            yield f"{name}: Vorlagen-Marke"


def _texts(root: Element) -> Iterator[tuple[str, str]]:
    """Every attribute, every text node, and every paragraph as a whole: tags may be split over runs."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "Kommentar", element.text or ""
            continue
        symbol = element.tag in (W + "lvlText", W + "sym") and _has_symbol_font(element)
        for value in element.attrib.values():
            yield ("Symbol" if symbol else "Attribut"), str(value)
        if element.tag == W + "p":
            yield "Absatz", text_of(element)
        elif element.text and element.tag != W + "t":
            yield "Text", element.text
        if element.tail and element.tail.strip():
            yield "Text", element.tail


def _has_symbol_font(element: Element) -> bool:
    """Bullets of Symbol and Wingdings live in the private use area by design."""
    parent = element.getparent()
    fonts = None if parent is None else parent.find(f"{W}rPr/{W}rFonts")
    font = element.get(W + "font", "") if fonts is None else fonts.get(W + "ascii", "")
    return font.lower().startswith(_SYMBOL_FONTS)


def unfinished(parts: Parts) -> Iterator[str]:
    """Tracked changes, comments, macros: nothing of that belongs into a delivered document."""
    kinds = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "commentReference", "delText")
    for name, root in parts.stories():
        for element in of_type(root, *kinds):
            yield f"{name}: Änderungsverfolgung oder Kommentar ({element.tag.rpartition('}')[2]})"
    for name in parts.names:
        if "vbaproject" in name.lower():
            yield f"{name}: Makro"
    if parts.xml.get("word/settings.xml") is not None:
        for element in of_type(parts.xml["word/settings.xml"], "trackRevisions"):
            yield f"word/settings.xml: Änderungsverfolgung eingeschaltet ({element.get(VAL, '1')})"
