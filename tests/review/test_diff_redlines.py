"""``diff --format docx`` and ``--redlines``: one Word file for each changed document, and what stands in the way."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from msgspec.structs import replace

from benchmarks.providers import generate
from tests.cli.conftest import Aufruf, aufruf, prozess  # noqa: F401
from tests.linearise.docx_kit import pack, unpack
from tests.review.test_diff import KLAUSEL, ersetze, git
from vertragsgen.linearise import linearise_docx
from vertragsgen.review import redlineordner
from vertragsgen.review.redline import redline_docx

ANZAHL = 3


@pytest.fixture(scope="module")
def arbeit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clause changed since the last commit: only „vereinbarung“ of each profile differs."""
    ordner = tmp_path_factory.mktemp("redlines") / "arbeit"
    generate(ordner, ANZAHL)
    git(ordner, "init", "-q", "-b", "main")
    git(ordner, "add", "-A")
    git(ordner, "commit", "-qm", "Anfang")
    ersetze(ordner / KLAUSEL, "verpflichtet", "berechtigt")
    return ordner


def _grund(arbeit: Path) -> tuple[str, ...]:
    return ("--workspace", str(arbeit), "--stichtag", "2019-06-01", "diff", "--jobs", "1")


def test_a_refused_document_is_reported_and_the_others_are_written(
    arbeit: Path,
    tmp_path: Path,
    aufruf: Aufruf,  # noqa: F811
) -> None:
    ziel = tmp_path / "red"
    ziel.mkdir()
    (ziel / "anbieter-0001").write_text("im Weg", encoding="utf-8")
    lauf = aufruf(*_grund(arbeit), "--format", "docx", "--output", str(ziel))
    assert lauf.code == 1
    assert "Nicht geschrieben: anbieter-0001/vereinbarung.docx: " in lauf.fehler
    geschrieben = sorted(p.relative_to(ziel).as_posix() for p in ziel.glob("*/*"))
    assert geschrieben == ["anbieter-0000/vereinbarung.docx", "anbieter-0002/vereinbarung.docx"]
    # Read as accepted: the new wording, and one tracked change that says so.
    text = " ".join(z.text for z in linearise_docx((ziel / geschrieben[0]).read_bytes()).zeilen)
    assert "berechtigt, im Rahmen" in text.replace("\u00a0", " ")


def test_the_folder_of_the_contracts_is_refused(arbeit: Path, aufruf: Aufruf) -> None:  # noqa: F811
    for ziel in (arbeit / "output", arbeit / "output" / "anbieter-0000"):
        lauf = aufruf(*_grund(arbeit), "--format", "docx", "--output", str(ziel))
        assert lauf.code == 2
        assert "liegen die Verträge selbst" in lauf.fehler
        assert not ziel.exists()


def test_files_of_an_earlier_run_are_named_and_links_lead_to_those_of_this_one(
    arbeit: Path,
    tmp_path: Path,
    aufruf: Aufruf,  # noqa: F811
) -> None:
    alt = tmp_path / "red" / "frueher" / "vereinbarung.docx"
    alt.parent.mkdir(parents=True)
    alt.write_bytes(b"")
    seite = tmp_path / "berichte" / "b.html"
    seite.parent.mkdir()
    lauf = aufruf(*_grund(arbeit), "--format", "html", "--output", str(seite), "--redlines", str(tmp_path / "red"))
    assert lauf.code == 0
    assert "frueher/vereinbarung.docx" in lauf.fehler
    assert "anbieter" not in lauf.fehler
    daten = re.search(r'id="daten">(.*?)</script>', seite.read_text(encoding="utf-8"), re.DOTALL)
    assert daten
    assert json.loads(daten[1])["redlines"] == "../red"
    assert (seite.parent / "../red/anbieter-0000/vereinbarung.docx").is_file()


def _mit_anderer_schriftgroesse(ordner: Path) -> None:
    """The frame of „vereinbarung“ gets another style definition: no tracked change can show that."""
    (rahmen,) = (ordner / KLAUSEL).parents[2].joinpath("rahmen").glob("vereinbarung.docx")
    teile = unpack(rahmen.read_bytes())
    vorher = teile["word/styles.xml"]
    teile["word/styles.xml"] = re.sub(rb'<w:sz w:val="\d+"/>', b'<w:sz w:val="26"/>', vorher, count=1)
    assert teile["word/styles.xml"] != vorher
    rahmen.write_bytes(pack(teile))


@pytest.mark.parametrize("nur_das", [True, False])
def test_what_no_redline_can_show_is_said_and_is_no_failure(
    arbeit: Path,
    tmp_path: Path,
    aufruf: Aufruf,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    nur_das: bool,
) -> None:
    ordner = Path(shutil.copytree(arbeit, tmp_path / "arbeit"))
    _mit_anderer_schriftgroesse(ordner)
    if nur_das:  # as with a frame that does not print the short hash: that follows every change
        monkeypatch.setattr(
            redlineordner, "redline_docx",
            lambda alt, neu, **rest: replace(redline_docx(alt, neu, **rest), data=neu, marken=0),
        )  # fmt: skip
    ziel = tmp_path / "red"
    for form in (("--format", "docx", "--output"), ("--redlines",)):
        lauf = aufruf(*_grund(ordner), *form, str(ziel))
        assert lauf.code == 0
        (zeile,) = [zeile for zeile in lauf.fehler.splitlines() if "Formatvorlagen" in zeile]
        was = "Kein Word-Dokument nötig" if nur_das else "Zeigt nicht alles"
        assert zeile.startswith(f"{was}: anbieter-0000/vereinbarung.docx, anbieter-0001/vereinbarung.docx, ")
        assert ("Nichts davon lässt sich in Word nachverfolgen." in zeile) is nur_das
        assert len(list(ziel.glob("*/*.docx"))) == (0 if nur_das else ANZAHL)
