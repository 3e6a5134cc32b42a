"""The quick reading of a workbook says „as recorded“ only where reading cell by cell finds nothing."""

from __future__ import annotations

import html
import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xlsx.test_kostentraegerblatt import KOPF, rechne
from vertragsgen.inspection import mappenlesen
from vertragsgen.inspection.mappenlesen import Abweichung, abweichungen, wie_aufgezeichnet
from vertragsgen.rendering.xlsx import Mappe, mappenteile, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.blatt import Blatt, Zelle

BLATT, TEXTE = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAPPE = zeichne_kostentraegerblatt(rechne(), KOPF)
TEILE = mappenteile(MAPPE)


def schnell(mappe: Mappe, teile: dict[str, bytes]) -> bool:
    texte = [html.unescape(text) for text in re.findall(r"<si><t(?: [^>]*)?>([^<]*)</t></si>", teile[TEXTE].decode())]
    return wie_aufgezeichnet(mappe.blaetter[0], teile[BLATT].decode(), texte)


def einzeln(mappe: Mappe, teile: dict[str, bytes]) -> list[Abweichung]:
    """The reading cell by cell alone."""
    with pytest.MonkeyPatch.context() as monkey:
        monkey.setattr(mappenlesen, "wie_aufgezeichnet", lambda *_: False)
        return list(abweichungen(mappe, teile))


def verdorben(alt: str, neu: str, teil: str = BLATT) -> dict[str, bytes]:
    inhalt = TEILE[teil].decode()
    assert alt in inhalt
    return {**TEILE, teil: inhalt.replace(alt, neu, 1).encode()}


def test_a_sound_workbook_is_read_quickly() -> None:
    assert schnell(MAPPE, TEILE)
    assert list(abweichungen(MAPPE, TEILE)) == einzeln(MAPPE, TEILE) == []


@pytest.mark.parametrize(
    ("alt", "neu"),
    [
        ("<v>2803.2</v>", "<v>2803.3</v>"),
        ("<v>2803.2</v>", "<v>NaN</v>"),
        ("<v>2803.2</v>", "<v></v>"),
        ("<v>2803.2</v>", ""),
        ('t="s"><v>1</v>', 't="s"><v>2</v>'),
        ('t="s"><v>1</v>', 't="s"><v></v>'),
        ('t="s"><v>1</v>', 't="s"><v>99999</v>'),
        ('t="s"><v>1</v>', "><v>1</v>"),  # the number of the text as a figure
        ("<v>stimmt</v>", "<v>Differenz</v>"),
        ('<c r="G10"', '<c r="XX10"'),
        ('<c r="G10"', '<c r="G010"'),
        ('<c r="G10"', '<c r="H10"'),
    ],
)
def test_a_spoiled_cell_is_named_as_before(alt: str, neu: str) -> None:
    teile = verdorben(alt, neu)
    assert not schnell(MAPPE, teile)
    # As text: „NaN“ does not equal itself.
    assert repr(list(abweichungen(MAPPE, teile))) == repr(einzeln(MAPPE, teile))
    assert list(abweichungen(MAPPE, teile)) != []


@pytest.mark.parametrize(
    ("alt", "neu"),
    [
        ('t="str"', ""),  # a text that is no figure is still that text
        ("<sheetData>", '<sheetData><row r="1"><c r="A1"><v>7</v></c></row>'),  # the true cell of the place comes last
    ],
)
def test_what_reading_cell_by_cell_allows_is_allowed(alt: str, neu: str) -> None:
    teile = verdorben(alt, neu)
    assert not schnell(MAPPE, teile)
    assert list(abweichungen(MAPPE, teile)) == []


@pytest.mark.parametrize("zusatz", ['<c r="G10"><v>1</v></c>', "<v>1</v>"])
def test_cells_outside_the_rows_are_read_too(zusatz: str) -> None:
    teile = verdorben("</sheetData>", f"</sheetData>{zusatz}")
    assert not schnell(MAPPE, teile)
    assert len(list(abweichungen(MAPPE, teile))) == zusatz.count("G10")


def test_a_recorded_text_is_not_taken_for_a_figure() -> None:
    blatt = Blatt("Blatt")
    blatt.zellen = {(0, 0): Zelle("euro", Decimal("12.5")), (0, 1): Zelle("text", "Text"), (0, 2): Zelle("text", "12")}
    mappe = Mappe("Titel", "Amt", [blatt])
    teile = mappenteile(mappe)
    assert schnell(mappe, teile)
    blatt.zellen[0, 0] = Zelle("euro", "12.5")
    assert not schnell(mappe, teile)
    assert [a.ort for a in abweichungen(mappe, teile)] == ["A1"]


@pytest.mark.parametrize("wert", ["1E+3", "1234567890123.4560", "1.00000000000000000"])
def test_another_spelling_of_a_figure_is_no_deviation(wert: str) -> None:
    blatt = Blatt("Blatt")
    blatt.zellen = {(0, 0): Zelle("euro", Decimal(wert)), (0, 1): Zelle("euro", Decimal("0.10"))}
    mappe = Mappe("Titel", "Amt", [blatt])
    assert list(abweichungen(mappe, mappenteile(mappe))) == []


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_quick_reading_never_passes_what_the_other_refuses(data: st.DataObject) -> None:
    teil = data.draw(st.sampled_from([BLATT, BLATT, TEXTE]))
    xml = TEILE[teil].decode()
    von = data.draw(st.integers(xml.find("<sheetData>") if teil == BLATT else 0, len(xml)))
    bis = von + data.draw(st.integers(0, 12))
    neu = data.draw(st.text('0123456789.<>/cv"= rstAG&;', max_size=6) | st.sampled_from(["<v>", "</v>", '<c r="A1">']))
    teile = {**TEILE, teil: f"{xml[:von]}{neu}{xml[bis:]}".encode()}
    if schnell(MAPPE, teile):
        assert einzeln(MAPPE, teile) == []
    assert list(abweichungen(MAPPE, teile)) == einzeln(MAPPE, teile)
