"""The subset of JSON Schema with which a package declares what only it asks for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from vertragsgen.source.node import to_data
from vertragsgen.source.reader import read_text
from vertragsgen.source.schema_model import model_from_schema
from vertragsgen.source.section import felder
from vertragsgen.source.validate import read_section

SCHEMA = """\
type: object
additionalProperties: false
required: [titel, schluessel, personen]
properties:
  titel: {type: string, title: Titel, description: Beschreibung, examples: [A]}
  schluessel: {type: string, format: schluessel}
  betrag: {type: string, format: betrag, minimum: "0"}
  zahl: {type: integer, minimum: 1, maximum: 9}
  anteil: {type: number, maximum: "0,5"}
  ja: {type: boolean, default: true}
  ebene: {type: string, enum: [struktur, prozess]}
  kennung: {type: string, pattern: "^[A-Z]+$"}
  uhr: {type: string, format: zeit}
  tag: {type: string, format: datum}
  leer: {type: [string, "null"]}
  werte: {type: array, items: {type: string}}
  personen:
    type: array
    minItems: 1
    items:
      type: object
      required: [name]
      properties:
        name: {type: string}
        alter: {type: integer}
"""


def schema(text: str) -> Any:
    lesung = read_text(text, "paket.yaml")
    assert lesung.ok
    return to_data(lesung.node)


def modell(text: str = SCHEMA) -> Any:
    ergebnis = model_from_schema(schema(text))
    assert ergebnis.fehler == ()
    return ergebnis.modell


GUT: dict[str, Any] = {"titel": "T", "schluessel": "1:2,5", "personen": [{"name": "A"}]}


def lies(**anders: Any) -> Any:
    return read_section(modell(), GUT | anders)


def test_values_are_typed_like_those_of_the_core() -> None:
    wert = lies(betrag="84,10", zahl="3", anteil="0,25", ebene="prozess", uhr="9:30", kennung="AB")
    assert wert.schluessel == Decimal("2.5")
    assert (wert.betrag, wert.zahl, wert.anteil, wert.uhr) == (Decimal("84.10"), 3, Decimal("0.25"), "09:30")
    assert wert.personen[0].name == "A"
    assert wert.personen[0].alter is None


def test_what_is_left_out_has_its_default() -> None:
    wert = lies()
    assert (wert.ja, wert.leer, wert.werte, wert.betrag) == (True, None, (), None)
    assert lies(werte=None, ja=None).ja is True


@pytest.mark.parametrize(
    ("feld", "wert"),
    [
        ("titel", None),
        ("schluessel", "2:1"),
        ("betrag", "84"),
        ("betrag", "-1,00"),
        ("zahl", "0"),
        ("zahl", "10"),
        ("anteil", "0,6"),
        ("ja", "no"),
        ("ebene", "andere"),
        ("kennung", "ab"),
        ("uhr", "25:00"),
        ("tag", "30.02.2019"),
        ("personen", []),
        ("personen", [{}]),
        ("personen", [{"name": "A", "x": "1"}]),
        ("fremd", "x"),
    ],
)
def test_values_outside_the_schema_are_refused(feld: str, wert: Any) -> None:
    with pytest.raises(ValidationError):
        lies(**{feld: wert})


def test_titles_and_examples_reach_the_field() -> None:
    feld = felder(modell())["titel"]
    assert (feld.titel, feld.beschreibung, feld.beispiele) == ("Titel", "Beschreibung", ("A",))


@pytest.mark.parametrize(
    ("text", "pfad", "teil"),
    [
        ("type: string", (), "obersten Ebene"),
        ("type: object", (), "properties"),
        ("properties: {a: {type: string}}", (), "„type“ fehlt"),
        ("type: objekt\nproperties: {a: {type: string}}", ("type",), "unbekannt"),
        ("type: object\nproperties: {a: {type: text}}", ("properties", "a", "type"), "unbekannt"),
        ("type: object\nproperties: {a: text}", ("properties", "a"), "Schema erwartet"),
        (
            "type: object\nproperties: {a: {type: string, maxLength: 3}}",
            ("properties", "a", "maxLength"),
            "nicht unterstützt",
        ),
        (
            "type: object\nproperties: {a: {type: string, titel: x}}",
            ("properties", "a", "titel"),
            "Gemeint ist vielleicht „title“",
        ),
        (
            "type: object\nproperties: {a: {type: string, format: email}}",
            ("properties", "a", "format"),
            "kennt nur",
        ),
        ("type: object\nproperties: {a: {type: array}}", ("properties", "a"), "items"),
        (
            "type: object\nproperties: {a: {type: string, enum: x}}",
            ("properties", "a", "enum"),
            "Liste von Texten",
        ),
        (
            'type: object\nproperties: {a: {type: string, pattern: "["}}',
            ("properties", "a", "pattern"),
            "regulärer Ausdruck",
        ),
        (
            "type: object\nproperties: {a: {type: integer, minimum: viel}}",
            ("properties", "a", "minimum"),
            "keine Zahl",
        ),
        (
            "type: object\nproperties: {a: {type: string, minimum: 3}}",
            ("properties", "a", "minimum"),
            "nur zu Zahlen",
        ),
        (
            "type: object\nproperties: {a: {type: integer, default: viel}}",
            ("properties", "a", "default"),
            "passt nicht zum Typ",
        ),
        ("type: object\nrequired: [b]\nproperties: {a: {type: string}}", ("required", 0), "„b“"),
        (
            "type: object\nadditionalProperties: true\nproperties: {a: {type: string}}",
            ("additionalProperties",),
            "nur „false“",
        ),
        ("type: object\nproperties: {Große: {type: string}}", ("properties", "Große"), "nicht zulässig"),
    ],
)
def test_mistakes_in_the_schema_are_values_with_their_place(text: str, pfad: tuple[Any, ...], teil: str) -> None:
    ergebnis = model_from_schema(schema(text))
    assert ergebnis.modell is None
    fehler = ergebnis.fehler[0]
    assert fehler.pfad == pfad
    assert teil in fehler.meldung


def test_a_bottomless_schema_is_refused() -> None:
    tief: dict[str, Any] = {"type": "string"}
    for _ in range(60):
        tief = {"type": "object", "properties": {"a": tief}}
    assert "tiefer" in model_from_schema(tief).fehler[0].meldung
