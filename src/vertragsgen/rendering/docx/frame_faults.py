"""What is wrong with a Word frame before anything is compiled: every fault, each with its part and paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from vertragsgen.rendering.docx.styles import STANDARD, Formatvorlagen
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.wordml import W_NS

_W = f"{{{W_NS}}}"
RENDERED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$")
_REVISIONS = frozenset(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"))
_COMMENT = f"{_W}commentReference"
_NAMES = {
    "document": "Text",
    "header": "Kopfzeile",
    "footer": "Fußzeile",
    "footnotes": "Fußnoten",
    "endnotes": "Endnoten",
}
_EXCERPT = 40


def place(part: str, paragraph: int = 0) -> str:
    """A part of a Word file as its author knows it, with the paragraph: „Kopfzeile (header1.xml), Absatz 2“."""
    file = part.rpartition("/")[2]
    kind = re.sub(r"\d*\.xml$", "", file)
    name = _NAMES.get(kind, file)
    if kind in ("header", "footer"):
        name += f" ({file})"
    return f"{name}, Absatz {paragraph}" if paragraph else name


def parse_parts(parts: Mapping[str, bytes], datei: str) -> tuple[dict[str, etree._Element], list[Vorlagenfehler]]:
    """The XML parts as trees, and a fault for each that is damaged."""
    trees: dict[str, etree._Element] = {}
    faults = []
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
            except etree.XMLSyntaxError:
                faults.append(Vorlagenfehler(RAHMEN, f"Der Bestandteil {name} des Rahmens ist beschädigt.", datei, 1))
    return trees, faults


def content_faults(
    parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], datei: str
) -> Iterator[Vorlagenfehler]:
    """Tracked changes, comments, and tags in parts that are never rendered."""
    yield from _comments(trees, datei)
    for name, tree in trees.items():
        for paragraph, text in _paragraphs_with(tree, _REVISIONS).items():
            yield Vorlagenfehler(
                RAHMEN, f"Der Rahmen enthält nachverfolgte Änderungen{_quoted(text)}.", datei, max(paragraph, 1),
                hilfe="In Word unter „Überprüfen“ alle Änderungen annehmen oder ablehnen und speichern.",
                stelle=place(name, paragraph),
            )  # fmt: skip
        if not RENDERED.match(name) and (b"{{" in parts[name] or b"{%" in parts[name]):
            yield Vorlagenfehler(
                RAHMEN, f"Im Bestandteil {name} steht eine Anweisung, die dort nie ausgefüllt wird.", datei, 1,
                hilfe="Anweisungen gehören in Text, Kopf- und Fußzeilen, nicht in Verweisziele oder Eigenschaften.",
            )  # fmt: skip


def missing_styles(styles: Formatvorlagen, datei: str) -> Iterator[Vorlagenfehler]:
    """A fault for each standard style the frame lacks; a stand-in takes its place, so that clauses still compile."""
    for name in STANDARD:
        if styles.find(name) is None:
            near = next((other for other in [styles.similar(name)] if other not in STANDARD), None)
            yield Vorlagenfehler(
                RAHMEN, f"Dem Rahmen fehlt die Formatvorlage „{name}“.", datei, 1,
                hilfe=f"In Word anlegen oder umbenennen: Es gibt „{near}“." if near else "In Word anlegen, auch wenn "
                "kein Absatz des Rahmens sie benutzt.", stelle="Formatvorlagen",
            )  # fmt: skip
            styles.stand_in(name)


def _comments(trees: Mapping[str, etree._Element], datei: str) -> Iterator[Vorlagenfehler]:
    found = {
        (name, paragraph): text
        for name, tree in trees.items()
        if RENDERED.match(name)
        for paragraph, text in _paragraphs_with(tree, frozenset({_COMMENT})).items()
    }
    if not found and any("comments" in name for name in trees):
        found = {("", 1): ""}
    for (name, paragraph), text in found.items():
        yield Vorlagenfehler(
            RAHMEN, f"Der Rahmen enthält Kommentare{_quoted(text)}.", datei, paragraph,
            hilfe="In Word unter „Überprüfen“ alle Kommentare löschen und speichern.",
            stelle=place(name, paragraph) if name else None,
        )  # fmt: skip


def _paragraphs_with(tree: etree._Element, tags: frozenset[str]) -> dict[int, str]:
    """Number and text of the paragraphs that hold such an element; 0 for one outside all paragraphs."""
    if not any(element.tag in tags for element in tree.iter()):
        return {}
    found: dict[int, str] = {}
    inside = set()
    for number, paragraph in enumerate(tree.iter(f"{_W}p"), 1):
        hits = [element for element in paragraph.iter() if element.tag in tags]
        if hits:
            inside.update(hits)
            found[number] = "".join(node.text or "" for node in paragraph.iter(f"{_W}t", f"{_W}delText"))
    if any(element.tag in tags and element not in inside for element in tree.iter()):
        found[0] = ""
    return found


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f": „{text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}“" if text else ""
