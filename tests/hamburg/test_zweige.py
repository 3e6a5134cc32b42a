"""Every branch of the Hamburg clauses, one Begegnungsstätte or several, no staff list, and what the rules find."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml

from tests.hamburg.conftest import Lauf
from tests.hamburg.leser import AnlagenLeser

FAELLE: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("zweige.yaml").read_text(encoding="utf-8"))
ANZAHL = 40


def ersetzt(text: str, ersetze: dict[str, str]) -> str:
    """The profile with parts exchanged; a part that is no longer there is an error of the test."""
    for alt, neu in ersetze.items():
        assert text.count(alt) == 1, f"„{alt}“ steht nicht einmal im Profil"
        text = text.replace(alt, neu)
    return text


def ohne_block(text: str, anfang: str, ende: str) -> str:
    """The profile without the lines from ``anfang`` up to ``ende``."""
    vorn, _, rest = text.partition(anfang)
    _, _, hinten = rest.partition(ende)
    assert hinten
    return f"{vorn}{ende}{hinten}"


def lies(laufe: Lauf, text: str, dokument: str) -> AnlagenLeser:
    ergebnis = laufe(text)
    assert not ergebnis.sperrt, ergebnis.befunde
    return AnlagenLeser(ergebnis.dateien[f"{dokument}.docx"])


def test_alle_faelle_sind_da() -> None:
    assert len(FAELLE) == ANZAHL == len({fall["fall"] for fall in FAELLE})


@pytest.mark.parametrize("fall", FAELLE, ids=[fall["fall"] for fall in FAELLE])
def test_zweig(laufe: Lauf, profiltext: str, fall: dict[str, Any]) -> None:
    leser = lies(laufe, ersetzt(profiltext, fall.get("ersetze", {})), fall["dokument"])
    abschnitt = "\n".join(leser.abschnitte[fall["abschnitt"]])
    assert [stelle for stelle in fall["da"] if stelle not in abschnitt.replace("\u00a0", " ")] == []
    assert [stelle for stelle in fall.get("weg", []) if stelle in abschnitt] == []


def test_eine_begegnungsstaette_steht_in_der_einzahl(laufe: Lauf, profiltext: str) -> None:
    text = ohne_block(profiltext, "    - name: Café Musterspeicher\n", "  konzeptionelle_schwerpunkte:\n")
    leser = lies(laufe, text, "leistungsbeschreibung")
    assert "in einer Begegnungsstätte in Hamburg so vor" in leser.text("6")
    assert "In der Begegnungsstätte sollen vorhanden sein" in leser.text("6.1")
    assert "Die Begegnungsstätte ist Montag bis Freitag geöffnet" in leser.text("6.2")
    assert "Kooperation mit" not in leser.text("6")
    assert [
        zeile for name in leser.abschnitte if name[:1] == "6" for zeile in leser.abschnitte[name] if "stätten" in zeile
    ] == []


def test_ohne_personalliste_sagt_anlage_3_wann_sie_vorgelegt_wird(laufe: Lauf, profiltext: str) -> None:
    leser = lies(laufe, ohne_block(profiltext, "  stellen:  ", "laufzeit:\n"), "persoenliche-eignung")
    assert "mit den Verhandlungsunterlagen zur Budgetvereinbarung eine Personalliste vor" in leser.text("1.2")
    assert "Nach der Personalliste" not in leser.text("1.3")


def test_die_spalten_der_personalliste_fassen_ihre_laengsten_worte(laufe: Lauf, profiltext: str) -> None:
    """The table is fixed: a word wider than its column would be broken inside."""
    data = laufe(profiltext).dateien["persoenliche-eignung.docx"]
    with ZipFile(BytesIO(data)) as archiv:
        xml = archiv.read("word/document.xml").decode("utf-8")
    (tabelle,) = re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", xml)
    breiten = [int(breite) for breite in re.findall(r'w:w="(\d+)"', tabelle)]
    # Set in the table's letters, with the margins of a cell: Genesungsbegleitung in both of the first two columns,
    # <<Vollkräfte>> of the form, angelernt, sozialversicherungspflichtig.
    noetig = [2061, 2061, 1450, 1070, 2526]
    assert [breite for breite, mindestens in zip(breiten, noetig, strict=True) if breite < mindestens] == []


def test_ohne_qualifikationen_gilt_anlage_1(laufe: Lauf, profiltext: str) -> None:
    text = ohne_block(profiltext, "personal:\n", "laufzeit:\n")
    assert "Die Qualifikation richtet sich nach Anlage 1, Ziffer 5." in lies(laufe, text, "persoenliche-eignung").text(
        "1.1"
    )
    assert "bis zu 10 %" in lies(laufe, text, "leistungsbeschreibung").text("5")


@pytest.mark.parametrize(
    ("ersetze", "regel", "meldung"),
    [
        ({"anzahl: 40": "anzahl: 41"}, "VG707", "Jahresbudget 451.000,00"),
        ({"jahresbudget: 451.000,00": "jahresbudget: 451.000,01"}, "VG707", "Differenz 0,01"),
        ({"        - {tag: di, von: \"10:00\", bis: \"17:00\"}\n": ""}, "VG706", "Es fehlt di"),
        ({"{tag: mi, von: \"10:00\", bis: \"19:00\"}": "{tag: mi, von: \"10:00\", bis: \"18:45\"}"}, "VG706", "19:00"),
        ({"{tag: so, von: \"14:00\", bis: \"18:00\"}": "{tag: so, von: \"14:00\", bis: \"13:00\"}"}, "VG706", "14:00"),
        ({"mindestbesetzung: 2": "mindestbesetzung: 0"}, "VG706", "Besetzung"),
        ({"vk: \"0,75\", ungelernt": "vk: \"1,75\", ungelernt"}, "VG505", "überschreitet 10"),
        ({"alter: {min: 21}": "alter: {min: 20}"}, "VG509", "21 Jahre"),
        ({"qualifikation: Heilberuf": "qualifikation: Kunst"}, "VG507", "Kunst"),
        (
            {"niedrigschwellig: true, personenbezogen: true": "niedrigschwellig: false, personenbezogen: false"},
            "VG713", "Leistungsform",
        ),
        ({"beginn: 01.01.2019": "beginn: 01.01.2020"}, "VG401", "SGB IX"),
        ({"art: intensiv": "art: Intensiv"}, "VG108", "intensiv"),
        ({"plz: \"20459\"": "plz: \"99999\""}, "VG108", "99999"),
        ({"  konzeptionelle_schwerpunkte:\n": "  konzeptionell:\n"}, "VG106", "konzeptionelle_schwerpunkte"),
    ],
)  # fmt: skip
def test_was_nicht_stimmt_wird_gefunden(
    laufe: Lauf, profiltext: str, ersetze: dict[str, str], regel: str, meldung: str
) -> None:
    befunde = laufe(ersetzt(profiltext, ersetze)).befunde
    offene = [befund for befund in befunde if befund.offen and befund.schwere != "hinweis"]
    gefunden = [befund for befund in offene if befund.code == regel]
    assert gefunden, befunde
    assert any(meldung in f"{befund.meldung} {befund.hilfe}".replace("\u00a0", " ") for befund in gefunden), gefunden


@pytest.mark.parametrize("raum", ["offener_treff", "gruppenraum", "beratungszimmer", "bueroraeume", "getrennte_wc"])
def test_ein_fehlender_raum_wird_gefunden_und_kann_hingenommen_werden(laufe: Lauf, profiltext: str, raum: str) -> None:
    vorn, trenner, hinten = profiltext.partition("    - name: Café Musterspeicher\n")
    assert trenner
    text = vorn + trenner + hinten.replace(f"{raum}: true", f"{raum}: false", 1)
    (befund,) = [befund for befund in laufe(text).befunde if befund.sperrt]
    assert (befund.code, raum in befund.meldung) == ("VG706", True)
    hingenommen = text + "  - {regel: VG706, grund: Der Raum wird bis zum Sommer hergerichtet., bis: null}\n"
    assert "Café Musterspeicher" in lies(laufe, hingenommen, "leistungsbeschreibung").text("6.1")
    zeile = next(
        zeile
        for zeile in lies(laufe, hingenommen, "leistungsbeschreibung").abschnitte["6.1"]
        if zeile.startswith("Café Musterspeicher")
    )
    assert (zeile.count("☐"), zeile.count("☒")) == (1, 4)


def test_die_befunde_des_beispieltraegers(laufe: Lauf, profiltext: str) -> None:
    """What the form's defects bring about, and nothing else."""
    befunde = [befund for befund in laufe(profiltext).befunde if not befund.nicht_pruefbar]
    gezeigt = sorted((befund.code, str(befund.schwere), befund.akzeptiert) for befund in befunde)
    assert gezeigt == [
        ("VG305", "hinweis", False),
        ("VG305", "hinweis", False),
        ("VG402", "warnung", True),
        ("VG409", "hinweis", False),
        ("VG608", "warnung", True),
        ("VG714", "hinweis", False),
        ("VG714", "hinweis", False),
        ("VG714", "hinweis", False),
    ]
    annahmen = " ".join(befund.meldung for befund in befunde if befund.code == "VG714")
    assert "§ 1, § 4, § 10, § 11, § 12, § 13." in annahmen
