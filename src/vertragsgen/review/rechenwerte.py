"""The figures of two calculations side by side, with the names that a lawyer uses and what they mean for a year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from vertragsgen.calculation.model import Berechnung, Kostenblatt, Satz
from vertragsgen.money import runde

SATZ, BUDGET, KOSTEN, PLATZGELD = "satz", "budget", "kosten", "platzgeld"
# What a figure is called if it is several at once: the agreed rate before what follows from it.
RANG = (SATZ, BUDGET, KOSTEN, PLATZGELD)


class Rechenwert(Struct, frozen=True):
    """A figure that differs, in euro: ``titel`` („Maßnahmepauschale“), ``von`` whose („Hilfebedarfsgruppe 2“).

    ``tage`` is what the calculation multiplies a rate with for a year, ``wirkung`` the difference in euro a year; None
    where it knows no days.
    """

    titel: str
    von: str
    art: str
    alt: Decimal
    neu: Decimal
    tage: Decimal | None = None
    wirkung: Decimal | None = None


def rechenwerte(alt: Berechnung | None, neu: Berechnung | None) -> list[Rechenwert]:
    """All figures of both calculations that differ."""
    if alt is None or neu is None:
        return []
    gefunden = [
        *_saetze(alt.saetze, neu.saetze, neu.kostenblaetter),
        *_saetze(alt.zuschlaege, neu.zuschlaege, ()),
        *_kostenblaetter(alt.kostenblaetter, neu.kostenblaetter),
        *_budget(alt, neu),
    ]
    return [wert for wert in gefunden if wert.alt != wert.neu]


def jahresvolumen(berechnung: Berechnung | None) -> Decimal | None:
    """What the agreement costs in a year by the calculation, in euro; None where it does not say."""
    if berechnung is None:
        return None
    teile = [blatt.jahresbudget_vereinbart for blatt in berechnung.kostenblaetter]
    if berechnung.budget is not None:
        teile.append(berechnung.budget.jahresbudget)
    bekannt = [teil for teil in teile if teil is not None]
    return sum(bekannt, Decimal(0)) if bekannt and len(bekannt) == len(teile) else None


def _saetze(alt: Sequence[Satz], neu: Sequence[Satz], blaetter: Sequence[Kostenblatt]) -> Iterator[Rechenwert]:
    for a, b in _paare(alt, neu):
        tage = _tage(b, blaetter)
        von = b.titel if len(neu) > 1 else ""
        teile = {teil.id: teil for teil in a.bestandteile}
        for teil in b.bestandteile:
            vorher = teile.get(teil.id)
            if vorher is not None:
                yield from _wert(teil.titel, von, SATZ, vorher.betrag, teil.betrag, tage)
                yield from _wert(f"Platzgeld {teil.titel}", von, PLATZGELD, vorher.platzgeld, teil.platzgeld)
        yield from _wert("Gesamtentgelt", von, SATZ, a.gesamtentgelt, b.gesamtentgelt, tage)
        yield from _wert("Platzgeld gesamt", von, PLATZGELD, a.platzgeld, b.platzgeld)
        yield from _wert("Zuschlag", von, SATZ, a.zuschlag, b.zuschlag)


def _paare(alt: Sequence[Satz], neu: Sequence[Satz]) -> Iterator[tuple[Satz, Satz]]:
    """Rows by their title, where titles are unique; else in order."""
    titel = {satz.titel: satz for satz in alt}
    if len(titel) == len(alt) and all(satz.titel in titel for satz in neu):
        yield from ((titel[satz.titel], satz) for satz in neu)
    else:
        yield from zip(alt, neu, strict=False)


def _tage(satz: Satz, blaetter: Iterable[Kostenblatt]) -> Decimal | None:
    tage = [gruppe.berechnungstage for blatt in blaetter for gruppe in blatt.gruppen if gruppe.satz == satz.index]
    bekannt = [tag for tag in tage if tag is not None]
    return sum(bekannt, Decimal(0)) if bekannt and len(bekannt) == len(tage) else None


def _kostenblaetter(alt: Sequence[Kostenblatt], neu: Sequence[Kostenblatt]) -> Iterator[Rechenwert]:
    for a, b in zip(alt, neu, strict=False):
        von = b.titel or b.standort or "" if len(neu) > 1 else ""
        for vorher, block in zip(a.bloecke, b.bloecke, strict=False):
            posten = {(position.nummer, position.bezeichnung): position for position in vorher.positionen}
            for position in block.positionen:
                alter = posten.get((position.nummer, position.bezeichnung))
                if alter is not None:
                    titel = f"{position.nummer} {position.bezeichnung}"
                    yield from _jahr(titel, von, KOSTEN, alter.betrag, position.betrag)
            yield from _jahr(f"Kosten {block.titel}", von, KOSTEN, vorher.summe, block.summe)
        yield from _jahr("Gesamtkosten", von, KOSTEN, a.gesamtkosten, b.gesamtkosten)
        yield from _jahr("Jahresbudget", von, BUDGET, a.jahresbudget_vereinbart, b.jahresbudget_vereinbart)
        fortgeschrieben = a.jahresbudget_fortgeschrieben, b.jahresbudget_fortgeschrieben
        yield from _jahr("Jahresbudget aus fortgeschriebenen Sätzen", von, BUDGET, *fortgeschrieben)
        yield from _jahr("Jahresbudget nach Kostenblatt", von, BUDGET, a.jahresbudget, b.jahresbudget)


def _budget(alt: Berechnung, neu: Berechnung) -> Iterator[Rechenwert]:
    a, b = alt.budget, neu.budget
    if a is None or b is None:
        return
    yield from _jahr("Jahresbudget", "", BUDGET, a.jahresbudget, b.jahresbudget)
    yield from _jahr("Sockelbetrag", "", BUDGET, a.sockel, b.sockel)
    for vorher, posten in zip(a.posten, b.posten, strict=False):
        titel = posten.titel or posten.art or ""
        yield from _wert("Pauschale", titel, SATZ, vorher.pauschale, posten.pauschale, _anzahl(posten.anzahl))
        yield from _jahr("Betrag", titel, BUDGET, vorher.betrag, posten.betrag)
    for vorher_rate, rate in list(zip(a.abschlaege, b.abschlaege, strict=False))[:1]:
        yield from _wert("Abschlag", "", BUDGET, vorher_rate, rate)


def _anzahl(faelle: int | None) -> Decimal | None:
    return None if faelle is None else Decimal(faelle)


def _wert(
    titel: str, von: str, art: str, alt: Decimal | None, neu: Decimal | None, tage: Decimal | None = None
) -> Iterator[Rechenwert]:
    if isinstance(alt, Decimal) and isinstance(neu, Decimal):
        wirkung = None if tage is None else runde((neu - alt) * tage)
        yield Rechenwert(titel, von, art, alt, neu, tage, wirkung)


def _jahr(titel: str, von: str, art: str, alt: Decimal | None, neu: Decimal | None) -> Iterator[Rechenwert]:
    """An amount that already is one of a year."""
    if isinstance(alt, Decimal) and isinstance(neu, Decimal):
        yield Rechenwert(titel, von, art, alt, neu, None, runde(neu - alt))
