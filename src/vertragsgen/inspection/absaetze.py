"""The paragraphs of a finished document with a figure in them, and which clause each came from."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from vertragsgen.rendering.pieces import Stueck
from vertragsgen.rendering.produce import Erzeugtes

_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)|<(w:br|w:tab|/w:p)/?>")
_ZIFFER = re.compile(r"\d")
# Page numbers are fields: their stored result is not ours. Results of any other field are printed figures.
_SEITENFELD = re.compile(
    r'<w:fldChar w:fldCharType="begin"/>(?:(?!<w:fldChar ).)*?<w:instrText[^>]*>\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b'
    r'.*?<w:fldChar w:fldCharType="end"/>|<w:fldSimple w:instr="\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b.*?</w:fldSimple>',
    re.DOTALL,
)
_TEILE = re.compile(r"word/(header|footer|footnotes|endnotes)\d*\.xml")
_NAMEN = {"header": "Kopfzeile", "footer": "Fußzeile", "footnotes": "Fußnote", "endnotes": "Endnote"}
_ZWISCHEN = {"w:br": "\n", "w:tab": "\t"}
RUMPF = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Abweichung:
    """A paragraph that is not what its clause rendered: what stands there, and what should."""

    stueck: Stueck
    steht: str
    erzeugt: str


@lru_cache(maxsize=128)
def alle_absaetze(xml: bytes) -> tuple[str, ...]:
    """The paragraphs of a part that have any text, in order, page numbers aside."""
    text = xml.decode("utf-8")
    if "PAGE" in text:
        text = _SEITENFELD.sub("", text)
    gefunden: list[str] = []
    teile: list[str] = []
    for wort, anderes in _TEXT.findall(text):
        if anderes == "/w:p":
            if teile:
                ganz = "".join(teile)
                gefunden.append(html.unescape(ganz) if "&" in ganz else ganz)
                teile = []
        else:
            teile.append(_ZWISCHEN[anderes] if anderes else wort)
    return tuple(gefunden)


@lru_cache(maxsize=64)
def rumpftext(xml: bytes) -> str:
    """The body as one text with plain spaces, a line for each paragraph: for a quick look whether a word occurs."""
    text = "\n".join(alle_absaetze(xml))
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").replace("\u00ad", "")


def absaetze(xml: bytes) -> list[str]:
    """The paragraphs of a part that have a figure in them."""
    return [absatz for absatz in alle_absaetze(xml) if _ZIFFER.search(absatz)]


def randtexte(erzeugt: Erzeugtes) -> list[tuple[str, str]]:
    """All paragraphs outside the body, with the name of the place."""
    return [
        (_NAMEN[treffer[1]], absatz)
        for name, inhalt in erzeugt.teile.items()
        if (treffer := _TEILE.fullmatch(name))
        for absatz in alle_absaetze(inhalt)
    ]


def mit_figuren(stueck: Stueck) -> list[str]:
    """The paragraphs of a clause that have a figure in them."""
    return _mit_figuren(stueck.absaetze)


@lru_cache(maxsize=1024)
def _mit_figuren(texte: tuple[str, ...]) -> list[str]:
    return [absatz for absatz in texte if _ZIFFER.search(absatz)]


def zuordnen(erzeugt: Erzeugtes, eigene: Sequence[list[str]]) -> tuple[list[str], list[Abweichung]]:
    """Compare the body with the clauses, whose paragraphs with figures are ``eigene``.

    Returns the paragraphs that come from no clause (the frame's), and those that differ from what their clause
    rendered.
    """
    rumpf = absaetze(erzeugt.teile[RUMPF])
    if rumpf == [absatz for liste in eigene for absatz in liste]:
        return [], []
    frei = _ohne_treffer(rumpf, eigene)
    uebrig = [rumpf[index] for index in frei.absaetze]
    fehlt = [(erzeugt.stuecke[nummer], absatz) for nummer in frei.klauseln for absatz in eigene[nummer]]
    if not fehlt:
        return uebrig, []
    if len(uebrig) == len(fehlt):
        paare = zip(uebrig, fehlt, strict=True)
        return [], [Abweichung(stueck, steht, soll) for steht, (stueck, soll) in paare if steht != soll]
    rahmen: list[str] = []
    abweichungen = []
    vergleich = SequenceMatcher(None, uebrig, [absatz for _, absatz in fehlt], autojunk=False)
    for art, a, b, c, d in vergleich.get_opcodes():
        if art == "equal":
            continue
        for versatz in range(max(b - a, d - c)):
            steht = uebrig[a + versatz] if a + versatz < b else ""
            if c + versatz < d:
                abweichungen.append(Abweichung(fehlt[c + versatz][0], steht, fehlt[c + versatz][1]))
            else:
                rahmen.append(steht)
    return rahmen, abweichungen


@dataclass(frozen=True, slots=True)
class _Frei:
    absaetze: list[int]
    klauseln: list[int]


def _ohne_treffer(rumpf: list[str], eigene: Sequence[list[str]]) -> _Frei:
    """Paragraphs and clauses left over once every clause found in one piece is taken out."""
    belegt = bytearray(len(rumpf))
    klauseln = []
    ab = 0
    for nummer, liste in enumerate(eigene):
        laenge = len(liste)
        if not laenge:
            continue
        for anfang in (ab, *range(len(rumpf) - laenge + 1)):
            if rumpf[anfang : anfang + laenge] == liste and not any(belegt[anfang : anfang + laenge]):
                belegt[anfang : anfang + laenge] = b"\1" * laenge
                ab = anfang + laenge
                break
        else:
            klauseln.append(nummer)
    return _Frei([index for index, frei in enumerate(belegt) if not frei], klauseln)
