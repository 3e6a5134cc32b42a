"""The steps of the action, run as CI runs them: render, cut, annotate, then comment from a place that trusts nothing."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from benchmarks.providers import generate
from tests.review.berichtbau import feindlicher_bericht, grosser_bericht, kleiner_bericht
from vertragsgen.diagnostics import Mark
from vertragsgen.review.gesamtmarkdown import als_markdown_bericht
from vertragsgen.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / ".github" / "actions" / "vertragsgen"
KLAUSEL = "templates/bremen/intensiv-betreutes-wohnen-sgb12/klauseln/vereinbarung/leistung-aufnahmepflicht.md"


def _lade(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"action_{name}", ACTION / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    modul = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(modul)
    return modul


kommentar = _lade("kommentar")


def git(ordner: Path, *args: str) -> None:
    befehl = ["git", "-C", str(ordner), "-c", "user.name=Probe", "-c", "user.email=probe@example.org", *args]
    subprocess.run(befehl, check=True, capture_output=True)


@pytest.fixture(scope="module")
def pull_request(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose last commit changes a clause for all and a rate for one, wrongly."""
    ordner = tmp_path_factory.mktemp("action") / "arbeit"
    generate(ordner, 6)
    git(ordner, "init", "-q")
    git(ordner, "add", "-A")
    git(ordner, "commit", "-qm", "Anfang")
    for datei, alt, neu in (
        (KLAUSEL, "verpflichtet", "berechtigt"),
        ("provider_data/anbieter-0000.yaml", "massnahmepauschale: 49,67", "massnahmepauschale: 50,67"),
    ):
        pfad = ordner / datei
        text = pfad.read_text(encoding="utf-8")
        assert alt in text
        pfad.write_text(text.replace(alt, neu), encoding="utf-8", newline="\n")
    git(ordner, "commit", "-qam", "Änderung")
    return ordner


def starte(skript: str, *args: str, **umgebung: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"} | umgebung
    return subprocess.run(
        [sys.executable, str(ACTION / f"{skript}.py"), *args], env=env, capture_output=True, encoding="utf-8"
    )


def test_the_report_step(pull_request: Path, tmp_path: Path) -> None:
    aus, summe = tmp_path / "bericht", tmp_path / "summe.md"
    args = ("--workspace", str(pull_request), "--ausgabe", str(aus), "--stichtag", "2019-06-01")
    lauf = starte("bericht", "--basis", "HEAD^1", *args, "--grenze", "5000", GITHUB_STEP_SUMMARY=str(summe))
    assert lauf.returncode == 1, lauf.stderr  # the rate no longer fits the cost sheet
    (fehler,) = [zeile for zeile in lauf.stdout.splitlines() if zeile.startswith("::error")]
    assert re.match(r"::error file=\S*provider_data/anbieter-0000\.yaml,line=\d+,col=\d+,.*VG206", fehler)
    # The oversized comment is cut, the summary and the page are not.
    text = (aus / "kommentar.md").read_text(encoding="utf-8")
    assert len(text) <= 5000
    assert "Hier weggelassen" in text
    kommentar.pruefe(text, 65_536)
    ganz = summe.read_text(encoding="utf-8")
    assert ganz == (aus / "zusammenfassung.md").read_text(encoding="utf-8")
    assert "Hier weggelassen" not in ganz
    assert "<del>verpflichtet</del>" in ganz
    assert json.loads((aus / "bericht.json").read_text(encoding="utf-8"))["urteil"]["summenfehler"] == 1
    assert len(list((aus / "redlines").glob("*/vereinbarung.docx"))) == 6
    assert (aus / "bericht.html").stat().st_size > 10_000


def test_the_report_step_says_what_is_wrong(pull_request: Path, tmp_path: Path) -> None:
    lauf = starte("bericht", "--basis", "fehlt", "--workspace", str(pull_request), "--ausgabe", str(tmp_path / "b"))
    assert lauf.returncode == 2
    assert "Den Git-Stand „fehlt“ gibt es hier nicht." in lauf.stderr
    assert "Traceback" not in lauf.stderr


@pytest.mark.parametrize(("marken", "zeile"), [((None, 2, 4), 4), ((None, 2), 2), ((None,), 1)])
def test_an_outlier_is_a_warning_at_the_line_that_holds_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marken: tuple[int | None, ...], zeile: int
) -> None:
    """Else at the first line that changed, else at the top of the profile."""
    monkeypatch.syspath_prepend(str(ACTION))
    bericht = grosser_bericht(60)
    (eine,) = bericht.ausreisser
    datei = f"provider_data/{eine.profil}.yaml"
    (tmp_path / "provider_data").mkdir()
    (tmp_path / datei).write_text(f"paket: a/b\nname: neu\nsaetze:\n  - {eine.zahl.neu}\n", encoding="utf-8")
    orte = tuple(nummer and Mark(datei, nummer, 1) for nummer in marken)
    alle = tuple(replace(eins, profilmarken=orte) if eins.profil == eine.profil else eins for eins in bericht.traeger)
    (warnung,) = _lade("bericht").ausreisser(replace(bericht, traeger=alle), Workspace(tmp_path))
    assert warnung.mark == Mark(datei, zeile, 1)
    assert f"70,15 → {eine.zahl.neu} (+9,00 %)" in warnung.meldung


