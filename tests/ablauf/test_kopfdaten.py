"""The head of a cost sheet's workbook says what the Word document says."""

from __future__ import annotations

import pytest

from tests.ablauf.conftest import Werkbank


@pytest.mark.parametrize(
    ("profil", "beschriftung", "standorte"),
    [
        ("wohnverbund-beispielhafen", "Standorte", "Musterkaje 23, 28217 Bremen; Beispielweg 4, 28219 Bremen"),
        ("beispielhaus-musterweser", "Standort", "Musterdeich 5, 28201 Bremen"),
    ],
)
def test_sites_with_their_address(bank: Werkbank, profil: str, beschriftung: str, standorte: str) -> None:
    (mappe,) = [erzeugt.mappe for erzeugt in bank.erzeuge(profil).dokumente if erzeugt.mappe is not None]
    (blatt,) = mappe.blaetter
    (zeile,) = [zeile for (zeile, _), zelle in blatt.zellen.items() if zelle.wert == beschriftung]
    assert blatt.zellen[zeile, 2].wert == standorte
