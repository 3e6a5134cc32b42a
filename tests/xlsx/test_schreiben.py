"""Our worksheets are those that the library would write for the same record, byte for byte but for format numbers."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.xlsx.test_kostentraegerblatt import FAELLE, KOPF, rechne
from vertragsgen.rendering.docx.package import write_parts
from vertragsgen.rendering.xlsx import Mappe, mappenteile, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.blatt import Blatt
from vertragsgen.rendering.xlsx.formate import formate
from vertragsgen.rendering.xlsx.geruest import ERSTELLT

_BLATT = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_STIL = re.compile(r'(<c r="\w+") s="(\d+)"')


def bibliothek(mappe: Mappe) -> dict[str, bytes]:
    """The same record, written by xlsxwriter alone."""
    puffer = io.BytesIO()
    buch = xlsxwriter.Workbook(puffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    buch.set_properties({"title": mappe.titel, "author": mappe.verfasser, "created": ERSTELLT})
    buch.set_calc_mode("auto")
    arten = formate(buch)
    for blatt in mappe.blaetter:
        seite = buch.add_worksheet(blatt.name)
        seite.set_landscape()
        seite.set_paper(9)
        seite.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.65)
        seite.set_print_scale(84)
        seite.center_horizontally()
        seite.hide_gridlines(2)
        for spalte, breite in enumerate(blatt.breiten):
            seite.set_column(spalte, spalte, breite)
        if blatt.kopf:
            seite.set_header(blatt.kopf)
        if blatt.fuss:
            seite.set_footer(blatt.fuss)
        if blatt.fixiert:
            seite.freeze_panes(blatt.fixiert, 0)
        for bereich in blatt.bereiche:
            seite.merge_range(bereich, "", arten["text"])
        for (zeile, spalte), zelle in blatt.zellen.items():
            if zelle.formel is not None:
                seite.write_formula(zeile, spalte, f"={zelle.formel}", arten[zelle.art], zelle.wert)
            elif isinstance(zelle.wert, Decimal):
                seite.write_number(zeile, spalte, zelle.wert, arten[zelle.art])
            elif zelle.wert is None:
                seite.write_blank(zeile, spalte, None, arten[zelle.art])
            else:
                seite.write_string(zeile, spalte, zelle.wert, arten[zelle.art])
        for zeile, hoehe in blatt.hoehen.items():
            seite.set_row(zeile, hoehe)
        seite.set_h_pagebreaks(blatt.umbrueche)
    buch.close()
    with zipfile.ZipFile(puffer) as archiv:
        return {name: archiv.read(name) for name in archiv.namelist()}


def vergleiche(mappe: Mappe) -> int:
    """Assert that both write the same; returns how many cells were compared."""
    unsere, ihre = mappenteile(mappe), bibliothek(mappe)
    assert list(unsere) == list(ihre)
    zellen = 0
    for name in unsere:
        if _BLATT.fullmatch(name):
            paare = [_STIL.findall(teile[name].decode()) for teile in (unsere, ihre)]
            assert len(dict(paare[0])) == len(paare[0])
            zellen += len(paare[0])
            # One number of ours for one of theirs: the same cells look the same.
            zuordnung = {(links[1], rechts[1]) for links, rechts in zip(*paare, strict=True)}
            assert len({links for links, _ in zuordnung}) == len(zuordnung)
            assert len({rechts for _, rechts in zuordnung}) == len(zuordnung)
            assert _STIL.sub(r"\1", unsere[name].decode()) == _STIL.sub(r"\1", ihre[name].decode())
        elif name != "xl/styles.xml":
            assert unsere[name] == ihre[name], name
    return zellen


@pytest.mark.parametrize("fall", FAELLE)
def test_cost_sheets_are_written_as_the_library_would(fall: str) -> None:
    berechnung = rechne({"platzgeld": {"rundung": "summe"}} if fall == "summarisch" else {}, **FAELLE[fall])
    assert vergleiche(zeichne_kostentraegerblatt(berechnung, KOPF)) > 300


TEXTE = st.text(
    st.one_of(st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc")), st.just("\n")),
    min_size=1, max_size=12,
) | st.sampled_from([" vorn", "hinten ", "a & b <c>", 'sag "ja"', "_x0041_", "x_x00e4__x0041_", "=1+1", "Zeile\nzwei"])  # fmt: skip
ZAHLEN = st.decimals(min_value=-(10**9), max_value=10**9, places=4) | st.sampled_from([Decimal("0.1"), Decimal("1E+3")])
TITEL = st.sampled_from(["Kostenträgerblatt", "A & B <C>", "Anlage 2.1 – „Budget“"])
INHALTE = st.one_of(TEXTE, ZAHLEN, st.none(), st.tuples(st.just('SUM(A1:B2)&"<\'"'), ZAHLEN | TEXTE))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 7), INHALTE), min_size=1), TITEL, st.integers(0, 3))
def test_any_record_is_written_as_the_library_would(eintraege: list, titel: str, fixiert: int) -> None:
    blatt = Blatt("Blatt 1")
    blatt.fixiert, blatt.umbrueche, blatt.kopf = fixiert, [fixiert + 3, 20], "&LTräger && Söhne"
    for zeile, spalte, inhalt in [*eintraege, (41, 0, "Text")]:
        blatt.zeile = zeile
        blatt.hoehen[zeile + 50] = 13.5 * zeile + 2
        if isinstance(inhalt, tuple):
            formel, wert = inhalt
            if isinstance(wert, str):
                blatt.textformel(spalte, formel, wert, "mitte")
            else:
                blatt.formel(spalte, formel, wert, "euro")
        elif isinstance(inhalt, Decimal):
            blatt.zahl(spalte, inhalt, "eingabe_menge")
        else:
            blatt.text(spalte, inhalt)
    assert vergleiche(Mappe(titel, "Amt & Söhne", [blatt])) >= 1


def test_formats_arrive() -> None:
    mappe = zeichne_kostentraegerblatt(rechne(), KOPF)
    seite = openpyxl.load_workbook(io.BytesIO(write_parts(mappenteile(mappe)))).worksheets[0]
    arten = {
        f"{chr(65 + ort[1])}{ort[0] + 1}": zelle.art for ort, zelle in mappe.blaetter[0].zellen.items() if zelle.wert
    }
    muster = {"euro": "#,##0.00_-", "eingabe_euro": "#,##0.00_-", "genau": "#,##0.0000_-", "ganz": "#,##0_-"}
    gesehen = {art: seite[ort].number_format for ort, art in arten.items() if art in muster}
    assert gesehen == {art: muster[art] for art in gesehen}
    assert len(gesehen) == 4
    assert {seite[ort].fill.fgColor.rgb for ort, art in arten.items() if art == "eingabe_euro"} == {"FFFFF9E5"}
    assert {seite[ort].font.bold for ort, art in arten.items() if art.startswith("summe_")} == {True}
