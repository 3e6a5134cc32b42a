"""The pieces that a paragraph is read as: of runs, and complex fields as one piece each."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree
from msgspec import Struct, field

from vertragsgen.linearise.ooxml import Element, W

OBJEKT = "\ufffc"
# What a field shows is computed from; deleted with the field, it has another name.
FELDCODE = frozenset((W + "instrText", W + "delInstrText"))
_FLDCHAR = W + "fldChar"
_FELDZEICHEN = FELDCODE | {_FLDCHAR}


class Huelle(Struct, frozen=True):
    """A hyperlink around runs: what it leads to, and its element."""

    schluessel: str
    element: Element


class Teil(Struct):
    """A piece of one run: text, or elements that belong into a run, or whole run-level elements (``roh``)."""

    text: str
    elemente: list[Element]
    rpr: Element | None
    form: str
    huelle: Huelle | None
    roh: bool = False

    @property
    def allein(self) -> bool:
        """True for what has a run to itself: where a sign of a field shares one with text, LibreOffice numbers what comes
        after it.
        """
        return self.roh or any(element.tag in _FELDZEICHEN for element in self.elemente)


class Feld(Teil):
    """A complex field as one piece; ``innen`` are its pieces in order."""

    innen: list[Teil] = field(default_factory=list)

    @classmethod
    def aus(cls, innen: list[Teil]) -> Feld:
        """The field that these pieces make."""
        return cls(OBJEKT, [], innen[0].rpr, "", innen[0].huelle, innen=innen)


def feldzeichen(art: str) -> Element:
    """The sign that begins, separates or ends (``art``) a complex field."""
    zeichen = etree.Element(_FLDCHAR)
    zeichen.set(W + "fldCharType", art)
    return zeichen


def _ist_feld(teil: Teil | Element, art: str) -> bool:
    return (
        isinstance(teil, Teil)
        and len(teil.elemente) == 1
        and teil.elemente[0].tag == _FLDCHAR
        and teil.elemente[0].get(W + "fldCharType") == art
    )


def felder(stuecke: Iterable[Teil | Element]) -> list[Teil | Element]:
    """Joins the pieces of each complex field that begins and ends here into one :class:`Feld`."""
    teile = list(stuecke)
    found: list[Teil | Element] = []
    k = 0
    while k < len(teile):
        if _ist_feld(teile[k], "begin"):
            ende = _feldende(teile, k)
            if ende is not None:
                found.append(Feld.aus([t for t in teile[k : ende + 1] if isinstance(t, Teil)]))
                found += [t for t in teile[k : ende + 1] if not isinstance(t, Teil)]
                k = ende + 1
                continue
        found.append(teile[k])
        k += 1
    return found


def _feldende(teile: list[Teil | Element], start: int) -> int | None:
    tiefe = 0
    for k in range(start, len(teile)):
        tiefe += _ist_feld(teile[k], "begin") - _ist_feld(teile[k], "end")
        if tiefe == 0:
            return k
    return None
