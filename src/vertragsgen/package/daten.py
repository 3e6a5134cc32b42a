"""The package data that apply to one profile: variants chosen, allowed overrides taken over."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Markierung, Schwere
from vertragsgen.notation import (
    Notationsfehler,
    format_datum,
    parse_datum,
    parse_ganzzahl,
    parse_menge,
    parse_wahrheitswert,
)
from vertragsgen.package.manifest import Manifest
from vertragsgen.source.characters import nfc
from vertragsgen.source.suggest import aehnlich

CODE_VARIANTE, CODE_WERT = "VG150", "VG108"
WERT = "wert"


class Datenauswahl(Struct, frozen=True):
    """The data as clause variables, and what could not be decided."""

    werte: dict[str, Any]
    befunde: tuple[Befund, ...]


class _Auswahl(Struct):
    """The choice for one profile: its options, the start of its term, the lists of variants that left it open."""

    optionen: Mapping[str, str]
    beginn: date | None
    mark: Markierung
    offen: list[Any] = field(default_factory=list)

    def loese(self, knoten: Any) -> Any:
        """The tree with every proven value replaced by its ``wert`` and every list of variants by one."""
        if isinstance(knoten, dict):
            if WERT in knoten:
                return self.loese(knoten[WERT])
            return {name: self.loese(wert) if isinstance(wert, dict | list) else wert for name, wert in knoten.items()}
        if not isinstance(knoten, list):
            return knoten
        if not knoten or not all(isinstance(eintrag, dict) and WERT in eintrag for eintrag in knoten):
            return [self.loese(eintrag) for eintrag in knoten]
        for variante in knoten:
            if self._gilt(variante):
                return self.loese(variante[WERT])
        self.offen.append(knoten)
        return None

    def befunde(self, daten: Mapping[str, Any]) -> Iterator[Befund]:
        """The lists of variants in ``daten`` of which none fits."""
        umstaende = [f"{name}: {wert}" for name, wert in self.optionen.items()]
        umstaende += [f"Laufzeitbeginn {format_datum(self.beginn)}"] if self.beginn else []
        for knoten in self.offen:
            pfad = next(pfad for pfad, gefunden in _knoten(daten, "") if gefunden is knoten)
            meldung = f"Das Paket hat für „{pfad}“ keinen Wert, der hier gilt ({', '.join(umstaende)})."
            yield Befund(CODE_VARIANTE, Schwere.FEHLER, meldung, self.mark(f"daten.{pfad}"))

    def _gilt(self, variante: Mapping[str, Any]) -> bool:
        bedingung = variante.get("wenn") or {}
        if any(self.optionen.get(name) != str(wert) for name, wert in bedingung.items()):
            return False
        if self.beginn is None:
            # A draft without a start date takes the first variant: there is nothing to judge dates by.
            return True
        ab, bis = variante.get("ab"), variante.get("bis")
        zu_frueh = isinstance(ab, date) and self.beginn < ab
        return not zu_frueh and not (isinstance(bis, date) and self.beginn > bis)


def _knoten(knoten: Any, pfad: str) -> Iterator[tuple[str, Any]]:
    """A value of the package's data and everything below it, with the paths."""
    yield pfad, knoten
    zweige = knoten.items() if isinstance(knoten, dict) else enumerate(knoten) if isinstance(knoten, list) else ()
    for name, wert in zweige:
        yield from _knoten(wert, f"{pfad}.{name}" if pfad else str(name))


def neuester_beginn(manifest: Manifest) -> date | None:
    """The start of the term from which on no dated value of the package changes any more, within its period."""
    spanne = manifest.leistungszeitraum
    grenzen = [spanne.von] if isinstance(spanne.von, date) else []
    for _, knoten in _knoten(manifest.daten, ""):
        if isinstance(knoten, dict) and WERT in knoten:
            ab, bis = knoten.get("ab"), knoten.get("bis")
            grenzen += [ab] if isinstance(ab, date) else []
            grenzen += [bis + timedelta(days=1)] if isinstance(bis, date) else []
    return max((tag for tag in grenzen if spanne.enthaelt(tag)), default=None)


