"""The machine-checkable part of accessible Word documents (PDF/UA and BITV start from these)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.audit.layout import blanks, pictures
from tests.audit.parts import VAL, Element, Parts, W, of_type, on, shorten, text_of

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_AMOUNT = re.compile(r"-?[\d.]+(?:,\d+)?(?:\s*(?:€|%))?")
# What makes a paragraph without text visible or necessary all the same.
_DC = "{http://purl.org/dc/elements/1.1/}"


def audit_accessibility(data: bytes) -> list[str]:
    """Findings on title, language, headings, table headers, layout by blanks, pictures; [] if none."""
    parts = Parts(data)
    return [
        *_properties(parts),
        *_languages(parts),
        *_headings(parts),
        *(finding for name, root in parts.stories() for finding in _tables(name, root)),
        *(finding for name, root in parts.stories() for finding in blanks(name, root)),
        *(finding for name, root in parts.stories() for finding in pictures(name, root)),
    ]


def _properties(parts: Parts) -> Iterator[str]:
    core = parts.xml.get("docProps/core.xml")
    for tag, what in (("title", "Titel"), ("language", "Sprache")):
        found = "" if core is None else (core.findtext(_DC + tag) or "").strip()
        if not found:
            yield f"docProps/core.xml: {what} fehlt in den Eigenschaften"
        elif tag == "language" and found != "de-DE":
            yield f"docProps/core.xml: Sprache ist {found}, nicht de-DE"


def _languages(parts: Parts) -> Iterator[str]:
    styles = parts.xml.get("word/styles.xml")
    default = None if styles is None else styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if default is None or default.get(VAL) != "de-DE":
        yield "word/styles.xml: die Grundsprache (docDefaults) ist nicht de-DE"
    for name, root in parts.xml.items():
        for lang in of_type(root, "lang", "themeFontLang"):
            if lang.get(VAL, "de-DE") != "de-DE":
                yield f"{name}: Sprache {lang.get(VAL)} statt de-DE"


def _heading_levels(styles: Element | None) -> dict[str, int]:
    """Heading level by style id, through ``w:basedOn``."""
    if styles is None:
        return {}
    by_id = {style.get(W + "styleId", ""): style for style in styles.iter(W + "style")}
    levels: dict[str, int] = {}
    for key in by_id:
        current, seen = key, set[str]()
        while current in by_id and current not in seen:
            seen.add(current)
            style = by_id[current]
            name = style.find(W + "name")
            match = _HEADING.fullmatch("" if name is None else name.get(VAL, ""))
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if match or outline is not None:
                level = int(match[1]) if match else int(outline.get(VAL, "9")) + 1  # type: ignore[union-attr]
                if level < 10:
                    levels[key] = level
                break
            based = style.find(W + "basedOn")
            current = "" if based is None else based.get(VAL, "")
    return levels


def _headings(parts: Parts) -> Iterator[str]:
    levels = _heading_levels(parts.xml.get("word/styles.xml"))
    before = 0
    for paragraph in of_type(parts.xml["word/document.xml"], "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        own = paragraph.find(f"{W}pPr/{W}outlineLvl")
        level = levels.get("" if style is None else style.get(VAL, ""), 0)
        if own is not None and not level:
            yield f"Überschrift ohne Überschriften-Formatvorlage: „{shorten(text_of(paragraph))}“"
        if level and not text_of(paragraph).strip():
            yield "leere Überschrift"
        if level > before + 1:
            yield f"Überschrift der Ebene {level} folgt auf Ebene {before}: „{shorten(text_of(paragraph))}“"
        before = level or before


def _tables(name: str, root: Element) -> Iterator[str]:
    for count, table in enumerate(of_type(root, "tbl"), start=1):
        rows = table.findall(W + "tr")
        marked = [on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows]
        if _claims_header(table) or any(marked):
            if not marked or not marked[0]:
                yield f"{name}: Tabelle {count}: erste Zeile ist nicht als Kopfzeile markiert"
            elif all(marked):
                yield f"{name}: Tabelle {count}: besteht nur aus Kopfzeilen"
            elif True in marked[marked.index(False) :]:
                yield f"{name}: Tabelle {count}: eine spätere Zeile ist als Kopfzeile gekennzeichnet"
        else:
            amounts = sum(1 for row in rows if any(_is_amount(cell) for cell in row.iter(W + "tc")))
            if amounts > 1:
                yield f"{name}: Tabelle {count}: enthält Beträge, ist aber als Gestaltungstabelle angelegt"


def _claims_header(table: Element) -> bool:
    look = table.find(f"{W}tblPr/{W}tblLook")
    if look is None:
        return True
    first = look.get(W + "firstRow")
    return bool(int(look.get(VAL, "0"), 16) & 0x20) if first is None else first in ("1", "true", "on")


def _is_amount(cell: Element) -> bool:
    text = "".join(text_of(paragraph) for paragraph in cell.findall(W + "p")).replace("\u00a0", " ").strip()
    return bool(text) and _AMOUNT.fullmatch(text) is not None
