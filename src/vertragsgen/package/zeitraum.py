"""Which package of a workspace serves a service period: same Land and Leistungstyp, or named as a successor."""

from datetime import date
from typing import ClassVar, Literal

from vertragsgen.package.bausteine import Abschnitt, Zeitspanne
from vertragsgen.package.manifest import Manifest
from vertragsgen.source.reader import read_file
from vertragsgen.source.scalars import Zeile
from vertragsgen.source.validate import validate
from vertragsgen.workspace import MANIFEST, Workspace


class _Steckbrief(Abschnitt):
    """What decides whether a package is the right one; the rest of its manifest is not looked at."""

    _fremdes: ClassVar[Literal["forbid", "ignore"]] = "ignore"

    land: Zeile
    leistungstyp: Zeile
    leistungszeitraum: Zeitspanne
    nachfolger: Zeile | None = None


def passende_pakete(workspace: Workspace, manifest: Manifest, beginn: date) -> tuple[str, ...]:
    """Ids of the other packages for the same service whose period holds ``beginn``; named successors come first.

    A package belongs to the same service if Land and Leistungstyp are equal, or if ``nachfolger`` leads to it.
    Manifests that cannot be read are passed over.
    """
    andere = {name: brief for name in workspace.packages() if name != manifest.id and (brief := _lies(workspace, name))}
    nachfolger = _nachfolger(manifest, andere)
    gleiche = [
        name
        for name, brief in andere.items()
        if (brief.land, brief.leistungstyp) == (manifest.land, manifest.leistungstyp) and name not in nachfolger
    ]
    return tuple(name for name in (*nachfolger, *gleiche) if andere[name].leistungszeitraum.enthaelt(beginn))


def _nachfolger(manifest: Manifest, andere: dict[str, _Steckbrief]) -> list[str]:
    """The successors that exist, each after its predecessor; a circle ends where it closes."""
    kette: list[str] = []
    naechster = manifest.nachfolger
    while naechster in andere and naechster not in kette:
        kette.append(naechster)
        naechster = andere[naechster].nachfolger
    return kette


def _lies(workspace: Workspace, paket_id: str) -> _Steckbrief | None:
    pfad = workspace.package_dir(paket_id) / MANIFEST
    if workspace.check_inside(pfad) is not None:
        return None
    name = workspace.name(pfad)
    lesung = read_file(pfad, name)
    return validate(_Steckbrief, lesung.node, name=name).wert if lesung.ok else None