def optionswerte(manifest: Manifest, profil: object) -> dict[str, str]:
    """What each option of the package is set to in a profile; the package's default where it says nothing."""
    gewaehlt = {name: getattr(profil, name, None) for name in manifest.optionen}
    return {
        name: wert if isinstance(wert := gewaehlt[name], str) else option.vorgabe
        for name, option in manifest.optionen.items()
    }


def _blaetter(knoten: Any, pfad: str) -> Iterator[tuple[str, Any]]:
    """The leaves a profile gives below a section of package data, with their paths; null says nothing."""
    if isinstance(knoten, Mapping):
        for name, wert in knoten.items():
            yield from _blaetter(wert, f"{pfad}.{name}")
    elif knoten is not None:
        yield pfad, knoten


def _wie(vorbild: Any, wert: Any) -> Any:
    """The profile's source text as the kind of value the package has there."""
    if not isinstance(wert, str):
        return wert
    if isinstance(vorbild, date):
        return parse_datum(wert)
    if isinstance(vorbild, bool):
        return parse_wahrheitswert(wert)
    if isinstance(vorbild, int):
        return parse_ganzzahl(wert)
    return parse_menge(wert) if isinstance(vorbild, Decimal) else nfc(wert)


def _setze(werte: dict[str, Any], pfad: str, wert: Any) -> str | None:
    """Replace the value at a path of the package data; returns what is wrong with it instead, if anything."""
    *davor, letzter = pfad.split(".")
    stelle: Any = werte
    for teil in davor:
        stelle = stelle.get(teil) if isinstance(stelle, dict) else None
    if not isinstance(stelle, dict) or letzter not in stelle:
        nah = aehnlich(letzter, list(stelle)) if isinstance(stelle, dict) else None
        return f"„{pfad}“ gibt es in den Daten des Pakets nicht." + (f" Gemeint ist „{nah}“?" if nah else "")
    vorbild = stelle[letzter]
    if isinstance(vorbild, dict | list) != isinstance(wert, dict | list):
        return f"„{pfad}“ ist in den Daten des Pakets anders aufgebaut."
    try:
        stelle[letzter] = _wie(vorbild, wert)
    except Notationsfehler as fehler:
        return fehler.meldung
    return None


def resolve_daten(
    manifest: Manifest,
    profil: object,
    mark: Markierung,
    profil_mark: Markierung | None = None,
    *,
    nur: Collection[str] | None = None,
    beginn: date | None = None,
) -> Datenauswahl:
    """Package data for one profile, as variables of its clauses.

    A mapping with ``wert`` is that value; of a list of them the first holds whose ``wenn`` (options) and
    ``ab``/``bis`` (start of the term) fit. ``mark`` finds manifest values, ``profil_mark`` the profile's.
    ``nur`` names the sections wanted, all if not given. ``beginn`` stands in for a start that the profile leaves open.
    A profile's overrides replace them, read as the kind of value they replace; loading the profile has
    already refused (VG112) those that the manifest does not allow.
    """
    optionen = optionswerte(manifest, profil)
    eigener = getattr(getattr(profil, "laufzeit", None), "beginn", None)
    auswahl = _Auswahl(optionen, eigener if isinstance(eigener, date) else beginn, mark)
    namen = [name for name in manifest.daten if nur is None or name in nur]
    werte: dict[str, Any] = {name: auswahl.loese(manifest.daten[name]) for name in namen}
    befunde = list(auswahl.befunde(manifest.daten)) if auswahl.offen else []
    for name in namen:
        for pfad, wert in _blaetter(getattr(profil, name, None), name):
            stelle = profil_mark(pfad) if profil_mark else None
            if (problem := _setze(werte, pfad, wert)) is not None:
                befunde.append(Befund(CODE_WERT, Schwere.FEHLER, problem, stelle))
    return Datenauswahl(werte, tuple(befunde))
