"""``diff`` over a scratch git repository: documents are compared, the checkout stays as it is."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from docx import Document

from benchmarks.providers import generate
from tests.cli.conftest import Aufruf, aufruf, prozess  # noqa: F401
from vertragsgen import api, pipeline
from vertragsgen.api.vergleichen import diff
from vertragsgen.cli.aenderungsschema import diff_schema
from vertragsgen.output.raisable import Fortschreibungsauftrag
from vertragsgen.review import staende
from vertragsgen.review.bericht import Aenderungsbericht, Stand
from vertragsgen.review.gesamtmarkdown import GRENZE, als_markdown_bericht
from vertragsgen.review.gitstand import KeinStand, checkout
from vertragsgen.review.modell import Aenderungsart, Risiko
from vertragsgen.review.profilvergleich import compare_profile
from vertragsgen.review.staende import Vergleicher, Vergleichsauftrag
from vertragsgen.review.vergleich import KENNUNG_NEU, compare_docx
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, open_workspace

TAG = date(2019, 6, 1)
ANZAHL = 7
KLAUSEL = "templates/bremen/intensiv-betreutes-wohnen-sgb12/klauseln/vereinbarung/leistung-aufnahmepflicht.md"


def git(ordner: Path, *args: str) -> str:
    befehl = ["git", "-C", str(ordner), "-c", "user.name=Probe", "-c", "user.email=probe@example.org", *args]
    return subprocess.run(befehl, check=True, capture_output=True, encoding="utf-8").stdout


def mit_anfang(ordner: Path) -> Path:
    """The folder as a repository whose first commit is what lies there."""
    git(ordner, "init", "-q", "-b", "main")
    git(ordner, "add", "-A")
    git(ordner, "commit", "-qm", "Anfang")
    return ordner


@pytest.fixture(scope="module")
def vorrat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ordner = tmp_path_factory.mktemp("vorrat") / "arbeit"
    generate(ordner, ANZAHL)
    return mit_anfang(ordner)


@pytest.fixture
def repo_(vorrat: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(vorrat, tmp_path / "arbeit"))


def ersetze(datei: Path, alt: str, neu: str) -> None:
    text = datei.read_text(encoding="utf-8")
    assert text.count(alt) >= 1, (datei, alt)
    datei.write_text(text.replace(alt, neu), encoding="utf-8", newline="\n")


def vergleiche(ordner: Path, *staende: str, jobs: int = 1) -> Aenderungsbericht:
    return diff(open_workspace(ordner), *staende, stichtag=TAG, jobs=jobs)


def test_a_clause_and_a_rate(repo_: Path) -> None:
    ersetze(repo_ / KLAUSEL, "verpflichtet", "berechtigt")
    profil = repo_ / "provider_data" / "anbieter-0000.yaml"
    ersetze(profil, "massnahmepauschale: 49,67", "massnahmepauschale: 50,67")
    vorher = git(repo_, "status", "--porcelain")
    bericht = vergleiche(repo_)
    assert git(repo_, "status", "--porcelain") == vorher
    (gruppe,) = [g for g in bericht.wortlaut if g.titel == "Vereinbarung"]
    assert gruppe.anzahl == bericht.urteil.dokumente_geaendert - 2 == ANZAHL
    assert gruppe.risiko is Risiko.BINDUNG
    (zeile,) = [z for z in bericht.zahlen if z.zahl.bezeichnung == "Maßnahmepauschale, Hilfebedarfsgruppe 2"]
    assert (zeile.zahl.alt, zeile.zahl.neu) == ("49,67", "50,67")
    assert (zeile.zahl.differenz, zeile.zahl.prozent) == (Decimal("1.00"), Decimal("2.01"))
    # 4 places × 365 days × 95 %
    assert (zeile.tage, zeile.jahreswirkung) == (Decimal("1387"), Decimal("1387.00"))
    assert not bericht.urteil.unerklaert
    assert bericht.urteil.summenfehler == 1
    assert {b.code for b in bericht.befunde_neu} == {"VG206", "VG210", "VG212"}
    (eins,) = [t for t in bericht.traeger if t.profil == "anbieter-0000"]
    assert eins.stand is Stand.NICHT_ERZEUGT
    assert eins.profilpfade == ("verguetung.saetze.1.massnahmepauschale",)
    assert eins.paketteile == ("vereinbarung/leistung-aufnahmepflicht",)
    text = als_markdown_bericht(bericht)
    assert len(text) <= GRENZE
    assert text.count("leistung-aufnahmepflicht") == 0 or "Im Vorlagenpaket" in text
    assert text.count("<del>verpflichtet</del>") == 1
    assert f"in {ANZAHL} Dokumenten" in text


def test_a_rate_typed_into_a_clause_is_told_by_the_package(repo_: Path) -> None:
    ersetze(repo_ / KLAUSEL, "verpflichtet,", "verpflichtet, bis zu 12 Personen")
    bericht = vergleiche(repo_)
    assert not bericht.urteil.unerklaert
    (gruppe,) = bericht.wortlaut
    assert gruppe.anzahl == ANZAHL
    assert {zeile.zahl.neu for zeile in bericht.zahlen} == {"12"}


def test_a_moved_clause_is_one_change_in_all_variants_of_a_document(repo_: Path) -> None:
    """Two of the samples say „Träger der Einrichtung“, the others „Einrichtungsträger“; what moved is the same clause."""
    manifest = repo_ / KLAUSEL.partition("klauseln")[0] / "paket.yaml"
    ersetze(manifest, "        - pruefung-anlassfall\n", "")
    ersetze(manifest, "        - pruefung\n", "        - pruefung\n        - pruefung-anlassfall\n")
    bericht = vergleiche(repo_)
    (gruppe,) = bericht.wortlaut
    assert gruppe.aenderung.art is Aenderungsart.VERSCHOBEN
    assert gruppe.anzahl == len({fundstelle.profil for fundstelle in gruppe.fundstellen}) == ANZAHL
    texte = {
        aenderung.neu
        for eins in bericht.traeger
        for dokument in eins.dokumente
        for aenderung in dokument.vergleich.aenderungen
    }
    assert len(texte) == 2


def test_a_clause_of_a_profile_that_moved_stays_apart(repo_: Path) -> None:
    manifest = repo_ / KLAUSEL.partition("klauseln")[0] / "paket.yaml"
    with (repo_ / "provider_data" / "anbieter-0001.yaml").open("a", encoding="utf-8") as datei:
        datei.write(
            "\nklauseln:\n  vereinbarung/pruefung-anlassfall:\n    text: |-\n      ## [#pruefung-anlassfall]\n\n"
            "      Bei Anhaltspunkten für Zweifel an der Qualität wird einmal im Jahr ohne Anmeldung geprüft.\n"
            "    grund: Probe\n    genehmigt_von: Referat 14\n    bis: 2027-12-31\n"
        )
    git(repo_, "commit", "-qam", "Abweichung")
    ersetze(manifest, "        - pruefung-anlassfall\n", "")
    ersetze(manifest, "        - pruefung\n", "        - pruefung\n        - pruefung-anlassfall\n")
    anzahlen = {gruppe.anzahl: gruppe.fundstellen for gruppe in vergleiche(repo_).wortlaut}
    assert set(anzahlen) == {1, ANZAHL - 1}
    assert anzahlen[1][0].profil == "anbieter-0001"


def test_another_paragraph_of_the_law_is_read_once(repo_: Path) -> None:
    manifest = repo_ / KLAUSEL.partition("klauseln")[0] / "paket.yaml"
    ersetze(manifest, "pruefung: {wert: § 76 Abs. 3 SGB XII", "pruefung: {wert: § 67 Abs. 3 SGB XII")
    bericht = vergleiche(repo_)
    assert not bericht.zahlen
    assert bericht.wortlaut
    assert {g.risiko for g in bericht.wortlaut} == {Risiko.FRIST_NORM_KLAUSEL}
    assert all("§ 67" in g.aenderung.neu.replace("\u00a0", " ") for g in bericht.wortlaut)
    assert {g.anzahl for g in bericht.wortlaut} == {ANZAHL}
    assert bericht.urteil.dokumente_nur_zahlen == 0
    assert bericht.urteil.dokumente_wortlaut == bericht.urteil.dokumente_geaendert > 0


def test_a_raise_of_all_says_range_and_sums_and_names_who_was_left_out(repo_: Path) -> None:
    workspace = open_workspace(repo_)
    namen = workspace.profile_ids()
    api.raise_rates(workspace, namen[:-1], auftrag=Fortschreibungsauftrag(Decimal("2.5"), date(2019, 12, 1)))
    geaendert = git(repo_, "diff", "--name-only").split()
    assert len(geaendert) >= 5
    bericht = vergleiche(repo_)
    u = bericht.urteil
    assert u.spanne is not None
    von, bis = u.spanne
    assert Decimal("1.5") < von <= bis < Decimal("3.5")
    assert (u.unerklaert, u.summenfehler) == (0, 0)
    text = als_markdown_bericht(bericht)
    assert len(text) <= GRENZE
    kopf = "\n".join(text.split("\n")[:12])
    assert re.search(r"Sätze \+\d,\d\d % bis \+\d,\d\d %", kopf)
    assert "Ausreißer" in kopf
    assert re.search(r"Alle Summen stimmen \(\d+ Träger geprüft\)", kopf)


def test_new_removed_and_renamed_providers(repo_: Path) -> None:
    profile = repo_ / "provider_data"
    shutil.copy(profile / "anbieter-0001.yaml", profile / "zugang.yaml")
    (profile / "anbieter-0002.yaml").unlink()
    bericht = vergleiche(repo_)
    assert {t.profil: t.stand for t in bericht.traeger} == {"anbieter-0002": Stand.ENTFALLEN, "zugang": Stand.NEU}
    neu = next(t for t in bericht.traeger if t.profil == "zugang")
    assert {d.stand for d in neu.dokumente} == {Stand.NEU}
    assert all(d.zeilen for d in neu.dokumente if d.datei.endswith(".docx"))


def test_two_commits_and_the_same_in_parallel(repo_: Path) -> None:
    ersetze(repo_ / KLAUSEL, "verpflichtet", "berechtigt")
    git(repo_, "commit", "-qam", "Klausel")
    eins = vergleiche(repo_, "HEAD~1", "HEAD")
    assert eins.urteil.traeger_geaendert == ANZAHL
    assert vergleiche(repo_, "HEAD").urteil.gleich
    assert vergleiche(repo_, "HEAD", "HEAD~1").wortlaut[0].aenderung.neu == eins.wortlaut[0].aenderung.alt


@pytest.mark.parametrize("art", ["nichts", "kommentar", "ein profil"])
def test_unchanged_profiles_are_not_rendered(repo_: Path, monkeypatch: pytest.MonkeyPatch, art: str) -> None:
    gebaut: list[str] = []
    echt = pipeline.run
    monkeypatch.setattr(pipeline, "run", lambda w, p, **rest: gebaut.append(p) or echt(w, p, **rest))
    profil = repo_ / "provider_data" / "anbieter-0001.yaml"
    if art != "nichts":
        profil.write_text(profil.read_text(encoding="utf-8") + "# Bemerkung\n", encoding="utf-8")
    if art == "ein profil":
        ersetze(profil, "ort: Bremen", "ort: Bremerhaven")
    bericht = vergleiche(repo_)
    assert gebaut == ([] if art == "nichts" else ["anbieter-0001"] * 2)
    assert bericht.urteil.gleich is (art != "ein profil")


def test_a_clause_that_only_others_use_is_rendered_once(repo_: Path) -> None:
    andere = sorted((repo_ / "templates/bremen/intensiv-betreutes-wohnen-sgb9").rglob("klauseln/**/*.md"))
    andere[0].write_text(andere[0].read_text(encoding="utf-8") + "\nEin Satz mehr.\n", encoding="utf-8")
    alt = checkout(repo_, "HEAD", repo_.parent / "alt").workspace
    vergleicher = Vergleicher(Vergleichsauftrag(alt, open_workspace(repo_), TAG))
    laeufe: list[Workspace] = []
    echt = vergleicher._run
    vergleicher._run = lambda werkstatt, profil: laeufe.append(werkstatt.workspace) or echt(werkstatt, profil)  # type: ignore[method-assign,assignment,func-returns-value]
    assert vergleicher.compare("anbieter-0000").stand is Stand.GLEICH
    assert [w.root for w in laeufe] == [repo_]


def test_a_workspace_below_the_root(vorrat: Path, tmp_path: Path) -> None:
    wurzel = tmp_path / "repo"
    shutil.copytree(vorrat, wurzel / "vertraege", ignore=shutil.ignore_patterns(".git"))
    git(tmp_path, "init", "-q", str(wurzel))
    git(wurzel, "add", "-A")
    git(wurzel, "commit", "-qm", "x")
    ersetze(wurzel / "vertraege" / KLAUSEL, "verpflichtet", "berechtigt")
    assert vergleiche(wurzel / "vertraege").urteil.traeger_geaendert == ANZAHL


def test_in_a_hook_the_folder_says_which_repository(repo_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ersetze(repo_ / KLAUSEL, "verpflichtet", "berechtigt")
    for name, wert in (("GIT_DIR", ".git"), ("GIT_WORK_TREE", "/"), ("GIT_INDEX_FILE", "fort"), ("GIT_PREFIX", "x/")):
        monkeypatch.setenv(name, wert)
    assert vergleiche(repo_).urteil.traeger_geaendert == ANZAHL


def test_the_package_of_a_profile_with_a_byte_order_mark(repo_: Path) -> None:
    profil = next((repo_ / "provider_data").glob("anbieter-*.yaml"))
    assert "\npaket:" in f"\n{profil.read_text(encoding='utf-8')}"
    zeilen = [zeile for zeile in profil.read_text(encoding="utf-8").splitlines() if not zeile.startswith("#")]
    profil.write_text("\n".join(zeilen), encoding="utf-8-sig")
    assert zeilen[0].startswith("paket:")
    assert staende._paket_von(open_workspace(repo_), profil.stem) == zeilen[0].removeprefix("paket:").strip()


Start = Callable[[Path], tuple[Path, tuple[str, ...]]]


def _kein_repository(ordner: Path) -> tuple[str, ...]:
    shutil.rmtree(ordner / ".git")
    return ()


def _spaeter_angelegt(ordner: Path) -> tuple[str, ...]:
    git(ordner, "rm", "-q", "--cached", "vertragsgen.yaml")
    git(ordner, "commit", "-qm", "ohne")
    return ("HEAD",)


def _kaputte_einstellungen(ordner: Path) -> tuple[str, ...]:
    (ordner / "vertragsgen.yaml").write_text("profile: ../weg\n", encoding="utf-8")
    git(ordner, "commit", "-qam", "kaputt")
    (ordner / "vertragsgen.yaml").write_text("", encoding="utf-8")
    return ("HEAD",)


def _leeres_repository(ordner: Path) -> tuple[str, ...]:
    shutil.rmtree(ordner / ".git")
    git(ordner, "init", "-q")
    return ()


@pytest.mark.parametrize(
    ("tue", "satz"),
    [
        (_kein_repository, "liegt in keinem Git-Repository"),
        (lambda _: ("gibt-es-nicht",), "Den Git-Stand „gibt-es-nicht“ gibt es hier nicht."),
        (lambda _: ("HEAD", "HEAD^{tree}"), "gibt es hier nicht"),
        (_leeres_repository, "noch keinen Commit"),
        (_spaeter_angelegt, "Dort gab es diesen Arbeitsbereich noch nicht."),
        (_kaputte_einstellungen, "Die Einstellungen des Stands „HEAD"),
    ],
)
def test_what_cannot_be_compared_is_said_in_german(
    repo_: Path,
    aufruf: Aufruf,  # noqa: F811
    tue: Callable[[Path], tuple[str, ...]],
    satz: str,
) -> None:
    lauf = aufruf("--workspace", str(repo_), "diff", *tue(repo_))
    assert (lauf.code, lauf.aus) == (2, "")
    assert satz in lauf.fehler
    assert "Traceback" not in lauf.fehler


def test_an_old_state_that_cannot_be_built_still_gives_a_report(repo_: Path) -> None:
    profil = repo_ / "provider_data" / "anbieter-0003.yaml"
    gut = profil.read_text(encoding="utf-8")
    profil.write_text("paket: [\n", encoding="utf-8")
    git(repo_, "commit", "-qam", "kaputt")
    profil.write_text(gut, encoding="utf-8")
    bericht = vergleiche(repo_)
    (eins,) = bericht.traeger
    assert (eins.profil, eins.stand) == ("anbieter-0003", Stand.GEAENDERT)
    assert {d.stand for d in eins.dokumente} == {Stand.NEU}
    assert bericht.befunde_behoben
    # And the other way round.
    git(repo_, "commit", "-qam", "gut")
    profil.write_text("paket: [\n", encoding="utf-8")
    (eins,) = vergleiche(repo_).traeger
    assert eins.stand is Stand.NICHT_ERZEUGT
    assert not any(d.stand is Stand.ENTFALLEN for d in eins.dokumente)


def test_a_link_out_of_the_workspace_is_not_followed(repo_: Path, tmp_path: Path) -> None:
    geheim = tmp_path / "geheim.yaml"
    geheim.write_text("traeger: {name: Geheim}\n", encoding="utf-8")
    (repo_ / "provider_data" / "_fremd.yaml").symlink_to(geheim)
    profil = repo_ / "provider_data" / "anbieter-0001.yaml"
    profil.write_text("basis: _fremd.yaml\n" + profil.read_text(encoding="utf-8"), encoding="utf-8")
    git(repo_, "add", "-A")
    git(repo_, "commit", "-qm", "Verknüpfung")
    text = als_markdown_bericht(vergleiche(repo_, "HEAD~1", "HEAD"))
    assert "VG101" in text
    assert "Geheim" not in text


def test_an_output_that_cannot_be_written_is_no_fault_of_the_program(repo_: Path, aufruf: Aufruf) -> None:  # noqa: F811
    ersetze(repo_ / KLAUSEL, "verpflichtet", "berechtigt")
    datei = repo_ / "vertragsgen.yaml"
    ziel = ("--format", "html", "--output", str(datei / "bericht.html"))
    lauf = aufruf("--workspace", str(repo_), "--stichtag", "2019-06-01", "diff", "--jobs", "1", *ziel)
    assert lauf.code == 2
    assert "lässt sich nicht schreiben" in lauf.fehler
    assert "Fehler im Programm" not in lauf.fehler


def test_the_command_writes_each_format(repo_: Path, aufruf: Aufruf, tmp_path: Path) -> None:  # noqa: F811
    ersetze(repo_ / KLAUSEL, "verpflichtet", "berechtigt")
    grund = ("--workspace", str(repo_), "--stichtag", "2019-06-01", "diff", "--jobs", "1")
    text = aufruf(*grund)
    assert text.code == 0
    assert "[-verpflichtet-]{+berechtigt+}" in text.aus
    lauf = aufruf(*grund, "--format", "json", "--redlines", str(tmp_path / "red"))
    daten = json.loads(lauf.aus)
    jsonschema.validate(daten, diff_schema())
    wege = [d["redline"] for t in daten["traeger"] for d in t["dokumente"]]
    assert len(wege) == ANZAHL
    assert all((tmp_path / "red" / weg).is_file() for weg in wege)
    html = aufruf(*grund, "--format", "html", "--output", str(tmp_path / "b.html"))
    assert html.code == 0
    assert "berechtigt" in (tmp_path / "b.html").read_text(encoding="utf-8")
    docx = aufruf(*grund, "--format", "docx", "--output", str(tmp_path / "docx"))
    assert docx.code == 0
    assert len(list((tmp_path / "docx").glob("*/vereinbarung.docx"))) == ANZAHL
    assert aufruf(*grund, "--format", "docx").code == 2


def test_git_failing_midway_is_a_sentence(repo_: Path, tmp_path: Path) -> None:
    blob = git(repo_, "rev-parse", "HEAD:provider_data/anbieter-0000.yaml").strip()
    (repo_ / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(KeinStand, match="unvollständig"):
        checkout(repo_, "HEAD", tmp_path / "alt")


def test_a_figure_that_nothing_explains_is_the_highest_risk(repo_: Path) -> None:
    werkstatt = Werkstatt(open_workspace(repo_))
    alt, neu = (pipeline.run(werkstatt, "anbieter-0000", stichtag=TAG, packen=False) for _ in range(2))
    assert not compare_profile(alt, neu).dokumente
    erzeugt = neu.dokumente[0]
    vorher = erzeugt.teile["word/document.xml"]
    erzeugt.teile["word/document.xml"] = vorher.replace(b"2,79", b"2,97", 1)
    assert erzeugt.teile["word/document.xml"] != vorher
    bericht = compare_profile(alt, neu)
    (zeile,) = bericht.zahlen
    assert (zeile.zahl.alt, zeile.zahl.neu, zeile.unerklaert) == ("2,79", "2,97", True)
    (dokument,) = bericht.dokumente
    assert dokument.vergleich.aenderungen[0].risiko is Risiko.UNERKLAERT
    assert (dokument.datei, 0) in bericht.schluessel


@pytest.mark.parametrize(("neu", "gleich"), [("9157449739", True), ("ab67a1e213", True), ("91574497390", False)])
def test_a_hash_of_digits_only_is_no_figure(neu: str, gleich: bool) -> None:
    def datei(kennung: str) -> bytes:
        dokument, aus = Document(), io.BytesIO()
        dokument.add_paragraph("Text")
        dokument.sections[0].footer.paragraphs[0].text = f"Kennung {kennung} Seite 1"
        dokument.save(aus)
        return aus.getvalue()

    vergleich = compare_docx(datei("ab67a1e212"), datei(neu))
    assert (not vergleich.aenderungen) is gleich
    assert (vergleich.hinweise == (KENNUNG_NEU,)) is gleich
