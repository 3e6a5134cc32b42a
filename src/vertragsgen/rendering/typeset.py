"""Clauses set in type: each is rendered once for the values it names and used wherever the same values come again.

What a set clause does to its document (numbers it counts, lists it begins) is replayed when it is used again, and its
references stay markers until all documents are rendered. So it is free of its place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from vertragsgen.rendering.balance import well_formed
from vertragsgen.rendering.clauses.setting import Satzspiegel
from vertragsgen.rendering.docx.cells import fill_cells
from vertragsgen.rendering.draft import highlight_placeholders
from vertragsgen.rendering.errors import KLAUSELTEXT, Vorlagenfehler
from vertragsgen.rendering.keeping import Satzstueck, Spaltenzeile, column_rows, keep_columns, keep_tables
from vertragsgen.rendering.pieces import Wortlaut
from vertragsgen.rendering.references import Verweistext, Zustand, markers
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.values import checksum

T = TypeVar("T")


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
        if self.durchlaeufe:
            zustand.budget.step(self.durchlaeufe)
        if self.zeichen:
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


def state_key(vorlage: Vorlage, zustand: Zustand) -> Hashable:
    """What decides the text of a template beside its values."""
    if vorlage.fragt_anlagen or vorlage.fragt_listen:
        return (
            tuple(zustand.anlagen.items()) if vorlage.fragt_anlagen else None,
            zustand.erste_liste + len(zustand.listen) if vorlage.fragt_listen else None,
        )
    return None


class Anblick(NamedTuple):
    """How the text of a clause is set: for which slot, whether as a draft, whether its cells are already filled."""

    spiegel: Satzspiegel
    entwurf: bool
    zellen_gefuellt: bool

    def setze(self, xml: str) -> tuple[str, tuple[Spaltenzeile, ...]]:
        """The text for a slot of one column, or the rows for one of two."""
        xml = keep_tables(xml)
        zeilen: tuple[Spaltenzeile, ...] = ()
        if self.spiegel.spalten:
            zeilen, xml = column_rows(xml, self.spiegel.fortsetzung), ""
        if self.entwurf:
            xml = highlight_placeholders(xml)
            zeilen = tuple(replace(zeile, xml=highlight_placeholders(zeile.xml)) for zeile in zeilen)
        return xml if self.zellen_gefuellt else fill_cells(xml), zeilen


class Gesetzt:
    """A clause set for certain values, ``werte``; it takes the form of its slot when it is first printed.

    ``wortlaut`` is what checks read, ``verweise`` are its references, ``umfang`` is the number of its characters.
    """

    __slots__ = ("_anblick", "_pruefsumme", "_satz", "_werte", "_xml", "mitschrift", "umfang", "verweise", "wortlaut")

    def __init__(self, xml: str, mitschrift: Mitschrift, werte: Callable[[], Hashable], anblick: Anblick) -> None:
        self._xml, self._werte, self._anblick = xml, werte, anblick
        self._pruefsumme: str | None = None
        self._satz: tuple[Satzstueck, tuple[Spaltenzeile, ...]] | None = None
        self.mitschrift = mitschrift
        self.umfang = len(xml)
        self.wortlaut = Wortlaut(xml)
        self.verweise = markers(xml)

    @property
    def pruefsumme(self) -> str:
        """The checksum of the values it was set for."""
        if self._pruefsumme is None:
            self._pruefsumme = checksum(self._werte())
        return self._pruefsumme

    @property
    def stueck(self) -> Satzstueck:
        """Ready for a slot of one column."""
        return self._gesetzt()[0]

    @property
    def zeilen(self) -> tuple[Spaltenzeile, ...]:
        """Ready for a slot of two columns."""
        return self._gesetzt()[1]

    def _gesetzt(self) -> tuple[Satzstueck, tuple[Spaltenzeile, ...]]:
        if self._satz is None:
            xml, zeilen = self._anblick.setze(self._xml)
            self._satz = Satzstueck(xml), zeilen
            self._xml = ""
        return self._satz


def typeset(
    vorlage: Vorlage,
    umfeld: dict[str, object],
    zustand: Zustand,
    werte: Callable[[], Hashable],
    spiegel: Satzspiegel,
    *,
    entwurf: bool,
) -> Gesetzt:
    """Render a clause, whose deciding values ``werte`` gives."""
    xml, mitschrift = recorded(zustand, lambda: vorlage.render_in(umfeld))
    if not vorlage.ausgewogen and not well_formed(xml):
        raise Vorlagenfehler(
            KLAUSELTEXT, "Diese Klausel ergibt kein gültiges Word-Dokument.", vorlage.datei, vorlage.erste_zeile,
            hilfe="Eine Anweisung ({% if … %}, {% for … %}) beginnt und endet nicht auf derselben Ebene.",
        )  # fmt: skip
    return Gesetzt(xml, mitschrift, werte, Anblick(spiegel, entwurf, vorlage.zellen_gefuellt))


def slot_text(gesetzt: Sequence[Gesetzt], spiegel: Satzspiegel, *, gehalten: bool) -> list[Verweistext[bytes]]:
    """The content of a slot from its clauses; ``gehalten`` ties its last paragraph to what follows."""
    if spiegel.spalten:
        stuecke = keep_columns((zeile for eins in gesetzt for zeile in eins.zeilen), spiegel.fortsetzung)
    else:
        stuecke = [eins.stueck for eins in gesetzt if eins.stueck.xml]
    texte = [stueck.frei for stueck in stuecke]
    if gehalten:
        for index in range(len(stuecke) - 1, -1, -1):
            if "<w:pStyle" in stuecke[index].xml:
                texte[index] = stuecke[index].gehalten
                break
    return texte
