"""No-break spaces as German citations and amounts need them (domain rules: law, section 4).

Authors and clerks write plain spaces; this module decides which of them must not break.
"""

from __future__ import annotations

import re

from vertragsgen.notation import MONATE

NBSP = "\u00a0"

# Characters that stand for a template tag while a clause is being compiled; a value will take their place.
TAG = "\ue000-\uefff"

_ABBREVIATIONS = ("z. B.", "i. V. m.", "a. F.", "n. F.", "u. a.", "d. h.", "e. V.", "o. g.", "v. H.", "u. U.")
_MONTHS = "|".join(MONATE)

# First what a text must hold for the rule to find anything: most values have nothing of it, and a look is cheap.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("§", re.compile(r"(§§?) (?=\S)"), rf"\1{NBSP}"),
    (
        " ",
        re.compile(rf"\b(Abs\.|S\.|Satz|Nr\.|Art\.|Ziffern?|Ziff\.|Anlagen?|Referat|Punkt) (?=[\d{TAG}])"),
        rf"\1{NBSP}",
    ),
    ("Buchst. ", re.compile(rf"\b(Buchst\.) (?=[a-z{TAG}])"), rf"\1{NBSP}"),
    ("☐ ", re.compile(r"☐ (?=\S)"), f"☐{NBSP}"),
    ("SGB ", re.compile(rf"\b(SGB) (?=[IVX]+\b|[{TAG}])"), rf"\1{NBSP}"),
    (" ", re.compile(rf"(?<=[\d{TAG}]) (?=ff?\.|€|%|v\. H\.)"), NBSP),
    (" : ", re.compile(rf"(?<=\d) : (?=[\d{TAG}])"), f"{NBSP}:{NBSP}"),
    (". ", re.compile(rf"(?<=\d\.) (?={_MONTHS})"), NBSP),
)
_ABBREVIATION = re.compile("|".join(r"(?<!\w)" + re.escape(text) for text in _ABBREVIATIONS))


def bind(text: str) -> str:
    """Return ``text`` with no-break spaces at the places where a line must not break."""
    if " " not in text:
        return text
    for needed, pattern, replacement in _RULES:
        if needed in text:
            text = pattern.sub(replacement, text)
    return _ABBREVIATION.sub(_bound, text) if ". " in text else text


def _bound(match: re.Match[str]) -> str:
    return match.group().replace(" ", NBSP)
