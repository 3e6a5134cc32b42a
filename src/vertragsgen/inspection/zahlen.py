"""Figures in running text: how they are found, what counts as the same figure, what is no figure but structure.

Citations, references, Hilfebedarfsgruppen and numbers of list items are recognised by their form; other rules
judge them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from vertragsgen.money import runde

Figuren = tuple[tuple[str, str], ...]
"""Figures as they are printed, each with its one spelling."""

# A run of letters and digits with at least one digit, also over separators: 2.803,20 · 01.01.2019 · 1:2,5 · 11b.
FIGUR = re.compile(r"(?<!\w)[-−]?[^\W\d]*+\d\w*(?:[.,:]\d\w*)*")
_ZAHL = re.compile(r"([-−]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?")
_SUFFIX = re.compile(r"([-−]?\d[\d.,:]*\d|\d)[^\W\d]+")
_MIT_ZIFFER = re.compile(r"\d")
_SCHLUESSEL = re.compile(r"(?<!\d)1\s:\s(?=\d)")
_EINS_ZU = "1:"

_N = r"\d{1,3}[a-z]?(?!\w|[.,:]\d)"
_SPANNE = rf"{_N}(?:\s*(?:[–-]|bis(?!\w))\s*{_N})?"
_WORT = (
    r"(?:§§?|Abs\.|Absatz|Satz|S\.|Nr\.|Nrn\.|Nummern?|Buchst\.|Buchstabe|Halbsatz|Hs\.|Alt\.|Unterabs\.|Art\.|Artikel)"
)
_BINDE = r"(?:,|/|–|-|und|bis|oder|sowie)"
_STELLE = rf"(?:{_SPANNE}|[a-z](?!\w))"
_GESETZ = r"(?:SGB|[A-ZÄÖÜ]\w*G)(?!\w)"
_ZIFFER = r"\d{1,2}(?:\.\d{1,2}){0,3}(?!\w|[.,:]\d)"
STRUKTUR = re.compile(
    # No other letter begins a structure: one look instead of eleven at most places.
    r"(?=[§AHKNPSTZ])(?:"
    # §§ with everything that belongs to the citation, also bare numbers: „§§ 75 Abs. 3 und 76“
    rf"§§\s*{_SPANNE}(?:\s*(?:{_BINDE}\s*(?:{_WORT}\s*)?|{_WORT}\s*){_STELLE})*"
    # the same behind one § where the law follows: „§ 127 Abs. 1 Satz 2 und 3 SGB IX“
    rf"|§\s*{_SPANNE}(?:\s*(?:{_BINDE}\s*(?:{_WORT}\s*)?|{_WORT}\s*){_STELLE})*(?=\s+{_GESETZ})"
    # else further numbers only behind a word: „§ 4 Nr. 16 Satz 1 Buchst. h“
    rf"|§\s*{_SPANNE}(?:\s*(?:{_BINDE}\s*)?{_WORT}\s*{_STELLE})*"
    rf"|(?<!\w)(?:Abs\.|Absatz|Art\.|Artikel|Nr\.|Nrn\.)\s*{_SPANNE}(?:\s*{_WORT}\s*{_STELLE})*"
    r"|(?<!\w)SGB\s*\d{1,2}(?!\w|[.,:]\d)"
    rf"|(?<!\w)(?:Ziffern|Punkte|Abschnitte|Anlagen)\s*{_ZIFFER}(?:\s*{_BINDE}\s*{_ZIFFER})*"
    rf"|(?<!\w)(?:Ziffer|Ziff\.|Punkt|Abschnitt|Abschnitts|Anlage|Kapitel|Tz\.)\s*{_ZIFFER}"
    rf"|(?<!\w)(?:Hilfebedarfsgruppen|HBG)(?:\s*\(HBG\))?[\s-]*\d{{1,2}}(?!\w|[.,:]\d)"
    rf"(?:\s*{_BINDE}\s*\d{{1,2}}(?!\w|[.,:]\d))*"
    r"|(?<!\w)Hilfebedarfsgruppe(?:\s*\(HBG\))?\s*\d{1,2}(?!\w|[.,:]\d)"
    r")"
)

# Without one of these there is no structure: looking for them is much faster than the pattern.
_ANZEICHEN = re.compile(r"§|Abs|Nr|Art|SGB|Ziff|Punkt|Anlage|Kapitel|Tz\.|HBG|Hilfebedarf")


def kanon(figur: str) -> str:
    """One spelling for one figure: 2.803,20 and 2803,2 are the same, so are − and -; dates and codes stay.

    >>> kanon("2.803,20"), kanon("1:3,00"), kanon("01.01.2019")
    ('2803,2', '1:3', '01.01.2019')
    """
    if (treffer := _ZAHL.fullmatch(figur)) is not None:
        return _kanon(treffer)
    # A sheet prints its own Schlüssel with as many decimals as the lines beside it.
    if figur.startswith(_EINS_ZU) and (treffer := _ZAHL.fullmatch(figur, len(_EINS_ZU))) is not None:
        return _EINS_ZU + _kanon(treffer)
    return figur


def _kanon(treffer: re.Match[str]) -> str:
    minus, ganz, stellen = treffer.groups("")
    if ganz[0] == "0" and len(ganz) > 1:
        return treffer.group()
    stellen = stellen.rstrip("0")
    return f"{'-' if minus else ''}{ganz.replace('.', '')}{',' if stellen else ''}{stellen}"


def kanon_zahl(wert: Decimal) -> str:
    """The same spelling of a value, whatever its number of decimals."""
    text = str(wert)
    if "E" in text:
        text = f"{wert:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".").replace(".", ",")
    return "0" if text == "-0" else text


# The same amount stands in several clauses and in the workbook.
@lru_cache(maxsize=4096)
def schreibweisen(wert: Decimal) -> tuple[str, ...]:
    """How a value may be printed: as it is, rounded to cents or four decimals, as a Schlüssel."""
    genau = kanon_zahl(wert)
    if len(genau.partition(",")[2]) <= 2:
        return genau, f"1:{genau}"
    cent = kanon_zahl(runde(wert, 2))
    return genau, f"1:{genau}", cent, f"1:{cent}", kanon_zahl(runde(wert, 4))


def ohne_struktur(text: str) -> str:
    """``text`` of the same length, with blanks in place of what is structure."""
    if _ANZEICHEN.search(text) is None:
        return text
    return STRUKTUR.sub(lambda treffer: " " * len(treffer.group()), text)


def figuren(text: str) -> list[str]:
    """The figures of a text, as written; a Schlüssel „1 : 2,5“ is one of them."""
    return FIGUR.findall(_SCHLUESSEL.sub(_EINS_ZU, text) if ":" in text else text)


@lru_cache(maxsize=1024)
def als_zahl(absatz: str) -> str | None:
    """The one spelling of a text that is a number and nothing else."""
    treffer = _ZAHL.fullmatch(absatz)
    return None if treffer is None else _kanon(treffer)


# Most paragraphs are the same in all profiles.
@lru_cache(maxsize=4096)
def gedruckte(absatz: str) -> Figuren | None:
    """The figures of a printed text that need a source: as printed, and in their one spelling; None without a digit."""
    if (zahl := als_zahl(absatz)) is not None:
        return ((absatz, zahl),)
    if _MIT_ZIFFER.search(absatz) is None:
        return None
    if FIGUR.fullmatch(absatz):
        return ((absatz, kanon(absatz)),)
    return tuple((figur, kanon(figur)) for figur in figuren(ohne_struktur(absatz)))


def ohne_endung(figur: str) -> str | None:
    """The number in front of letters („5er“), if there is one."""
    treffer = _SUFFIX.fullmatch(figur)
    return treffer[1] if treffer else None
