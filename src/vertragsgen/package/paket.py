"""A loaded template package as a value: what it is made of, and where each part of it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.package.clause import Klausel
from vertragsgen.package.manifest import GEMEINSAM, Dokument, Manifest
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Node


class Vorfahr(Struct, frozen=True):
    """A package whose clauses and frames are taken over: its id and its folder."""

    id: str
    ordner: Path


class Herkunft(Struct, frozen=True):
    """Where the text of a clause comes from: ``eigen``, ``gemeinsam`` or ``erweitert``.

    ``paket`` is the extended package it was taken from. ``ersetzt`` is the clause file (relative to the workspace)
    that an own one stands in for: the shared one, or that of the nearest extended package that has one.
    """

    art: str
    paket: str | None = None
    ersetzt: str | None = None


class Paket(Struct, frozen=True, eq=False):
    """A loaded package. ``klauseln`` is keyed by (document id, clause id); ``root`` is its folder.

    ``vorfahren`` are the packages it extends, nearest first. A package equals itself only: it is loaded once in a run.
    """

    manifest: Manifest
    klauseln: Mapping[tuple[str, str], Klausel]
    root: Path
    gemeinsam: Path
    knoten: Node
    vorfahren: tuple[Vorfahr, ...] = ()
    _herkunft: Mapping[tuple[str, str], Herkunft] = field(default_factory=dict)

    def rahmen(self, dokument: Dokument) -> Path:
        """The Word file of a document's frame: the package's own, else that of the nearest package it extends."""
        name = dokument.rahmen.removeprefix(GEMEINSAM)
        if dokument.rahmen.startswith(GEMEINSAM):
            return self.gemeinsam / "rahmen" / name
        eigener, *geerbte = (ordner / "rahmen" / name for ordner in (self.root, *(v.ordner for v in self.vorfahren)))
        return next((datei for datei in (eigener, *geerbte) if datei.is_file()), eigener)

    def herkunft(self, dokument: str, klausel: str) -> Herkunft:
        """Where the text of a clause comes from, and which text it replaces; KeyError if there is no such clause."""
        return self._herkunft[dokument, klausel]

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
        return locate(self.knoten, [int(teil) if teil.isdecimal() else teil for teil in pfad.split(".")])


class Paketladung(Struct, frozen=True):
    """The package, None if it cannot be used, and what was found.

    ``gelesen`` is the package as far as it could be read, so that one fault does not hide the others. ``stand`` is a hash
    of all files of the templates, empty where they could not be told to be of one state.
    """

    paket: Paket | None
    befunde: tuple[Befund, ...]
    gelesen: Paket | None = None
    stand: str = ""
