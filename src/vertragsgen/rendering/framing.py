"""Frames filled: header, footer and body of a Word frame for certain values, with gaps where the clauses go.

As with clauses, what the same values give is rendered once; the texts of the document's workbook go along with it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from vertragsgen.rendering.balance import well_formed
from vertragsgen.rendering.docx.cells import fill_frame_cells
from vertragsgen.rendering.docx.finish import finish_part
from vertragsgen.rendering.docx.frame import Rahmen
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.references import Zustand
from vertragsgen.rendering.templates import Vorlage
from vertragsgen.rendering.typeset import Mitschrift, checksum, recorded
from vertragsgen.rendering.wordml import Wml

# A slot while the frame is being rendered; profiles cannot contain these characters.
_OPEN, _CLOSE = "\uf8f5", "\uf8f6"


@dataclass(frozen=True, slots=True)
class Rahmensatz:
    """A frame for certain values: each part as text and slots in turn; ``pruefsumme`` is that of the values.

    ``zellen`` are the parts in which a slot ends a table cell.
    """

    teile: Mapping[str, tuple[str, ...]]
    zellen: frozenset[str]
    mappentexte: Mapping[str, str]
    mitschrift: Mitschrift
    pruefsumme: str

    def teil(self, name: str, texte: Mapping[str, str]) -> str:
        """The part ``name`` with the contents of its slots."""
        stuecke = self.teile[name]
        if len(stuecke) == 1:
            return stuecke[0]
        xml = "".join([texte[stueck] if nummer % 2 else stueck for nummer, stueck in enumerate(stuecke)])
        return fill_frame_cells(xml) if name in self.zellen else xml


def set_frame(
    rahmen: Rahmen,
    mappentexte: Mapping[str, Vorlage],
    umfeld: dict[str, Any],
    zustand: Zustand,
    werte: Hashable,
    leer: frozenset[str],
    *,
    entwurf: bool,
) -> Rahmensatz:
    """Render a frame and the texts of a workbook, whose deciding values are ``werte``; ``leer`` are empty slots."""
    slots = {name: Wml("" if name in leer else f"{_OPEN}{name}{_CLOSE}") for name in rahmen.plaetze}

    def render() -> tuple[dict[str, str], dict[str, str]]:
        texte = {name: vorlage.render_in(umfeld) for name, vorlage in mappentexte.items()}
        return texte, {name: vorlage.render_in(umfeld | slots) for name, vorlage in rahmen.vorlagen.items()}

    (texte, gerendert), mitschrift = recorded(zustand, render)
    teile = {}
    for name, xml in gerendert.items():
        if not rahmen.vorlagen[name].ausgewogen and not well_formed(xml):
            raise Vorlagenfehler(
                RAHMEN, f"Der Rahmen ergibt in {name} keine gültige Word-Datei.", rahmen.datei, 1,
                hilfe="Eine Anweisung ({%p if … %}, {%tr for … %}) beginnt und endet nicht auf derselben Ebene.",
            )  # fmt: skip
        teile[name] = _split(finish_part(name, xml, entwurf=entwurf))
    zellen = frozenset(name for name, stuecke in teile.items() if _ends_cell(stuecke))
    return Rahmensatz(teile, zellen, texte, mitschrift, checksum(werte))


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
