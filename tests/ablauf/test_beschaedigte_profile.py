"""Damaged profiles through the whole run: a German finding with its place, or a correct build; never a traceback."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings

from tests.ablauf.conftest import PROFIL, STICHTAG, Werkbank
from tests.audit.structure import audit_structure
from tests.profile.test_profile_mutations import FEST, SCHRITTE, verstuemmle
from vertragsgen.diagnostics import Schwere
from vertragsgen.pipeline import run
from vertragsgen.werkstatt import Werkstatt


@pytest.mark.parametrize("entwurf", [False, True], ids=["endfassung", "entwurf"])
def test_a_damaged_profile_ends_in_a_finding_or_a_build(bank: Werkbank, entwurf: bool) -> None:
    werkstatt = Werkstatt(bank.workspace)
    path = bank.profil()
    # The head comment would take a part of the damage.
    text = "\n".join(line for line in path.read_text(encoding="utf-8").split("\n") if not line.lstrip().startswith("#"))
    ends: Counter[str] = Counter()

    @settings(FEST, max_examples=300)
    @given(SCHRITTE)
    def pruefe(schritte: list) -> None:
        path.write_bytes(verstuemmle(text, schritte).encode("utf-8", errors="surrogatepass"))
        ergebnis = run(werkstatt, PROFIL, stichtag=STICHTAG, entwurf=entwurf)
        fehler = [befund for befund in ergebnis.befunde if befund.offen and befund.schwere is Schwere.FEHLER]
        for befund in fehler:
            assert befund.mark is not None, befund
            assert befund.mark.zeile >= 1
            assert befund.meldung.endswith((".", "“", ")")), befund
        assert fehler or ergebnis.dateien
        if ergebnis.dateien:
            assert entwurf or not fehler
            leftovers = ["<<"] if entwurf else []
            funde = audit_structure(ergebnis.dateien["vereinbarung.docx"])
            found = [fund for fund in funde if not any(x in fund for x in leftovers) and ": Platzhalter" not in fund]
            assert found == []
        ends["gebaut" if ergebnis.dateien else "befund"] += 1

    pruefe()
    assert sum(ends.values()) >= 300
    assert min(ends["gebaut"], ends["befund"]) >= 20


def test_a_draft_with_a_wrong_bezugsgroesse_is_a_draft(bank: Werkbank) -> None:
    bank.ersetze(bank.profil(), "bezugsgroesse: platztage", "bezugsgroesse: platztag")
    ergebnis = bank.erzeuge(entwurf=True)
    assert "vereinbarung.docx" in ergebnis.dateien
    assert any("bezugsgroesse" in befund.meldung for befund in ergebnis.befunde)


@pytest.mark.parametrize("feld", ["kuendigungsfrist_entgelte_wochen", "kuendigungsfrist_uebrige_monate"])
def test_a_period_that_leads_out_of_the_calendar_is_a_finding(bank: Werkbank, feld: str) -> None:
    text = bank.profil().read_text(encoding="utf-8")
    bank.profil().write_text(re.sub(rf"{feld}: \d+", f"{feld}: 9999999", text), encoding="utf-8")
    befunde = [befund for befund in bank.erzeuge().befunde if befund.code == "VG108"]
    assert len(befunde) == 1
    assert "zu groß" in befunde[0].meldung
