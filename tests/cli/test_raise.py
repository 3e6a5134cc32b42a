"""``raise``: the successor of a profile, in its own file, and every reason to refuse one."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Aufruf, Lauf
from vertragsgen import api
from vertragsgen.workspace import open_workspace

RECHNUNG = "regenbogen-intensiv-betreutes-wohnen"
BUDGET = "musterhafen-ambulante-sozialpsychiatrie"
RAISE = ("raise", "--prozent", "2,5", "--ab", "01.07.2019")


@pytest.fixture
def ordner(tmp_path: Path, repo: Path) -> Path:
    """A workspace of the samples that are paid by rates and whose package serves the terms these tests raise to."""
    for name in ("provider_data", "templates"):
        shutil.copytree(repo / name, tmp_path / "ws" / name)
    for datei in (tmp_path / "ws/provider_data").glob("[!_]*.yaml"):
        if "-sgb12\n" not in datei.read_text(encoding="utf-8"):
            datei.unlink()
    shutil.copy(repo / "vertragsgen.yaml", tmp_path / "ws")
    profil(tmp_path / "ws", BUDGET).rename(tmp_path / f"{BUDGET}.yaml")
    return tmp_path / "ws"


def profil(ordner: Path, name: str = RECHNUNG) -> Path:
    return ordner / "provider_data" / f"{name}.yaml"


def stand(ordner: Path) -> dict[str, bytes]:
    return {datei.name: datei.read_bytes() for datei in sorted((ordner / "provider_data").iterdir())}


@pytest.fixture
def erhoehe(aufruf: Aufruf, ordner: Path) -> Callable[..., Lauf]:
    return lambda *args: aufruf(*(args or (*RAISE, RECHNUNG)), in_ordner=ordner)


def ersetze(datei: Path, *paare: tuple[str, str]) -> None:
    text = datei.read_bytes().decode()
    for alt, neu in paare:
        assert text.count(alt) == 1, alt
        text = text.replace(alt, neu)
    datei.write_bytes(text.encode())


def test_exactly_the_lines_of_the_raise_change(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    vorher = profil(ordner).read_text(encoding="utf-8").split("\n")
    lauf = erhoehe()
    assert lauf.code == 0
    nachher = profil(ordner).read_text(encoding="utf-8").split("\n")
    block = nachher.index("vorgaenger:")
    erwartet = """\
vorgaenger:
  beginn: 01.01.2019
  ende: 30.06.2019
  saetze:
    - hilfebedarfsgruppe: 1
      schluessel: "1:2,5"
      plaetze: 8
      grundpauschale: 5,00
      massnahmepauschale: 75,69
      investitionsbetrag: 3,41
      gesamtentgelt: 84,10
      platzgeld:
        grundpauschale: 3,75
        massnahmepauschale: 56,77
        investitionsbetrag: 3,41
        gesamtentgelt: 63,93

fortschreibung:
  prozent: 2,5
  komponenten: [grundpauschale, massnahmepauschale]
