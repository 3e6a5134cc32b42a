"""The values of a model, and how each reads where it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from vertragsgen.money import runde
from vertragsgen.notation import Notationsfehler, parse_datum
from vertragsgen.rendering.fingerprint import field_names
from vertragsgen.review.zahlen import wert

Wert = Decimal | date
Schreibung = int | type[date] | None
"""How a value is written: with so many digits after the comma, as a date, not at all."""


def blaetter(wert: Any) -> dict[tuple[object, ...], Wert]:
    """Every amount, number and date in a model, by its path."""
    gefunden: dict[tuple[object, ...], Wert] = {}
    _sammle(wert, (), gefunden)
    return gefunden


def _sammle(wert: Any, pfad: tuple[object, ...], gefunden: dict[tuple[object, ...], Wert]) -> None:
    if wert is None or isinstance(wert, bool | str):
        return
    if isinstance(wert, Decimal | date):
        gefunden[pfad] = wert
    elif isinstance(wert, int):
        gefunden[pfad] = Decimal(wert)
    elif isinstance(wert, Mapping):
        for name, teil in wert.items():
            _sammle(teil, (*pfad, name), gefunden)
    elif isinstance(wert, list | tuple):
        for index, teil in enumerate(wert):
            _sammle(teil, (*pfad, index), gefunden)
    else:
        for name in field_names(wert):
            _sammle(getattr(wert, name), (*pfad, name), gefunden)


def lies(text: str) -> Wert | None:
    """The value that a printed figure or date stands for; None if it is none."""
    if not text:
        return None
    try:
        return parse_datum(text)
    except Notationsfehler:
        return wert(text)


def schreibung(gelesen: Wert | None) -> Schreibung:
    """How that value is written."""
    if not isinstance(gelesen, Decimal):
        return None if gelesen is None else date
    exponent = gelesen.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def druckbar(gemeint: Wert | None, art: Schreibung) -> bool:
    """True if the value can be written so."""
    return gemeint is None if art is None else isinstance(gemeint, Decimal if isinstance(art, int) else date)


def gedruckt(gemeint: Wert | None, art: Schreibung) -> Wert | None:
    """The value as it reads when it is written so, without its sign."""
    return runde(abs(gemeint), art) if isinstance(gemeint, Decimal) and isinstance(art, int) else gemeint


def betrag(gelesen: Wert | None) -> Wert | None:
    """The value without its sign."""
    return abs(gelesen) if isinstance(gelesen, Decimal) else gelesen
