"""When the change of a figure is told in percent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vertragsgen.review.wortdiff import wortdiff
from vertragsgen.review.zahlen import zahlaenderungen


@pytest.mark.parametrize(
    ("alt", "neu", "prozent"),
    [
        ("84,10 €", "87,45 €", Decimal("3.98")),
        ("Am Deich 7", "Am Deich 9", None),
        ("+15,69 €", "−168.900,11 €", None),
        ("0,01 €", "500,00 €", None),
        ("0,00 €", "5,00 €", None),
        ("5,00 €", "0,00 €", Decimal("-100.00")),
        ("Kennwort A12", "Kennwort A13", None),
    ],
)
def test_a_percentage_is_told_where_it_says_something(alt: str, neu: str, prozent: Decimal | None) -> None:
    (zahl,) = zahlaenderungen(wortdiff(alt, neu), "Ziffer 1")
    assert zahl.prozent == prozent
