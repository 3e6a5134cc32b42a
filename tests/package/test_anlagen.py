"""Annexes of a document: none, the document itself, or several with numbers."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tests.calculation.beispiel import PAKET
from vertragsgen.package.manifest import Dokument, Manifest
from vertragsgen.source.validate import read_section

EINS = {"id": "eins", "bezeichnung": "Anlage 2.1", "titel": "Budget"}
ZWEI = {"id": "zwei", "bezeichnung": "Anlage 2.2", "titel": "Fälle"}


def dokument(**anders: Any) -> Dokument:
    return read_section(
        Dokument, {"id": "budget", "titel": "Titel", "rahmen": "a.docx", "bereiche": {"k": []}} | anders
    )


def test_annexes_of_a_document() -> None:
    assert dokument().beilagen == ()
    (eine,) = dokument(anlage="Leistungsbeschreibung").beilagen
    assert (eine.id, eine.bezeichnung, eine.titel) == ("budget", "Leistungsbeschreibung", "Titel")
    assert [beilage.bezeichnung for beilage in dokument(anlagen=[EINS, ZWEI]).beilagen] == ["Anlage 2.1", "Anlage 2.2"]


@pytest.mark.parametrize(
    ("angaben", "meldung"),
    [
        ({"anlage": "A", "anlagen": [EINS]}, "nicht beides"),
        ({"anlagen": [EINS, ZWEI | {"id": "eins"}]}, "„eins“ steht mehrfach"),
    ],
)
def test_contradictions_are_refused(angaben: dict[str, Any], meldung: str) -> None:
    with pytest.raises(ValidationError, match=meldung):
        dokument(**angaben)


def test_a_workbook_needs_the_section_it_shows() -> None:
    eins = {"id": "v", "titel": "V", "rahmen": "v.docx", "formate": ["docx", "xlsx"], "bereiche": {"k": []}}
    with pytest.raises(ValidationError, match="braucht einen Abschnitt „budget“"):
        read_section(Manifest, PAKET | {"dokumente": [eins | {"xlsx": "budget"}]})
    budget = {"arten": {"regulaer": "Fälle"}}
    assert read_section(Manifest, PAKET | {"budget": budget, "dokumente": [eins | {"xlsx": "budget"}]}).budget


@pytest.mark.parametrize("zahl", ["0", "367"])
def test_the_number_of_instalments_is_possible(zahl: str) -> None:
    with pytest.raises(ValidationError, match="zwischen 1 und 366"):
        read_section(Manifest, PAKET | {"budget": {"arten": {"a": "A"}, "abschlaege": zahl}})
