"""Numbers of sections and references to them: the counters run along as the clauses are rendered.

A reference prints a marker first, because its target may come later or in another document; when all
documents of a profile are rendered, the markers give way to the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from jinja2 import pass_context
from jinja2.runtime import Context
from msgspec import Struct, field

from vertragsgen.rendering.limits import Budget
from vertragsgen.rendering.wordml import Wml

_OPEN, _CLOSE = "\uf8f0", "\uf8f1"
T = TypeVar("T")

Verweis = tuple[str, str]
"""A reference: the document it stands in, and what it leads to."""


class Verweisfehler(Exception):
    """A reference that does not resolve, or one number for two places."""


class Zustand(Struct):
    """The state of one document while its clauses are rendered.

    ``gezaehlt`` are the headings and sub-clauses counted so far (level, anchor), ``ziele`` maps anchors to numbers as
    they are reached, ``nummer`` is the number reached last; ``bekannt`` holds the anchors of all documents in a second
    run, made only to find the line of a reference that failed.
    """

    dokument: str
    anlagen: dict[str, str]
    budget: Budget = field(default_factory=Budget)
    zaehler: list[int] = field(default_factory=lambda: [0, 0, 0])
    nummer: str = ""
    gezaehlt: list[tuple[int, str]] = field(default_factory=list)
    ziele: dict[str, str] = field(default_factory=dict)
    listen: list[str] = field(default_factory=list)
    liste_aktuell: dict[str, int] = field(default_factory=dict)
    erste_liste: int = 1
    bekannt: dict[str, dict[str, str]] | None = None

    def zaehle(self, ebene: int, anker: str) -> None:
        """Count a numbered heading or sub-clause of level ``ebene`` (1–3) and remember its number."""
        zaehler = self.zaehler
        if ebene > 1 and not zaehler[ebene - 2]:
            raise Verweisfehler(
                f"Die Untergliederung „{anker}“ steht vor dem ersten Abschnitt, zu dem sie gehören könnte."
            )
        zaehler[ebene - 1] += 1
        zaehler[ebene:] = [0] * (3 - ebene)
        if anker in self.ziele:
            raise Verweisfehler(f"Die Kennung „{anker}“ steht in diesem Dokument zweimal.")
        self.ziele[anker] = self.nummer = ".".join([str(zahl) for zahl in zaehler[:ebene]])
        self.gezaehlt.append((ebene, anker))


def _state(context: Context) -> Zustand:
    state = context.parent.get("_zustand")
    assert isinstance(state, Zustand)
    return state


@pass_context
def zaehle(context: Context, ebene: int, anker: str) -> Wml:
    """Count a numbered heading or sub-clause: see :meth:`Zustand.zaehle`."""
    _state(context).zaehle(ebene, anker)
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
def schritte(context: Context, eintraege: Any) -> Any:
    """The entries of a loop, each counted as one turn."""
    state = context.parent.get("_zustand")
    if state is not None:
        state.budget.step(len(eintraege))
    return eintraege


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
    "_schritte": schritte,
}


def has_reference(text: str) -> bool:
    """True if ``text`` holds a marker that :func:`resolve` replaces."""
    return _OPEN in text


def markers(text: str) -> tuple[Verweis, ...]:
    """The references of a text in order."""
    return tuple([_marker(part.partition(_CLOSE)[0]) for part in text.split(_OPEN)[1:]])


def _marker(text: str) -> Verweis:
    dokument, _, ziel = text.partition("|")
    return dokument, ziel


def numbers(verweise: Iterable[Verweis], ziele: dict[str, dict[str, str]], used: dict[str, str]) -> list[str]:
    """The numbers of references in order; ``used`` takes them. Raises :class:`Verweisfehler` for one that leads nowhere."""
    nummern = []
    for dokument, ziel in verweise:
        nummer = find(ziele, dokument, ziel)
        if nummer is None:
            raise Verweisfehler(f"Der Verweis auf Ziffer „{ziel}“ führt ins Leere.")
        used[ziel] = nummer
        nummern.append(nummer)
    return nummern


def find(ziele: dict[str, dict[str, str]], dokument: str, ziel: str) -> str | None:
    """The number of ``ziel``: as ``dokument/anker``, in the own document, or in the only other one that has it."""
    name, _, anker = ziel.rpartition("/")
    if name:
        return ziele.get(name, {}).get(anker)
    if anker in ziele.get(dokument, {}):
        return ziele[dokument][anker]
    treffer = [nummern[anker] for nummern in ziele.values() if anker in nummern]
    return treffer[0] if len(treffer) == 1 else None


class Verweistext(Generic[T]):
    """A text with references, ready to take their numbers; ``fertig`` makes of the numbered text what is wanted.

    The result is kept until other numbers come: sections are numbered alike in most contracts of a package.
    """

    __slots__ = ("_fertig", "_nummern", "_result", "_stuecke", "_ziele")

    def __init__(self, text: str, fertig: Callable[[str], T]) -> None:
        self._fertig = fertig
        self._nummern: list[str] | None = None
        self._result: T | None = None
        first, *rest = text.split(_OPEN)
        self._stuecke = [first]
        self._ziele: list[Verweis] = []
        for part in rest:
            marker, _, after = part.partition(_CLOSE)
            self._ziele.append(_marker(marker))
            self._stuecke += ("", after)

    def mit(self, ziele: dict[str, dict[str, str]], used: dict[str, str]) -> T:
        """The text with its numbers; ``used`` takes the references. Raises :class:`Verweisfehler` for one that does
        not resolve.
        """
        nummern = numbers(self._ziele, ziele, used)
        if nummern != self._nummern:
            self._stuecke[1::2] = self._nummern = nummern
            self._result = self._fertig("".join(self._stuecke))
        return self._result  # type: ignore[return-value]


def utf8(text: str) -> bytes:
    """What a part of a file takes."""
    return text.encode("utf-8")


def resolve(xml: str, ziele: dict[str, dict[str, str]]) -> tuple[str, dict[str, str]]:
    """Put the numbers in place of the markers: the text and the references used."""
    used: dict[str, str] = {}
    return Verweistext(xml, str).mit(ziele, used), used
