"""References to numbers of the same document, checked after numbers changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from vertragsgen.linearise.model import Zeile
from vertragsgen.review.modell import Umnummerierung, Verweispruefung

_ZIFFER = re.compile(r"(?:Ziff(?:er|ern|\.)|Nummern?|Nr\.|Abschnitte?)[ \u00a0](\d+(?:\.\d+)*)(?![\d.]*\d)")
# „Ziffer 3.1 der Leistungsbeschreibung“ leads to another document, „Ziffer 3.1 dieser Vereinbarung“ stays here.
_ANDERSWO = re.compile(
    r"[ \u00a0](?:der|des)[ \u00a0](?:Anlage|Leistungs|Vereinbarung|Vertrag|Landes|Kosten|Rahmen|SGB|Gesetz)"
)
_NORM_DAVOR = re.compile(r"(?:§§?|Abs\.|Satz|Absatz)[^.;]{0,24}$")
_ZEICHEN = " .:)(\u00a0\t"


class Zeilenpaar(Struct, frozen=True):
    """A line in both states (None: not there) with the name of its new place, and whether it moved there."""

    alt: Zeile | None
    neu: Zeile | None
    stelle: str
    verschoben: bool = False


def ziffer(nummer: str) -> str:
    """The number of a clause without its punctuation, empty for bullets and letters.

    >>> ziffer("3.1\\t"), ziffer("(2)"), ziffer("•")
    ('3.1', '', '')
    """
    bloss = nummer.strip(_ZEICHEN)
    return bloss if re.fullmatch(r"\d+(?:\.\d+)*", bloss) and not nummer.startswith("(") else ""


def umnummerierungen(zeilen: Iterable[Zeilenpaar]) -> tuple[Umnummerierung, ...]:
    """Numbers that changed on lines which are in both states; a moved line is shown as moved, not as renumbered."""
    return tuple(
        Umnummerierung(paar.alt.nummer, paar.neu.nummer, paar.neu.text)
        for paar in zeilen
        if paar.alt is not None and paar.neu is not None
        if paar.alt.nummer != paar.neu.nummer and not paar.verschoben and _zaehlt(paar)
    )


def _zaehlt(paar: Zeilenpaar) -> bool:
    return any(zeile is not None and any(z.isalnum() for z in zeile.nummer) for zeile in (paar.alt, paar.neu))


def pruefe_verweise(zeilen: Iterable[Zeilenpaar]) -> tuple[Verweispruefung, ...]:
    """References that stand unchanged although what they lead to was renumbered or deleted."""
    paare = list(zeilen)
    neue = {ziffer(paar.neu.nummer) for paar in paare if paar.neu is not None} - {""}
    ziel: dict[str, str] = {}
    for paar in paare:
        if paar.alt is not None and (alt := ziffer(paar.alt.nummer)):
            ziel.setdefault(alt, ziffer(paar.neu.nummer) if paar.neu is not None else "")
    return tuple(fund for paar in paare for fund in _zeile(paar, ziel, neue))


def _zeile(paar: Zeilenpaar, ziel: Mapping[str, str], neue: set[str]) -> Iterator[Verweispruefung]:
    if paar.alt is None or paar.neu is None:
        return
    vorher = [zahl for _, zahl in _verweise(paar.alt.text)]
    for verweis, zahl in _verweise(paar.neu.text):
        # A reference that was changed was looked at by whoever changed it; it is shown as a change.
        if zahl not in vorher or zahl not in ziel or ziel[zahl] == zahl:
            continue
        if ziel[zahl]:
            satz = f"„{verweis}“ steht unverändert hier, doch diese Ziffer heißt jetzt {ziel[zahl]}."
        elif zahl in neue:
            satz = f"„{verweis}“ steht unverändert hier, doch der frühere Text dieser Ziffer ist gestrichen."
        else:
            satz = f"„{verweis}“ steht hier, doch diese Ziffer gibt es nicht mehr."
        yield Verweispruefung(paar.stelle, verweis, satz)


def _verweise(text: str) -> Iterator[tuple[str, str]]:
    for fund in _ZIFFER.finditer(text):
        if _ANDERSWO.match(text, fund.end()) or _NORM_DAVOR.search(text, max(0, fund.start() - 30), fund.start()):
            continue
        yield fund[0], fund[1]
