"""A copy of a package with faults: each is reported with file and line by ``templates --check`` and by ``build``."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest

from tests.cli.conftest import Aufruf, Lauf, aufruf
from tests.vorlagen.conftest import PAKET, PROFIL, Werkbank

__all__ = ["aufruf"]
ORDNER = f"templates/{PAKET}"
VEREINBARUNG = "klauseln/vereinbarung"


class Fund(NamedTuple):
    """What must be reported: code, file below the package, line (None: any), a part of the message."""

    code: str
    datei: str
    zeile: int | None
    meldung: str


def umbenannte_klausel(bank: Werkbank) -> list[Fund]:
    (bank.paket / VEREINBARUNG / "verguetung-zusicherung.md").rename(bank.paket / VEREINBARUNG / "zusicherung.md")
    zeile = bank.zeile("paket.yaml", "- verguetung-zusicherung")
    return [
        Fund("VG151", "paket.yaml", zeile, "„verguetung-zusicherung“"),
        Fund("VG151", f"{VEREINBARUNG}/zusicherung.md", 1, "in keinem Bereich"),
    ]


def unbekannte_variable(bank: Werkbank) -> list[Fund]:
    zeile = bank.ersetze(f"{VEREINBARUNG}/kopf.md", "{{ traeger.name }}", "{{ traeger.nmae }}")
    return [Fund("VG153", f"{VEREINBARUNG}/kopf.md", zeile, "„traeger.nmae“")]


def fehlende_formatvorlage(bank: Werkbank) -> list[Fund]:
    bank.rahmen("vereinbarung.docx", "word/styles.xml", 'w:val="Ziffer Folge"', 'w:val="Anders"')
    return [Fund("VG156", "rahmen/vereinbarung.docx", None, "„Ziffer Folge“")]


def fehlende_formatvorlage_im_bereich(bank: Werkbank) -> list[Fund]:
    zeile = bank.ersetze(f"{VEREINBARUNG}/kopf.md", "::: Partei fett", "::: Partei fet")
    return [Fund("VG154", f"{VEREINBARUNG}/kopf.md", zeile, "„Partei fet“")]


def falscher_verweis(bank: Werkbank) -> list[Fund]:
    datei = f"{VEREINBARUNG}/verguetung-entgelte.md"
    return [Fund("VG155", datei, bank.ersetze(datei, 'ziffer("leistung")', 'ziffer("leistng")'), "„leistng“")]


FEHLER: dict[str, Callable[[Werkbank], list[Fund]]] = {
    fehler.__name__: fehler
    for fehler in (
        umbenannte_klausel,
        unbekannte_variable,
        fehlende_formatvorlage,
        fehlende_formatvorlage_im_bereich,
        falscher_verweis,
    )
}


def gemeldet(lauf: Lauf) -> set[tuple[str, str, int, str]]:
    befunde = json.loads(lauf.aus)["befunde"]
    return {(b["code"], b["datei"], b["zeile"], b["meldung"]) for b in befunde if b["schwere"] == "fehler"}


def fehlend(funde: list[Fund], lauf: Lauf) -> list[Fund]:
    alle = gemeldet(lauf)
    return [
        fund
        for fund in funde
        if not any(
            (code, datei) == (fund.code, f"{ORDNER}/{fund.datei}")
            and fund.zeile in (None, zeile)
            and fund.meldung in meldung
            for code, datei, zeile, meldung in alle
        )
    ]


def pruefe(bank: Werkbank, rufe: Aufruf, funde: list[Fund]) -> set[tuple[str, str, int, str]]:
    check = rufe("templates", "--check", PAKET, "--json", in_ordner=bank.root)
    assert check.code == 1, check.fehler
    assert fehlend(funde, check) == []
    build = rufe("build", PROFIL, "--json", in_ordner=bank.root)
    assert build.code == 1
    assert fehlend(funde, build) == []
    assert not list((bank.root / "output").rglob("*.docx"))
    return gemeldet(check)


def test_the_copy_is_clean(bank: Werkbank, aufruf: Aufruf) -> None:
    check = aufruf("templates", "--check", in_ordner=bank.root)
    assert check.code == 0, check.aus
    assert "0 Fehler, 0 Warnungen, 0 Hinweise" in check.aus
    assert aufruf("build", PROFIL, in_ordner=bank.root).code == 0


@pytest.mark.parametrize("name", FEHLER)
def test_each_fault_alone(bank: Werkbank, aufruf: Aufruf, name: str) -> None:
    funde = FEHLER[name](bank)
    assert len(pruefe(bank, aufruf, funde)) == len(funde)


def test_no_fault_hides_another(bank: Werkbank, aufruf: Aufruf) -> None:
    funde = [fund for fehler in FEHLER.values() for fund in fehler(bank)]
    assert len(funde) == 6
    assert len(pruefe(bank, aufruf, funde)) == len(funde)


def test_the_report_names_place_line_and_suggestion(bank: Werkbank, aufruf: Aufruf) -> None:
    (fund,) = unbekannte_variable(bank)
    lauf = aufruf("templates", "--check", in_ordner=bank.root)
    assert lauf.code == 1
    assert f"{ORDNER}/{fund.datei}:{fund.zeile}:12: Fehler VG153" in lauf.aus
    assert "→ Gemeint ist vielleicht „traeger.name“." in lauf.aus
    assert "1 Vorlagenpaket geprüft: 1 Fehler, 0 Warnungen, 0 Hinweise." in lauf.aus


def test_two_faults_in_one_clause(bank: Werkbank, aufruf: Aufruf) -> None:
    funde = [*fehlende_formatvorlage_im_bereich(bank), *unbekannte_variable(bank)]
    assert len({fund.datei for fund in funde}) == 1
    assert len(pruefe(bank, aufruf, funde)) == 2
