"""Clauses set in type: each is rendered once for the values it names and used wherever the same values come again.

What a set clause does to its document (numbers it counts, lists it begins) is replayed when it is used again, and its
references stay markers until all documents are rendered. So it is free of its place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from vertragsgen.rendering.balance import well_formed
from vertragsgen.rendering.clauses.setting import Satzspiegel
from vertragsgen.rendering.docx.cells import fill_cells
from vertragsgen.rendering.draft import highlight_placeholders
from vertragsgen.rendering.errors import KLAUSELTEXT, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path
from vertragsgen.rendering.keeping import Spaltenzeile, column_rows, keep_columns, keep_last_paragraph, keep_tables
from vertragsgen.rendering.pieces import paragraphs
from vertragsgen.rendering.references import Zustand, has_reference
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.values import checksum

T = TypeVar("T")

# Functions whose result depends on more than the values: on the annexes, on the lists begun before.
ANNEX, LIST = ("anlage",), ("_neue_liste",)


class Vorrat(Generic[T]):
    """The last results by what decides them; it never grows beyond ``groesse``."""

    def __init__(self, groesse: int = 32) -> None:
        self._groesse = groesse
        self._stuecke: dict[Hashable, T] = {}

    def hole(self, schluessel: Hashable) -> T | None:
        """The result kept for this key."""
        return self._stuecke.get(schluessel)

    def lege(self, schluessel: Hashable, stueck: T) -> T:
        """Keep ``stueck``; the oldest makes room."""
        if len(self._stuecke) >= self._groesse:
            del self._stuecke[next(iter(self._stuecke))]
        self._stuecke[schluessel] = stueck
        return stueck


@dataclass(frozen=True, slots=True)
class Mitschrift:
    """What rendering did to the state of its document: numbers counted, lists begun, budget spent."""

    gezaehlt: tuple[tuple[int, str], ...]
    listen: tuple[str, ...]
    durchlaeufe: int
    zeichen: int

    def wiederhole(self, zustand: Zustand) -> None:
        """Do the same to another state; raises what rendering would raise."""
        for ebene, anker in self.gezaehlt:
            zustand.zaehle(ebene, anker)
        zustand.listen += self.listen
        zustand.budget.step(self.durchlaeufe)
        zustand.budget.spend(self.zeichen)


def recorded(zustand: Zustand, render: Callable[[], T]) -> tuple[T, Mitschrift]:
    """The result of ``render`` and what it did to ``zustand``."""
    budget = zustand.budget
    gezaehlt, listen, schritte, zeichen = len(zustand.gezaehlt), len(zustand.listen), budget.steps, budget.characters
    result = render()
    return result, Mitschrift(
        tuple(zustand.gezaehlt[gezaehlt:]), tuple(zustand.listen[listen:]), schritte - budget.steps,
        zeichen - budget.characters,
    )  # fmt: skip


def state_key(pfade: frozenset[Path], zustand: Zustand) -> Hashable:
    """What decides the text of a template that names ``pfade``, beside its values."""
    return (
        tuple(zustand.anlagen.items()) if ANNEX in pfade else None,
        zustand.erste_liste + len(zustand.listen) if LIST in pfade else None,
    )


@dataclass(frozen=True, slots=True)
class Gesetzt:
    """A clause set for certain values; ``pruefsumme`` is that of these values.

    ``xml`` is ready for a slot of one column, ``zeilen`` for one of two. ``absaetze`` are its paragraphs as plain
    text; ``verweist`` says that they hold references.
    """

    xml: str
    zeilen: tuple[Spaltenzeile, ...]
    absaetze: tuple[str, ...]
    verweist: bool
    mitschrift: Mitschrift
    pruefsumme: str


def typeset(
    vorlage: Vorlage,
    umfeld: dict[str, object],
    zustand: Zustand,
    werte: Hashable,
    spiegel: Satzspiegel,
    *,
    entwurf: bool,
) -> Gesetzt:
    """Render a clause, whose deciding values are ``werte``, and do once what is to be done to its text."""
    xml, mitschrift = recorded(zustand, lambda: vorlage.render_in(umfeld))
    if not vorlage.ausgewogen and not well_formed(xml):
        raise Vorlagenfehler(
            KLAUSELTEXT, "Diese Klausel ergibt kein gültiges Word-Dokument.", vorlage.datei, vorlage.erste_zeile,
            hilfe="Eine Anweisung ({% if … %}, {% for … %}) beginnt und endet nicht auf derselben Ebene.",
        )  # fmt: skip
    absaetze, verweist = paragraphs(xml), has_reference(xml)
    xml = keep_tables(xml)
    zeilen: tuple[Spaltenzeile, ...] = ()
    if spiegel.spalten:
        zeilen, xml = column_rows(xml, spiegel.fortsetzung), ""
    if entwurf:
        xml = highlight_placeholders(xml)
        zeilen = tuple(replace(zeile, xml=highlight_placeholders(zeile.xml)) for zeile in zeilen)
    pruefsumme = checksum(werte)
    return Gesetzt(fill_cells(xml), zeilen, absaetze, verweist, mitschrift, pruefsumme)


def slot_text(gesetzt: Sequence[Gesetzt], spiegel: Satzspiegel, *, gehalten: bool) -> str:
    """The content of a slot from its clauses; ``gehalten`` ties its last paragraph to what follows."""
    if spiegel.spalten:
        text = keep_columns((zeile for eins in gesetzt for zeile in eins.zeilen), spiegel.fortsetzung)
        text = fill_cells(text)
    else:
        text = "".join([eins.xml for eins in gesetzt])
    return keep_last_paragraph(text) if gehalten else text
