"""Frames filled: header, footer and body of a Word frame for certain values, with gaps where the clauses go.

As with clauses, what the same values give is rendered once. The texts of a document's workbook are filled here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field

from vertragsgen.rendering.balance import well_formed
from vertragsgen.rendering.docx.cells import fill_frame_cells
from vertragsgen.rendering.docx.finish import finish_part
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path
from vertragsgen.rendering.references import Verweistext, Zustand, utf8
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.typeset import Mitschrift, Vermerkt, again_or_new, recorded, state_key
from vertragsgen.rendering.values import Wertspiegel
from vertragsgen.rendering.vorrat import Vorrat
from vertragsgen.rendering.wordml import Wml

# A slot while the frame is being rendered; profiles cannot contain these characters.
_OPEN, _CLOSE = "\uf8f5", "\uf8f6"


class Gefuellt(Vermerkt):
    """A part for certain values: its texts, and between them slots, by their names."""

    __slots__ = ("_endet_in_zelle", "_namen", "_stuecke")

    def __init__(self, xml: str, mitschrift: Mitschrift) -> None:
        super().__init__(mitschrift, len(xml))
        texte, self._namen = _split(xml)
        self._stuecke = [Verweistext(text, utf8) for text in texte]
        # Then a slot is the last thing in a table cell.
        self._endet_in_zelle = _ends_cell(texte)

    def rahmen(self, ziele: dict[str, dict[str, str]], used: dict[str, str]) -> bytes:
        """The part with nothing in its slots: what stands there whatever the clauses say."""
        return b"".join([stueck.mit(ziele, used) for stueck in self._stuecke])

    def mit(
        self, texte: Mapping[str, list[Verweistext[bytes]]], ziele: dict[str, dict[str, str]], used: dict[str, str]
    ) -> bytes:
        """The part with the contents of its slots and all numbers; ``used`` takes the references."""
        first, *rest = self._stuecke
        parts = [first.mit(ziele, used)]
        for name, stueck in zip(self._namen, rest, strict=True):
            parts += [text.mit(ziele, used) for text in texte[name]]
            parts.append(stueck.mit(ziele, used))
        data = b"".join(parts)
        return fill_frame_cells(data.decode("utf-8")).encode("utf-8") if self._endet_in_zelle else data


class Teilvorlage(Struct, frozen=True):
    """A template beside the clauses: a part of the frame (``rahmen``), or a text of the workbook.

    ``entscheidend`` are the paths whose values decide its text; ``vorrat`` holds what the last of them gave.
    """

    name: str
    vorlage: Vorlage
    rahmen: Rahmen | None
    entscheidend: tuple[Path, ...]
    vorrat: Vorrat[Gefuellt] = field(default_factory=Vorrat)

    def fuelle(
        self, umfeld: dict[str, Any], zustand: Zustand, spiegel: Wertspiegel, leer: frozenset[str], *, entwurf: bool
    ) -> Gefuellt:
        """The part for this profile's values, rendered only if they are new; ``leer`` are its empty slots."""
        return again_or_new(
            self.vorrat,
            lambda: (spiegel.werte(self.entscheidend), entwurf, leer, state_key(self.vorlage, zustand)),
            zustand,
            lambda: self._new(umfeld | self._slots(leer), zustand, entwurf=entwurf),
        )

    def _new(self, umfeld: dict[str, Any], zustand: Zustand, *, entwurf: bool) -> Gefuellt:
        xml, mitschrift = recorded(zustand, lambda: self.vorlage.render_in(umfeld))
        return Gefuellt(xml if self.rahmen is None else self._checked(xml, entwurf=entwurf), mitschrift)

    def _slots(self, leer: frozenset[str]) -> dict[str, Wml]:
        namen = self.rahmen.plaetze if self.rahmen is not None else ()
        return {name: Wml("" if name in leer else f"{_OPEN}{name}{_CLOSE}") for name in namen}

    def _checked(self, xml: str, *, entwurf: bool) -> str:
        assert self.rahmen is not None
        if not self.vorlage.ausgewogen and not well_formed(xml):
            raise Vorlagenfehler(
                RAHMEN, f"Der Rahmen ergibt in {self.name} keine gültige Word-Datei.", self.rahmen.datei, 1,
                hilfe="Eine Anweisung ({%p if … %}, {%tr for … %}) beginnt und endet nicht auf derselben Ebene.",
            )  # fmt: skip
        return finish_part(self.name, xml, entwurf=entwurf)


def _split(xml: str) -> tuple[list[str], tuple[str, ...]]:
    """The texts, and the names of the slots between them."""
    first, *rest = xml.split(_OPEN)
    namen, texte = [], [first]
    for teil in rest:
        name, _, text = teil.partition(_CLOSE)
        namen.append(name)
        texte.append(text)
    return texte, tuple(namen)


def _ends_cell(texte: list[str]) -> bool:
    return any(text.lstrip().startswith("</w:tc>") for text in texte[1:])
