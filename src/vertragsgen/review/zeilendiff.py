"""What changed between two files of text: changed lines as word differences, with their place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from msgspec import Struct

from vertragsgen.review.wortdiff import Stueck, Stueckart, wortdiff


class Aenderung(Struct, frozen=True):
    """Lines that differ: ``zeile`` is the first of them in the old text (from 1), ``stuecke`` what became of them."""

    zeile: int
    stuecke: tuple[Stueck, ...]


def zeilendiff(alt: str, neu: str) -> list[Aenderung]:
    """The changes from ``alt`` to ``neu`` in order; line ends do not count."""
    return list(_aenderungen(alt.splitlines(), neu.splitlines()))


def _aenderungen(alt: list[str], neu: list[str]) -> Iterator[Aenderung]:
    vergleich = SequenceMatcher(None, alt, neu, autojunk=False)
    for art, a, b, c, d in vergleich.get_opcodes():
        if art == "equal":
            continue
        links, rechts = "\n".join(alt[a:b]), "\n".join(neu[c:d])
        if art == "replace":
            stuecke = tuple(wortdiff(links, rechts))
        elif art == "delete":
            stuecke = (Stueck(Stueckart.GELOESCHT, links),)
        else:
            stuecke = (Stueck(Stueckart.EINGEFUEGT, rechts),)
        # An insertion stands before the line that follows it; at the end that is one line beyond the text.
        yield Aenderung(a + 1, stuecke)
