"""A comparison as JSON data: everything the change model holds, under German keys."""

from __future__ import annotations

from typing import Any

from vertragsgen.review.modell import Aenderung, Dokumentvergleich, Zahlaenderung


def als_dict(vergleich: Dokumentvergleich) -> dict[str, Any]:
    """The comparison of one document. Amounts are strings with a decimal point, absent values ``null``."""
    return {
        "dokument": vergleich.dokument,
        "gleich": vergleich.gleich,
        "zahlen": [zahl_als_dict(zahl) for zahl in vergleich.zahlen],
        "aenderungen": [aenderung_als_dict(aenderung) for aenderung in vergleich.aenderungen],
        "umnummerierungen": [{"alt": u.alt, "neu": u.neu, "text": u.text} for u in vergleich.umnummerierungen],
        "verweise": [{"stelle": v.stelle, "verweis": v.verweis, "meldung": v.meldung} for v in vergleich.verweise],
        "eigenschaften": [{"name": e.name, "alt": e.alt, "neu": e.neu} for e in vergleich.eigenschaften],
        "hinweise": list(vergleich.hinweise),
        "bearbeitungen": [
            {"autor": b.autor, "datum": b.datum, "stelle": b.stelle, "art": b.art, "text": b.text}
            for b in vergleich.bearbeitungen
        ],
        "kommentare": [
            {"autor": k.autor, "datum": k.datum, "stelle": k.stelle, "text": k.text} for k in vergleich.kommentare
        ],
        "befunde": [
            {
                "code": b.code,
                "schwere": b.schwere.value,
                "meldung": b.meldung,
                "datei": b.mark.datei if b.mark is not None else None,
            }
            for b in vergleich.befunde
        ],
    }


def zahl_als_dict(zahl: Zahlaenderung) -> dict[str, Any]:
    """One figure that differs."""
    return {
        "stelle": zahl.stelle,
        "bezeichnung": zahl.bezeichnung,
        "art": zahl.art.value,
        "alt": zahl.alt or None,
        "neu": zahl.neu or None,
        "einheit": zahl.einheit,
        "differenz": None if zahl.differenz is None else str(zahl.differenz),
        "prozent": None if zahl.prozent is None else str(zahl.prozent),
    }


def aenderung_als_dict(aenderung: Aenderung) -> dict[str, Any]:
    """One change, with its text piece by piece."""
    return {
        "art": aenderung.art.value,
        "risiko": aenderung.risiko.name.lower(),
        "stelle": aenderung.stelle,
        "stelle_alt": aenderung.stelle_alt or None,
        "stelle_neu": aenderung.stelle_neu or None,
        "alt": aenderung.alt,
        "neu": aenderung.neu,
        "stuecke": [{"art": stueck.art.value, "text": stueck.text} for stueck in aenderung.stuecke],
        "format": list(aenderung.format),
        "block": aenderung.block,
    }
