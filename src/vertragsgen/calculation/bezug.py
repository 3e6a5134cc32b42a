"""What a cost sheet is about: the rows of the rates it covers, and the days, months or hours costs are divided by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from vertragsgen.calculation.angaben import angabe, dezimal, liste
from vertragsgen.calculation.befunde import Fundort
from vertragsgen.calculation.bloecke import Blattmass
from vertragsgen.calculation.model import Satz
from vertragsgen.diagnostics import Befund
from vertragsgen.notation import format_menge
from vertragsgen.package.bausteine import Kostentraegerblatt
from vertragsgen.profile.costsheet import ZAHL_IM_JAHR

CODE_MENGE, CODE_SATZ = "VG207", "VG206"
PLATZTAGE, STUNDEN = "platztage", "fachleistungsstunden"
NAMEN = {
    "plaetze": "Platzzahl",
    "tage": "Zahl der Tage im Jahr",
    "monate": "Zahl der Monate im Jahr",
    "stunden": "Zahl der Fachleistungsstunden im Jahr",
    "auslastung_prozent": "kalkulatorische Auslastung",
}
# Far beyond what a rule would accept: only to keep products in bounds. The rules judge plausibility.
GRENZEN = {"plaetze": 100_000, "tage": 1_000, "monate": 100, "stunden": 10_000_000, "auslastung_prozent": 1_000}


def gedeckte_saetze(
    blatt: object, profil: object, saetze: Sequence[Satz], ort: Fundort
) -> tuple[tuple[Satz, ...], list[Befund]]:
    """The rows of the rates that a sheet is about.

    ``saetze`` of the sheet names them by Hilfebedarfsgruppe or Bezeichnung; the only sheet covers all rows;
    one of several without ``saetze`` covers the rows called like its title or its site.
    """
    namen = [str(name) for name in liste(blatt, "saetze")]
    if not namen and len(liste(profil, "kostentraegerblaetter")) == 1:
        return tuple(saetze), []
    einzeln = [name for name in (angabe(blatt, "titel", str), angabe(blatt, "standort", str)) if name]
    gesucht = namen or einzeln
    treffer = {name: [s for s in saetze if name in (s.titel, str(s.hilfebedarfsgruppe))] for name in gesucht}
    befunde = [
        ort.befund(
            CODE_SATZ,
            f"Das Kostenträgerblatt nennt den Vergütungssatz „{name}“, den es nicht gibt.",
            "saetze",
        )
        for name in namen
        if not treffer[name]
    ]
    gedeckt = tuple(satz for satz in saetze if any(satz in liste_ for liste_ in treffer.values()))
    if not gedeckt and not befunde:
        meldung = (
            f"Kostenträgerblatt {ort.blatt + 1} lässt sich keinem Vergütungssatz zuordnen; „saetze“ muss die "
            "Hilfebedarfsgruppen oder Bezeichnungen nennen, die es begründet."
        )
        befunde.append(ort.befund(CODE_SATZ, meldung, ""))
    return gedeckt, befunde


def _plaetze(blatt: object, profil: object, saetze: Sequence[Satz]) -> int | None:
    eigene = angabe(blatt, "plaetze", int)
    if eigene is not None:
        return eigene
    genannt = [satz.plaetze for satz in saetze if satz.plaetze is not None]
    if saetze and len(genannt) == len(saetze):
        return sum(genannt)
    return angabe(getattr(profil, "angebot", None), "plaetze", int) if len(saetze) <= 1 else None


def blattmass(
    blatt: object, profil: object, saetze: Sequence[Satz], vorgaben: Kostentraegerblatt, ort: Fundort
) -> tuple[Blattmass, list[Befund]]:
    """Places, days, months or hours, and occupancy; one that is absurd is a finding and leaves the rates open."""
    bezug = angabe(blatt, "bezugsgroesse", str) or PLATZTAGE
    feld = ZAHL_IM_JAHR[bezug]
    plaetze, zahl = _plaetze(blatt, profil, saetze), dezimal(blatt, feld)
    auslastung = dezimal(blatt, "auslastung_prozent")
    werte = {"plaetze": plaetze, feld: zahl, "auslastung_prozent": auslastung}
    befunde = [
        ort.befund(
            CODE_MENGE,
            f"Die {NAMEN[name]} des Kostenträgerblatts ist {format_menge(Decimal(wert))}; sie muss größer "
            f"als 0 und darf höchstens {format_menge(Decimal(GRENZEN[name]))} sein, sonst gibt es nichts, durch das "
            "sich die Kosten teilen lassen.",
            name,
        )
        for name, wert in werte.items()
        if wert is not None and not 0 < wert <= GRENZEN[name]
    ]
    # The only row has the places of its sheet; several share them as each row says.
    je_satz = {satz.index: satz.plaetze if len(saetze) > 1 else plaetze for satz in saetze}
    art = Blattmass.nach_stunden if bezug == STUNDEN else Blattmass.nach_plaetzen
    mass = art(bezug, plaetze, zahl, auslastung, je_satz, ungueltig=bool(befunde))
    return mass, [*befunde, *_bezugsbefunde(bezug, saetze, vorgaben, ort)]


def _bezugsbefunde(bezug: str, saetze: Sequence[Satz], vorgaben: Kostentraegerblatt, ort: Fundort) -> Iterator[Befund]:
    """A Bezugsgröße that the package does not know, or that cannot carry several rows."""
    if bezug not in vorgaben.bezugsgroessen:
        meldung = f"Das Paket kennt die Bezugsgröße „{bezug}“ nicht; vorgesehen: {', '.join(vorgaben.bezugsgroessen)}."
        yield ort.befund(CODE_MENGE, meldung, "bezugsgroesse")
    if bezug == STUNDEN and len(saetze) > 1:
        meldung = (
            f"Ein Kostenträgerblatt nach Fachleistungsstunden begründet genau einen Vergütungssatz, dieses "
            f"{len(saetze)}: {', '.join(satz.titel for satz in saetze)}. Legen Sie je Satz ein Blatt an und nennen Sie "
            "ihn dort unter „saetze“."
        )
        yield ort.befund(CODE_SATZ, meldung, "saetze")
