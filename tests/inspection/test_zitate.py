"""The parser of citations: every form that contracts and our own documents use."""

from __future__ import annotations

from datetime import date

import pytest

from vertragsgen.inspection.zitate import finde_zitate, nummernwert

LANGFORMEN = (("Bundeszentralregistergesetzes", "BZRG"),)


def kurz(text: str) -> list[tuple[str, str | None]]:
    return [(zitat.wortlaut, zitat.gesetz) for zitat in finde_zitate(text, LANGFORMEN)]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("die §§ 53 ff. SGB X über", [("§§ 53 ff. SGB X", "SGB X")]),
        ("§ 54 Abs. 1 Sozialgesetzbuch (SGB) XII", [("§ 54 Abs. 1 Sozialgesetzbuch (SGB) XII", "SGB XII")]),
        ("§ 30a Abs. 1 des Bundeszentralregistergesetzes (BZRG)",
         [("§ 30a Abs. 1 des Bundeszentralregistergesetzes", "BZRG")]),
        ("§ 4 Nr. 16 Satz 1 Buchst. h UStG.", [("§ 4 Nr. 16 Satz 1 Buchst. h UStG", "UStG")]),
        ("§ 23 Abs. 3 MusterLRV SGB XII gemäß", [("§ 23 Abs. 3 MusterLRV SGB XII", "MusterLRV SGB XII")]),
        ("§ 123 Abs. 2 Satz 3, § 126 Abs. 3 Satz 5 SGB IX",
         [("§ 123 Abs. 2 Satz 3 SGB IX", "SGB IX"), ("§ 126 Abs. 3 Satz 5 SGB IX", "SGB IX")]),
        ("§ 113 Abs. 2 Nr. 2 i. V. m. § 78 SGB IX",
         [("§ 113 Abs. 2 Nr. 2 SGB IX", "SGB IX"), ("§ 78 SGB IX", "SGB IX")]),
        ("§ 3 der Verordnung zu § 60 SGB XII", [("§ 3 der Verordnung", "Verordnung"), ("§ 60 SGB XII", "SGB XII")]),
        ("§ 5 dieser Vereinbarung", [("§ 5 dieser Vereinbarung", "Vereinbarung")]),
        ("nach § 37a wird", [("§ 37a", None)]),
        ("§ 5 BGB. Dazu § 7 gilt.", [("§ 5 BGB", "BGB"), ("§ 7", None)]),
        ("kein Zitat, nur § und 5", []),
    ],
)  # fmt: skip
def test_law_of_citations(text: str, erwartet: list[tuple[str, str | None]]) -> None:
    assert kurz(text) == erwartet


@pytest.mark.parametrize(
    ("text", "nummern", "folgende"),
    [
        ("§§ 75 Abs. 3 und 76 SGB XII", ["75", "76"], None),
        ("§§ 90, 99 und 113 SGB IX", ["90", "99", "113"], None),
        ("§§ 141 bis 145 SGB XII", ["141", "145"], None),
        ("§§53/54 SGB XII", ["53", "54"], None),
        ("§ 76 Abs. 1, 2 SGB XII", ["76"], None),
        ("§ 124 Abs. 2 Satz 5 bis 9 SGB IX", ["124"], None),
        ("§ 125 Abs. 1 Nr. 1, Abs. 2 SGB IX", ["125"], None),
        ("§ 53 ff SGB XII", ["53"], "ff"),
        ("§§ 53 f. SGB XII", ["53"], "f."),
        ("§ 30a BZRG", ["30a"], None),
    ],
)
def test_provisions_of_a_citation(text: str, nummern: list[str], folgende: str | None) -> None:
    (zitat,) = finde_zitate(text)
    assert [paragraf.nummer for paragraf in zitat.paragrafen] == nummern
    assert zitat.folgende == folgende


def test_parts_belong_to_their_provision() -> None:
    (zitat,) = finde_zitate("§ 125 Abs. 1 Nr. 1, Abs. 2 Satz 1 SGB IX")
    assert zitat.paragrafen[0].teile == (("Abs.", "1"), ("Nr.", "1"), ("Abs.", "2"), ("Satz", "1"))
    assert zitat.paragrafen[0].werte("Abs.") == ("1", "2")


@pytest.mark.parametrize(
    ("text", "alte", "tag"),
    [
        ("§ 55 SGB IX in der am 31.12.2017 geltenden Fassung", True, date(2017, 12, 31)),
        ("§ 55 SGB IX in der bis zum 31.12.2017 geltenden Fassung", True, date(2017, 12, 31)),
        ("§ 55 SGB IX in der Fassung vom 01.02.2010", True, date(2010, 2, 1)),
        ("§ 55 SGB IX a. F.", True, None),
        ("§ 55 SGB IX in der jeweils geltenden Fassung", False, None),
        ("§ 55 SGB IX. Im Übrigen gilt die Fassung vom 01.02.2010.", False, None),
    ],
)
def test_version_of_a_citation(text: str, alte: bool, tag: date | None) -> None:
    (zitat,) = finde_zitate(text)
    assert (zitat.alte_fassung, zitat.fassung) == (alte, tag)


def test_the_version_is_that_of_the_whole_chain() -> None:
    text = "§ 53 SGB XII und § 3 der Verordnung zu § 60 SGB XII in der am 31.12.2019 geltenden Fassung, § 99 SGB IX"
    assert [zitat.alte_fassung for zitat in finde_zitate(text)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "eigen"),
    [
        ("§ 5 dieser Vereinbarung", [True]),
        ("§ 99 und § 14 der Vereinbarung", [True, True]),
        ("§ 5 SGB IX und § 6 dieses Vertrages", [False, True]),
        ("§ 5 der Vereinbarung vom 01.02.2010, § 3 der Rahmenvereinbarung", [False, False]),
        ("§ 5 der Verordnung, § 6 des Vertrages", [False, False]),
        ("nach § 5", [False]),
    ],
)
def test_citations_of_the_agreement_itself(text: str, eigen: list[bool]) -> None:
    assert [zitat.eigen for zitat in finde_zitate(text)] == eigen


def test_numbers_are_ordered_as_in_the_law() -> None:
    assert sorted(["31", "30a", "4", "30"], key=nummernwert) == ["4", "30", "30a", "31"]
