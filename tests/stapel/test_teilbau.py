"""Builds of a part: of some documents, of drafts, of profiles up to a stop. What they leave tells the truth."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.ablauf.conftest import PROFIL, Werkbank
from tests.stapel.conftest import baue, stand
from vertragsgen.output.arbeiter import GEBAUT, UNVERAENDERT
from vertragsgen.workspace import Workspace


def _nachweis(bank: Werkbank) -> dict[str, Any]:
    nachweis: dict[str, Any] = json.loads((bank.root / "output" / PROFIL / "nachweis.json").read_bytes())
    return nachweis


def _zeilen(workspace: Workspace) -> dict[str, dict[str, Any]]:
    seite = (workspace.output_dir / "index.html").read_text(encoding="utf-8")
    treffer = re.search(r'<script type="application/json" id="daten">(.*?)</script>', seite, re.DOTALL)
    assert treffer is not None
    return {zeile["profil"]: zeile for zeile in json.loads(treffer[1])}


def test_a_document_that_was_not_made_keeps_its_provenance_and_is_named(gebaute_bank: Werkbank) -> None:
    bank = gebaute_bank
    vorher = _nachweis(bank)
    bank.ersetze(bank.profil(), "abschlussort: Bremen", "abschlussort: Bremerhaven")
    ergebnis = baue(bank.workspace, PROFIL, dokumente=("kostentraegerblatt",))
    befunde = [befund for befund in ergebnis.bericht.befunde if befund.code == "VG162"]
    assert [(befund.dokument, str(befund.schwere)) for befund in befunde] == [("vereinbarung", "hinweis")]
    nachher = _nachweis(bank)
    assert nachher["dokumente"]["vereinbarung"] == vorher["dokumente"]["vereinbarung"]
    assert nachher["ausgaben"].keys() == vorher["ausgaben"].keys()
    assert _zeilen(bank.workspace)[PROFIL]["status"] == "veraltet"
    # With all documents the set is one again.
    assert stand(baue(bank.workspace))[PROFIL] == GEBAUT
    assert _nachweis(bank)["dokumente"]["vereinbarung"] != vorher["dokumente"]["vereinbarung"]
    assert {zeile["status"] for zeile in _zeilen(bank.workspace).values()} == {"fertig"}
    assert set(stand(baue(bank.workspace)).values()) == {UNVERAENDERT}


def test_a_part_that_is_like_the_rest_is_not_remarked(gebaute_bank: Werkbank) -> None:
    ergebnis = baue(gebaute_bank.workspace, PROFIL, dokumente=("kostentraegerblatt",), force=True)
    assert not [befund for befund in ergebnis.bericht.befunde if befund.code == "VG162"]
    assert _zeilen(gebaute_bank.workspace)[PROFIL]["status"] == "fertig"


def test_drafts_are_no_part_of_the_overview(gebaute_bank: Werkbank) -> None:
    vorher = _zeilen(gebaute_bank.workspace)
    assert len(vorher) >= 4
    baue(gebaute_bank.workspace, entwurf=True)
    assert _zeilen(gebaute_bank.workspace) == vorher


def test_a_stopped_run_leaves_the_other_rows(gebaute_bank: Werkbank) -> None:
    vorher = _zeilen(gebaute_bank.workspace)
    fertig: list[str] = []
    ergebnis = baue(gebaute_bank.workspace, fortschritt=lambda e: fertig.append(e.profil), halt=lambda: bool(fertig))
    assert ergebnis.nicht_begonnen == len(vorher) - 1 > 0
    assert _zeilen(gebaute_bank.workspace) == vorher
