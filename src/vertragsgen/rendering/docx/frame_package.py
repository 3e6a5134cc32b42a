"""Whether a Word frame is whole: every part is announced, every reference leads to a part, every part is what it is called."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.wordml import W_NS

_TYPES = "[Content_Types].xml"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ROOTS = {"document": "document", "header": "hdr", "footer": "ftr", "footnotes": "footnotes", "endnotes": "endnotes"}
_PART = re.compile(rf"word/({'|'.join(_ROOTS)})\d*\.xml")
_HELP = "Den Rahmen in Word öffnen, die Reparatur zulassen und neu speichern."


def package_faults(
    parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], datei: str
) -> Iterator[Vorlagenfehler]:
    """A fault for everything that would make Word call the documents damaged; ``trees`` are the XML parts."""
    for text in (*_roots(trees), *_unannounced(parts, trees), *_dangling(parts, trees)):
        yield Vorlagenfehler(RAHMEN, f"Der Rahmen ist keine vollständige Word-Datei: {text}", datei, 1, hilfe=_HELP)


def _roots(trees: Mapping[str, etree._Element]) -> Iterator[str]:
    for name, tree in trees.items():
        part = _PART.fullmatch(name)
        if part is not None and tree.tag != f"{{{W_NS}}}{_ROOTS[part[1]]}":
            yield f"Der Bestandteil {name} hat einen fremden Inhalt."


def _unannounced(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """Parts of which the list of contents says nothing."""
    types = trees.get(_TYPES)
    entries = list(types) if types is not None else []
    endings = {entry.get("Extension", "").lower() for entry in entries}
    names = {entry.get("PartName", "") for entry in entries}
    for name in parts:
        ending = name.rpartition(".")[2].lower()
        if name != _TYPES and not name.endswith("/") and ending not in endings and f"/{name}" not in names:
            yield f"Der Bestandteil {name} fehlt im Verzeichnis {_TYPES}."


def _dangling(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[str]:
    """References to parts that are not there, and uses of references that are not there."""
    for name, tree in trees.items():
        folder, _, file = name.rpartition("/")
        if name.endswith(".rels"):
            base = folder.removesuffix("_rels")
            for entry in tree:
                target = entry.get("Target", "")
                path = target[1:] if target.startswith("/") else posixpath.normpath(base + target)
                if entry.get("TargetMode") != "External" and path not in parts:
                    yield f"Der Bestandteil {path} fehlt, auf den {name} verweist."
            continue
        rels = trees.get(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        known = {entry.get("Id") for entry in rels} if rels is not None else set()
        named = (entry for element in tree.iter() for entry in element.attrib.items())
        used = {str(value) for key, value in named if str(key).startswith(_R)}
        for missing in sorted(used - known):
            yield f"Der Verweis {missing} im Bestandteil {name} führt ins Leere."
