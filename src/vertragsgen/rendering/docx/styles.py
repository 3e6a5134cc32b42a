"""What a frame's styles say: ids by Word name, indents, spacing, the numbering behind a list style.

Styles are looked up by their Word name, because a German Word rewrites style ids when it saves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from vertragsgen.rendering.wordml import W_NS

if TYPE_CHECKING:
    from lxml import etree

T = TypeVar("T")

_W = f"{{{W_NS}}}"
STANDARD = (
    "Normal", "Body Text", "Title", "heading 1", "heading 2", "heading 3", "Ziffer", "Ziffer Folge", "List Bullet",
    "List Bullet 2", "List Number", "Tabellentext", "Tabellenkopf", "Vertragstabelle",
)  # fmt: skip


class Formatvorlage(Struct, frozen=True):
    """One style of a frame; measures in twips (1/20 pt)."""

    id: str
    name: str
    art: str
    basiert_auf: str | None
    einzug: int | None
    abstand_vor: int | None
    abstand_nach: int | None
    num_id: str | None


class Formatvorlagen:
    """The styles of one frame and the numberings they use."""

    def __init__(self, styles_xml: bytes, numbering_xml: bytes | None) -> None:
        from lxml import etree  # here, because a frame that is compiled already needs no XML

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        root = etree.fromstring(styles_xml, parser)
        self._by_name: dict[str, Formatvorlage] = {}
        self._by_id: dict[str, Formatvorlage] = {}
        for element in root.iterfind(f"{_W}style"):
            style = _read_style(element)
            self._by_name[style.name.casefold()] = style
            self._by_id[style.id] = style
        self._abstract: dict[str, str] = {}
        self._ebenen: dict[str, tuple[tuple[str, str], ...]] = {}
        self.hoechste_num_id = 0
        if numbering_xml is not None:
            numbering = etree.fromstring(numbering_xml, parser)
            for abstrakt in numbering.iterfind(f"{_W}abstractNum"):
                self._ebenen[abstrakt.get(f"{_W}abstractNumId", "")] = tuple(
                    (_value(ebene, "lvlText") or "", _value(ebene, "numFmt") or "")
                    for ebene in abstrakt.iterfind(f"{_W}lvl")
                )
            for num in numbering.iterfind(f"{_W}num"):
                num_id = num.get(f"{_W}numId", "0")
                abstract = num.find(f"{_W}abstractNumId")
                self._abstract[num_id] = abstract.get(f"{_W}val", "") if abstract is not None else ""
                self.hoechste_num_id = max(self.hoechste_num_id, int(num_id))

    def find(self, name: str) -> Formatvorlage | None:
        """The style of that Word name (case does not matter), or ``None``."""
        return self._by_name.get(name.casefold())

    def stand_in(self, name: str) -> None:
        """Let a missing style be found: what needs it is then reported once, where it is missing."""
        self._by_name[name.casefold()] = Formatvorlage("", name, "paragraph", None, None, None, None, None)

    def similar(self, name: str) -> str | None:
        """A style name that was perhaps meant."""
        import difflib  # only for a name that is wrong

        near = difflib.get_close_matches(name.casefold(), list(self._by_name), 1, 0.6)
        return self._by_name[near[0]].name if near else None

    def left_indent(self, name: str) -> int:
        """Left indent in twips, inherited along ``basedOn``."""
        return self._inherited(name, lambda style: style.einzug) or 0

    def space_around(self, name: str) -> tuple[int, int]:
        """Space before and after a paragraph in twips, inherited along ``basedOn``."""
        before = self._inherited(name, lambda style: style.abstand_vor) or 0
        return before, self._inherited(name, lambda style: style.abstand_nach) or 0

    def abstract_number(self, name: str) -> str | None:
        """The id of the numbering that a list style uses."""
        num_id = self._inherited(name, lambda style: style.num_id)
        return self._abstract.get(num_id) if num_id is not None else None

    def section_name(self, nummer: str) -> str:
        """How a section of that number („2.1“) is cited: „§ 2 Abs. 1“ where the frame numbers so, else „Ziffer 2.1“."""
        ebenen = self._ebenen.get(self.abstract_number("heading 1") or "", ())
        if not ebenen or not ebenen[0][0].startswith("§"):
            return f"Ziffer {nummer}"
        erste, *weitere = nummer.split(".")
        name = f"§ {erste}"
        for zahl, (text, art) in zip(weitere, ebenen[1:], strict=False):
            if text.startswith("("):
                name += f" Abs. {zahl}"
            elif art == "lowerLetter":
                name += f" Buchst. {chr(ord('a') - 1 + int(zahl))}"
            else:
                name += f" Nr. {zahl}"
        return name

    def _inherited(self, name: str, read: Callable[[Formatvorlage], T | None]) -> T | None:
        style = self.find(name)
        seen: set[str] = set()
        while style is not None and style.id not in seen:
            value = read(style)
            if value is not None:
                return value
            seen.add(style.id)
            style = self._by_id.get(style.basiert_auf or "")
        return None


def _value(element: etree._Element, path: str, attribute: str = "val") -> str | None:
    found = element.find("/".join(f"{_W}{part}" for part in path.split("/")))
    return found.get(f"{_W}{attribute}") if found is not None else None


def _read_style(element: etree._Element) -> Formatvorlage:
    indent = _value(element, "pPr/ind", "left") or _value(element, "pPr/ind", "start")
    before = _value(element, "pPr/spacing", "before")
    after = _value(element, "pPr/spacing", "after")
    return Formatvorlage(
        id=element.get(f"{_W}styleId", ""),
        name=_value(element, "name") or "",
        art=element.get(f"{_W}type", "paragraph"),
        basiert_auf=_value(element, "basedOn"),
        einzug=int(indent) if indent else None,
        abstand_vor=int(before) if before else None,
        abstand_nach=int(after) if after else None,
        num_id=_value(element, "pPr/numPr/numId"),
    )
