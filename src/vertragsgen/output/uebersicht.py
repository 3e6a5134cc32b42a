"""The few figures of a profile that an overview of all providers shows; they stand in its ``nachweis.json``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from vertragsgen.calculation.model import Berechnung
from vertragsgen.diagnostics import zaehlung
from vertragsgen.pipeline import Ergebnis

Uebersicht = dict[str, Any]


def overview(ergebnis: Ergebnis) -> Uebersicht:
    """Package, whether a lawyer still has to review the documents, provider, offer, term, rates or budget (as text with
    two decimals), and the counts of findings.
    """
    profil: Any = ergebnis.geladen.profil if ergebnis.geladen else None
    laufzeit = getattr(profil, "laufzeit", None)
    return {
        "paket": ergebnis.paket.manifest.id if ergebnis.paket is not None else "",
        "zu_pruefen": ergebnis.zu_pruefen,
        "traeger": _text(getattr(getattr(profil, "traeger", None), "name", None)),
        "angebot": _text(getattr(getattr(profil, "angebot", None), "bezeichnung", None)),
        "beginn": _tag(getattr(laufzeit, "beginn", None)),
        "ende": _tag(getattr(laufzeit, "ende", None)),
        "saetze": _saetze(ergebnis.berechnung),
        "befunde": zaehlung(ergebnis.befunde),
    }


def _saetze(berechnung: Berechnung | None) -> list[dict[str, str]]:
    if berechnung is None:
        return []
    saetze = [
        {"titel": _text(satz.titel), "betrag": str(satz.gesamtentgelt)}
        for satz in berechnung.saetze
        if isinstance(satz.gesamtentgelt, Decimal)  # not the placeholder of a draft or form
    ]
    if berechnung.budget is not None and isinstance(berechnung.budget.jahresbudget, Decimal):
        saetze.append({"titel": "Jahresbudget", "betrag": str(berechnung.budget.jahresbudget)})
    return saetze


def _text(wert: object) -> str:
    return wert if isinstance(wert, str) else ""


def _tag(wert: object) -> str | None:
    return wert.isoformat() if isinstance(wert, date) else None
