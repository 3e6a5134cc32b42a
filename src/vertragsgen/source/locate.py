"""From a place in the data to a place in the file."""

from __future__ import annotations

from collections.abc import Sequence as Folge

from vertragsgen.diagnostics import Mark
from vertragsgen.source.node import Mapping, Node, Sequence


def locate(node: Node, loc: Folge[str | int], *, key: bool = False) -> Mark:
    """The mark of the value at ``loc``, or of its key; of the nearest thing above where it does not exist.

    Parts of ``loc`` that the tree does not have are skipped (a list item where the file has a single value).
    For a section the key that opens it is marked, not its first line.
    """
    mark = node.mark
    for nummer, teil in enumerate(loc):
        if isinstance(node, Mapping) and isinstance(teil, str):
            entry = node.entry(teil)
            if entry is None:
                if nummer == len(loc) - 1:
                    return mark
                continue
            node = entry.value
            letzter = nummer == len(loc) - 1
            mark = entry.key_mark if isinstance(node, Mapping | Sequence) or (key and letzter) else node.mark
        elif isinstance(node, Sequence) and isinstance(teil, int) and teil < len(node.items):
            node = node.items[teil]
            mark = node.mark
    return mark


def path_text(loc: Folge[str | int]) -> str:
    """A place as it is written in messages: ``verguetung › saetze › 1. Eintrag › grundpauschale``."""
    return " › ".join(f"{teil + 1}. Eintrag" if isinstance(teil, int) else teil for teil in loc)