class Plattform(BaseHTTPRequestHandler):
    """As much of GitHub and GitLab as the step uses."""

    kommentare: list[dict[str, Any]]
    pulls: list[dict[str, Any]]
    gesehen: list[tuple[str, str]]

    def _antworte(self) -> None:
        laenge = int(self.headers.get("Content-Length") or 0)
        daten = json.loads(self.rfile.read(laenge) or b"null")
        self.gesehen.append((self.command, self.path))
        weg = self.path.partition("?")[0]
        ergebnis: Any = {}
        if weg.endswith("/user"):
            ergebnis = {"id": 5}
        elif self.command == "GET":
            ergebnis = self.pulls if weg.endswith("/pulls") else self.kommentare
        elif self.command == "POST":
            self.kommentare.append(
                {"id": 100 + len(self.kommentare), **daten, "user": {"type": "Bot"}, "author": {"id": 5}}
            )
        else:
            next(k for k in self.kommentare if str(k["id"]) == weg.rpartition("/")[2])["body"] = daten["body"]
        inhalt = json.dumps(ergebnis).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(inhalt)))
        self.end_headers()
        self.wfile.write(inhalt)

    do_GET = do_POST = do_PATCH = do_PUT = _antworte

    def log_message(self, *args: object) -> None:
        """Silence."""


@pytest.fixture
def plattform() -> Iterator[tuple[type[Plattform], str]]:
    art = type("Probe", (Plattform,), {"kommentare": [], "pulls": [], "gesehen": []})
    server = HTTPServer(("127.0.0.1", 0), art)
    lauf = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    lauf.start()
    yield art, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    lauf.join()
    server.server_close()


def _ereignis(tmp_path: Path, **ereignis: Any) -> str:
    pfad = tmp_path / "ereignis.json"
    pfad.write_text(json.dumps(ereignis), encoding="utf-8")
    return str(pfad)


def _bericht(tmp_path: Path, text: str) -> str:
    pfad = tmp_path / "kommentar.md"
    pfad.write_text(text, encoding="utf-8")
    return str(pfad)


def test_one_comment_updated_in_place_from_a_fork(plattform: tuple[type[Plattform], str], tmp_path: Path) -> None:
    art, adresse = plattform
    text = als_markdown_bericht(kleiner_bericht())
    art.pulls[:] = [{"number": 8, "head": {"sha": "alt"}}, {"number": 7, "head": {"sha": "abc"}}]
    # Anybody may write our marker; only the bot's comment is ours.
    art.kommentare[:] = [{"id": 1, "body": text, "user": {"type": "User"}, "author": {"id": 9}}]
    lauf = {"head_sha": "abc", "head_branch": "a&b", "head_repository": {"owner": {"login": "fremd"}}}
    umgebung = {
        "GITHUB_API_URL": adresse, "GITHUB_TOKEN": "t", "GITHUB_REPOSITORY": "amt/vertraege",
        "GITHUB_EVENT_PATH": _ereignis(tmp_path, workflow_run=lauf),
    }  # fmt: skip
    assert kommentar.github(text, umgebung) == "Kommentar in #7 angelegt."
    assert kommentar.github(text + "mehr", umgebung) == "Kommentar in #7 aktualisiert."
    assert [k["body"] for k in art.kommentare] == [text, text + "mehr"]
    assert ("GET", "/repos/amt/vertraege/pulls?state=open&head=fremd%3Aa%26b&per_page=100&page=1") in art.gesehen
    # A run that a later push has overtaken comments nothing.
    art.pulls[:] = [{"number": 7, "head": {"sha": "neuer"}}]
    assert kommentar.github(text, umgebung).startswith("Kein offener Pull Request")
    assert len(art.kommentare) == 2


