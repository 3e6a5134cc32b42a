"""Profiles in memory whose figures are exactly what the calculation makes of drawn costs, keys and rules."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.calculation.beispiel import GP, IB, MP, D, manifest, objekt, position, stelle
from vertragsgen.calculation import calculate
from vertragsgen.checks import REGELN, Pruefkontext
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.money import format_betrag

KOMPONENTEN = (GP, MP, IB)
TITEL = {GP: "Grundpauschale", MP: "Maßnahmepauschale", IB: "Investitionsbetrag"}
ARITHMETIK = {"VG201", "VG202", "VG203", "VG204", "VG205", "VG206", "VG207", "VG209", "VG210", "VG211", "VG212"}
ZEILEN = [
    {"id": GP, "titel": TITEL[GP], "kurz": "GP", "nummer": "G", "gleich_je_gruppe": "true"},
    {"id": MP, "titel": TITEL[MP], "kurz": "MP", "nummer": "M", "gewichtet": "true"},
    {"id": IB, "titel": TITEL[IB], "kurz": "IB", "nummer": "I", "gleich_je_gruppe": "true"},
]


@dataclass
class Wurf:
    """A profile as nested data, and how its package rounds the Platzgeld."""

    profil: dict[str, Any]
    rundung: str = "je_komponente"

    def kontext(self) -> Pruefkontext:
        paket = manifest(platzgeld={"rundung": self.rundung}, komponenten=copy.deepcopy(ZEILEN))
        profil = objekt(copy.deepcopy(self.profil))
        return Pruefkontext("wurf", profil, paket, calculate(profil, paket).berechnung)

    def befunde(self) -> list[Befund]:
        """What the rules on arithmetic find; the hint that two ways of rounding differ is no mistake."""
        kontext = self.kontext()
        alle = [befund for regel in REGELN if regel.code in ARITHMETIK for befund in regel.pruefe(kontext)]
        return [befund for befund in alle if befund.offen and befund.schwere is not Schwere.HINWEIS]

    @property
    def saetze(self) -> list[dict[str, Any]]:
        return list(self.profil["verguetung"]["saetze"])


def ausgefuellt(wurf: Wurf) -> Wurf:
    """Every figure stated as the calculation gives it: rates from the costs, then sums, Platzgeld, budget."""
    blaetter = wurf.profil["kostentraegerblaetter"]
    if blaetter:
        for block in wurf.kontext().berechnung.kostenblaetter[0].bloecke:
            for teil in block.saetze:
                wurf.saetze[teil.satz][block.id] = teil.gerechnet
    berechnung = wurf.kontext().berechnung
    for satz in berechnung.saetze:
        zeile = wurf.saetze[satz.index]
        zeile["gesamtentgelt"] = satz.gesamtentgelt_gerechnet
        zeile["platzgeld"] = {teil.id: teil.platzgeld_gerechnet for teil in satz.bestandteile}
        zeile["platzgeld"]["gesamtentgelt"] = satz.platzgeld_gerechnet
    if blaetter:
        blatt = wurf.kontext().berechnung.kostenblaetter[0]
        blaetter[0]["summen"] = [{"block": block.id, "summe": block.summe} for block in blatt.bloecke]
        blaetter[0] |= {
            "gesamtkosten": blatt.gesamtkosten,
            "jahresbudget": blatt.jahresbudget_vereinbart,
            "berechnungstage": blatt.berechnungstage,
        }
    return wurf


def figuren(wurf: Wurf) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Each stated figure: the mapping and key it stands under, and the name a message must use for it."""
    for nummer, zeile in enumerate(wurf.saetze, 1):
        for kennung in KOMPONENTEN:
            # Without a cost sheet only the sum can tell; its message names the parts by their short names.
            mit_blatt = f"{TITEL[kennung]} Hilfebedarfsgruppe {nummer}"
            yield zeile, kennung, mit_blatt if wurf.profil["kostentraegerblaetter"] else "GP + MP + IB"
            yield zeile["platzgeld"], kennung, f"{TITEL[kennung]} im Platzgeld"
        yield zeile, "gesamtentgelt", "Gesamtentgelt"
        yield zeile["platzgeld"], "gesamtentgelt", "Platzgeld gesamt"
    for blatt in wurf.profil["kostentraegerblaetter"]:
        for summe in blatt["summen"]:
            yield summe, "summe", f"Kostenblock {TITEL[summe['block']]}"
        # Other positions follow from a quantity and a price, of which a cent may round away.
        for zeile in (zeile for zeile in blatt["positionen"] if "pauschal" in zeile["ansatz"]):
            yield zeile["ansatz"], "pauschal", f"Kostenblock {TITEL[zeile['block']]}"
        yield blatt, "gesamtkosten", "Gesamtkosten"
        yield blatt, "jahresbudget", "Jahresbudget"
        yield blatt, "berechnungstage", "Berechnungstage"


def cent(von: int, bis: int) -> st.SearchStrategy[Decimal]:
    return st.integers(von, bis).map(lambda zahl: D(zahl).scaleb(-2))


@st.composite
def wuerfe(draw: st.DrawFn) -> Wurf:
    """One to four groups with keys of their own, costs, occupancy, an absence rule."""
    schluessel = draw(st.lists(st.sampled_from([D(n) / 2 for n in range(2, 25)]), min_size=1, max_size=4, unique=True))
    reihen = [
        {"hilfebedarfsgruppe": n, "schluessel": s, "plaetze": draw(st.integers(1, 12)), **_saetze(draw)}
        for n, s in enumerate(schluessel, 1)
    ]
    for reihe in reihen:
        reihe |= {GP: reihen[0][GP], IB: reihen[0][IB]}
    plaetze = sum(reihe["plaetze"] for reihe in reihen)
    geminderte = draw(st.one_of(
        st.just(["gesamtentgelt"]), st.lists(st.sampled_from(KOMPONENTEN), min_size=1, unique=True)
    ))  # fmt: skip
    vk = sum((reihe["plaetze"] / reihe["schluessel"] for reihe in reihen), D(0))
    blatt = {
        "tage": draw(st.sampled_from([D(365), D("365.25"), D(366)])),
        "auslastung_prozent": D(draw(st.integers(90, 100))),
        "stellen": [stelle(MP, "Betreuung", "fachkraft", "0", str(draw(cent(3_000_000, 9_000_000)))) | {"vk": vk}],
        "positionen": [
            position(block, f"Kosten {block}", pauschal=draw(cent(100_000, 30_000_000))) for block in KOMPONENTEN
        ],
    }
    return ausgefuellt(Wurf({
        "angebot": {"plaetze": plaetze},
        "laufzeit": {},
        "verguetung": {"einheit": "person_tag", "saetze": reihen},
        "platzgeld": {"minderung_prozent": draw(cent(0, 10_000)), "geminderte_komponenten": geminderte},
        "kostentraegerblaetter": [blatt] if len(reihen) > 1 or draw(st.booleans()) else [],
    }, draw(st.sampled_from(["je_komponente", "summe"]))))  # fmt: skip


def _saetze(draw: st.DrawFn) -> dict[str, Decimal]:
    return {GP: draw(cent(1, 5_000)), MP: draw(cent(1, 30_000)), IB: draw(cent(0, 5_000))}


def nennt(befund: Befund, name: str, wert: Decimal) -> bool:
    """True if the message names the figure and, unless it is one of many in a sum, its value."""
    in_summe = name.startswith(("Kostenblock", "GP"))
    return name in befund.meldung and (in_summe or name == "Berechnungstage" or format_betrag(wert) in befund.meldung)
