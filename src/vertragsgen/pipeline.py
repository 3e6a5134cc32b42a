"""One profile from its file to its finished documents in memory: load → calculate → check → render."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from vertragsgen.calculation import calculate
from vertragsgen.calculation.model import Berechnung
from vertragsgen.checks import Pruefkontext, apply_ausnahmen, check_abweichungen, run_checks
from vertragsgen.diagnostics import Befund
from vertragsgen.inspection import ALLE_REGELN, Textkontext, run_text_checks
from vertragsgen.package.daten import resolve_daten
from vertragsgen.package.load import Paket, Paketladung, load_package
from vertragsgen.package.zeitraum import passende_pakete
from vertragsgen.profile.factory import Modelle
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.rendering.compile import Paketvorlagen, compile_package
from vertragsgen.rendering.context import build_context
from vertragsgen.rendering.deviations import deviations
from vertragsgen.rendering.docx.package import write_parts
from vertragsgen.rendering.fingerprint import digest
from vertragsgen.rendering.produce import Erzeugtes, produce
from vertragsgen.rendering.workbooks import record_workbook
from vertragsgen.rendering.xlsx import mappenteile
from vertragsgen.source.node import to_data
from vertragsgen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Vorlagenladung:
    """A compiled package, ``None`` if it cannot be used, and what was found in it."""

    vorlagen: Paketvorlagen | None
    befunde: tuple[Befund, ...]


class Werkstatt:
    """Packages of one run, each loaded and compiled once."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.modelle = Modelle()
        self._pakete: dict[str, Paketladung] = {}
        self._vorlagen: dict[str, Vorlagenladung] = {}

    def paket(self, paket_id: str) -> Paketladung:
        """The loaded package; its findings are those of loading alone."""
        if paket_id not in self._pakete:
            self._pakete[paket_id] = load_package(self.workspace, paket_id)
        return self._pakete[paket_id]

    def vorlagen(self, paket_id: str) -> Vorlagenladung:
        """The compiled package with all findings on it."""
        if paket_id not in self._vorlagen:
            ladung = self.paket(paket_id)
            if ladung.paket is None:
                self._vorlagen[paket_id] = Vorlagenladung(None, ladung.befunde)
            else:
                vorlagen, befunde = compile_package(ladung.paket, self.workspace)
                self._vorlagen[paket_id] = Vorlagenladung(vorlagen, (*ladung.befunde, *befunde))
        return self._vorlagen[paket_id]


@dataclass(slots=True)
class Ergebnis:
    """What became of one profile: findings, and its files by name, unless a ``fehler`` stands against them.

    ``befunde`` are complete and carry the profile's name. ``dokumente`` says what each document was made from,
    ``geladen`` is the profile as it was read, ``textkontext`` what the checks on the rendered documents saw.
    """

    profil: str
    befunde: list[Befund] = field(default_factory=list)
    dateien: dict[str, bytes] = field(default_factory=dict)
    dokumente: list[Erzeugtes] = field(default_factory=list)
    berechnung: Berechnung | None = None
    werte_sha256: str = ""
    geladen: Geladen | None = None
    textkontext: Textkontext | None = None

    @property
    def paket(self) -> Paket | None:
        """The package the profile names, if it could be loaded."""
        return self.geladen.paket if self.geladen is not None else None

    @property
    def paket_sha256(self) -> str:
        """Hash of the parts of the package these documents use."""
        if self.paket is None:
            return ""
        teile = [[erzeugt.dokument, erzeugt.rahmen, erzeugt.klauseln] for erzeugt in self.dokumente]
        return digest({"manifest": to_data(self.paket.knoten), "dokumente": teile})

    @property
    def sperrt(self) -> bool:
        """True if an open ``fehler`` keeps the documents from being written."""
        return any(befund.sperrt for befund in self.befunde)


