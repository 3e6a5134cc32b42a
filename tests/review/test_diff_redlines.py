"""``diff --format docx`` and ``--redlines``: one Word file for each changed document, and what stands in the way."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from benchmarks.providers import generate
from tests.cli.conftest import Aufruf, aufruf, prozess  # noqa: F401
from tests.review.test_diff import KLAUSEL, ersetze, git
from vertragsgen.linearise import linearise_docx

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
