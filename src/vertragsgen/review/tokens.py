"""Cuts German legal text into tokens that mean one thing: an amount, a date, a § reference, a word."""

from __future__ import annotations

import re
from functools import lru_cache

from vertragsgen.notation import MONATE

_S = "[ \u00a0\u202f\u2009]"
_ZAHL = r"[+−–-]?\d+(?:[.,]\d+)*"
_MONAT = "|".join(MONATE)
# A law: „SGB IX“ with its book, or a word with at least two capitals (BGB, BremIFG, DSGVO, WBVG).
_GESETZ = rf"(?:SGB{_S}?[IVX]+|[A-ZÄÖÜ][a-zäöüß]*[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]*)(?![A-Za-zäöüß-])"
_GLIED = (
    rf"(?:(?:Abs|Nr|S|Hs|Alt|UAbs|Buchst|Var)\.|Absatz|Absätze|Satz|Sätze|Nummer|Nummern|Buchstabe|Halbsatz|Unterabsatz|lit\.)"
    rf"{_S}?(?:\d+[a-z]?|[a-z]\)?)(?![A-Za-zäöüß])"
)
_WEITERE = rf"(?:,|{_S}?(?:bis|und|oder|–|-)){_S}?\d+[a-z]?\b(?![.,]?\d)(?!{_S}?[€%])"
_GLIEDER = rf"(?:{_S}ff?\.|,?{_S}(?:(?:und|oder|bis){_S})?{_GLIED})*"
# Only §§ runs over several numbers: „§ 5 und 14 Tage“ is a norm and a number of days.
_NORM = (
    rf"(?:§§{_S}?\d+[a-z]?\b(?:{_WEITERE})*|(?:§|Art\.|Artikel){_S}?\d+[a-z]?\b)"
    rf"{_GLIEDER}(?:{_S}{_GESETZ}(?:{_S}[an]\.{_S}?F\.)?)?"
)

_MUSTER = (
    ("iban", rf"[A-Z]{{2}}\d{{2}}(?:{_S}?\d{{4}}){{3,7}}(?:{_S}?\d{{1,4}})?\b"),
    ("norm", _NORM),
    (
        "datum",
        rf"\d{{1,2}}\.{_S}?\d{{1,2}}\.{_S}?\d{{4}}\b|\d{{1,2}}\.{_S}?(?:{_MONAT})(?:{_S}\d{{4}})?\b|\d{{4}}-\d{{2}}-\d{{2}}\b",
    ),
    ("betrag", rf"{_ZAHL}{_S}?(?:€|EUR\b|Euro\b)|(?:€|EUR){_S}?{_ZAHL}"),
    ("prozent", rf"{_ZAHL}{_S}?(?:%|‰|v\.{_S}?H\.|Prozent\b)"),
    # The short hash of a version; whole, so that no part of it counts as a figure.
    ("kennung", r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}\b"),
    ("schluessel", rf"\d+(?:,\d+)?{_S}?:{_S}?\d+(?:,\d+)?"),
    ("zahl", r"(?<![^\W_])[+−–-]?\d+(?:[.,/]\d+)*[a-z]?\b|\d+(?:[.,/]\d+)*"),
    ("kuerzel", rf"(?<![^\W_])[A-Za-zÄÖÜäöü]\.(?:{_S}?[A-Za-zÄÖÜäöü]{{1,2}}\.)+"),
    (
        "kuerzel",
        r"(?<![^\W_])(?:Abs|Nr|Art|Buchst|Ziff|bzw|ca|ggf|vgl|usw|etc|inkl|gem|lit|Tel|Str|Dr|Prof|mtl|tgl|rd|max|mind)\.",
    ),
    ("wort", r"[^\W\d_]\w*(?:[:*·/’'&-]\w+)*-?"),
    ("raum", r" +|\s"),
    ("zeichen", r".|\n"),
)
_TOKEN = re.compile("|".join(f"(?P<{name}{i}>{muster})" for i, (name, muster) in enumerate(_MUSTER)))
_NAMEN = {f"{name}{i}": name for i, (name, _) in enumerate(_MUSTER)}


def zerlege(text: str) -> list[str]:
    """The tokens of ``text``; joined they are the text again, character by character.

    >>> zerlege("Es gilt § 113 Abs. 2 Nr. 2 SGB IX, z. B. 84,10 € ab 01.01.2026.")
    ['Es', ' ', 'gilt', ' ', '§ 113 Abs. 2 Nr. 2 SGB IX', ',', ' ', 'z. B.', ' ', '84,10 €', ' ', 'ab', ' ', '01.01.2026', '.']
    >>> zerlege("25 v. H. der Bewohner:innen, Pflege- und Hilfsmittel")
    ['25 v. H.', ' ', 'der', ' ', 'Bewohner:innen', ',', ' ', 'Pflege-', ' ', 'und', ' ', 'Hilfsmittel']
    """
    return [token for _, token in _tokens(text)]


def zerlege_mit_art(text: str) -> list[tuple[str, str]]:
    """The same tokens with their kind: ``iban norm datum betrag prozent kennung schluessel zahl kuerzel wort raum zeichen``.

    >>> zerlege_mit_art("25 %")
    [('prozent', '25 %')]
    """
    return list(_tokens(text))


# The same text is cut when it is aligned, compared and searched for figures, in the documents of most providers.
@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[tuple[str, str], ...]:
    return tuple([(_NAMEN[fund.lastgroup or ""], fund[0]) for fund in _TOKEN.finditer(text)])


# U+FFFC stands for an object (a picture, a field, a note): it is no filler between changes either.
_TRAGEND = re.compile("[\\d§€%‰\ufffc]")


@lru_cache(maxsize=8192)
def traegt_zahl(text: str) -> bool:
    """True for text that holds a figure or a sign of one (digit, §, €, %): it is never hidden inside a change."""
    return _TRAGEND.search(text) is not None
