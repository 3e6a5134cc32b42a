"""Euro amounts: read from German or technical notation, rounded the commercial way, written in German.

Amounts are ``Decimal`` from end to end; a binary float never appears: 5,02 × 0,75 would round wrongly.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

GANZZAHLSTELLEN_MAX = 12
"""More digits before the comma than any agreement has; keeps formatting and column widths bounded."""

_VORZEICHEN_UND_ZAHL = re.compile(r"-?[0-9]+(?:[.,][0-9]+)*")
_DEUTSCH = re.compile(r"(-?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),([0-9]{2})")
_TECHNISCH = re.compile(r"(-?)([0-9]+)\.([0-9]{2})")
_TAUSENDERGRUPPE = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")


class Notationsfehler(ValueError):
    """A text is not written the way its kind of value asks for; ``meldung`` is German and complete."""

    def __init__(self, meldung: str) -> None:
        super().__init__(meldung)
        self.meldung = meldung


def parse_betrag(text: str) -> Decimal:
    """Read a euro amount with exactly two decimals.

    >>> parse_betrag("84,10"), parse_betrag("1.234,56 €"), parse_betrag("-3.41")
    (Decimal('84.10'), Decimal('1234.56'), Decimal('-3.41'))
    >>> parse_betrag("84,1")
    Traceback (most recent call last):
    ...
    vertragsgen.money.Notationsfehler: „84,1“ hat nur eine Nachkommastelle; ein Eurobetrag hat genau \
zwei. Schreiben Sie „84,10“.
    """
    zahl = text.strip().removesuffix("€").strip()
    treffer = _DEUTSCH.fullmatch(zahl) or _TECHNISCH.fullmatch(zahl)
    if treffer is None:
        raise Notationsfehler(_warum_kein_betrag(text.strip(), zahl))
    vorzeichen, ganz, cent = treffer.groups()
    ganz = ganz.replace(".", "")
    if len(ganz) > GANZZAHLSTELLEN_MAX:
        raise Notationsfehler(f"„{kurz(text)}“ ist als Eurobetrag zu groß.")
    return Decimal(f"{vorzeichen}{ganz}.{cent}")


CENT = Decimal("0.01")
HALBER_CENT = Decimal("0.005")
"""What rounding to the cent changes at most."""
_TRENNZEICHEN = str.maketrans(",.", ".,")


def runde(wert: Decimal, stellen: int = 2) -> Decimal:
    """Round the commercial way (kaufmännisch, half up) to ``stellen`` decimals.

    >>> runde(Decimal("3.765"))
    Decimal('3.77')
    """
    return wert.quantize(CENT if stellen == 2 else _stufe(stellen), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=32)
def _stufe(stellen: int) -> Decimal:
    return Decimal(1).scaleb(-stellen)


def format_betrag(wert: Decimal) -> str:
    """Write an amount in German notation, without the unit; it must already be rounded to cents.

    >>> format_betrag(Decimal("1234.5"))
    '1.234,50'
    """
    gerundet = runde(wert)
    if wert != gerundet:
        raise ValueError(f"amount {wert} is not rounded to cents")
    # Adding zero turns a negative zero into a plain one: nobody agrees on „-0,00 €“.
    return tausche_trennzeichen(f"{gerundet + 0:,.2f}")


def format_euro(wert: Decimal) -> str:
    """Like :func:`format_betrag`, followed by a no-break space and the euro sign."""
    return f"{format_betrag(wert)}\u00a0€"


def tausche_trennzeichen(zahl: str) -> str:
    """Turn ``1,234.56`` into ``1.234,56``."""
    return zahl.translate(_TRENNZEICHEN)


def kurz(text: str, laenge: int = 60) -> str:
    """A user's text as it is quoted in a message: on one line, cut when it is long."""
    eine_zeile = " ".join(text.split())
    return eine_zeile if len(eine_zeile) <= laenge else eine_zeile[: laenge - 1] + "…"


def _warum_kein_betrag(text: str, zahl: str) -> str:
    if not zahl:
        return "Hier fehlt ein Eurobetrag. Schreiben Sie zum Beispiel „84,10“."
    if _TAUSENDERGRUPPE.fullmatch(zahl):
        ganz = zahl.replace(".", "")
        return (
            f"„{kurz(text)}“ ist als Eurobetrag mehrdeutig: Der Punkt kann Tausender trennen oder ein Komma "
            f"meinen. Schreiben Sie „{zahl},00“ (gleich {ganz} Euro) oder einen Betrag mit zwei "
            f"Nachkommastellen."
        )
    if _VORZEICHEN_UND_ZAHL.fullmatch(zahl) and len(re.findall("[.,]", zahl)) <= 1:
        ganz, _, nachkomma = zahl.replace(".", ",").partition(",")
        if not nachkomma:
            return (
                f"„{kurz(text)}“ hat keine Nachkommastellen; ein Eurobetrag hat genau zwei. Schreiben Sie „{ganz},00“."
            )
        if len(nachkomma) == 1:
            return (
                f"„{kurz(text)}“ hat nur eine Nachkommastelle; ein Eurobetrag hat genau zwei. "
                f"Schreiben Sie „{ganz},{nachkomma}0“."
            )
        return f"„{kurz(text)}“ hat {len(nachkomma)} Nachkommastellen; ein Eurobetrag hat genau zwei."
    return f"„{kurz(text)}“ ist kein Eurobetrag. Erwartet werden genau zwei Nachkommastellen wie in „1.234,56“."