def run(werkstatt: Werkstatt, profil_id: str, *, stichtag: date, entwurf: bool = False) -> Ergebnis:
    """Take one profile as far as it goes; a draft is made despite findings and lists them.

    ``stichtag`` decides which exceptions have expired; it never reaches a document.
    """
    ladungen: list[Paketladung] = []

    def get_package(paket_id: str) -> Paketladung:
        ladungen.append(werkstatt.paket(paket_id))
        return ladungen[-1]

    geladen = load_profile(werkstatt.workspace, profil_id, get_package, entwurf=entwurf, modelle=werkstatt.modelle)
    ergebnis = Ergebnis(profil_id, list(geladen.befunde), geladen=geladen)
    if geladen.profil is None or geladen.paket is None:
        ergebnis.befunde += [befund for ladung in ladungen for befund in ladung.befunde]
        return _attributed(ergebnis)
    ergebnis.werte_sha256 = digest(to_data(geladen.knoten)) if geladen.knoten is not None else ""
    vorlagen = werkstatt.vorlagen(geladen.paket.manifest.id)
    if vorlagen.vorlagen is None:
        ergebnis.befunde += [befund for befund in vorlagen.befunde if befund not in ergebnis.befunde]
        return _attributed(ergebnis)
    _calculate_and_render(ergebnis, geladen, vorlagen.vorlagen, werkstatt.workspace, stichtag, entwurf=entwurf)
    if ergebnis.sperrt and not entwurf:
        ergebnis.dateien.clear()
    return _attributed(ergebnis)


def _calculate_and_render(
    ergebnis: Ergebnis,
    geladen: Geladen,
    vorlagen: Paketvorlagen,
    workspace: Workspace,
    stichtag: date,
    *,
    entwurf: bool,
) -> None:
    manifest = vorlagen.paket.manifest
    profil: Any = geladen.profil
    daten = resolve_daten(manifest, profil, vorlagen.paket.mark, geladen.mark)
    rechnung = calculate(profil, manifest, mark=geladen.mark)
    ergebnis.berechnung = rechnung.berechnung
    befunde = [*daten.befunde, *rechnung.befunde]
    kontext = Pruefkontext(
        ergebnis.profil, profil, manifest, rechnung.berechnung, mark=geladen.mark, paket_mark=vorlagen.paket.mark,
        stichtag=stichtag, passende_pakete=partial(passende_pakete, workspace, manifest),
    )  # fmt: skip
    befunde += run_checks(kontext, ALLE_REGELN)
    if not daten.befunde:
        context = build_context(profil, manifest, daten.werte, rechnung.berechnung, entwurf=entwurf)
        erzeugung = produce(
            vorlagen, context, klauseln=deviations(profil, geladen.mark), mark=geladen.mark, entwurf=entwurf
        )
        befunde += erzeugung.befunde
        ergebnis.dokumente = erzeugung.dokumente
        ergebnis.dateien = _files(ergebnis, vorlagen, profil, entwurf=entwurf)
        if erzeugung.dokumente:
            textkontext = Textkontext(kontext, tuple(erzeugung.dokumente), frozenset(ergebnis.dateien))
            befunde += run_text_checks(textkontext)
            ergebnis.textkontext = textkontext
    gesetzt = {(e.dokument, stueck.klausel.id) for e in ergebnis.dokumente for stueck in e.stuecke}
    befunde += check_abweichungen(profil, stichtag=stichtag, gesetzt=gesetzt or None, mark=geladen.mark)
    ergebnis.befunde += apply_ausnahmen(befunde, profil, stichtag=stichtag, mark=geladen.mark, regeln=ALLE_REGELN)


def _files(ergebnis: Ergebnis, vorlagen: Paketvorlagen, profil: Any, *, entwurf: bool) -> dict[str, bytes]:
    """The files of all documents by name, in the order of the package."""
    assert ergebnis.berechnung is not None
    manifest = vorlagen.paket.manifest
    dateien: dict[str, bytes] = {}
    for erzeugt in ergebnis.dokumente:
        dokument = manifest.dokument(erzeugt.dokument)
        assert dokument is not None
        if "docx" in dokument.formate:
            dateien[f"{dokument.id}.docx"] = erzeugt.docx
        if dokument.xlsx is not None:
            erzeugt.mappe = record_workbook(erzeugt, ergebnis.berechnung, manifest, profil, entwurf=entwurf)
            erzeugt.mappenteile = mappenteile(erzeugt.mappe)
            dateien[f"{dokument.id}.xlsx"] = write_parts(erzeugt.mappenteile)
    return dateien


def _attributed(ergebnis: Ergebnis) -> Ergebnis:
    ergebnis.befunde = [befund.fuer(ergebnis.profil) for befund in ergebnis.befunde]
    return ergebnis
