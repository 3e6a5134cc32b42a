"""A small workspace with an invented package that uses every part of the profile model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.paket import Paket, Paketladung
from vertragsgen.profile.factory import Modelle
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.source.reader import read_text
from vertragsgen.source.validate import validate
from vertragsgen.workspace import Workspace, open_workspace

PAKET_ID = "nordland/wohnen"
MANIFEST = """\
id: nordland/wohnen
titel: Wohnen
land: Nordland
leistungstyp: Wohnen
regime: sgb_xii
leistungszeitraum: {von: 2018-01-01, bis: 2019-12-31}
optionen:
  fassung: {werte: [historisch, bereinigt], vorgabe: bereinigt, titel: Fassung}
daten:
  amt: {name: Amt Nord, referat: Referat 1}
  normen:
    plan: [{wert: § 1, wenn: {fassung: historisch}}, {wert: § 2}]
    pruefung: {wert: § 3, fundstelle: Gesetz}
ueberschreibbar:
  - {pfad: amt.referat}
  - {pfad: normen, wenn: {fassung: historisch}}
einheiten:
  tag: {titel: pro Tag}
  stunde: {titel: pro Stunde, bezug: fachleistungsstunden}
komponenten:
  - {id: grund, titel: Grundpauschale, kurz: GP, nummer: G}
  - {id: mass, titel: Maßnahmepauschale, kurz: MP, nummer: M, gewichtet: true}
platzgeld: {rundung: je_komponente}
kostentraegerblatt: {tage_zulaessig: ["365"], arten_betreuung: [fachkraft], bloecke: [mass, grund]}
budget: {arten: {regulaer: Fälle, intensiv: Intensivfälle}}
dokumente:
  - {id: vereinbarung, titel: Vereinbarung, rahmen: v.docx, bereiche: {klauseln: [pruefung]}}
angaben:
  type: object
  required: [gruppe]
  properties:
    gruppe: {type: string, title: Personenkreis}
    grenze: {type: string, format: schluessel}
"""

PROFIL = """\
paket: nordland/wohnen
fassung: historisch
vereinbarung: {status: entwurf, aktenzeichen: null}
traeger:
  name: Haus Süd gGmbH
  rechtsform: gGmbH
  strasse: Weg 3
  plz: 01067
  ort: Görlitz
  unterzeichner: null
angebot:
  bezeichnung: Wohnen
  alter: {min: 18}
  plaetze: 8
  standorte:
    - {name: Haus 1, plz: "28203", ort: Nordstadt, plaetze: 5}
    - name: "Haus 2: Garten"
personal:
  qualifikationen: [Sozialpädagogik, 'Pflege''s Fach']
  fachkraftquote_prozent: null
verguetung:
  einheit: tag
  saetze:
    - hilfebedarfsgruppe: 1
      schluessel: "1:2,5"
      plaetze: 8
      grund: 5,00
      mass: 75.69
      gesamtentgelt: 80,69
      platzgeld: {grund: "3,75", mass: "56,77", gesamtentgelt: "60,52"}
    - {bezeichnung: Nachtzuschlag, art: zuschlag, einheit: stunde, betrag: "13,11 €"}
platzgeld:
  ab_woche: 5
  anlaesse: [Krankenhaus, Kur]
  minderung_prozent: 25 %
  geminderte_komponenten: [grund, mass]
  hoechstdauer_tage: unbegrenzt
laufzeit:
  beginn: 2019-01-01
  ende: null
  mindestlaufzeit_monate: 12
  abschlussort: Nordstadt
  abschlussdatum: 03.01.2019
