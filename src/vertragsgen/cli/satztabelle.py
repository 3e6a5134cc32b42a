"""Rates before and after a raise, as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from vertragsgen.money import format_betrag
from vertragsgen.notation import format_datum, format_menge

if TYPE_CHECKING:
    from vertragsgen.calculation.fortschreibung import Aenderung, Satzaenderung
    from vertragsgen.output.successor import Fortschreibung

_KOPF = ("bisher €", "neu €", "Δ €", "Δ %")
_BREITE = 11


def zeilen(ergebnis: Fortschreibung) -> Iterator[str]:
    """Title, one block of lines for each row of the rates, and what the clerk has to look at."""
    titel = click.style(ergebnis.profil, bold=True)
    yield f"{titel}: ab {format_datum(ergebnis.ab)}, bisher ab {format_datum(ergebnis.bisher_ab)}"
    breite = max(len(teil.titel) for satz in ergebnis.saetze for teil in _aenderungen(satz)) + 2
    breite = max(breite, *(len(satz.titel) for satz in ergebnis.saetze))
    for satz in ergebnis.saetze:
        yield f"  {satz.titel.ljust(breite)}" + "".join(kopf.rjust(_BREITE) for kopf in _KOPF)
        for teil in _aenderungen(satz):
            yield f"    {teil.titel.ljust(breite - 2)}" + "".join(zelle.rjust(_BREITE) for zelle in _zellen(teil))
    for hinweis in ergebnis.hinweise:
        yield f"  → {hinweis}"


def _aenderungen(satz: Satzaenderung) -> tuple[Aenderung, ...]:
    """The components, their total and the total of the Platzgeld."""
    return (*satz.bestandteile, satz.gesamtentgelt, *satz.platzgeld[-1:])


def _zellen(teil: Aenderung) -> tuple[str, str, str, str]:
    return (_betrag(teil.alt), _betrag(teil.neu), _mit_vorzeichen(teil.differenz), _mit_vorzeichen(teil.prozent))


def _betrag(wert: Decimal | None) -> str:
    return "–" if wert is None else format_betrag(wert)


def _mit_vorzeichen(wert: Decimal | None) -> str:
    if wert is None:
        return "–"
    return ("+" if wert > 0 else "") + format_menge(wert, 2)
