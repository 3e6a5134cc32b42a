"""Opens a document for an audit. Deliberately not our own reader: an audit must not share its mistakes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VAL = W + "val"
REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

Element = etree._Element


class Parts:
    """All parts of a package; XML parts are parsed once."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.raw = {name: archive.read(name) for name in self.names}
        self.xml = {name: etree.fromstring(raw) for name, raw in self.raw.items() if name.endswith((".xml", ".rels"))}

    def stories(self) -> Iterator[tuple[str, Element]]:
        """The parts that hold text: document, headers, footers, notes, comments."""
        for name, root in self.xml.items():
            base = posixpath.basename(name)
            if name.startswith("word/") and base.startswith(
                ("document", "header", "footer", "footnotes", "endnotes", "comments")
            ):
                yield name, root

    def relations(self, name: str) -> dict[str, Element]:
        """Relationship elements of a part by id."""
        folder, base = posixpath.split(name)
        root = self.xml.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {} if root is None else {rel.get("Id", ""): rel for rel in root.iter(REL)}


def on(element: Element | None) -> bool:
    """An on/off element that is there and not switched off."""
    return element is not None and element.get(VAL, "1") not in ("0", "false", "off")


def text_of(paragraph: Element) -> str:
    """All text of a paragraph with tabs and breaks, whatever wraps it."""
    marks = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
    out = []
    for element in paragraph.iter():
        if element.tag == W + "t":
            out.append(element.text or "")
        elif element.tag in marks and element.getparent() is not None and element.getparent().tag == W + "r":
            out.append(marks[element.tag])
    return "".join(out)


def shorten(text: str) -> str:
    """The beginning of a text, to find the place by."""
    return text[:57] + "…" if len(text) > 58 else text


def of_type(root: Element, *names: str) -> Iterator[Element]:
    """Elements of WordprocessingML by name in document order."""
    return root.iter(*(W + name for name in names))
