"""How numbers, keys, dates and truth values are written in profiles and printed in documents.

Every ``parse_*`` takes the source text and raises :class:`Notationsfehler` with a German message that says
what was found, what is expected and what to write.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from vertragsgen.money import GANZZAHLSTELLEN_MAX, Notationsfehler, kurz, runde, tausche_trennzeichen

__all__ = [
    "MONATE",
    "Notationsfehler",
    "format_datum",
    "format_menge",
    "format_prozent",
    "format_schluessel",
    "format_schluessel_kurz",
    "parse_datum",
    "parse_ganzzahl",
    "parse_menge",
    "parse_prozent",
    "parse_schluessel",
    "parse_wahrheitswert",
    "parse_zeit",
]

MONATE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip

NBSP = "\u00a0"
MENGENSTELLEN = 4
"""So many decimals a quantity may have; what is computed more exactly is shown with so many."""
_GRUPPIERT = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]{1,4})?")
_MEHRDEUTIG = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_EINFACH = re.compile(r"-?[0-9]+(?:[.,][0-9]{1,4})?")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DEUTSCH = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_ZEIT = re.compile(r"([01]?[0-9]|2[0-4])[:.]([0-5][0-9])(?: ?Uhr)?")


def parse_menge(text: str) -> Decimal:
    """Read a quantity (VK, m², hours, days) with at most four decimals; the decimals written are kept.

    >>> parse_menge("2.803,20"), parse_menge("365.25")
    (Decimal('2803.20'), Decimal('365.25'))
    """
    zahl = text.strip()
    if _MEHRDEUTIG.fullmatch(zahl):
        raise Notationsfehler(
            f"„{zahl}“ ist mehrdeutig: Der Punkt kann Tausender trennen oder ein Komma meinen. "
            f"Schreiben Sie „{zahl.replace('.', '')}“ oder „{zahl.replace('.', ',')}“."
        )
    if _GRUPPIERT.fullmatch(zahl):
        zahl = zahl.replace(".", "").replace(",", ".")
    elif _EINFACH.fullmatch(zahl):
        zahl = zahl.replace(",", ".")
    else:
        raise Notationsfehler(
            f"„{kurz(text)}“ ist keine Zahl mit höchstens vier Nachkommastellen. "
            "Schreiben Sie zum Beispiel „2,5“ oder „2.803,20“."
        )
    if len(zahl.lstrip("-").partition(".")[0]) > GANZZAHLSTELLEN_MAX:
        raise Notationsfehler(f"„{kurz(text)}“ ist als Zahl zu groß.")
    return Decimal(zahl)


def parse_ganzzahl(text: str) -> int:
    """Read a whole number without grouping dots."""
    zahl = text.strip()
    if re.fullmatch(r"-?[0-9]{1,12}", zahl):
        return int(zahl)
    if _GRUPPIERT.fullmatch(zahl) and "," not in zahl:
        raise Notationsfehler(
            f"„{zahl}“ ist als ganze Zahl mehrdeutig. Schreiben Sie „{zahl.replace('.', '')}“ ohne Punkt."
        )
    raise Notationsfehler(f"„{kurz(text)}“ ist keine ganze Zahl. Schreiben Sie zum Beispiel „8“.")


def parse_prozent(text: str) -> Decimal:
    """Read a percentage, with or without the percent sign: ``25``, ``1,50 %``."""
    zahl = text.strip().removesuffix("%").strip()
    try:
        return parse_menge(zahl)
    except Notationsfehler as fehler:
        if _MEHRDEUTIG.fullmatch(zahl):
            raise
        raise Notationsfehler(
            f"„{kurz(text)}“ ist kein Prozentsatz. Schreiben Sie zum Beispiel „25“ oder „2,5“."
        ) from fehler


def parse_schluessel(text: str) -> Decimal:
    """Read a staffing key as places per VK: ``1:2,5``, ``1 : 2,5``, ``2,5`` and ``2.5`` are the same.

    >>> parse_schluessel("1 : 2,5")
    Decimal('2.5')
    """
    vorne, doppelpunkt, hinten = text.strip().rpartition(":")
    fehler = Notationsfehler(
        f"„{kurz(text)}“ ist kein Betreuungsschlüssel. Schreiben Sie zum Beispiel „1:2,5“ (eine "
        f"Vollkraft für 2,5 Plätze)."
    )
    if doppelpunkt and vorne.strip() != "1":
        raise fehler
    try:
        wert = parse_menge(hinten)
    except Notationsfehler:
        raise fehler from None
    if wert <= 0:
        raise fehler
    return wert


def parse_datum(text: str) -> date:
    """Read a date in ISO notation or as TT.MM.JJJJ.

    >>> parse_datum("03.01.2019") == parse_datum("2019-01-03")
    True
    """
    roh = text.strip()
    iso = _ISO.fullmatch(roh)
    deutsch = None if iso else _DEUTSCH.fullmatch(roh)
    if iso:
        jahr, monat, tag = (int(teil) for teil in iso.groups())
    elif deutsch:
        tag, monat, jahr = (int(teil) for teil in deutsch.groups())
    else:
        raise Notationsfehler(
            f"„{kurz(text)}“ ist kein Datum. Schreiben Sie zum Beispiel „01.01.2019“ oder „2019-01-01“."
        )
    try:
        wert = date(jahr, monat, tag)
    except ValueError:
        raise Notationsfehler(f"Den Tag „{roh}“ gibt es im Kalender nicht.") from None
    if not 1900 <= jahr <= 2199:
        raise Notationsfehler(f"Das Jahr in „{roh}“ liegt außerhalb von 1900 bis 2199.")
    if deutsch and len(roh) != len("01.01.2019"):
        raise Notationsfehler(f"Tag und Monat sind zweistellig: Schreiben Sie „{format_datum(wert)}“ statt „{roh}“.")
    return wert


def parse_wahrheitswert(text: str) -> bool:
    """Read ``true`` or ``false``; nothing else, so that ``no`` is never a surprise."""
    roh = text.strip()
    if roh in ("true", "false"):
        return roh == "true"
    gemeint = {"ja": "true", "yes": "true", "wahr": "true", "on": "true"}
    gemeint |= {"nein": "false", "no": "false", "falsch": "false", "off": "false"}
    vorschlag = gemeint.get(roh.casefold(), roh.casefold())
    schreiben = f"„{vorschlag}“" if vorschlag in ("true", "false") else "„true“ (ja) oder „false“ (nein)"
    raise Notationsfehler(f"„{kurz(text)}“ ist kein Wahrheitswert. Schreiben Sie {schreiben}.")


def parse_zeit(text: str) -> str:
    """Read a time of day and return it as ``HH:MM`` (``24:00`` is the end of a day)."""
    treffer = _ZEIT.fullmatch(text.strip())
    if treffer is None or (treffer[1] == "24" and treffer[2] != "00"):
        raise Notationsfehler(f"„{kurz(text)}“ ist keine Uhrzeit. Schreiben Sie zum Beispiel „09:30“.")
    return f"{treffer[1]:0>2}:{treffer[2]}"


def format_menge(wert: Decimal, stellen: int | None = None, hoechstens: int | None = None) -> str:
    """Write a quantity in German notation: with the decimals it has, or rounded to ``stellen``.

    With ``hoechstens`` it is rounded to that many, of which zeros at the end beyond ``stellen`` are not written.

    >>> format_menge(Decimal("0.1250"), 2), format_menge(Decimal("0.1250"), 2, 4), format_menge(Decimal("2.2"), 2, 4)
    ('0,13', '0,125', '2,20')
    """
    gerundet = wert if stellen is None else runde(wert, stellen)
    if stellen is not None and hoechstens is not None:
        genau = runde(wert, hoechstens)
        gerundet = next((knapp for n in range(stellen, hoechstens) if (knapp := runde(genau, n)) == genau), genau)
    return tausche_trennzeichen(f"{gerundet + 0:,f}")


def format_prozent(wert: Decimal) -> str:
    """``25 %`` with a no-break space."""
    return f"{format_menge(wert)}{NBSP}%"


def format_schluessel(wert: Decimal) -> str:
    """``1 : 2,5`` with no-break spaces."""
    return f"1{NBSP}:{NBSP}{_ohne_endnullen(wert)}"


def format_schluessel_kurz(wert: Decimal) -> str:
    """``1:2,5``, for tables."""
    return f"1:{_ohne_endnullen(wert)}"


def format_datum(wert: date) -> str:
    """``01.01.2019``."""
    return f"{wert.day:02}.{wert.month:02}.{wert.year:04}"


def _ohne_endnullen(wert: Decimal) -> str:
    text = format_menge(wert)
    return text.rstrip("0").rstrip(",") if "," in text else text
