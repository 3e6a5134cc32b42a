"""Truth in a blank form: true, false, or not known yet (Kleene's three-valued logic).

A text, number or date that is left open counts as agreed and as no particular one; a choice or a yes/no is neither
one nor the other.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from vertragsgen.source.platzhalter import JA_NEIN, TEXT, Musterwert


class Unbestimmt:
    """The truth of a question that the form leaves to its reader."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNBESTIMMT"


UNBESTIMMT = Unbestimmt()
Wahrheit = bool | Unbestimmt

_VERGLEICHE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt,
    "gteq": operator.ge,
}  # fmt: skip


def wahrheit(wert: object) -> Wahrheit:
    """The truth of a value as a condition."""
    if isinstance(wert, Unbestimmt):
        return wert
    if isinstance(wert, Musterwert):
        return UNBESTIMMT if wert.art == JA_NEIN else True
    return bool(wert)


def moeglich(wert: object) -> bool:
    """True unless the condition is known not to hold."""
    return wahrheit(wert) is not False


def sicher(wert: object) -> bool:
    """True if the condition is known to hold."""
    return wahrheit(wert) is True


def offen(wert: object) -> bool:
    """True if the form does not know."""
    return isinstance(wahrheit(wert), Unbestimmt)


def und(links: object, rechts: object) -> Wahrheit:
    """Both hold."""
    if not moeglich(links) or not moeglich(rechts):
        return False
    return True if sicher(links) and sicher(rechts) else UNBESTIMMT


def oder(links: object, rechts: object) -> Wahrheit:
    """One of them holds."""
    if sicher(links) or sicher(rechts):
        return True
    return UNBESTIMMT if moeglich(links) or moeglich(rechts) else False


def nicht(wert: object) -> Wahrheit:
    """It does not hold."""
    wahr = wahrheit(wert)
    return wahr if isinstance(wahr, Unbestimmt) else not wahr


def ist_leer(wert: object) -> Wahrheit:
    """The test ``is none``."""
    return UNBESTIMMT if isinstance(wert, Musterwert) and wert.auch_leer else wert is None


def ist_offen(wert: object) -> bool:
    """The test ``is offen``: the form leaves the value, or something in it, to its reader."""
    match wert:
        case Musterwert():
            return True
        case Mapping():
            return any(ist_offen(teil) for teil in wert.values())
        case list() | tuple():
            return any(ist_offen(teil) for teil in wert)
        case Struct():
            return any(ist_offen(getattr(wert, feld)) for feld in wert.__struct_fields__)
    return False


def vergleich(art: str, links: Any, rechts: Any) -> Wahrheit:
    """A comparison, by Jinja's name for it.

    An open number counts as the usual case: more than any bound that a sentence asks for, and none of the special
    values that have a sentence of their own.
    """
    if art in ("in", "notin"):
        enthalten = _enthalten(links, rechts)
        return enthalten if art == "in" else nicht(enthalten)
    offene = [wert for wert in (links, rechts) if isinstance(wert, Musterwert)]
    if not offene:
        return bool(_VERGLEICHE[art](links, rechts))
    if art in ("eq", "ne"):
        gleich: Wahrheit = False if all(wert.art == TEXT for wert in offene) else UNBESTIMMT
        return gleich if art == "eq" else nicht(gleich)
    groesser = isinstance(links, Musterwert)
    return groesser if art in ("gt", "gteq") else not groesser


def _enthalten(wert: Any, menge: Any) -> Wahrheit:
    if isinstance(menge, list | tuple | Mapping):
        if isinstance(wert, Musterwert):
            return False if wert.art == TEXT else UNBESTIMMT
        if any(isinstance(eintrag, Musterwert) for eintrag in menge):
            return True if any(wert == eintrag for eintrag in menge) else UNBESTIMMT
    return bool(wert in menge)
