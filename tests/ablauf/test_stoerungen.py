"""Broken input, broken packages, busy files: a German finding at its place, everything else is built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ablauf.conftest import PROFIL, Werkbank
from vertragsgen.api import GEBAUT, NICHT_GEBAUT, UNVERAENDERT, UNVOLLSTAENDIG


def statuses(bank: Werkbank, **options: object) -> dict[str, str]:
    return {one.profil: one.status for one in bank.baue(**options).profile}


def test_one_broken_profile_stops_only_itself_and_keeps_its_old_files(bank: Werkbank) -> None:
    assert set(statuses(bank).values()) == {GEBAUT}
    folder = bank.root / "output" / PROFIL
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    line = bank.ersetze(bank.profil(), "gesamtentgelt: 84,10", "gesamtentgelt: 84,20")
    result = bank.baue()
    assert {one.profil: one.status for one in result.profile} == {
        one.profil: NICHT_GEBAUT if one.profil == PROFIL else UNVERAENDERT for one in result.profile
    }
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    own = [befund for befund in result.bericht if befund.profil == PROFIL]
    summe = next(befund for befund in own if befund.code == "VG201")
    assert summe.mark is not None
    assert (summe.mark.datei, summe.mark.zeile) == (f"provider_data/{PROFIL}.yaml", line)
    assert "84,20" in summe.meldung
    assert "84,10" in summe.meldung
    assert "VG162" in {befund.code for befund in own}


PAKETFEHLER: list[tuple[str, Callable[[Werkbank], Path], str]] = []


def paketfehler(code: str, name: str) -> Callable[[Callable[[Werkbank], Path]], Callable[[Werkbank], Path]]:
    def add(function: Callable[[Werkbank], Path]) -> Callable[[Werkbank], Path]:
        PAKETFEHLER.append((code, function, name))
        return function

    return add


def clause(bank: Werkbank, name: str = "vereinbarung/verguetung-zusicherung") -> Path:
    return bank.paket / "klauseln" / f"{name}.md"


def append(path: Path, text: str) -> Path:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return path


@paketfehler("VG151", "Klausel umbenannt")
def _renamed(bank: Werkbank) -> Path:
    clause(bank).rename(clause(bank).with_name("umbenannt.md"))
    return bank.paket / "paket.yaml"


@paketfehler("VG153", "Variable gibt es nicht")
def _variable(bank: Werkbank) -> Path:
    return append(clause(bank), "\n{{ traeger.nahme }}\n")


@paketfehler("VG154", "Formatvorlage gibt es nicht")
def _style(bank: Werkbank) -> Path:
    return append(clause(bank), "\n::: Gibt es nicht\nText\n:::\n")


@paketfehler("VG155", "Verweis führt ins Leere")
def _reference(bank: Werkbank) -> Path:
    return append(clause(bank), '\nSiehe Ziffer {{ ziffer("gibt-es-nicht") }}.\n')


@paketfehler("VG155", "Anlage gibt es nicht")
def _annex(bank: Werkbank) -> Path:
    return append(clause(bank), '\nSiehe {{ anlage("gibt-es-nicht") }}.\n')


@paketfehler("VG152", "Anweisung nicht geschlossen")
def _unclosed(bank: Werkbank) -> Path:
    return append(clause(bank), "\n{% if traeger.name %}\n\nText\n")


@paketfehler("VG153", "Bedingung nennt Unbekanntes")
def _condition(bank: Werkbank) -> Path:
    path = clause(bank)
    path.write_text(
        path.read_text(encoding="utf-8").replace("---\n", "---\nwenn: gibt.es.nicht\n", 1), encoding="utf-8"
    )
    return path


@paketfehler("VG157", "leerer Wert gedruckt")
def _empty(bank: Werkbank) -> Path:
    return append(clause(bank), "\n{{ laufzeit.ende|datum }}\n")


@pytest.mark.parametrize(("code", "breaks", "name"), PAKETFEHLER, ids=[name for _, _, name in PAKETFEHLER])
def test_a_broken_package_is_reported_at_its_place(
    bank: Werkbank, code: str, breaks: Callable[[Werkbank], Path], name: str
) -> None:
    path = breaks(bank)
    ergebnis = bank.erzeuge()
    assert not ergebnis.dateien
    befund = next(befund for befund in ergebnis.befunde if befund.code == code)
    marks = [mark for mark in (befund.mark, *befund.weitere) if mark is not None]
    assert path.relative_to(bank.root).as_posix() in {mark.datei for mark in marks}
    mark = next(mark for mark in marks if mark.datei == path.relative_to(bank.root).as_posix())
    if name.startswith("Bedingung"):
        assert mark.zeile == 2
    elif path.suffix == ".md":
        assert mark.zeile > path.read_text(encoding="utf-8").count("\n") - 4


def test_a_value_a_clause_needs_is_reported_at_the_profile(bank: Werkbank) -> None:
    path = append(clause(bank), "\n{{ laufzeit.ende|datum }}\n")
    befund = next(befund for befund in bank.erzeuge().befunde if befund.sperrt)
    assert (befund.code, befund.mark.datei if befund.mark else "") == ("VG157", f"provider_data/{PROFIL}.yaml")
    assert "laufzeit.ende" in befund.meldung
    assert [mark.datei for mark in befund.weitere] == [path.relative_to(bank.root).as_posix()]


def test_a_draft_shows_what_is_missing_and_is_kept_apart(bank: Werkbank) -> None:
    bank.ersetze(bank.profil(), "strasse: Sielwall 3", "")
    assert statuses(bank, entwurf=True)[PROFIL] == GEBAUT
    folder = bank.root / "output" / PROFIL
    assert {path.name for path in folder.iterdir()} == {"entwurf"}
    assert (folder / "entwurf" / "vereinbarung.docx").is_file()
    assert statuses(bank)[PROFIL] == NICHT_GEBAUT


def test_a_file_held_open_is_reported_and_the_rest_written(bank: Werkbank, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    real = os.replace

    def refusing(source: str, target: str) -> None:
        if Path(target).name == "vereinbarung.docx" and PROFIL in str(target):
            raise PermissionError(13, "in use")
        real(source, target)

    monkeypatch.setattr(os, "replace", refusing)
    result = statuses(bank)
    assert result.pop(PROFIL) == UNVOLLSTAENDIG
    assert set(result.values()) == {GEBAUT}
    assert (bank.root / "output" / PROFIL / "leistungsbeschreibung.docx").is_file()


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "con", "a" * 200, "Groß", "regenbogen"])
def test_a_profile_name_that_is_none_is_refused(bank: Werkbank, name: str) -> None:
    result = bank.baue(name)
    assert [(one.status, one.befunde[0].code) for one in result.profile] == [(NICHT_GEBAUT, "VG111")]
    assert not (bank.root / "output").exists()
