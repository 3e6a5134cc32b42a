"""Loads a template package: manifest, clauses, frames; what is missing or left over is a finding."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.baum import baum
from vertragsgen.package.erweiterung import vorfahren
from vertragsgen.package.grundwerte import with_shared_values
from vertragsgen.package.klauselsammlung import Klauselsammlung
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.paket import Paket, Paketladung
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Mapping as Abschnittsknoten
from vertragsgen.source.node import Node
from vertragsgen.source.reader import read_file
from vertragsgen.source.schema_model import model_from_schema
from vertragsgen.source.validate import validate
from vertragsgen.workspace import MANIFEST, Workspace

CODE_MANIFEST, CODE_RAHMEN = "VG150", "VG156"


def _fehler(code: str, meldung: str, mark: Mark, hilfe: str | None = None) -> Befund:
    return Befund(code, Schwere.FEHLER, meldung, mark, hilfe)


def load_package(workspace: Workspace, paket_id: str) -> Paketladung:
    """Load the package ``<land>/<paket>``; unusable if any finding is a ``fehler``."""
    ordner = workspace.package_dir(paket_id)
    pfad = ordner / MANIFEST
    name = workspace.name(pfad)
    if (befund := workspace.check_inside(pfad)) is not None:
        return Paketladung(None, (befund,))
    lesung = read_file(pfad, name)
    if not lesung.ok:
        return Paketladung(None, lesung.befunde)
    knoten, geteilte = with_shared_values(workspace, lesung.node, code=CODE_MANIFEST)
    pruefung = validate(Manifest, knoten, name=name, code=CODE_MANIFEST)
    befunde = [*lesung.befunde, *geteilte, *pruefung.befunde]
    if pruefung.wert is None or knoten is None:
        return Paketladung(None, tuple(befunde))
    manifest = _mit_typen(pruefung.wert, knoten)
    befunde += _manifestbefunde(manifest, paket_id, knoten)
    kette, kettenbefunde = vorfahren(workspace, paket_id, knoten)
    befunde += kettenbefunde
    sammlung = Klauselsammlung(workspace, ordner, manifest, knoten, kette)
    # Without the extended package every clause taken from it would be missing as well: one finding says enough.
    befunde += [] if kettenbefunde else sammlung.lade()
    gemeinsam = workspace.templates_dir / "_gemeinsam"
    paket = Paket(manifest, sammlung.klauseln, ordner, gemeinsam, knoten, kette, sammlung.herkunft)
    befunde += [] if kettenbefunde else _rahmenbefunde(paket, workspace)
    unbrauchbar = any(befund.sperrt for befund in befunde)
    return Paketladung(None if unbrauchbar else paket, tuple(befunde), paket)


def _mit_typen(manifest: Manifest, knoten: Node) -> Manifest:
    """The manifest with its free trees typed from the source, where quoting still shows."""
    assert isinstance(knoten, Abschnittsknoten)
    frei = {feld: baum(knoten.get(feld)) or {} for feld in ("daten", "kuendigung")}
    return replace(manifest, **frei)


def _manifestbefunde(manifest: Manifest, paket_id: str, knoten: Node) -> Iterator[Befund]:
    if manifest.id != paket_id:
        meldung = f"Das Manifest nennt sich „{manifest.id}“, liegt aber im Ordner „{paket_id}“."
        yield _fehler(CODE_MANIFEST, meldung, locate(knoten, ("id",)))
    if manifest.angaben:
        for fehler in model_from_schema(manifest.angaben).fehler:
            mark = locate(knoten, ("angaben", *fehler.pfad))
            yield _fehler(CODE_MANIFEST, f"Schema der Angaben: {fehler.meldung}", mark)


def _rahmenbefunde(paket: Paket, workspace: Workspace) -> Iterator[Befund]:
    for nummer, dokument in enumerate(paket.manifest.dokumente):
        datei = paket.rahmen(dokument)
        mark = paket.mark(f"dokumente.{nummer}.rahmen")
        if not datei.is_file():
            meldung = f"Der Rahmen „{workspace.name(datei)}“ des Dokuments „{dokument.id}“ fehlt."
            yield _fehler(CODE_RAHMEN, meldung, mark)
        elif (befund := workspace.check_inside(datei)) is not None:
            yield befund
