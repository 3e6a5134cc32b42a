"""Cost positions: posts and Ansätze of one cost sheet, numbered, related and computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from msgspec import Struct, field
from msgspec.structs import replace

from vertragsgen.calculation.angaben import GRENZE, angabe, dezimal, liste, summe
from vertragsgen.calculation.ansatztext import ansatztext
from vertragsgen.calculation.befunde import Fundort
from vertragsgen.calculation.model import Position, Rechenweg
from vertragsgen.diagnostics import Befund
from vertragsgen.money import runde

CODE = "VG209"
ALLE_STELLEN = "stellen"


class Rohposition(Struct, frozen=True):
    """A position before its amount is known: number, block and what it is made of."""

    nummer: str
    block: str
    bezeichnung: str
    pfad: str
    weg: Rechenweg
    ist_stelle: bool
    von: tuple[str, ...] = ()


class Positionen(Struct):
    """The computed positions of a cost sheet in the order of their numbers, and what went wrong."""

    je_nummer: dict[str, Position] = field(default_factory=dict)
    befunde: list[Befund] = field(default_factory=list)

    def im_block(self, rohe: Sequence[Rohposition], block: str) -> tuple[Position, ...]:
        """Positions of one block in the order of their numbers."""
        return tuple(self.je_nummer[roh.nummer] for roh in rohe if roh.block == block)


def weg_der_stelle(stelle: object) -> Rechenweg:
    """VK × employer cost per VK and year."""
    return Rechenweg("menge", menge=dezimal(stelle, "vk"), einheit="VK", preis=dezimal(stelle, "ag_brutto_je_vk"))


def weg_der_position(ansatz: object) -> tuple[Rechenweg, tuple[str, ...]]:
    """The Rechenweg of an Ansatz and the positions a percentage names, still unresolved."""
    if getattr(ansatz, "prozent", None) is not None:
        bezug = getattr(ansatz, "von", None)
        namen = (bezug,) if isinstance(bezug, str) else tuple(str(name) for name in liste(ansatz, "von"))
        return Rechenweg("prozent", prozent=dezimal(ansatz, "prozent")), namen
    if getattr(ansatz, "jahre", None) is not None:
        return Rechenweg("jahre", menge=dezimal(ansatz, "betrag"), jahre=dezimal(ansatz, "jahre")), ()
    if getattr(ansatz, "pauschal", None) is not None:
        return Rechenweg("pauschal", menge=dezimal(ansatz, "pauschal")), ()
    return Rechenweg(
        "menge",
        menge=dezimal(ansatz, "menge"),
        einheit=angabe(ansatz, "einheit", str),
        preis=dezimal(ansatz, "preis"),
        mal=dezimal(ansatz, "mal"),
    ), ()


def _bezug(roh: Rohposition, rohe: Sequence[Rohposition], ort: Fundort) -> tuple[tuple[str, ...], list[Befund]]:
    """The numbers a percentage refers to: the posts of its block, or positions by number or Bezeichnung."""
    if roh.von == (ALLE_STELLEN,):
        stellen = tuple(andere.nummer for andere in rohe if andere.ist_stelle and andere.block == roh.block)
        meldung = f"Position {roh.nummer} „{roh.bezeichnung}“ rechnet Prozent von den Stellen; der Block hat keine."
        return stellen, [] if stellen else [ort.befund(CODE, meldung, f"{roh.pfad}.ansatz.von")]
    gefunden: list[str] = []
    befunde: list[Befund] = []
    for name in roh.von:
        treffer = [andere for andere in rohe if andere.nummer == name]
        treffer = treffer or [andere for andere in rohe if andere.bezeichnung == name]
        im_block = [andere for andere in treffer if andere.block == roh.block]
        treffer = im_block if len(im_block) == 1 else treffer
        if len(treffer) == 1:
            gefunden.append(treffer[0].nummer)
            continue
        grund = "die es nicht gibt" if not treffer else "die es mehrfach gibt; eindeutig ist ihre Nummer"
        meldung = f"Position {roh.nummer} „{roh.bezeichnung}“ rechnet Prozent von „{name}“, {grund}."
        befunde.append(ort.befund(CODE, meldung, f"{roh.pfad}.ansatz.von"))
    return () if befunde else tuple(dict.fromkeys(gefunden)), befunde


def _ohne_kreise(
    bezuege: Mapping[str, tuple[str, ...]], je_nummer: Mapping[str, Rohposition], ort: Fundort
) -> tuple[list[str], set[str], list[Befund]]:
    """Numbers so that each comes after those it needs, and the ones that need themselves (with a finding)."""
    kanten, im_kreis, befunde = dict(bezuege), set[str](), list[Befund]()
    while True:
        try:
            return list(TopologicalSorter(kanten).static_order()), im_kreis, befunde
        except CycleError as fehler:
            kreis: list[str] = fehler.args[1][::-1]
            im_kreis.update(kreis)
            kanten.update((nummer, ()) for nummer in kreis)
            meldung = f"Die Prozentpositionen {' → '.join(kreis)} beziehen sich im Kreis aufeinander."
            befunde.append(ort.befund(CODE, meldung, f"{je_nummer[kreis[0]].pfad}.ansatz.von"))


def _betrag(weg: Rechenweg) -> Decimal | None:
    """The amount in euro a year, rounded to cents once."""
    if weg.art == "prozent":
        return None if weg.prozent is None or weg.basis is None else runde(weg.basis * weg.prozent / 100)
    if weg.menge is None:
        return None
    if weg.art == "jahre":
        return runde(weg.menge / weg.jahre) if weg.jahre else None
    if weg.art == "menge":
        mal = Decimal(1) if weg.mal is None else weg.mal
        return None if weg.preis is None else runde(weg.menge * weg.preis * mal)
    return weg.menge


def berechne_positionen(rohe: Sequence[Rohposition], tage: Decimal | None, ort: Fundort) -> Positionen:
    """All positions of a sheet. ``tage`` are its Berechnungstage; what cannot be computed has no amount."""
    ergebnis = Positionen()
    je_nummer = {roh.nummer: roh for roh in rohe}
    bezuege: dict[str, tuple[str, ...]] = {}
    for roh in rohe:
        bezuege[roh.nummer], befunde = _bezug(roh, rohe, ort) if roh.weg.art == "prozent" else ((), [])
        ergebnis.befunde += befunde
    folge, im_kreis, befunde = _ohne_kreise(bezuege, je_nummer, ort)
    ergebnis.befunde += befunde
    fertig: dict[str, Position] = {}
    for nummer in folge:
        roh, weg = je_nummer[nummer], je_nummer[nummer].weg
        if weg.art == "prozent":
            von = bezuege[nummer]
            bekannt = von and nummer not in im_kreis
            weg = replace(weg, von=von, basis=summe([fertig[n].betrag for n in von]) if bekannt else None)
        if weg.art == "jahre" and weg.jahre == 0:
            meldung = f"Position {nummer} „{roh.bezeichnung}“ verteilt auf 0 Jahre; gebraucht wird mindestens 1."
            ergebnis.befunde.append(ort.befund(CODE, meldung, f"{roh.pfad}.ansatz.jahre"))
        betrag = _betrag(weg)
        if betrag is not None and abs(betrag) >= GRENZE:
            meldung = f"Position {nummer} „{roh.bezeichnung}“ ergibt einen unmöglich hohen Betrag."
            ergebnis.befunde.append(ort.befund(CODE, meldung, roh.pfad))
            betrag = None
        je_tag = betrag / tage if betrag is not None and tage else None
        fertig[nummer] = Position(nummer, roh.bezeichnung, ansatztext(weg), betrag, je_tag, weg, roh.pfad)
    ergebnis.je_nummer = {roh.nummer: fertig[roh.nummer] for roh in rohe}
    return ergebnis
