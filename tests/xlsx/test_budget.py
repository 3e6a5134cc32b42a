"""The workbook of a yearly budget: formulas down to the inputs, the cents of the last instalment, text that stays text."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from tests.calculation.beispiel import D, manifest, profil
from tests.libreoffice import XLSX, LibreOffice
from tests.xlsx.test_kostentraegerblatt import cent, formeln, verdorben, werte
from vertragsgen.calculation import calculate
from vertragsgen.calculation.model import Jahresbudget
from vertragsgen.rendering.docx.package import write_parts
from vertragsgen.rendering.xlsx import Budgetkopf, mappenteile, zeichne_budget

FAELLE = [
    {"art": "regulaer", "anzahl": 40, "pauschale": D("6300.00")},
    {"art": "intensiv", "anzahl": 10, "pauschale": D("11500.00")},
]
REGEL = {"arten": {"regulaer": "Fälle regulär", "intensiv": "Intensivfälle"}}
TEXTE = {
    "blatt_budget": "Anlage 2.1", "titel_budget": "Budget", "untertitel": "zur Vereinbarung", "sockel": "Sockel offen",
    "blatt_faelle": "Anlage 2.2", "titel_faelle": "Pauschale", "faelle": "intensiv", "hinweis": "Umsatzsteuerfrei.",
}  # fmt: skip


def budget(**anders: Any) -> Jahresbudget:
    angaben = {"jahr": 2019, "sockel": D("84000.00"), "faelle": FAELLE, "jahresbudget": None} | anders
    ergebnis = calculate(profil(budget=angaben), manifest(budget=REGEL)).berechnung.budget
    assert ergebnis is not None
    return ergebnis


def mappe(jahresbudget: Jahresbudget | None, **anders: Any) -> bytes:
    kopf = Budgetkopf(
        **{"titel": "Budget", "traeger": "Träger e. V.", "kennung": "Kennung 1a", "texte": TEXTE} | anders
    )
    return write_parts(mappenteile(zeichne_budget(jahresbudget, kopf)))


def zeile(blatt: dict[str, Any], text: str) -> list[Any]:
    (ort,) = [ort for ort, wert in blatt.items() if wert == text and ort[0] == "A"]
    return [blatt[f"{spalte}{ort[1:]}"] for spalte in "BCD"]


def test_the_worked_example() -> None:
    erstes, zweites = werte(mappe(budget()))
    assert openpyxl.load_workbook(io.BytesIO(mappe(budget()))).sheetnames == ["Anlage 2.1", "Anlage 2.2"]
    assert zeile(erstes, "Sockel offen") == [None, None, 84000]
    assert zeile(erstes, "Fälle regulär") == [40, 6300, 252000]
    assert zeile(erstes, "Intensivfälle") == [10, 11500, 115000]
    assert zeile(erstes, "Jahresbudget") == [50, None, 451000]
    assert zeile(erstes, "November 2019")[1:] == [11, 37583.33]
    assert zeile(erstes, "Dezember 2019")[1:] == [12, 37583.37]
    assert zeile(erstes, "Summe der Abschläge")[2] == 451000
    assert zeile(zweites, "Intensivfälle") == [10, 11500, 115000]
    assert "Fälle regulär" not in zweites.values()


def test_only_base_numbers_and_rates_are_inputs() -> None:
    erste_formeln, zweite_formeln = formeln(mappe(budget()))
    erstes, zweites = werte(mappe(budget()))
    zahlen = [
        [wert for ort, wert in blatt.items() if isinstance(wert, int | float) and ort not in gerechnet]
        for blatt, gerechnet in ((erstes, erste_formeln), (zweites, zweite_formeln))
    ]
    assert sorted(zahlen[0]) == sorted([84000, 40, 6300, 10, 11500, *range(1, 13)])
    assert zahlen[1] == []
    assert all(formel.startswith("='Anlage 2.1'!") for ort, formel in zweite_formeln.items() if ort[0] in "BC")


def test_a_kind_of_cases_that_is_not_agreed_and_no_budget_at_all() -> None:
    _, zweites = werte(mappe(budget(faelle=FAELLE[:1])))
    assert "nicht vereinbart" in zweites.values()
    (leer,) = werte(mappe(None))
    assert list(leer.values()) == ["Zu diesem Profil gibt es kein Jahresbudget."]
    assert len(werte(mappe(budget(), texte={}))) == 1


def test_text_never_becomes_a_formula_and_a_draft_says_so() -> None:
    boese = dict.fromkeys(("titel_budget", "untertitel", "sockel", "hinweis", "titel_faelle"), "=1+1")
    datei = mappe(budget(), traeger="=2", texte=TEXTE | boese, entwurf=True)
    assert not any("1+1" in formel for blatt in formeln(datei) for formel in blatt.values())
    for blatt in werte(datei):
        assert "Entwurf" in blatt.values()
        assert "=2" in blatt.values()
    seite = openpyxl.load_workbook(io.BytesIO(datei)).worksheets[0]
    assert (seite.page_setup.orientation, seite.page_setup.paperSize) == ("portrait", 9)
    assert "Entwurf" in str(seite.oddHeader.center.text)


def test_other_numbers_of_instalments() -> None:
    ergebnis = calculate(
        profil(budget={"jahr": 2019, "sockel": D("100.00"), "faelle": [], "jahresbudget": None}),
        manifest(budget=REGEL | {"abschlaege": 3}),
    ).berechnung.budget
    erstes, _ = werte(mappe(ergebnis))
    assert [zeile(erstes, f"{nummer}. Abschlag 2019")[2] for nummer in (1, 2, 3)] == [33.33, 33.33, 33.34]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert mappe(budget()) == mappe(budget())


@pytest.mark.libreoffice
def test_libreoffice_recalculates_the_same_cents(libreoffice: LibreOffice) -> None:
    datei = mappe(budget(sockel=D("84004.01")))
    ist = werte(libreoffice.wandle({"falsch.xlsx": verdorben(datei)}, XLSX)["falsch.xlsx"])
    geprueft = 0
    for soll, falsch, blatt, gerechnet in zip(werte(datei), werte(verdorben(datei)), ist, formeln(datei), strict=True):
        for ort in gerechnet:
            assert falsch[ort] == -999999
            assert cent(blatt[ort]) == cent(soll[ort]), ort
            geprueft += 1
    assert geprueft == 20
    assert Decimal(str(zeile(ist[0], "Summe der Abschläge")[2])) == D("451004.01")
