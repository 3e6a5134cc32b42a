"""``new``: a commented profile for every package; filled with its own examples it loads."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest
import yaml

from tests.cli.conftest import Aufruf
from vertragsgen.cli import fragen
from vertragsgen.cli.commands import new
from vertragsgen.profile.load import load_profile
from vertragsgen.profile.pflicht import example, needed_paths
from vertragsgen.source.model_fields import field_at, model_at
from vertragsgen.source.section import felder
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace


@pytest.fixture
def bereich(tmp_path: Path, repo: Path) -> Path:
    """A workspace with all packages of the repository and no profile."""
    shutil.copytree(repo / "templates", tmp_path / "bereich" / "templates")
    (tmp_path / "bereich" / "vertragsgen.yaml").write_text("", encoding="utf-8")
    return tmp_path / "bereich"


def pakete(bereich: Path) -> list[str]:
    gefunden = open_workspace(bereich).packages()
    assert gefunden
    return gefunden


def befunde(bereich: Path, profil: str, *, nur: str = "VG1") -> list[str]:
    werkstatt = Werkstatt(open_workspace(bereich))
    geladen = load_profile(werkstatt.workspace, profil, werkstatt.paket)
    return [f"{b.code} {b.meldung}" for b in geladen.befunde if b.code.startswith(nur)]


def beispiele(bereich: Path, paket: str) -> list[str]:
    """``--angabe`` for every value a profile of the package needs, each with the field's own example."""
    werkstatt = Werkstatt(open_workspace(bereich))
    geladen = werkstatt.paket(paket).paket
    assert geladen is not None
    model = werkstatt.modelle.fuer(geladen.manifest)
    angaben = []
    for ort in sorted(needed_paths(model, geladen.manifest)):
        feld = field_at(model, ort)
        assert feld is not None
        if ort != ("paket",) and model_at(model, ort) is None:
            angaben.append(f"--angabe={'.'.join(ort)}={example(feld, ort, geladen.manifest)}")
    return angaben


def test_an_empty_profile_is_asked_for_its_values_and_for_nothing_else(aufruf: Aufruf, bereich: Path) -> None:
    for nummer, paket in enumerate(pakete(bereich)):
        lauf = aufruf("new", paket, f"neu-{nummer}", "--ohne-fragen", in_ordner=bereich)
        assert lauf.code == 0, lauf
        offen = befunde(bereich, f"neu-{nummer}", nur="VG")
        assert offen
        assert {befund[:5] for befund in offen} == {"VG107"}
        assert f"Noch auszufüllen: {len(offen)} Pflichtangaben" in lauf.aus
        check = aufruf("check", f"neu-{nummer}", in_ordner=bereich)
        assert check.code == 1
        assert "Trägername" in check.aus


def test_filled_with_its_examples_it_loads(aufruf: Aufruf, bereich: Path) -> None:
    for nummer, paket in enumerate(pakete(bereich)):
        angaben = beispiele(bereich, paket)
        assert len(angaben) > 8
        lauf = aufruf("new", paket, f"voll-{nummer}", *angaben, in_ordner=bereich)
        assert lauf.code == 0, lauf
        assert "auszufüllen" not in lauf.aus.replace("ausfüllen", "")
        assert befunde(bereich, f"voll-{nummer}") == []


def test_every_field_of_the_package_is_there_with_its_meaning(aufruf: Aufruf, bereich: Path) -> None:
    """All comments removed, the file has no key that the package does not know, and none is missing."""
    for nummer, paket in enumerate(pakete(bereich)):
        aufruf("new", paket, f"ganz-{nummer}", "--ohne-fragen", in_ordner=bereich)
        text = (bereich / "provider_data" / f"ganz-{nummer}.yaml").read_text("utf-8")
        assert text.startswith(f"# yaml-language-server: $schema=../templates/{paket}/profil.schema.json\n")
        assert (bereich / "templates" / paket / "profil.schema.json").is_file()
        roh = "\n".join(_ohne_kommentar(zeile) for zeile in text.split("\n\n", 1)[1].splitlines() if "## " not in zeile)
        baum = yaml.load(roh, yaml.BaseLoader)
        werkstatt = Werkstatt(open_workspace(bereich))
        geladen = werkstatt.paket(paket).paket
        assert geladen is not None
        model = werkstatt.modelle.fuer(geladen.manifest)
        assert {"paket", "traeger", "angebot", "laufzeit", "angaben"} <= set(baum)
        for abschnitt in ("traeger", "angebot", "laufzeit", "angaben", "personal"):
            modell = model_at(model, (abschnitt,))
            assert modell is not None
            assert set(baum[abschnitt]) == set(felder(modell)), abschnitt
        for zeile in text.splitlines():
            assert len(zeile) <= 130, zeile
        erklaert = len(re.findall(r"^[# ]*## ", text, re.M))
        assert erklaert > 60


def _ohne_kommentar(zeile: str) -> str:
    return re.sub(r"(?<![^ #])# ", "", zeile)


def test_what_is_given_stands_in_the_file(aufruf: Aufruf, bereich: Path) -> None:
    paket = pakete(bereich)[0]
    lauf = aufruf(
        "new", paket, "haus", "--angabe", "traeger.name=Träger: Nord #1 gGmbH", "--angabe", "traeger.plz=01067",
        "--angabe", "traeger.iban=DE89 3704 0044 0532 0130 00", "--angabe", "angebot.standorte.0.name=no",
        "--angabe", "personal.qualifikationen=Pflege", "--angabe", "personal.qualifikationen=Ergo \"Therapie\"",
        in_ordner=bereich,
    )  # fmt: skip
    assert lauf.code == 0, lauf
    baum = yaml.load((bereich / "provider_data" / "haus.yaml").read_text("utf-8"), yaml.SafeLoader)
    assert baum["traeger"]["name"] == "Träger: Nord #1 gGmbH"
    assert baum["traeger"]["plz"] == "01067"
    assert baum["angebot"]["standorte"] == [{"name": "no"}]
    assert baum["personal"] == {"qualifikationen": ["Pflege", 'Ergo "Therapie"']}
    assert all(befund.startswith("VG107") for befund in befunde(bereich, "haus"))


