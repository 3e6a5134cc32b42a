"""The text of one paragraph: runs, fields, links, notes, tracked changes as accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from vertragsgen.linearise.fields import Fields, page_field
from vertragsgen.linearise.formats import glyph
from vertragsgen.linearise.ooxml import MC, PPR, RPR, RUN, TEXT, WP, Element, M, R, V, W, preferred_branch
from vertragsgen.linearise.package import Relation

_RUN_LEVEL = "r ins moveTo smartTag customXml sdt sdtContent dir bdo ruby rubyBase"
_MATHS = (
    "oMath oMathPara r e num den sub sup deg fName lim f rad sSub sSup sSubSup nary d func m mr eqArr box "
    "bar acc groupChr limLow limUpp borderBox phant sPre"
)
_CONTAINERS = frozenset([W + name for name in _RUN_LEVEL.split()] + [M + name for name in _MATHS.split()])
_FIXED = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_NOTES = {W + "footnoteReference": "Fußnote", W + "endnoteReference": "Endnote"}
_TEXT_BOX = W + "txbxContent"


class Notes(Struct):
    """Notes in the order in which they are referred to; the number shown is the place in that order."""

    order: dict[str, list[str]] = field(default_factory=lambda: {"Fußnote": [], "Endnote": []})

    def refer(self, kind: str, note_id: str) -> str:
        """Counts a reference and returns the text that stands for it."""
        ids = self.order[kind]
        ids.append(note_id)
        return f"[{kind} {len(ids)}]"


class Content(Struct):
    """What a paragraph holds: its text, external link targets, and text boxes anchored in it."""

    text: str = ""
    targets: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class InlineReader:
    """Reads the paragraphs of one part in order; fields and note numbers carry over from one to the next."""

    def __init__(self, notes: Notes, relations: Mapping[str, Relation]) -> None:
        self._notes = notes
        self._relations = relations
        self._fields = Fields()
        self._content = Content()
        self._handlers: dict[str, Callable[[Element], str]] = {
            W + "hyperlink": self._hyperlink,
            W + "fldSimple": self._simple_field,
            W + "sym": _symbol,
            W + "br": _line_break,
            MC + "AlternateContent": self._alternate,
            W + "drawing": self._graphic,
            W + "pict": self._graphic,
            W + "object": self._graphic,
            W + "fldChar": self._fields.mark,
        }

    @property
    def in_field(self) -> bool:
        """True where a field began in an earlier paragraph."""
        return self._fields.open

    def read(self, paragraphs: list[Element]) -> Content:
        """The content of one paragraph, or of several that became one because their marks were deleted."""
        self._content = content = Content()
        self._fields.targets = content.targets
        plain = self.plain(paragraphs[0]) if len(paragraphs) == 1 else None
        content.text = "".join(map(self._children, paragraphs)) if plain is None else plain
        return content

    def plain(self, paragraph: Element) -> str | None:
        """The text of a paragraph of nothing but runs with text, as most are; None for any other."""
        if self._fields.open:
            return None
        texts: list[str] = []
        for child in paragraph:
            tag = child.tag
            if tag == RUN:
                for part in child:
                    tag = part.tag
                    if tag == TEXT:
                        texts.append(part.text or "")
                    elif tag != RPR:
                        return None
            elif tag != PPR:
                return None
        return "".join(texts)

    def _children(self, parent: Element) -> str:
        return "".join([self._one(child) for child in parent])

    def _one(self, element: Element) -> str:
        tag = element.tag
        if tag == W + "t" or tag == M + "t":
            return (element.text or "") if self._fields.visible else ""
        if tag in _CONTAINERS:
            return self._children(element)
        if tag in _FIXED:
            return _FIXED[tag] if self._fields.visible else ""
        if tag in _NOTES:
            return self._notes.refer(_NOTES[tag], element.get(W + "id", "")) if self._fields.visible else ""
        if tag == W + "instrText":
            self._fields.instruction(element.text or "")
            return ""
        handler = self._handlers.get(tag)
        if handler is None:
            return ""
        text = handler(element)
        return text if self._fields.visible else ""

    def _hyperlink(self, element: Element) -> str:
        relation = self._relations.get(element.get(R + "id", ""))
        before = len(self._content.targets)
        text = self._children(element)
        # What is left of a link whose text was deleted leads nowhere for a reader.
        if text and relation is not None and relation.extern:
            self._content.targets.insert(before, relation.ziel)
        return text

    def _simple_field(self, element: Element) -> str:
        return page_field(element.get(W + "instr", "")) or self._children(element)

    def _alternate(self, element: Element) -> str:
        branch = preferred_branch(element)
        return "" if branch is None else self._children(branch)

    def _graphic(self, element: Element) -> str:
        """Text boxes are read after the paragraph; a picture is named by its alternative text."""
        boxes = [box for box in element.iter(_TEXT_BOX) if not _inside(box, element) and not _in_unread_branch(box)]
        self._content.boxes.extend(boxes)
        if boxes:
            return ""
        names = [
            name
            for name in (
                *(pr.get("descr", "") for pr in element.iter(WP + "docPr")),
                *(shape.get("alt", "") for shape in element.iter(V + "shape")),
            )
            if name
        ]
        return f"[Bild: {names[0]}]" if names else ""


def _inside(box: Element, graphic: Element) -> bool:
    """True if another text box of the same graphic holds this one (it is read with that one)."""
    for ancestor in box.iterancestors():
        if ancestor is graphic:
            return False
        if ancestor.tag == _TEXT_BOX:
            return True
    return False


def _in_unread_branch(box: Element) -> bool:
    for ancestor in box.iterancestors(MC + "Fallback"):
        alternate = ancestor.getparent()
        if alternate is not None and preferred_branch(alternate) is not ancestor:
            return True
    return False


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(W + "char", ""), 16)
    except ValueError:
        return ""
    return glyph(chr(code), element.get(W + "font", "")) if 0 < code < 0x10000 and not 0xD800 <= code < 0xE000 else ""


def _line_break(element: Element) -> str:
    return "" if element.get(W + "type") in ("page", "column") else "\n"
