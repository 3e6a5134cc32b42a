"""Numbers of sections and references to them: the counters run along as the clauses are rendered.

A reference prints a marker first, because its target may come later or in another document; when all
documents of a profile are rendered, the markers give way to the numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context

from vertragsgen.rendering.limits import Budget
from vertragsgen.rendering.wordml import Wml

_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
_MARKER = re.compile(rf"{_OPEN}([^{_CLOSE}]*){_CLOSE}")


class Verweisfehler(Exception):
    """A reference that does not resolve, or one number for two places."""


@dataclass(slots=True)
class Zustand:
    """The state of one document while its clauses are rendered.

    ``ziele`` maps anchors to numbers as they are reached; ``bekannt`` holds the anchors of all documents in a
    second run, made only to find the line of a reference that failed.
    """

    dokument: str
    anlagen: dict[str, str]
    budget: Budget = field(default_factory=Budget)
    zaehler: list[int] = field(default_factory=lambda: [0, 0, 0])
    ziele: dict[str, str] = field(default_factory=dict)
    listen: list[str] = field(default_factory=list)
    liste_aktuell: dict[str, int] = field(default_factory=dict)
    erste_liste: int = 1
    bekannt: dict[str, dict[str, str]] | None = None

    @property
    def nummer(self) -> str:
        """The number of the section reached last; empty before the first."""
        return ".".join(str(zahl) for zahl in self.zaehler if zahl)


def _state(context: Context) -> Zustand:
    state = context.get("_zustand")
    assert isinstance(state, Zustand)
    return state


@pass_context
def zaehle(context: Context, ebene: int, anker: str) -> Wml:
    """Count a numbered heading or sub-clause of level ``ebene`` (1–3) and remember its number."""
    state = _state(context)
    if ebene > 1 and not state.zaehler[ebene - 2]:
        raise Verweisfehler(f"Die Untergliederung „{anker}“ steht vor dem ersten Abschnitt, zu dem sie gehören könnte.")
    state.zaehler[ebene - 1] += 1
    for tiefer in range(ebene, 3):
        state.zaehler[tiefer] = 0
    nummer = ".".join(str(zahl) for zahl in state.zaehler[:ebene])
    if anker in state.ziele:
        raise Verweisfehler(f"Die Kennung „{anker}“ steht in diesem Dokument zweimal.")
    state.ziele[anker] = nummer
    return Wml("")


@pass_context
def neue_liste(context: Context, schluessel: str, vorlage: str) -> Wml:
    """Begin a list that counts from its first item again; ``vorlage`` is the numbering of the frame it copies."""
    state = _state(context)
    state.listen.append(vorlage)
    state.liste_aktuell[schluessel] = state.erste_liste + len(state.listen) - 1
    return Wml("")


@pass_context
def liste(context: Context, schluessel: str) -> int:
    """The number instance of the list begun last under that key."""
    return _state(context).liste_aktuell[schluessel]


@pass_context
def schritt(context: Context) -> str:
    """Count one turn of a loop."""
    state = context.get("_zustand")
    if state is not None:
        state.budget.step()
    return ""


@pass_context
def ziffer(context: Context, ziel: str) -> Wml:
    """The number of a section by its anchor, in this document or as ``dokument/anker`` in another."""
    state = _state(context)
    if not isinstance(ziel, str):
        raise Verweisfehler("ziffer() braucht die Kennung eines Abschnitts in Anführungszeichen.")
    if state.bekannt is not None and find(state.bekannt, state.dokument, ziel) is None:
        raise Verweisfehler(f"Der Verweis auf Ziffer „{ziel}“ führt ins Leere.")
    return Wml(f"{_OPEN}{state.dokument}|{ziel}{_CLOSE}")


@pass_context
def anlage(context: Context, dokument: str) -> str:
    """The designation of an annex that is built for this profile: a document's, or one of several in it
    (``dokument/anlage``)."""
    state = _state(context)
    if dokument not in state.anlagen:
        bekannt = ", ".join(f"„{name}“" for name in state.anlagen if "/" not in name) or "keine"
        raise Verweisfehler(f"Die Anlage „{dokument}“ gehört nicht zu diesem Vertrag; beigefügt sind: {bekannt}.")
    return state.anlagen[dokument]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "ziffer": ziffer,
    "anlage": anlage,
    "_zaehle": zaehle,
    "_neue_liste": neue_liste,
    "_liste": liste,
    "_schritt": schritt,
}


def find(ziele: dict[str, dict[str, str]], dokument: str, ziel: str) -> str | None:
    """The number of ``ziel``: as ``dokument/anker``, in the own document, or in the only other one that has it."""
    name, _, anker = ziel.rpartition("/")
    if name:
        return ziele.get(name, {}).get(anker)
    if anker in ziele.get(dokument, {}):
        return ziele[dokument][anker]
    treffer = [nummern[anker] for nummern in ziele.values() if anker in nummern]
    return treffer[0] if len(treffer) == 1 else None


def resolve(xml: str, ziele: dict[str, dict[str, str]]) -> tuple[str, dict[str, str]]:
    """Put the numbers in place of the markers.

    Returns the text and the references used; raises :class:`Verweisfehler` for one that does not resolve.
    """
    used: dict[str, str] = {}

    def number(match: re.Match[str]) -> str:
        dokument, _, ziel = match.group(1).partition("|")
        nummer = find(ziele, dokument, ziel)
        if nummer is None:
            raise Verweisfehler(f"Der Verweis auf Ziffer „{ziel}“ führt ins Leere.")
        used[ziel] = nummer
        return nummer

    return _MARKER.sub(number, xml), used
