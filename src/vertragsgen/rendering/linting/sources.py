"""Every text of a package that holds tags: clauses, conditions, parts of frames, texts of workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinja2 import TemplateSyntaxError, nodes
from msgspec import Struct

from vertragsgen.diagnostics import Mark
from vertragsgen.package.clause import Klausel
from vertragsgen.package.manifest import Dokument
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.docx.frame_faults import place
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.environment import Umgebung

KLAUSEL, BEDINGUNG, RAHMEN, ARBEITSMAPPE = "klausel", "bedingung", "rahmen", "arbeitsmappe"


class Source(Struct, frozen=True):
    """One text with its tree: ``art`` is one of the words above, line 1 of the tree is ``erste_zeile`` of ``datei``.

    ``zeilen`` are the author's lines where the file is text; ``teil`` is the part of a Word file.
    """

    art: str
    dokument: Dokument
    klausel: Klausel | None
    datei: str
    erste_zeile: int
    tree: nodes.Template
    zeilen: tuple[str, ...] = ()
    teil: str = ""

    def mark(self, line: int, word: str) -> Mark:
        """The place of a word in a line of the tree."""
        text = self.zeilen[line - 1] if 0 < line <= len(self.zeilen) else ""
        found = re.search(rf"(?<![\w]){re.escape(word)}(?![\w])", text)
        zeile = self.erste_zeile - 1 + line
        return Mark(self.datei, zeile, found.start() + 1, len(word)) if found else Mark(self.datei, zeile, 1)

    def stelle(self, line: int) -> str | None:
        """The place in words, where the file has no lines of text."""
        return place(self.teil, line) if self.teil else None


def sources(paket: Paket, frames: Mapping[str, Rahmen], env: Umgebung) -> Iterator[Source]:
    """All texts of the package in its order; ``frames`` are those that could be read, by document.

    A text whose tags cannot be parsed is left out: compiling it reports that, and more cannot be said.
    """
    for index, dokument in enumerate(paket.manifest.dokumente):
        ort = f"dokumente.{index}"
        if dokument.wenn:
            yield from _condition(dokument, None, dokument.wenn, paket.mark(f"{ort}.wenn"), env)
        if (frame := frames.get(dokument.id)) is not None:
            for teil in frame.vorlagen:
                yield Source(RAHMEN, dokument, None, frame.datei, 1, env.parse(frame.quellen[teil]), teil=teil)
        for name, text in dokument.xlsx_texte.items():
            mark = paket.mark(f"{ort}.xlsx_texte.{name}")
            if (tree := _parse(env, text)) is not None:
                yield Source(ARBEITSMAPPE, dokument, None, mark.datei, mark.zeile, tree)
        for bereich in dokument.bereiche:
            for klausel in paket.folge(dokument.id, bereich):
                yield from _clause(dokument, klausel, env)


def _clause(dokument: Dokument, klausel: Klausel, env: Umgebung) -> Iterator[Source]:
    if klausel.wenn:
        mark = Mark(klausel.datei, klausel.wenn_zeile, 1)
        yield from _condition(dokument, klausel, klausel.wenn, mark, env)
    if (tree := _parse(env, klausel.text)) is not None:
        zeilen = tuple(klausel.text.split("\n"))
        yield Source(KLAUSEL, dokument, klausel, klausel.datei, klausel.erste_zeile, tree, zeilen)


def _condition(dokument: Dokument, klausel: Klausel | None, wenn: str, mark: Mark, env: Umgebung) -> Iterator[Source]:
    if (tree := _parse(env, "{% if " + wenn + " %}1{% endif %}")) is not None:
        yield Source(BEDINGUNG, dokument, klausel, mark.datei, mark.zeile, tree, (f"wenn: {wenn}",))


def _parse(env: Umgebung, text: str) -> nodes.Template | None:
    try:
        return env.parse(text)
    except (TemplateSyntaxError, RecursionError):
        return None