vorgaenger: {beginn: 01.01.2018, ende: 31.12.2018, saetze: []}
fortschreibung: {prozent: "2,5", komponenten: [mass], prozent_je_komponente: {grund: 1}}
verhandlung: {aufforderung: 01.09.2018}
kostentraegerblatt:
  beispieldaten: true
  zeitraum: {von: 2019-01-01, bis: 2019-12-31}
  tage: 365
  auslastung_prozent: 96
  stellen:
    - {block: mass, funktion: Betreuung, art: fachkraft, vk: "2,20", ag_brutto_je_vk: "61.800,00"}
  positionen:
    - {block: mass, bezeichnung: Nacht, ansatz: {menge: 365, einheit: Tage, preis: "28,00"}}
    - {block: mass, bezeichnung: Nebenkosten, ansatz: {prozent: "1,50", von: stellen}}
    - {block: grund, bezeichnung: Bedarf, ansatz: {pauschal: "2.150,00"}}
    - {block: grund, bezeichnung: AfA, ansatz: {betrag: "14.400,00", jahre: 10}}
budget: {jahr: 2019, sockel: "84.000,00", faelle: [{art: regulaer, anzahl: 40, pauschale: "6.300,00"}]}
persoenliche_eignung: {intervall_jahre: 5}
klauseln:
  pruefung:
    text: |
      Ein anderer Wortlaut
      mit {{ traeger.name }}.
    grund: >-
      Beschluss
      der Kommission
    genehmigt_von: Referat 1
    bis: 2027-12-31
ausnahmen:
  - {regel: VG404, grund: Altfall}
angaben:
  gruppe: erwachsene Menschen # Kommentar
  grenze: 1:2,5
amt: {referat: Referat 9}
"""


def baue_manifest(text: str = MANIFEST) -> Manifest:
    lesung = read_text(text, "paket.yaml")
    assert lesung.node is not None, lesung.befunde
    pruefung = validate(Manifest, lesung.node, name="paket.yaml")
    assert pruefung.wert is not None, pruefung.befunde
    return pruefung.wert


@dataclass
class Umgebung:
    """A workspace whose packages come from text; ``lade`` writes profiles and loads one."""

    workspace: Workspace
    manifest: Manifest
    modelle: Modelle = field(default_factory=Modelle)

    def paket(self, paket_id: str) -> Paketladung:
        if paket_id != self.manifest.id:
            befund = Befund("VG150", Schwere.FEHLER, "Kaputt.", Mark("paket.yaml", 3, 1))
            return Paketladung(None, (befund,))
        klauseln: Any = {("vereinbarung", "pruefung"): None, ("a", "doppelt"): None, ("b", "doppelt"): None}
        knoten = read_text(MANIFEST, "paket.yaml").node
        assert knoten is not None
        root = self.workspace.package_dir(paket_id)
        return Paketladung(Paket(self.manifest, klauseln, root, root, knoten), ())

    def schreibe(self, name: str, text: str) -> None:
        self.workspace.profile_path(name).write_text(text, encoding="utf-8", newline="")

    def lade(self, text: str = PROFIL, *, entwurf: bool = False, **teile: str) -> Geladen:
        for name, inhalt in teile.items():
            self.schreibe(name, inhalt)
        self.schreibe("p", text)
        return self.lade_datei("p", entwurf=entwurf)

    def lade_datei(self, name: str, *, entwurf: bool = False) -> Geladen:
        return load_profile(self.workspace, name, self.paket, entwurf=entwurf, modelle=self.modelle)


@pytest.fixture(scope="session")
def manifest() -> Manifest:
    return baue_manifest()


@pytest.fixture
def umgebung(tmp_path: Path, manifest: Manifest) -> Umgebung:
    for paket in (PAKET_ID, "nordland/kaputt"):
        ordner = tmp_path / "templates" / paket
        ordner.mkdir(parents=True)
        (ordner / "paket.yaml").write_text("", encoding="utf-8")
    (tmp_path / "provider_data").mkdir()
    return Umgebung(open_workspace(tmp_path), manifest)


@pytest.fixture
def profiltext() -> str:
    return PROFIL


@pytest.fixture
def manifest_aus() -> Callable[[str, str], Manifest]:
    """The test package with one piece of its manifest replaced."""

    def baue(alt: str, neu: str) -> Manifest:
        assert alt in MANIFEST
        return baue_manifest(MANIFEST.replace(alt, neu))

    return baue
