"""Values of a profile that appear in no document: what ``check --verbose`` lists, no findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.regel import Textkontext
from vertragsgen.inspection.teiltext import glatt
from vertragsgen.inspection.zahlen import figuren, kanon, schreibweisen
from vertragsgen.notation import format_datum
from vertragsgen.package.manifest import KERNABSCHNITTE, Manifest
from vertragsgen.rendering.fingerprint import EACH, Path
from vertragsgen.source.section import Abschnitt, gegeben

# What steers the program and is never printed.
_STEUERND = ("paket", "fassung", "basis", "klauseln", "ausnahmen")


class Unbenutzt(Struct, frozen=True):
    """A value of the profile that is printed nowhere, with its path and place."""

    pfad: str
    wert: str
    mark: Mark | None


def unused_values(kontext: Textkontext) -> list[Unbenutzt]:
    """Texts, numbers and dates of the profile that stand in none of its documents and that no clause names.

    Truth values and ids that only select something are left out. A value that a clause names in a branch not taken
    counts as not printed.
    """
    pruefung = kontext.pruefung
    text = _gedruckt(kontext)
    zahlen = {kanon(figur) for figur in figuren(text)}
    genannt = frozenset[Path]().union(*(stueck.pfade for erzeugt in kontext.dokumente for stueck in erzeugt.stuecke))
    kennungen = _kennungen(pruefung.manifest)
    gefunden = []
    for pfad, wert in profilwerte(kontext):
        if isinstance(wert, str):
            gedruckt = wert in kennungen or " ".join(glatt(wert).split()) in text
        elif isinstance(wert, date):
            gedruckt = format_datum(wert) in text
        else:
            # A small number stands somewhere by chance; it is printed if a clause names it, too.
            gedruckt = any(form in zahlen for form in schreibweisen(Decimal(wert))) and (
                _benannt(pfad, genannt) or isinstance(wert, Decimal)
            )
        if not gedruckt:
            ort = ".".join(pfad)
            gefunden.append(Unbenutzt(ort, str(wert), pruefung.mark(ort)))
    return gefunden


def _kennungen(manifest: Manifest) -> set[str]:
    """Ids that select something of the package: what they stand for is printed, they are not."""
    kennungen = {*manifest.einheiten, *(komponente.id for komponente in manifest.komponenten)}
    if manifest.budget is not None:
        kennungen.update(manifest.budget.arten)
    offen: list[Any] = [manifest.daten]
    while offen:
        knoten = offen.pop()
        if isinstance(knoten, dict):
            kennungen.update(knoten)
            offen += knoten.values()
        elif isinstance(knoten, list):
            offen += knoten
    return kennungen


def profilwerte(kontext: Textkontext) -> Iterator[tuple[Path, str | int | Decimal | date]]:
    """All values the profile sets, with their paths; what only steers the program is left out."""
    for name in KERNABSCHNITTE:
        if name not in _STEUERND:
            yield from _blaetter(getattr(kontext.pruefung.profil, name, None), (name,))


def _gedruckt(kontext: Textkontext) -> str:
    """Everything printed, as one text with single spaces."""
    teile: list[str] = []
    for erzeugt in kontext.dokumente:
        teile += kontext.leser.rumpf(erzeugt).absaetze
        teile += [absatz for _, teil in kontext.leser.raender(erzeugt) for absatz in teil.absaetze]
        teile += kontext.mappentexte(erzeugt)
    return " ".join(glatt("\n".join(teile)).split())


def _blaetter(wert: Any, pfad: Path) -> Iterator[tuple[Path, str | int | Decimal | date]]:
    """The leaves below a value, truth values and empty ones left out."""
    if wert is None or isinstance(wert, bool):
        return
    if isinstance(wert, str | int | Decimal | date):
        yield pfad, wert
    elif isinstance(wert, Mapping):
        for name, eintrag in wert.items():
            yield from _blaetter(eintrag, (*pfad, str(name)))
    elif isinstance(wert, Sequence):
        for nummer, eintrag in enumerate(wert):
            yield from _blaetter(eintrag, (*pfad, str(nummer)))
    elif isinstance(wert, Abschnitt):
        # Defaults are not the profile's words.
        for name in gegeben(wert):
            yield from _blaetter(getattr(wert, name), (*pfad, name))


def _benannt(pfad: Path, genannt: frozenset[Path]) -> bool:
    """True if a clause names the path, or the calculation took the value over."""
    muster = tuple(EACH if schritt.isdecimal() else schritt for schritt in pfad)
    if muster[0] in ("verguetung", "kostentraegerblatt", "budget"):
        return True
    return any(muster[: len(name)] == name for name in genannt)
