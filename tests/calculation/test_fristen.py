"""Dates of the term: every row of the table of examples, and that the search finds the last possible day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vertragsgen.calculation.fristen import (
    Frist,
    mindestlaufzeit_ende,
    platzgeld_ab_tag,
    plus_frist,
    spaetester_zugang,
)

SECHS_WOCHEN, DREI_MONATE = Frist(wochen=6), Frist(monate=3)


@pytest.mark.parametrize(
    ("beginn", "monate", "ende"),
    [
        (date(2019, 1, 1), 12, date(2019, 12, 31)),
        (date(2019, 2, 15), 12, date(2020, 2, 14)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_end_of_the_minimum_term(beginn: date, monate: int, ende: date) -> None:
    assert mindestlaufzeit_ende(beginn, monate) == ende


@pytest.mark.parametrize(
    ("ende", "entgelte", "uebrige"),
    [
        (date(2019, 12, 31), date(2019, 11, 19), date(2019, 9, 30)),
        (date(2019, 11, 30), date(2019, 10, 19), date(2019, 8, 31)),
        (date(2020, 6, 30), date(2020, 5, 19), date(2020, 3, 31)),
        (date(2020, 2, 29), date(2020, 1, 18), date(2019, 11, 30)),
    ],
)
def test_last_receipt_of_a_notice(ende: date, entgelte: date, uebrige: date) -> None:
    assert spaetester_zugang(ende, SECHS_WOCHEN) == entgelte
    assert spaetester_zugang(ende, DREI_MONATE) == uebrige


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 30), st.integers(0, 30))
def test_no_later_day_would_do(ende: date, wochen: int, monate: int) -> None:
    frist = Frist(wochen, monate)
    tag = spaetester_zugang(ende, frist)
    assert plus_frist(tag, frist) <= ende < plus_frist(tag + timedelta(days=1), frist)


def test_a_period_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(OverflowError):
        plus_frist(date(9999, 12, 1), Frist(monate=2))


def test_first_day_of_platzgeld() -> None:
    assert platzgeld_ab_tag(None, 5) == 29


@pytest.mark.parametrize(
    ("frist", "text"),
    [(Frist(wochen=1), "1 Woche"), (SECHS_WOCHEN, "6 Wochen"), (Frist(monate=1), "1 Monat"), (DREI_MONATE, "3 Monate")],
)
def test_periods_as_text(frist: Frist, text: str) -> None:
    assert str(frist) == text
