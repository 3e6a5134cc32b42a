"""Jahresbudget: a base amount plus cases times flat rates, paid in equal instalments that add up to the cent."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from vertragsgen.calculation.angaben import angabe, dezimal, liste, summe
from vertragsgen.calculation.budgetmodell import Budgetposten, Jahresbudget
from vertragsgen.money import runde
from vertragsgen.package.bausteine import Budgetregel

ABSCHLAEGE = 12


def jahresbudget(profil: object, regel: Budgetregel | None = None) -> Jahresbudget | None:
    """The budget of a profile; None if it agrees none. What is missing leaves the sums ``None``.

    ``regel`` is what the package says on budgets: what kinds of cases are called, how many instalments are paid.
    """
    budget = getattr(profil, "budget", None)
    if budget is None:
        return None
    sockel = dezimal(budget, "sockel")
    titel = {} if regel is None else regel.arten
    posten = tuple(_posten(fall, titel) for fall in liste(budget, "faelle"))
    gerechnet = summe([sockel, *(fall.betrag for fall in posten)])
    genannt = dezimal(budget, "jahresbudget")
    betrag = gerechnet if genannt is None else genannt
    return Jahresbudget(
        jahr=angabe(budget, "jahr", int),
        sockel=sockel,
        posten=posten,
        faelle=summe([fall.anzahl if fall.anzahl is None else Decimal(fall.anzahl) for fall in posten]),
        jahresbudget=betrag,
        jahresbudget_gerechnet=gerechnet,
        abschlaege=() if betrag is None else instalments(betrag, ABSCHLAEGE if regel is None else regel.abschlaege),
    )


def _posten(fall: object, titel: Mapping[str, str]) -> Budgetposten:
    anzahl, pauschale = angabe(fall, "anzahl", int), dezimal(fall, "pauschale")
    betrag = None if anzahl is None or pauschale is None else anzahl * pauschale
    art = angabe(fall, "art", str)
    return Budgetposten(art, None if art is None else titel.get(art), anzahl, pauschale, betrag)


def instalments(betrag: Decimal, anzahl: int = ABSCHLAEGE) -> tuple[Decimal, ...]:
    """``anzahl`` instalments in euro whose sum is exactly ``betrag``: the last one carries the remainder.

    >>> instalments(Decimal("451000.00"))[0], instalments(Decimal("451000.00"))[-1]
    (Decimal('37583.33'), Decimal('37583.37'))
    """
    if anzahl < 1:
        raise ValueError(f"{anzahl} instalments")
    rate = runde(betrag / anzahl)
    return (*[rate] * (anzahl - 1), betrag - rate * (anzahl - 1))
