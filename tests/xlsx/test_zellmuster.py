"""What is made once for an arrangement of cells gives the same as making it anew, whatever was made before."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xlsx.test_kostentraegerblatt import FAELLE, KOPF, MONATE, rechne
from vertragsgen.money import runde
from vertragsgen.rendering.xlsx import Mappe, mappenteile, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.blatt import STELLEN, Blatt, Zelle, gespeichert
from vertragsgen.rendering.xlsx.schreiben import zahltext
from vertragsgen.rendering.xlsx.zellmuster import zellmuster

ZAHLEN = (
    st.decimals(allow_nan=False, allow_infinity=False)
    | st.decimals(-(10**9), 10**9, places=4)
    | st.builds(lambda ziffern, exponent: Decimal(ziffern).scaleb(exponent), st.integers(), st.integers(-30, 30))
)


@given(ZAHLEN)
def test_short_figures_are_written_as_the_format_writes_them(wert: Decimal) -> None:
    assert zahltext(wert) == f"{wert:.16G}"


@pytest.mark.parametrize("text", ["0", "-0", "0.00", "84.10", "1E+3", "0E-7", "1E-7", "0.000001", "1234567890123456",
                                  "12345678901234567", "0.12345678901234567", "-123456789012.345"])  # fmt: skip
def test_figures_at_the_edge_are_written_as_the_format_writes_them(text: str) -> None:
    assert zahltext(Decimal(text)) == f"{Decimal(text):.16G}"


@given(st.decimals(-(10**12), 10**12, allow_nan=False) | st.decimals(-1, 1, allow_nan=False))
def test_figures_are_stored_with_as_many_decimals_as_a_double_may_hold(wert: Decimal) -> None:
    exponent = wert.as_tuple().exponent
    assert isinstance(exponent, int)
    erwartet = runde(wert, STELLEN) if exponent < -STELLEN else wert
    assert gespeichert(wert).as_tuple() == erwartet.as_tuple()


def zeichne(fall: str) -> Mappe:
    paket = {"platzgeld": {"rundung": "summe"}} if fall == "summarisch" else MONATE
    return zeichne_kostentraegerblatt(rechne(paket, **FAELLE[fall]), KOPF)


def test_a_known_arrangement_gives_the_same_bytes_as_a_new_one() -> None:
    neu = {}
    for fall in FAELLE:
        zellmuster.cache_clear()
        neu[fall] = mappenteile(zeichne(fall))
    assert {fall: mappenteile(zeichne(fall)) for fall in FAELLE} == neu
    assert {fall: mappenteile(zeichne(fall)) for fall in reversed(FAELLE)} == neu
    assert zellmuster.cache_info().hits >= len(FAELLE)


AENDERUNGEN: list[Any] = [
    lambda b: b.zellen.update({(0, 0): Zelle("mitte", "Text")}),  # another format
    lambda b: b.zellen.update({(0, 0): Zelle("text", Decimal(1))}),  # a figure instead of a text
    lambda b: b.zellen.update({(0, 0): Zelle("text")}),  # nothing instead of a text
    lambda b: b.zellen.update({(1, 1): Zelle("euro", Decimal(2), "A1+2")}),  # another formula
    lambda b: b.zellen.update({(1, 1): Zelle("euro", "zwei", "A1+1")}),  # its result is a text
    lambda b: b.zellen.update({(1, 1): Zelle("euro", Decimal(2))}),  # no formula
    lambda b: b.zellen.update({(1, 2): Zelle("euro", Decimal(2))}),  # one cell more
    lambda b: b.hoehen.update({0: 30}),
    lambda b: b.hoehen.update({1: 30}),
    lambda b: b.hoehen.update({7: 8}),  # a row without cells
    lambda b: b.bereiche.append("A3:B3"),
]


@pytest.mark.parametrize("aendere", AENDERUNGEN)
def test_another_arrangement_is_not_taken_for_a_known_one(aendere: Any) -> None:
    def blatt() -> Blatt:
        neu = Blatt("Blatt")
        neu.zellen = {(0, 0): Zelle("text", "Text"), (1, 1): Zelle("euro", Decimal(2), "A1+1")}
        neu.hoehen, neu.bereiche = {0: 24}, ["A2:B2"]
        return neu

    bekannt = mappenteile(Mappe("Titel", "Amt", [blatt()]))
    anders = blatt()
    aendere(anders)
    gemerkt = mappenteile(Mappe("Titel", "Amt", [anders]))
    zellmuster.cache_clear()
    assert gemerkt == mappenteile(Mappe("Titel", "Amt", [anders]))
    assert gemerkt != bekannt


@settings(max_examples=50)
@given(st.lists(st.none() | st.sampled_from(["", "Nr.", "Betrag €"]), min_size=1, max_size=8), st.integers(0, 3))
def test_column_titles_are_the_same_as_one_by_one(titel: list[str | None], zeile: int) -> None:
    gemerkt, einzeln = Blatt("a"), Blatt("b")
    gemerkt.zeile = einzeln.zeile = zeile
    gemerkt.kopfzeile(titel)
    spalte = 0
    while spalte < len(titel):
        bis = spalte
        while bis + 1 < len(titel) and titel[bis + 1] is None:
            bis += 1
        einzeln.verbunden(spalte, bis, titel[spalte], "spalte")
        spalte = bis + 1
    assert list(gemerkt.zellen.items()) == list(einzeln.zellen.items())
    assert gemerkt.bereiche == einzeln.bereiche


def test_what_is_kept_is_not_changed_by_a_sheet() -> None:
    erstes, zweites = Blatt("a"), Blatt("b")
    for blatt, text in ((erstes, "eins"), (zweites, None)):
        blatt.breit(0, 2, "text")
        blatt.text(0, text)
    assert zweites.zellen == dict.fromkeys([(0, 0), (0, 1), (0, 2)], Zelle("text"))
    assert erstes.zellen[0, 0] == Zelle("text", "eins")
