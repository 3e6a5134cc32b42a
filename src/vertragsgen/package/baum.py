"""Package data as a typed tree: what stands unquoted in the manifest and looks like a value is one."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from vertragsgen.notation import Notationsfehler, parse_datum, parse_ganzzahl, parse_menge
from vertragsgen.source.node import Mapping, Node, Scalar, Sequence

_DATUM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
# A leading zero means a number in name only (PLZ, IK).
_GANZZAHL = re.compile(r"-?(?:0|[1-9][0-9]{0,11})")
# Only with a comma: „3.1“ is a section, „28.06“ the beginning of a date.
_DEZIMAL = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+),[0-9]{1,4}")


def deute(text: str) -> str | bool | int | Decimal | date:
    """The value an unquoted text stands for: truth value, date, whole number, decimal with comma, or text."""
    if text in ("true", "false"):
        return text == "true"
    try:
        if _DATUM.fullmatch(text):
            return parse_datum(text)
        if _GANZZAHL.fullmatch(text):
            return parse_ganzzahl(text)
        if _DEZIMAL.fullmatch(text):
            return parse_menge(text)
    except Notationsfehler:
        # It only looks like one („31.02.2019“): the checks on dates judge text, too.
        return text
    return text


def baum(node: Node | None) -> Any:
    """The tree as dict, list and typed values; quoted text stays text, null is None."""
    if isinstance(node, Mapping):
        return {entry.key: baum(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [baum(item) for item in node.items]
    if isinstance(node, Scalar) and not node.is_null:
        return deute(node.text) if node.plain else node.text
    return None
