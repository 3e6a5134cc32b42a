"""Types of single values, read from their source text and never through a float.

Use them as annotations in sections: ``betrag: Betrag``, ``ende: Datum | None = None``. Each says in
its JSON Schema what an editor sees: YAML editors parse ``84.10`` as a number and ``84,10`` as text.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from vertragsgen.money import Notationsfehler, kurz, parse_betrag
from vertragsgen.notation import (
    parse_datum,
    parse_ganzzahl,
    parse_menge,
    parse_prozent,
    parse_schluessel,
    parse_wahrheitswert,
    parse_zeit,
)
from vertragsgen.source.characters import bad_characters, describe
from vertragsgen.source.scalar_type import Lesart


def _lies_text(text: str) -> str:
    if not text.strip():
        raise Notationsfehler("Der Text ist leer. Schreiben Sie den Text oder „null“, wenn nichts vereinbart ist.")
    for stelle in bad_characters(text)[:1]:
        raise Notationsfehler(f"Der Text enthält ein unzulässiges Zeichen: {describe(text[stelle])}.")
    return text.strip()


def _lies_zeile(text: str) -> str:
    zeile = _lies_text(text)
    if "\n" in zeile:
        raise Notationsfehler("Hier wird Text in einer Zeile erwartet, gefunden wurden mehrere Zeilen.")
    return zeile


def _lies_plz(text: str) -> str:
    if re.fullmatch("[0-9]{5}", text.strip()):
        return text.strip()
    raise Notationsfehler(f"„{kurz(text)}“ ist keine Postleitzahl; sie hat genau fünf Ziffern, zum Beispiel „28203“.")


def _zahl_oder(pattern: str, beschreibung: str, *beispiele: str) -> dict[str, Any]:
    arten: list[dict[str, Any]] = [{"type": "string", "pattern": pattern}, {"type": "number"}]
    return {"anyOf": arten, "description": beschreibung, "examples": list(beispiele)}


_BETRAG = r"^-?([0-9]{1,3}(\.[0-9]{3})+,[0-9]{2}|[0-9]+[.,][0-9]{2})( ?€)?$"
_MENGE = r"^-?([0-9]{1,3}(\.[0-9]{3})+,[0-9]{1,4}|[0-9]+([.,][0-9]{1,4})?)$"
_PROZENT = r"^-?[0-9]+([.,][0-9]{1,4})?( ?%)?$"
_SCHLUESSEL = r"^(1 ?: ?)?[0-9]+([.,][0-9]{1,4})?$"
_DATUM = r"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{4})$"
_EINZEILIG = {"anyOf": [{"type": "string", "pattern": r"^[^\n]*\S[^\n]*$"}, {"type": ["number", "boolean"]}]}
_MEHRZEILIG = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]}]}
_PLZ = {
    "anyOf": [
        {"type": "string", "pattern": "^[0-9]{5}$"},
        {"type": "integer", "minimum": 0, "maximum": 99999},
    ],
    "examples": ["28203"],
}

Text = Annotated[str, Lesart(str, _lies_text, _MEHRZEILIG)]
"""Text, also over several lines."""
Zeile = Annotated[str, Lesart(str, _lies_zeile, _EINZEILIG)]
"""Text in one line."""
Plz = Annotated[str, Lesart(str, _lies_plz, _PLZ)]
"""A postal code as text: the leading zero stays."""
Ganzzahl = Annotated[
    int,
    Lesart(
        int,
        parse_ganzzahl,
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^-?[0-9]{1,12}$"}]},
    ),
]
"""A whole number."""
Menge = Annotated[
    Decimal,
    Lesart(
        Decimal,
        parse_menge,
        _zahl_oder(_MENGE, "Zahl mit höchstens vier Nachkommastellen", "2,5", "2.803,20"),
    ),
]
"""A quantity as ``Decimal``, at most four decimals."""
Prozent = Annotated[Decimal, Lesart(Decimal, parse_prozent, _zahl_oder(_PROZENT, "Prozentsatz", "25", "2,5"))]
"""A percentage as ``Decimal``: 25 for 25 %."""
Betrag = Annotated[
    Decimal,
    Lesart(Decimal, parse_betrag, _zahl_oder(_BETRAG, "Eurobetrag mit genau zwei Nachkommastellen", "84,10")),
]
"""A euro amount as ``Decimal`` with two decimals."""
Schluessel = Annotated[
    Decimal,
    Lesart(
        Decimal,
        parse_schluessel,
        _zahl_oder(_SCHLUESSEL, "Betreuungsschlüssel: Plätze je Vollkraft", "1:2,5"),
    ),
]
"""A staffing key as ``Decimal``: places per VK."""
Datum = Annotated[
    date,
    Lesart(date, parse_datum, {"type": "string", "pattern": _DATUM, "examples": ["01.01.2019", "2019-01-01"]}),
]
"""A date."""
Zeit = Annotated[
    str,
    Lesart(str, parse_zeit, {"type": "string", "pattern": r"^([01]?[0-9]|2[0-4])[:.][0-5][0-9]( ?Uhr)?$"}),
]
"""A time of day as ``HH:MM``."""
Wahrheitswert = Annotated[bool, Lesart(bool, parse_wahrheitswert, {"type": "boolean"})]
"""``true`` or ``false``."""
