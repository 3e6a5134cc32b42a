"""Results of a build: one line per profile, the summary table, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vertragsgen.cli import befundjson
from vertragsgen.cli.befundtext import zaehlung, zusammenfassung
from vertragsgen.cli.konsole import anzahl

if TYPE_CHECKING:
    from vertragsgen.api import Bauergebnis, Profilergebnis

FERTIG = ("gebaut", "unveraendert")
STATUS = {
    "gebaut": "erzeugt",
    "unveraendert": "unverändert",
    "nicht gebaut": "NICHT erzeugt",
    "unvollstaendig": "UNVOLLSTÄNDIG",
}


def zeile(ergebnis: Profilergebnis) -> str:
    """One profile as it is done: „sonnenhof-wohnen: erzeugt (6 Dateien)“."""
    return f"{ergebnis.profil}: {STATUS[ergebnis.status]} ({anzahl(len(ergebnis.dateien), 'Datei', 'Dateien')})"


def tabelle(bau: Bauergebnis, root: Path, *, einzahl: str = "Profil", mehrzahl: str = "Profilen") -> Iterator[str]:
    """The summary: a row per profile (or form), where its files lie, then the counts."""
    kopf = (einzahl, "Ergebnis", "Dateien", "Fehler", "Warnungen", "Ordner")
    reihen = [kopf, *(_reihe(ergebnis, root) for ergebnis in bau.profile)]
    breiten = [max(len(reihe[spalte]) for reihe in reihen) for spalte in range(len(kopf))]
    for reihe in reihen:
        zellen = (
            wert.rjust(breite) if spalte in (2, 3, 4) else wert.ljust(breite)
            for spalte, (wert, breite) in enumerate(zip(reihe, breiten, strict=True))
        )
        yield "  ".join(zellen).rstrip()
    yield ""
    fertig = sum(1 for ergebnis in bau.profile if ergebnis.status in FERTIG)
    yield f"{fertig} von {anzahl(len(bau.profile), einzahl, mehrzahl)} fertig: {_zahlen(bau)}."


def _zahlen(bau: Bauergebnis) -> str:
    return zusammenfassung(zaehlung(bau.bericht))


def _reihe(ergebnis: Profilergebnis, root: Path) -> tuple[str, ...]:
    zahlen = zaehlung(ergebnis.befunde)
    ordner = _relativ(ergebnis.dateien[0].parent, root) if ergebnis.dateien else "–"
    return (
        ergebnis.profil,
        STATUS[ergebnis.status],
        str(len(ergebnis.dateien)),
        str(zahlen["fehler"]),
        str(zahlen["warnung"]),
        ordner,
    )


def _relativ(pfad: Path, root: Path) -> str:
    return pfad.relative_to(root).as_posix() if pfad.is_relative_to(root) else str(pfad)


def als_dict(bau: Bauergebnis, root: Path) -> dict[str, Any]:
    """The output of ``build --json``."""
    profile = [
        {
            "profil": ergebnis.profil,
            "status": ergebnis.status,
            "dateien": [_relativ(datei, root) for datei in ergebnis.dateien],
        }
        for ergebnis in bau.profile
    ]
    return {"profile": profile, **befundjson.bericht_als_dict(bau.bericht, len(bau.profile))}


def bau_schema() -> dict[str, Any]:
    """JSON Schema of ``build --json``."""
    profil = befundjson.objekt(
        {
            "profil": {"type": "string"},
            "status": {"enum": list(STATUS)},
            "dateien": {"type": "array", "items": {"type": "string"}},
        }
    )
    felder = {
        "profile": {"type": "array", "items": profil},
        "befunde": {"type": "array", "items": befundjson.befund_schema()},
        "zusammenfassung": befundjson.zahlen_schema(),
    }
    schema = befundjson.objekt(felder, "Ausgabe von „vertragsgen build --json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
