"""Ten changes planted in a workspace, built, compared and read from the first screen: the whole way."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from benchmarks.providers import PAKET, generate
from tests.browser import Browser
from vertragsgen.pipeline import run
from vertragsgen.review.bericht import Aenderungsbericht
from vertragsgen.review.gruppierung import erstelle_bericht
from vertragsgen.review.html import als_html
from vertragsgen.review.profilvergleich import compare_profile
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, open_workspace

pytestmark = pytest.mark.chromium

STICHTAG = date(2019, 6, 1)
# So many that a change in one of them is an outlier.
ANZAHL = 24
AUSREISSER, ZIFFERN, DATUM = "anbieter-0003", "anbieter-0001", "anbieter-0004"


def _ersetze(pfad: Path, alt: str, neu: str) -> None:
    text = pfad.read_text(encoding="utf-8")
    assert text.count(alt) == 1, (pfad, alt, text.count(alt))
    pfad.write_text(text.replace(alt, neu), encoding="utf-8", newline="\n")


def _pflanze(root: Path) -> tuple[str, str]:
    """Plants the ten; returns the swapped amounts, which depend on the invented provider."""
    paket = root / "templates" / PAKET
    klauseln = paket / "klauseln" / "vereinbarung"
    manifest = paket / "paket.yaml"
    # 1 deleted „nicht“, 2 other paragraph, 3 moved clause, 4 formatting only, 5 and 6 the same change and its outlier
    _ersetze(klauseln / "leistung-massstab.md", "Notwendigen nicht überschreiten", "Notwendigen überschreiten")
    _ersetze(manifest, "pruefung: {wert: § 76 Abs. 3 SGB XII", "pruefung: {wert: § 67 Abs. 3 SGB XII")
    text = manifest.read_text(encoding="utf-8").replace("        - leistung-aufnahmepflicht\n", "", 1)
    neu = text.replace(
        "        - leistung-personenkreis\n",
        "        - leistung-aufnahmepflicht\n        - leistung-personenkreis\n",
        1,
    )
    assert neu != text
    manifest.write_text(neu, encoding="utf-8", newline="\n")
    _ersetze(
        klauseln / "sonstiges-informationsfreiheit.md",
        "elektronischen Informationsregister",
        "**elektronischen Informationsregister**",
    )
    _ersetze(klauseln / "verguetung-zusicherung.md", "wenn im Einzelfall die Zusicherung", "wenn die Zusicherung")
    profile = root / "provider_data"
    eigener = (
        "\nklauseln:\n  vereinbarung/verguetung-zusicherung:\n    text: |-\n      ## [#verguetung-zusicherung]\n\n      Die Vergütung kann nur abgerechnet werden, wenn im Einzelfall die schriftliche Zusicherung"
        " der Übernahme der Vergütung durch den zuständigen {{ begriffe.sozialhilfetraeger }} vorliegt.\n"
        "    grund: Probe\n    genehmigt_von: Referat 14\n    bis: 2027-12-31\n"
    )
    with (profile / f"{AUSREISSER}.yaml").open("a", encoding="utf-8") as datei:
        datei.write(eigener)
    # 7 swapped digits, 8 a date, 9 a deleted clause, 10 a word
    ziffern = profile / f"{ZIFFERN}.yaml"
    treffer = re.search(r"massnahmepauschale: (\d\d),(\d)(\d)", ziffern.read_text(encoding="utf-8"))
    assert treffer
    assert treffer[2] != treffer[3]
    alt, vertauscht = f"{treffer[1]},{treffer[2]}{treffer[3]}", f"{treffer[1]},{treffer[3]}{treffer[2]}"
    _ersetze(ziffern, f"massnahmepauschale: {alt}", f"massnahmepauschale: {vertauscht}")
    text = (profile / f"{DATUM}.yaml").read_text(encoding="utf-8")
    (profile / f"{DATUM}.yaml").write_text(
        re.sub(r"mindestlaufzeit_monate: 12", "mindestlaufzeit_monate: 21", text), encoding="utf-8"
    )
    _ersetze(manifest, "        - vereinbarungszeitraum-neuverhandlung\n", "")
    (klauseln / "vereinbarungszeitraum-neuverhandlung.md").unlink()
    _ersetze(klauseln / "leistung-kapazitaet.md", "die vorherige Abstimmung", "die Abstimmung")
    return alt, vertauscht


def _bericht(alt: Workspace, neu: Workspace) -> Aenderungsbericht:
    werkstaetten = Werkstatt(alt), Werkstatt(neu)
    alle = []
    for profil in neu.profile_ids():
        a, b = (run(werkstatt, profil, stichtag=STICHTAG) for werkstatt in werkstaetten)
        alle.append(compare_profile(a, b))
    return erstelle_bericht("main", "Arbeitsverzeichnis", alle, profile={PAKET: neu.profile_ids()})


def test_a_reviewer_finds_every_one_of_them(browser: Browser, tmp_path: Path) -> None:
    alt = generate(tmp_path / "alt", ANZAHL)
    shutil.copytree(alt.root, tmp_path / "neu")
    betrag, vertauscht = _pflanze(tmp_path / "neu")
    seite = tmp_path / "bericht.html"
    print(seite)
    seite.write_text(als_html(_bericht(alt, open_workspace(tmp_path / "neu"))), encoding="utf-8")
    zeilen = browser.frage(
        seite,
        "return [...document.querySelectorAll('#kurz tbody tr')].map(z => { const r = z.getBoundingClientRect();"
        " return {im: r.top >= 0 && r.bottom <= innerHeight && r.right <= innerWidth,"
        " weg: [...z.querySelectorAll('del')].map(e => e.textContent.trim()), dazu: [...z.querySelectorAll('ins')].map(e => e.textContent.trim()),"
        " was: z.cells[0].textContent, alles: z.textContent.replaceAll('\\u00a0', ' ')}; });",
    )
    gesucht = {
        "nicht": lambda z: z["weg"] == ["nicht"],
        "Paragraph": lambda z: "§ 76 Abs. 3 SGB XII" in z["alles"] and "§ 67 Abs. 3 SGB XII" in z["alles"],
        "verschoben": lambda z: z["was"] == "Verschoben" and "verpflichtet, im Rahmen des" in z["alles"],
        "Formatierung": lambda z: z["was"] == "Formatierung" and "elektronischen Informationsregister" in z["alles"],
        "überall": lambda z: z["weg"] == ["im Einzelfall"] and "23 Dokumente" in z["alles"],
        "Ausreißer": lambda z: z["was"] == "Ausreißer" and z["dazu"] == ["schriftliche"],
        "Ziffern": lambda z: f"{betrag} €" in z["weg"] and f"{vertauscht} €" in z["dazu"],
        "Laufzeit": lambda z: "12" in " ".join(z["weg"]) and "21" in " ".join(z["dazu"]),
        "Klausel weg": lambda z: any("Landesrahmenvertrag" in text for text in z["weg"]),
        "Wort": lambda z: z["weg"] == ["vorherige"],
    }
    fehlend = [name for name, passt in gesucht.items() if not any(passt(z) for z in zeilen)]
    assert not fehlend, "\n".join([str(fehlend), *[z["was"] + " | " + z["alles"] for z in zeilen]])
    assert all(z["im"] for z in zeilen), [z["alles"] for z in zeilen if not z["im"]]
