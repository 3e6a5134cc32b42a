"""One profile from its file to its finished documents in memory: load → calculate → check → render."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from typing import Any

from msgspec import Struct, field

from vertragsgen import DEBUG_VARIABLE
from vertragsgen.calculation import calculate
from vertragsgen.calculation.model import Berechnung
from vertragsgen.checks import Pruefkontext, apply_ausnahmen, check_abweichungen, rechtspruefung_offen, run_checks
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.inspection import ALLE_REGELN, Textkontext, run_text_checks
from vertragsgen.money import kurz
from vertragsgen.package.daten import resolve_daten
from vertragsgen.package.paket import Paket, Paketladung
from vertragsgen.package.zeitraum import passende_pakete
from vertragsgen.profile.load import Geladen, load_profile
from vertragsgen.rendering.compile import Paketvorlagen
from vertragsgen.rendering.context import build_context
from vertragsgen.rendering.deviations import deviations
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.fingerprint import digest
from vertragsgen.rendering.produce import produce
from vertragsgen.rendering.workbooks import record_workbook
from vertragsgen.source.node import to_data
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace

PROGRAMMFEHLER = "VG166"


class Dateien(Mapping[str, bytes]):
    """Files by name, each packed when it is first read: a check needs their names only."""

    def __init__(self, packen: Mapping[str, Callable[[], bytes]] | None = None) -> None:
        self._packen = packen or {}
        self._gepackt: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._gepackt:
            self._gepackt[name] = self._packen[name]()
        return self._gepackt[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._packen)

    def __len__(self) -> int:
        return len(self._packen)


class Ergebnis(Struct):
    """What became of one profile: findings, and its files by name, unless a ``fehler`` stands against them.

    ``befunde`` are complete and carry the profile's name. ``dokumente`` says what each document was made from,
    ``geladen`` is the profile as it was read, ``textkontext`` what the checks on the rendered documents saw,
    ``tagesabhaengig`` whether a finding may be another one on another day (beyond the dates in the profile).
    """

    profil: str
    befunde: list[Befund] = field(default_factory=list)
    dateien: Dateien = field(default_factory=Dateien)
    dokumente: list[Erzeugtes] = field(default_factory=list)
    berechnung: Berechnung | None = None
    geladen: Geladen | None = None
    textkontext: Textkontext | None = None
    tagesabhaengig: bool = False

    @property
    def paket(self) -> Paket | None:
        """The package the profile names, if it could be loaded."""
        return self.geladen.paket if self.geladen is not None else None

    @property
    def zu_pruefen(self) -> bool:
        """True if a lawyer has to review the documents of its package before they are used."""
        profil = self.geladen.profil if self.geladen is not None else None
        return self.paket is not None and profil is not None and rechtspruefung_offen(self.paket.manifest, profil)

    @property
    def werte_sha256(self) -> str:
        """Hash of the values the documents are made from; empty if the profile could not be loaded."""
        if self.geladen is None or self.geladen.profil is None or self.geladen.quelle is None:
            return ""
        return self.geladen.quelle.werte_sha256

    @property
    def paket_sha256(self) -> str:
        """Hash of the parts of the package these documents use."""
        if self.paket is None:
            return ""
        teile = [[erzeugt.dokument, erzeugt.rahmen, erzeugt.klauseln] for erzeugt in self.dokumente]
        return digest({"manifest": _manifest_sha256(self.paket), "dokumente": teile})

    @property
    def sperrt(self) -> bool:
        """True if an open ``fehler`` keeps the documents from being written."""
        return any(befund.sperrt for befund in self.befunde)


@lru_cache(maxsize=64)
def _manifest_sha256(paket: Paket) -> str:
    return digest(to_data(paket.knoten))


def run(
    werkstatt: Werkstatt, profil_id: str, *, stichtag: date, entwurf: bool = False, packen: bool = True
) -> Ergebnis:
    """Take one profile as far as it goes; a draft is made despite findings and lists them.

    ``stichtag`` decides which exceptions have expired; it never reaches a document. Without ``packen`` everything is
    rendered and checked, and no file is made of it.
    """
    gefragt: dict[str, Paketladung] = {}

    def get_package(paket_id: str) -> Paketladung:
        gefragt[paket_id] = werkstatt.paket(paket_id)
        return gefragt[paket_id]

    geladen = load_profile(
        werkstatt.workspace, profil_id, get_package, entwurf=entwurf, modelle=werkstatt.modelle, kept=werkstatt.kept
    )
    ergebnis = Ergebnis(profil_id, list(geladen.befunde), geladen=geladen)
    if geladen.profil is None or geladen.paket is None:
        ladungen = gefragt.values()
        pakete = [ladung.gelesen.manifest.id for ladung in ladungen if ladung.gelesen is not None]
        ergebnis.befunde += [befund for ladung in ladungen if ladung.gelesen is None for befund in ladung.befunde]
        ergebnis.befunde += [befund for paket in pakete for befund in werkstatt.vorlagen(paket).befunde]
        return _attributed(ergebnis)
    vorlagen = werkstatt.vorlagen(geladen.paket.manifest.id)
    if vorlagen.vorlagen is None:
        ergebnis.befunde += [befund for befund in vorlagen.befunde if befund not in ergebnis.befunde]
        return _attributed(ergebnis)
    _calculate_and_render(ergebnis, geladen, vorlagen.vorlagen, werkstatt, stichtag, entwurf=entwurf, packen=packen)
    if ergebnis.sperrt and not entwurf:
        ergebnis.dateien = Dateien()
    return _attributed(ergebnis)


def program_fault(workspace: Workspace, profil: str, fault: Exception) -> Befund:
    """A bug of ours that a profile has met, as a finding: the other profiles go on. Raises it again for who looks for it."""
    if os.environ.get(DEBUG_VARIABLE):
        raise fault
    meldung = f"Fehler im Programm: {type(fault).__name__}: {kurz(str(fault))}"
    hilfe = (
        "Das liegt nicht an Ihren Angaben, auch wenn eine ungewöhnliche Angabe es ausgelöst haben kann. Einzelheiten zeigt "
        f"derselbe Aufruf mit der Umgebungsvariablen {DEBUG_VARIABLE}=1."
    )
    mark = Mark(workspace.name(workspace.profile_path(profil)), 1, 1)
    return Befund(PROGRAMMFEHLER, Schwere.FEHLER, meldung, mark, hilfe, profil=profil)


def _calculate_and_render(
    ergebnis: Ergebnis,
    geladen: Geladen,
    vorlagen: Paketvorlagen,
    werkstatt: Werkstatt,
    stichtag: date,
    *,
    entwurf: bool,
    packen: bool,
) -> None:
    manifest = vorlagen.paket.manifest
    profil: Any = geladen.profil
    daten = resolve_daten(manifest, profil, vorlagen.paket.mark, geladen.mark)
    rechnung = calculate(profil, manifest, mark=geladen.mark)
    ergebnis.berechnung = rechnung.berechnung
    befunde = [*daten.befunde, *rechnung.befunde]
    kontext = Pruefkontext(
        ergebnis.profil, profil, manifest, rechnung.berechnung, mark=geladen.mark, paket_mark=vorlagen.paket.mark,
        stichtag=stichtag, passende_pakete=partial(passende_pakete, werkstatt.workspace, manifest),
    )  # fmt: skip
    befunde += run_checks(kontext, ALLE_REGELN)
    if not daten.befunde:
        context = build_context(profil, manifest, daten.werte, rechnung.berechnung, entwurf=entwurf)
        erzeugung = produce(
            vorlagen, context, klauseln=deviations(profil, geladen.mark), mark=geladen.mark, entwurf=entwurf
        )
        befunde += erzeugung.befunde
        ergebnis.dokumente = erzeugung.dokumente
        ergebnis.dateien = _files(ergebnis, vorlagen, profil, entwurf=entwurf, packen=packen)
        if erzeugung.dokumente:
            leser = werkstatt.leser(manifest.id)
            textkontext = Textkontext(
                kontext, tuple(erzeugung.dokumente), frozenset(ergebnis.dateien), leser, ruecklesen=packen
            )
            befunde += run_text_checks(textkontext)
            ergebnis.textkontext = textkontext
    gesetzt = {(e.dokument, stueck.klausel.id) for e in ergebnis.dokumente for stueck in e.stuecke}
    befunde += check_abweichungen(profil, stichtag=stichtag, gesetzt=gesetzt or None, mark=geladen.mark)
    ergebnis.tagesabhaengig = bool(kontext.gefragt)
    ergebnis.befunde += apply_ausnahmen(befunde, profil, stichtag=stichtag, mark=geladen.mark, regeln=ALLE_REGELN)


def _files(ergebnis: Ergebnis, vorlagen: Paketvorlagen, profil: Any, *, entwurf: bool, packen: bool) -> Dateien:
    """The files of all documents by name, in the order of the package.

    Workbooks are recorded; with ``packen`` their parts are made at once, so that the checks can read them back.
    """
    assert ergebnis.berechnung is not None
    manifest = vorlagen.paket.manifest
    dateien: dict[str, Callable[[], bytes]] = {}
    for erzeugt in ergebnis.dokumente:
        dokument = manifest.dokument(erzeugt.dokument)
        assert dokument is not None
        if "docx" in dokument.formate:
            dateien[f"{dokument.id}.docx"] = erzeugt.pack
        if dokument.xlsx is not None:
            erzeugt.mappe = record_workbook(erzeugt, ergebnis.berechnung, manifest, profil, entwurf=entwurf)
            if packen:
                erzeugt.make_workbook()
            dateien[f"{dokument.id}.xlsx"] = erzeugt.pack_workbook
    return Dateien(dateien)


def _attributed(ergebnis: Ergebnis) -> Ergebnis:
    ergebnis.befunde = [
        befund if befund.profil == ergebnis.profil else befund.fuer(ergebnis.profil) for befund in ergebnis.befunde
    ]
    return ergebnis
