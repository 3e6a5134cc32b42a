"""What text rules need of the package: laws by long name, and where a wording stands in the package's data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.regel import Textkontext
from vertragsgen.inspection.stellen import Absatz
from vertragsgen.inspection.zitate import Langformen, Zitat, finde_zitate


def langformen(kontext: Textkontext) -> Langformen:
    """The long names of laws with their short form, longest first."""
    gesetze = kontext.pruefung.manifest.pruefwerte.recht.gesetze
    paare = ((form, kurz) for kurz, formen in gesetze.items() for form in formen)
    return tuple(sorted(paare, key=lambda paar: -len(paar[0])))


def zitate(kontext: Textkontext) -> Iterator[tuple[Absatz, Zitat]]:
    """All citations of all documents with their paragraph."""
    gesetze = langformen(kontext)
    for absatz in kontext.absaetze:
        for zitat in finde_zitate(absatz.text, gesetze):
            yield absatz, zitat


def herkunft(kontext: Textkontext, wortlaut: str) -> tuple[Mark, ...]:
    """Where the package's data hold that wording, to show the line to correct; at most one place."""
    for pfad, text in _blaetter(kontext.pruefung.manifest.daten, "daten"):
        if wortlaut in text and (mark := kontext.pruefung.paket_mark(pfad)) is not None:
            return (mark,)
    return ()


def _blaetter(knoten: Any, pfad: str) -> Iterator[tuple[str, str]]:
    if isinstance(knoten, dict):
        for name, wert in knoten.items():
            yield from _blaetter(wert, f"{pfad}.{name}")
    elif isinstance(knoten, list):
        for nummer, wert in enumerate(knoten):
            yield from _blaetter(wert, f"{pfad}.{nummer}")
    elif isinstance(knoten, str):
        yield pfad, knoten
