"""Scalars are typed from their source text, never by YAML and never through a float."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

import jsonschema
import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from vertragsgen.source import scalars as s
from vertragsgen.source.node import to_data
from vertragsgen.source.platzhalter import Platzhalter
from vertragsgen.source.reader import read_text
from vertragsgen.source.scalar_type import Grenzen, auswahl

Art = Annotated[str, auswahl("satz", "zuschlag")]
Mindestens1 = Annotated[s.Ganzzahl, Grenzen(minimum=1, maximum=10)]

# YAML source, type, value
HAZARDS: list[tuple[str, Any, Any]] = [
    ("01067", s.Plz, "01067"),
    ('"01067"', s.Plz, "01067"),
    ("28203", s.Plz, "28203"),
    ("84.10", s.Betrag, Decimal("84.10")),
    ("84,10", s.Betrag, Decimal("84.10")),
    ('"84,10 €"', s.Betrag, Decimal("84.10")),
    ("1:2,5", s.Schluessel, Decimal("2.5")),
    ("1:2", s.Schluessel, Decimal("2")),
    ("2.5", s.Schluessel, Decimal("2.5")),
    ("12:30", s.Zeit, "12:30"),
    ("12:30", s.Zeile, "12:30"),
    ("no", s.Zeile, "no"),
    ("on", s.Text, "on"),
    ("1e5", s.Zeile, "1e5"),
    ("0x1F", s.Zeile, "0x1F"),
    ("0o17", s.Zeile, "0o17"),
    ("1_000", s.Zeile, "1_000"),
    (".inf", s.Zeile, ".inf"),
    ("2019-01-01", s.Zeile, "2019-01-01"),
    ("2019-01-01", s.Datum, date(2019, 1, 1)),
    ("01.01.2019", s.Datum, date(2019, 1, 1)),
    ("365.25", s.Menge, Decimal("365.25")),
    ("010", s.Ganzzahl, 10),
    ("1,50 %", s.Prozent, Decimal("1.50")),
    ("true", s.Wahrheitswert, True),
    ("|\n  eins\n  zwei\n", s.Text, "eins\nzwei"),
    (">-\n  eins\n  zwei\n", s.Zeile, "eins zwei"),
    ("satz", Art, "satz"),
    ("3", Mindestens1, 3),
]

REFUSED: list[tuple[str, Any, str]] = [
    ("no", s.Wahrheitswert, "Schreiben Sie „false“"),
    ("yes", s.Wahrheitswert, "Schreiben Sie „true“"),
    ("1067", s.Plz, "genau fünf Ziffern"),
    ("84", s.Betrag, "„84,00“"),
    ("84,1", s.Betrag, "„84,10“"),
    ("84.105", s.Betrag, "Nachkommastellen"),
    ("1.234", s.Betrag, "mehrdeutig"),
    ("1.234", s.Menge, "mehrdeutig"),
    (".inf", s.Menge, "keine Zahl"),
    ("1e5", s.Menge, "keine Zahl"),
    ('""', s.Text, "leer"),
    ('"  "', s.Zeile, "leer"),
    ("|\n  eins\n  zwei\n", s.Zeile, "in einer Zeile"),
    ("[a]", s.Zeile, "gefunden wurde eine Liste"),
    ("{a: b}", s.Betrag, "gefunden wurde ein Abschnitt"),
    ("satzz", Art, "Gemeint ist vielleicht „satz“"),
    ("0", Mindestens1, "mindestens 1"),
    ("11", Mindestens1, "höchstens 10"),
]


def lies(quelle: str, typ: Any) -> Any:
    lesung = read_text(f"w: {quelle}", "p.yaml")
    assert lesung.ok
    return TypeAdapter(typ).validate_python(to_data(lesung.node)["w"])


@pytest.mark.parametrize(("quelle", "typ", "wert"), HAZARDS)
def test_the_source_text_decides(quelle: str, typ: Any, wert: Any) -> None:
    ergebnis = lies(quelle, typ)
    assert ergebnis == wert
    assert type(ergebnis) is type(wert)


@pytest.mark.parametrize(("quelle", "typ", "teil"), REFUSED)
def test_anything_else_is_refused_in_german(quelle: str, typ: Any, teil: str) -> None:
    with pytest.raises(ValidationError) as gefangen:
        lies(quelle, typ)
    (fehler,) = gefangen.value.errors()
    assert fehler["type"] == "vg_wert"
    assert teil in fehler["ctx"]["meldung"]


@pytest.mark.parametrize("typ", [s.Betrag, s.Menge, s.Prozent, s.Schluessel, s.Plz, s.Ganzzahl])
def test_a_float_never_passes(typ: Any) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(typ).validate_python(84.1)


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(s.Ganzzahl).validate_python(True)


def test_null_where_a_value_is_required_has_its_own_error() -> None:
    with pytest.raises(ValidationError) as gefangen:
        lies("null", s.Zeile)
    assert gefangen.value.errors()[0]["type"] == "vg_fehlt"
    assert lies("null", s.Zeile | None) is None


@pytest.mark.parametrize("typ", [s.Betrag, s.Datum, s.Plz, s.Wahrheitswert, Art, Mindestens1])
def test_a_placeholder_passes_every_type(typ: Any) -> None:
    platzhalter = Platzhalter("Feld", "a.b")
    assert TypeAdapter(typ).validate_python(platzhalter) is platzhalter


def test_a_placeholder_stands_for_nothing() -> None:
    platzhalter = Platzhalter("Gesamtentgelt", "verguetung.saetze.0.gesamtentgelt")
    assert str(platzhalter) == "<<Gesamtentgelt>>"
    assert not platzhalter
    assert platzhalter != Platzhalter("Gesamtentgelt", "verguetung.saetze.0.gesamtentgelt")
    rechnung: Any = platzhalter
    for tun in (lambda: rechnung + 1, lambda: 2 * rechnung, lambda: float(rechnung)):
        with pytest.raises(TypeError):
            tun()


def test_conditions_and_loops_of_a_draft_find_nothing_in_a_placeholder() -> None:
    wert: Any = Platzhalter("Platzzahl", "angebot.plaetze")
    assert not wert < 3
    assert not wert >= 3
    assert "x" not in wert
    assert list(wert) == []


class Muster(BaseModel):
    plz: s.Plz
    betrag: s.Betrag
    menge: s.Menge
    schluessel: s.Schluessel
    datum: s.Datum
    art: Art
    zahl: Mindestens1
    ja: s.Wahrheitswert


GUTES_MUSTER: dict[str, Any] = {
    "plz": "28203",
    "betrag": "84,10",
    "menge": "2.803,20",
    "schluessel": "1:2,5",
    "datum": "01.01.2019",
    "art": "satz",
    "zahl": 3,
    "ja": True,
}


@pytest.mark.parametrize(
    ("feld", "wert", "gut"),
    [
        ("plz", 28203, True),
        ("plz", "1234", False),
        ("betrag", 84.10, True),
        ("betrag", "84", False),
        ("betrag", "1.234,56 €", True),
        ("menge", 365, True),
        ("menge", "viel", False),
        ("schluessel", 2.5, True),
        ("schluessel", "2:1", False),
        ("datum", "2019-01-01", True),
        ("datum", "1.1.2019", False),
        ("art", "andere", False),
        ("zahl", 0, False),
        ("zahl", 11, False),
        ("ja", "no", False),
    ],
)
def test_editors_see_the_same_rules(feld: str, wert: Any, gut: bool) -> None:
    pruefer = jsonschema.Draft202012Validator(Muster.model_json_schema())
    assert pruefer.is_valid(GUTES_MUSTER)
    assert pruefer.is_valid({**GUTES_MUSTER, feld: wert}) is gut
