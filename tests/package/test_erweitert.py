"""A package that extends another: which text stands where, where it came from, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from vertragsgen import api
from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.package.load import load_package
from vertragsgen.package.paket import Herkunft, Paket, Paketladung
from vertragsgen.package.zeitraum import passende_pakete
from vertragsgen.workspace import Workspace, open_workspace

NEU, NAME = "musterland/wohnen-neu", "templates/musterland/wohnen-neu/paket.yaml"
MANIFEST = """\
id: musterland/wohnen-neu
erweitert: musterland/wohnen
titel: Wohnen
land: Musterland
leistungstyp: Wohnen
regime: sgb_ix
leistungszeitraum: {von: 2020-01-01}
dokumente:
  - id: vereinbarung
    titel: Vereinbarung
    rahmen: v.docx
    bereiche:
      klauseln: [_gemeinsam/schluss, kopf]
"""
Setze = Callable[..., Paketladung]


@pytest.fixture
def workspace(ordner: Path) -> Workspace:
    return open_workspace(ordner.parents[2])


@pytest.fixture
def setze(workspace: Workspace) -> Setze:
    """Write a second package beside the first one and load it: pieces of its manifest replaced, clauses added."""

    def schreibe(ersetze: dict[str, str] | None = None, klauseln: dict[str, str] | None = None) -> Paketladung:
        text = MANIFEST
        for alt, neu in (ersetze or {}).items():
            assert alt in text
            text = text.replace(alt, neu, 1)
        ordner = workspace.package_dir(NEU)
        ordner.mkdir(parents=True, exist_ok=True)
        (ordner / "paket.yaml").write_text(text, encoding="utf-8")
        for name, inhalt in (klauseln or {}).items():
            datei = ordner / "klauseln" / f"{name}.md"
            datei.parent.mkdir(parents=True, exist_ok=True)
            datei.write_text(f"---\ntitel: {inhalt}\n---\n{inhalt}\n", encoding="utf-8")
        return load_package(workspace, NEU)

    return schreibe


def paket(ladung: Paketladung) -> Paket:
    assert ladung.befunde == ()
    assert ladung.paket is not None
    return ladung.paket


def befund(ladung: Paketladung) -> Befund:
    assert ladung.paket is None
    assert len(ladung.befunde) == 1, ladung.befunde
    return ladung.befunde[0]


def test_clauses_and_frames_come_from_the_extended_package(setze: Setze, ordner: Path) -> None:
    p = paket(setze())
    # The own manifest decides which clauses there are, and in which order.
    assert [k.titel for k in p.folge("vereinbarung", "klauseln")] == ["Schluss", "Kopf"]
    assert p.rahmen(p.manifest.dokumente[0]) == ordner / "rahmen/v.docx"
    assert p.herkunft("vereinbarung", "kopf") == Herkunft("erweitert", "musterland/wohnen")
    assert p.herkunft("vereinbarung", "schluss") == Herkunft("gemeinsam")
    assert p.klauseln["vereinbarung", "kopf"].datei == "templates/musterland/wohnen/klauseln/vereinbarung/kopf.md"


def test_an_own_file_replaces_and_says_what(setze: Setze, ordner: Path) -> None:
    (ordner.parent / "wohnen-neu/rahmen").mkdir(parents=True)
    (ordner.parent / "wohnen-neu/rahmen/v.docx").touch()
    p = paket(setze(klauseln={"vereinbarung/kopf": "Eigen", "vereinbarung/schluss": "Ende"}))
    assert [k.titel for k in p.folge("vereinbarung", "klauseln")] == ["Ende", "Eigen"]
    assert p.herkunft("vereinbarung", "kopf") == Herkunft(
        "eigen", None, "templates/musterland/wohnen/klauseln/vereinbarung/kopf.md"
    )
    assert p.herkunft("vereinbarung", "schluss") == Herkunft("eigen", None, "templates/_gemeinsam/klauseln/schluss.md")
    assert p.rahmen(p.manifest.dokumente[0]) == ordner.parent / "wohnen-neu/rahmen/v.docx"


def test_an_own_clause_that_replaces_nothing(setze: Setze) -> None:
    p = paket(setze({", kopf]": ", kopf, neu]"}, {"vereinbarung/neu": "Neu"}))
    assert p.herkunft("vereinbarung", "neu") == Herkunft("eigen")


def test_extension_is_transitive_and_the_nearest_text_counts(
    setze: Setze, aendere: Callable[[str, str], None], ordner: Path
) -> None:
    aendere("titel: Wohnen\n", "titel: Wohnen\nerweitert: musterland/alt\n")
    klauseln = ordner.parent / "alt/klauseln/vereinbarung"
    klauseln.mkdir(parents=True)
    (ordner.parent / "alt/paket.yaml").write_text("titel: Alt\n", encoding="utf-8")
    for name in ("kopf", "uralt"):
        (klauseln / f"{name}.md").write_text("---\n---\nAlt\n", encoding="utf-8")
    p = paket(setze({", kopf]": ", kopf, uralt]"}))
    assert p.herkunft("vereinbarung", "kopf").paket == "musterland/wohnen"
    assert p.herkunft("vereinbarung", "uralt").paket == "musterland/alt"
    assert [v.id for v in p.vorfahren] == ["musterland/wohnen", "musterland/alt"]


def test_unknown_package(setze: Setze) -> None:
    gefunden = befund(setze({"erweitert: musterland/wohnen": "erweitert: musterland/wonen"}))
    assert gefunden.code == "VG150"
    assert gefunden.mark == Mark(NAME, 2, 12, 16)
    assert "„musterland/wonen“, das erweitert werden soll, gibt es nicht" in gefunden.meldung
    assert gefunden.hilfe == "Gemeint ist vielleicht „musterland/wohnen“."


def test_a_package_that_extends_itself(setze: Setze) -> None:
    gefunden = befund(setze({"erweitert: musterland/wohnen": f"erweitert: {NEU}"}))
    assert (gefunden.code, gefunden.mark) == ("VG150", Mark(NAME, 2, 12, 21))


def test_a_circle_is_reported_where_it_closes(setze: Setze, aendere: Callable[[str, str], None]) -> None:
    aendere("titel: Wohnen\n", f"titel: Wohnen\nerweitert: {NEU}\n")
    gefunden = befund(setze())
    assert gefunden.meldung == (f"Die Vorlagenpakete erweitern sich im Kreis: „{NEU}“ → „musterland/wohnen“ → „{NEU}“.")
    assert str(gefunden.mark) == "templates/musterland/wohnen/paket.yaml:3:12"


def test_an_extended_package_that_cannot_be_read(setze: Setze, ordner: Path) -> None:
    (ordner / "paket.yaml").write_text("id: [\n", encoding="utf-8")
    gefunden = befund(setze())
    assert (gefunden.code, str(gefunden.mark)[:39]) == ("VG102", "templates/musterland/wohnen/paket.yaml:")


@pytest.mark.parametrize(
    ("liste", "hilfe"),
    [
        ("[_gemeinsam/schluss, kopff]", "Gemeint ist vielleicht „kopf“."),
        ("[kopf, schluss]", "Gemeint ist vielleicht die gemeinsame Klausel „_gemeinsam/schluss“."),
        (
            "[kopf, xyz]",
            "Erwartet wird templates/musterland/wohnen-neu/klauseln/vereinbarung/xyz.md oder "
            "templates/musterland/wohnen/klauseln/vereinbarung/xyz.md.",
        ),
    ],
)
def test_clause_in_no_package(setze: Setze, liste: str, hilfe: str) -> None:
    gefunden = befund(setze({"[_gemeinsam/schluss, kopf]": liste}))
    assert (gefunden.code, gefunden.hilfe) == ("VG151", hilfe)
    assert gefunden.mark is not None
    assert (gefunden.mark.datei, gefunden.mark.zeile) == (NAME, 13)


def test_two_texts_for_one_place(setze: Setze) -> None:
    gefunden = befund(setze({", kopf]": ", kopf, schluss]"}, {"vereinbarung/schluss": "Ende"}))
    assert gefunden.meldung == "Die Klausel „schluss“ steht in „vereinbarung“ zweimal."
    assert str(gefunden.mark) == f"{NAME}:13:44"


def test_own_clause_file_that_nobody_lists(setze: Setze) -> None:
    gefunden = befund(setze(klauseln={"vereinbarung/vergessen": "x"}))
    assert str(gefunden.mark) == "templates/musterland/wohnen-neu/klauseln/vereinbarung/vergessen.md:1:1"


def test_shared_clause_that_no_package_lists(setze: Setze, workspace: Workspace) -> None:
    setze()
    datei = workspace.templates_dir / "_gemeinsam/klauseln/vergessen.md"
    datei.write_text("---\n---\nText\n", encoding="utf-8")
    # The empty frames do not compile; that is not what is asked here.
    gefunden = [b for b in api.load_packages(workspace) if b.code == "VG151"]
    assert [(str(b.mark), b.sperrt) for b in gefunden] == [("templates/_gemeinsam/klauseln/vergessen.md:1:1", False)]


def test_package_for_a_service_period(
    setze: Setze, workspace: Workspace, lade: Callable[[], Paketladung], aendere: Callable[[str, str], None]
) -> None:
    neu = paket(setze())
    alt = paket(lade())
    assert passende_pakete(workspace, alt.manifest, date(2020, 1, 1)) == (NEU,)
    assert passende_pakete(workspace, alt.manifest, date(2017, 12, 31)) == ()
    assert passende_pakete(workspace, neu.manifest, date(2019, 12, 31)) == ("musterland/wohnen",)
    setze({"leistungstyp: Wohnen": "leistungstyp: Anderes"})
    assert passende_pakete(workspace, alt.manifest, date(2020, 1, 1)) == ()
    aendere("regime: sgb_xii", f"regime: sgb_xii\nnachfolger: {NEU}")
    assert passende_pakete(workspace, paket(lade()).manifest, date(2020, 1, 1)) == (NEU,)
