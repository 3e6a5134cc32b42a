"""Structure that Word needs and validators miss: cells, grids, references, ids, relationships."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from urllib.parse import unquote

from tests.audit.grids import cells
from tests.audit.leftovers import leftovers, unfinished
from tests.audit.parts import VAL, WP, Parts, R, W, of_type

_STYLE_USES = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def audit_structure(data: bytes, *, entwurf: bool = False) -> list[str]:
    """Findings on structure and leftovers in every part; [] if none. ``entwurf`` allows ``<<Feldname>>``."""
    parts = Parts(data)
    return [
        *_package(parts),
        *_references(parts),
        *(finding for name, root in parts.stories() for finding in cells(name, root)),
        *_ids(parts),
        *leftovers(parts, entwurf=entwurf),
        *unfinished(parts),
    ]


def _package(parts: Parts) -> Iterator[str]:
    for name, count in Counter(name.lower() for name in parts.names).items():
        if count > 1:
            yield f"{name}: Teil ist {count}-mal enthalten"
    types = parts.xml["[Content_Types].xml"]
    defaults = {element.get("Extension", "").lower() for element in types.iter(_TYPES + "Default")}
    overrides = {element.get("PartName", "") for element in types.iter(_TYPES + "Override")}
    for name in parts.names:
        extension = name.rpartition(".")[2].lower()
        # The plain type of .xml says nothing about a part of the document: Word wants each of them named.
        named = f"/{name}" in overrides or (extension in defaults and not _is_document_part(name))
        if name != "[Content_Types].xml" and not named:
            yield f"{name}: Inhaltstyp fehlt"
    for override in sorted(overrides):
        if override.removeprefix("/") not in parts.raw:
            yield f"[Content_Types].xml: {override} gibt es nicht"
    for name in parts.names:
        if name.endswith(".rels"):
            yield from _relationships(parts, name)
    for name, root in parts.xml.items():
        known = parts.relations(name)
        for element in root.iter():
            for key, value in element.attrib.items():
                if str(key).startswith(R) and value not in known:
                    yield f"{name}: Beziehung {value} gibt es nicht"


def _is_document_part(name: str) -> bool:
    return posixpath.dirname(name) == "word" and name.endswith(".xml")


def _relationships(parts: Parts, name: str) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for rel in parts.xml[name]:
        target, kind = rel.get("Target", ""), rel.get("Type", "").rpartition("/")[2]
        if rel.get("TargetMode") == "External":
            if kind != "hyperlink":
                yield f"{name}: {kind} führt aus der Datei hinaus: {target}"
            continue
        found = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
        if found not in parts.raw:
            yield f"{name}: Ziel {target} gibt es nicht"


def _references(parts: Parts) -> Iterator[str]:
    styles = parts.xml.get("word/styles.xml")
    kinds = {} if styles is None else {s.get(W + "styleId"): s.get(W + "type") for s in of_type(styles, "style")}
    numbering = parts.xml.get("word/numbering.xml")
    nums, abstracts = set[str | None](), set[str | None]()
    if numbering is not None:
        nums = {num.get(W + "numId") for num in numbering.findall(W + "num")}
        abstracts = {element.get(W + "abstractNumId") for element in numbering.findall(W + "abstractNum")}
        for num in numbering.findall(W + "num"):
            link = num.find(W + "abstractNumId")
            if link is None or link.get(VAL) not in abstracts:
                yield f"word/numbering.xml: num {num.get(W + 'numId')} ohne abstractNum"
    for name, root in parts.xml.items():
        for use in of_type(root, *_STYLE_USES):
            wanted = _STYLE_USES[use.tag.rpartition("}")[2]]
            if kinds.get(use.get(VAL)) != wanted:
                yield f"{name}: Formatvorlage {use.get(VAL)} ({wanted}) gibt es nicht"
        for use in of_type(root, "basedOn", "next", "link", "styleLink", "numStyleLink"):
            if use.get(VAL) not in kinds:
                yield f"{name}: Formatvorlage {use.get(VAL)} gibt es nicht"
        for use in of_type(root, "numId"):
            if use.get(VAL) not in nums | {"0"}:
                yield f"{name}: Liste {use.get(VAL)} gibt es nicht"
        for kind in ("footnote", "endnote"):
            notes = parts.xml.get(f"word/{kind}s.xml")
            known = set() if notes is None else {note.get(W + "id") for note in of_type(notes, kind)}
            for use in of_type(root, f"{kind}Reference"):
                if use.get(W + "id") not in known:
                    yield f"{name}: {kind} {use.get(W + 'id')} gibt es nicht"


def _ids(parts: Parts) -> Iterator[str]:
    stories = [root for _, root in parts.stories()]
    starts = [mark for root in stories for mark in of_type(root, "bookmarkStart")]
    ends = Counter(mark.get(W + "id") for root in stories for mark in of_type(root, "bookmarkEnd"))
    groups = {
        "Textmarken-Kennung": [mark.get(W + "id") for mark in starts],
        "Textmarke": [mark.get(W + "name") for mark in starts],
        "docPr-Kennung": [pr.get("id") for root in stories for pr in root.iter(WP + "docPr")],
    }
    for what, values in groups.items():
        for value, count in Counter(values).items():
            if count > 1:
                yield f"{what} {value} kommt {count}-mal vor"
    for mark in starts:
        if ends[mark.get(W + "id")] != 1:
            yield f"Textmarke {mark.get(W + 'name')} hat kein eindeutiges Ende"
