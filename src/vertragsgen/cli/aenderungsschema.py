"""The JSON Schemas of ``diff`` and ``compare``."""

from __future__ import annotations

from typing import Any

from vertragsgen.cli.befundjson import befund_schema, objekt

_KOPF = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
_TEXT: dict[str, Any] = {"type": "string"}
_OFFEN: dict[str, Any] = {"type": ["string", "null"]}
_DEZIMAL: dict[str, Any] = {"type": ["string", "null"], "pattern": "^-?[0-9]+(\\.[0-9]+)?$"}
_ZAHL: dict[str, Any] = {"type": "integer", "minimum": 0}
_JA: dict[str, Any] = {"type": "boolean"}


def diff_schema() -> dict[str, Any]:
    """JSON Schema of ``diff --format json``."""
    from vertragsgen.review.bericht import Stand

    gruppe = objekt({"code": _TEXT, "schwere": _TEXT, "anzahl": _ZAHL, "profile": _liste(_TEXT), "beispiel": _befund()})
    fundstelle = objekt({"profil": _TEXT, "traeger": _TEXT, "datei": _TEXT})
    wortgruppe = {
        "risiko": _risiko(), "stelle": _TEXT, "anzahl": _ZAHL, "abweichend_von": _ZAHL,
        "aenderungen": _liste(_aenderung()), "fundstellen": _liste(fundstelle),
    }  # fmt: skip
    stand = {"enum": [stand.value for stand in Stand]}
    dokument = {"datei": _TEXT, "titel": _TEXT, "stand": stand, "redline": _OFFEN, "vergleich": _vergleich()}
    traeger = {
        "profil": _TEXT, "traeger": _TEXT, "angebot": _TEXT, "paket": _TEXT, "stand": stand,
        "jahreswirkung": _DEZIMAL, "profilpfade": _liste(_TEXT), "paketteile": _liste(_TEXT),
        "befunde_neu": _liste(_befund()), "befunde_behoben": _liste(_befund()), "dokumente": _liste(objekt(dokument)),
    }  # fmt: skip
    felder = {
        "version": {"const": 1},
        "alt": _TEXT,
        "neu": _TEXT,
        "urteil": _urteil(),
        "befunde_neu": _liste(gruppe),
        "befunde_behoben": _liste(gruppe),
        "zahlen": _liste(_zahlzeile()),
        "positionen": _liste(_position()),
        "wortlaut": _liste(objekt(wortgruppe)),
        "traeger": _liste(objekt(traeger)),
        "rahmen": _liste(objekt({"pfad": _TEXT, "vergleich": _vergleich()})),
        "hinweise": _liste(_TEXT),
    }
    return {**_KOPF, **objekt(felder, "Ausgabe von „vertragsgen diff --format json“")}


def compare_schema() -> dict[str, Any]:
    """JSON Schema of ``compare --format json``."""
    vergleich = _vergleich()
    wert = objekt({"pfad": _TEXT, "alt": _TEXT, "neu": _TEXT, "stelle": _TEXT})
    vergleich["properties"]["profil"] = objekt({"name": _TEXT, "werte": _liste(wert), "vorschlag": _TEXT})
    return {**_KOPF, "title": "Ausgabe von „vertragsgen compare --format json“", **vergleich}


def _liste(eintrag: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": eintrag}


def _befund() -> dict[str, Any]:
    felder = befund_schema()["properties"]
    return objekt({name: felder[name] for name in felder if name not in ("akzeptiert", "nicht_pruefbar")})


def _risiko() -> dict[str, Any]:
    from vertragsgen.review.modell import Risiko

    return {
        "enum": [risiko.name.lower() for risiko in Risiko],
        "description": "absteigend: das erste wiegt am schwersten",
    }


def _urteil() -> dict[str, Any]:
    from vertragsgen.review.bericht import Urteil

    felder: dict[str, Any] = dict.fromkeys(Urteil.__struct_fields__, _ZAHL)
    felder["jahreswirkung"] = {**_DEZIMAL, "description": "Euro im Jahr"}
    felder["spanne"] = {"type": ["array", "null"], "items": _DEZIMAL, "minItems": 2, "maxItems": 2}
    return objekt(felder)


def _zahlfelder() -> dict[str, Any]:
    return {
        "stelle": _TEXT, "bezeichnung": _TEXT, "art": _TEXT, "alt": _OFFEN, "neu": _OFFEN, "einheit": _TEXT,
        "differenz": _DEZIMAL, "prozent": _DEZIMAL,
    }  # fmt: skip


def _zahlzeile() -> dict[str, Any]:
    return objekt(
        {
            "profil": _TEXT, "traeger": _TEXT, "datei": _TEXT, **_zahlfelder(), "weitere_stellen": _liste(_TEXT),
            "herkunft": _OFFEN, "tage": _DEZIMAL, "jahreswirkung": _DEZIMAL, "unerklaert": _JA, "ausreisser": _JA,
        }
    )  # fmt: skip


def _position() -> dict[str, Any]:
    return objekt(
        {
            "bezeichnung": _TEXT, "stelle": _TEXT, "einheit": _TEXT, "anzahl": _ZAHL, "alt": _OFFEN, "neu": _OFFEN,
            "prozent": _DEZIMAL, "prozent_von": _DEZIMAL, "prozent_bis": _DEZIMAL, "differenz_von": _DEZIMAL,
            "differenz_bis": _DEZIMAL, "jahreswirkung": _DEZIMAL, "ausreisser": _liste(_TEXT),
            "unveraendert_bei": _liste(_TEXT),
        }
    )  # fmt: skip


def _aenderung() -> dict[str, Any]:
    stueck = objekt({"art": {"enum": ["gleich", "geloescht", "eingefuegt"]}, "text": _TEXT})
    return objekt(
        {
            "art": _TEXT, "risiko": _risiko(), "stelle": _TEXT, "stelle_alt": _OFFEN, "stelle_neu": _OFFEN,
            "alt": _TEXT, "neu": _TEXT, "stuecke": _liste(stueck), "format": _liste(_TEXT), "block": _ZAHL,
        }
    )  # fmt: skip


def _vergleich() -> dict[str, Any]:
    rand = {"autor": _TEXT, "datum": _TEXT, "stelle": _TEXT, "text": _TEXT}
    return objekt(
        {
            "dokument": _TEXT,
            "gleich": _JA,
            "zahlen": _liste(objekt(_zahlfelder())),
            "aenderungen": _liste(_aenderung()),
            "umnummerierungen": _liste(objekt({"alt": _TEXT, "neu": _TEXT, "text": _TEXT})),
            "verweise": _liste(objekt({"stelle": _TEXT, "verweis": _TEXT, "meldung": _TEXT})),
            "eigenschaften": _liste(objekt({"name": _TEXT, "alt": _TEXT, "neu": _TEXT})),
            "hinweise": _liste(_TEXT),
            "bearbeitungen": _liste(objekt({**rand, "art": _TEXT})),
            "kommentare": _liste(objekt(rand)),
            "befunde": _liste(objekt({"code": _TEXT, "schwere": _TEXT, "meldung": _TEXT, "datei": _OFFEN})),
        }
    )
