"""Builds the profile model of one package: core sections plus components, units, options and ``angaben``."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from vertragsgen.package.bausteine import GESAMTENTGELT
from vertragsgen.profile import costsheet, parties, rates
from vertragsgen.profile.model import Profil
from vertragsgen.profile.section import Abschnitt, offen, pflicht
from vertragsgen.source.scalar_type import EinzelnOderListe, Mindestens, Verboten, auswahl
from vertragsgen.source.scalars import Betrag, Prozent
from vertragsgen.source.schema_model import model_from_schema
from vertragsgen.source.section import Angabe, ableiten, angabe, felder

if TYPE_CHECKING:
    from vertragsgen.package.manifest import Manifest


class KeinModell(ValueError):
    """The manifest has faults that allow no model of its profiles; loading the package reports them."""


class Modelle:
    """Profile models by package, built once per manifest object; one instance lives as long as one run."""

    def __init__(self) -> None:
        self._modelle: dict[str, tuple[Manifest, type[Profil]]] = {}
        self._konflikte: dict[str, tuple[Manifest, list[tuple[str, str]]]] = {}
        self.gelistet: set[str] = set()
        """Packages the workspace was seen to have in this run; the folders are not listed again for each profile."""

    def fuer(self, manifest: Manifest) -> type[Profil]:
        """The model for profiles of this package."""
        gemerkt = self._modelle.get(manifest.id)
        if gemerkt is None or gemerkt[0] is not manifest:
            gemerkt = self._modelle[manifest.id] = (manifest, profile_model(manifest))
        return gemerkt[1]

    def konflikte(self, manifest: Manifest) -> list[tuple[str, str]]:
        """The :func:`name_conflicts` of this package; without any there is a model."""
        gemerkt = self._konflikte.get(manifest.id)
        if gemerkt is None or gemerkt[0] is not manifest:
            gemerkt = self._konflikte[manifest.id] = (manifest, name_conflicts(manifest))
        return gemerkt[1]


def name_conflicts(manifest: Manifest) -> list[tuple[str, str]]:
    """(path in the manifest, German message) for names the profile model cannot have as a key."""
    konflikte = [
        (f"komponenten.{nummer}.id", f"„{komponente.id}“ ist schon ein Schlüssel der Vergütungssätze.")
        for nummer, komponente in enumerate(manifest.komponenten)
        if hasattr(rates.Satz, komponente.id)
    ]
    weitere = [f"optionen.{name}" for name in manifest.optionen] + [f"daten.{name}" for name in overridable(manifest)]
    konflikte += [
        (pfad, f"„{name}“ ist schon ein Abschnitt des Profils.")
        for pfad in sorted(weitere)
        if hasattr(Profil, name := pfad.partition(".")[2])
    ]
    return konflikte


def overridable(manifest: Manifest) -> set[str]:
    """The sections of package data of which a profile may override something."""
    return {regel.pfad.split(".")[0] for regel in manifest.ueberschreibbar}


def profile_model(manifest: Manifest) -> type[Profil]:
    """The model for profiles of this package; raises :class:`KeinModell` for a manifest that did not load cleanly."""
    if konflikte := name_conflicts(manifest):
        raise KeinModell(f"manifest {manifest.id}: {konflikte[0][1]}")
    satz = _satz(manifest)
    eigene: dict[str, tuple[Any, Any]] = {
        "paket": (_aus([manifest.id]), angabe(Profil, "paket")),
        "verguetung": _verguetung(manifest, satz),
        "platzgeld": _platzgeld(manifest),
        "vorgaenger": (_mit(rates.Vorgaenger, saetze=_liste(satz)) | None, angabe(Profil, "vorgaenger")),
        "fortschreibung": (_fortschreibung(manifest) | None, angabe(Profil, "fortschreibung")),
        "kostentraegerblatt": _kostentraegerblatt(manifest),
        "budget": _budget(manifest),
        "angaben": _angaben(manifest),
    }
    if manifest.komponenten:
        eigene["angebot"] = (parties.AngebotMitPlaetzen, angabe(Profil, "angebot"))
    for name in overridable(manifest):
        # Source text as in the file; the package data say what kind of value it is.
        eigene[name] = (Any, offen(name, "Ersetzt Angaben des Vorlagenpakets."))
    for name, option in manifest.optionen.items():
        titel = option.titel or name
        eigene[name] = (
            _aus(option.werte),
            offen(titel, option.beschreibung or titel, vorgabe=option.vorgabe),
        )
    modell: type[Profil] = ableiten(Profil, "Profil", eigene)
    return modell


def _liste(typ: Any) -> Any:
    return types.GenericAlias(tuple, (typ, ...))


def _aus(werte: Any) -> Any:
    return Annotated[str, auswahl(*werte)]


def _mit(modell: type[Abschnitt], **typen: Any) -> Any:
    """The same section with other types for some fields; titles, defaults and the smallest number of entries stay."""
    neu = {}
    for name, typ in typen.items():
        mindestens = next((marke for marke in felder(modell)[name].marken if isinstance(marke, Mindestens)), None)
        neu[name] = (Annotated[typ, mindestens] if mindestens else typ, angabe(modell, name))
    return ableiten(modell, modell.__name__, neu)


def _satz(manifest: Manifest) -> Any:
    betraege = {
        k.id: (Betrag | None, offen(k.titel, f"{k.titel} in Euro je Einheit.", "5,00")) for k in manifest.komponenten
    }
    platzgeld: Any = ableiten(rates.SatzPlatzgeld, "SatzPlatzgeld", _platzgeldfelder(manifest))
    eigene: dict[str, tuple[Any, Any]] = {**betraege, "platzgeld": (platzgeld | None, angabe(rates.Satz, "platzgeld"))}
    if manifest.einheiten:
        eigene["einheit"] = (_aus(manifest.einheiten) | None, angabe(rates.Satz, "einheit"))
    modell: Any = ableiten(rates.Satz, "Satz", eigene)
    modell.komponenten = {k.id: k.titel for k in manifest.komponenten}
    return modell


def _platzgeldfelder(manifest: Manifest) -> dict[str, tuple[Any, Any]]:
    return {
        k.id: (Betrag | None, offen(f"{k.titel} im Platzgeld", "Ohne Angabe berechnet.", "3,75"))
        for k in manifest.komponenten
    }


def _verguetung(manifest: Manifest, satz: Any) -> Any:
    typen: dict[str, Any] = {"saetze": _liste(satz)}
    if manifest.einheiten:
        typen["einheit"] = _aus(manifest.einheiten)
    modell = _mit(rates.Verguetung, **typen)
    titel, beschreibung = "Vergütung", "Einheit und Sätze der Vergütung."
    return (
        (modell, pflicht(titel, beschreibung)) if manifest.komponenten else (modell | None, offen(titel, beschreibung))
    )


def _platzgeld(manifest: Manifest) -> Any:
    feld = angabe(Profil, "platzgeld")
    if manifest.platzgeld is None or not manifest.komponenten:
        return _nicht_vorgesehen("eine Abwesenheitsregel"), feld
    # A rule may reduce the total instead of components.
    ids = [*(k.id for k in manifest.komponenten), GESAMTENTGELT]
    return _mit(rates.Platzgeld, geminderte_komponenten=_liste(_aus(ids))) | None, feld


def _fortschreibung(manifest: Manifest) -> Any:
    ids = [k.id for k in manifest.komponenten]
    if not ids:
        return rates.Fortschreibung
    je: dict[str, tuple[Any, Any]] = {
        k.id: (Prozent | None, offen(k.titel, f"Prozentsatz für {k.titel}.", "2,5")) for k in manifest.komponenten
    }
    modell: Any = ableiten(rates.JeKomponente, "JeKomponente", je)
    return _mit(rates.Fortschreibung, komponenten=_liste(_aus(ids)), prozent_je_komponente=modell | None)


def _kostentraegerblatt(manifest: Manifest) -> Any:
    feld = angabe(Profil, "kostentraegerblatt")
    vorgaben = manifest.kostentraegerblatt
    if vorgaben is None:
        return _nicht_vorgesehen("ein Kostenträgerblatt"), feld
    block = _aus(vorgaben.bloecke)
    art = _aus(dict.fromkeys([*costsheet.STELLENARTEN, *vorgaben.arten_betreuung]))
    blatt = _mit(
        costsheet.Kostentraegerblatt,
        stellen=_liste(_mit(costsheet.Stelle, block=block, art=art)),
        positionen=_liste(_mit(costsheet.Position, block=block)),
        summen=_liste(_mit(costsheet.Blocksumme, block=block)),
        vorjahr=_liste(_mit(costsheet.Vorjahreswert, block=block)),
    )
    return Annotated[_liste(blatt), EinzelnOderListe()] | None, feld


def _budget(manifest: Manifest) -> Any:
    """The yearly budget: required where the package pays by it, refused elsewhere."""
    feld = angabe(Profil, "budget")
    if manifest.budget is None:
        return _nicht_vorgesehen("ein Jahresbudget"), feld
    fall = _mit(rates.Budgetfall, art=_aus(manifest.budget.arten))
    return _mit(rates.Budget, faelle=_liste(fall)), pflicht(str(feld.titel), str(feld.beschreibung))


def _angaben(manifest: Manifest) -> Any:
    titel, beschreibung = "Angaben des Pakets", "Was nur dieses Paket braucht."
    schema: Mapping[str, Any] = manifest.angaben
    if not schema:
        leer = ableiten(Abschnitt, "Angaben", {})
        return leer, offen(titel, beschreibung, vorgabe=leer())
    ergebnis = model_from_schema(schema, pruefen=False)
    if ergebnis.modell is None:
        raise KeinModell(f"manifest {manifest.id}: {ergebnis.fehler[0].meldung}")
    if any(feld.pflicht for feld in felder(ergebnis.modell).values()):
        return ergebnis.modell, pflicht(titel, beschreibung)
    return ergebnis.modell, Angabe(titel, beschreibung, fabrik=ergebnis.modell)


def _nicht_vorgesehen(was: str) -> Any:
    """A section the package has no use for: giving it is an error, because it would be ignored."""
    return Annotated[Any, Verboten(f"Dieses Vorlagenpaket sieht {was} nicht vor.")] | None
