"""What the profiles of one run share: packages loaded and compiled once, models of profiles, readers of wording."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.inspection.leser import Leser
from vertragsgen.package.aufbewahrt import Pakete
from vertragsgen.package.paket import Paket, Paketladung
from vertragsgen.profile.aufbewahrt import Profilablage
from vertragsgen.profile.factory import KeinModell, Modelle
from vertragsgen.profile.model import Profil
from vertragsgen.rendering.compile import Paketvorlagen
from vertragsgen.rendering.compiled import compiled
from vertragsgen.workspace import Workspace


class Vorlagenladung(Struct, frozen=True):
    """A compiled package, ``None`` if it cannot be used, and what was found in it."""

    vorlagen: Paketvorlagen | None
    befunde: tuple[Befund, ...]


class Werkstatt:
    """Packages of one run, each loaded and compiled once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.modelle = Modelle()
        self.kept = Profilablage(workspace)
        self._pakete = Pakete(workspace)
        self._vorlagen: dict[str, Vorlagenladung] = {}
        self._leser: defaultdict[str, Leser] = defaultdict(Leser)

    def paket(self, paket_id: str) -> Paketladung:
        """The loaded package; its findings are those of loading alone."""
        return self._pakete(paket_id)

    def vorlagen(self, paket_id: str) -> Vorlagenladung:
        """The compiled package with all findings on it."""
        if paket_id not in self._vorlagen:
            self._vorlagen[paket_id] = self._kompiliere(self.paket(paket_id))
        return self._vorlagen[paket_id]

    def leser(self, paket_id: str) -> Leser:
        """What has read the wording of this package's documents so far."""
        return self._leser[paket_id]

    def modell(self, paket: Paket) -> type[Profil] | None:
        """The model of the package's profiles, None where its manifest allows none."""
        try:
            return self.modelle.fuer(paket.manifest)
        except KeinModell:
            return None

    def _kompiliere(self, ladung: Paketladung) -> Vorlagenladung:
        """Also a package that did not load is compiled as far as it goes: one fault must not hide the others."""
        paket = ladung.gelesen
        if paket is None:
            return Vorlagenladung(None, ladung.befunde)
        konflikte = [
            Befund("VG150", Schwere.FEHLER, meldung, paket.mark(pfad))
            for pfad, meldung in self.modelle.konflikte(paket.manifest)
        ]
        vorlagen, befunde = compiled(paket, self.workspace, self.modell(paket))
        brauchbar = ladung.paket is not None and not konflikte
        return Vorlagenladung(vorlagen if brauchbar else None, (*ladung.befunde, *konflikte, *befunde))
