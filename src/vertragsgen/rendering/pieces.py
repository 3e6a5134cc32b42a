"""The wording of a document clause by clause, as plain text: what checks on rendered documents read."""

from __future__ import annotations

import html
import re
from typing import NamedTuple

from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.fingerprint import Path

_TEXT = '<w:t xml:space="preserve">'
_TEXT_OR_BREAK = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|<w:(br)/>")


class Stueck(NamedTuple):
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
            text, end, _ = run.partition("</w:t></w:r></w:p>")
            ended = bool(end)
            if not ended or "<" in text:
                text, ended = run[: run.index("<")], "</w:p>" in run
            if ended:
                found.append(begun + text)
                begun = ""
            else:
                begun += text
    return tuple([html.unescape(text) if "&" in text else text for text in found if text])
