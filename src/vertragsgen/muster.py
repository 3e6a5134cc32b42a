"""One blank form: a package's documents as an authority sends them out, before a provider has filled them in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vertragsgen.calculation import calculate
from vertragsgen.calculation.befunde import ohne_marken
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.package.daten import neuester_beginn, resolve_daten
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.paket import Paket
from vertragsgen.pipeline import Dateien, Ergebnis
from vertragsgen.profile.load import Geladen
from vertragsgen.profile.muster import FILE, blank_profile
from vertragsgen.profile.quelle import Quelle
from vertragsgen.rendering.compile import Paketvorlagen, compile_package
from vertragsgen.rendering.context import build_context
from vertragsgen.rendering.muster.fertig import finish_form
from vertragsgen.rendering.muster.rechnung import open_figures
from vertragsgen.rendering.muster.umgebung import Musterumgebung
from vertragsgen.rendering.produce import produce
from vertragsgen.rendering.references import FUNCTIONS
from vertragsgen.source.node import Node
from vertragsgen.source.platzhalter import Musterwert
from vertragsgen.source.reader import read_file
from vertragsgen.source.suggest import aehnlich
from vertragsgen.werkstatt import Werkstatt

ORDNER = "_muster"
_OPTION = "VG108"


def run_muster(werkstatt: Werkstatt, paket_id: str, optionen: Mapping[str, str]) -> Ergebnis:
    """The forms of a package that the workspace has, with every finding on the package.

    ``optionen`` sets options of the package; the others keep the default of ``muster.yaml`` or of the manifest.
    """
    ergebnis = Ergebnis(f"{ORDNER}/{paket_id}")
    ladung = werkstatt.paket(paket_id)
    ergebnis.befunde += ladung.befunde
    if ladung.paket is not None:
        vorlagen, befunde = compile_package(ladung.paket, werkstatt.workspace, env=Musterumgebung(FUNCTIONS))
        ergebnis.befunde += befunde
        if vorlagen is not None:
            _render(ergebnis, werkstatt, vorlagen, optionen)
    if ergebnis.sperrt:
        ergebnis.dateien = Dateien()
    ergebnis.befunde = [befund.fuer(ergebnis.profil) for befund in dict.fromkeys(ergebnis.befunde)]
    return ergebnis


def _render(ergebnis: Ergebnis, werkstatt: Werkstatt, vorlagen: Paketvorlagen, optionen: Mapping[str, str]) -> None:
    paket = vorlagen.paket
    manifest = paket.manifest
    ergebnis.befunde += _optionsfehler(paket, optionen)
    knoten, befunde = _vorgaben(werkstatt, paket)
    ergebnis.befunde += befunde
    if ergebnis.sperrt:
        return
    leer = blank_profile(werkstatt.modelle.fuer(manifest), manifest.id, optionen, knoten)
    ergebnis.befunde += leer.befunde
    if leer.profil is None:
        return
    profil: Any = leer.profil
    ergebnis.geladen = geladen = Geladen(profil, (), Quelle(knoten) if knoten is not None else None, paket)
    beginn = neuester_beginn(manifest)
    daten = resolve_daten(manifest, profil, paket.mark, geladen.mark, beginn=beginn)
    ergebnis.befunde += daten.befunde
    ergebnis.berechnung = open_figures(calculate(profil, manifest, mark=geladen.mark).berechnung, profil)
    werte = _offene_daten(manifest, daten.werte)
    context = build_context(profil, manifest, werte, ergebnis.berechnung, entwurf=False)
    # A form has no profile in which a value could be missing.
    erzeugung = produce(vorlagen, context, klauseln={}, mark=ohne_marken, entwurf=False)
    ergebnis.befunde += erzeugung.befunde
    ergebnis.dokumente += [finish_form(erzeugt, manifest, beginn) for erzeugt in erzeugung.dokumente]
    ergebnis.dateien = Dateien({f"{form.dokument}.docx": form.pack for form in ergebnis.dokumente})


def _offene_daten(manifest: Manifest, werte: dict[str, Any]) -> dict[str, Any]:
    """Package data with a placeholder where the package has none and leaves it to the profile."""
    for regel in manifest.ueberschreibbar:
        *davor, letzter = regel.pfad.split(".")
        stelle: Any = werte
        for teil in davor:
            stelle = stelle.get(teil) if isinstance(stelle, dict) else None
        if isinstance(stelle, dict) and letzter in stelle and stelle[letzter] is None:
            titel = regel.titel or letzter.replace("_", " ").capitalize()
            # Clauses know what to say without it, too: else nobody could leave it out.
            stelle[letzter] = Musterwert(titel, regel.pfad, auch_leer=True)
    return werte


def _vorgaben(werkstatt: Werkstatt, paket: Paket) -> tuple[Node | None, tuple[Befund, ...]]:
    """What the package prescribes for its forms, if it has a ``muster.yaml``."""
    pfad = paket.root / FILE
    if not pfad.exists() and not pfad.is_symlink():
        return None, ()
    if (befund := werkstatt.workspace.check_inside(pfad)) is not None:
        return None, (befund,)
    lesung = read_file(pfad, werkstatt.workspace.name(pfad))
    return lesung.node, lesung.befunde


def _optionsfehler(paket: Paket, optionen: Mapping[str, str]) -> list[Befund]:
    bekannte = paket.manifest.optionen
    befunde = []
    for name, wert in optionen.items():
        moeglich = bekannte[name].werte if name in bekannte else list(bekannte)
        if name not in bekannte:
            was = f"Das Paket „{paket.manifest.id}“ hat keine Option „{name}“."
        elif wert not in moeglich:
            was = f"Die Option „{name}“ kennt „{wert}“ nicht."
        else:
            continue
        nah = aehnlich(wert if name in bekannte else name, moeglich)
        hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else f"Möglich: {', '.join(moeglich) or 'keine'}."
        befunde.append(Befund(_OPTION, Schwere.FEHLER, was, paket.mark("optionen"), hilfe))
    return befunde
