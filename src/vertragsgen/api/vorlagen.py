"""Template packages: their fields and faults, who uses which clause, what was delivered since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from vertragsgen.diagnostics import Befund, Bericht
from vertragsgen.inspection.vorlagenpruefung import package_fields, remarks
from vertragsgen.package.klauselsammlung import ungenutzte_gemeinsame
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.linting.fields import Feld
from vertragsgen.rendering.linting.lint import without_repeats
from vertragsgen.review.auslieferung import Vorlagenstand, compare_templates
from vertragsgen.review.klauselregister import Klauselregister, clause_register
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace


def load_packages(workspace: Workspace) -> list[Befund]:
    """Load and compile every package of the workspace; returns what is wrong with them."""
    werkstatt = Werkstatt(workspace)
    befunde = [befund for paket in workspace.packages() for befund in werkstatt.vorlagen(paket).befunde]
    befunde += _unused_shared(werkstatt)
    return befunde


class Paketuebersicht(Struct, frozen=True):
    """A template package and the fields of its profiles; ``paket`` is None if its manifest cannot be read."""

    id: str
    paket: Paket | None
    felder: tuple[Feld, ...] = ()


def template_overview(workspace: Workspace, pakete: Sequence[str] = ()) -> list[Paketuebersicht]:
    """The named packages (all, if none is named) with their fields and where each field is used.

    A package with faults is shown as far as it could be read.
    """
    werkstatt = Werkstatt(workspace)
    uebersicht = []
    for name in pakete or workspace.packages():
        paket = werkstatt.paket(name).gelesen
        modell = werkstatt.modell(paket) if paket is not None else None
        felder = package_fields(paket, workspace, modell) if paket is not None and modell is not None else []
        uebersicht.append(Paketuebersicht(name, paket, tuple(felder)))
    return uebersicht


def check_templates(workspace: Workspace, pakete: Sequence[str] = ()) -> Bericht:
    """What is wrong with the named packages (all, if none is named), and what their authors should look at.

    The faults are those that ``build`` reports; figures in the wording are judged here without a profile.
    """
    werkstatt = Werkstatt(workspace)
    bericht = Bericht()
    for name in pakete or workspace.packages():
        faults = werkstatt.vorlagen(name)
        bericht.add(faults.befunde)
        paket = werkstatt.paket(name).gelesen
        if paket is not None:
            # What a text that cannot be read would have used is unknown: unused fields are judged without faults.
            bericht.add(remarks(paket, workspace, werkstatt.modell(paket) if faults.vorlagen else None))
    if not pakete:
        bericht.add(_unused_shared(werkstatt))
    return Bericht(without_repeats(bericht.befunde))  # a clause that packages share has its faults once


def template_updates(workspace: Workspace, mitgeliefert: Path, pakete: Sequence[str] = ()) -> Vorlagenstand:
    """The workspace's templates beside those of the tool, which lie in the folder ``mitgeliefert``; writes nothing."""
    return compare_templates(workspace, mitgeliefert, pakete)


def clauses(workspace: Workspace, pakete: Sequence[str] = (), *, stichtag: date) -> Klauselregister:
    """The clauses of the named packages (all, if none is named): who uses them, who deviates and how.

    ``stichtag`` decides which deviations have expired.
    """
    return clause_register(Werkstatt(workspace), stichtag=stichtag, pakete=pakete)


def _unused_shared(werkstatt: Werkstatt) -> Iterator[Befund]:
    pakete = [werkstatt.paket(name).paket for name in werkstatt.workspace.packages()]
    manifeste = [paket.manifest for paket in pakete if paket is not None]
    if len(manifeste) == len(pakete):  # one that did not load may be the one that uses a shared clause
        yield from ungenutzte_gemeinsame(werkstatt.workspace, manifeste)
