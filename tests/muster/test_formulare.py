"""What the forms of the packages must offer, say or leave out, each as its source has it."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from msgspec.structs import replace

from tests.muster.conftest import Muster
from vertragsgen.linearise import linearise_docx
from vertragsgen.muster import run_muster
from vertragsgen.package.bausteine import Zeitspanne
from vertragsgen.package.daten import neuester_beginn
from vertragsgen.werkstatt import Werkstatt

SGB9, SGB12 = "bremen/intensiv-betreutes-wohnen-sgb9", "bremen/intensiv-betreutes-wohnen-sgb12"
HAMBURG = "hamburg/ambulante-sozialpsychiatrie-sgb12"


def text(alle: list[Muster], paket: str, dokument: str) -> str:
    (muster,) = [eines for eines in alle if eines.paket == paket]
    zeilen = [zeile.volltext for zeile in muster.texte[dokument].zeilen]
    return "\n".join(zeilen).replace("\u00a0", " ")


def test_dated_values_are_those_of_the_newest_period(alle: list[Muster]) -> None:
    vereinbarung, leistung = text(alle, SGB9, "vereinbarung"), text(alle, SGB9, "leistungsbeschreibung")
    assert "nach § 99 Abs. 1 bis 3 SGB IX leistungsberechtigt" in vereinbarung
    assert "Der Leistungserbringer trifft geeignete Maßnahmen zum Schutz" in vereinbarung
    assert "Gewaltschutzkonzept wird entwickelt und umgesetzt (§ 37a Abs. 1 SGB IX)" in leistung
    assert "oder Bürgergeld nach dem SGB II" in leistung
    for eines in (vereinbarung, leistung):
        assert "31.12.2019" not in eines
        assert "Vereinbarungen mit Beginn ab 01.01.2023" in eines


@pytest.mark.parametrize(("bis", "erwartet"), [(None, date(2023, 1, 1)), (date(2022, 12, 31), date(2021, 7, 1))])
def test_the_newest_period_lies_within_that_of_the_package(
    werkstatt: Werkstatt, bis: date | None, erwartet: date
) -> None:
    paket = werkstatt.paket(SGB9).paket
    assert paket is not None
    zeitraum = Zeitspanne(von=date(2020, 1, 1), bis=bis)
    assert neuester_beginn(replace(paket.manifest, leistungszeitraum=zeitraum)) == erwartet
    ohne = replace(paket.manifest, daten={}, leistungszeitraum=Zeitspanne())
    assert neuester_beginn(ohne) is None


def test_the_notice_on_each_page_binds_a_code_to_its_number(alle: list[Muster]) -> None:
    for muster in alle:
        for dokument in muster.texte.values():
            (vermerk,) = {zeile.volltext for zeile in dokument.zeilen if "Muster: " in zeile.volltext}
            assert re.search(r"SGB\u00a0[IX]+\)", vermerk), vermerk


def test_public_funding_is_open_and_has_its_row(alle: list[Muster]) -> None:
    for paket in (SGB12, SGB9):
        blatt = text(alle, paket, "kostentraegerblatt")
        assert re.search(r"I6 \| abzüglich öffentliche Förderung \| <<Ansatz>>", blatt), paket
    erlaeuterung = "Förderung aus öffentlichen Mitteln (§ 125 Abs. 3 Satz 2 SGB IX): "
    blatt = text(alle, SGB9, "kostentraegerblatt")
    assert f"☐ {erlaeuterung}<<Öffentliche Förderung>> € im Jahr" in blatt
    assert f"☐ {erlaeuterung}keine angegeben, kein Abzug." in blatt


def test_what_a_package_leaves_to_the_profile_has_a_title(alle: list[Muster]) -> None:
    vereinbarung = text(alle, SGB9, "vereinbarung")
    assert "nach ☐ <<Vorschrift zur Berichtspflicht>> ☐ dem BremLRV SGB IX vor." in vereinbarung
    assert "Der Bericht folgt der <<Anlage mit dem Berichtsraster, soweit bestimmt>>." in vereinbarung
    assert "vertreten durch <<Zuständige senatorische Behörde>>" in vereinbarung
    assert "für <<Personenkreis (Ziffer 1.1)>> erbringt" in vereinbarung
    for muster in alle:
        assert "<<Wortlaut" not in muster.text


@pytest.mark.parametrize("fassung", ["historisch", "bereinigt"])
def test_the_form_of_anlage_1_is_open_where_the_published_one_is(werkstatt: Werkstatt, fassung: str) -> None:
    ergebnis = run_muster(werkstatt, HAMBURG, {"fassung": fassung})
    texte = {name: linearise_docx(data) for name, data in ergebnis.dateien.items()}
    eben = {
        name: "\n".join(zeile.volltext for zeile in dokument.zeilen).replace("\u00a0", " ")
        for name, dokument in texte.items()
    }
    anlage1, anlage3 = eben["leistungsbeschreibung.docx"], eben["persoenliche-eignung.docx"]
    for wortlaut in (
        "vom xx.xx.20xx",
        "unter 21 Jahren",
        "individuellen Bedarf der Leistungsberechtigten orientieren (gegebenenfalls Anlagen).",
        "beträgt bis zu 10 %. ",
        "in der / den Begegnungsstätte / n in Hamburg so vor",
        "☐ eigene Begegnungsstätte ☐ Kooperation mit <<Kooperationspartner>>",
        "In der / den Begegnungsstätte / n sollen vorhanden sein",
        "Die Begegnungsstätte / n ist / sind Montag bis Freitag geöffnet",
        "Sie sind hier zu beschreiben und auf Strukturen und/oder Prozesse und/oder Ergebnisse",
    ):
        assert wortlaut in anlage1, wortlaut
    assert "beträgt bis zu 10 % der Stellenanteile" in anlage3
    assert "Sie beziehen sich auf" not in anlage1


def test_a_comparison_offers_each_result_once(alle: list[Muster]) -> None:
    for paket in (SGB12, SGB9):
        zeilen = [z for z in text(alle, paket, "kostentraegerblatt").split("\n") if "☐ stimmt" in z]
        assert len(zeilen) >= 5
        assert [zeile for zeile in zeilen if zeile.count("☐ stimmt") != 1 or zeile.count("☐ Differenz") != 1] == []
        assert any("Jahresbudget" in zeile and "☐ stimmt (Rundung <<…>>) ☐" in zeile for zeile in zeilen)


@pytest.mark.parametrize(
    ("paket", "dokument", "anfang", "noetig"),
    [
        (HAMBURG, "budgetblatt", "Sockelbetrag", [4077, 1017, 1829, 1903]),
        (SGB12, "kostentraegerblatt", "Voller Satz", [0, 2370, 0, 0, 2370]),
        (SGB9, "kostentraegerblatt", "Voller Satz", [0, 2370, 0, 0, 2370]),
    ],
)
def test_columns_hold_their_placeholders(
    alle: list[Muster], paket: str, dokument: str, anfang: str, noetig: list[int]
) -> None:
    """Measured as LibreOffice sets them, with the margins of a cell: what is wider breaks inside its brackets."""
    (muster,) = [eines for eines in alle if eines.paket == paket]
    with ZipFile(BytesIO(muster.ergebnis.dateien[f"{dokument}.docx"])) as archiv:
        xml = archiv.read("word/document.xml").decode("utf-8")
    (tabelle,) = [teil for teil in xml.split("<w:tblGrid>")[1:] if anfang in teil.partition("</w:tbl>")[0]]
    breiten = [int(breite) for breite in re.findall(r'w:w="(\d+)"', tabelle.partition("</w:tblGrid>")[0])]
    assert [breite for breite, mindestens in zip(breiten, noetig, strict=True) if breite < mindestens] == []