@pytest.mark.parametrize(
    ("angabe", "meldung"),
    [
        ("traeger.plz=1067", "keine Postleitzahl"),
        ("laufzeit.beginn=morgen", "morgen"),
        ("angebot.plaetze=viele", "viele"),
        ("traeger.nam=X", "Gemeint ist vielleicht „traeger.name“"),
        ("iban=X", "„traeger.iban“"),
        ("traeger=X", "ist ein Abschnitt"),
        ("traeger.name", "PFAD=WERT"),
        ("verguetung.saetze.1.hilfebedarfsgruppe=2", "erste Zeile"),
        ("paket=x/y", "nicht vorgesehen"),
        ("traeger.name=", "leer"),
        ("=x", "gibt es in diesem Paket nicht"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_and_nothing_is_written(
    aufruf: Aufruf, bereich: Path, angabe: str, meldung: str
) -> None:
    lauf = aufruf("new", pakete(bereich)[0], "haus", "--angabe", angabe, in_ordner=bereich)
    assert lauf.code == 2
    assert meldung in lauf.fehler
    assert not (bereich / "provider_data").exists()


@pytest.mark.parametrize(
    ("profil", "meldung"),
    [
        ("Haus Nord", "„Haus Nord“ ist kein zulässiger Profilname."),
        ("../haus", "kein zulässiger Profilname"),
        ("con", "unter Windows als Gerätename"),
        ("a" * 81, "länger als 80 Zeichen"),
        ("_haus", "kein zulässiger Profilname"),
    ],
)
def test_a_bad_name_is_refused(aufruf: Aufruf, bereich: Path, profil: str, meldung: str) -> None:
    lauf = aufruf("new", pakete(bereich)[0], profil, in_ordner=bereich)
    assert lauf.code == 2
    assert "VG111" in lauf.fehler
    assert meldung in lauf.fehler
    assert not (bereich / "provider_data").exists()


def test_an_existing_profile_stays(aufruf: Aufruf, bereich: Path) -> None:
    (bereich / "provider_data").mkdir()
    datei = bereich / "provider_data" / "haus.yaml"
    datei.write_text("wichtig", encoding="utf-8")
    lauf = aufruf("new", pakete(bereich)[0], "haus", in_ordner=bereich)
    assert lauf.code == 2
    assert "gibt es schon" in lauf.fehler
    assert datei.read_text("utf-8") == "wichtig"


def test_a_profile_that_appears_meanwhile_stays(aufruf: Aufruf, bereich: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bereich / "provider_data").mkdir()
    datei = bereich / "provider_data" / "haus.yaml"
    datei.write_text("wichtig", encoding="utf-8")
    monkeypatch.setattr(new, "_pruefe_namen", lambda *_: None)
    assert aufruf("new", pakete(bereich)[0], "haus", in_ordner=bereich).code == 2
    assert datei.read_text("utf-8") == "wichtig"


def test_an_unknown_package_names_the_nearest(aufruf: Aufruf, bereich: Path) -> None:
    paket = pakete(bereich)[0]
    lauf = aufruf("new", paket[:-1], "haus", in_ordner=bereich)
    assert lauf.code == 2
    assert f"Meinten Sie „{paket}“?" in lauf.fehler


def test_a_package_with_faults_says_so(aufruf: Aufruf, bereich: Path) -> None:
    paket = pakete(bereich)[0]
    klausel = next((bereich / "templates" / paket / "klauseln").glob("*/*.md"))
    klausel.write_text(klausel.read_text("utf-8") + "\n{% if x %}\n", encoding="utf-8")
    lauf = aufruf("new", paket, "haus", in_ordner=bereich)
    assert lauf.code == 2
    assert klausel.name in lauf.fehler


def test_on_a_terminal_it_asks_until_the_answer_can_be_read(
    aufruf: Aufruf, bereich: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    antworten = {"Trägername": ["Haus am See gGmbH"], "Rechtsform": ["gGmbH"], "Postleitzahl": ["abc", "28195"]}
    gefragt: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "secho", lambda text, **_: gefragt.append(text))
    monkeypatch.setattr(fragen.click, "prompt", lambda *_, **__: (antworten.get(gefragt[-1]) or [""]).pop(0))
    lauf = aufruf("new", pakete(bereich)[0], "haus", in_ordner=bereich)
    assert lauf.code == 0, lauf
    assert "keine Postleitzahl" in lauf.aus
    assert gefragt[:4] == ["Trägername", "Rechtsform", "Straße und Hausnummer", "Postleitzahl"]
    assert {"Leistungsangebot", "Platzzahl", "Beginn der Laufzeit"} <= set(gefragt)
    assert "IBAN" not in gefragt
    baum = yaml.load((bereich / "provider_data" / "haus.yaml").read_text("utf-8"), yaml.BaseLoader)
    assert baum["traeger"] == {
        "name": "Haus am See gGmbH", "rechtsform": "gGmbH", "strasse": "", "plz": "28195", "ort": "",
    }  # fmt: skip
