"""The pages under docs/regeln: every code has one, and they are fresh."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Aufruf
from vertragsgen.cli import regelseiten
from vertragsgen.inspection import codes

FRISCH = "docs/regeln ist veraltet: vertragsgen explain --schreiben docs/regeln"


def test_the_pages_are_fresh(repo: Path) -> None:
    ordner = repo / "docs" / "regeln"
    da = {datei.name: datei.read_text(encoding="utf-8") for datei in ordner.iterdir()}
    assert len(da) > 30
    assert da == regelseiten.seiten(), FRISCH


def test_the_index_leads_to_every_page() -> None:
    seiten = regelseiten.seiten()
    ziele = re.findall(r"\]\((VG\d{3}\.md)\)", seiten[regelseiten.INDEX])
    assert sorted(ziele) == sorted(set(seiten) - {regelseiten.INDEX})
    assert [ziel[:5] for ziel in ziele] == list(codes())


def test_a_page_shows_the_text_letter_by_letter() -> None:
    seite = regelseiten.seiten()["VG201.md"]
    assert "# VG201 · Das Gesamtentgelt ist die Summe seiner Bestandteile.\n\nSchwere: fehler" in seite
    for ueberschrift in ("Was", "Warum", "Falsch", "Richtig", "Rechtsgrundlage", "Seit"):
        assert seite.count(f"\n\n**{ueberschrift}:** ") == 1
    alle = "".join(regelseiten.seiten().values())
    assert "geminderte\\_komponenten" in alle or "\\_" in alle


def test_writing_updates_and_takes_away(aufruf: Aufruf, tmp_path: Path) -> None:
    ordner = tmp_path / "seiten"
    assert aufruf("explain", "--schreiben", str(ordner)).code == 0
    assert (ordner / "VG201.md").is_file()
    (ordner / "VG999.md").write_text("alt", encoding="utf-8")
    (ordner / "VG201.md").write_text("alt", encoding="utf-8")
    lauf = aufruf("explain", "--schreiben", str(ordner))
    assert [Path(zeile.split(": ")[1]).name for zeile in lauf.aus.splitlines()] == ["VG201.md", "VG999.md"]
    assert not (ordner / "VG999.md").exists()
    assert aufruf("explain", "--schreiben", str(ordner)).aus == "Alle Seiten sind aktuell.\n"


def test_without_code_it_asks_for_one(aufruf: Aufruf) -> None:
    lauf = aufruf("explain")
    assert lauf.code == 2
    assert "Welcher Code?" in lauf.fehler
