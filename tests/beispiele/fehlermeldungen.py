"""Breaks the reference profile the way tired people do and writes down what ``check`` says.

    python -m tests.beispiele.fehlermeldungen

writes docs/beispiele/fehlermeldungen.md; ``test_fehlermeldungen.py`` holds it fresh.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]
ZIEL = ROOT / "docs" / "beispiele" / "fehlermeldungen.md"
PROFIL = "regenbogen-intensiv-betreutes-wohnen"
STICHTAG = date(2019, 1, 1)

KOPF = f"""\
<!-- Erzeugt mit „python -m tests.beispiele.fehlermeldungen“; nicht von Hand ändern. -->

# Zwanzig Fehler und was das Programm dazu sagt

Jedes Mal ist das Beispielprofil `provider_data/{PROFIL}.yaml` an einer Stelle falsch,
so wie es am Ende eines langen Tages geschieht. Darunter steht, was `vertragsgen check` dazu meldet. Was die Prüfung
schon am unveränderten Profil anmerkt, ist weggelassen; die letzte Zeile zählt es mit.
"""


@dataclass(frozen=True)
class Fall:
    """One mistake: what happened, and the text it turns into what."""

    titel: str
    alt: str
    neu: str


FAELLE = (
    Fall("Zahlendreher im Gesamtentgelt", "      gesamtentgelt: 84,10", "      gesamtentgelt: 81,40"),
    Fall("Nur eine Nachkommastelle", "      grundpauschale: 5,00", "      grundpauschale: 5,0"),
    Fall("Betrag mit Punkt, aber ohne Cent", "ag_brutto_je_vk: 61.800,00", "ag_brutto_je_vk: 61.800"),
    Fall(
        "Komma in geschweiften Klammern",
        "      platzgeld:\n        grundpauschale: 3,75\n        massnahmepauschale: 56,77\n"
        "        investitionsbetrag: 3,41\n        gesamtentgelt: 63,93",
        "      platzgeld: {grundpauschale: 3,75}",
    ),
    Fall("Buchstaben im Schlüssel vertauscht", "  plaetze: 8\n  standorte:", "  plaezte: 8\n  standorte:"),
    Fall("Kein Leerzeichen nach dem Doppelpunkt", "  strasse: Sielwall 3", "  strasse:Sielwall 3"),
    Fall("Mit der Tabulatortaste eingerückt", "  ort: Bremen\n", "\tort: Bremen\n"),
    Fall("Anführungszeichen nicht geschlossen", '  plz: "28203"', '  plz: "28203'),
    Fall("Zeile doppelt eingefügt", "  rechtsform: gGmbH\n", "  rechtsform: gGmbH\n  rechtsform: e. V.\n"),
    Fall("Datum ohne führende Nullen", "abschlussdatum: 03.01.2019", "abschlussdatum: 3.1.2019"),
    Fall("Einen Tag, den es nicht gibt", "  beginn: 01.01.2019", "  beginn: 31.02.2019"),
    Fall("Ende vor dem Beginn", "  ende: null                     #", "  ende: 31.12.2018               #"),
    Fall("Postleitzahl zu kurz", '  plz: "28203"', '  plz: "2820"'),
    Fall("Paket falsch abgeschrieben", "wohnen-sgb12\n\n#", "wohnen-sgb21\n\n#"),
    Fall("Platzgeld um einen Cent daneben", "        massnahmepauschale: 56,77", "        massnahmepauschale: 56,76"),
    Fall("Platzzahl nur an einer Stelle geändert", "  plaetze: 8\n  standorte:", "  plaetze: 9\n  standorte:"),
    Fall("Pflichtangabe gelöscht", "  name: Regenbogen gGmbH\n", ""),
    Fall("Einrückung verrutscht", "  rechtsform: gGmbH\n", "   rechtsform: gGmbH\n"),
    Fall("„Ja“ statt true", "vermieter_ist_traeger: true", "vermieter_ist_traeger: ja"),
    Fall("Auslastung vertippt", "  auslastung_prozent: 96 ", "  auslastung_prozent: 69 "),
)  # fmt: skip


def dokument() -> str:
    """The whole document."""
    with tempfile.TemporaryDirectory() as ordner:
        teile = [KOPF, *_abschnitte(Path(ordner).resolve())]
    return "\n".join(teile)


def _abschnitte(ordner: Path) -> Iterator[str]:
    from vertragsgen import api
    from vertragsgen.cli import befundtext
    from vertragsgen.diagnostics import zaehlung
    from vertragsgen.workspace import open_workspace

    for name in ("provider_data", "templates"):
        shutil.copytree(ROOT / name, ordner / name)
    shutil.copy(ROOT / "vertragsgen.yaml", ordner)
    workspace = open_workspace(ordner)
    datei = workspace.profile_path(PROFIL)
    heil = datei.read_text(encoding="utf-8")
    ohnehin = Counter((b.code, b.meldung) for b in api.check(workspace, [PROFIL], stichtag=STICHTAG))
    for nummer, fall in enumerate(FAELLE, 1):
        assert heil.count(fall.alt) == 1, f"{fall.titel}: {heil.count(fall.alt)} Stellen"
        datei.write_text(heil.replace(fall.alt, fall.neu), encoding="utf-8", newline="\n")
        bericht = api.check(workspace, [PROFIL], stichtag=STICHTAG)
        bekannt = ohnehin.copy()
        neue = []
        for befund in bericht:
            schluessel = (befund.code, befund.meldung)
            if bekannt[schluessel]:
                bekannt[schluessel] -= 1
            else:
                neue.append(befund)
        zeilen = [click.unstyle(zeile) for zeile in befundtext.zeilen(neue, ordner)]
        zahlen = befundtext.zusammenfassung(zaehlung(bericht))
        yield f"## {nummer}. {fall.titel}\n"
        yield "```diff\n" + "\n".join(_diff(fall)) + "\n```\n"
        yield "```\n" + "\n".join(zeilen) + f"\n1 Profil geprüft: {zahlen}.\n```\n"


def _diff(fall: Fall) -> Iterator[str]:
    alt, neu = fall.alt.rstrip("\n").split("\n"), fall.neu.rstrip("\n").split("\n")
    if not fall.neu:
        neu = []
    while alt and neu and alt[-1] == neu[-1]:
        alt, neu = alt[:-1], neu[:-1]
    gleich = 0
    while gleich < min(len(alt), len(neu)) and alt[gleich] == neu[gleich]:
        gleich += 1
    yield from (f"-{zeile.rstrip()}" for zeile in alt[gleich:])
    yield from (f"+{zeile.rstrip()}" for zeile in neu[gleich:])


if __name__ == "__main__":
    ZIEL.parent.mkdir(parents=True, exist_ok=True)
    ZIEL.write_text(dokument(), encoding="utf-8", newline="\n")
