"""Rates and Platzgeld, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from vertragsgen.calculation.angaben import angabe, dezimal, fehlt, liste, summe
from vertragsgen.calculation.model import Bestandteil, Satz
from vertragsgen.money import runde
from vertragsgen.package.bausteine import GESAMTENTGELT, ZUSCHLAG
from vertragsgen.package.manifest import Komponente, Manifest

SUMMARISCH = "summe"


class Abwesenheitsregel(Struct, frozen=True):
    """What the absence rule does to a component: reduction in percent, which components, how to round."""

    minderung_prozent: Decimal
    geminderte: frozenset[str]
    summarisch: bool

    def mindert(self, komponente: str) -> bool:
        """True if that component is reduced; ``gesamtentgelt`` in the list reduces all of them."""
        return komponente in self.geminderte or GESAMTENTGELT in self.geminderte

    def faktor(self, komponente: str) -> Decimal:
        """What a component is multiplied by during absence, between 0 and 1, exact."""
        return 1 - self.minderung_prozent / 100 if self.mindert(komponente) else Decimal(1)


def abwesenheitsregel(profil: object, manifest: Manifest) -> Abwesenheitsregel | None:
    """The absence rule of a profile; None if the package has none or the reduction is not agreed."""
    platzgeld = getattr(profil, "platzgeld", None)
    minderung = dezimal(platzgeld, "minderung_prozent")
    if manifest.platzgeld is None or minderung is None:
        return None
    geminderte = frozenset(str(name) for name in liste(platzgeld, "geminderte_komponenten"))
    return Abwesenheitsregel(minderung, geminderte, manifest.platzgeld.rundung == SUMMARISCH)


def _bestandteil(reihe: object, komponente: Komponente, regel: Abwesenheitsregel | None) -> Bestandteil:
    betrag = dezimal(reihe, komponente.id)
    faktor = None if regel is None else regel.faktor(komponente.id)
    exakt = None if betrag is None or faktor is None else betrag * faktor
    gerechnet = None if exakt is None else runde(exakt)
    genannt = dezimal(getattr(reihe, "platzgeld", None), komponente.id)
    return Bestandteil(
        id=komponente.id,
        titel=komponente.titel,
        kurz=komponente.kurz,
        betrag=betrag,
        platzgeld=gerechnet if genannt is None else genannt,
        platzgeld_gerechnet=gerechnet,
        platzgeld_exakt=exakt,
        faktor=faktor,
        gemindert=regel is not None and regel.mindert(komponente.id),
    )


def _summarisch(bestandteile: Sequence[Bestandteil]) -> Decimal | None:
    """The Platzgeld when the reduced components are added first and rounded once."""
    gemindert = summe([b.platzgeld_exakt for b in bestandteile if b.gemindert])
    voll = summe([b.betrag for b in bestandteile if not b.gemindert])
    return None if gemindert is None or voll is None else runde(gemindert) + voll


def titel_der_reihe(reihe: object, index: int) -> str:
    """How a row is called in tables and messages: its Bezeichnung, else its Hilfebedarfsgruppe."""
    bezeichnung = angabe(reihe, "bezeichnung", str)
    gruppe = angabe(reihe, "hilfebedarfsgruppe", int)
    if bezeichnung:
        return bezeichnung
    return f"Hilfebedarfsgruppe {gruppe}" if gruppe is not None else f"Satz {index + 1}"


def _satz(reihe: object, index: int, manifest: Manifest, regel: Abwesenheitsregel | None, einheit: str) -> Satz:
    # A component that is null is not agreed and has no line; one that a draft still lacks keeps its line.
    vereinbart = [k for k in manifest.komponenten if dezimal(reihe, k.id) is not None or fehlt(reihe, k.id)]
    zuschlag = angabe(reihe, "art", str) == ZUSCHLAG
    bestandteile = () if zuschlag else tuple(_bestandteil(reihe, k, regel) for k in vereinbart)
    gerechnet = summe([b.betrag for b in bestandteile]) if bestandteile else None
    genannt = dezimal(reihe, GESAMTENTGELT)
    je_komponente = summe([b.platzgeld_gerechnet for b in bestandteile]) if bestandteile else None
    summarisch = _summarisch(bestandteile) if bestandteile and regel is not None else None
    platzgeld = summarisch if regel is not None and regel.summarisch else je_komponente
    platzgeld_genannt = dezimal(getattr(reihe, "platzgeld", None), GESAMTENTGELT)
    schluessel, plaetze = dezimal(reihe, "schluessel"), angabe(reihe, "plaetze", int)
    return Satz(
        index=index,
        titel=titel_der_reihe(reihe, index),
        hilfebedarfsgruppe=angabe(reihe, "hilfebedarfsgruppe", int),
        schluessel=schluessel,
        plaetze=plaetze,
        einheit=angabe(reihe, "einheit", str) or einheit,
        zuschlag=dezimal(reihe, "betrag") if zuschlag else None,
        bestandteile=bestandteile,
        gesamtentgelt=None if zuschlag else (gerechnet if genannt is None else genannt),
        gesamtentgelt_gerechnet=gerechnet,
        platzgeld=platzgeld if platzgeld_genannt is None else platzgeld_genannt,
        platzgeld_gerechnet=platzgeld,
        platzgeld_summarisch=summarisch,
        vk=plaetze / schluessel if plaetze is not None and schluessel else None,
    )


def saetze(profil: object, manifest: Manifest) -> tuple[tuple[Satz, ...], tuple[Satz, ...]]:
    """The rows of the profile's rates, and its surcharges; ``index`` is the row's place in the profile."""
    verguetung = getattr(profil, "verguetung", None)
    regel = abwesenheitsregel(profil, manifest)
    einheit = angabe(verguetung, "einheit", str) or ""
    reihen = list(enumerate(liste(verguetung, "saetze")))
    alle = [
        (angabe(reihe, "art", str) == ZUSCHLAG, _satz(reihe, index, manifest, regel, einheit))
        for index, reihe in reihen
    ]
    return tuple(satz for zuschlag, satz in alle if not zuschlag), tuple(satz for zuschlag, satz in alle if zuschlag)
