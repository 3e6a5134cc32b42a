"""``check`` and ``build`` over a stand-in for the library: what is passed on, printed and returned."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from tests.cli.conftest import Aufruf
from vertragsgen.api import Bauergebnis, Belegt
from vertragsgen.cli import bauausgabe, befundjson
from vertragsgen.diagnostics import Befund, Bericht, Mark, Schwere
from vertragsgen.workspace import Workspace

FEHLER = Befund(
    "VG201",
    Schwere.FEHLER,
    "Die Summe stimmt nicht.",
    Mark("provider_data/lindenhof.yaml", 1, 8, 3),
    profil="lindenhof",
)
WARNUNG = Befund("VG301", Schwere.WARNUNG, "Auffällig.", profil="haus-am-see")


@dataclass
class Bibliothek:
    """Stands in for ``vertragsgen.api``; ``befunde`` and ``status`` are what it answers with."""

    befunde: list[Befund] = field(default_factory=list)
    status: dict[str, str] = field(default_factory=dict)
    aufrufe: list[dict[str, Any]] = field(default_factory=list)
    nicht_begonnen: int = 0
    Belegt = Belegt

    def check(self, workspace: Workspace, profile: Sequence[str], *, stichtag: date) -> Bericht:
        self.aufrufe.append({"profile": profile, "stichtag": stichtag})
        return Bericht(list(self.befunde))

    def build(
        self, workspace: Workspace, profile: Sequence[str], *, fortschritt: Callable[[Any], None], **rest: Any
    ) -> Bauergebnis:
        self.aufrufe.append({"profile": profile, **rest})
        bau: Any = Bauergebnis(nicht_begonnen=self.nicht_begonnen)
        namen = profile or workspace.profile_ids()
        bau.befunde = [befund for befund in self.befunde if befund.profil not in namen]
        for name in namen:
            status = self.status.get(name, "gebaut")
            eigene = tuple(b for b in self.befunde if b.profil == name)
            ordner = workspace.output_dir / name
            geschrieben = () if status == "nicht gebaut" else ("a.docx", "b.xlsx")
            dateien = tuple(ordner / datei for datei in geschrieben)
            zahlen = {schwere.value: sum(b.schwere is schwere for b in eigene) for schwere in Schwere}
            ergebnis = SimpleNamespace(
                profil=name, status=status, namen=geschrieben, dateien=dateien, befunde=eigene, zahlen=zahlen, dauer=0.0
            )
            bau.profile.append(ergebnis)
            fortschritt(ergebnis)
        return bau


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Bibliothek:
    import vertragsgen

    ersatz = Bibliothek()
    monkeypatch.setitem(sys.modules, "vertragsgen.api", ersatz)
    monkeypatch.setattr(vertragsgen, "api", ersatz, raising=False)
    return ersatz


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    (tmp_path / "vertragsgen.yaml").write_text("", encoding="utf-8")
    (tmp_path / "provider_data").mkdir()
    for name in ("haus-am-see", "lindenhof"):
        (tmp_path / "provider_data" / f"{name}.yaml").write_text("paket: a/b\n", encoding="utf-8")
    return tmp_path


def test_check_without_findings(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    lauf = aufruf("check", in_ordner=ordner)
    assert lauf.code == 0
    assert lauf.aus == "2 Profile geprüft: 0 Fehler, 0 Warnungen, 0 Hinweise.\n"
    assert api.aufrufe == [{"profile": ["haus-am-see", "lindenhof"], "stichtag": date.today()}]


@pytest.mark.parametrize(
    ("befunde", "code"),
    [
        ([], 0),
        ([WARNUNG], 0),
        ([FEHLER], 1),
        ([Befund("VG201", Schwere.FEHLER, "x", akzeptiert=True)], 0),
        ([Befund("VG201", Schwere.FEHLER, "x", nicht_pruefbar=True)], 0),
    ],
    ids=["nichts", "Warnung", "Fehler", "angenommen", "nicht prüfbar"],
)
def test_exit_codes(aufruf: Aufruf, api: Bibliothek, ordner: Path, befunde: list[Befund], code: int) -> None:
    api.befunde = befunde
    for args in (("check",), ("check", "--format", "json"), ("build",), ("build", "--json")):
        assert aufruf(*args, in_ordner=ordner).code == code


def test_check_prints_place_and_excerpt(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    api.befunde = [FEHLER]
    lauf = aufruf("check", "lindenhof", in_ordner=ordner)
    assert "provider_data/lindenhof.yaml:1:8: Fehler VG201: Die Summe stimmt nicht." in lauf.aus
    assert "1 | paket: a/b\n          |        ^^^\n" in lauf.aus
    assert lauf.aus.endswith("1 Profil geprüft: 1 Fehler, 0 Warnungen, 0 Hinweise.\n")
    assert "\x1b" not in lauf.aus


def test_check_json_is_valid_and_alone_on_stdout(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    api.befunde = [FEHLER, WARNUNG]
    lauf = aufruf("check", "--format", "json", in_ordner=ordner)
    wert = json.loads(lauf.aus)
    jsonschema.validate(wert, befundjson.befunde_schema())
    assert [befund["code"] for befund in wert["befunde"]] == ["VG201", "VG301"]
    assert lauf.fehler == ""


@pytest.mark.parametrize("stelle", ["vor", "nach"])
def test_global_options_stand_before_or_after_the_command(
    aufruf: Aufruf, api: Bibliothek, ordner: Path, tmp_path: Path, stelle: str
) -> None:
    optionen = ("--workspace", str(ordner), "--stichtag", "31.12.2026")
    args = (*optionen, "check") if stelle == "vor" else ("check", *optionen)
    (tmp_path / "woanders").mkdir()
    assert aufruf(*args, in_ordner=tmp_path / "woanders").code == 0
    assert api.aufrufe[0]["stichtag"] == date(2026, 12, 31)


def test_build_passes_its_options_on(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    args = ("--document", "x", "--format", "docx", "--format", "xlsx", "--force", "--entwurf", "--jobs", "3", "--prune")
    assert aufruf("build", "lindenhof", *args, in_ordner=ordner).code == 0
    aufrufe = api.aufrufe[0]
    assert aufrufe["profile"] == ["lindenhof"]
    assert aufrufe["dokumente"] == ("x",)
    assert aufrufe["formate"] == ("docx", "xlsx")
    assert aufrufe["force"] is True
    assert aufrufe["entwurf"] is True
    assert (aufrufe["jobs"], aufrufe["prune"]) == (3, True)


def test_build_prints_a_line_per_profile_and_a_table(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    api.befunde = [FEHLER, WARNUNG]
    api.status = {"lindenhof": "nicht gebaut"}
    lauf = aufruf("build", in_ordner=ordner)
    assert lauf.code == 1
    assert "haus-am-see: erzeugt (2 Dateien)\nlindenhof: NICHT erzeugt (0 Dateien)\n" in lauf.aus
    assert lauf.aus.endswith(
        "Profil       Ergebnis       Dateien  Fehler  Warnungen  Ordner\n"
        "haus-am-see  erzeugt              2       0          1  output/haus-am-see\n"
        "lindenhof    NICHT erzeugt        0       1          0  –\n"
        "\n"
        "1 erzeugt, 1 NICHT erzeugt.\n"
        "1 von 2 Profilen fertig: 1 Fehler, 1 Warnung, 0 Hinweise.\n"
    )


@pytest.mark.parametrize(
    ("status", "code"), [("gebaut", 0), ("unveraendert", 0), ("unvollstaendig", 1), ("nicht gebaut", 1)]
)
def test_a_profile_that_is_not_complete_ends_with_1(
    aufruf: Aufruf, api: Bibliothek, ordner: Path, status: str, code: int
) -> None:
    api.status = {"lindenhof": status}
    assert aufruf("build", in_ordner=ordner).code == code


def test_a_stopped_run_says_what_is_left(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    api.nicht_begonnen = 3
    lauf = aufruf("build", in_ordner=ordner)
    assert lauf.code == 1
    assert "Abgebrochen: 3 Profile nicht begonnen; der nächste Lauf setzt fort." in lauf.aus
    assert "2 von 5 Profilen fertig" in lauf.aus


def test_the_states_are_those_of_the_library() -> None:
    from vertragsgen import api

    assert set(bauausgabe.STATUS) == {api.GEBAUT, api.UNVERAENDERT, api.UNVOLLSTAENDIG, api.NICHT_GEBAUT}


def test_build_json(aufruf: Aufruf, api: Bibliothek, ordner: Path) -> None:
    api.befunde = [FEHLER]
    api.status = {"lindenhof": "nicht gebaut"}
    lauf = aufruf("build", "--json", in_ordner=ordner)
    wert = json.loads(lauf.aus)
    jsonschema.validate(wert, bauausgabe.bau_schema())
    assert wert["profile"][0] == {
        "profil": "haus-am-see",
        "status": "gebaut",
        "dateien": ["output/haus-am-see/a.docx", "output/haus-am-see/b.xlsx"],
    }
    assert wert["profile"][1]["status"] == "nicht gebaut"
