"""Which headers and footers a document shows, and what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from vertragsgen.linearise.model import Art
from vertragsgen.linearise.ooxml import Element, R, W, switched_on
from vertragsgen.linearise.package import Relation

_KINDS = (
    (W + "headerReference", Art.KOPFZEILE, "Kopfzeile"),
    (W + "footerReference", Art.FUSSZEILE, "Fußzeile"),
)
_PAGES = {"first": " der ersten Seite", "default": "", "even": " der geraden Seiten"}


class Margin(Struct, frozen=True):
    """A header or footer part with the name of its place."""

    art: Art
    name: str
    teil: str


def margins(body: Element, settings: Element | None, relations: Mapping[str, Relation]) -> Iterator[Margin]:
    """The headers and footers that some page shows, each part once.

    A section without a reference of its own shows that of the section before; „first“ and „even“ are shown
    only where ``w:titlePg`` or ``w:evenAndOddHeaders`` ask for them.
    """
    even = switched_on(settings, "evenAndOddHeaders")
    current: dict[tuple[str, str], str] = {}
    seen: set[str] = set()
    names: set[str] = set()
    for count, section in enumerate(body.iter(W + "sectPr"), start=1):
        for tag, _, _ in _KINDS:
            for reference in section.iterchildren(tag):
                relation = relations.get(reference.get(R + "id", ""))
                if relation is not None:
                    current[tag, reference.get(W + "type", "default")] = relation.ziel
        shown = [
            page
            for page in _PAGES
            if page == "default" or (page == "even" and even) or (page == "first" and switched_on(section, "titlePg"))
        ]
        for tag, art, label in _KINDS:
            for page in shown:
                part = current.get((tag, page))
                if part is None or part in seen:
                    continue
                seen.add(part)
                name = label + _PAGES[page]
                if name in names:
                    name = f"{name}, Abschnitt {count}"
                names.add(name)
                yield Margin(art, name, part)
