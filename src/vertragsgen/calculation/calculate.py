"""Profile and package parameters in, the whole calculation out; no I/O, no clock."""

from __future__ import annotations

from decimal import localcontext

from msgspec import Struct

from vertragsgen.calculation.angaben import liste, summe
from vertragsgen.calculation.befunde import Fundort, ohne_marken
from vertragsgen.calculation.budget import jahresbudget
from vertragsgen.calculation.fortgeschrieben import fortgeschrieben
from vertragsgen.calculation.genauigkeit import GENAU
from vertragsgen.calculation.kostenblatt import kostenblatt
from vertragsgen.calculation.model import Berechnung, Kostenblatt
from vertragsgen.calculation.personal import personalsumme
from vertragsgen.calculation.saetze import saetze
from vertragsgen.diagnostics import Befund, Markierung
from vertragsgen.package.manifest import Manifest


class Rechnung(Struct, frozen=True):
    """The calculation and the findings about input that cannot be calculated with."""

    berechnung: Berechnung
    befunde: tuple[Befund, ...]


def calculate(profil: object, manifest: Manifest, mark: Markierung = ohne_marken) -> Rechnung:
    """Rates, Platzgeld, cost sheets and budget of one profile.

    ``mark`` finds the source of a profile value by its path. Missing input leaves results ``None``; input
    that makes no sense (zero days, a percentage of an unknown position) is a finding, never an exception.
    """
    with localcontext(GENAU):
        reihen, zuschlaege = saetze(profil, manifest)
        fortschreibung = fortgeschrieben(profil, reihen)
        befunde: list[Befund] = []
        blaetter: list[Kostenblatt] = []
        for index, eintrag in enumerate(liste(profil, "kostentraegerblaetter")):
            blatt, weitere = kostenblatt(eintrag, profil, manifest, reihen, fortschreibung, Fundort(mark, index))
            befunde += weitere
            blaetter += [blatt] if blatt is not None else []
        berechnung = Berechnung(
            saetze=reihen,
            zuschlaege=zuschlaege,
            vk_betreuung=summe([satz.vk for satz in reihen]) if reihen else None,
            kostenblaetter=tuple(blaetter),
            budget=jahresbudget(profil, manifest.budget),
            fortschreibung=fortschreibung,
            personal=personalsumme(profil),
        )
    return Rechnung(berechnung, tuple(befunde))
