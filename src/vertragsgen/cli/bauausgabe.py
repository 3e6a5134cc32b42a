"""Results of a build: one line per profile, the summary table, JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from heapq import nsmallest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vertragsgen.cli.befundtext import zeilen, zusammenfassung
from vertragsgen.cli.konsole import anzahl

if TYPE_CHECKING:
    from vertragsgen.api import Bauergebnis, Profilergebnis

# With more profiles than these the table lists only those that need attention.
ALLE_ZEIGEN, LANGSAMSTE = 40, 5
FERTIG = ("gebaut", "unveraendert")
STATUS = {
    "gebaut": "erzeugt",
    "unveraendert": "unverändert",
    "nicht gebaut": "NICHT erzeugt",
    "unvollstaendig": "UNVOLLSTÄNDIG",
}


def zeile(ergebnis: Profilergebnis) -> str:
    """One profile as it is done: „sonnenhof-wohnen: erzeugt (6 Dateien)“."""
    return f"{ergebnis.profil}: {STATUS[ergebnis.status]} ({anzahl(len(ergebnis.namen), 'Datei', 'Dateien')})"


def befunde(bau: Bauergebnis, root: Path) -> Iterator[str]:
    """The findings on the run, then those of one profile after the other."""
    yield from zeilen(bau.befunde, root)
    for ergebnis in bau.profile:
        yield from zeilen(ergebnis.befunde, root)


def tabelle(bau: Bauergebnis, root: Path, *, einzahl: str = "Profil", mehrzahl: str = "Profilen") -> Iterator[str]:
    """The summary: a row per profile or form (of many only those that need attention), then counts and the slowest."""
    viele = len(bau.profile) > ALLE_ZEIGEN
    zeigen = [e for e in bau.profile if not viele or e.status not in FERTIG]
    if zeigen:
        yield from _zeilen(
            [(einzahl, "Ergebnis", "Dateien", "Fehler", "Warnungen", "Ordner"), *(_reihe(e, root) for e in zeigen)]
        )
        yield ""
    if bau.entfernt:
        yield f"Entfernt: {anzahl(len(bau.entfernt), 'Datei', 'Dateien')} gelöschter Profile."
    if viele:
        dauern = ((-ergebnis.dauer, ergebnis.profil) for ergebnis in bau.profile)
        yield "Am längsten: " + ", ".join(f"{profil} ({_sekunden(-d)})" for d, profil in nsmallest(LANGSAMSTE, dauern))
    staende = Counter(ergebnis.status for ergebnis in bau.profile)
    if staende:
        yield ", ".join(f"{staende[status]} {wort}" for status, wort in STATUS.items() if staende[status]) + "."
    if bau.nicht_begonnen:
        yield f"Abgebrochen: {anzahl(bau.nicht_begonnen, 'Profil', 'Profile')} nicht begonnen; der nächste Lauf setzt fort."
    fertig = sum(staende[status] for status in FERTIG)
    gesamt = len(bau.profile) + bau.nicht_begonnen
    yield f"{fertig} von {anzahl(gesamt, einzahl, mehrzahl)} fertig: {zusammenfassung(bau.zahlen)}."


def _zeilen(reihen: list[tuple[str, ...]]) -> Iterator[str]:
    breiten = [max(len(reihe[spalte]) for reihe in reihen) for spalte in range(len(reihen[0]))]
    for reihe in reihen:
        zellen = (
            wert.rjust(breite) if spalte in (2, 3, 4) else wert.ljust(breite)
            for spalte, (wert, breite) in enumerate(zip(reihe, breiten, strict=True))
        )
        yield "  ".join(zellen).rstrip()


def _sekunden(dauer: float) -> str:
    return f"{dauer:.2f} s".replace(".", ",")


def _reihe(ergebnis: Profilergebnis, root: Path) -> tuple[str, ...]:
    ordner = _relativ(ergebnis.dateien[0].parent, root) if ergebnis.dateien else "–"
    return (
        ergebnis.profil,
        STATUS[ergebnis.status],
        str(len(ergebnis.namen)),
        str(ergebnis.zahlen.get("fehler", 0)),
        str(ergebnis.zahlen.get("warnung", 0)),
        ordner,
    )


def _relativ(pfad: Path, root: Path) -> str:
    return pfad.relative_to(root).as_posix() if pfad.is_relative_to(root) else str(pfad)


def als_dict(bau: Bauergebnis, root: Path) -> dict[str, Any]:
    """The output of ``build --json``."""
    from vertragsgen.cli import befundjson

    profile = [
        {
            "profil": ergebnis.profil,
            "status": ergebnis.status,
            "dateien": [_relativ(datei, root) for datei in ergebnis.dateien],
        }
        for ergebnis in bau.profile
    ]
    bericht = befundjson.bericht_als_dict(bau.bericht, len(bau.profile))
    # Of profiles that were skipped the counts are known, not the findings.
    bericht["zusammenfassung"] |= bau.zahlen
    return {"profile": profile, "nicht_begonnen": bau.nicht_begonnen, **bericht}


def bau_schema() -> dict[str, Any]:
    """JSON Schema of ``build --json``."""
    from vertragsgen.cli import befundjson

    profil = befundjson.objekt(
        {
            "profil": {"type": "string"},
            "status": {"enum": list(STATUS)},
            "dateien": {"type": "array", "items": {"type": "string"}},
        }
    )
    felder = {
        "profile": {"type": "array", "items": profil},
        "nicht_begonnen": {"type": "integer"},
        "befunde": {"type": "array", "items": befundjson.befund_schema()},
        "zusammenfassung": befundjson.zahlen_schema(),
    }
    schema = befundjson.objekt(felder, "Ausgabe von „vertragsgen build --json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
