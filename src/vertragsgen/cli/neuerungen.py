"""The workspace's templates beside those of the installed tool, for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli import wortdifftext
from vertragsgen.cli.befundjson import objekt
from vertragsgen.cli.konsole import anzahl

if TYPE_CHECKING:
    from vertragsgen.review.auslieferung import Vorlagendatei, Vorlagenstand

# State -> heading, what to do. In the order in which they are shown.
_GRUPPEN = {
    "mitgeliefert_geaendert": ("Neu in der Installation, hier unverändert", "Kann übernommen werden: nichts Eigenes ginge verloren."),
    "beide_geaendert": ("In der Installation und hier geändert", "Beides von Hand zusammenführen."),
    "verschieden": ("Verschieden", "Ob hier oder in der Installation geändert wurde, ist ohne Nachweis nicht zu sagen."),
    "neu": ("Nur in der Installation", "Neu, oder hier noch nie übernommen."),
    "entfallen": ("In der Installation entfallen", "Hier noch vorhanden; kann gelöscht werden, wenn kein Paket sie braucht."),
    "lokal_geaendert": ("Nur hier geändert", "Nichts zu tun."),
    "lokal_geloescht": ("Hier gelöscht", "Nichts zu tun."),
}  # fmt: skip
_OHNE_NACHWEIS = (
    "Dieser Arbeitsbereich hat keinen Nachweis der Auslieferung (templates/.ausgeliefert.json): Er wurde nicht mit\n"
    "„vertragsgen init“ angelegt, oder die Datei ging verloren. Verglichen wird deshalb nur der eigene Stand mit dem der\n"
    "Installation. Wer es genauer wissen will, legt mit der früheren Version einen Arbeitsbereich an („vertragsgen init\n"
    "alt“) und vergleicht dessen Ordner „templates“ mit dem eigenen."
)
_EINRUECKUNG = " " * 6


def zeilen(stand: Vorlagenstand) -> Iterator[str]:
    """What differs, grouped by what can be done about it; nothing is changed by showing it."""
    from vertragsgen import __version__

    if stand.ausgeliefert is None:
        yield _OHNE_NACHWEIS
    else:
        yield f"Ausgeliefert mit Version {stand.ausgeliefert}, installiert ist {__version__}."
    yield f"Der Vergleich führt vom eigenen Text zu dem der Installation: {wortdifftext.LEGENDE}."
    yield ""
    for art, (titel, rat) in _GRUPPEN.items():
        dateien = [datei for datei in stand.dateien if datei.stand == art]
        if dateien:
            yield click.style(f"{titel} ({len(dateien)})", bold=True) + f": {rat}"
            for paket, anzahl_dateien in _neue_pakete(stand).items() if art == "neu" else ():
                yield f"  {paket}/ (Paket mit {anzahl(anzahl_dateien, 'Datei', 'Dateien')})"
                dateien = [datei for datei in dateien if not datei.pfad.startswith(f"{paket}/")]
            for datei in dateien:
                yield from _datei(datei)
            yield ""
    gleich = sum(1 for datei in stand.dateien if datei.stand == "gleich")
    eigen = sum(1 for datei in stand.dateien if datei.stand == "eigen")
    yield f"Gleich: {anzahl(gleich, 'Datei', 'Dateien')}; nur hier: {anzahl(eigen, 'Datei', 'Dateien')}."
    yield "Es wurde nichts geändert."


def _neue_pakete(stand: Vorlagenstand) -> dict[str, int]:
    """Folders of packages of which the workspace has nothing, with their number of files."""
    je_paket: dict[str, list[bool]] = {}
    for datei in stand.dateien:
        je_paket.setdefault("/".join(datei.pfad.split("/")[:2]), []).append(datei.stand == "neu")
    return {paket: len(neu) for paket, neu in je_paket.items() if all(neu) and len(neu) > 1}


def _datei(datei: Vorlagendatei) -> Iterator[str]:
    yield f"  {datei.pfad}"
    for aenderung in datei.aenderungen or ():
        erste, *weitere = wortdifftext.markiert(aenderung.stuecke).split("\n")
        yield f"    {aenderung.zeile:>4}: {erste}"
        yield from (f"{_EINRUECKUNG}    {zeile}" for zeile in weitere)
    if datei.aenderungen is not None and not datei.aenderungen:
        yield f"{_EINRUECKUNG}Gleicher Wortlaut; Gestaltung oder Aufbau der Datei ist anders."


def als_dict(stand: Vorlagenstand) -> dict[str, Any]:
    """The output of ``templates --updates --json``."""
    from vertragsgen import __version__

    return {
        "ausgeliefert": stand.ausgeliefert,
        "installiert": __version__,
        "dateien": [
            {
                "pfad": datei.pfad,
                "stand": str(datei.stand),
                "aenderungen": None
                if datei.aenderungen is None
                else [{"zeile": a.zeile, "stuecke": wortdifftext.als_liste(a.stuecke)} for a in datei.aenderungen],
            }
            for datei in stand.dateien
        ],
    }


def schema() -> dict[str, Any]:
    """JSON Schema of that output."""
    text = {"type": "string"}
    aenderung = objekt({"zeile": {"type": "integer", "minimum": 1}, "stuecke": wortdifftext.schema()})
    datei = objekt(
        {
            "pfad": {**text, "description": "unterhalb des Ordners der Vorlagen"},
            "stand": {"enum": ["gleich", "eigen", *_GRUPPEN]},
            "aenderungen": {"anyOf": [{"type": "array", "items": aenderung}, {"type": "null"}]},
        }
    )
    felder = {
        "ausgeliefert": {"type": ["string", "null"], "description": "Version, die den Arbeitsbereich gefüllt hat"},
        "installiert": text,
        "dateien": {"type": "array", "items": datei},
    }
    ganz = objekt(felder, "Ausgabe von „vertragsgen templates --updates --json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ganz}
