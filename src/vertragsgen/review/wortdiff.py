"""What changed between two texts, token by token, in pieces that can be read."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct

from vertragsgen.review.folgen import Abschnitt, vergleiche
from vertragsgen.review.tokens import traegt_zahl, zerlege

T = TypeVar("T", bound=Hashable)

# Equal words between two changes that are taken into the change: „der“ alone explains nothing, four words do.
_WOERTER = 3


class Stueckart(StrEnum):
    """What happened to a piece of text."""

    GLEICH = "gleich"
    GELOESCHT = "geloescht"
    EINGEFUEGT = "eingefuegt"


class Stueck(Struct, frozen=True):
    """A piece of text with what happened to it."""

    art: Stueckart
    text: str


def wortdiff(alt: str, neu: str) -> list[Stueck]:
    """The pieces from left to right; without the inserted ones they are ``alt``, without the deleted ones ``neu``.

    Where text was replaced, what was deleted comes first. Two equal texts give one equal piece, two empty none.

    >>> [(str(s.art), s.text) for s in wortdiff("Es sind 84,10 € je Tag.", "Es sind 87,45 € je Tag.")]
    [('gleich', 'Es sind '), ('geloescht', '84,10 €'), ('eingefuegt', '87,45 €'), ('gleich', ' je Tag.')]
    """
    if alt == neu:  # most lines of a document
        return [Stueck(Stueckart.GLEICH, alt)] if alt else []
    a, b = zerlege(alt), zerlege(neu)
    found: list[Stueck] = []
    for teil in abschnitte(a, b, str):
        links, rechts = "".join(a[teil.a0 : teil.a1]), "".join(b[teil.b0 : teil.b1])
        if teil.gleich:
            found.append(Stueck(Stueckart.GLEICH, links))
            continue
        if links:
            found.append(Stueck(Stueckart.GELOESCHT, links))
        if rechts:
            found.append(Stueck(Stueckart.EINGEFUEGT, rechts))
    return found


def abschnitte(a: Sequence[T], b: Sequence[T], text: Callable[[T], str]) -> list[Abschnitt]:
    """Sections of two token sequences, with small equal pieces between changes taken into the change.

    Equal elements are paired as far left as possible, so an insertion begins with its word and not with the space
    before it. ``text`` gives a token's text; tokens may carry more than it (formatting) and are compared as a whole.
    """
    roh = vergleiche(a, b, lambda token: _gewicht(text(token)))
    # First the spaces between changed words, so that the second pass sees how large the changes are.
    return _verschmolzen(_verschmolzen(roh, a, text, ohne_woerter=True), a, text, ohne_woerter=False)


def _gewicht(token: str) -> int:
    if traegt_zahl(token):
        return 12
    if token[:1].isalpha():
        return 4 + min(len(token), 8)
    return 1 if token.isspace() else 2


def _verschmolzen(
    roh: list[Abschnitt], a: Sequence[T], text: Callable[[T], str], ohne_woerter: bool
) -> list[Abschnitt]:
    """One pass: equal pieces that only cut a change in two become part of it."""
    found: list[Abschnitt] = []
    for k, teil in enumerate(roh):
        zwischen = False
        if teil.gleich and 0 < k < len(roh) - 1:
            tokens = [text(token) for token in a[teil.a0 : teil.a1]]
            zwischen = _klein(tokens, 0 if ohne_woerter else min(_umfang(roh[k - 1]), _umfang(roh[k + 1])))
        vorige = found[-1] if found else None
        if vorige is not None and not vorige.gleich and (zwischen or not teil.gleich):
            found[-1] = Abschnitt(False, vorige.a0, teil.a1, vorige.b0, teil.b1)
        else:
            found.append(teil)
    return found


def _klein(tokens: list[str], umfang: int) -> bool:
    """True without words (a space, a comma), or for few words, fewer tokens than the changes around; never a figure."""
    if any(traegt_zahl(token) for token in tokens):
        return False
    woerter = sum(1 for token in tokens if token[:1].isalpha())
    return woerter == 0 or (woerter <= _WOERTER and len(tokens) < umfang)


def _umfang(teil: Abschnitt) -> int:
    return max(teil.a1 - teil.a0, teil.b1 - teil.b0)
