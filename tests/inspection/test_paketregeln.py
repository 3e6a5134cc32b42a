"""The rules on package and documents, each against a document that breaks it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.paketregeln import PAKETREGELN

PAKET = "templates/bremen/intensiv-betreutes-wohnen-sgb12/paket.yaml"
UEBERSCHRIFTEN = ["Was", "Warum", "Falsch", "Richtig", "Rechtsgrundlage", "Seit"]


@pytest.mark.parametrize("regel", PAKETREGELN, ids=lambda regel: regel.code)
def test_pages_have_all_headings(regel: Any) -> None:
    zeilen = regel.seite.split("\n")
    assert zeilen[0].endswith(".")
    assert [treffer[1] for zeile in zeilen if (treffer := re.match(r"(\w+): \S", zeile))] == UEBERSCHRIFTEN


def test_the_reference_profile_breaks_only_references(unveraendert: Any) -> None:
    pruefling = unveraendert()
    gefunden = {regel.code: pruefling.funde(regel.code) for regel in PAKETREGELN}
    assert {code: len(funde) for code, funde in gefunden.items() if funde} == {"VG702": 3, "VG709": 1}
    assert gefunden["VG709"][0].nicht_pruefbar
    verweise = gefunden["VG702"]
    assert [(fund.dokument, fund.stelle) for fund in verweise] == [
        ("leistungsbeschreibung", "Ziffer 5.7"),
        ("leistungsbeschreibung", "Ziffer 5.8"),
        ("persoenliche-eignung", "„Zweck und Einfügeort der Anforderung“"),
    ]
    assert ["Punkt 6" in fund.meldung for fund in verweise] == [True, True, False]
    assert "Ziffer 5.1" in verweise[2].meldung
    assert {fund.schwere for fund in verweise} == {Schwere.WARNUNG}
    assert [fund.mark.zeile for fund in verweise if fund.mark] == [7, 7, 7]


def test_the_corrected_version_breaks_none(bereich: Any) -> None:
    bereich.ersetze(bereich.profil(), "\nfassung: historisch", "\nfassung: bereinigt")
    pruefling = bereich.pruefling()
    funde = [fund for regel in PAKETREGELN for fund in pruefling.funde(regel.code) if not fund.nicht_pruefbar]
    assert funde == []


@pytest.mark.parametrize(
    ("alt", "neu", "erwartet"),
    [
        ("{{ eintrag.bezeichnung }}", "{{ eintrag.bezeichnung }}\n\nFinanzplan", ["„Finanzplan“ ist genannt"]),
        ("{% for eintrag in anlagen %}", '{% for eintrag in anlagen if eintrag.id != "leistungsbeschreibung" %}',
         ["„Leistungsbeschreibung“ ist beigefügt, aber nicht genannt"]),
    ],
)  # fmt: skip
def test_annexes(bereich: Any, alt: str, neu: str, erwartet: list[str]) -> None:
    bereich.ersetze(bereich.klausel("vereinbarung/anlagenliste"), alt, neu)
    meldungen = {fund.meldung for fund in bereich.pruefling().funde("VG701")}
    assert len(meldungen) == len(erwartet)
    assert all(text in meldung for text, meldung in zip(erwartet, meldungen, strict=True))


def test_annexes_in_another_order_and_mentioned_ones(bereich: Any) -> None:
    liste = bereich.klausel("vereinbarung/anlagenliste")
    text = liste.read_text(encoding="utf-8").split("{% for")[0]
    liste.write_text(
        text + "Leistungsbeschreibung\n\nKostenträgerblatt\n\nPersönliche Eignung von Mitarbeitern\n:::\n",
        encoding="utf-8",
    )
    bereich.ersetze(
        bereich.klausel("vereinbarung/leistung-kapazitaet"), "bis auf Weiteres", "nach der Anlage „Raumplan“"
    )
    meldungen = [fund.meldung for fund in bereich.pruefling().funde("VG701")]
    assert len(meldungen) == 2
    assert "„Raumplan“ ist genannt, aber nicht beigefügt" in meldungen[0]
    assert "„Leistungsbeschreibung“, „Kostenträgerblatt“" in meldungen[1]


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("nach Ziffer 9.4", "Einen Abschnitt 9.4 gibt es nicht"),
        ("nach Ziffer 6.2 der Vereinbarung", "behandelt „Plätze“, „Kapazität“, „Betreuungsschlüssel“ nicht"),
        ("nach Leistungsbeschreibung 5.9", "Leistungsbeschreibung 5.9 behandelt"),
        ("nach Ziffer 9.4 des Landesrahmenvertrages", None),
        ("nach Leistungsbeschreibung 5.3", None),
        ("nach Ziffer 2.4", None),
    ],
)
def test_references_by_hand(bereich: Any, text: str, erwartet: str | None) -> None:
    bereich.ersetze(bereich.klausel("vereinbarung/leistung-kapazitaet"), "bis auf Weiteres", text)
    funde = [fund for fund in bereich.pruefling().funde("VG702") if fund.dokument == "vereinbarung"]
    assert ([] if erwartet is None else [True]) == [(erwartet or "") in fund.meldung for fund in funde]


@pytest.mark.parametrize("rest", ["<<Name>>", "den xx.xx.20xx", "TODO", "____", "[[Ort", "(gegebenenfalls Anlagen)"])
def test_leftover_placeholders(bereich: Any, rest: str) -> None:
    profil = bereich.profil()
    bereich.ersetze(profil, "text: erwachsene, suchtkranke Menschen", f'text: "erwachsene Menschen {rest}"')
    pruefling = bereich.pruefling()
    funde = pruefling.funde("VG703")
    assert funde
    assert funde[0].schwere is Schwere.FEHLER
    assert (funde[0].dokument, funde[0].stelle) == ("vereinbarung", "Ziffer 1.1")
    assert funde[0].mark is not None
    assert bereich.pruefling(entwurf=True).funde("VG703") == []


def test_a_placeholder_in_the_frame(unveraendert: Any) -> None:
    pruefling = unveraendert()
    pruefling.ersetze("vereinbarung", "Vereinbarung<", "Vereinbarung &lt;&lt;Nr&gt;&gt;<", "word/header1.xml")
    assert ["<<Nr>>" in fund.meldung for fund in pruefling.funde("VG703")] == [True]


def test_numbers_of_sections(unveraendert: Any) -> None:
    pruefling = unveraendert()
    assert pruefling.funde("VG704") == []
    erzeugt = pruefling.dokument("vereinbarung")
    erzeugt.ziele = {"a": "1", "b": "1.1", "c": "1.3", "d": "2", "e": "2", "f": "2.1", "g": "4"}
    assert [fund.meldung for fund in pruefling.funde("VG704")] == [
        "Abschnittsnummer 1.2 fehlt vor 1.3.",
        "Abschnittsnummer 2 kommt doppelt vor.",
        "Abschnittsnummer 3 fehlt vor 4.",
    ]


def test_headings_are_called_as_the_list_says(bereich: Any) -> None:
    zeile = "    anlagenliste: vereinbarung/anlagenliste\n"
    verzeichnis = (
        "    verzeichnisse:\n      - liste: leistungsbeschreibung/sonstige-leistungen\n"
        "        klauseln: [leistungsbeschreibung/tagesstruktur]\n"
    )
    bereich.ersetze(bereich.root / PAKET, zeile, zeile + verzeichnis)
    funde = bereich.pruefling().funde("VG705")
    assert ["heißt in der Überschrift „Tagesstruktur“" in fund.meldung for fund in funde] == [True]
    bereich.ersetze(bereich.klausel("leistungsbeschreibung/sonstige-leistungen"), "- Dokumentation", "- Tagesstruktur")
    assert bereich.pruefling().funde("VG705") == []


def test_freedom_of_information_names_the_value(bereich: Any) -> None:
    bereich.ersetze(bereich.root / PAKET, "        - sonstiges-informationsfreiheit\n", "")
    bereich.klausel("vereinbarung/sonstiges-informationsfreiheit").unlink()
    funde = bereich.pruefling().funde("VG708")
    assert len(funde) == 1
    text = funde[0].meldung.replace("\u00a0", " ")
    assert text == (
        "BremIFG-Klausel fehlt; Gegenstandswert 235.749,12 € (Veröffentlichung ab 50.000,00 €, BremIFG §§ 6b, 11)."
    )


def test_the_published_version_shows_no_account(bereich: Any) -> None:
    zeile = "    anlagenliste: vereinbarung/anlagenliste\n"
    bereich.ersetze(bereich.root / PAKET, zeile, zeile + "    veroeffentlichungsfassung: vereinbarung\n")
    assert bereich.pruefling().funde("VG709") == []
    bereich.ersetze(
        bereich.klausel("vereinbarung/leistung-kapazitaet"), "bis auf Weiteres", "DE02 1203 0000 0000 2020 51, a@b.de,"
    )
    meldungen = [fund.meldung for fund in bereich.pruefling().funde("VG709")]
    assert [("IBAN" in meldung, "E-Mail" in meldung) for meldung in meldungen] == [(True, False), (False, True)]


def test_spelling_of_names(bereich: Any) -> None:
    klausel = bereich.klausel("vereinbarung/sonstiges-informationsfreiheit")
    bereich.ersetze(klausel, "nach Maßgabe des BremIFG", "nach Maßgabe des BremlFG und BremIFG BremIFG")
    meldungen = [fund.meldung for fund in bereich.pruefling().funde("VG710")]
    assert len(meldungen) == 2
    assert "„BremlFG“; üblich ist „BremIFG“" in meldungen[0]
    assert "„BremIFG BremIFG“" in meldungen[1]


def test_values_printed_nowhere_are_listed(unveraendert: Any) -> None:
    from vertragsgen.inspection import unused_values

    pfade = {eintrag.pfad for eintrag in unused_values(unveraendert().kontext)}
    assert {"angebot.alter.min", "kostentraegerblatt.0.stellen.3.art"} <= pfade
    assert not {pfad for pfad in pfade if pfad.startswith(("traeger", "verguetung", "laufzeit"))}


@pytest.mark.parametrize(
    ("angabe", "schwere"),
    [
        ("", [Schwere.WARNUNG]),
        ("landesrahmenvertrag: {bestaetigt: false}\n", [Schwere.WARNUNG]),
        ("landesrahmenvertrag: {bestaetigt: true}\n", []),
        # A successor that nobody has confirmed is no better known.
        ('landesrahmenvertrag: {datum: "01.02.2023"}\n', [Schwere.WARNUNG, Schwere.WARNUNG]),
        ('landesrahmenvertrag: {datum: "01.02.2023", bestaetigt: true}\n', []),
    ],
)
def test_a_framework_contract_of_which_the_end_is_known_must_be_confirmed(
    bereich: Any, angabe: str, schwere: list[Schwere]
) -> None:
    name = "lotsenhaus-beispielweser"
    bereich.ersetze(
        bereich.profil(name), "\n\nlaufzeit:\n  beginn: 2021-01-01", f"\n\n{angabe}laufzeit:\n  beginn: 2024-01-01"
    )
    assert [fund.schwere for fund in bereich.pruefling(name).funde("VG407")] == schwere
