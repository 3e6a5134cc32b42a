"""Figures in changed text: what each is, which old one stands beside which new one, and by how much it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from msgspec import Struct

from vertragsgen.money import runde
from vertragsgen.review.modell import Zahlaenderung, Zahlart
from vertragsgen.review.stellen import kurz
from vertragsgen.review.tokens import zerlege_mit_art
from vertragsgen.review.wortdiff import Stueck, Stueckart

_DAUER = re.compile(
    r"(?:Kalender|Werk|Arbeits|Berechnungs|Leistungs)?(?:tage?n?|wochen?|monate?n?|jahre?n?|stunden?)|Tag|Jahr|Monat",
    re.IGNORECASE,
)
_VERWEIS = re.compile(r"(?:Ziffern?|Nummern?|Nr\.|Anlagen?|Absatz|Abs\.|Satz|Buchstabe|Seite|Fußnote)$")
_GELD = re.compile(r"€|\bEUR\b|\bEuro\b")
_ZWEI_STELLEN = re.compile(r"[+−–-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d{2}")
_GRUPPIERT = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_ARTEN = {
    "iban": Zahlart.IBAN,
    "norm": Zahlart.NORM,
    "datum": Zahlart.DATUM,
    "betrag": Zahlart.BETRAG,
    "prozent": Zahlart.PROZENT,
    "schluessel": Zahlart.SCHLUESSEL,
}
_RECHENBAR = frozenset({Zahlart.BETRAG, Zahlart.PROZENT, Zahlart.FRIST, Zahlart.ZAHL})
# From so many percent on a percentage is noise.
_VIELFACH = 1000
# How many characters around a figure in running text say what it is.
_UMFELD = 40


class Zahl(Struct, frozen=True):
    """A figure in a text: its kind, its characters, the text and where in it the figure begins.

    ``rechenbar`` is False for what only holds digits (a hash, „A12“): between two of these there is no difference.
    """

    art: Zahlart
    text: str
    satz: str
    ort: int
    rechenbar: bool = True

    @property
    def umfeld(self) -> str:
        """The words around it."""
        return _umfeld(self.satz, self.ort, self.ort + len(self.text))


def zahlen_in(text: str, geld: bool = False) -> list[Zahl]:
    """All figures of a text in order. ``geld``: a bare number with two decimals is an amount (its column says so)."""
    tokens = zerlege_mit_art(text)
    found: list[Zahl] = []
    ort = 0
    for k, (art, token) in enumerate(tokens):
        zahlart = _ARTEN.get(art)
        if art == "zahl":
            zahlart = _zahlart(tokens, k, geld)
        if zahlart is not None:
            found.append(Zahl(zahlart, token, text, ort))
        elif art in ("wort", "kennung") and re.search(r"\d", token):
            found.append(Zahl(Zahlart.ZAHL, token, text, ort, rechenbar=False))
        ort += len(token)
    return found


def _zahlart(tokens: Sequence[tuple[str, str]], k: int, geld: bool) -> Zahlart:
    davor = "".join(token for _, token in tokens[max(0, k - 3) : k]).rstrip()
    danach = next((token for art, token in tokens[k + 1 : k + 3] if art == "wort"), "")
    if _VERWEIS.search(davor):
        return Zahlart.VERWEIS
    if _DAUER.fullmatch(danach):
        return Zahlart.FRIST
    if (geld or _GELD.search(davor[-4:])) and _ZWEI_STELLEN.fullmatch(tokens[k][1]):
        return Zahlart.BETRAG
    return Zahlart.ZAHL


def ist_geld(*texte: str) -> bool:
    """True if one of the texts (row, column, cell beside it) says that numbers are amounts."""
    return any(map(_nennt_geld, texte))


# Heads of columns and names of rows are asked for every cell, in every document.
@lru_cache(maxsize=4096)
def _nennt_geld(text: str) -> bool:
    return _GELD.search(text) is not None


def zahlaenderungen(
    stuecke: Sequence[Stueck], stelle: str, bezeichnung: str = "", geld: bool = False
) -> tuple[Zahlaenderung, ...]:
    """The figures that differ, old beside new. ``bezeichnung`` names them; empty: the words around each do."""
    if all(stueck.art is Stueckart.GLEICH for stueck in stuecke):
        return ()
    found: list[Zahlaenderung] = []
    for alt, neu in _bloecke(stuecke, geld):
        for links, rechts in _paare(alt, neu):
            found.append(_aenderung(links, rechts, stelle, bezeichnung))
    return tuple(found)


def _bloecke(stuecke: Sequence[Stueck], geld: bool) -> Iterator[tuple[list[Zahl], list[Zahl]]]:
    """The figures of each changed stretch, read in the full text so that their surroundings are known."""
    alt = _grenzen(stuecke, Stueckart.EINGEFUEGT)
    neu = _grenzen(stuecke, Stueckart.GELOESCHT)
    zahlen = [
        zahlen_in("".join(s.text for s in stuecke if s.art is not ohne), geld)
        for ohne in (Stueckart.EINGEFUEGT, Stueckart.GELOESCHT)
    ]
    for bereich in sorted(set(alt) | set(neu)):
        paar = [
            [zahl for zahl in seite if von <= zahl.ort < bis]
            for seite, (von, bis) in zip(zahlen, (alt.get(bereich, (0, 0)), neu.get(bereich, (0, 0))), strict=True)
        ]
        yield paar[0], paar[1]


def _grenzen(stuecke: Sequence[Stueck], ohne: Stueckart) -> dict[int, tuple[int, int]]:
    """Start and end of each changed stretch in one of the texts, by the number of the stretch."""
    found: dict[int, tuple[int, int]] = {}
    ort = bereich = 0
    for stueck in stuecke:
        if stueck.art is Stueckart.GLEICH:
            bereich += 1
            ort += len(stueck.text)
        elif stueck.art is not ohne:
            found[bereich] = (ort, ort + len(stueck.text))
            ort += len(stueck.text)
    return found


def _paare(alt: list[Zahl], neu: list[Zahl]) -> Iterator[tuple[Zahl | None, Zahl | None]]:
    """Old and new figures of one stretch: in order if they are of the same kinds, otherwise by kind."""
    if [zahl.art for zahl in alt] == [zahl.art for zahl in neu]:
        yield from zip(alt, neu, strict=True)
        return
    offen = list(neu)
    for links in alt:
        rechts = next((zahl for zahl in offen if zahl.art is links.art), None)
        if rechts is not None:
            offen.remove(rechts)
        yield links, rechts
    yield from ((None, rechts) for rechts in offen)


def _aenderung(alt: Zahl | None, neu: Zahl | None, stelle: str, bezeichnung: str) -> Zahlaenderung:
    zahl = neu or alt
    assert zahl is not None
    einheit = {Zahlart.BETRAG: "€", Zahlart.PROZENT: "%"}.get(zahl.art, "")
    differenz = prozent = None
    if alt and neu and alt.rechenbar and neu.rechenbar and alt.art is neu.art and zahl.art in _RECHENBAR:
        a, b = wert(alt.text), wert(neu.text)
        if a is not None and b is not None:
            differenz = b - a
            prozent = _prozent(a, b)
            # A whole number in running text may be that of a house; one in a table is counted.
            if zahl.art is Zahlart.ZAHL and not bezeichnung and "," not in alt.text + neu.text:
                prozent = None
    return Zahlaenderung(
        stelle=stelle,
        bezeichnung=bezeichnung or zahl.umfeld,
        art=zahl.art,
        alt=alt.text if alt else "",
        neu=neu.text if neu else "",
        einheit=einheit,
        differenz=differenz,
        prozent=prozent,
    )


def _prozent(a: Decimal, b: Decimal) -> Decimal | None:
    """The change in percent; None where it says nothing: another sign, or an old value next to nothing."""
    if not a or a * b < 0:
        return None
    prozent = runde((b - a) * 100 / abs(a))
    return prozent if abs(prozent) < _VIELFACH else None


@lru_cache(maxsize=4096)
def wert(text: str) -> Decimal | None:
    """The value of a figure in German notation; None if it is none that can be reckoned with (3.1, 12a).

    >>> wert("1.234,56 €"), wert("−2,5 %"), wert("3.1")
    (Decimal('1234.56'), Decimal('-2.5'), None)
    """
    fund = re.search(r"[+−–-]?\d[\d.,]*", text)
    if fund is None or re.search(r"\d[a-z]\b", text):
        return None
    zahl = fund[0].rstrip(".,").replace("−", "-").replace("–", "-")
    if _GRUPPIERT.fullmatch(zahl.lstrip("+-")):
        zahl = zahl.replace(".", "")
    elif "." in zahl:
        return None
    try:
        return Decimal(zahl.replace(",", "."))
    except InvalidOperation:
        return None


def _umfeld(text: str, von: int, bis: int) -> str:
    links = text[max(0, von - _UMFELD) : von]
    if von > _UMFELD:
        links = "… " + links.partition(" ")[2]
    rechts = text[bis : bis + 24]
    if bis + 24 < len(text):
        rechts = rechts.rpartition(" ")[0] + " …"
    return kurz(f"{links}#{rechts}", 2 * _UMFELD + 24)
