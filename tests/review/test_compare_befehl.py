"""``vertragsgen compare`` as a user calls it."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.linearise.docx_kit import pack, unpack
from tests.review.conftest import Seiten
from tests.review.redline.dokumente import KOERPER, gebaute, reich
from tests.review.redline.paare import PAARE
from tests.review.redline.urteil import marken
from vertragsgen.cli import deutsch
from vertragsgen.cli.gruppe import gruppe
from vertragsgen.linearise import linearise_docx
from vertragsgen.review.dateivergleich import compare_files
from vertragsgen.review.redline import redline_docx


def _lauf(*args: object) -> Result:
    # As main() does: click keeps the texts of its first call.
    deutsch.einschalten()
    return CliRunner().invoke(gruppe, [str(arg) for arg in args], standalone_mode=False)


@pytest.fixture
def paar(tmp_path: Path) -> tuple[Path, Path]:
    alt, neu = tmp_path / "entwurf.docx", tmp_path / "rueckgabe.docx"
    alt.write_bytes(PAARE["wort und betrag"][0])
    neu.write_bytes(PAARE["wort und betrag"][1])
    return alt, neu


def test_the_text_report_has_figures_first(paar: tuple[Path, Path]) -> None:
    zeilen = _lauf("compare", *paar).output.splitlines()
    assert zeilen[0] == "rueckgabe.docx: 4 geänderte Stellen, darin 3 Zahlen."
    assert zeilen[2] == "Zahlen"
    assert "      75,69 € → 76,96 € (+1,27 €, +1,68 %)" in zeilen
    assert zeilen.index("Beträge und Zahlen") < zeilen.index("Wörter, die binden (nicht, muss, unverzüglich …)")
    assert any("[-nicht -]ablehnen" in zeile for zeile in zeilen)


def test_json_holds_the_same(paar: tuple[Path, Path]) -> None:
    daten = json.loads(_lauf("compare", *paar, "--format", "json").output)
    assert [(z["alt"], z["neu"], z["differenz"], z["prozent"]) for z in daten["zahlen"]][1] == (
        "75,69 €",
        "76,96 €",
        "1.27",
        "1.68",
    )
    assert daten["gleich"] is False
    assert "profil" not in daten


def test_docx_is_written_with_the_author_given(paar: tuple[Path, Path], tmp_path: Path) -> None:
    ziel = tmp_path / "aenderungen.docx"
    ergebnis = _lauf("compare", *paar, "--format", "docx", "--output", ziel, "--autor", "Amt & Co.")
    assert ergebnis.return_value == 0
    assert marken(ziel.read_bytes())
    assert b'w:author="Amt &amp; Co."' in unpack(ziel.read_bytes())["word/document.xml"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["aenderungen.docx", "entwurf.docx", "rueckgabe.docx"]


def test_tracked_input_gives_no_docx_but_the_report(paar: tuple[Path, Path], tmp_path: Path) -> None:
    alt, neu = paar
    neu.write_bytes(redline_docx(alt.read_bytes(), neu.read_bytes()).data or b"")
    ziel = tmp_path / "aenderungen.docx"
    ergebnis = _lauf("compare", alt, neu, "--format", "docx", "--output", ziel)
    assert ergebnis.return_value == 1
    assert not ziel.exists()
    assert "75,69 € → 76,96 €" in ergebnis.output
    assert "enthält schon nachverfolgte Änderungen" in ergebnis.output


@pytest.mark.parametrize(
    ("args", "wort"),
    [
        (("--format", "docx"), "Ein Word-Dokument braucht einen Namen"),
        (("--output", "{neu}"), "überschreiben"),
        (("--profil", "gibtesnicht", "--workspace", "{repo}"), "Das Profil „gibtesnicht“ gibt es nicht"),
    ],
)
def test_wrong_use_is_a_sentence(paar: tuple[Path, Path], repo: Path, args: tuple[str, ...], wort: str) -> None:
    ergebnis = _lauf("compare", *paar, *(arg.format(neu=paar[1], repo=repo) for arg in args))
    assert wort in getattr(ergebnis.exception, "message", "")


def test_a_broken_file_is_a_sentence(paar: tuple[Path, Path]) -> None:
    paar[1].write_bytes(b"%PDF-1.7 kaputt")
    ergebnis = _lauf("compare", *paar)
    assert "Die PDF-Datei ist beschädigt" in getattr(ergebnis.exception, "message", "")


def _pdf_von(data: bytes, pdf: Seiten, breite: int = 60) -> bytes:
    """The text of a document as a PDF: lines of fixed width, words cut by hyphens, a header on each page."""
    zeilen: list[str] = []
    for zeile in linearise_docx(data).zeilen:
        if zeile.art.value in ("kopfzeile", "fusszeile"):
            continue
        text = f"{zeile.nummer} {zeile.text}" if zeile.nummer else zeile.text
        for wort in text.replace(" | ", " ").replace("[Fußnote 1]", "1").replace("[Fußnote 2]", "2").split():
            if zeilen and len(zeilen[-1]) + len(wort) < breite and zeilen[-1] != "":
                zeilen[-1] += f" {wort}"
            elif zeilen and wort.isalpha() and len(wort) > 9:
                zeilen[-1] += f" {wort[:5]}-"
                zeilen.append(wort[5:])
            else:
                zeilen.append(wort)
    seiten = [["Vereinbarung Entwurf", *zeilen[k : k + 12], f"Seite {k // 12 + 1}"] for k in range(0, len(zeilen), 12)]
    return pdf(seiten)


OHNE_BILD = KOERPER[
    : KOERPER.index(
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLook w:firstRow="1"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:gridSpan'
    )
]


def test_a_pdf_of_the_same_text_has_no_difference_and_one_figure_is_found(pdf: Seiten) -> None:
    data = reich(OHNE_BILD, noten="")
    ohne_noten = reich(
        OHNE_BILD.replace('<w:footnoteReference w:id="1"/>', "").replace('<w:footnoteReference w:id="2"/>', "")
    )
    assert compare_files(ohne_noten, _pdf_von(ohne_noten, pdf)).aenderungen == ()
    assert compare_files(_pdf_von(ohne_noten, pdf), ohne_noten).aenderungen == ()
    anders = reich(
        OHNE_BILD.replace('<w:footnoteReference w:id="1"/>', "")
        .replace('<w:footnoteReference w:id="2"/>', "")
        .replace("75,69 €", "76,59 €")
        .replace("nicht ablehnen", "ablehnen")
    )
    vergleich = compare_files(ohne_noten, _pdf_von(anders, pdf))
    assert [(z.alt, z.neu) for z in vergleich.zahlen] == [("75,69 €", "76,59 €")]
    assert len(vergleich.aenderungen) == 2
    assert data != ohne_noten


def test_pages_without_text_are_named(paar: tuple[Path, Path], tmp_path: Path, pdf: Seiten) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(pdf([["Vergütung 84,10 €"], []]))
    ergebnis = _lauf("compare", paar[0], scan)
    assert "Seite 2 der PDF-Datei enthält keinen Text" in ergebnis.output


def test_a_file_of_the_output_folder_gives_a_proposal_for_its_profile(tmp_path: Path, repo: Path) -> None:
    ordner = tmp_path / "ab"
    for name in ("templates", "provider_data"):
        shutil.copytree(repo / name, ordner / name)
    shutil.copy(repo / "vertragsgen.yaml", ordner)
    name, data = next((n, d) for n, d in gebaute().items() if n.endswith("/vereinbarung.docx"))
    alt = ordner / "output" / name
    alt.parent.mkdir(parents=True)
    alt.write_bytes(data)
    files = unpack(data)
    text = files["word/document.xml"].decode()
    files["word/document.xml"] = text.encode()
    from vertragsgen.review.profilbezug import lies_profilwerte
    from vertragsgen.workspace import open_workspace

    werte = lies_profilwerte(open_workspace(ordner), alt.parent.name, date.min)
    traeger = next(w for w in werte if w.pfad == ("traeger", "name"))
    beginn = next(w for w in werte if w.pfad == ("laufzeit", "beginn"))
    assert isinstance(beginn.wert, date)
    gedruckt = beginn.wert.strftime("%d.%m.%Y")
    assert gedruckt in text
    files["word/document.xml"] = (
        text.replace(gedruckt, "01.10.2031").replace(str(traeger.wert), "Neuer Name e. V.").encode()
    )
    neu = tmp_path / "rueckgabe.docx"
    neu.write_bytes(pack(files))
    ausgabe = _lauf("compare", "--workspace", ordner, alt, neu).output
    assert f"Vorschlag für das Profil „{alt.parent.name}“" in ausgabe
    assert "  beginn: 2031-10-01  # bisher " + gedruckt in ausgabe
    assert '  name: "Neuer Name e. V."' in ausgabe or "  name: Neuer Name e. V." in ausgabe
    assert f"provider_data/{alt.parent.name}.yaml:" in ausgabe
    daten = json.loads(_lauf("compare", "--workspace", ordner, alt, neu, "--format", "json").output)
    assert daten["profil"]["name"] == alt.parent.name
    assert "laufzeit.beginn" in [wert["pfad"] for wert in daten["profil"]["werte"]]
