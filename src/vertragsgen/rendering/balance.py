"""Proof, once per template, that everything it can print is well-formed: then no printed document need be parsed again.

A template is written out with an element in place of each statement and of each of its branches. If that parses, every
branch leaves open what it found open and nothing else, and so does any choice and repetition of branches. Values are
escaped; a line break in one ends a ``w:t`` and begins another, so a value may stand in ``w:t`` only.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.parsers import expat

from jinja2 import nodes

from vertragsgen.rendering.wordml import W_NS

_VALUE = "\uf8ff"
_TEXT = f"{W_NS} t"
# What our own functions print: nothing, or the number of a list or section.
_PRINTED = {"_zaehle": "", "_neue_liste": "", "_liste": "1", "ziffer": "1"}


def is_balanced(tree: nodes.Template, slots: frozenset[str] = frozenset()) -> bool:
    """True if whatever ``tree`` prints is well-formed as content of an element.

    ``slots`` are variables that hold such content themselves. False means not proved: what it prints must be parsed.
    """
    source = "".join(_written(tree.body, slots))
    return well_formed(source, in_text=_VALUE)


def well_formed(xml: str, *, in_text: str | None = None) -> bool:
    """True if ``xml`` is well-formed as content of an element, with the character ``in_text`` in ``w:t`` only."""
    parser = expat.ParserCreate(namespace_separator=" ")
    open_elements: list[str] = []
    misplaced = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal misplaced
        open_elements.append(name)
        misplaced = misplaced or any(in_text in value for value in attributes.values())  # type: ignore[operator]

    def end(_: str) -> None:
        open_elements.pop()

    def text(data: str) -> None:
        nonlocal misplaced
        misplaced = misplaced or (in_text in data and open_elements[-1] != _TEXT)  # type: ignore[operator]

    if in_text is not None:
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(f'<b:all xmlns:b="urn:balance" xmlns:w="{W_NS}">{xml}</b:all>'.encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return not misplaced


def _written(body: Iterable[nodes.Node], slots: frozenset[str]) -> Iterable[str]:
    for node in body:
        if isinstance(node, nodes.Output):
            for child in node.nodes:
                yield child.data if isinstance(child, nodes.TemplateData) else _expression(child, slots)
        elif isinstance(node, nodes.If):
            yield from _branches(slots, node.body, *(branch.body for branch in node.elif_), node.else_)
        elif isinstance(node, nodes.For):
            yield from _branches(slots, node.body, node.else_)


def _branches(slots: frozenset[str], *bodies: Iterable[nodes.Node]) -> Iterable[str]:
    yield "<b:statement>"
    for body in bodies:
        yield "<b:branch>"
        yield from _written(body, slots)
        yield "</b:branch>"
    yield "</b:statement>"


def _expression(node: nodes.Node, slots: frozenset[str]) -> str:
    if isinstance(node, nodes.Name) and node.name in slots:
        return "<b:slot/>"
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        return _PRINTED.get(node.node.name, _VALUE)
    return _VALUE
