"""Fortschreibung: agreed rates times a percentage, component by component, and what follows from them.

New rate = r2(old rate × (1 + p/100)) for each raised component, the others unchanged; the total is the sum of the
rounded components, the Platzgeld is computed anew from them and never raised itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from types import SimpleNamespace
from typing import Any

from msgspec import Struct

from vertragsgen.calculation.angaben import dezimal, liste
from vertragsgen.calculation.genauigkeit import GENAU
from vertragsgen.calculation.saetze import saetze
from vertragsgen.calculation.satzmodell import Satz
from vertragsgen.money import runde
from vertragsgen.package.bausteine import GESAMTENTGELT
from vertragsgen.package.manifest import Manifest

_UEBERNOMMEN = ("art", "bezeichnung", "hilfebedarfsgruppe", "schluessel", "plaetze", "einheit", "betrag")


class Aenderung(Struct, frozen=True):
    """One figure before and after, in euro; ``name`` is the component's id or ``gesamtentgelt``."""

    name: str
    titel: str
    alt: Decimal | None
    neu: Decimal | None

    @property
    def differenz(self) -> Decimal | None:
        """New minus old in euro."""
        return None if self.alt is None or self.neu is None else self.neu - self.alt

    @property
    def prozent(self) -> Decimal | None:
        """The actual change in percent, rounded to two decimals; None from nothing."""
        if self.alt is None or self.neu is None or self.alt == 0:
            return None
        with localcontext(GENAU):
            return runde((self.neu / self.alt - 1) * 100)


class Satzaenderung(Struct, frozen=True):
    """One row of the rates before and after; ``index`` is its place in the profile.

    ``platzgeld`` holds its components and last its total; empty where the package has no absence rule or the
    profile agrees none.
    """

    index: int
    titel: str
    bestandteile: tuple[Aenderung, ...]
    gesamtentgelt: Aenderung
    platzgeld: tuple[Aenderung, ...]


def raised_rate(betrag: Decimal, prozent: Decimal) -> Decimal:
    """A rate after a raise, rounded to cents the commercial way.

    >>> raised_rate(Decimal("75.69"), Decimal("2.5"))
    Decimal('77.58')
    """
    with localcontext(GENAU):
        return runde(betrag * (1 + prozent / 100))


def raised_rates(profil: object, manifest: Manifest, prozent: Mapping[str, Decimal]) -> tuple[Satzaenderung, ...]:
    """Every row of the profile's rates before and after; ``prozent`` by component, missing ones stay.

    Surcharges (art: zuschlag) are no components of a rate and are not among the rows.
    """
    verguetung = getattr(profil, "verguetung", None)
    reihen = [_nachfolger(reihe, manifest, prozent) for reihe in liste(verguetung, "saetze")]
    neu = SimpleNamespace(
        verguetung=SimpleNamespace(einheit=getattr(verguetung, "einheit", None), saetze=reihen),
        platzgeld=getattr(profil, "platzgeld", None),
    )
    with localcontext(GENAU):
        alte, _ = saetze(profil, manifest)
        neue, _ = saetze(neu, manifest)
    return tuple(_aenderung(*paar) for paar in zip(alte, neue, strict=True))


def _nachfolger(reihe: object, manifest: Manifest, prozent: Mapping[str, Decimal]) -> Any:
    """The row with raised components; totals and Platzgeld left out, so that they are computed."""
    werte = {name: getattr(reihe, name, None) for name in _UEBERNOMMEN}
    for komponente in manifest.komponenten:
        alt = dezimal(reihe, komponente.id)
        steigt = alt is not None and komponente.id in prozent
        werte[komponente.id] = raised_rate(alt, prozent[komponente.id]) if steigt and alt is not None else alt
    return SimpleNamespace(**werte, gesamtentgelt=None, platzgeld=None)


def _aenderung(alt: Satz, neu: Satz) -> Satzaenderung:
    paare = list(zip(alt.bestandteile, neu.bestandteile, strict=True))
    platzgeld = [Aenderung(a.id, a.titel, a.platzgeld, n.platzgeld) for a, n in paare]
    platzgeld.append(Aenderung(GESAMTENTGELT, "Platzgeld gesamt", alt.platzgeld, neu.platzgeld))
    geregelt = neu.bestandteile and all(n.faktor is not None for n in neu.bestandteile)
    return Satzaenderung(
        index=alt.index,
        titel=alt.titel,
        bestandteile=tuple(Aenderung(a.id, a.titel, a.betrag, n.betrag) for a, n in paare),
        gesamtentgelt=Aenderung(GESAMTENTGELT, "Gesamtentgelt", alt.gesamtentgelt, neu.gesamtentgelt),
        platzgeld=tuple(platzgeld) if geregelt else (),
    )
