"""Template packages for the terminal and as JSON: what they are for, their documents, their fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli.befundjson import objekt
from vertragsgen.cli.konsole import anzahl
from vertragsgen.notation import format_datum

if TYPE_CHECKING:
    from vertragsgen.api import Paketuebersicht
    from vertragsgen.package.manifest import Dokument
    from vertragsgen.package.paket import Paket
    from vertragsgen.rendering.linting.fields import Feld, Ort

REGIME = {"sgb_xii": "SGB XII", "sgb_ix": "SGB IX"}
_ART = {"bedingung": "Bedingung", "rahmen": "Rahmen", "arbeitsmappe": "Arbeitsmappe"}
_RECHNUNG = "Ohne eigene Stelle im Wortlaut (für Berechnung, Prüfung, Auswahl):"


def liste(uebersichten: Iterable[Paketuebersicht]) -> Iterator[str]:
    """Every package in a few lines."""
    for uebersicht in uebersichten:
        yield from _kopf(uebersicht)
        if uebersicht.paket is not None:
            namen = ", ".join(dokument.id for dokument in uebersicht.paket.manifest.dokumente)
            pflicht = sum(1 for feld in uebersicht.felder if feld.pflicht)
            yield f"  Dokumente: {namen}"
            yield f"  {anzahl(len(uebersicht.felder), 'Feld', 'Felder')}, davon {pflicht} Pflicht"
        yield ""
    yield "Dokumente und Felder eines Pakets zeigt „vertragsgen templates LAND/PAKET“."


def einzeln(uebersicht: Paketuebersicht) -> Iterator[str]:
    """One package with its documents and all its fields."""
    yield from _kopf(uebersicht)
    if uebersicht.paket is None:
        return
    yield ""
    yield click.style("Dokumente", bold=True)
    for dokument in uebersicht.paket.manifest.dokumente:
        yield from _dokument(dokument)
    yield ""
    yield click.style("Felder des Profils", bold=True) + " (* Pflicht, (*) Pflicht in einem Abschnitt, der fehlen darf)"
    benannt = [feld for feld in uebersicht.felder if feld.orte]
    for feld in benannt:
        yield f"  {feld.pfad}{_stern(feld)} – {feld.titel}"
        for name, stellen in _nach_dokument(feld.orte).items():
            yield f"      {name}: {', '.join(stellen)}"
    weitere = [feld for feld in uebersicht.felder if not feld.orte]
    if weitere:
        yield f"  {_RECHNUNG}"
    for feld in weitere:
        yield f"    {feld.pfad}{_stern(feld)} – {feld.titel}"
    yield ""


def _kopf(uebersicht: Paketuebersicht) -> Iterator[str]:
    yield click.style(uebersicht.id, bold=True)
    if uebersicht.paket is None:
        yield "  Das Manifest lässt sich nicht lesen; die Fehler zeigt „vertragsgen templates --check“."
        return
    manifest = uebersicht.paket.manifest
    yield f"  {manifest.titel}"
    yield f"  {manifest.land} · {manifest.leistungstyp} · {REGIME[manifest.regime]} · {_zeitraum(uebersicht.paket)}"
    if manifest.erweitert:
        yield f"  erweitert {manifest.erweitert}"
    for name, option in manifest.optionen.items():
        werte = " | ".join(f"{wert} (Vorgabe)" if wert == option.vorgabe else wert for wert in option.werte)
        yield f"  Option {name}: {werte}"


def _zeitraum(paket: Paket) -> str:
    zeit = paket.manifest.leistungszeitraum
    von = format_datum(zeit.von) if zeit.von else None
    bis = format_datum(zeit.bis) if zeit.bis else None
    if von and bis:
        return f"Leistungszeitraum {von} bis {bis}"
    return f"Leistungszeitraum {f'ab {von}' if von else f'bis {bis}' if bis else 'unbegrenzt'}"


def _dokument(dokument: Dokument) -> Iterator[str]:
    formate = ", ".join(format_.upper() for format_ in dokument.formate)
    anlage = f"; Anlage „{dokument.anlage}“" if dokument.anlage else ""
    yield f"  {dokument.id} – {dokument.titel} ({formate}{anlage})"
    if dokument.wenn:
        yield f"      nur wenn: {dokument.wenn}"


def _stern(feld: Feld) -> str:
    return " *" if feld.pflicht else " (*)" if feld.pflicht_in else ""


def _nach_dokument(orte: Iterable[Ort]) -> dict[str, list[str]]:
    """Document -> clause ids; a condition and what is no clause are named as such."""
    gefunden: dict[str, dict[str, None]] = {}
    for ort in orte:
        wort = _ART.get(ort.art)
        name = f"{ort.klausel} ({wort})" if ort.klausel and wort else ort.klausel or wort or ort.art
        gefunden.setdefault(ort.dokument, {})[name] = None
    return {dokument: list(namen) for dokument, namen in gefunden.items()}


# -- JSON --------------------------------------------------------------------------------------------------


def als_dict(uebersichten: Iterable[Paketuebersicht]) -> dict[str, Any]:
    """The output of ``templates --json``."""
    return {"pakete": [_paket(uebersicht) for uebersicht in uebersichten]}


def _paket(uebersicht: Paketuebersicht) -> dict[str, Any]:
    if uebersicht.paket is None:
        leer: dict[str, Any] = dict.fromkeys(("titel", "land", "leistungstyp", "regime", "von", "bis", "erweitert"))
        return {"id": uebersicht.id, **leer, "optionen": [], "dokumente": [], "felder": []}
    manifest = uebersicht.paket.manifest
    zeit = manifest.leistungszeitraum
    return {
        "id": uebersicht.id,
        "titel": manifest.titel,
        "land": manifest.land,
        "leistungstyp": manifest.leistungstyp,
        "regime": manifest.regime,
        "von": zeit.von.isoformat() if zeit.von else None,
        "bis": zeit.bis.isoformat() if zeit.bis else None,
        "erweitert": manifest.erweitert,
        "optionen": [
            {"name": name, "werte": list(option.werte), "vorgabe": option.vorgabe}
            for name, option in manifest.optionen.items()
        ],
        "dokumente": [
            {
                "id": dokument.id,
                "titel": dokument.titel,
                "formate": list(dokument.formate),
                "anlage": dokument.anlage,
                "wenn": dokument.wenn,
                "klauseln": [
                    k.id for bereich in dokument.bereiche for k in uebersicht.paket.folge(dokument.id, bereich)
                ],
            }
            for dokument in manifest.dokumente
        ],
        "felder": [
            {
                "pfad": feld.pfad,
                "titel": feld.titel,
                "beschreibung": feld.beschreibung,
                "pflicht": feld.pflicht,
                "pflicht_in": feld.pflicht_in,
                "verwendung": [{"dokument": o.dokument, "art": o.art, "klausel": o.klausel} for o in feld.orte],
            }
            for feld in uebersicht.felder
        ],
    }


def schema() -> dict[str, Any]:
    """JSON Schema of that output."""
    text, leer, wahr = {"type": "string"}, {"type": ["string", "null"]}, {"type": "boolean"}

    def viele(eintrag: dict[str, Any]) -> dict[str, Any]:
        return {"type": "array", "items": eintrag}

    ort = objekt({"dokument": text, "art": {"enum": ["klausel", *_ART]}, "klausel": leer})
    feld = objekt(
        {
            "pfad": text,
            "titel": text,
            "beschreibung": leer,
            "pflicht": {**wahr, "description": "jedes Profil des Pakets braucht die Angabe"},
            "pflicht_in": {**leer, "description": "Abschnitt, der fehlen darf und die Angabe verlangt"},
            "verwendung": viele(ort),
        }
    )
    dokument = objekt(
        {"id": text, "titel": text, "formate": viele(text), "anlage": leer, "wenn": leer, "klauseln": viele(text)}
    )
    paket = objekt(
        {
            "id": text,
            "titel": leer,
            "land": leer,
            "leistungstyp": leer,
            "regime": leer,
            "von": leer,
            "bis": leer,
            "erweitert": leer,
            "optionen": viele(objekt({"name": text, "werte": viele(text), "vorgabe": text})),
            "dokumente": viele(dokument),
            "felder": viele(feld),
        }
    )
    ganz = objekt({"pakete": viele(paket)}, "Ausgabe von „vertragsgen templates --json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ganz}
