"""The text of a finished document's parts, paragraph by paragraph, read from their XML."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from vertragsgen.rendering.plan import KENNUNG
from vertragsgen.rendering.xmltext import unescape

# The texts of a part, and nothing for the end of a paragraph; breaks are made texts before.
_TEXT = re.compile(rb"(?:<w:t>|<w:t [^>]*>)([^<]+)|</w:p>")
# The same in a part that may have breaks and fields: of those it gives the rest of the tag, which ends in „>“.
_TEXT_ODER_MEHR = re.compile(rb"<(?:w:(?:t(?: [^>]*>|>|ab/)|br/|fld)([^<]+)|/w:p>)")
_ZWISCHEN = ((b"<w:br/>", b"<w:t>\n</w:t>"), (b"<w:tab/>", b"<w:t>\t</w:t>"))
# In no document: XML cannot hold them. While a part is read, two seams are an end, and one is nothing.
ENDE = "\x01"
_ENDE, _NAHT = ENDE.encode(), b"\x00"
_ZIFFER = re.compile(rf"[\d{KENNUNG}]")
# The bytes of a text in UTF-8 that say nothing about digits. Kept are those of 0 to 9, the ends, and every byte that begins
# a character among whose like there may be a digit or the mark: not those of Latin letters and of signs (C2, C3, E2).
_OHNE_ZIFFER = bytes(sorted({*range(256)} - {*b"0123456789", *_ENDE} - ({*range(0xC4, 0xF5)} - {0xE2})))
# Page numbers are fields: their stored result is not ours. Results of any other field are printed figures.
_SEITENFELD = re.compile(
    rb'<w:fldChar w:fldCharType="begin"/>(?:(?!<w:fldChar ).)*?<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b'
    rb'.*?<w:fldChar w:fldCharType="end"/>|<w:fldSimple w:instr="\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b.*?</w:fldSimple>',
    re.DOTALL,
)
_TEILE = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_NAMEN = {"header": "Kopfzeile", "footer": "Fußzeile", "footnotes": "Fußnote", "endnotes": "Endnote"}
RUMPF = "word/document.xml"
_SCHONEND = {"\u00a0": " ", "\u202f": " ", "\u200b": "", "\u00ad": ""}


def glatt(text: str) -> str:
    """The text with plain spaces and without invisible characters, as a person types it."""
    if not text.isascii():
        for zeichen, ersatz in _SCHONEND.items():
            text = text.replace(zeichen, ersatz)
    return text


def vielleicht_platzhalter(klein: str) -> bool:
    """True if a text (with plain spaces, in lower case) may hold a placeholder; a quick look, one sign before two."""
    return (
        ("<" in klein and "<<" in klein)
        or (">" in klein and ">>" in klein)
        or ("{" in klein and "{{" in klein)
        or ("}" in klein and "}}" in klein)
        or ("[" in klein and "[[" in klein)
        or "xx.xx." in klein
        or "20xx" in klein
        or "tt.mm.jjjj" in klein
        or "todo" in klein
        or ("_" in klein and "____" in klein)
        or ("(" in klein and "(gegebenenfalls" in klein)
    )


class Teil(NamedTuple):
    """A part of a finished document: its paragraphs that have any text, in order, page numbers aside.

    ``mit_ziffer`` are those with a digit, or with the mark in whose place one comes; ``verdacht`` says that a
    placeholder may be among them.
    """

    absaetze: tuple[str, ...]
    mit_ziffer: tuple[str, ...]
    verdacht: bool


def lies_teil(xml: bytes) -> Teil:
    """The texts of a part."""
    roh = _NAHT.join([*_TEXT_ODER_MEHR.findall(xml), b""])
    if b">" in roh:  # breaks and fields are rare: to look for each of them in all of the XML would take as long as this
        roh = _NAHT.join([*_TEXT.findall(_ohne_felder(xml)), b""])
    # A text is followed by one seam, an end, which is an empty text, by another: all without a step of Python for each.
    roh = roh.replace(_NAHT * 2, _ENDE).replace(_NAHT, b"")
    if b"&" in roh:
        roh = unescape(roh.decode("utf-8")).encode("utf-8")
    # What follows the last end belongs to no paragraph.
    alle = roh.decode("utf-8").split(ENDE)[:-1]
    absaetze = tuple(filter(None, alle))
    spuren = roh.translate(None, _OHNE_ZIFFER).split(_ENDE)
    verdacht = zip(compress(alle, spuren), filter(None, spuren), strict=False)
    mit_ziffer = tuple([absatz for absatz, spur in verdacht if spur[0] < 0x80 or _ZIFFER.search(absatz)])
    # The words of placeholders have no letter beyond ASCII: so bytes will do, which are lowered much faster than text.
    return Teil(absaetze, mit_ziffer, vielleicht_platzhalter(glatt(roh.lower().decode("utf-8"))))


def _ohne_felder(xml: bytes) -> bytes:
    """The part without page numbers, its breaks as texts."""
    xml = _SEITENFELD.sub(b"", xml)
    for zeichen, ersatz in _ZWISCHEN:
        xml = xml.replace(zeichen, ersatz)
    return xml


@lru_cache(maxsize=64)
def textteile(namen: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
    """Those of a document's parts that hold its text, in order, each with the name of its place: None for the body."""
    gefunden = ((name, _TEILE.fullmatch(name)) for name in namen)
    return tuple([(name, t and _NAMEN[t[1]]) for name, t in gefunden if t is not None or name == RUMPF])
