"""One profile of a build, from its file to the documents beside it, and what became of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from vertragsgen import pipeline
from vertragsgen.diagnostics import Befund, zaehlung
from vertragsgen.output.auftrag import Bauauftrag
from vertragsgen.output.eingaben import Paketstaende, Paketstand, profile_state
from vertragsgen.output.gepackt import Verpackt
from vertragsgen.output.plan import outdated, profile_folder, write_profile
from vertragsgen.output.uebersicht import Uebersicht
from vertragsgen.output.unveraendert import unchanged
from vertragsgen.werkstatt import Werkstatt

GEBAUT, UNVERAENDERT, UNVOLLSTAENDIG, NICHT_GEBAUT = "gebaut", "unveraendert", "unvollstaendig", "nicht gebaut"


class Profilergebnis(Struct):
    """What became of one profile: its status, its folder, the files that are as they should be, its findings.

    ``zahlen`` counts the findings by severity, also of a profile that was skipped because nothing changed.
    ``uebersicht`` is its line in the overview, None if it was not built; ``dauer`` the seconds it took.
    """

    profil: str
    status: str
    ordner: str
    namen: tuple[str, ...]
    befunde: Sequence[Befund]
    zahlen: dict[str, int]
    uebersicht: Uebersicht | None = None
    dauer: float = 0.0

    @property
    def dateien(self) -> tuple[Path, ...]:
        """The paths of the files."""
        return tuple(Path(self.ordner, name) for name in self.namen)


class Arbeiter:
    """What one process keeps during a build: packages, loaded and compiled once, and their state."""

    def __init__(self, auftrag: Bauauftrag, werkstatt: Werkstatt | None = None) -> None:
        self.auftrag = auftrag
        self.werkstatt = werkstatt or Werkstatt(auftrag.workspace)
        self.stand = Paketstaende(self.werkstatt)

    def build(self, profil: str) -> Profilergebnis:
        """Build one profile, or find that there is nothing to do."""
        beginn = time.perf_counter()  # for the list of the slowest; it reaches no document
        auftrag = self.auftrag
        folder = profile_folder(auftrag.workspace, profil, entwurf=auftrag.entwurf)
        try:
            ergebnis = self._skip(profil, folder) or self._build(profil)
        except Exception as fault:
            befunde = (pipeline.program_fault(auftrag.workspace, profil, fault),)
            ergebnis = Profilergebnis(profil, NICHT_GEBAUT, str(folder), (), befunde, zaehlung(befunde))
        ergebnis.dauer = time.perf_counter() - beginn
        return ergebnis

    def _skip(self, profil: str, folder: Path) -> Profilergebnis | None:
        auftrag = self.auftrag
        if auftrag.entwurf or auftrag.dokumente or auftrag.formate:
            return None
        nachweis = unchanged(
            auftrag.workspace, profil, folder, self.stand, stichtag=auftrag.stichtag, werkzeug=auftrag.werkzeug
        )
        if nachweis is None or not self._package_sound(nachweis["paket"]):
            return None
        uebersicht = nachweis.get("uebersicht") or {}
        namen = tuple(sorted(nachweis["ausgaben"]))
        return Profilergebnis(profil, UNVERAENDERT, str(folder), namen, (), uebersicht.get("befunde", {}), uebersicht)

    def _package_sound(self, paket: dict[str, str]) -> bool:
        """True if the package is as it was when it last compiled, or compiles now without a ``fehler``."""
        stand = self.stand(paket["id"])
        return (stand is not None and stand.ganz == paket.get("stand")) or (
            self.werkstatt.vorlagen(paket["id"]).vorlagen is not None
        )

    def _build(self, profil: str) -> Profilergebnis:
        auftrag = self.auftrag
        dateien = profile_state(auftrag.workspace, profil, auftrag.stichtag)
        ergebnis = pipeline.run(self.werkstatt, profil, stichtag=auftrag.stichtag, entwurf=auftrag.entwurf)
        stand = self.stand(ergebnis.paket.manifest.id) if ergebnis.dateien and ergebnis.paket is not None else None
        return write_result(auftrag, ergebnis, stand, dateien)


def write_result(
    auftrag: Bauauftrag, ergebnis: pipeline.Ergebnis, stand: Paketstand | None = None, dateien: str | None = None
) -> Profilergebnis:
    """Write what was made of a profile or form, and say what became of it.

    ``stand`` is the state of its package, ``dateien`` that of its files before they were read.
    """
    befunde, profil = list(ergebnis.befunde), ergebnis.profil
    folder = profile_folder(auftrag.workspace, profil, entwurf=auftrag.entwurf)
    if not ergebnis.dateien:
        befunde += outdated(auftrag.workspace, profil, entwurf=auftrag.entwurf)
        return Profilergebnis(profil, NICHT_GEBAUT, str(folder), (), Verpackt(befunde), zaehlung(befunde))
    written = write_profile(auftrag.workspace, ergebnis, stand, auftrag, dateien=dateien)
    befunde += [befund.fuer(profil) for befund in written.befunde]
    status = GEBAUT if written.geschrieben else UNVERAENDERT
    if any(befund.sperrt for befund in written.befunde):
        status = UNVOLLSTAENDIG
    namen = tuple(sorted(written.dateien))
    uebersicht = written.nachweis.get("uebersicht")
    return Profilergebnis(profil, status, str(folder), namen, Verpackt(befunde), zaehlung(befunde), uebersicht)
