"""Where a printed worksheet begins a new page."""

from __future__ import annotations

import pytest

from tests.ablauf.conftest import PROFIL, Werkbank


@pytest.mark.parametrize(
    ("profil", "erste"),
    [
        (PROFIL, ["Kostenblock Maßnahmepauschale", "Zusammenstellung"]),
        (
            "lotsenhaus-beispielweser",
            ["Kostenblock Maßnahmepauschale", "Zusammenstellung", "Abgleich mit der Vereinbarung"],
        ),
        (
            # The third block does not fit below the other two; the tables of absence stay together.
            "beispielhaus-musterweser",
            [
                "Kostenblock Maßnahmepauschale",
                "Kostenblock Investitionsbetrag",
                "Zusammenstellung",
                "Platzgeld Hilfebedarfsgruppe 1",
                "Abgleich mit der Vereinbarung",
            ],
        ),
    ],
)
def test_a_page_begins_with_the_heading_of_its_first_table(bank: Werkbank, profil: str, erste: list[str]) -> None:
    (mappe,) = [erzeugt.mappe for erzeugt in bank.erzeuge(profil).dokumente if erzeugt.mappe is not None]
    (blatt,) = mappe.blaetter
    # A low empty row, then the heading.
    assert [blatt.zellen[zeile + 1, 0].wert for zeile in blatt.umbrueche] == erste
