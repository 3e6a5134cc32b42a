"""Deep merge of two trees, as ``basis:`` means it."""

from __future__ import annotations

from vertragsgen.source.node import Entry, Mapping, Node


def merge(base: Node, own: Node) -> Node:
    """Lay ``own`` over ``base``: sections merge key by key, anything else of ``own`` replaces, ``null`` too.

    Each value keeps the mark of the file it comes from, so a finding points at the place to correct.
    """
    if not (isinstance(base, Mapping) and isinstance(own, Mapping)):
        return own
    eigene = {entry.key: entry for entry in own.entries}
    entries = [_merge_entry(entry, eigene.pop(entry.key, None)) for entry in base.entries]
    return Mapping((*entries, *eigene.values()), own.mark, own.flow)


def _merge_entry(base: Entry, own: Entry | None) -> Entry:
    if own is None:
        return base
    return Entry(own.key, own.key_mark, merge(base.value, own.value))
