"""What a clerk or template author changes shows in the next build, without Python."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from tests.ablauf.conftest import PROFIL, STICHTAG, Werkbank
from vertragsgen import api
from vertragsgen.pipeline import run
from vertragsgen.rendering.docx.package import read_parts, write_parts
from vertragsgen.rendering.plan import KENNUNG
from vertragsgen.werkstatt import Werkstatt


def test_a_word_in_a_clause(bank: Werkbank) -> None:
    clause = bank.paket / "klauseln" / "vereinbarung" / "verguetung-zusicherung.md"
    alt = "Zusicherung"
    assert alt in bank.text()
    text = clause.read_text(encoding="utf-8").partition("---\n")[2].partition("---\n")[2]
    assert alt in text
    clause.write_text(clause.read_text(encoding="utf-8").replace(alt, "Zusagewort"), encoding="utf-8")
    assert "Zusagewort" in bank.text()


def test_a_rate_in_a_profile(bank: Werkbank) -> None:
    path = bank.profil()
    text = path.read_text(encoding="utf-8")
    for alt, neu in (("75,69", "75,73"), ("84,10", "84,14"), ("56,77", "56,80"), ("63,93", "63,96")):
        assert alt in text
        text = text.replace(alt, neu)
    text = text[: text.index("kostentraegerblatt:")]  # its costs belong to the old rate
    path.write_text(text, encoding="utf-8")
    built = bank.text()
    assert "84,14" in built
    assert "84,10" not in built


def test_a_style_in_a_frame(bank: Werkbank) -> None:
    frame = bank.paket / "rahmen" / "vereinbarung.docx"
    parts = read_parts(frame.read_bytes())
    changed = re.sub(
        rb'(<w:name w:val="heading 1"/>.*?<w:rPr>)',
        rb'\1<w:color w:val="123456"/>',
        parts["word/styles.xml"],
        count=1,
        flags=re.DOTALL,
    )
    assert changed != parts["word/styles.xml"]
    frame.write_bytes(write_parts(parts | {"word/styles.xml": changed}))
    with zipfile.ZipFile(io.BytesIO(bank.erzeuge().dateien["vereinbarung.docx"])) as archive:
        assert b'w:val="123456"' in archive.read("word/styles.xml")


def test_a_switched_off_clause_moves_the_numbers_and_their_references(bank: Werkbank) -> None:
    before = bank.text()
    number = re.search(r"^(\d+\.\d+)\D.*Zusicherung der Übernahme", before, re.MULTILINE)
    assert number
    leistung = bank.paket / "klauseln" / "vereinbarung" / "leistung.md"
    text = leistung.read_text(encoding="utf-8")
    leistung.write_text(text.replace("---\n", "---\nwenn: traeger.name == 'niemand'\n", 1), encoding="utf-8")
    for clause in sorted((bank.paket / "klauseln" / "vereinbarung").glob("leistung-*.md")):
        text = clause.read_text(encoding="utf-8")
        clause.write_text(text.replace("---\n", "---\nwenn: traeger.name == 'niemand'\n", 1), encoding="utf-8")
    ergebnis = bank.erzeuge()
    codes = {befund.code for befund in ergebnis.befunde if befund.sperrt}
    assert codes == {"VG155"}, "3.1 and the cost sheet refer to section 2, which is gone"
    broken = next(befund for befund in ergebnis.befunde if befund.code == "VG155")
    assert broken.mark is not None
    line = (bank.root / broken.mark.datei).read_text(encoding="utf-8").splitlines()[broken.mark.zeile - 1]
    assert "ziffer(" in line


def test_a_profiles_own_clause_replaces_the_packages(bank: Werkbank) -> None:
    with bank.profil().open("a", encoding="utf-8") as stream:
        stream.write(
            "klauseln:\n  verguetung-zusicherung:\n    text: |\n      ## [#verguetung-zusicherung]\n\n"
            '      Eigener Wortlaut für {{ traeger.name }}, siehe Ziffer {{ ziffer("verguetung") }}.\n'
            "    grund: Verhandlung\n    genehmigt_von: Referat 14\n    bis: 2027-12-31\n"
        )
    assert "Eigener Wortlaut für Regenbogen gGmbH, siehe Ziffer 3." in bank.text()
    assert "VG113" not in [befund.code for befund in bank.erzeuge().befunde]
    spaeter = api.render_profile(bank.workspace, PROFIL, stichtag=date(2028, 1, 1))
    abgelaufen = [befund.meldung for befund in spaeter.befunde if befund.code == "VG113"]
    assert abgelaufen == ["Die Abweichung von der Klausel „verguetung-zusicherung“ ist seit dem 31.12.2027 abgelaufen."]
    assert spaeter.dateien == bank.erzeuge().dateien, "the day decides the finding, not the wording"
    bank.ersetze(bank.profil(), "{{ traeger.name }}, siehe", "{% if x %}, siehe")
    ergebnis = bank.erzeuge()
    befund = next(befund for befund in ergebnis.befunde if befund.sperrt)
    zeilen = bank.profil().read_text(encoding="utf-8").splitlines()
    assert befund.mark is not None
    assert befund.mark.datei == f"provider_data/{PROFIL}.yaml"
    assert "Eigener Wortlaut" in zeilen[befund.mark.zeile - 1]


def test_without_a_cost_sheet_nothing_refers_to_one(bank: Werkbank) -> None:
    path = bank.profil()
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\nkostentraegerblatt:")] + "\n", encoding="utf-8")
    ergebnis = bank.erzeuge()
    assert set(ergebnis.dateien) == {"vereinbarung.docx", "leistungsbeschreibung.docx", "persoenliche-eignung.docx"}
    assert "Kostenträgerblatt" not in bank.text()


def test_an_unused_change_leaves_the_footer_alone(bank: Werkbank) -> None:
    def kennungen() -> dict[str, str]:
        return {erzeugt.dokument: erzeugt.kennung for erzeugt in bank.erzeuge().dokumente}

    before = kennungen()
    clause = bank.paket / "klauseln" / "leistungsbeschreibung" / "qualitaet.md"
    clause.write_text(clause.read_text(encoding="utf-8") + "\nEin Zusatz.\n", encoding="utf-8")
    after = kennungen()
    assert {name for name in before if before[name] != after[name]} == {"leistungsbeschreibung"}


def test_the_workbook_prints_the_kennung_where_its_wording_names_it(bank: Werkbank) -> None:
    bank.ersetze(bank.paket / "paket.yaml", "hinweis: '{% if", "hinweis: 'Kennung {{ dokument.kennung }}. {% if")
    ergebnis = bank.erzeuge()
    (blatt,) = [erzeugt for erzeugt in ergebnis.dokumente if erzeugt.dokument == "kostentraegerblatt"]
    with zipfile.ZipFile(io.BytesIO(ergebnis.dateien["kostentraegerblatt.xlsx"])) as mappe:
        teile = {name: mappe.read(name).decode("utf-8") for name in mappe.namelist() if name.endswith(".xml")}
    assert f"Kennung {blatt.kennung}." in teile["xl/sharedStrings.xml"]
    assert all(f"Kennung {blatt.kennung}" in teil for name, teil in teile.items() if "worksheets/sheet" in name)
    assert not any(KENNUNG in teil for teil in teile.values())
    # A check makes no file, and finds the same.
    assert [befund for befund in api.check(bank.workspace, [PROFIL], stichtag=STICHTAG) if befund.sperrt] == []


def test_a_check_puts_no_document_together(bank: Werkbank) -> None:
    bereich = bank.workspace
    werkstatt = Werkstatt(bereich)
    geprueft = run(werkstatt, PROFIL, stichtag=STICHTAG, packen=False)
    assert len(geprueft.dokumente) == 4
    assert all(erzeugt._fertig is None and not erzeugt.mappenteile for erzeugt in geprueft.dokumente)
    gebaut = run(werkstatt, PROFIL, stichtag=STICHTAG)
    assert geprueft.befunde == gebaut.befunde
    # Put together later, it is the same.
    assert dict(geprueft.dateien) == dict(gebaut.dateien)


def test_a_file_with_the_wrong_ending_is_a_warning_of_the_run(bank: Werkbank) -> None:
    """It belongs to no profile, is reported once and stops nothing."""
    (bank.root / "provider_data/vergessen.yml").write_text("paket: x\n", encoding="utf-8")
    for bericht in (api.check(bank.workspace, [PROFIL], stichtag=STICHTAG), bank.baue(PROFIL).bericht):
        gefunden = [befund for befund in bericht if befund.code == "VG111"]
        assert [(str(b.mark), b.schwere, b.profil) for b in gefunden] == [
            ("provider_data/vergessen.yml:1:1", "warnung", None)
        ]
