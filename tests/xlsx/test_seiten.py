"""Page ends of a worksheet, by the heights of its rows."""

from __future__ import annotations

import pytest

from vertragsgen.rendering.xlsx.blatt import Blatt
from vertragsgen.rendering.xlsx.seiten import SEITE, ZEILE, ZUSAMMEN, seitenumbrueche

# Heading and empty row before it are 26 points high.
PASST = int((SEITE - 26) // ZEILE)


def mit_abschnitten(*reihen: int) -> Blatt:
    """A worksheet of sections with so many rows below their headings."""
    blatt = Blatt("Blatt")
    for anzahl in reihen:
        blatt.abschnitt("Abschnitt")
        blatt.zeile += anzahl
    return blatt


@pytest.mark.parametrize(
    ("reihen", "erwartet"),
    [
        ((10, 10), []),
        ((PASST,), []),
        # The second section would end below the foot of the page.
        ((PASST - 5, 10), [PASST - 3]),
        ((PASST - 5, 2), []),
        # Longer than a page by one row: it takes others along, so that it is not alone.
        ((PASST + 1,), [PASST + 3 - ZUSAMMEN]),
        ((2, PASST + 20), [4, 4 + PASST + 2]),
    ],
)
def test_a_section_that_does_not_fit_begins_a_page(reihen: tuple[int, ...], erwartet: list[int]) -> None:
    assert seitenumbrueche(mit_abschnitten(*reihen), (), range(0)) == erwartet


def test_fixed_page_ends() -> None:
    blatt = mit_abschnitten(3, 3, 3)
    assert seitenumbrueche(blatt, (5,), range(0)) == [5]


def test_sections_of_a_group_stay_together() -> None:
    blatt = mit_abschnitten(20, 5, 5, 5)
    ohne, mit = seitenumbrueche(blatt, (), range(0)), seitenumbrueche(blatt, (), range(22, 43))
    assert (ohne, mit) == ([36], [22])


def test_a_group_longer_than_a_page_is_divided() -> None:
    blatt = mit_abschnitten(20, *[5] * 6)
    assert seitenumbrueche(blatt, (), range(22, blatt.zeile)) == seitenumbrueche(blatt, (), range(0))
