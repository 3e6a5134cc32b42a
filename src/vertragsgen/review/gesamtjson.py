"""The report on two states as JSON data, under German keys; amounts are strings with a decimal point."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import asdict

from vertragsgen.diagnostics import als_dict as befund_als_dict
from vertragsgen.review.bericht import (
    Aenderungsbericht,
    Befundgruppe,
    Position,
    Traegerbericht,
    Urteil,
    Wortgruppe,
    Zahlzeile,
)
from vertragsgen.review.berichtjson import aenderung_als_dict, zahl_als_dict
from vertragsgen.review.berichtjson import als_dict as dokument_als_dict


def als_dict(bericht: Aenderungsbericht) -> dict[str, Any]:
    """Everything the report holds. The schema is printed by ``vertragsgen schema diff``."""
    return {
        "version": 1,
        "alt": bericht.alt,
        "neu": bericht.neu,
        "urteil": _urteil(bericht.urteil),
        "befunde_neu": [_befundgruppe(gruppe) for gruppe in bericht.befunde_neu],
        "befunde_behoben": [_befundgruppe(gruppe) for gruppe in bericht.befunde_behoben],
        "zahlen": [_zeile(zeile) for zeile in bericht.zahlen],
        "positionen": [_position(position) for position in bericht.positionen],
        "wortlaut": [_wortgruppe(gruppe) for gruppe in bericht.wortlaut],
        "traeger": [_traeger(eins) for eins in bericht.traeger],
        "rahmen": [
            {"pfad": rahmen.pfad, "vergleich": dokument_als_dict(rahmen.vergleich)} for rahmen in bericht.rahmen
        ],
        "hinweise": list(bericht.hinweise),
    }


def _dezimal(wert: Decimal | None) -> str | None:
    return None if wert is None else f"{wert:f}"


def _urteil(urteil: Urteil) -> dict[str, Any]:
    daten = asdict(urteil)
    daten["spanne"] = None if urteil.spanne is None else [_dezimal(wert) for wert in urteil.spanne]
    daten["jahreswirkung"] = _dezimal(urteil.jahreswirkung)
    return daten


def _befundgruppe(gruppe: Befundgruppe) -> dict[str, Any]:
    return {
        "code": gruppe.code,
        "schwere": gruppe.schwere.value,
        "anzahl": gruppe.anzahl,
        "profile": list(gruppe.profile),
        "beispiel": befund_als_dict(gruppe.beispiel),
    }


def _zeile(zeile: Zahlzeile) -> dict[str, Any]:
    return {
        "profil": zeile.profil,
        "traeger": zeile.traeger,
        "datei": zeile.dokument,
        **zahl_als_dict(zeile.zahl),
        "stelle": zeile.stelle,
        "weitere_stellen": list(zeile.weitere),
        "herkunft": zeile.art or None,
        "tage": _dezimal(zeile.tage),
        "jahreswirkung": _dezimal(zeile.jahreswirkung),
        "unerklaert": zeile.unerklaert,
        "ausreisser": zeile.ausreisser,
    }


def _position(position: Position) -> dict[str, Any]:
    return {
        "bezeichnung": position.bezeichnung,
        "stelle": position.stelle,
        "einheit": position.einheit,
        "anzahl": position.anzahl,
        "alt": position.alt or None,
        "neu": position.neu or None,
        "prozent": _dezimal(position.prozent),
        "prozent_von": _dezimal(position.prozent_von),
        "prozent_bis": _dezimal(position.prozent_bis),
        "differenz_von": _dezimal(position.differenz_von),
        "differenz_bis": _dezimal(position.differenz_bis),
        "jahreswirkung": _dezimal(position.jahreswirkung),
        "ausreisser": [zeile.profil for zeile in position.ausreisser],
        "unveraendert_bei": list(position.ohne),
    }


def _wortgruppe(gruppe: Wortgruppe) -> dict[str, Any]:
    return {
        "risiko": gruppe.risiko.name.lower(),
        "stelle": gruppe.stelle,
        "anzahl": gruppe.anzahl,
        "abweichend_von": gruppe.abweichend_von,
        "aenderungen": [aenderung_als_dict(eine) for eine in (gruppe.aenderung, *gruppe.folgen)],
        "fundstellen": [{"profil": f.profil, "traeger": f.traeger, "datei": f.datei} for f in gruppe.fundstellen],
    }


def _traeger(eins: Traegerbericht) -> dict[str, Any]:
    return {
        "profil": eins.profil,
        "traeger": eins.traeger,
        "angebot": eins.angebot,
        "paket": eins.paket,
        "stand": eins.stand.value,
        "jahreswirkung": _dezimal(eins.jahreswirkung),
        "profilpfade": list(eins.profilpfade),
        "paketteile": list(eins.paketteile),
        "befunde_neu": [befund_als_dict(befund) for befund in eins.befunde_neu],
        "befunde_behoben": [befund_als_dict(befund) for befund in eins.befunde_behoben],
        "dokumente": [
            {
                "datei": dokument.datei,
                "titel": dokument.titel,
                "stand": dokument.stand.value,
                "redline": dokument.redline or None,
                "vergleich": dokument_als_dict(dokument.vergleich),
            }
            for dokument in eins.dokumente
        ],
    }
