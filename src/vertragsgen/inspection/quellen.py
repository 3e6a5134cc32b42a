"""What text rules need of profile and package: dates of the term, laws by long name, where a wording comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from vertragsgen.calculation.angaben import angabe
from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.regel import Textkontext
from vertragsgen.inspection.zitate import Zitat, finde_zitate
from vertragsgen.package.manifest import Manifest

# Without it there is no citation.
PARAGRAFENZEICHEN = "§"


def zitatleser(manifest: Manifest) -> Callable[[str], tuple[Zitat, ...]]:
    """Finds the citations of a paragraph, also those that name a law by a long name of the package."""
    paare = [(form, kurz) for kurz, formen in manifest.pruefwerte.recht.gesetze.items() for form in formen]
    return partial(finde_zitate, langformen=tuple(sorted(paare, key=lambda paar: -len(paar[0]))))


def laufzeitdatum(kontext: Textkontext, name: str) -> date | None:
    """A date of the profile's ``laufzeit``, None if it is missing."""
    return angabe(getattr(kontext.pruefung.profil, "laufzeit", None), name, date)


def herkunft(kontext: Textkontext, wortlaut: str) -> tuple[Mark, ...]:
    """Where the package's data hold that wording, to show the line to correct; at most one place."""
    for pfad, text in kontext.vorbereitet(_texte):
        if wortlaut in text and (mark := kontext.pruefung.paket_mark(pfad)) is not None:
            return (mark,)
    return ()


def _texte(manifest: Manifest) -> tuple[tuple[str, str], ...]:
    return tuple(_blaetter(manifest.daten, "daten"))


def _blaetter(knoten: Any, pfad: str) -> Iterator[tuple[str, str]]:
    if isinstance(knoten, dict):
        for name, wert in knoten.items():
            yield from _blaetter(wert, f"{pfad}.{name}")
    elif isinstance(knoten, list):
        for nummer, wert in enumerate(knoten):
            yield from _blaetter(wert, f"{pfad}.{nummer}")
    elif isinstance(knoten, str):
        yield pfad, knoten
