"""Frames filled: header, footer and body of a Word frame for certain values, with gaps where the clauses go.

As with clauses, what the same values give is rendered once. The texts of a document's workbook are filled here, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vertragsgen.rendering.balance import well_formed
from vertragsgen.rendering.docx.cells import fill_frame_cells
from vertragsgen.rendering.docx.finish import finish_part
from vertragsgen.rendering.docx.frame import Rahmen
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path
from vertragsgen.rendering.references import Zustand
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.typeset import Mitschrift, Vorrat, recorded, state_key
from vertragsgen.rendering.values import Wertspiegel, checksum
from vertragsgen.rendering.wordml import Wml

# A slot while the frame is being rendered; profiles cannot contain these characters.
_OPEN, _CLOSE = "\uf8f5", "\uf8f6"


@dataclass(frozen=True, slots=True)
class Gefuellt:
    """A part for certain values: text and names of slots in turn; ``pruefsumme`` is that of the values.

    ``endet_in_zelle`` says that a slot is the last thing in a table cell.
    """

    stuecke: tuple[str, ...]
    endet_in_zelle: bool
    mitschrift: Mitschrift
    pruefsumme: str

    @property
    def rahmen(self) -> str:
        """The part with nothing in its slots: what stands there whatever the clauses say."""
        return "".join(self.stuecke[::2])

    def mit(self, texte: Mapping[str, str]) -> str:
        """The part with the contents of its slots."""
        if len(self.stuecke) == 1:
            return self.stuecke[0]
        xml = "".join([texte[stueck] if nummer % 2 else stueck for nummer, stueck in enumerate(self.stuecke)])
        return fill_frame_cells(xml) if self.endet_in_zelle else xml


@dataclass(frozen=True, slots=True)
class Teilvorlage:
    """A template beside the clauses: a part of the frame (``rahmen``), or a text of the workbook.

    ``entscheidend`` are the paths whose values decide its text; ``vorrat`` holds what the last of them gave.
    """

    name: str
    vorlage: Vorlage
    rahmen: Rahmen | None
    entscheidend: tuple[Path, ...]
    vorrat: Vorrat[Gefuellt] = field(default_factory=Vorrat, compare=False, repr=False)

    def fuelle(
        self, umfeld: dict[str, Any], zustand: Zustand, spiegel: Wertspiegel, leer: frozenset[str], *, entwurf: bool
    ) -> Gefuellt:
        """The part for this profile's values, rendered only if they are new; ``leer`` are its empty slots."""
        werte = spiegel.werte(self.entscheidend)
        schluessel = (werte, entwurf, leer, state_key(self.vorlage.pfade, zustand))
        gefuellt = self.vorrat.hole(schluessel)
        if gefuellt is not None:
            gefuellt.mitschrift.wiederhole(zustand)
            return gefuellt
        xml, mitschrift = recorded(zustand, lambda: self.vorlage.render_in(umfeld | self._slots(leer)))
        if self.rahmen is not None:
            xml = self._checked(xml, entwurf=entwurf)
        stuecke = _split(xml)
        return self.vorrat.lege(schluessel, Gefuellt(stuecke, _ends_cell(stuecke), mitschrift, checksum(werte)))

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


def _split(xml: str) -> tuple[str, ...]:
    """Text and names of slots in turn, beginning and ending with text."""
    first, *rest = xml.split(_OPEN)
    stuecke = [first]
    for teil in rest:
        name, _, text = teil.partition(_CLOSE)
        stuecke += (name, text)
    return tuple(stuecke)


def _ends_cell(stuecke: tuple[str, ...]) -> bool:
    return any(text.lstrip().startswith("</w:tc>") for text in stuecke[2::2])
