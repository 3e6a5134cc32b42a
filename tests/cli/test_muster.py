"""``build --muster`` as its user sees it: no profile needed, faults of the package with their place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.linearise import linearise_docx

PAKET = "musterwestfalen/wohnen"
VERGUETUNG = "klauseln/vereinbarung/verguetung.md"


@pytest.fixture
def bereich(tmp_path: Path, repo: Path) -> Path:
    """A workspace with one package and no profile."""
    ziel = tmp_path / "bereich"
    shutil.copytree(repo / "tests" / "pakete" / "andere_abwesenheitsregel", ziel)
    shutil.rmtree(ziel / "provider_data")
    rahmen = next((repo / "templates").glob("*/*/rahmen/eignung.docx"))
    shutil.copy(rahmen, ziel / "templates" / PAKET / "rahmen" / "vereinbarung.docx")
    return ziel


def aendere(bereich: Path, datei: str, alt: str, neu: str) -> None:
    pfad = bereich / "templates" / PAKET / datei
    text = pfad.read_text("utf-8")
    assert alt in text
    pfad.write_text(text.replace(alt, neu, 1), encoding="utf-8")


def ausgabe(bereich: Path) -> Path:
    return bereich / "output" / "_muster" / PAKET


def text(bereich: Path) -> str:
    gelesen = linearise_docx((ausgabe(bereich) / "vereinbarung.docx").read_bytes())
    return "\n".join(zeile.volltext for zeile in gelesen.zeilen).replace("\u00a0", " ")


def test_a_form_needs_no_profile(aufruf: Aufruf, bereich: Path) -> None:
    lauf = aufruf("build", "--muster", PAKET, in_ordner=bereich)
    assert lauf.code == 0, lauf
    assert "1 von 1 Muster fertig" in lauf.aus
    assert f"output/_muster/{PAKET}" in lauf.aus
    assert sorted(datei.name for datei in ausgabe(bereich).iterdir()) == ["nachweis.json", "vereinbarung.docx"]
    nachweis = json.loads((ausgabe(bereich) / "nachweis.json").read_text("utf-8"))
    assert nachweis["paket"]["id"] == PAKET
    assert list(nachweis["ausgaben"]) == ["vereinbarung.docx"]
    assert "davon entfallen <<Leistungspauschale>> € auf Leistungspauschale und <<Anlagenbetrag>> € auf" in text(
        bereich
    )
    assert "Ab dem <<Platzgeld ab Tag>>. Tag" in text(bereich)


def test_once_more_changes_nothing_and_a_hand_edit_stays(aufruf: Aufruf, bereich: Path) -> None:
    aufruf("build", "--muster", PAKET, in_ordner=bereich)
    lauf = aufruf("build", "--muster", PAKET, "--json", in_ordner=bereich)
    assert json.loads(lauf.aus)["profile"] == [
        {
            "profil": f"_muster/{PAKET}",
            "status": "unveraendert",
            "dateien": [f"output/_muster/{PAKET}/vereinbarung.docx"],
        }
    ]
    datei = ausgabe(bereich) / "vereinbarung.docx"
    datei.write_bytes(b"von Hand")
    lauf = aufruf("build", "--muster", PAKET, in_ordner=bereich)
    assert lauf.code == 1
    assert "von Hand geändert" in lauf.aus
    assert datei.read_bytes() == b"von Hand"
    assert aufruf("build", "--muster", PAKET, "--force", in_ordner=bereich).code == 0
    assert datei.read_bytes() != b"von Hand"


def test_the_package_prescribes_what_its_forms_say(aufruf: Aufruf, bereich: Path) -> None:
    muster = bereich / "templates" / PAKET / "muster.yaml"
    muster.write_text("platzgeld: {minderung_prozent: 25}\nverguetung: {saetze: [{}, {}]}\n", encoding="utf-8")
    assert aufruf("build", "--muster", PAKET, in_ordner=bereich).code == 0
    assert "wird die Vergütung um 25 % gemindert" in text(bereich)
    assert text(bereich).count("Die Vergütung beträgt") == 2
    muster.write_text("platzgeld: null\n", encoding="utf-8")
    assert aufruf("build", "--muster", PAKET, in_ordner=bereich).code == 0
    assert "Abwesenheit" not in text(bereich)


@pytest.mark.parametrize(
    ("datei", "alt", "neu", "stelle", "meldung"),
    [
        (VERGUETUNG, "{{ einheit.titel }}", "{{ einheit.name }}", f"{VERGUETUNG}:8:", "„name“"),
        (VERGUETUNG, "Die Vergütung", "Nach {{ ziffer('fehlt') }} Die Vergütung", f"{VERGUETUNG}:8:", "fehlt"),
        (VERGUETUNG, "{% endfor %}", "", VERGUETUNG, ""),
        ("paket.yaml", "[verguetung, abwesenheit]", "[verguetung, abwesend]", "paket.yaml:", "abwesend"),
    ],
)
def test_a_fault_of_the_package_is_named_and_nothing_is_written(
    aufruf: Aufruf,
    bereich: Path,
    datei: str,
    alt: str,
    neu: str,
    stelle: str,
    meldung: str,
) -> None:
    aendere(bereich, datei, alt, neu)
    lauf = aufruf("build", "--muster", PAKET, in_ordner=bereich)
    assert lauf.code == 1
    assert f"templates/{PAKET}/{stelle}" in lauf.aus
    assert meldung in lauf.aus
    assert not ausgabe(bereich).exists()


@pytest.mark.parametrize(
    ("muster", "stelle", "meldung"),
    [
        ("platzgeld: {minderung: 25}\n", "1:13", "minderung_prozent"),
        ("laufzeit:\n  beginn: morgen\n", "2:11", "morgen"),
        ("platzgeld: [1\n", "", "muster.yaml"),
        ("nur ein Satz\n", "1:1", "schlüssel: wert"),
    ],
)
def test_a_fault_in_what_the_package_prescribes(
    aufruf: Aufruf,
    bereich: Path,
    muster: str,
    stelle: str,
    meldung: str,
) -> None:
    (bereich / "templates" / PAKET / "muster.yaml").write_text(muster, encoding="utf-8")
    lauf = aufruf("build", "--muster", PAKET, in_ordner=bereich)
    assert lauf.code == 1
    assert f"templates/{PAKET}/muster.yaml:{stelle}" in lauf.aus
    assert meldung in lauf.aus
    assert not ausgabe(bereich).exists()


@pytest.mark.parametrize(
    ("aufrufen", "meldung"),
    [
        (["--muster", "musterwestfalen/wonen"], "Meinten Sie „musterwestfalen/wohnen“?"),
        (["--muster", "wohnen"], "Meinten Sie „musterwestfalen/wohnen“?"),
        (["--muster", "../etwas"], "gibt es nicht"),
        (["--muster", PAKET, "profil"], "braucht kein Profil"),
        (["--muster", PAKET, "--entwurf"], "schließen einander aus"),
        (["--muster", PAKET, "--format", "xlsx"], "nur als Word-Dateien"),
        (["--muster", PAKET, "--option", "fassung"], "NAME=WERT"),
        (["--option", "fassung=alt"], "gehört zu „--muster“"),
        (["--muster", PAKET, "--document", "anlage"], "Vorhanden: vereinbarung"),
    ],
)
def test_wrong_use(aufruf: Aufruf, bereich: Path, aufrufen: list[str], meldung: str) -> None:
    lauf = aufruf("build", *aufrufen, in_ordner=bereich)
    assert lauf.code == 2
    assert meldung in lauf.fehler
    assert not (bereich / "output").exists()


def test_an_option_the_package_does_not_have(aufruf: Aufruf, bereich: Path) -> None:
    lauf = aufruf("build", "--muster", PAKET, "--option", "fassung=alt", in_ordner=bereich)
    assert lauf.code == 1
    assert "keine Option „fassung“" in lauf.aus


def test_several_packages_and_the_path_of_a_folder(aufruf: Aufruf, bereich: Path) -> None:
    zweites = bereich / "templates" / "musterwestfalen" / "pflege"
    shutil.copytree(bereich / "templates" / PAKET, zweites)
    paket = zweites / "paket.yaml"
    paket.write_text(
        paket.read_text("utf-8").replace("id: musterwestfalen/wohnen", "id: musterwestfalen/pflege"), "utf-8"
    )
    (zweites / "klauseln/vereinbarung/verguetung.md").unlink()
    lauf = aufruf("build", "--muster", f"templates/{PAKET}/", "--muster", "musterwestfalen/pflege", in_ordner=bereich)
    assert lauf.code == 1
    assert "1 von 2 Mustern fertig" in lauf.aus
    assert (ausgabe(bereich) / "vereinbarung.docx").is_file()
    assert not (bereich / "output/_muster/musterwestfalen/pflege").exists()


def test_a_link_out_of_the_workspace_is_not_followed(aufruf: Aufruf, bereich: Path, tmp_path: Path) -> None:
    fremd = tmp_path / "fremd"
    fremd.mkdir()
    (bereich / "output").mkdir()
    (bereich / "output" / "_muster").symlink_to(fremd, target_is_directory=True)
    assert aufruf("build", "--muster", PAKET, in_ordner=bereich).code == 1
    assert list(fremd.iterdir()) == []