"""
    assert nachher[block : block + 21] == erwartet.split("\n")
    del nachher[block : block + 21]
    anders = [(alt.strip(), neu.strip()) for alt, neu in zip(vorher, nachher, strict=True) if alt != neu]
    assert anders == [
        ("grundpauschale: 5,00", "grundpauschale: 5,13"),
        ("massnahmepauschale: 75,69", "massnahmepauschale: 77,58"),
        ("gesamtentgelt: 84,10", "gesamtentgelt: 86,12"),
        ("grundpauschale: 3,75", "grundpauschale: 3,85"),
        ("massnahmepauschale: 56,77", "massnahmepauschale: 58,19"),
        ("gesamtentgelt: 63,93", "gesamtentgelt: 65,45"),
        ("beginn: 01.01.2019", "beginn: 01.07.2019"),
    ]


def test_the_table(erhoehe: Callable[..., Lauf]) -> None:
    zeilen = [" ".join(zeile.split()) for zeile in erhoehe(*RAISE, RECHNUNG).aus.split("\n")]
    assert f"{RECHNUNG}: ab 01.07.2019, bisher ab 01.01.2019" in zeilen
    assert "Hilfebedarfsgruppe 1 bisher € neu € Δ € Δ %" in zeilen
    assert "Maßnahmepauschale 75,69 77,58 +1,89 +2,50" in zeilen
    assert "Investitionsbetrag 3,41 3,41 0,00 0,00" in zeilen
    assert "Gesamtentgelt 84,10 86,12 +2,02 +2,40" in zeilen
    assert "Platzgeld gesamt 63,93 65,45 +1,52 +2,38" in zeilen
    assert "1 Profil fortgeschrieben." in zeilen


def test_a_yearly_budget_has_no_rates_to_raise(erhoehe: Callable[..., Lauf], ordner: Path, tmp_path: Path) -> None:
    (tmp_path / f"{BUDGET}.yaml").rename(profil(ordner, BUDGET))
    vorher = profil(ordner, BUDGET).read_bytes()
    lauf = erhoehe(*RAISE)
    assert lauf.code == 1
    assert "Das Profil hat keine Vergütungssätze, die sich fortschreiben ließen." in lauf.aus
    assert "4 Profile fortgeschrieben; 1 Profil bleibt unverändert." in lauf.aus
    assert profil(ordner, BUDGET).read_bytes() == vorher


def test_a_dry_run_shows_the_same_and_writes_nothing(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    vorher = stand(ordner)
    probe = erhoehe(*RAISE, "--dry-run")
    assert probe.code == 0
    assert stand(ordner) == vorher
    assert "4 Profile ließen sich fortschreiben; geschrieben wurde nichts." in probe.aus
    assert probe.aus.split("\n")[:-2] == erhoehe(*RAISE).aus.split("\n")[:-2]
    assert stand(ordner) != vorher


def test_raised_profiles_pass_the_checks_and_can_be_raised_again(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    def fehler() -> list[tuple[str | None, str]]:
        bericht = api.check(open_workspace(ordner), stichtag=date(2019, 1, 1))
        return sorted((b.profil, b.code) for b in bericht if b.sperrt)  # type: ignore[type-var]

    vorher = fehler()
    assert erhoehe(*RAISE).code == 0
    # The one limited agreement is now too short for its minimum term: raise says so, the clerk decides.
    zu_kurz = [*vorher, ("wohnverbund-beispielhafen", "VG303")]
    assert fehler() == zu_kurz
    einmal = profil(ordner).read_text(encoding="utf-8")
    assert erhoehe("raise", "--prozent", "1", "--ab", "2019-10-01").code == 0
    assert fehler() == zu_kurz
    zweimal = profil(ordner).read_text(encoding="utf-8")
    assert len(zweimal.split("\n")) == len(einmal.split("\n"))
    assert "  beginn: 01.07.2019\n  ende: 30.09.2019\n  saetze:" in zweimal
    assert "prozent: 1\n" in zweimal


def test_the_investment_is_raised_only_when_named(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    namen = ("grundpauschale", "massnahmepauschale", "investitionsbetrag")
    erhoehe(*RAISE, *(teil for name in namen for teil in ("--bestandteil", name)), RECHNUNG)
    text = profil(ordner).read_text(encoding="utf-8")
    assert "investitionsbetrag: 3,50\n      gesamtentgelt: 86,21\n" in text
    assert "investitionsbetrag: 3,50\n        gesamtentgelt: 65,54\n" in text
    assert "komponenten: [grundpauschale, massnahmepauschale, investitionsbetrag]" in text


@pytest.mark.parametrize("umbruch", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_mark_and_notation_stay(erhoehe: Callable[..., Lauf], ordner: Path, umbruch: str, bom: str) -> None:
    datei = profil(ordner)
    ersetze(
        datei,
        (
            "      grundpauschale: 5,00\n      massnahmepauschale: 75,69",
            "      grundpauschale: '5,00 €'   # GP\n      massnahmepauschale: 75.69",
        ),
        ("  beginn: 01.01.2019", "  beginn: 2019-01-01"),
        (
            ("      platzgeld:\n        grundpauschale: 3,75\n        massnahmepauschale: 56,77\n"
            "        investitionsbetrag: 3,41\n        gesamtentgelt: 63,93\n"),
            '      platzgeld: {grundpauschale: "3,75",  massnahmepauschale: 56.77}\n',
        ),
    )  # fmt: skip
    text = datei.read_text(encoding="utf-8")
    datei.write_bytes((bom + text.replace("\n", umbruch)).encode())
    assert erhoehe().code == 0
    neu = datei.read_bytes().decode()
    assert neu.startswith(bom + "# yaml-language-server")
    assert neu.count("\n") == neu.count(umbruch)
    neu = neu.replace("\r\n", "\n")
    assert "      grundpauschale: '5,13 €'   # GP\n      massnahmepauschale: 77.58\n" in neu
    assert '      platzgeld: {grundpauschale: "3,85",  massnahmepauschale: 58.19}\n' in neu
    assert "  beginn: 2019-07-01\n  ende: null                     # auf unbestimmte Zeit\n" in neu
    assert "vorgaenger:\n  beginn: 2019-01-01\n  ende: 2019-06-30\n" in neu
    assert """      grundpauschale: '5,00 €'\n      massnahmepauschale: 75.69\n""" in neu


def test_rates_from_a_shared_part_are_written_into_the_profile(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    eigene = profil(ordner, "mustersiel-beispielhilfe")
    text = eigene.read_text(encoding="utf-8")
    anfang, ende = text.index("verguetung:"), text.index("# Keine Abwesenheitsregel")
    laufzeit = text.index("laufzeit:"), text.index("persoenliche_eignung:")
    teil = ordner / "provider_data" / "_saetze.yaml"
    alt = "fortschreibung: {prozent: 1, grund: Beschluss von 2018}\n"
    teil.write_text(text[anfang:ende] + text[laufzeit[0] : laufzeit[1]] + alt, encoding="utf-8")
    rest = text[:anfang] + text[ende : laufzeit[0]] + text[laufzeit[1] :]
    eigene.write_text(rest.replace("paket:", "basis: _saetze.yaml\npaket:"), encoding="utf-8")
    vorher = teil.read_bytes()
    assert erhoehe(*RAISE, "mustersiel-beispielhilfe").code == 0
    assert teil.read_bytes() == vorher
    neu = eigene.read_text(encoding="utf-8")
    assert "laufzeit:\n  beginn: 01.07.2019\n" in neu
    assert "verguetung:\n  saetze:\n    - hilfebedarfsgruppe: 1\n" in neu
    assert "      massnahmepauschale: 78,31\n" in neu
    assert "  grund: null\n" in neu
    bericht = api.check(open_workspace(ordner), ["mustersiel-beispielhilfe"], stichtag=date(2019, 1, 1))
    assert not bericht.sperrt


@pytest.mark.parametrize(
    ("args", "meldung"),
    [
        (("--ab", "2027-01-01"), "liegt nicht im Leistungszeitraum ab 01.01.2018 bis 31.12.2019 des Pakets"),
        (("--ab", "2019-01-01"), "liegt nicht nach dem bisherigen Beginn 01.01.2019"),
        (("--ab", "2019-07-01", "--bestandteil", "grundpauschal"), "Gemeint ist vielleicht „grundpauschale“."),
        (("--ab", "2019-07-01", "--bis", "2019-06-30"), "liegt vor dem neuen Beginn"),
    ],
)
def test_refusals(erhoehe: Callable[..., Lauf], ordner: Path, args: tuple[str, ...], meldung: str) -> None:
    vorher = stand(ordner)
    lauf = erhoehe("raise", "--prozent", "3,2", *args, RECHNUNG)
    assert lauf.code == 1
    assert meldung in lauf.aus
    assert "VG170" in lauf.aus
    assert "0 Profile fortgeschrieben; 1 Profil bleibt unverändert." in lauf.aus
    assert stand(ordner) == vorher


def test_a_refusal_names_the_successor_package(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    manifest = ordner / "templates/bremen/intensiv-betreutes-wohnen-sgb12/paket.yaml"
    text = manifest.read_text(encoding="utf-8")
    import re

    manifest.write_text(re.sub(r"^nachfolger:.*$", "nachfolger: musterland/neu", text, flags=re.M), encoding="utf-8")
    lauf = erhoehe("raise", "--prozent", "3,2", "--ab", "2027-01-01", RECHNUNG)
    assert "Mit dem Nachfolgepaket „musterland/neu“ ein neues Profil anlegen" in lauf.aus


@pytest.mark.parametrize(
    ("paar", "meldung"),
    [
        (("      gesamtentgelt: 84,10", "      gesamtentgelt: 84,20"), "VG201"),
        (("  ende: null ", "  ende: 31.03.2019 "), "ist bis 31.03.2019 befristet und endet damit vor dem neuen Beginn"),
        (("      plaetze: 8\n", "      plaetze: acht\n"), "VG108"),
    ],
)
def test_one_profile_that_fails_does_not_stop_the_others(
    erhoehe: Callable[..., Lauf], ordner: Path, paar: tuple[str, str], meldung: str
) -> None:
    ersetze(profil(ordner), paar)
    vorher = stand(ordner)
    lauf = erhoehe(*RAISE)
    assert lauf.code == 1
    assert meldung in lauf.aus
    assert "3 Profile fortgeschrieben; 1 Profil bleibt unverändert." in lauf.aus
    gleich = {name for name, inhalt in stand(ordner).items() if inhalt == vorher[name]}
    assert gleich == {profil(ordner).name, "_beispielhafen.yaml"}


def test_a_limited_agreement_gets_its_new_end(erhoehe: Callable[..., Lauf], ordner: Path) -> None:
    ersetze(profil(ordner), ("  ende: null  ", "  ende: 30.06.2019  "))
    lauf = erhoehe(*RAISE, "--bis", "2019-12-31", RECHNUNG)
    assert lauf.code == 0
    assert "war befristet bis 30.06.2019; sie ist nun befristet bis 31.12.2019." in lauf.aus
    assert "  beginn: 01.07.2019\n  ende: 31.12.2019 " in profil(ordner).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("ende", "bleibt"),
    [("null", "bleibt unbefristet"), ("30.09.2019", "bleibt befristet bis 30.09.2019")],
)
def test_a_new_end_is_for_agreements_that_end_before_the_new_start(
    erhoehe: Callable[..., Lauf], ordner: Path, ende: str, bleibt: str
) -> None:
    ersetze(profil(ordner), ("  ende: null  ", f"  ende: {ende}  "))
    lauf = erhoehe(*RAISE, "--bis", "2019-12-31", RECHNUNG)
    assert lauf.code == 0
    assert f"  beginn: 01.07.2019\n  ende: {ende} " in profil(ordner).read_text(encoding="utf-8")
    assert f"Die Vereinbarung {bleibt}; „--bis“ wirkt nur, wo die bisherige vor dem neuen Beginn endet." in lauf.aus
    assert "31.12.2019" not in lauf.aus


@pytest.mark.parametrize("prozent", ["0", "-1", "abc", "1.234", "101", "3,2,1"])
def test_a_wrong_percentage_is_wrong_use(erhoehe: Callable[..., Lauf], prozent: str) -> None:
    lauf = erhoehe("raise", "--prozent", prozent, "--ab", "2019-07-01")
    assert lauf.code == 2
    assert "--prozent" in lauf.fehler


@pytest.mark.parametrize(
    ("fehler", "meldung", "hilfe"),
    [
        (PermissionError(errno.EACCES, "gesperrt"), "lässt sich nicht schreiben.", "in einem anderen Programm"),
        (OSError(errno.ENOSPC, "voll"), "Der Datenträger ist voll.", "Platz schaffen"),
        (OSError(errno.ENAMETOOLONG, "lang"), "Der Pfad ist zu lang.", "Arbeitsordner"),
    ],
)
def test_a_fault_while_writing_leaves_the_old_profile(
    erhoehe: Callable[..., Lauf],
    ordner: Path,
    monkeypatch: pytest.MonkeyPatch,
    fehler: OSError,
    meldung: str,
    hilfe: str,
) -> None:
    vorher = stand(ordner)

    def replace(*_: object) -> None:
        raise fehler

    monkeypatch.setattr(Path, "replace", replace)
    lauf = erhoehe(*RAISE)
    assert lauf.code == 1
    assert "VG160" in lauf.aus
    ausgabe = " ".join(lauf.aus.split())
    assert f"{meldung} Das Profil ist unverändert." in ausgabe
    assert hilfe in ausgabe
    assert stand(ordner) == vorher


@pytest.mark.parametrize(
    ("ende", "hinweis", "hilfe"),
    [
        ("null", "Die Mindestlaufzeit von 12 Monaten beginnt neu und reicht bis 30.06.2020; bitte prüfen.", None),
        (
            "31.12.2019",
            "Die Mindestlaufzeit von 12 Monaten reicht bis 30.06.2020 und damit über das Ende hinaus (VG303)",
            "War sie schon mit der Vorvereinbarung erfüllt, setzen Sie „mindestlaufzeit_monate: null“",
        ),
    ],
)
def test_the_minimum_term_begins_anew_and_says_so(
    aufruf: Aufruf, ordner: Path, ende: str, hinweis: str, hilfe: str | None
) -> None:
    ersetze(profil(ordner), ("  ende: null ", f"  ende: {ende} "))
    lauf = aufruf(*RAISE, RECHNUNG, in_ordner=ordner)
    assert lauf.code == 0
    assert hinweis in lauf.aus
    geprueft = aufruf("--stichtag", "2019-07-01", "check", RECHNUNG, in_ordner=ordner)
    assert ("VG303" in geprueft.aus) == (hilfe is not None)
    assert hilfe is None or hilfe in geprueft.aus
