"""Clauses set in type: each is rendered once for the values it names and used wherever the same values come again.

What a set clause does to its document (numbers it counts, lists it begins) is replayed when it is used again, and its
references stay markers until all documents are rendered. So it is free of its place.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple, TypeVar

from msgspec import Struct

from vertragsgen.rendering.balance import well_formed
from vertragsgen.rendering.clauses.setting import Satzspiegel
from vertragsgen.rendering.docx.cells import fill_cells
from vertragsgen.rendering.draft import highlight_placeholders
from vertragsgen.rendering.errors import KLAUSELTEXT, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path
from vertragsgen.rendering.keeping import Satzstueck, Spaltenzeile, column_rows, keep_columns, keep_tables
from vertragsgen.rendering.pieces import Wortlaut
from vertragsgen.rendering.references import Verweistext, Zustand, markers
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.values import Wertspiegel, checksum
from vertragsgen.rendering.vorrat import Vorrat

T = TypeVar("T")


class Mitschrift(Struct, frozen=True):
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


class Vermerkt:
    """What a template gave for certain values, to be used again; ``umfang`` is the number of its characters."""

    __slots__ = ("_pruefsumme", "mitschrift", "umfang")

    def __init__(self, mitschrift: Mitschrift, umfang: int) -> None:
        self.mitschrift, self.umfang = mitschrift, umfang
        self._pruefsumme: str | None = None

    def pruefsumme(self, spiegel: Wertspiegel, entscheidend: Iterable[Path]) -> str:
        """The checksum of the values it was made for: those at ``entscheidend``."""
        if self._pruefsumme is None:
            self._pruefsumme = checksum(spiegel.werte(entscheidend))
        return self._pruefsumme


V = TypeVar("V", bound=Vermerkt)


def again_or_new(vorrat: Vorrat[V], schluessel: Callable[[], Hashable], zustand: Zustand, mache: Callable[[], V]) -> V:
    """What was made for the same key before, its effect on ``zustand`` repeated, or something new.

    The key may take as long as making: where nothing was ever found for it, nobody asks for it.
    """
    if not vorrat.lohnt():
        return mache()
    gesucht = schluessel()
    gefunden = vorrat.hole(gesucht)
    if gefunden is None:
        neu = mache()
        return vorrat.lege(gesucht, neu, neu.umfang)
    gefunden.mitschrift.wiederhole(zustand)
    return gefunden


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
            zeilen = tuple(zeile.mit(highlight_placeholders(zeile.xml)) for zeile in zeilen)
        return xml if self.zellen_gefuellt else fill_cells(xml), zeilen


class Gesetzt(Vermerkt):
    """A clause set for certain values; it takes the form of its slot when it is first printed.

    ``wortlaut`` is what checks read, ``verweise`` are its references.
    """

    __slots__ = ("_anblick", "_satz", "_xml", "verweise", "wortlaut")

    def __init__(self, xml: str, mitschrift: Mitschrift, anblick: Anblick) -> None:
        super().__init__(mitschrift, len(xml))
        self._xml, self._anblick = xml, anblick
        self._satz: tuple[Satzstueck, tuple[Spaltenzeile, ...]] | None = None
        self.wortlaut = Wortlaut(xml)
        self.verweise = markers(xml)

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
    spiegel: Satzspiegel,
    *,
    entwurf: bool,
) -> Gesetzt:
    """Render a clause."""
    xml, mitschrift = recorded(zustand, lambda: vorlage.render_in(umfeld))
    if not vorlage.ausgewogen and not well_formed(xml):
        raise Vorlagenfehler(
            KLAUSELTEXT, "Diese Klausel ergibt kein gültiges Word-Dokument.", vorlage.datei, vorlage.erste_zeile,
            hilfe="Eine Anweisung ({% if … %}, {% for … %}) beginnt und endet nicht auf derselben Ebene.",
        )  # fmt: skip
    return Gesetzt(xml, mitschrift, Anblick(spiegel, entwurf, vorlage.zellen_gefuellt))


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
