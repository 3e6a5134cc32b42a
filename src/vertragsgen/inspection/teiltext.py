"""The text of a finished document's parts, paragraph by paragraph, read from their XML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|<(w:br|w:tab)/>")
_ENDE = b"</w:p>"
_ZWISCHEN = {"w:br": "\n", "w:tab": "\t"}
_ZIFFER = re.compile(r"\d")
# Page numbers are fields: their stored result is not ours. Results of any other field are printed figures.
_SEITENFELD = re.compile(
    rb'<w:fldChar w:fldCharType="begin"/>(?:(?!<w:fldChar ).)*?<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b'
    rb'.*?<w:fldChar w:fldCharType="end"/>|<w:fldSimple w:instr="\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b.*?</w:fldSimple>',
    re.DOTALL,
)
_TEILE = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_NAMEN = {"header": "Kopfzeile", "footer": "Fußzeile", "footnotes": "Fußnote", "endnotes": "Endnote"}
RUMPF = "word/document.xml"
# Where this finds nothing there is no placeholder; a quick look.
_VERDACHT = re.compile(r"<<|>>|\{\{|\}\}|\[\[|xx\.xx\.|20xx|todo|____|\(gegebenenfalls", re.IGNORECASE)
_SCHONEND = {"\u00a0": " ", "\u202f": " ", "\u200b": "", "\u00ad": ""}


def glatt(text: str) -> str:
    """The text with plain spaces and without invisible characters, as a person types it."""
    if not text.isascii():
        for zeichen, ersatz in _SCHONEND.items():
            text = text.replace(zeichen, ersatz)
    return text


def vielleicht_platzhalter(text: str) -> bool:
    """True if the text (with plain spaces) may hold a placeholder."""
    return _VERDACHT.search(text) is not None


class Teilabsatz(NamedTuple):
    """A paragraph of a part: its text as printed, whether it has a figure, whether it may hold a placeholder."""

    text: str
    ziffer: bool
    verdacht: bool


def lies_absatz(xml: bytes) -> Teilabsatz | None:
    """The paragraph that ends where ``xml`` does; None if it has no text."""
    text = "".join([wort or _ZWISCHEN.get(anderes, "") for wort, anderes in _TEXT.findall(xml.decode("utf-8"))])
    if not text:
        return None
    if "&" in text:
        text = html.unescape(text)
    return Teilabsatz(text, _ZIFFER.search(text) is not None, vielleicht_platzhalter(glatt(text)))


def lies_teil(xml: bytes, absatz: Callable[[bytes], Teilabsatz | None] = lies_absatz) -> list[Teilabsatz]:
    """The paragraphs of a part that have any text, in order, page numbers aside; ``absatz`` reads one of them."""
    if b"PAGE" in xml:
        xml = _SEITENFELD.sub(b"", xml)
    return [gelesen for stueck in xml.split(_ENDE)[:-1] if (gelesen := absatz(stueck)) is not None]


@lru_cache(maxsize=64)
def randname(teil: str) -> str | None:
    """What a part outside the body is called, None for any other."""
    treffer = _TEILE.fullmatch(teil)
    return None if treffer is None else _NAMEN[treffer[1]]
