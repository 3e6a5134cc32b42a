"""What editors are told about profiles, manifests and clauses."""

from __future__ import annotations

import re
from typing import Any

import jsonschema
import pytest
from pydantic import TypeAdapter

from vertragsgen.package.manifest import Manifest
from vertragsgen.profile.factory import profile_model
from vertragsgen.profile.schema import DIALECT, clause_schema, manifest_schema, profile_schema
from vertragsgen.source.model_fields import model_in
from vertragsgen.source.node import Mapping, Node, Scalar, Sequence
from vertragsgen.source.reader import read_text
from vertragsgen.source.section import Abschnitt, felder


def wie_im_editor(node: Node | None) -> Any:
    """The tree as an editor's YAML server (YAML 1.2 core schema) hands it to the JSON Schema."""
    if isinstance(node, Mapping):
        return {entry.key: wie_im_editor(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [wie_im_editor(item) for item in node.items]
    assert isinstance(node, Scalar)
    if node.is_null:
        return None
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.plain and re.fullmatch(r"[-+]?[0-9]+", node.text):
        return int(node.text)
    if node.plain and re.fullmatch(r"[-+]?[0-9]*\.[0-9]+", node.text):
        return float(node.text)
    return node.text


def fehler(schema: dict[str, Any], text: str) -> list[str]:
    lesung = read_text(text, "p.yaml")
    assert lesung.ok
    pruefer = jsonschema.Draft202012Validator(schema)
    return [".".join(map(str, e.path)) for e in pruefer.iter_errors(wie_im_editor(lesung.node))]


@pytest.fixture(scope="module")
def schema(manifest: Manifest) -> dict[str, Any]:
    return profile_schema(manifest)


def test_all_schemas_are_valid_schemas_of_the_named_dialect(schema: dict[str, Any]) -> None:
    for eines in (schema, manifest_schema(), clause_schema()):
        assert eines["$schema"] == DIALECT
        jsonschema.Draft202012Validator.check_schema(eines)


def test_a_good_profile_has_no_squiggles(schema: dict[str, Any], profiltext: str) -> None:
    assert fehler(schema, profiltext) == []


@pytest.mark.parametrize(
    ("alt", "neu", "wo"),
    [
        ("paket: nordland/wohnen", "paket: nordland/anderes", "paket"),
        ("fassung: historisch", "fassung: alt", "fassung"),
        ("  plz: 01067", "  plz: viel", "traeger.plz"),
        ("beginn: 2019-01-01", "beginn: 1.1.2019", "laufzeit.beginn"),
        ("  ort: Görlitz", "  ortt: Görlitz", "traeger"),
        ("gruppe: erwachsene", "grupe: erwachsene", "angaben"),
        ("amt: {referat: Referat 9}", "amt: {name: X}", "amt"),
        ("grund: 5,00", "grund: viel", "verguetung"),
    ],
)
def test_mistakes_have_squiggles(schema: dict[str, Any], profiltext: str, alt: str, neu: str, wo: str) -> None:
    text = profiltext.replace(alt, neu, 1)
    assert text != profiltext
    assert any(pfad.startswith(wo) for pfad in fehler(schema, text))


def test_what_comes_from_shared_parts_is_not_missed_but_rows_are_complete(schema: dict[str, Any]) -> None:
    assert fehler(schema, "paket: nordland/wohnen\nbasis: _teil.yaml\ntraeger: {name: A}\n") == []
    assert fehler(schema, "kostentraegerblatt: {positionen: [{block: mass}]}") != []


def test_null_is_allowed_wherever_a_value_is_optional(schema: dict[str, Any]) -> None:
    assert fehler(schema, "vereinbarung: null\npersonal: {qualifikationen: null}\nfassung: null\n") == []
    assert fehler(schema, "traeger: {name: null}") == ["traeger.name"]


def _felder(model: type[Abschnitt], gesehen: set[type[Abschnitt]]) -> list[tuple[str, Any]]:
    if model in gesehen:
        return []
    gesehen.add(model)
    ergebnis = []
    for name, feld in felder(model).items():
        ergebnis.append((f"{model.__name__}.{name}", feld))
        if (unter := model_in(feld.typ)) is not None:
            ergebnis += _felder(unter, gesehen)
    return ergebnis


def test_every_field_of_the_core_has_a_german_title_and_a_description(manifest: Manifest) -> None:
    alle = [(n, f) for n, f in _felder(profile_model(manifest), set()) if not n.startswith("Angaben.")]
    assert len(alle) > 100
    assert [name for name, feld in alle if not feld.titel or not feld.beschreibung] == []


def test_titles_are_unique_within_a_section(manifest: Manifest) -> None:
    je_abschnitt: dict[str, list[str]] = {}
    for name, feld in _felder(profile_model(manifest), set()):
        je_abschnitt.setdefault(name.partition(".")[0], []).append(feld.titel)
    assert {n: t for n, t in je_abschnitt.items() if len(set(t)) != len(t)} == {}


def test_examples_are_accepted_by_the_field_they_explain(manifest: Manifest) -> None:
    gezaehlt = 0
    for name, feld in _felder(profile_model(manifest), set()):
        if name.startswith(("Angaben.", "Profil.")) or name.endswith((".block", ".einheit")):
            continue  # their examples come from a package or are names of sections
        for beispiel in feld.beispiele:
            wert = [str(teil) for teil in beispiel] if isinstance(beispiel, list) else str(beispiel)
            TypeAdapter(feld.typ).validate_python(wert)
            gezaehlt += 1
    assert gezaehlt > 60
