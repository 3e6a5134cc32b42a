"""The wording of a document clause by clause, as plain text: what checks on rendered documents read."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.fingerprint import Path

_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|<w:(br)/>")


@dataclass(frozen=True, slots=True)
class Stueck:
    """One clause as it stands in the document.

    ``ziffer`` is the number of the section it is in („3.1“; empty before the first), ``absaetze`` its paragraphs and
    table cells in order, with no-break spaces as printed. ``pfade`` are the values the clause names, ``eigen`` says
    that the profile replaced the package's wording.
    """

    klausel: Klausel
    ziffer: str
    absaetze: tuple[str, ...]
    pfade: frozenset[Path] = frozenset()
    eigen: bool = False

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.absaetze)


def piece(
    klausel: Klausel, ziffer: str, xml: str, *, pfade: frozenset[Path] = frozenset(), eigen: bool = False
) -> Stueck:
    """The plain text of a clause from its rendered WordprocessingML, references already resolved."""
    paragraphs = []
    for match in _PARAGRAPH.finditer(xml):
        text = "".join(text or ("\n" if is_break else "") for text, is_break in _TEXT.findall(match.group()))
        if text:
            paragraphs.append(html.unescape(text))
    return Stueck(klausel, ziffer, tuple(paragraphs), pfade, eigen)
