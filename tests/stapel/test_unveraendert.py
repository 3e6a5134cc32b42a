"""What a build skips and what it does not: decided by hashes of everything that goes into a document."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.ablauf.conftest import PROFIL, Werkbank
from tests.stapel.conftest import baue, dateien, stand
from vertragsgen import pipeline
from vertragsgen.output import arbeiter
from vertragsgen.output.arbeiter import GEBAUT, NICHT_GEBAUT, UNVERAENDERT
from vertragsgen.werkstatt import Werkstatt


@pytest.fixture
def gelaufen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The profiles that really went through the pipeline."""
    namen: list[str] = []

    def run(werkstatt: Werkstatt, profil: str, **rest: object) -> pipeline.Ergebnis:
        namen.append(profil)
        return pipeline.run(werkstatt, profil, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(arbeiter, "pipeline", type("Ersatz", (), {"run": staticmethod(run)}))
    return namen


def test_a_second_build_does_nothing_and_says_the_same(bank: Werkbank, gelaufen: list[str]) -> None:
    erster = baue(bank.workspace)
    vorher = dateien(bank.workspace)
    assert set(stand(erster).values()) == {GEBAUT}
    assert len(gelaufen) == len(erster.profile) >= 4
    gelaufen.clear()
    zweiter = baue(bank.workspace)
    assert set(stand(zweiter).values()) == {UNVERAENDERT}
    assert gelaufen == []
    assert dateien(bank.workspace) == vorher
    assert [e.zahlen for e in zweiter.profile] == [e.zahlen for e in erster.profile]
    assert [e.namen for e in zweiter.profile] == [e.namen for e in erster.profile]
    assert sum(e.zahlen["warnung"] for e in zweiter.profile) > 0


def test_a_changed_clause_rebuilds_exactly_its_users(gebaute_bank: Werkbank, gelaufen: list[str]) -> None:
    mit_blatt = {pfad.parent.name for pfad in (gebaute_bank.root / "output").glob("*/kostentraegerblatt.docx")}
    alle = {pfad.parent.name for pfad in (gebaute_bank.root / "output").glob("*/vereinbarung.docx")}
    assert mit_blatt < alle
    klausel = gebaute_bank.paket / "klauseln/kostentraegerblatt/kostenblatt.md"
    klausel.write_text(klausel.read_text(encoding="utf-8").replace("Berechnungstage", "Berechnungstage ", 1))
    baue(gebaute_bank.workspace)
    assert set(gelaufen) == mit_blatt  # also through the package that extends this one
    assert len(gelaufen) >= 3


def _text(bank: Werkbank, profil: str) -> str:
    texte = [bank.profil(profil), *bank.profil(profil).parent.glob("_*.yaml")]
    return "\n".join(pfad.read_text(encoding="utf-8") for pfad in texte)


def test_a_shared_file_rebuilds_those_who_name_it(gebaute_bank: Werkbank, gelaufen: list[str]) -> None:
    (gemeinsam,) = gebaute_bank.profil().parent.glob("_*.yaml")
    gemeinsam.write_text(gemeinsam.read_text(encoding="utf-8") + "\n# ein Kommentar\n", encoding="utf-8")
    assert set(stand(baue(gebaute_bank.workspace)).values()) == {UNVERAENDERT}  # looked at again, and found the same
    nutzer = [p.stem for p in gemeinsam.parent.glob("[!_]*.yaml") if gemeinsam.name in p.read_text(encoding="utf-8")]
    assert gelaufen == nutzer != []


def test_a_shared_file_whose_name_is_spelled_otherwise_counts_too(gebaute_bank: Werkbank, gelaufen: list[str]) -> None:
    (gemeinsam,) = gebaute_bank.profil().parent.glob("_*.yaml")
    nutzer = [p for p in gemeinsam.parent.glob("[!_]*.yaml") if gemeinsam.name in p.read_text(encoding="utf-8")]
    geschrieben = f'"{gemeinsam.name[:-6]}\\x{ord(gemeinsam.name[-6]):02x}.yaml"'  # "_name.yaml" with an escape
    for profil in nutzer:
        profil.write_text(profil.read_text(encoding="utf-8").replace(gemeinsam.name, geschrieben), encoding="utf-8")
    baue(gebaute_bank.workspace)
    gelaufen.clear()
    gemeinsam.write_text(gemeinsam.read_text(encoding="utf-8") + "\n# ein Kommentar\n", encoding="utf-8")
    baue(gebaute_bank.workspace)
    assert gelaufen == [profil.stem for profil in nutzer] != []


def _geloescht(ordner: Path) -> None:
    (ordner / "vereinbarung.docx").unlink()


def _abgebrochen(ordner: Path) -> None:
    (ordner / "nachweis.json.neu").write_bytes((ordner / "nachweis.json").read_bytes())


def _ohne_nachweis(ordner: Path) -> None:
    (ordner / "nachweis.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize("eingriff", [_geloescht, _abgebrochen, _ohne_nachweis])
def test_outputs_that_are_not_whole_are_made_again(
    gebaute_bank: Werkbank, gelaufen: list[str], eingriff: Callable[[Path], None]
) -> None:
    vorher = dateien(gebaute_bank.workspace)
    eingriff(gebaute_bank.root / "output" / PROFIL)
    baue(gebaute_bank.workspace)
    assert gelaufen == [PROFIL]
    assert dateien(gebaute_bank.workspace) == vorher


def test_a_hand_edit_is_no_unchanged_output(gebaute_bank: Werkbank) -> None:
    datei = gebaute_bank.root / "output" / PROFIL / "vereinbarung.docx"
    datei.write_bytes(datei.read_bytes() + b"von Hand")
    ergebnis = baue(gebaute_bank.workspace)
    assert [befund.code for befund in ergebnis.bericht if befund.profil == PROFIL and befund.sperrt] == ["VG161"]
    assert datei.read_bytes().endswith(b"von Hand")


def test_a_fault_in_a_clause_that_a_profile_does_not_use_stops_it_all_the_same(gebaute_bank: Werkbank) -> None:
    klausel = gebaute_bank.paket / "klauseln/kostentraegerblatt/kostenblatt.md"
    klausel.write_text(klausel.read_text(encoding="utf-8") + "\n{{ offen\n", encoding="utf-8")
    ergebnis = stand(baue(gebaute_bank.workspace))
    ohne_blatt = [p.parent.name for p in (gebaute_bank.root / "output").glob("*/vereinbarung.docx")]
    ohne_blatt = [
        n for n in ohne_blatt if not (gebaute_bank.root / "output" / n / "kostentraegerblatt.docx").exists()
        and f"/{gebaute_bank.paket.name}" in _text(gebaute_bank, n)
    ]  # fmt: skip
    assert ohne_blatt
    assert {ergebnis[name] for name in ohne_blatt} == {NICHT_GEBAUT}


def test_an_exception_that_has_expired_since_is_noticed(bank: Werkbank) -> None:
    bank.ersetze(bank.profil(), "  - regel: VG404\n", "  - regel: VG404\n    bis: 2027-12-31\n")
    baue(bank.workspace)
    assert stand(baue(bank.workspace, stichtag=date(2020, 1, 1)))[PROFIL] == UNVERAENDERT
    spaet = baue(bank.workspace, stichtag=date(2030, 1, 1))
    assert stand(spaet)[PROFIL] == NICHT_GEBAUT


def test_a_finding_that_depends_on_the_day_is_judged_each_time(bank: Werkbank, gelaufen: list[str]) -> None:
    text = bank.profil().read_text(encoding="utf-8")
    zeilen = [zeile for zeile in text.split("\n") if "abschlussdatum" not in zeile]
    bank.profil().write_text("\n".join([*zeilen, "verhandlung: {aufforderung: 2018-12-01}", ""]), encoding="utf-8")
    frueh = baue(bank.workspace, PROFIL, stichtag=date(2018, 12, 15))
    spaet = baue(bank.workspace, PROFIL, stichtag=date(2019, 5, 1))
    assert gelaufen == [PROFIL, PROFIL]
    codes = [{befund.code for befund in e.bericht if befund.offen} for e in (frueh, spaet)]
    assert ["VG307" in menge for menge in codes] == [False, True]


def test_another_version_of_the_tool_builds_anew(
    bank: Werkbank, gelaufen: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    baue(bank.workspace, PROFIL)
    monkeypatch.setattr("vertragsgen.api.bauen.tool_state", lambda: "eine andere Fassung")
    baue(bank.workspace, PROFIL)
    assert gelaufen == [PROFIL, PROFIL]
