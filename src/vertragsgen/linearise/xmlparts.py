"""Parses XML parts that others wrote: no document types, no entities, no network, bounded depth and size."""

from __future__ import annotations

from lxml import etree

from vertragsgen.linearise.ooxml import Element

_DOCTYPE = "Der Teil „{}“ enthält eine Dokumenttyp-Deklaration; das ist in Word nicht zulässig."
# "Strict Open XML" of Word has the same content under other names; one set of names is enough for the reader.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)


class Unlesbar(Exception):
    """The package cannot be read; the text says why in German. Never leaves ``linearise``."""


def parse_xml(data: bytes, name: str) -> Element:
    """The root of an XML part. Raises ``Unlesbar`` for broken XML and for any document type declaration."""
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        if b"<!DOCTYPE" in data:
            raise Unlesbar(_DOCTYPE.format(name))
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unlesbar(f"Der Teil „{name}“ ist kein gültiges XML.") from error
    # Once more on the tree: in UTF-16 the bytes look different.
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Unlesbar(_DOCTYPE.format(name))
    return root
