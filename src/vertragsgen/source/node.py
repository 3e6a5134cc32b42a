"""The tree a YAML file becomes: source text and places, no interpretation of values.

Named tuples: a file has thousands of these, and nothing is quicker to make.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from vertragsgen.diagnostics import Mark

_NULL = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(NamedTuple):
    """A single value as its source text; ``plain`` is False if it was quoted or a block of text."""

    text: str
    plain: bool
    mark: Mark

    @property
    def is_null(self) -> bool:
        """True for an unquoted ``null``, ``~`` or nothing at all: „nicht vereinbart“."""
        return self.plain and self.text in _NULL


class Entry(NamedTuple):
    """One ``key: value`` of a mapping."""

    key: str
    key_mark: Mark
    value: Node


class Mapping(NamedTuple):
    """A section; ``flow`` is True for ``{…}``. Keys are unique."""

    entries: tuple[Entry, ...]
    mark: Mark
    flow: bool = False

    def get(self, key: str) -> Node | None:
        """The value of ``key``, or None if the section does not have it."""
        entry = self.entry(key)
        return entry.value if entry else None

    def entry(self, key: str) -> Entry | None:
        """The entry of ``key`` with the mark of the key itself."""
        for entry in self[0]:  # by number: profiles have long sections, and this is asked often
            if entry[0] == key:
                return entry
        return None

    def keys(self) -> tuple[str, ...]:
        """The keys in the order of the file."""
        return tuple(entry.key for entry in self.entries)

    def without(self, *keys: str) -> Mapping:
        """The same section without these keys."""
        return Mapping(tuple(e for e in self.entries if e.key not in keys), self.mark, self.flow)


class Sequence(NamedTuple):
    """A list; ``flow`` is True for ``[…]``."""

    items: tuple[Node, ...]
    mark: Mark
    flow: bool = False


Node = Scalar | Sequence | Mapping


def to_data(node: Node | None) -> Any:
    """The tree as plain ``dict``, ``list``, ``str`` and ``None``: every value is still its source text."""
    if isinstance(node, Scalar):
        return None if node.plain and node.text in _NULL else node.text
    if isinstance(node, Mapping):
        # Most values are single ones: no call for each of hundreds, and fields by number.
        return {
            key: (None if value[1] and value[0] in _NULL else value[0]) if type(value) is Scalar else to_data(value)
            for key, _, value in node.entries
        }
    return None if node is None else [to_data(item) for item in node.items]
