"""Shared parts of the rendering tests: the environment, a frame of the sample package, a clause in one call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from vertragsgen.rendering.clauses.compile import compile_clause
from vertragsgen.rendering.clauses.setting import BODY, Klauselvorlage
from vertragsgen.rendering.docx.frame import read_frame
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.references import FUNCTIONS, Zustand

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RAHMEN = Path(__file__).parents[2] / "templates/bremen/intensiv-betreutes-wohnen-sgb12/rahmen"


@pytest.fixture(scope="session")
def env() -> Umgebung:
    return Umgebung(FUNCTIONS)


def load_frame(path: Path, env: Umgebung) -> Rahmen:
    """The frame at ``path``; raises the first of its faults."""
    frame, faults = read_frame(path, path.name, env)
    if faults:
        raise faults[0]
    assert frame is not None
    return frame


@pytest.fixture(scope="session")
def frame(env: Umgebung) -> Rahmen:
    return load_frame(RAHMEN / "vereinbarung.docx", env)


@pytest.fixture(scope="session")
def two_columns(env: Umgebung) -> Rahmen:
    return load_frame(RAHMEN / "leistungsbeschreibung.docx", env)


class Satz:
    """Compiles and renders a clause text; ``xml`` is its WordprocessingML, ``lines`` its paragraphs as text."""

    def __init__(self, env: Umgebung, frame: Rahmen) -> None:
        self.env, self.frame = env, frame
        self.zustand = Zustand("dokument", {})

    def compile(self, text: str, **options: Any) -> Klauselvorlage:
        return compile_clause(
            self.env, text, klausel_id="klausel", datei="klausel.md", erste_zeile=options.pop("erste_zeile", 1),
            stile=self.frame.stile, spiegel=self.frame.plaetze["klauseln"], anfangsstil=BODY, rahmen="rahmen.docx",
            **options,
        )  # fmt: skip

    def xml(self, text: str, **values: Any) -> etree._Element:
        self.zustand = Zustand("dokument", {"anlage-a": "Anlage A"}, erste_liste=100)
        rendered = self.compile(text).vorlage.render({**values, "_zustand": self.zustand})
        return etree.fromstring(f'<w:body xmlns:w="{W[1:-1]}">{rendered}</w:body>')

    def lines(self, text: str, **values: Any) -> list[tuple[str, str]]:
        """Style id and text of each paragraph, in order."""
        return [(_style(p), _text(p)) for p in self.xml(text, **values).iter(f"{W}p")]


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def _text(paragraph: etree._Element) -> str:
    parts = []
    for node in paragraph.iter(f"{W}t", f"{W}br"):
        parts.append(node.text or "" if node.tag == f"{W}t" else "\n")
    return "".join(parts)


@pytest.fixture
def satz(env: Umgebung, frame: Rahmen) -> Satz:
    return Satz(env, frame)


@pytest.fixture
def zweispaltig(env: Umgebung, two_columns: Rahmen) -> Satz:
    return Satz(env, two_columns)


SatzFactory = Callable[[], Satz]