def test_gitlab_does_the_same(
    plattform: tuple[type[Plattform], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    art, adresse = plattform
    umgebung = {"CI_API_V4_URL": adresse, "CI_PROJECT_ID": "3", "CI_MERGE_REQUEST_IID": "4", "VERTRAGSGEN_TOKEN": "t"}
    for name, wert in umgebung.items():
        monkeypatch.setenv(name, wert)
    pfad = _bericht(tmp_path, als_markdown_bericht(grosser_bericht(500), 900_000))
    for _ in range(2):
        assert kommentar.main([pfad, "--plattform", "gitlab"]) == 0
    assert len(art.kommentare) == 1
    assert "in 499 Dokumenten" in art.kommentare[0]["body"]


@pytest.mark.parametrize("bericht", [kleiner_bericht(), feindlicher_bericht(), grosser_bericht(60)])
def test_what_we_write_is_let_through(bericht: Any) -> None:
    kommentar.pruefe(als_markdown_bericht(bericht), 65_536)


BOESE = {
    "Kennzeile": "## Was sich ändert\n",
    "HTML": f"{kommentar.MARKE}\n<img src=x onerror=alert(1)>\n",
    "HTML im Kommentar": f"{kommentar.MARKE}\n<!-- vertragsgen:diff v1 -->\n",
    "Tag mit Angabe": f"{kommentar.MARKE}\n<details open ontoggle=x>\n",
    "maskiertes HTML": f"{kommentar.MARKE}\n\\<script>\n",
    "Erwähnung": f"{kommentar.MARKE}\nBitte @amt/alle ansehen\n",
    "Kürzel": f"{kommentar.MARKE}\nBitte &#64;alle\n",
    "Verweis": f"{kommentar.MARKE}\n[hier](klick)\n",
    "doppelt maskiert": f"{kommentar.MARKE}\n\\\\[hier](klick)\n",
    "Bild": f"{kommentar.MARKE}\n![x](y)\n",
    "Adresse": f"{kommentar.MARKE}\nhttps://boese.example\n",
    "Adresse ohne Anfang": f"{kommentar.MARKE}\nwww.boese.example\n",
    "Code": f"{kommentar.MARKE}\n```suggestion\nx\n```\n",
    "Richtungszeichen": f"{kommentar.MARKE}\n\u202eabc\n",
    "zu lang": f"{kommentar.MARKE}\n" + "x" * 70_000,
}


@pytest.mark.parametrize("name", BOESE)
def test_an_artefact_that_is_not_ours_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert kommentar.main([_bericht(tmp_path, BOESE[name])]) == 1
    assert capsys.readouterr().err.startswith("Nichts kommentiert. ")


def test_a_link_in_the_artefact_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "x").write_text(als_markdown_bericht(kleiner_bericht()), encoding="utf-8")
    (tmp_path / "kommentar.md").symlink_to(tmp_path / "x")
    assert kommentar.main([str(tmp_path / "kommentar.md")]) == 1


def test_no_input_becomes_a_command() -> None:
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    befehle = [schritt["run"] for schritt in action["runs"]["steps"] if "run" in schritt]
    assert len(befehle) == 2
    assert not any("${{" in befehl for befehl in befehle)
    for skript in ("bericht.py", "kommentar.py"):
        assert (ACTION / skript).is_file()
    gitlab = (ROOT / ".gitlab" / "vertragsgen.gitlab-ci.yml").read_text(encoding="utf-8")
    assert ".vertragsgen-bericht" in yaml.safe_load(gitlab)


@pytest.mark.libreoffice
def test_a_changed_frame_is_shown_before_and_after(pull_request: Path, tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm ist nicht installiert")
    ordner = Path(shutil.copytree(pull_request, tmp_path / "arbeit"))
    rahmen = next((ordner / "templates/bremen/intensiv-betreutes-wohnen-sgb12").rglob("vereinbarung*.docx"))
    _aendere_rahmen(rahmen)
    aus = tmp_path / "bericht"
    args = ("--workspace", str(ordner), "--ausgabe", str(aus), "--stichtag", "2019-06-01")
    lauf = starte("bericht", "--basis", "HEAD", *args, "--bilder")
    assert "Geänderte Rahmen" in (aus / "kommentar.md").read_text(encoding="utf-8"), lauf.stderr
    namen = {re.sub(r"-\d+\.png$", "", bild.name) for bild in (aus / "bilder").glob("*.png")}
    assert {"vereinbarung-alt", "vereinbarung-neu"} <= namen


def _aendere_rahmen(pfad: Path) -> None:
    from docx import Document
    from docx.oxml.ns import qn

    dokument = Document(str(pfad))
    worte = (knoten for knoten in dokument.element.body.iter(qn("w:t")) if knoten.text)
    wort = next(knoten for knoten in worte if "{" not in knoten.text and any(z.isalpha() for z in knoten.text))
    wort.text += " hiermit"
    dokument.save(str(pfad))
