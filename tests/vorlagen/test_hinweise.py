"""What ``templates --check`` finds beside faults of names: frames, figures in the wording, fields nobody uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.vorlagen.conftest import PAKET, Werkbank
from vertragsgen import api
from vertragsgen.diagnostics import Befund
from vertragsgen.workspace import open_workspace

ORDNER = f"templates/{PAKET}"
RAHMEN = "rahmen/vereinbarung.docx"
VERBINDUNG = "{{ begriffe.unterschrift_traeger }}"


def befunde(bank: Werkbank) -> list[Befund]:
    return list(api.check_templates(open_workspace(bank.root)))


def im_rahmen(alt: str, neu: str, teil: str = "word/document.xml") -> Callable[[Werkbank], None]:
    return lambda bank: bank.rahmen("vereinbarung.docx", teil, alt, neu)


RUN = f"{VERBINDUNG}</w:t></w:r>"
EINGEFUEGT = f'{RUN}<w:ins w:id="9" w:author="x"><w:r><w:t>neu</w:t></w:r></w:ins>'
GETRENNT = f"{VERBINDUNG[:9]}</w:t></w:r><w:r><w:t>{VERBINDUNG[9:]}</w:t></w:r>"


@pytest.mark.parametrize(
    ("aendere", "code", "schwere", "datei", "stelle", "meldung", "hilfe"),
    [
        (im_rahmen(RUN, EINGEFUEGT), "VG156", "fehler", RAHMEN, "Text, Absatz", "nachverfolgte Änderungen", "annehmen"),
        (
            im_rahmen(RUN, f'{RUN}<w:r><w:commentReference w:id="1"/></w:r>'),
            "VG156", "fehler", RAHMEN, "Text, Absatz", "Kommentare", "löschen",
        ),
        (im_rahmen(RUN, GETRENNT), "VG156", "warnung", RAHMEN, "Text, Absatz", VERBINDUNG, "neu tippen"),
        (im_rahmen(">Unterschrift<", ">Seite 17 von<"), "VG711", "fehler", RAHMEN, "Text, Absatz", "„17“", "zahlen:"),
        (
            im_rahmen("{{ traeger.name }}", "{{ traeger.nmae }}", "word/header1.xml"),
            "VG153", "fehler", RAHMEN, "Kopfzeile (header1.xml), Absatz", "traeger.nmae", "traeger.name",
        ),
        (
            im_rahmen("{{ traeger.name }}", "{{ traeger.name ", "word/header1.xml"),
            "VG152", "fehler", RAHMEN, "Kopfzeile (header1.xml), Absatz", "unvollständig", "Klammern",
        ),
        (
            lambda bank: bank.ersetze(
                "klauseln/vereinbarung/leistung-kapazitaet.md", "{{ angebot.plaetze|anzahl(\"Platz\", \"Plätzen\") }}", "8 Plätzen"
            ),
            "VG711", "fehler", "klauseln/vereinbarung/leistung-kapazitaet.md", "Klausel „leistung-kapazitaet“", "„8“", "{{ … }}",
        ),
        (
            lambda bank: bank.ersetze("paket.yaml", "    vermieter_ist_traeger:", "    hausordnung: {type: string, title: Hausordnung}\n    vermieter_ist_traeger:"),
            "VG163", "warnung", "paket.yaml", None, "angaben.hausordnung", "löschen",
        ),
        (
            lambda bank: bank.ersetze("paket.yaml", "    referat: Referat 14", "    referat: Referat 14\n    telefon: unbekannt"),
            "VG163", "warnung", "paket.yaml", None, "leistungstraeger.telefon", "verwenden",
        ),
        (
            lambda bank: bank.ersetze("paket.yaml", "    hilfeanspruch: {", "    alter_anspruch: {wert: § 1 BSHG, fundstelle: V 9}\n    hilfeanspruch: {"),
            "VG163", "warnung", "paket.yaml", None, "normen.alter_anspruch", "verwenden",
        ),
        (
            lambda bank: bank.ersetze("klauseln/vereinbarung/kopf.md", "{{ traeger.name }}", "{{ traeger.name|grss }}"),
            "VG152", "fehler", "klauseln/vereinbarung/kopf.md", None, "Den Filter „grss“", "„gross“",
        ),
        (
            lambda bank: bank.ersetze("paket.yaml", "    wenn: kostentraegerblatt", "    wenn: kostentraegerblat"),
            "VG153", "fehler", "paket.yaml", None, "kostentraegerblat", "kostentraegerblatt",
        ),
        (
            lambda bank: bank.ersetze("paket.yaml", "      platzgeld: Ziffer {{ ziffer(\"vereinbarung/", "      platzgeld: Ziffer {{ ziffer(\"vereinbarng/"),
            "VG155", "fehler", "paket.yaml", None, "vereinbarng/verguetung-entgelte", "vereinbarung/verguetung-entgelte",
        ),
    ],
)  # fmt: skip
def test_one_fault(
    bank: Werkbank,
    aendere: Callable[[Werkbank], None],
    code: str,
    schwere: str,
    datei: str,
    stelle: str | None,
    meldung: str,
    hilfe: str,
) -> None:
    aendere(bank)
    gefunden = befunde(bank)
    assert len(gefunden) == 1, [(b.mark, b.code, b.meldung) for b in gefunden]
    (befund,) = gefunden
    assert (befund.code, befund.schwere) == (code, schwere)
    assert befund.mark is not None
    assert befund.mark.datei == f"{ORDNER}/{datei}"
    assert meldung in befund.meldung
    assert hilfe in (befund.hilfe or "")
    assert (befund.stelle or "").startswith(stelle or "")
    if stelle and "Absatz" in stelle:
        assert befund.stelle == f"{stelle} {befund.mark.zeile}"


def test_the_line_of_a_field_nobody_uses(bank: Werkbank) -> None:
    zeile = bank.ersetze("paket.yaml", "    referat: Referat 14", "    referat: Referat 14\n    telefon: unbekannt") + 1
    (befund,) = befunde(bank)
    assert befund.mark is not None
    assert befund.mark.zeile == zeile


def test_a_declared_figure_is_none(bank: Werkbank) -> None:
    datei = "klauseln/vereinbarung/leistung-kapazitaet.md"
    bank.ersetze(datei, '{{ angebot.plaetze|anzahl("Platz", "Plätzen") }}', "8 Plätzen")
    bank.ersetze(datei, "titel: Kapazität und Aufnahmegrenze", 'titel: Kapazität und Aufnahmegrenze\nzahlen: ["8"]')
    assert befunde(bank) == []


def test_a_missing_frame_does_not_hide_its_clauses(bank: Werkbank) -> None:
    (bank.paket / RAHMEN).unlink()
    zeile = bank.ersetze("klauseln/vereinbarung/kopf.md", "{{ traeger.name }}", "{{ traeger.nmae }}")
    gefunden = {(b.code, b.mark.datei.removeprefix(f"{ORDNER}/"), b.mark.zeile) for b in befunde(bank) if b.mark}
    rahmen = bank.zeile("paket.yaml", "rahmen: vereinbarung.docx")
    assert gefunden == {("VG156", "paket.yaml", rahmen), ("VG153", "klauseln/vereinbarung/kopf.md", zeile)}


def test_a_package_that_is_no_yaml(bank: Werkbank) -> None:
    (bank.paket / "paket.yaml").write_text("titel: [", encoding="utf-8")
    (befund,) = befunde(bank)
    assert befund.code == "VG102"
