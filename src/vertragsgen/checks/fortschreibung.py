"""Rates after a Fortschreibung: predecessor × percentage, component by component."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.model import Fortgeschrieben, Fortschreibungsteil
from vertragsgen.checks.regel import Fund
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge


def fortschreibung_stimmt(fortschreibung: Fortgeschrieben) -> Iterator[Fund]:
    """Findings where a rate is not the predecessor's, raised and rounded."""
    if not fortschreibung.benannt:
        meldung = "Die Fortschreibung nennt keine Bestandteile; ihre Sätze lassen sich nicht nachrechnen."
        yield Fund(meldung, "fortschreibung", nicht_pruefbar=True)
        return
    for teil in fortschreibung.teile:
        if teil.komponente is not None:
            yield from _teil_stimmt(teil, teil.komponente)


def _teil_stimmt(teil: Fortschreibungsteil, komponente: str) -> Iterator[Fund]:
    pfad = f"verguetung.saetze.{teil.satz}.{komponente}"
    if teil.bisher is None or teil.soll is None or teil.vereinbart is None or teil.prozent is None:
        meldung = f"{teil.titel}: Die Vorvereinbarung nennt für {teil.satztitel} keinen Betrag."
        yield Fund(meldung, pfad, stelle=teil.satztitel, nicht_pruefbar=True)
    elif teil.soll != teil.vereinbart:
        yield Fund(
            f"{teil.titel} {teil.satztitel}: vereinbart {format_betrag(teil.vereinbart)} €, die Fortschreibung von "
            f"{format_betrag(teil.bisher)} € um {format_menge(teil.prozent)} % ergibt {format_betrag(teil.soll)} €; "
            f"Differenz {format_betrag(teil.vereinbart - teil.soll)} €.",
            pfad,
            (f"vorgaenger.saetze.{teil.reihe_vorher}.{komponente}", "fortschreibung"),
            stelle=teil.satztitel,
        )
