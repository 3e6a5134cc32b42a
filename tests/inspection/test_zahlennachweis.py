"""The ledger finds every planted figure and names it; the samples have none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.teiltext import RUMPF
from vertragsgen.rendering.document import Fertig
from vertragsgen.rendering.plan import KENNUNG

ROOT = Path(__file__).parents[2]
PROFILE = sorted(pfad.stem for pfad in (ROOT / "provider_data").glob("[!_]*.yaml"))
CODE = "VG711"


def test_samples_were_found() -> None:
    assert len(PROFILE) >= 4


@pytest.mark.parametrize("name", PROFILE)
@pytest.mark.parametrize("fassung", ["historisch", "bereinigt"])
def test_samples_have_a_source_for_every_figure(bereich: Any, name: str, fassung: str) -> None:
    profil = bereich.profil(name)
    text = profil.read_text(encoding="utf-8")
    if "-sgb12\n" in text:  # the other packages have one wording only
        zeilen = [z for z in text.split("\n") if not z.startswith("fassung:")]
        profil.write_text("\n".join([*zeilen, f"fassung: {fassung}", ""]), encoding="utf-8")
    pruefling = bereich.pruefling(name)
    assert pruefling.funde(CODE) == []
    assert any(erzeugt.mappe for erzeugt in pruefling.kontext.dokumente) or "mustersiel" in name


@pytest.mark.parametrize(
    ("klausel", "alt", "neu", "figur"),
    [
        ("vereinbarung/leistung-kapazitaet", "bis auf Weiteres", "für 24 Monate", "24"),
        # The same figure as the profile has today is still nobody's figure.
        ("vereinbarung/leistung-kapazitaet", '{{ angebot.plaetze|anzahl("Platz", "Plätzen") }}', "8 Plätzen", "8"),
        ("vereinbarung/leistung-kapazitaet", "{{ angaben.aufnahmegrenze_schluessel|schluessel }}", "1 : 2,6", "1:2,6"),
        ("vereinbarung/verguetung-zusicherung", "Einzelfall", "Einzelfall bis 84,11 €", "84,11"),
        ("leistungsbeschreibung/nachtdienste", "Rufbereitschaften", "Rufbereitschaften (75 %)", "75"),
        ("leistungsbeschreibung/zielsetzung", "längere Aufenthalte", "Aufenthalte ab dem 01.02.2019", "01.02.2019"),
        ("vereinbarung/pruefung-verfahren", "bis zum {{ pruefung.berichtstermin }}", "bis zum 30.04.", "30.04"),
        ("kostentraegerblatt/kostenblatt", "| Satz, exakt |", "| Satz 2, exakt |", "2"),
    ],
)  # fmt: skip
def test_a_figure_typed_into_a_clause_is_found_at_its_place(
    bereich: Any, klausel: str, alt: str, neu: str, figur: str
) -> None:
    pfad = bereich.klausel(klausel)
    zeile = bereich.ersetze(pfad, alt, neu)
    funde = bereich.pruefling().funde(CODE)
    assert [fund.meldung.split("„")[1].split("“")[0].replace(" ", "").replace("\u00a0", "") for fund in funde] == [
        figur
    ]
    assert funde[0].schwere is Schwere.FEHLER
    assert funde[0].dokument == klausel.split("/")[0]
    assert funde[0].stelle
    assert funde[0].mark is not None
    assert (funde[0].mark.datei.endswith(f"{klausel}.md"), funde[0].mark.zeile) == (True, zeile)
    assert "zahlen" in (funde[0].hilfe or "")


def test_a_declared_figure_belongs_to_the_wording(bereich: Any) -> None:
    pfad = bereich.klausel("vereinbarung/leistung-kapazitaet")
    bereich.ersetze(pfad, "bis auf Weiteres", "für 24 Monate und 1.234,50 €")
    bereich.ersetze(pfad, "norm: §", 'zahlen: ["24", "1.234,50 €"]\nnorm: §')
    assert bereich.pruefling().funde(CODE) == []


def test_a_figure_of_a_literal_or_a_sum_in_a_tag_has_no_source(bereich: Any) -> None:
    pfad = bereich.klausel("vereinbarung/leistung-kapazitaet")
    bereich.ersetze(pfad, "bis auf Weiteres", '{{ "seit 2017" }} und {{ (angebot.plaetze + 13)|menge }} Tage')
    assert {fund.meldung.split("„")[1].split("“")[0] for fund in bereich.pruefling().funde(CODE)} == {"2017", "21"}


def test_citations_references_and_groups_are_structure(bereich: Any) -> None:
    pfad = bereich.klausel("vereinbarung/leistung-kapazitaet")
    zusatz = (
        "nach den §§ 75 Abs. 3 und 76 SGB XII, § 4 Nr. 16 Satz 1 Buchst. h UStG, § 124 Abs. 2 S. 5–9, Art. 3 GG, "
        "Ziffer 3.1, Punkt 6, Anlage 2, Hilfebedarfsgruppe 3, HBG 4, Position M1"
    )
    bereich.ersetze(pfad, "bis auf Weiteres", zusatz)
    assert bereich.pruefling().funde(CODE) == []


def test_the_sheets_own_schluessel_may_end_in_zeros(bereich: Any) -> None:
    profil = bereich.profil()
    text = profil.read_text(encoding="utf-8")
    text = text.replace('"1:2,5"', '"1:3"').replace("vk: 2,20", "vk: 1,67").replace("75,69", "63,83")
    gesamt, platzgeld = text.index("      gesamtentgelt: 84,10"), text.index("platzgeld:\n  ab_woche")
    profil.write_text(text[:gesamt] + "\n" + text[platzgeld:], encoding="utf-8")
    vorlage = bereich.paket / "klauseln" / "kostentraegerblatt" / "kostenblatt.md"
    # As the sheet printed it until it got the filter for it; other packages may do so.
    vorlage.write_text(
        vorlage.read_text(encoding="utf-8").replace("{{ zeile.soll|schluessel }}", "1 : {{ zeile.soll|menge(2) }}"),
        encoding="utf-8",
    )
    assert "1 : 3,00" in bereich.text("kostentraegerblatt")
    assert bereich.pruefling().funde(CODE) == []


def test_swapped_amounts_in_the_finished_document_are_found(unveraendert: Any) -> None:
    pruefling = unveraendert()
    pruefling.ersetze("vereinbarung", ">5,00 ", ">x ")
    pruefling.ersetze("vereinbarung", ">75,69 ", ">5,00 ")
    pruefling.ersetze("vereinbarung", ">x ", ">75,69 ")
    funde = pruefling.funde(CODE)
    assert len(funde) == 2
    assert "Im Dokument steht „75,69“, erzeugt wurde an dieser Stelle „5,00“" in funde[0].meldung
    assert (funde[0].dokument, funde[0].stelle) == ("vereinbarung", "Ziffer 3.1")
    assert funde[0].mark is not None
    assert funde[0].mark.datei.endswith("verguetung-saetze.md")


@pytest.mark.parametrize(
    ("dokument", "teil", "alt", "neu", "figur", "stelle"),
    [
        ("vereinbarung", "word/document.xml", ">84,10 ", ">84,11 ", "84,11", "Ziffer 3.1"),
        ("vereinbarung", "word/document.xml", "8\u00a0Plätzen", "9\u00a0Plätzen", "9", "Ziffer 2.4"),
        ("kostentraegerblatt", "word/document.xml", "2.803,20", "2.803,21", "2.803,21", "„Kopfdaten"),
        ("kostentraegerblatt", "word/header1.xml", "01.01.2019", "01.02.2019", "01.02.2019", "Kopfzeile"),
        ("leistungsbeschreibung", "word/footer1.xml", "Seite ", "Seite 7 ", "7", "Fußzeile"),
        ("leistungsbeschreibung", "word/document.xml", "</w:body>", "<w:p><w:r><w:t>99 €</w:t></w:r></w:p></w:body>",
         "99", "außerhalb der Klauseln"),
    ],
)  # fmt: skip
def test_a_wrong_figure_in_the_finished_document_is_named(
    unveraendert: Any, dokument: str, teil: str, alt: str, neu: str, figur: str, stelle: str
) -> None:
    pruefling = unveraendert()
    pruefling.ersetze(dokument, alt, neu, teil)
    funde = pruefling.funde(CODE)
    assert len(funde) == 1, [fund.meldung for fund in funde]
    assert f"„{figur}“" in funde[0].meldung
    assert funde[0].dokument == dokument
    assert (funde[0].stelle or "").startswith(stelle)


def test_a_missing_figure_in_the_finished_document_is_named(unveraendert: Any) -> None:
    pruefling = unveraendert()
    pruefling.ersetze("vereinbarung", ">84,10 ", ">kein ")
    assert ["fehlt" in fund.meldung and "84,10" in fund.meldung for fund in pruefling.funde(CODE)] == [True]


@pytest.mark.parametrize(
    ("teil", "alt", "neu", "erwartet"),
    [
        ("xl/worksheets/sheet1.xml", "<v>2803.2</v>", "<v>2803.3</v>", "In Zelle G10 der Arbeitsmappe steht „2803,3“"),
        # Another true figure in the wrong cell.
        ("xl/worksheets/sheet1.xml", "<v>2803.2</v>", "<v>84.1</v>", "In Zelle G10 der Arbeitsmappe steht „84,1“"),
        ("xl/worksheets/sheet1.xml", "<v>2803.2</v>", "<v></v>", "In Zelle G10 der Arbeitsmappe steht „“"),
        ("xl/worksheets/sheet1.xml", 'r="G10"', 'r="XX10"', "In Zelle G10 der Arbeitsmappe fehlt „2803,2“"),
        ("xl/sharedStrings.xml", "Kreinsloger 65", "Kreinsloger 67", "steht „Kreinsloger 67“, geschrieben wurde"),
    ],
)  # fmt: skip
def test_a_cell_that_does_not_hold_what_was_recorded_is_found(
    unveraendert: Any, teil: str, alt: str, neu: str, erwartet: str
) -> None:
    pruefling = unveraendert()
    erzeugt = pruefling.dokument("kostentraegerblatt")
    inhalt = erzeugt.mappenteile[teil].decode("utf-8")
    assert alt in inhalt
    erzeugt.mappenteile = {**erzeugt.mappenteile, teil: inhalt.replace(alt, neu, 1).encode()}
    _erster_fund(pruefling, erwartet)


@pytest.mark.parametrize(
    ("alt", "neu", "figur"),
    [("Kreinsloger 65", "Kreinsloger 67", "67"), ("Tarifgruppe", "Tarifgruppe 2018", "2018")],
)
def test_a_figure_in_a_recorded_text_needs_a_source(unveraendert: Any, alt: str, neu: str, figur: str) -> None:
    pruefling = unveraendert()
    (blatt,) = pruefling.dokument("kostentraegerblatt").mappe.blaetter
    ort = next(ort for ort, zelle in blatt.zellen.items() if zelle.wert == alt)
    blatt.zellen[ort] = blatt.zellen[ort]._replace(wert=neu)
    _erster_fund(pruefling, f"Die Zahl „{figur}“ hat keine Quelle: Arbeitsmappe, Zelle")


def test_a_figure_in_the_workbooks_footer_needs_a_source(unveraendert: Any) -> None:
    pruefling = unveraendert()
    (blatt,) = pruefling.dokument("kostentraegerblatt").mappe.blaetter
    blatt.fuss = blatt.fuss.replace("Kennung", "Stand 2031, Kennung")
    _erster_fund(pruefling, "Die Zahl „2031“ hat keine Quelle: Arbeitsmappe, Fußzeile")


def _erster_fund(pruefling: Any, erwartet: str) -> None:
    funde = pruefling.funde(CODE)
    assert funde
    assert erwartet in funde[0].meldung
    assert funde[0].dokument == "kostentraegerblatt"
    assert (funde[0].stelle or "").startswith("Arbeitsmappe")


def test_a_figure_typed_into_the_wording_of_the_workbook_needs_a_declaration(bereich: Any) -> None:
    manifest = bereich.root / "templates/bremen/intensiv-betreutes-wohnen-sgb12/paket.yaml"
    bereich.ersetze(
        manifest, "        Berechnungsgrundlage zu Ziffer", "        Stand 2018, Berechnungsgrundlage zu Ziffer"
    )
    assert ["2018" in fund.meldung for fund in bereich.pruefling().funde(CODE)] == [True]
    bereich.ersetze(
        manifest, "    anlage: Kostenträgerblatt\n", '    anlage: Kostenträgerblatt\n    zahlen: ["2018"]\n'
    )
    assert bereich.pruefling().funde(CODE) == []


def test_figures_of_a_profiles_own_clause_are_listed_apart(bereich: Any) -> None:
    profil = bereich.profil()
    text = profil.read_text(encoding="utf-8")
    eigen = (
        "klauseln:\n  verguetung-zusicherung:\n    grund: Absprache\n    genehmigt_von: Referat 14\n"
        '    text: "Abgerechnet wird binnen 14 Tagen, höchstens 99,50 €, für {{ angebot.plaetze|menge }} Plätze."\n'
    )
    profil.write_text(text + eigen, encoding="utf-8")
    pruefling = bereich.pruefling()
    funde = pruefling.funde(CODE)
    assert [fund.schwere for fund in funde] == [Schwere.HINWEIS]
    assert "„14“, „99,50“" in funde[0].meldung
    assert "„8“" not in funde[0].meldung
    assert funde[0].mark is not None
    assert funde[0].mark.datei == f"provider_data/{profil.name}"


def test_drafts_are_not_checked(bereich: Any) -> None:
    bereich.ersetze(bereich.klausel("vereinbarung/leistung-kapazitaet"), "bis auf Weiteres", "für 24 Monate")
    assert bereich.pruefling(entwurf=True).funde(CODE) == []


def test_the_finding_stops_the_documents(bereich: Any) -> None:
    bereich.ersetze(bereich.klausel("vereinbarung/leistung-kapazitaet"), "bis auf Weiteres", "für 24 Monate")
    ergebnis = bereich.pruefling().ergebnis
    assert not ergebnis.dateien
    assert CODE in [befund.code for befund in ergebnis.befunde if befund.sperrt]


@pytest.mark.parametrize("kennung", ["Kennung {}", "Nr. {}"])
def test_without_files_a_figure_of_the_frame_is_found_all_the_same(unveraendert: Any, kennung: str) -> None:
    pruefling = unveraendert()
    erzeugt = pruefling.dokument("vereinbarung")
    erzeugt._fertig = Fertig("12ab34cd56", erzeugt.teile)
    for satz, stelle in (("Stand 12.03.2017", "außerhalb der Klauseln"), ("Fassung 17.5", "Fußzeile")):
        teil = RUMPF if stelle != "Fußzeile" else next(n for n in erzeugt.rahmentexte if n.startswith("word/footer"))
        neu = f"<w:p><w:r><w:t>{satz}, {kennung.format(KENNUNG)}</w:t></w:r></w:p>".encode()
        erzeugt.rahmentexte = {**erzeugt.rahmentexte, teil: erzeugt.rahmentexte[teil] + neu}
    pruefling.ruecklesen = False
    funde = pruefling.funde(CODE)
    erwartet = ["17.5", "12ab34cd56", "12.03.2017", "12ab34cd56"]
    if kennung.startswith("Kennung"):
        erwartet = ["17.5", "12.03.2017"]
    assert [befund.meldung.split("„")[1].split("“")[0] for befund in funde] == erwartet
    assert {befund.stelle for befund in funde} == {"außerhalb der Klauseln", "Fußzeile"}


def test_a_spoiled_part_is_found_where_it_becomes_a_file(unveraendert: Any) -> None:
    pruefling = unveraendert()
    pruefling.ersetze("vereinbarung", "01.01.2019", "01.01.2018")
    assert pruefling.funde(CODE) != []
    pruefling.ruecklesen = False
    assert pruefling.funde(CODE) == []
