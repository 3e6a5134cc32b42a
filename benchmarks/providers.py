"""Makes a workspace of N invented but realistic providers from the sample profiles, always the same for a seed.

    python benchmarks/providers.py FOLDER [N] [SEED]

Names, addresses, dates and costs differ from profile to profile; the rates are computed from the costs, so that
every profile passes the checks that its sample passes.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from vertragsgen.calculation import calculate
from vertragsgen.money import format_betrag, parse_betrag, runde
from vertragsgen.package.load import load_package
from vertragsgen.profile.factory import Modelle
from vertragsgen.profile.load import load_profile
from vertragsgen.source.notate import Folge, Roh, from_node, like_amount
from vertragsgen.source.roundtrip import Bearbeitung
from vertragsgen.workspace import Workspace, open_workspace

ROOT = Path(__file__).resolve().parents[1]
PAKET = "bremen/intensiv-betreutes-wohnen-sgb12"
ORTE = ("Ahornhof", "Bogenhaus", "Deichlicht", "Ebbetor", "Fährgrund", "Gezeiten", "Hafenweide", "Inselblick")
ZWECKE = ("Hilfen", "Wohnen", "Teilhabe", "Begleitung", "Lebensräume", "Perspektiven")
FORMEN = (("gGmbH", "gGmbH"), ("e. V.", "e. V."), ("gUG", "gUG"))
STRASSEN = ("Am Mustersiel", "Beispielstraße", "Modellweg", "Probeallee", "Testdeich")
SPIELRAUM = Decimal("0.02")  # costs vary by 2 %: the spans of wages that checks know stay kept
_KOSTEN = re.compile(r'((?:ag_brutto_je_vk|pauschal|preis|betrag): "?)([0-9.]+,[0-9]{2})')
_SATZ = re.compile(r"((?:grundpauschale|massnahmepauschale|investitionsbetrag): )([0-9]+,[0-9]{2})$", re.MULTILINE)


def generate(ordner: Path, anzahl: int, seed: int = 1) -> Workspace:
    """Fill ``ordner`` (new or empty) with a workspace of ``anzahl`` profiles."""
    ordner.mkdir(parents=True, exist_ok=True)
    shutil.copytree(ROOT / "templates", ordner / "templates")
    shutil.copy(ROOT / "vertragsgen.yaml", ordner)
    profile = ordner / "provider_data"
    profile.mkdir()
    for teil in (ROOT / "provider_data").glob("_*.yaml"):
        shutil.copy(teil, profile)
    # One package: the comparison fills the documents of that one.
    alle = (p.read_text(encoding="utf-8") for p in sorted((ROOT / "provider_data").glob("[!_]*.yaml")))
    muster = [text for text in alle if f"paket: {PAKET}\n" in text]
    workspace, zufall, modelle = open_workspace(ordner), random.Random(seed), Modelle()
    pakete = {paket: load_package(workspace, paket) for paket in workspace.packages()}
    for nummer in range(anzahl):
        name = f"anbieter-{nummer:04}"
        pfad = workspace.profile_path(name)
        pfad.write_text(_variante(muster[nummer % len(muster)], zufall), encoding="utf-8", newline="\n")
        geladen = load_profile(workspace, name, pakete.__getitem__, modelle=modelle)
        assert geladen.profil is not None, geladen.befunde
        text = pfad.read_text(encoding="utf-8")
        pfad.write_text(_mit_saetzen(text, geladen), encoding="utf-8", newline="\n")
    return workspace


def _variante(text: str, zufall: random.Random) -> str:
    name = f"{zufall.choice(ORTE)} {zufall.choice(ZWECKE)} {zufall.randint(1, 999)}"
    form, rechtsform = zufall.choice(FORMEN)
    ersatz = {
        "name": f"{name} {form}",
        "rechtsform": rechtsform,
        "strasse": f"{zufall.choice(STRASSEN)} {zufall.randint(1, 250)}",
        "plz": f'"28{zufall.randint(195, 779)}"',
    }
    if "\ntraeger:" in text:
        kopf, traeger, rest = re.split(r"(?<=\n)(traeger:\n(?:  .*\n)+)", text, maxsplit=1)
        for key, wert in ersatz.items():
            traeger = re.sub(rf"^(  {key}: ).*$", lambda t, w=wert: t[1] + w, traeger, flags=re.MULTILINE)
        text = kopf + traeger + rest
    else:  # from a shared part: the profile's own values win
        text += "\ntraeger:\n" + "".join(f"  {key}: {wert}\n" for key, wert in ersatz.items())
    vorne, marke, kosten = text.partition("\nkostentraegerblatt:\n")
    if not marke:
        return _gleich_gestreut(text, zufall)
    # A subsidy stands twice, as a figure and as a deduction; it stays.
    foerderung = re.search(r"foerderung: ([0-9.]+,[0-9]{2})", kosten)
    fest = {foerderung[1]} if foerderung else set()
    return vorne + marke + _KOSTEN.sub(lambda t: t[0] if t[2] in fest else t[1] + _streue(t[2], zufall), kosten)


def _gleich_gestreut(text: str, zufall: random.Random) -> str:
    """Rates that are equal in all groups stay equal: one factor for the whole text."""
    faktor = 1 + SPIELRAUM * zufall.randint(-100, 100) / 100
    return _SATZ.sub(lambda t: t[1] + format_betrag(runde(parse_betrag(t[2]) * faktor)), text)


def _streue(text: str, zufall: random.Random) -> str:
    return format_betrag(runde(parse_betrag(text) * (1 + SPIELRAUM * zufall.randint(-100, 100) / 100)))


def _mit_saetzen(text: str, geladen: Any) -> str:
    """The rates the cost sheet gives, written into the profile; totals and Platzgeld agree with them."""
    manifest = geladen.paket.manifest
    berechnung = calculate(geladen.profil, manifest).berechnung
    neu = {
        (satz.satz, block.id): satz.gerechnet
        for blatt in berechnung.kostenblaetter
        for block in blatt.bloecke
        for satz in block.saetze
    }
    saetze = from_node(
        geladen.quelle.knoten.get("verguetung").get("saetze"), lambda mark: text.split("\n")[mark.zeile - 1]
    )
    assert isinstance(saetze, Folge)
    teile = []
    for index, reihe in enumerate(saetze.teile):
        for k in manifest.komponenten:
            if (wert := neu.get((index, k.id))) is not None:
                reihe = reihe.mit(k.id, Roh(like_amount(reihe.get(k.id).text, wert)))  # type: ignore[union-attr]
        felder = tuple((key, wert) for key, wert in reihe.eintraege if key not in ("gesamtentgelt", "platzgeld"))  # type: ignore[union-attr]
        teile.append(type(reihe)(felder, reihe.flow))  # type: ignore[union-attr,call-arg]
    datei = Bearbeitung(text)
    datei.setze(("verguetung", "saetze"), Folge(tuple(teile)))
    return datei.text()


if __name__ == "__main__":
    ziel = Path(sys.argv[1])
    generate(ziel, int(sys.argv[2]) if len(sys.argv) > 2 else 1000, int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    print(ziel)
