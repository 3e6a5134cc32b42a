"""Loads one profile: read, lay over its ``basis:``, find the package, validate."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.money import kurz
from vertragsgen.profile.aufbewahrt import Profilablage
from vertragsgen.profile.basis import Baum, load_tree
from vertragsgen.profile.factory import Modelle
from vertragsgen.profile.model import Profil
from vertragsgen.profile.names import check_names
from vertragsgen.profile.overrides import drop_forbidden
from vertragsgen.profile.quelle import Quelle
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Mapping, Node, Scalar
from vertragsgen.source.suggest import aehnlich
from vertragsgen.source.validate import validate
from vertragsgen.workspace import Workspace, check_profile_id

if TYPE_CHECKING:
    from vertragsgen.package.paket import Paket, Paketladung

    GetPackage = Callable[[str], Paketladung]


class Geladen(Struct, frozen=True):
    """A profile as far as it could be loaded, with everything found on the way."""

    profil: Profil | None
    befunde: tuple[Befund, ...]
    quelle: Quelle | None = None
    paket: Paket | None = None

    def mark(self, pfad: str) -> Mark | None:
        """The place of a value, as :meth:`Quelle.mark`; None if there is no source."""
        return self.quelle.mark(pfad) if self.quelle is not None else None


def load_profile(
    workspace: Workspace,
    profil: str,
    get_package: GetPackage,
    *,
    entwurf: bool = False,
    modelle: Modelle | None = None,
    kept: Profilablage | None = None,
) -> Geladen:
    """Load the profile of that name; never raises for a mistake in it.

    ``get_package`` gives a package by id (once per run, the caller caches). ``modelle`` keeps the models of a
    run, ``kept`` finds what earlier runs have loaded. With ``entwurf`` a missing or invalid value becomes a
    ``Platzhalter`` and the finding stays.
    """
    geladen = _load(workspace, profil, get_package, entwurf, modelle or Modelle(), kept)
    eindeutig = tuple(dict.fromkeys([befund.fuer(profil) for befund in geladen.befunde]))
    return replace(geladen, befunde=eindeutig)


def _load(
    workspace: Workspace,
    profil: str,
    get_package: GetPackage,
    entwurf: bool,
    modelle: Modelle,
    kept: Profilablage | None,
) -> Geladen:
    if (befund := check_profile_id(profil)) is not None and profil in workspace.profile_ids():
        befund = replace(befund, mark=Mark(workspace.name(workspace.profile_path(profil)), 1, 1))
    befund = befund or _unbekannt(workspace, profil)
    if befund is not None:
        return Geladen(None, (befund,))
    path = workspace.profile_path(profil)
    if kept is None or not (name := kept.name(path)):
        return _read(workspace, path, get_package, entwurf, modelle)[0]
    if (fund := kept.find(name, path, get_package, modelle, partial(_node, workspace, path))) is not None:
        return Geladen(fund.profil, (), fund.quelle, fund.paket)
    geladen, teile = _read(workspace, path, get_package, entwurf, modelle)
    if geladen.profil is not None and geladen.quelle is not None and not geladen.befunde:
        kept.keep(name, path, teile, geladen.profil, geladen.quelle, get_package(geladen.profil.paket).stand)
    return geladen


def _read(
    workspace: Workspace, path: Path, get_package: GetPackage, entwurf: bool, modelle: Modelle
) -> tuple[Geladen, tuple[str, ...]]:
    """The profile in a file, and the names of its shared files."""
    baum = load_tree(workspace, path)
    return _checked(workspace, workspace.name(path), baum, get_package, entwurf, modelle), baum.teile


def _node(workspace: Workspace, path: Path) -> Node:
    return load_tree(workspace, path).node or Mapping((), Mark(workspace.name(path), 1, 1))


def _checked(
    workspace: Workspace, name: str, baum: Baum, get_package: GetPackage, entwurf: bool, modelle: Modelle
) -> Geladen:
    node, befunde = baum.node, baum.befunde
    if node is None:
        leer = _fehler("VG107", "Die Profildatei ist leer.", Mark(name, 1, 1), "Beginnen Sie mit „paket: …“.")
        return Geladen(None, befunde or (leer,))
    quelle = Quelle(node)
    if not isinstance(node, Mapping):
        meldung = "Ein Profil besteht aus Angaben der Form „schlüssel: wert“; gefunden wurde etwas anderes."
        return Geladen(None, (*befunde, _fehler("VG108", meldung, node.mark)), quelle)
    paket, befund = _paket(workspace, node, get_package, modelle.gelistet)
    if befund is not None or paket is None:
        return Geladen(None, (*befunde, *([befund] if befund else ())), quelle)
    for pfad, meldung in modelle.konflikte(paket.manifest):
        return Geladen(None, (*befunde, _fehler("VG150", meldung, paket.mark(pfad))), quelle, paket)
    kern, weitere = drop_forbidden(node, paket.manifest)
    pruefung = validate(modelle.fuer(paket.manifest), kern, name=name, entwurf=entwurf)
    alle = (*befunde, *weitere, *pruefung.befunde)
    if pruefung.wert is None:
        return Geladen(None, alle, quelle, paket)
    return Geladen(pruefung.wert, (*alle, *check_names(node, paket.klauseln)), quelle, paket)


def _unbekannt(workspace: Workspace, profil: str) -> Befund | None:
    path = workspace.profile_path(profil)
    if path.exists() and not path.is_file():
        name = workspace.name(path)
        return _fehler(
            "VG101", f"„{name}“ ist keine Datei; hier wird die Datei eines Profils erwartet.", Mark(name, 1, 1)
        )
    if not path.is_file() and not path.is_symlink():
        nah = aehnlich(profil, workspace.profile_ids())
        hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else None
        return Befund("VG111", Schwere.FEHLER, f"Ein Profil „{profil}“ gibt es nicht.", hilfe=hilfe)
    return workspace.check_inside(path)


def _paket(
    workspace: Workspace, node: Mapping, get_package: GetPackage, gelistet: set[str]
) -> tuple[Paket | None, Befund | None]:
    wert = node.get("paket")
    if wert is None or (isinstance(wert, Scalar) and wert.is_null):
        meldung = "Die Pflichtangabe „paket“ (Vorlagenpaket) fehlt."
        moeglich = ", ".join(workspace.packages())
        return None, _fehler(
            "VG107", meldung, locate(node, ("paket",)), f"Vorhanden: {moeglich}." if moeglich else None
        )
    if not isinstance(wert, Scalar):
        meldung = "paket: Hier wird die Kennung eines Vorlagenpakets erwartet."
        return None, _fehler("VG108", meldung, locate(node, ("paket",)))
    if wert.text not in gelistet:
        gelistet.update(pakete := workspace.packages())
    if wert.text not in gelistet:
        nah = aehnlich(wert.text, pakete)
        hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else "Vorhanden: " + (", ".join(pakete) or "keines") + "."
        return None, _fehler("VG109", f"Das Vorlagenpaket „{kurz(wert.text)}“ gibt es nicht.", wert.mark, hilfe)
    ladung = get_package(wert.text)
    if ladung.paket is None:
        marken = tuple(befund.mark for befund in ladung.befunde if befund.sperrt and befund.mark is not None)
        meldung = f"Das Vorlagenpaket „{wert.text}“ enthält Fehler und lässt sich nicht laden."
        hilfe = "Die Fehler des Pakets zeigt „vertragsgen templates --check“."
        return None, Befund("VG109", Schwere.FEHLER, meldung, wert.mark, hilfe, weitere=marken[:5])
    return ladung.paket, None


def _fehler(code: str, meldung: str, mark: Mark | None, hilfe: str | None = None) -> Befund:
    return Befund(code, Schwere.FEHLER, meldung, mark, hilfe)
