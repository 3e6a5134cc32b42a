"""A workspace with one small package, to be broken in one place by each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vertragsgen.package.load import load_package
from vertragsgen.package.paket import Paketladung
from vertragsgen.workspace import open_workspace

PAKET_ID = "musterland/wohnen"
MANIFEST = """\
id: musterland/wohnen
titel: Wohnen
land: Musterland
leistungstyp: Wohnen
regime: sgb_xii
leistungszeitraum: {von: 2018-01-01, bis: 2019-12-31}
optionen:
  fassung: {werte: [historisch, bereinigt], vorgabe: bereinigt}
daten:
  amt:
    {name: Amt Nord, seit: 2006-06-28, plz: 01067, referat: 14, aktiv: true, kurz: "14"}
  anteil: 84,10
  normen:
    plan:
      - {wert: § 1, wenn: {fassung: historisch}, fundstelle: alt}
      - {wert: § 2, wenn: {fassung: bereinigt}, fundstelle: neu}
    frist: [{wert: 3, bis: 2018-12-31}, {wert: 6, ab: 2019-01-01, bis: 2019-12-31}]
    datum: [{wert: null, wenn: {fassung: historisch}}, {wert: "28.06.2006"}]
  zeilen: [eins, zwei]
ueberschreibbar:
  - {pfad: amt.referat}
einheiten:
  tag: {titel: pro Tag}
komponenten:
  - {id: grund, titel: Grundpauschale, kurz: GP, nummer: G}
  - {id: mass, titel: Maßnahmepauschale, kurz: MP, nummer: M, gewichtet: true}
platzgeld: {rundung: je_komponente}
kostentraegerblatt:
  {tage_zulaessig: ["365", "365.25"], arten_betreuung: [fachkraft], art_fachkraft: fachkraft, bloecke: [mass, grund]}
dokumente:
  - id: vereinbarung
    titel: Vereinbarung
    rahmen: v.docx
    bereiche:
      klauseln: [kopf, _gemeinsam/schluss]
  - id: blatt
    titel: Kostenträgerblatt
    rahmen: _gemeinsam/quer.docx
    formate: [docx, xlsx]
    xlsx: kostentraegerblatt
    anlage: Kostenträgerblatt
    wenn: kostentraegerblatt
    bereiche: {klauseln: [kopf]}
angaben:
  type: object
  required: [gruppe]
  properties:
    gruppe: {type: string, title: Personenkreis}
"""
KLAUSEL = """\
---
titel: Kopf
norm: § 1
wenn: platzgeld is not none
themen: [Kopf, Parteien]
zahlen: ["31.03."]
---
# Überschrift [#kopf]

Text mit {{ traeger.name }}.
"""


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    """The package's folder, complete and loadable."""
    paket = tmp_path / "templates/musterland/wohnen"
    geteilt = tmp_path / "templates/_gemeinsam"
    for datei, text in {
        paket / "paket.yaml": MANIFEST,
        paket / "rahmen/v.docx": "",
        geteilt / "rahmen/quer.docx": "",
        paket / "klauseln/vereinbarung/kopf.md": KLAUSEL,
        paket / "klauseln/blatt/kopf.md": "---\n---\nText\n",
        geteilt / "klauseln/schluss.md": "---\ntitel: Schluss\n---\nGeteilt\n",
    }.items():
        datei.parent.mkdir(parents=True, exist_ok=True)
        datei.write_text(text, encoding="utf-8")
    return paket


@pytest.fixture
def lade(ordner: Path) -> Callable[[], Paketladung]:
    """Load the package as it now lies in its folder."""
    return lambda: load_package(open_workspace(ordner.parents[2]), PAKET_ID)


@pytest.fixture
def aendere(ordner: Path) -> Callable[[str, str], None]:
    """Replace a piece of the manifest."""

    def ersetze(alt: str, neu: str) -> None:
        text = (ordner / "paket.yaml").read_text(encoding="utf-8")
        assert alt in text
        (ordner / "paket.yaml").write_text(text.replace(alt, neu, 1), encoding="utf-8")

    return ersetze
