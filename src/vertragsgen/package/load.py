"""Loads a template package: manifest, clauses, frames; what is missing or left over is a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.baum import baum
from vertragsgen.package.clause import CODE_DATEI, Klausel, read_klausel
from vertragsgen.package.grundwerte import with_shared_values
from vertragsgen.package.manifest import GEMEINSAM, Dokument, Manifest
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Mapping as Abschnittsknoten
from vertragsgen.source.node import Node
from vertragsgen.source.reader import read_file
from vertragsgen.source.schema_model import model_from_schema
from vertragsgen.source.validate import validate
from vertragsgen.workspace import MANIFEST, Workspace

CODE_MANIFEST, CODE_RAHMEN = "VG150", "VG156"


@dataclass(frozen=True, slots=True)
class Paket:
    """A loaded package. ``klauseln`` is keyed by (document id, clause id); ``root`` is its folder."""

    manifest: Manifest
    klauseln: Mapping[tuple[str, str], Klausel]
    root: Path
    gemeinsam: Path
    knoten: Node

    def rahmen(self, dokument: Dokument) -> Path:
        """The Word file of a document's frame."""
        geteilt = dokument.rahmen.startswith(GEMEINSAM)
        ordner = self.gemeinsam if geteilt else self.root
        return ordner / "rahmen" / dokument.rahmen.removeprefix(GEMEINSAM)

    def folge(self, dokument: str, bereich: str) -> tuple[Klausel, ...]:
        """The clauses of one slot of a document in order; empty if there is no such document or slot.

        Only a package with faults lists clauses that it does not have; they are left out.
        """
        eintrag = self.manifest.dokument(dokument)
        namen = eintrag.bereiche.get(bereich, []) if eintrag else []
        stellen = ((dokument, name.removeprefix(GEMEINSAM)) for name in dict.fromkeys(namen))
        return tuple(self.klauseln[stelle] for stelle in stellen if stelle in self.klauseln)

    def mark(self, pfad: str) -> Mark:
        """The place of a manifest value, ``daten.normen.gesamtplan``, or of the nearest thing above it."""
        return _mark(self.knoten, pfad)


@dataclass(frozen=True, slots=True)
class Paketladung:
    """The package, None if it cannot be used, and what was found.

    ``gelesen`` is the package as far as it could be read, so that one fault does not hide the others.
    """

    paket: Paket | None
    befunde: tuple[Befund, ...]
    gelesen: Paket | None = None


def _mark(knoten: Node, pfad: str) -> Mark:
    return locate(knoten, [int(teil) if teil.isdecimal() else teil for teil in pfad.split(".")])


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
    sammlung = _Klauselsammlung(workspace, ordner, manifest, knoten)
    befunde += sammlung.lade()
    paket = Paket(manifest, sammlung.klauseln, ordner, workspace.templates_dir / "_gemeinsam", knoten)
    befunde += _rahmenbefunde(paket, workspace)
    unbrauchbar = any(befund.sperrt for befund in befunde)
    return Paketladung(None if unbrauchbar else paket, tuple(befunde), paket)


def _mit_typen(manifest: Manifest, knoten: Node) -> Manifest:
    """The manifest with its free trees typed from the source, where quoting still shows."""
    assert isinstance(knoten, Abschnittsknoten)
    frei = {feld: baum(knoten.get(feld)) or {} for feld in ("daten", "kuendigung")}
    return manifest.model_copy(update=frei)


def _manifestbefunde(manifest: Manifest, paket_id: str, knoten: Node) -> Iterator[Befund]:
    if manifest.id != paket_id:
        meldung = f"Das Manifest nennt sich „{manifest.id}“, liegt aber im Ordner „{paket_id}“."
        yield _fehler(CODE_MANIFEST, meldung, _mark(knoten, "id"))
    if manifest.angaben:
        for fehler in model_from_schema(manifest.angaben, "Angaben").fehler:
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


class _Klauselsammlung:
    """Reads the clauses that the manifest lists and finds those that nobody lists."""

    def __init__(self, workspace: Workspace, ordner: Path, manifest: Manifest, knoten: Node) -> None:
        self.workspace, self.ordner, self.manifest, self.knoten = workspace, ordner, manifest, knoten
        self.klauseln: dict[tuple[str, str], Klausel] = {}

    def lade(self) -> list[Befund]:
        """Fill ``klauseln``; returns the findings."""
        befunde: list[Befund] = []
        benutzt: set[Path] = set()
        for nummer, dokument in enumerate(self.manifest.dokumente):
            for bereich, namen in dokument.bereiche.items():
                for stelle, name in enumerate(namen):
                    mark = _mark(self.knoten, f"dokumente.{nummer}.bereiche.{bereich}.{stelle}")
                    datei = self._datei(dokument.id, name)
                    benutzt.add(datei)
                    befunde += self._lies(dokument.id, name.removeprefix(GEMEINSAM), datei, mark)
        return [*befunde, *self._ungenutzte(benutzt)]

    def _datei(self, dokument: str, name: str) -> Path:
        """The clause's file: the package's own, or the shared one where the package has none."""
        kurz = name.removeprefix(GEMEINSAM)
        eigene = self.ordner / "klauseln" / dokument / f"{kurz}.md"
        if name.startswith(GEMEINSAM) and not eigene.exists():
            return self.workspace.templates_dir / "_gemeinsam" / "klauseln" / f"{kurz}.md"
        return eigene

    def _lies(self, dokument: str, kennung: str, datei: Path, mark: Mark) -> list[Befund]:
        if (dokument, kennung) in self.klauseln:
            return [_fehler(CODE_DATEI, f"Die Klausel „{kennung}“ steht in „{dokument}“ zweimal.", mark)]
        if not datei.is_file() or "/" in kennung or "\\" in kennung:
            meldung = f"Die Klausel „{kennung}“ des Dokuments „{dokument}“ hat keine Datei."
            hilfe = f"Erwartet wird {self.workspace.name(datei)}."
            return [_fehler(CODE_DATEI, meldung, mark, hilfe)]
        if (befund := self.workspace.check_inside(datei)) is not None:
            return [befund]
        lesung = read_klausel(datei, self.workspace.name(datei), dokument)
        if lesung.klausel is None:
            return list(lesung.befunde)
        if lesung.klausel.id != kennung:
            meldung = f"Die Datei nennt sich „{lesung.klausel.id}“, das Manifest führt sie als „{kennung}“."
            return [*lesung.befunde, _fehler(CODE_DATEI, meldung, lesung.klausel.mark)]
        self.klauseln[dokument, kennung] = lesung.klausel
        return list(lesung.befunde)

    def _ungenutzte(self, benutzt: set[Path]) -> Iterator[Befund]:
        """Clause files of the package that no slot lists, and so never reach a document."""
        for datei in sorted((self.ordner / "klauseln").glob("**/*.md")):
            if datei not in benutzt:
                name = self.workspace.name(datei)
                meldung = f"Die Klausel „{datei.stem}“ steht in keinem Bereich eines Dokuments."
                hilfe = f"Nehmen Sie sie in {MANIFEST} unter „bereiche“ auf oder löschen Sie die Datei."
                yield _fehler(CODE_DATEI, meldung, Mark(name, 1, 1), hilfe)
