"""``docs/vorlagen.md``: its blocks are the files of the example package, its output is what the commands print."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Aufruf, aufruf
from vertragsgen.rendering.linting.context import variables
from vertragsgen.rendering.linting.shapes import Shape, of_fields
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import open_workspace

__all__ = ["aufruf"]
ROOT = Path(__file__).parents[2]
SEITE = ROOT / "docs/vorlagen.md"
BEISPIEL = ROOT / "docs/beispiele/vorlage"
_BLOCK = re.compile(r"((?:^<!-- .*? -->\n)+)```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARKE = re.compile(r"<!-- (\w+)(?:: (.*?))? -->")
PAKET = "musterland/tagesstaette"
PROFILE = ("tagesstaette-am-markt", "tagesstaette-im-park")


class Block(NamedTuple):
    """A fenced block with the marks above it."""

    marken: tuple[tuple[str, str], ...]
    text: str

    @property
    def art(self) -> str:
        return self.marken[-1][0]


BLOECKE = [
    Block(tuple(_MARKE.findall(marken)), text) for marken, _, text in _BLOCK.findall(SEITE.read_text(encoding="utf-8"))
]
AUFRUFE = [block for block in BLOECKE if block.art == "aufruf"]


@pytest.fixture
def werkstatt(tmp_path: Path) -> Path:
    """The example laid over what ``init`` ships to every workspace."""
    root = tmp_path / "Werkstatt"
    shutil.copytree(BEISPIEL, root)
    shutil.copytree(ROOT / "templates/_gemeinsam/pruefwerte", root / "templates/_gemeinsam/pruefwerte")
    return root


def test_every_block_is_marked() -> None:
    text = SEITE.read_text(encoding="utf-8")
    assert len(re.findall(r"^```\w", text, re.MULTILINE)) == len(BLOECKE)
    assert {block.art for block in BLOECKE} == {"aus", "datei", "aufruf"}
    assert len(BLOECKE) >= 18


@pytest.mark.parametrize("block", [b for b in BLOECKE if b.art in ("aus", "datei")], ids=lambda b: b.marken[-1][1])
def test_what_the_page_shows_is_in_the_files(block: Block) -> None:
    (_, pfad) = block.marken[-1]
    datei = (BEISPIEL / pfad).read_text(encoding="utf-8")
    assert block.text == datei if block.art == "datei" else f"\n{block.text}" in f"\n{datei}"


@pytest.mark.parametrize("block", AUFRUFE, ids=lambda b: b.text.partition("\n")[0])
def test_what_the_page_prints_is_what_one_sees(block: Block, werkstatt: Path, aufruf: Aufruf) -> None:
    for art, wert in block.marken[:-1]:
        assert art == "ersetze"
        pfad, alt, neu = (teil.strip() for teil in wert.split(" | "))
        text = (werkstatt / pfad).read_text(encoding="utf-8")
        assert text.count(alt) == 1
        (werkstatt / pfad).write_text(text.replace(alt, neu), encoding="utf-8")
    erste, _, ausgabe = block.text.partition("\n")
    lauf = aufruf(*shlex.split(erste.removeprefix("$ vertragsgen ")), in_ordner=werkstatt)
    assert lauf.fehler == ""
    # A line „…“ stands for any number of lines.
    zeilen = ausgabe.rstrip("\n").split("\n")
    muster = "".join("(?:.*\n)*?" if zeile == "…" else re.escape(zeile) + "\n" for zeile in zeilen)
    assert re.fullmatch(muster, lauf.aus.rstrip("\n") + "\n"), lauf.aus


def test_the_example_builds_without_a_finding(werkstatt: Path, aufruf: Aufruf) -> None:
    lauf = aufruf("build", in_ordner=werkstatt)
    assert lauf.code == 0, lauf.aus
    assert "2 von 2 Profilen fertig: 0 Fehler, 0 Warnungen, 0 Hinweise" in lauf.aus
    immer = {"vereinbarung.docx", "leistungsbeschreibung.docx"}
    kalkuliert = {"kostentraegerblatt.docx", "kostentraegerblatt.xlsx"}
    for profil, soll in zip(PROFILE, (immer | kalkuliert, immer), strict=True):
        assert {datei.name for datei in (werkstatt / "output" / profil).glob("*.*x")} == soll


def test_the_cost_sheet_of_the_example_counts_its_posts_as_care(werkstatt: Path, aufruf: Aufruf) -> None:
    assert aufruf("build", PROFILE[0], in_ordner=werkstatt).code == 0
    text = aufruf("text", f"output/{PROFILE[0]}/kostentraegerblatt.docx", in_ordner=werkstatt).aus
    assert "Summe Betreuung | 3,00 | 160.000,00" in text
    assert "Satz je Berechnungstag |  | 38,40" in text


def test_the_blank_form_ticks_only_what_has_an_opposite(werkstatt: Path, aufruf: Aufruf) -> None:
    assert aufruf("build", "--muster", PAKET, in_ordner=werkstatt).code == 0
    texte = [
        aufruf("text", f"output/_muster/{PAKET}/{name}.docx", in_ordner=werkstatt).aus.replace("\u00a0", " ")
        for name in ("vereinbarung", "leistungsbeschreibung")
    ]
    assert "in der Tagesstätte <<Leistungsangebot>> <<Platzzahl>> Plätze" in texte[0]
    assert "☐ Sie bietet an jedem Öffnungstag" in texte[1]
    assert "☐ Ein Mittagessen gehört nicht" in texte[1]


def test_every_computed_name_of_the_page_exists(werkstatt: Path) -> None:
    workspace = open_workspace(werkstatt)
    own = Werkstatt(workspace)
    geladen = own.vorlagen(PAKET)
    assert geladen.vorlagen is not None
    manifest = geladen.vorlagen.paket.manifest
    umfeld = of_fields(variables(manifest, own.modelle.fuer(manifest)))
    tabelle = SEITE.read_text(encoding="utf-8").partition("| Name | bedeutet |")[2].partition("\n\n")[0]
    namen: list[str] = []
    for zelle in re.findall(r"^\| (`.*?) \|", tabelle, re.MULTILINE):
        for name in re.findall(r"`([^`]+)`", zelle):
            namen.append(namen[-1].rpartition(".")[0] + name if name.startswith(".") else name)
    assert len(namen) >= 30
    for name in namen:
        form: Shape | None = umfeld
        for schritt in name.split("."):
            form = form and form.step(schritt.removesuffix("[]"))
            assert form is not None, name
            assert not form.unknown, name
            form = form.entries() if schritt.endswith("[]") else form


def test_the_extension_takes_everything_else_from_its_package() -> None:
    ordner = BEISPIEL / "templates/musterland/tagesstaette-wochenende"
    dateien = [pfad.relative_to(ordner).as_posix() for pfad in sorted(ordner.rglob("*")) if pfad.is_file()]
    assert dateien == ["klauseln/leistungsbeschreibung/oeffnungszeiten.md", "paket.yaml"]


def test_the_page_names_every_style_a_frame_needs() -> None:
    from vertragsgen.rendering.docx.styles import STANDARD
    from vertragsgen.rendering.filters import all_filters

    text = SEITE.read_text(encoding="utf-8")
    fehlend = [name for name in STANDARD if f"`{name}`" not in text and not name.startswith("heading")]
    assert fehlend == []
    assert [name for name in all_filters() if f"`{name}" not in text] == []
