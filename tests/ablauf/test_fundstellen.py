"""Where a finding stands is said as the document says it: by Ziffer, or by § and Absatz."""

from __future__ import annotations

import pytest

from tests.ablauf.conftest import PAKET, PROFIL, Werkbank

HAMBURG = "hamburg/ambulante-sozialpsychiatrie-sgb12"


@pytest.mark.parametrize(
    ("paket", "profil", "klausel", "stelle"),
    [
        (PAKET, PROFIL, "pruefung-verfahren", "Ziffer 5.1"),
        (HAMBURG, "musterhafen-ambulante-sozialpsychiatrie", "paragraf-leistungsart", "§ 2"),
        (HAMBURG, "musterhafen-ambulante-sozialpsychiatrie", "paragraf-gegenstand", "§ 1 Abs. 3"),
    ],
)
def test_a_finding_names_the_section_as_the_document_numbers_it(
    bank: Werkbank, paket: str, profil: str, klausel: str, stelle: str
) -> None:
    datei = bank.root / "templates" / paket / "klauseln" / "vereinbarung" / f"{klausel}.md"
    datei.write_text(datei.read_text(encoding="utf-8").rstrip() + " Das gilt 4711 Mal.\n", encoding="utf-8")
    befunde = [b for b in bank.erzeuge(profil).befunde if b.code == "VG711"]
    assert [(b.stelle, "4711" in b.meldung) for b in befunde] == [(stelle, True)]
