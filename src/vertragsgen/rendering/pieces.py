"""The wording of a document clause by clause, as plain text: what checks on rendered documents read."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.fingerprint import Path
from vertragsgen.rendering.references import Verweistext, has_reference
from vertragsgen.rendering.xmltext import unescape

Ziele = dict[str, dict[str, str]]

_TEXT = '<w:t xml:space="preserve">'
_TEXT_OR_BREAK = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|<w:(br)/>")


class Wortlaut:
    """The paragraphs of a set clause, taken from its XML when a check first asks for them.

    ``gelesen`` is what a reader made of them, kept for the next profile that has this clause.
    """

    __slots__ = ("_text", "_xml", "gelesen")

    def __init__(self, xml: str) -> None:
        self._xml = xml
        self.gelesen: object = None
        self._text: tuple[str, ...] | Verweistext[tuple[str, ...]] | None = None

    def absaetze(self, ziele: Ziele) -> tuple[str, ...]:
        """The paragraphs, with the numbers of their references."""
        if self._text is None:
            absaetze = paragraphs(self._xml)
            self._text = Verweistext(_ZWISCHEN.join(absaetze), _wieder) if has_reference(self._xml) else absaetze
            self._xml = ""
        return self._text.mit(ziele, {}) if isinstance(self._text, Verweistext) else self._text


# Between paragraphs while their references are resolved; no profile contains it.
_ZWISCHEN = "\uf8f7"


def _wieder(text: str) -> tuple[str, ...]:
    return tuple(text.split(_ZWISCHEN))


class Stueck(NamedTuple):
    """One clause as it stands in the document.

    ``ziffer`` is the number of the section it is in („3.1“; empty before the first), ``ziele`` are the numbers of all
    documents by anchor. ``pfade`` are the values the clause names, ``eigen`` says that the profile replaced the
    package's wording. ``benannt`` says how a section of that number is cited.
    """

    klausel: Klausel
    ziffer: str
    wortlaut: Wortlaut
    ziele: Ziele
    pfade: frozenset[Path] = frozenset()
    eigen: bool = False
    benannt: Callable[[str], str] = "Ziffer {}".format

    @property
    def absaetze(self) -> tuple[str, ...]:
        """Its paragraphs and table cells in order, with no-break spaces as printed."""
        return self.wortlaut.absaetze(self.ziele)

    @property
    def text(self) -> str:
        """All paragraphs, one a line."""
        return "\n".join(self.absaetze)


def paragraphs(xml: str) -> tuple[str, ...]:
    """The texts of the paragraphs of a rendered clause, a line break as newline; empty ones are left out."""
    if "<w:br/>" in xml:
        found = [
            "".join([text or ("\n" if is_break else "") for text, is_break in _TEXT_OR_BREAK.findall(paragraph)])
            for paragraph in xml.split("</w:p>")
        ]
    else:
        found, begun = [], ""
        for run in xml.split(_TEXT)[1:]:
            text = run[: run.index("<")]
            if "</w:p>" in run:
                found.append(begun + text)
                begun = ""
            else:
                begun += text
    return tuple(filter(None, map(unescape, found) if "&" in xml else found))
