"""What a package's author should look at, found without a profile: figures typed into wording, unused fields,
tags that Word has cut in pieces. Nothing here keeps a document from being made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.inspection.klauselzahlen import klauselzahlen
from vertragsgen.inspection.nachweis import zahlennachweis
from vertragsgen.inspection.nachweisfunde import HILFE, ausschnitt
from vertragsgen.inspection.teiltext import lies_teil
from vertragsgen.inspection.zahlen import gedruckte
from vertragsgen.package.clause import Klausel
from vertragsgen.package.manifest import Dokument
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.compile import read_frames
from vertragsgen.rendering.docx.frame_faults import RENDERED, place
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import RAHMEN
from vertragsgen.rendering.linting.fields import Feld, fields, unused_fields, uses
from vertragsgen.rendering.linting.lint import without_repeats
from vertragsgen.rendering.references import FUNCTIONS
from vertragsgen.rendering.wordml import W_NS
from vertragsgen.source.section import Abschnitt
from vertragsgen.workspace import Workspace

UNBENUTZT = "VG163"
_W = f"{{{W_NS}}}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def package_fields(paket: Paket, workspace: Workspace, modell: type[Abschnitt]) -> list[Feld]:
    """The fields of the package's profiles, each with the texts that name it."""
    env = Umgebung(FUNCTIONS)
    return fields(paket.manifest, modell, uses(paket, read_frames(paket, workspace, env), env, modell))


def remarks(paket: Paket, workspace: Workspace, modell: type[Abschnitt] | None) -> list[Befund]:
    """All remarks on one package; ``modell`` is that of its profiles, None if unused fields are not to be judged."""
    env = Umgebung(FUNCTIONS)
    frames = read_frames(paket, workspace, env)
    befunde: list[Befund] = []
    for nummer, dokument in enumerate(paket.manifest.dokumente):
        for bereich in dokument.bereiche:
            for klausel in paket.folge(dokument.id, bereich):
                befunde += _clause_figures(paket, dokument, klausel)
        befunde += _workbook_figures(paket, dokument, nummer)
        if (frame := frames.get(dokument.id)) is not None:
            befunde += _frame_remarks(paket, dokument, frame)
    if modell is not None:
        befunde += _unused(paket, frames, env, modell)
    return without_repeats(befunde)


def _unused(paket: Paket, frames: Mapping[str, Rahmen], env: Umgebung, modell: type[Abschnitt]) -> Iterator[Befund]:
    for pfad, ort in unused_fields(paket, modell, uses(paket, frames, env, modell)):
        yield Befund(
            UNBENUTZT, Schwere.WARNUNG, f"Die Angabe „{pfad}“ benutzt keine Klausel, kein Rahmen und keine Prüfung.",
            paket.mark(ort), "In einer Klausel verwenden oder aus paket.yaml löschen.",
        )  # fmt: skip


def _figure(figur: str, text: str, mark: Mark, dokument: Dokument, stelle: str | None, hilfe: str) -> Befund:
    return Befund(
        zahlennachweis.code, zahlennachweis.schwere,
        f"Die Zahl „{figur}“ ist fest in den Wortlaut geschrieben: „{ausschnitt(text, figur)}“.",
        mark, hilfe, dokument=dokument.id, stelle=stelle,
    )  # fmt: skip


def _is_position(paket: Paket, figur: str) -> bool:
    """True for the number of a cost position (M1)."""
    posten = {komponente.nummer for komponente in paket.manifest.komponenten}
    return figur.rstrip("0123456789") in posten and figur[-1].isdigit()


def _clause_figures(paket: Paket, dokument: Dokument, klausel: Klausel) -> Iterator[Befund]:
    zeilen = klausel.text.split("\n")
    for zahl in klauselzahlen(klausel.text, klausel.zahlen).offen:
        if not _is_position(paket, zahl.figur):
            mark = zahl.mark(klausel)
            text = zeilen[zahl.zeile][max(zahl.spalte - 40, 0) :]
            yield _figure(zahl.figur, text, mark, dokument, f"Klausel „{klausel.id}“", HILFE)


def _workbook_figures(paket: Paket, dokument: Dokument, nummer: int) -> Iterator[Befund]:
    for name, text in dokument.xlsx_texte.items():
        for zahl in klauselzahlen(text, tuple(dokument.zahlen)).offen:
            mark = paket.mark(f"dokumente.{nummer}.xlsx_texte.{name}")
            hilfe = "{{ … }} statt der Zahl schreiben oder beim Dokument unter „zahlen:“ aufführen."
            yield _figure(zahl.figur, text, mark, dokument, "Arbeitsmappe", hilfe)


def _frame_remarks(paket: Paket, dokument: Dokument, frame: Rahmen) -> Iterator[Befund]:
    erklaert = klauselzahlen("", tuple(dokument.zahlen)).erklaert
    for teil, inhalt in frame.teile.items():
        if not RENDERED.match(teil):
            continue
        try:
            baum = etree.fromstring(inhalt)
        except etree.XMLSyntaxError:
            continue  # compiling reports it
        for nummer, absatz in enumerate(baum.iter(f"{_W}p"), 1):
            mark, stelle = Mark(frame.datei, nummer, 1), place(teil, nummer)
            yield from _cut_tags(absatz, mark, dokument, stelle)
            text = _TAG.sub("", "".join(lies_teil(etree.tostring(absatz, encoding="utf-8")).absaetze))
            for figur, wert in gedruckte(text) or ():
                if wert not in erklaert and not _is_position(paket, figur):
                    hilfe = "Im Rahmen {{ … }} statt der Zahl schreiben oder beim Dokument unter „zahlen:“ aufführen."
                    yield _figure(figur, text, mark, dokument, stelle, hilfe)


def _cut_tags(absatz: etree._Element, mark: Mark, dokument: Dokument, stelle: str) -> Iterator[Befund]:
    """Tags that Word has spread over several pieces of text: they lose their formatting and may break."""
    teile = [knoten.text or "" for knoten in absatz.iter(f"{_W}t")]
    grenzen = set()
    ende = 0
    for teil in teile[:-1]:
        ende += len(teil)
        grenzen.add(ende)
    for tag in _TAG.finditer("".join(teile)):
        if any(tag.start() < grenze < tag.end() for grenze in grenzen):
            yield Befund(
                RAHMEN, Schwere.WARNUNG, f"Word hat die Anweisung „{tag.group()}“ in mehrere Stücke zerlegt.", mark,
                "Die Anweisung löschen und ohne Unterbrechung neu tippen (Rechtschreibprüfung und Formatierung nicht "
                "mitten in ihr beginnen lassen).", dokument=dokument.id, stelle=stelle,
            )  # fmt: skip
