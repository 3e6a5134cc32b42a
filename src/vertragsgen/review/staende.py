"""Two states of a workspace in memory, profile by profile: what is known to be equal is not made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from vertragsgen import pipeline
from vertragsgen.inspection import Leser
from vertragsgen.output.eingaben import Paketstaende, Paketstand, input_hash
from vertragsgen.output.stapel import MIN_PARALLEL
from vertragsgen.output.verteilt import processes
from vertragsgen.package.paket import Paketladung
from vertragsgen.pipeline import Ergebnis
from vertragsgen.review.bericht import Stand, Traegerbericht
from vertragsgen.review.profilvergleich import compare_profile
from vertragsgen.review.redlineordner import Redlineordner
from vertragsgen.werkstatt import Vorlagenladung, Werkstatt
from vertragsgen.workspace import Workspace

# Profiles per parcel: few enough that all processes end together, enough that a parcel is worth its way.
_PAKETGROESSE = 12


class Vergleichsauftrag(Struct, frozen=True):
    """What every process needs to know. ``redlines`` is where tracked changes go, None if none are wanted."""

    alt: Workspace
    neu: Workspace
    stichtag: date
    redlines: Redlineordner | None = None


def compare_all(auftrag: Vergleichsauftrag, namen: Sequence[str], jobs: int) -> Iterator[Traegerbericht]:
    """What changes for each of these profiles, in their order, by up to ``jobs`` processes."""
    vergleicher = Vergleicher(auftrag)
    offen = [name for name in namen if not vergleicher.unveraendert(name)]
    if jobs <= 1 or len(offen) < MIN_PARALLEL:
        yield from map(vergleicher.compare, namen)
        return
    stuecke = [offen[k : k + _PAKETGROESSE] for k in range(0, len(offen), _PAKETGROESSE)]
    fertig: dict[str, Traegerbericht] = {}
    with processes(jobs) as pool:
        zukunft = pool.map(compare_chunk, [auftrag] * len(stuecke), stuecke)
        for name in namen:
            if vergleicher.unveraendert(name):
                yield vergleicher.compare(name)
                continue
            while name not in fertig:
                fertig |= {bericht.profil: bericht for bericht in next(zukunft)}
            yield fertig.pop(name)


@lru_cache(maxsize=1)
def _vergleicher(auftrag: Vergleichsauftrag) -> Vergleicher:
    return Vergleicher(auftrag)


def compare_chunk(auftrag: Vergleichsauftrag, profile: Sequence[str]) -> list[Traegerbericht]:
    """Compare some profiles in the process this is called in; the entry point for executors."""
    vergleicher = _vergleicher(auftrag)
    return [vergleicher.compare(profil) for profil in profile]


class Zwilling(Werkstatt):
    """For a workspace whose packages are those of another one byte for byte: they are loaded and compiled there.

    A clause is then set once for both states where its values are the same.
    """

    def __init__(self, workspace: Workspace, erste: Werkstatt) -> None:
        super().__init__(workspace)
        self._erste = erste
        self.modelle = erste.modelle

    def paket(self, paket_id: str) -> Paketladung:
        """The package as the other one loaded it."""
        return self._erste.paket(paket_id)

    def vorlagen(self, paket_id: str) -> Vorlagenladung:
        """The package as the other one compiled it."""
        return self._erste.vorlagen(paket_id)

    def leser(self, paket_id: str) -> Leser:
        """What has read the wording for the other one: it is the same wording."""
        return self._erste.leser(paket_id)


class Vergleicher:
    """What one process keeps: both states with their packages, loaded and compiled once, and what is known equal."""

    def __init__(self, auftrag: Vergleichsauftrag) -> None:
        self.auftrag = auftrag
        self._alt, self._neu = Werkstatt(auftrag.alt), Werkstatt(auftrag.neu)
        self._profile = {*auftrag.alt.profile_ids()}, {*auftrag.neu.profile_ids()}
        self._staende = Paketstaende(self._alt), Paketstaende(self._neu)
        self._pakete_gleich = self._vergleiche_pakete()
        if self._pakete_gleich:
            self._alt = Zwilling(auftrag.alt, self._neu)
        self._gleich: dict[str, bool] = {}

    def unveraendert(self, profil: str) -> bool:
        """True if profile and package are the same bytes in both states: then nothing needs to be made."""
        if profil not in self._gleich:
            self._gleich[profil] = self._ist_gleich(profil)
        return self._gleich[profil]

    def compare(self, profil: str) -> Traegerbericht:
        """What changes for one profile."""
        if self.unveraendert(profil):
            return self._unberuehrt(profil)
        neu = self._run(self._neu, profil) if profil in self._profile[1] else None
        if neu is not None and self._gleiche_datei(profil) and self._gleiche_teile(profil, neu):
            return compare_profile(neu, neu)
        alt = self._run(self._alt, profil) if profil in self._profile[0] else None
        ordner = self.auftrag.redlines
        return compare_profile(alt, neu, lege_ab=None if ordner is None else ordner.lege_ab)

    def _run(self, werkstatt: Werkstatt, profil: str) -> Ergebnis:
        return pipeline.run(werkstatt, profil, stichtag=self.auftrag.stichtag, packen=False)

    def _ist_gleich(self, profil: str) -> bool:
        """Same bytes of profile and shared files, and all packages of both states are the same."""
        if not self._gleiche_datei(profil) or not self._pakete_gleich:
            return False
        return self._eingabe(False, profil, {}) == self._eingabe(True, profil, {}) is not None

    def _gleiche_datei(self, profil: str) -> bool:
        """True if both states have the profile's own file, with the same bytes."""
        if not all(profil in namen for namen in self._profile):
            return False
        alt, neu = (workspace.profile_path(profil) for workspace in (self.auftrag.alt, self.auftrag.neu))
        try:
            return alt.read_bytes() == neu.read_bytes()
        except OSError:
            return False

    def _vergleiche_pakete(self) -> bool:
        alt, neu = self._staende
        pakete = {*self.auftrag.alt.packages(), *self.auftrag.neu.packages()}
        return all(
            (vorher := alt(paket)) is not None and (jetzt := neu(paket)) is not None and vorher.ganz == jetzt.ganz
            for paket in pakete
        )

    def _eingabe(self, neu: bool, profil: str, dokumente: Mapping[str, Sequence[str]], paket: str = "") -> str | None:
        stand = self._staende[neu](paket) if paket else Paketstand("", "", {}, {})
        if stand is None:
            return None
        workspace = self.auftrag.neu if neu else self.auftrag.alt
        return input_hash(workspace, profil, stand, dokumente, stichtag=self.auftrag.stichtag, werkzeug="")

    def _gleiche_teile(self, profil: str, neu: Ergebnis) -> bool:
        """True if the other state makes the same of it: same profile, same parts of the package that it uses."""
        if neu.paket is None or not neu.dokumente:
            return False
        benutzt = {erzeugt.dokument: list(erzeugt.klauseln) for erzeugt in neu.dokumente}
        paket = neu.paket.manifest.id
        eingaben = [self._eingabe(seite, profil, benutzt, paket) for seite in (False, True)]
        return eingaben[0] is not None and eingaben[0] == eingaben[1]

    def _unberuehrt(self, profil: str) -> Traegerbericht:
        """Its name and the number of its documents are not worth a build: the report leaves it out."""
        return Traegerbericht(profil, profil, "", _paket_von(self.auftrag.neu, profil), Stand.GLEICH)


def _paket_von(workspace: Workspace, profil: str) -> str:
    """The package a profile names, as far as its own file says."""
    try:
        text = workspace.profile_path(profil).read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""
    zeile = next((zeile for zeile in text.splitlines() if zeile.startswith("paket:")), "")
    return zeile.removeprefix("paket:").partition("#")[0].strip().strip("\"'")
