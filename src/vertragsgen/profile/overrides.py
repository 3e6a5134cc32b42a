"""Package data that a profile overrides: only where the manifest allows it, never silently ignored."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.source.locate import path_text
from vertragsgen.source.node import Entry, Mapping, Scalar
from vertragsgen.source.suggest import aehnlich

if TYPE_CHECKING:
    from vertragsgen.package.manifest import Manifest

Pfad = tuple[str, ...]


def drop_forbidden(node: Mapping, manifest: Manifest) -> tuple[Mapping, list[Befund]]:
    """The profile without the package data it may not override, and the findings about them."""
    bereiche = [entry for entry in node.entries if entry.key in manifest.daten]
    if not bereiche:
        return node, []
    optionen = {name: _option(node, name, option.vorgabe) for name, option in manifest.optionen.items()}
    befunde: list[Befund] = []
    erlaubt: list[Entry] = []
    for entry in bereiche:
        verbotene = {
            pfad for pfad, blatt in _blaetter(entry, ()) if not _pruefe(pfad, blatt, manifest, optionen, befunde)
        }
        if (rest := _ohne(entry, (), verbotene)) is not None:
            erlaubt.append(rest)
    kern = node.without(*(entry.key for entry in bereiche))
    return Mapping((*kern.entries, *erlaubt), node.mark, node.flow), befunde


def _option(node: Mapping, name: str, vorgabe: str) -> str:
    wert = node.get(name)
    return wert.text if isinstance(wert, Scalar) and not wert.is_null else vorgabe


def _blaetter(entry: Entry, vor: Pfad) -> Iterator[tuple[Pfad, Entry]]:
    pfad = (*vor, entry.key)
    if isinstance(entry.value, Mapping) and entry.value.entries:
        for unter in entry.value.entries:
            yield from _blaetter(unter, pfad)
    else:
        yield pfad, entry


def _pruefe(pfad: Pfad, blatt: Entry, manifest: Manifest, optionen: dict[str, str], befunde: list[Befund]) -> bool:
    if (unbekannt := _unbekannt(pfad, manifest.daten)) is not None:
        meldung, hilfe = unbekannt
        befunde.append(Befund("VG106", Schwere.FEHLER, meldung, blatt.key_mark, hilfe))
        return False
    nur_wenn = []
    for regel in manifest.ueberschreibbar:
        frei = tuple(regel.pfad.split("."))
        if pfad[: len(frei)] == frei:
            if all(optionen.get(name) == wert for name, wert in regel.wenn.items()):
                return True
            nur_wenn += [f"{name}: {wert}" for name, wert in regel.wenn.items()]
    name = path_text(pfad)
    if nur_wenn:
        meldung = f"„{name}“ darf ein Profil nur mit „{', '.join(nur_wenn)}“ selbst angeben."
    else:
        meldung = f"„{name}“ legt das Vorlagenpaket fest; ein Profil kann die Angabe nicht ändern."
    freie = ", ".join(f"„{path_text(regel.pfad.split('.'))}“" for regel in manifest.ueberschreibbar)
    hilfe = "Löschen Sie die Angabe." + (f" Änderbar ist: {freie}." if freie else "")
    befunde.append(Befund("VG112", Schwere.FEHLER, meldung, blatt.key_mark, hilfe))
    return False


def _unbekannt(pfad: Pfad, daten: dict[str, Any]) -> tuple[str, str | None] | None:
    """Message and help if the package has no such data; below a proven value or a list everything ends."""
    stand: Any = daten
    for nummer, teil in enumerate(pfad):
        if not isinstance(stand, dict) or "wert" in stand:
            return (
                f"„{path_text(pfad[:nummer])}“ ist im Vorlagenpaket ein einzelner Wert ohne Unterangaben.",
                None,
            )
        if teil not in stand:
            nah = aehnlich(teil, [str(name) for name in stand])
            meldung = f"Die Angabe „{path_text(pfad[: nummer + 1])}“ kennt das Vorlagenpaket nicht."
            return meldung, f"Gemeint ist vielleicht „{nah}“." if nah else None
        stand = stand[teil]
    return None


def _ohne(entry: Entry, vor: Pfad, verbotene: set[Pfad]) -> Entry | None:
    pfad = (*vor, entry.key)
    if not isinstance(entry.value, Mapping) or not entry.value.entries:
        return None if pfad in verbotene else entry
    unter = tuple(rest for teil in entry.value.entries if (rest := _ohne(teil, pfad, verbotene)) is not None)
    return Entry(entry.key, entry.key_mark, Mapping(unter, entry.value.mark, entry.value.flow)) if unter else None
