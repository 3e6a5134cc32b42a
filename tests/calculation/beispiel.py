"""The reference figures (one Hilfebedarfsgruppe, 8 Plätze) as manifest and profile, to be varied by tests."""

from __future__ import annotations

import copy
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from vertragsgen.package.manifest import Manifest
from vertragsgen.source.validate import read_section

D = Decimal

PAKET: dict[str, Any] = {
    "id": "musterland/wohnen",
    "titel": "Wohnen",
    "land": "Musterland",
    "leistungstyp": "Wohnen",
    "regime": "sgb_xii",
    "leistungszeitraum": {"von": "2018-01-01", "bis": "2019-12-31"},
    "einheiten": {"person_tag": {"titel": "pro Person/tägl."}},
    "komponenten": [
        {"id": "grundpauschale", "titel": "Grundpauschale", "kurz": "GP", "nummer": "G"},
        {
            "id": "massnahmepauschale",
            "titel": "Maßnahmepauschale",
            "kurz": "MP",
            "nummer": "M",
            "gewichtet": "true",
        },
        {"id": "investitionsbetrag", "titel": "Investitionsbetrag", "kurz": "IB", "nummer": "I"},
    ],
    "platzgeld": {"rundung": "je_komponente"},
    "kostentraegerblatt": {
        "tage_zulaessig": ["365", "365.25", "366"],
        "arten_betreuung": ["fachkraft", "nichtfachkraft"],
        "art_fachkraft": "fachkraft",
        "bloecke": ["massnahmepauschale", "grundpauschale", "investitionsbetrag"],
    },
    "dokumente": [{"id": "vereinbarung", "titel": "Vereinbarung", "rahmen": "v.docx", "bereiche": {"klauseln": []}}],
}

MP, GP, IB = "massnahmepauschale", "grundpauschale", "investitionsbetrag"


def stelle(block: str, funktion: str, art: str, vk: str, kosten: str) -> dict[str, Any]:
    return {"block": block, "funktion": funktion, "art": art, "vk": D(vk), "ag_brutto_je_vk": D(kosten)}


def position(block: str, bezeichnung: str, **ansatz: Any) -> dict[str, Any]:
    return {"block": block, "bezeichnung": bezeichnung, "ansatz": ansatz}


STELLEN = [
    stelle(MP, "Betreuung Fachkräfte", "fachkraft", "2.20", "61800.00"),
    stelle(MP, "Betreuung Nichtfachkräfte", "nichtfachkraft", "1.00", "47900.00"),
    stelle(MP, "Fachliche Leitung/Koordination", "leitung", "0.16", "74400.00"),
    stelle(GP, "Geschäftsführung/Verwaltung", "verwaltung", "0.10", "68000.00"),
]
POSITIONEN = [
    position(MP, "Rufbereitschaft/Nacht/Wochenende", menge=D(365), einheit="Tage", preis=D("28.00")),
    position(MP, "Fortbildung und Supervision", menge=D("3.36"), einheit="VK", preis=D("900.00")),
    position(MP, "Sonstige Personalnebenkosten", prozent=D("1.50"), von="stellen"),
    position(MP, "Zeitzuschläge/Vertretungspool", pauschal=D("229.54")),
    position(GP, "Verwaltungsbedarf", pauschal=D("2150.00")),
    position(GP, "Fahrzeug-/Fahrtkosten", pauschal=D("2010.00")),
    position(GP, "Energie, Wasser, Brennstoffe", pauschal=D("1130.00")),
    position(GP, "Betreuungs-/Gruppenbedarf", pauschal=D("716.00")),
    position(GP, "Steuern, Abgaben, Versicherungen", pauschal=D("690.00")),
    position(GP, "Wirtschaftsbedarf/Reinigung", pauschal=D("520.00")),
    position(IB, "Kaltmiete", menge=D(45), einheit="m²", preis=D("10.50"), mal=D(12)),
    position(IB, "AfA Inventar", betrag=D("14400.00"), jahre=D(10)),
    position(IB, "Instandhaltung", pauschal=D("1200.00")),
    position(IB, "AfA Büro/EDV", betrag=D("5750.00"), jahre=D(5)),
    position(IB, "Zinsen", pauschal=D("99.00")),
]
PROFIL: dict[str, Any] = {
    "angebot": {"plaetze": 8},
    "laufzeit": {"beginn": date(2019, 1, 1), "mindestlaufzeit_monate": 12},
    "verguetung": {
        "einheit": "person_tag",
        "saetze": [
            {
                "hilfebedarfsgruppe": 1,
                "schluessel": D("2.5"),
                "plaetze": 8,
                GP: D("5.00"),
                MP: D("75.69"),
                IB: D("3.41"),
            }
        ],
    },
    "platzgeld": {"ab_woche": 5, "minderung_prozent": D(25), "geminderte_komponenten": [GP, MP]},
    "kostentraegerblaetter": [
        {
            "tage": D(365),
            "auslastung_prozent": D(96),
            "stellen": STELLEN,
            "positionen": POSITIONEN,
        }
    ],
}


def manifest(**anders: Any) -> Manifest:
    """The example package, with some sections replaced."""
    return read_section(Manifest, copy.deepcopy(PAKET) | anders)


def objekt(wert: Any) -> Any:
    """Mappings as objects with attributes, as the profile model has them."""
    if isinstance(wert, dict):
        return SimpleNamespace(**{name: objekt(teil) for name, teil in wert.items()})
    return [objekt(teil) for teil in wert] if isinstance(wert, list) else wert


def profil(**anders: Any) -> Any:
    """The example profile, with some sections replaced."""
    return objekt(copy.deepcopy(PROFIL) | anders)


def blatt(**anders: Any) -> dict[str, Any]:
    """The example cost sheet, with some values replaced."""
    return copy.deepcopy(PROFIL["kostentraegerblaetter"][0]) | anders


def reihe(**anders: Any) -> dict[str, Any]:
    """The example row of rates, with some values replaced."""
    return copy.deepcopy(PROFIL["verguetung"]["saetze"][0]) | anders
