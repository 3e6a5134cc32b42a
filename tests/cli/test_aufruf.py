"""Wrong use, help: exit codes and sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.cli.gruppe import MODULE


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    """A workspace with two profiles whose content nobody reads here."""
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    (tmp_path / "provider_data" / "tief").mkdir(parents=True)
    for name in ("haus-am-see", "lindenhof", "_gemeinsam"):
        (tmp_path / "provider_data" / f"{name}.yaml").write_text("paket: a/b\n", encoding="utf-8")
    return tmp_path


BEFEHLE = sorted(MODULE)


def test_the_contract_s_commands_are_all_there() -> None:
    jetzt = {"build", "check", "schema", "explain", "doctor", "init", "new"}
    spaeter = {"diff", "compare", "text", "raise", "templates", "clauses"}
    assert set(BEFEHLE) == jetzt | spaeter


@pytest.mark.parametrize("befehl", BEFEHLE)
def test_every_help_shows_examples(aufruf: Aufruf, befehl: str) -> None:
    lauf = aufruf(befehl, "--help")
    assert lauf.code == 0
    assert "Beispiele:\n  vertragsgen " in lauf.aus


@pytest.mark.parametrize("befehl", ["check", "build"])
def test_outside_a_workspace(aufruf: Aufruf, befehl: str) -> None:
    lauf = aufruf(befehl)
    assert lauf.code == 2
    assert "vertragsgen.yaml" in lauf.fehler
    assert "vertragsgen init" in lauf.fehler


def test_a_named_folder_must_be_the_workspace_itself(aufruf: Aufruf, ordner: Path) -> None:
    lauf = aufruf("--workspace", str(ordner / "provider_data"), "check")
    assert lauf.code == 2
    assert "Kein Arbeitsbereich" in lauf.fehler
    fehlt = aufruf("check", "--workspace", str(ordner / "fehlt"))
    assert fehlt.code == 2
    assert "gibt es nicht" in fehlt.fehler


def test_broken_settings_make_the_workspace_unusable(aufruf: Aufruf, ordner: Path) -> None:
    (ordner / "vertragsgen.yaml").write_text("profile: provider_data\nausgbe: output\n", encoding="utf-8")
    lauf = aufruf("check", in_ordner=ordner)
    assert lauf.code == 2
    assert "vertragsgen.yaml:2:1" in lauf.fehler
    assert "ausgabe" in lauf.fehler


@pytest.mark.parametrize(
    ("name", "antwort"),
    [
        ("haus-am-sse", "Meinten Sie „haus-am-see“?"),
        ("provider_data/haus-am-see.yaml", "Das Profil heißt „haus-am-see“"),
        (r"provider_data\haus-am-see.yaml", "Das Profil heißt „haus-am-see“"),
        ("../x", "Vorhanden: haus-am-see, lindenhof"),
        ("_gemeinsam", "Vorhanden: haus-am-see, lindenhof"),
    ],
)
def test_unknown_profiles_are_wrong_use(aufruf: Aufruf, ordner: Path, name: str, antwort: str) -> None:
    for befehl in ("check", "build"):
        lauf = aufruf(befehl, name, in_ordner=ordner)
        assert lauf.code == 2
        assert antwort in lauf.fehler


def test_a_workspace_without_profiles(aufruf: Aufruf, tmp_path: Path) -> None:
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    lauf = aufruf("build", in_ordner=tmp_path)
    assert lauf.code == 2
    assert "kein Profil" in lauf.fehler


@pytest.mark.parametrize("datum", ["morgen", "31.02.2026", "2026-13-01"])
def test_the_reference_date_is_checked(aufruf: Aufruf, ordner: Path, datum: str) -> None:
    lauf = aufruf("check", "--stichtag", datum, in_ordner=ordner)
    assert lauf.code == 2
    assert "'--stichtag'" in lauf.fehler


def test_version(aufruf: Aufruf) -> None:
    from vertragsgen import __version__

    lauf = aufruf("--version")
    assert (lauf.code, lauf.aus) == (0, f"vertragsgen {__version__}\n")


@pytest.mark.parametrize(("worte", "erwartet"), [("vertragsgen bu", "build"), ("vertragsgen check li", "lindenhof")])
def test_shell_completion(prozess: Aufruf, ordner: Path, worte: str, erwartet: str) -> None:
    umgebung = {
        "_VERTRAGSGEN_COMPLETE": "bash_complete",
        "COMP_WORDS": worte,
        "COMP_CWORD": str(len(worte.split()) - 1),
    }
    lauf = prozess(in_ordner=ordner, umgebung=umgebung)
    assert lauf.aus.splitlines() == [f"plain,{erwartet}"]
