"""The workbook: what openpyxl reads, what LibreOffice recalculates, text that stays text, same bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.calculation.beispiel import GP, IB, MP, PAKET, D, blatt, manifest, position, profil, reihe, stelle
from tests.libreoffice import XLSX, LibreOffice
from vertragsgen.calculation import calculate
from vertragsgen.calculation.model import Berechnung
from vertragsgen.money import runde
from vertragsgen.rendering.docx.package import write_parts
from vertragsgen.rendering.xlsx import Mappenkopf, mappenteile, zeichne_kostentraegerblatt
from vertragsgen.rendering.xlsx.blattangaben import Blattangaben, Vorjahreswert
from vertragsgen.rendering.xlsx.namen import blattnamen
from vertragsgen.rendering.xlsx.raender import kopftext
from vertragsgen.source.platzhalter import Platzhalter

WORTE = {"zahl": "Zahl im Jahr", "menge": "Einheiten", "je": "je Einheit", "faktoren": "Zahl × Auslastung"}
KOPF = Mappenkopf(
    titel="Kostenträgerblatt",
    traeger="Beispielträger gGmbH",
    kennung="Kennung 1a2b",
    verweise={"verguetung": "Ziffer 3.1"},
    hinweise=("Umsatzsteuerfrei.",),
)


def rechne(paket: dict[str, Any] | None = None, **anders: Any) -> Berechnung:
    return calculate(profil(**anders), manifest(**(paket or {}))).berechnung


def gestaffelt() -> dict[str, Any]:
    reihen = [
        reihe(hilfebedarfsgruppe=hbg, schluessel=D(s), plaetze=plaetze, **{MP: D(mp)})
        for hbg, s, plaetze, mp in [(1, "2.5", 5, "75.69"), (2, "4", 2, "51.09"), (3, "12", 1, "23.77")]
    ]
    return {"verguetung": {"einheit": "person_tag", "saetze": reihen}}


def write_kostentraegerblatt(berechnung: Berechnung, kopf: Mappenkopf) -> bytes:
    return write_parts(mappenteile(zeichne_kostentraegerblatt(berechnung, kopf)))


def werte(mappe: bytes) -> list[dict[str, Any]]:
    geladen = openpyxl.load_workbook(io.BytesIO(mappe), data_only=True)
    return [{zelle.coordinate: zelle.value for zeile in b.iter_rows() for zelle in zeile} for b in geladen]


def formeln(mappe: bytes) -> list[dict[str, str]]:
    geladen = openpyxl.load_workbook(io.BytesIO(mappe))
    return [
        {zelle.coordinate: zelle.value for zeile in b.iter_rows() for zelle in zeile if zelle.data_type == "f"}
        for b in geladen
    ]


def nach_text(blattwerte: dict[str, Any], text: str) -> list[Any]:
    """The other values of the rows in which a text stands in one of the first two columns."""
    zeilen = [ort[1:] for ort, wert in blattwerte.items() if wert == text and ort[0] in "AB"]
    return [[blattwerte[f"{spalte}{zeile}"] for spalte in "CDEFGH"] for zeile in zeilen]


def cent(wert: Any) -> Decimal:
    return runde(Decimal(str(wert)))


def test_stored_values_are_our_decimals() -> None:
    (w,) = werte(write_kostentraegerblatt(rechne(), KOPF))
    assert nach_text(w, "Maßnahmepauschale")[0][0] == 212174
    assert [cent(x) for x in nach_text(w, "Gesamtkosten, Gesamtentgelt, Jahresbudget")[0] if x is not None] == [
        D("235749.00"),
        D("2803.20"),
        D("84.10"),
        D("235749.12"),
        D("0.12"),
    ]
    assert nach_text(w, "Platzgeld gesamt")[0][-1] == 63.93
    assert nach_text(w, "Fachkraftquote")[0][0] == 0.6875
    ergebnisse = [wert for ort, wert in w.items() if ort[0] == "H" and wert in ("stimmt", "Differenz")]
    assert ergebnisse == ["stimmt"] * 12


def test_amounts_are_formulas_and_inputs_are_not() -> None:
    mappe = write_kostentraegerblatt(rechne(), KOPF)
    (f,), (w,) = formeln(mappe), werte(mappe)
    eingaben = {ort: wert for ort, wert in w.items() if isinstance(wert, int | float) and ort not in f}
    # Every number that is no formula is one of the profile.
    erlaubt = {8, 365, 96, 2.5, 84.1, 2.2, 61800, 1, 47900, 0.16, 74400, 0.1, 68000, 28, 3.36, 900, 1.5, 229.54}
    erlaubt |= {2150, 2010, 1130, 716, 690, 520, 45, 10.5, 12, 14400, 10, 1200, 5750, 5, 99, 0.75}
    erlaubt |= {75.69, 3.41, 3.75, 56.77, 63.93}
    assert set(eingaben.values()) == erlaubt
    assert len(f) > 80
    assert all(formel.startswith("=") for formel in f.values())


def test_text_never_becomes_a_formula() -> None:
    boese = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", "https://beispiel.de", '=HYPERLINK("x")']
    stellen = [
        stelle(MP, text, "fachkraft", "1.00", "1.00") | {"qualifikation": text, "tarifgruppe": text} for text in boese
    ]
    positionen = [position(GP, text, pauschal=D("1.00")) for text in boese]
    berechnung = rechne(
        kostentraegerblaetter=[blatt(stellen=stellen, positionen=positionen, titel="=1+1", tarif="=2")],
        verguetung={"saetze": [reihe(bezeichnung="=3")]},
    )
    kopf = Mappenkopf(
        titel="=1+1", traeger="=4", kennung="=5", angebot="=6", standorte=("=7",), hinweise=("=8",), untertitel="=9"
    )
    mappe = write_kostentraegerblatt(berechnung, kopf)
    (f,), (w,) = formeln(mappe), werte(mappe)
    assert not [formel for formel in f.values() if any(text.lstrip("=@") in formel for text in boese[3:])]
    texte = [wert for wert in w.values() if isinstance(wert, str)]
    assert all(texte.count(text) >= 4 for text in boese)
    assert {"=2", "=3", "=4", "=6", "=8", "=9"} <= set(texte)
    assert not zipfile.ZipFile(io.BytesIO(mappe)).namelist().count("xl/worksheets/_rels/sheet1.xml.rels")


def test_texts_have_no_break_spaces_as_clauses_have() -> None:
    kopf = Mappenkopf("Blatt", "Träger e. V.", "k", verweise={"plaetze": "Ziffer 2.4"}, hinweise=("§ 4 Nr. 16 UStG",))
    (w,) = werte(write_kostentraegerblatt(rechne(), kopf))
    assert {"Träger e.\xa0V.", "Ziffer\xa02.4", "§\xa04 Nr.\xa016 UStG"} <= set(w.values())


def test_statements_of_a_sheet_that_nothing_follows_from() -> None:
    vorjahr = (Vorjahreswert(MP, D("205000.00"), D("73.10")), Vorjahreswert(GP, satz=D("4.90")))
    kopf = Mappenkopf(
        "Blatt", "Träger", "k", standorte=("Nord 1, 28201 Bremen", "Süd 2"),
        angaben=(Blattangaben(vorjahr, "Sachgebiet Entgelte"),),
    )  # fmt: skip
    (w,) = werte(write_kostentraegerblatt(rechne(), kopf))
    assert nach_text(w, "Standorte")[0][0] == "Nord 1, 28201 Bremen; Süd 2"
    assert nach_text(w, "Maßnahmepauschale")[0][:3] == [205000, None, 73.1]
    assert nach_text(w, "Grundpauschale")[0][:3] == ["–", None, 4.9]
    assert nach_text(w, "Stichtag der Kalkulation")[0][-2] == "Sachgebiet Entgelte"
    (ohne,) = werte(write_kostentraegerblatt(rechne(), KOPF))
    assert "Vorjahreswerte" not in ohne.values()


def test_what_the_sheet_leaves_out_stands_at_its_head_and_explanations_at_its_end() -> None:
    kopf = Mappenkopf(
        "Blatt", "Träger", "k", untertitel="Unterzeile", abgrenzung="ohne Unterkunft",
        erlaeuterungen=("Erstens.", "Zweitens, " + "lang " * 40),
    )  # fmt: skip
    saetze = gestaffelt()
    blaetter = [blatt(saetze=["1"], titel="Nord"), blatt(saetze=["2", "3"], titel="Süd")]
    berechnung = rechne(**saetze, kostentraegerblaetter=blaetter)
    mappe = write_kostentraegerblatt(berechnung, kopf)
    nord, sued = werte(mappe)
    assert [[w[f"A{zeile}"] for zeile in (2, 3)] for w in (nord, sued)] == [["Unterzeile", "ohne Unterkunft"]] * 2
    assert "Erläuterungen" not in nord.values()
    texte = [wert for ort, wert in sued.items() if ort[0] == "A" and wert]
    assert texte[-3:] == ["Erläuterungen", "Erstens.", "Zweitens, " + "lang " * 40]
    letzte = openpyxl.load_workbook(io.BytesIO(mappe)).worksheets[1]
    assert letzte.row_dimensions[letzte.max_row].height > 20


def test_ampersands_and_long_names_in_header_and_footer() -> None:
    lang = "Müller & Söhne – Gesellschaft für Teilhabe und Wohnen gemeinnützige GmbH " * 5
    kopf = Mappenkopf(titel=lang, traeger=lang, kennung="A&P", entwurf=True)
    mappe = write_kostentraegerblatt(rechne(kostentraegerblaetter=[blatt(beispieldaten=True)]), kopf)
    seite = openpyxl.load_workbook(io.BytesIO(mappe)).worksheets[0]
    xml = zipfile.ZipFile(io.BytesIO(mappe)).read("xl/worksheets/sheet1.xml").decode()
    kopfzeile = re.search("<oddHeader>(.*)</oddHeader>", xml)
    assert kopfzeile
    assert len(kopfzeile[1].replace("&amp;", "&")) <= 255
    assert "Müller &amp;&amp; Söhne" in kopfzeile[1]
    assert "Entwurf · Modellhafte Kalkulation" in kopfzeile[1]
    assert len(kopftext("Träger & Söhne " * 20_000)) <= 78  # at once, whatever the length
    assert "<oddFooter>&amp;L&amp;8A&amp;&amp;P&amp;R&amp;8Seite &amp;P von &amp;N</oddFooter>" in xml
    assert seite.page_setup.orientation == "landscape"
    assert seite.page_setup.paperSize == 9
    assert seite.freeze_panes is not None


def test_model_note_only_for_example_data() -> None:
    for beispieldaten in (True, False):
        berechnung = rechne(kostentraegerblaetter=[blatt(beispieldaten=beispieldaten)])
        (w,) = werte(write_kostentraegerblatt(berechnung, KOPF))
        assert any("Modellhafte Kalkulation" in str(wert) for wert in w.values()) is beispieldaten


def test_several_sheets() -> None:
    saetze = gestaffelt()
    blaetter = [blatt(saetze=["1"], titel="Haus A/B: [Nord]"), blatt(saetze=["2", "3"], titel="Haus A/B: [Nord]")]
    mappe = write_kostentraegerblatt(rechne(**saetze, kostentraegerblaetter=blaetter), KOPF)
    assert openpyxl.load_workbook(io.BytesIO(mappe)).sheetnames == ["Haus A B Nord", "Haus A B Nord (2)"]
    assert len(werte(mappe)) == 2


@pytest.mark.parametrize(
    ("titel", "namen"),
    [
        (["Kostenträgerblatt"], ["Kostenträgerblatt"]),
        (["", "'", "[]:*?/\\", "History"], ["Blatt 1", "Blatt 2", "Blatt 3", "Blatt 4"]),
        (["a" * 40, "A" * 40], ["a" * 31, "A" * 27 + " (2)"]),
        (["Haus", "HAUS", "Haus (2)"], ["Haus", "HAUS (2)", "Haus (2) (2)"]),
        (["😀" * 20], ["😀" * 15]),
    ],
)
def test_worksheet_names(titel: list[str], namen: list[str]) -> None:
    assert blattnamen(titel) == namen


def test_without_cost_sheet() -> None:
    (w,) = werte(write_kostentraegerblatt(rechne(kostentraegerblaetter=[]), KOPF))
    assert list(w.values()) == ["Zu diesem Profil gibt es keine Kalkulation."]


def test_draft_with_holes_shows_dashes_instead_of_errors() -> None:
    stellen = [stelle(MP, "Betreuung", "fachkraft", "3.2", "100.00") | {"ag_brutto_je_vk": None}]
    berechnung = rechne(kostentraegerblaetter=[blatt(stellen=stellen, tage=None)])
    (w,) = werte(write_kostentraegerblatt(berechnung, KOPF))
    assert not [wert for wert in w.values() if str(wert).startswith("#")]
    assert "nicht prüfbar" in w.values()
    offen = rechne(platzgeld={"minderung_prozent": Platzhalter("Minderung", "x")})
    (w,) = werte(write_kostentraegerblatt(offen, KOPF))
    assert nach_text(w, "Platzgeld gesamt")[-1][2::3] == ["–", "nicht prüfbar"]


def test_same_bytes_whatever_the_environment(tmp_path: Path) -> None:
    programm = (
        "import sys, hashlib\n"
        "from tests.xlsx.test_kostentraegerblatt import KOPF, rechne, write_kostentraegerblatt\n"
        "print(hashlib.sha256(write_kostentraegerblatt(rechne(), KOPF)).hexdigest())\n"
    )
    hashes = set()
    for saat, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        umgebung = os.environ | {"PYTHONHASHSEED": saat, "TZ": zone, "TMPDIR": str(tmp_path)}
        lauf = subprocess.run(
            [sys.executable, "-c", programm], env=umgebung, capture_output=True, text=True, check=True
        )
        hashes.add(lauf.stdout)
    assert len(hashes) == 1
    assert list(tmp_path.iterdir()) == []


VORGAENGER = {
    "vorgaenger": {"beginn": date(2018, 1, 1), "ende": date(2018, 12, 31), "saetze": [reihe()]},
    "fortschreibung": {"prozent": D("2.5"), "komponenten": [GP, MP]},
    "verguetung": {"saetze": [reihe(**{GP: D("5.13"), MP: D("77.58")})]},
}
MONATE = {
    "kostentraegerblatt": PAKET["kostentraegerblatt"]
    | {"bezugsgroessen": {"platzmonate": WORTE, "fachleistungsstunden": WORTE}}
}


def geteilt(**anders: Any) -> dict[str, Any]:
    """A cost sheet that is not divided by days."""
    return {"kostentraegerblaetter": [blatt(tage=None, **anders)]}


FAELLE: dict[str, dict[str, Any]] = {
    "fortgeschrieben": VORGAENGER,
    "Monate": geteilt(bezugsgroesse="platzmonate", monate=D(12)) | {"verguetung": gestaffelt()["verguetung"]},
    "Stunden": geteilt(bezugsgroesse="fachleistungsstunden", stunden=D("4320"), auslastung_prozent=None),
    "Stunden mit Auslastung": geteilt(bezugsgroesse="fachleistungsstunden", stunden=D("4320")),
    "eine Gruppe": {},
    "drei Gruppen": gestaffelt(),
    "krumme Beträge": {
        "verguetung": {"saetze": [reihe(**{GP: D("5.02"), MP: D("75.70"), IB: D("3.41")})]},
        "kostentraegerblaetter": [blatt(tage=D("365.25"), auslastung_prozent=D("97.3"))],
    },
    "summarisch": {"verguetung": {"saetze": [reihe(**{GP: D("5.02"), MP: D("75.70"), IB: D("3.41")})]}},
    "mehr Plätze als Sätze": {"kostentraegerblaetter": [blatt(plaetze=9)]},
    "drei Gruppen, mehr Plätze": gestaffelt() | {"kostentraegerblaetter": [blatt(plaetze=9)]},
}


def verdorben(mappe: bytes) -> bytes:
    """The workbook with every stored result of a formula replaced by a wrong one."""
    puffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(mappe)) as alt, zipfile.ZipFile(puffer, "w") as neu:
        for name in alt.namelist():
            inhalt = alt.read(name)
            if name.startswith("xl/worksheets/sheet"):
                text = re.sub(r"(</f>)<v>[^<]*</v>", r"\1<v>-999999</v>", inhalt.decode()).replace(' t="str"', "")
                inhalt = text.encode()
            neu.writestr(name, inhalt)
    return puffer.getvalue()


def fallmappe(fall: str) -> bytes:
    """The workbook of a case."""
    paket = {"platzgeld": {"rundung": "summe"}} if fall == "summarisch" else MONATE
    kopf = Mappenkopf("Kostenträgerblatt", "Träger", "k", platzgeld_summarisch=fall == "summarisch")
    return write_kostentraegerblatt(rechne(paket, **FAELLE[fall]), kopf)


@pytest.fixture(scope="module")
def nachgerechnet(libreoffice: LibreOffice) -> dict[str, bytes]:
    """The workbooks of all cases with wrong results, as LibreOffice saves them."""
    neu = libreoffice.wandle({f"{fall}.xlsx": verdorben(fallmappe(fall)) for fall in FAELLE}, XLSX)
    return {fall: neu[f"{fall}.xlsx"] for fall in FAELLE}


@pytest.mark.libreoffice
@pytest.mark.parametrize("fall", FAELLE)
def test_libreoffice_recalculates_the_same_cents(fall: str, nachgerechnet: dict[str, bytes]) -> None:
    mappe = fallmappe(fall)
    ((formelzellen),) = formeln(mappe)
    (soll,), (falsch,) = werte(mappe), werte(verdorben(mappe))
    (ist,) = werte(nachgerechnet[fall])
    assert len(formelzellen) > 80
    assert {falsch[ort] for ort in formelzellen} == {-999999}
    for ort in formelzellen:
        if isinstance(soll[ort], str):
            assert ist[ort] == soll[ort], ort
        else:
            assert abs(Decimal(str(ist[ort])) - Decimal(str(soll[ort]))) < D("0.000001"), ort
            assert cent(ist[ort]) == cent(soll[ort]), ort
