"""What a profile with ``fortschreibung`` agrees, against its predecessor × percentage.

Source of the rule: § 6 of the design (successor) and the usual agreement on a uniform raise: each component is
raised and rounded to cents on its own, the total is their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from vertragsgen.calculation.angaben import angabe, dezimal, liste, summe
from vertragsgen.calculation.fortschreibung import raised_rate
from vertragsgen.calculation.fortschreibungsmodell import Fortgeschrieben, Fortschreibungsteil
from vertragsgen.calculation.kostenmodell import Block, Gruppe
from vertragsgen.calculation.saetze import titel_der_reihe
from vertragsgen.calculation.satzmodell import Satz


def fortgeschrieben(profil: object, saetze: Sequence[Satz]) -> Fortgeschrieben:
    """The raise behind the rows of the rates; it does not apply if the profile names no percentage or no rates to raise."""
    fortschreibung, vorher = getattr(profil, "fortschreibung", None), getattr(profil, "vorgaenger", None)
    prozent = dezimal(fortschreibung, "prozent")
    je_komponente = getattr(fortschreibung, "prozent_je_komponente", None)
    alte = liste(vorher, "saetze")
    if (prozent is None and je_komponente is None) or not alte:
        return Fortgeschrieben()
    benannt = je_komponente is not None or bool(liste(fortschreibung, "komponenten"))
    teile: list[Fortschreibungsteil] = []
    for satz in saetze:
        index = reihe_vorher(alte, satz)
        teile += _teile(satz, index, None if index is None else alte[index], fortschreibung if benannt else None)
    return Fortgeschrieben(
        gilt=True,
        prozent=prozent,
        von=angabe(vorher, "beginn", date),
        bis=angabe(vorher, "ende", date),
        ab=angabe(getattr(profil, "laufzeit", None), "beginn", date),
        benannt=benannt,
        teile=tuple(teile),
    )


def reihe_vorher(alte: Sequence[object], satz: Satz) -> int | None:
    """The predecessor's row of the same name; among several of that name the one in the same place, else none."""
    gleichnamige = [index for index, reihe in enumerate(alte) if titel_der_reihe(reihe, index) == satz.titel]
    if satz.index in gleichnamige:
        return satz.index
    return gleichnamige[0] if len(gleichnamige) == 1 else None


def prozentsatz(fortschreibung: object, komponente: str) -> Decimal:
    """The raise of one component in percent; 0 if it is not raised."""
    eigener = dezimal(getattr(fortschreibung, "prozent_je_komponente", None), komponente)
    if eigener is not None:
        return eigener
    if komponente not in liste(fortschreibung, "komponenten"):
        return Decimal(0)
    return dezimal(fortschreibung, "prozent") or Decimal(0)


def _teile(satz: Satz, index: int | None, reihe: object, fortschreibung: object) -> list[Fortschreibungsteil]:
    teile = []
    for teil in satz.bestandteile:
        bisher = dezimal(reihe, teil.id)
        prozent = None if fortschreibung is None else prozentsatz(fortschreibung, teil.id)
        soll = None if bisher is None or prozent is None else raised_rate(bisher, prozent)
        teile.append(
            Fortschreibungsteil(satz.index, satz.titel, teil.id, teil.titel, index, bisher, prozent, soll, teil.betrag)
        )
    # The predecessor's total is the sum of its components: what it stated beside them is for other rules to judge.
    bisher, soll = summe([t.bisher for t in teile]), summe([t.soll for t in teile])
    gesamt = Fortschreibungsteil(
        satz.index, satz.titel, None, "Gesamtentgelt", index, bisher, None, soll, satz.gesamtentgelt
    )
    return [*teile, gesamt] if teile else []


def mit_kalkulation(
    teile: Sequence[Fortschreibungsteil], bloecke: Sequence[Block], gruppen: Sequence[Gruppe]
) -> tuple[Fortschreibungsteil, ...]:
    """The parts that a cost sheet covers, each with the sheet's own rate."""
    raten = {(teil.satz, block.id): teil.gerechnet for block in bloecke for teil in block.saetze}
    gesamt = {gruppe.satz: gruppe.gesamtentgelt for gruppe in gruppen}
    return tuple(
        replace(
            teil,
            kalkuliert=gesamt[teil.satz] if teil.komponente is None else raten.get((teil.satz, teil.komponente)),
        )
        for teil in teile
        if teil.satz in gesamt
    )
