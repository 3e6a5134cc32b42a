"""Findings as SARIF 2.1.0, for code scanning and editors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from vertragsgen.cli.fundorte import Fundorte
from vertragsgen.diagnostics import Befund, Mark, Schwere

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_STUFE = {Schwere.FEHLER: "error", Schwere.WARNUNG: "warning", Schwere.HINWEIS: "note"}


def als_sarif(befunde: Iterable[Befund], orte: Fundorte) -> dict[str, Any]:
    """The whole log: one run with the rules that have findings, and the findings in their order."""
    from vertragsgen import __version__

    liste = list(befunde)
    codes = sorted({befund.code for befund in liste})
    treiber = {
        "name": "vertragsgen",
        "version": __version__,
        "semanticVersion": __version__,
        "language": "de",
        "rules": [_regel(code) for code in codes],
    }
    nummern = {code: nummer for nummer, code in enumerate(codes)}
    lauf = {
        "tool": {"driver": treiber},
        "language": "de",
        "columnKind": "unicodeCodePoints",
        "results": [_ergebnis(befund, nummern[befund.code], orte) for befund in liste],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [lauf]}


def _regel(code: str) -> dict[str, Any]:
    from vertragsgen.inspection import explain, finde_regel

    seite = explain(code)
    regel = finde_regel(code)
    stufe = _STUFE[regel.schwere] if regel else "error"
    ergebnis: dict[str, Any] = {"id": code, "defaultConfiguration": {"level": stufe}}
    if seite is not None:
        kopf, _, rest = seite.partition("\n")
        ergebnis["shortDescription"] = {"text": kopf.partition(" · ")[2]}
        ergebnis["help"] = {"text": rest.strip()}
    return ergebnis


def _ergebnis(befund: Befund, nummer: int, orte: Fundorte) -> dict[str, Any]:
    text = befund.meldung if befund.hilfe is None else f"{befund.meldung}\n{befund.hilfe}"
    ergebnis: dict[str, Any] = {
        "ruleId": befund.code,
        "ruleIndex": nummer,
        # „open“: the rule ran, and the data do not suffice to decide; only failures have a level.
        "kind": "open" if befund.nicht_pruefbar else "fail",
        "level": "none" if befund.nicht_pruefbar else _STUFE[befund.schwere],
        "message": {"text": text},
        "partialFingerprints": {"befund/v1": _kennung(befund)},
    }
    ort = _ort(orte.mark(befund), orte)
    stelle = " › ".join(teil for teil in (befund.profil, befund.dokument, befund.stelle) if teil)
    if stelle:
        ort["logicalLocations"] = [{"fullyQualifiedName": stelle}]
    if ort:
        ergebnis["locations"] = [ort]
    if befund.weitere:
        ergebnis["relatedLocations"] = [{"id": zahl, **_ort(mark, orte)} for zahl, mark in enumerate(befund.weitere, 1)]
    if befund.akzeptiert:
        ergebnis["suppressions"] = [{"kind": "inSource"}]
    return ergebnis


def _ort(mark: Mark | None, orte: Fundorte) -> dict[str, Any]:
    if mark is None:
        return {}
    bereich = {"startLine": mark.zeile, "startColumn": mark.spalte, "endColumn": mark.spalte + mark.laenge}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(orte.pfad(mark))}, "region": bereich}}


def _kennung(befund: Befund) -> str:
    """Recognises a finding when lines above it have moved: everything but its place."""
    teile = (befund.code, befund.profil, befund.dokument, befund.stelle, befund.meldung)
    return hashlib.sha256("\0".join(teil or "" for teil in teile).encode()).hexdigest()[:32]
