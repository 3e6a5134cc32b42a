"""The register of clauses and deviations for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from vertragsgen.cli import wortdifftext
from vertragsgen.cli.befundjson import objekt
from vertragsgen.cli.konsole import anzahl
from vertragsgen.notation import format_datum

if TYPE_CHECKING:
    from vertragsgen.review.klauselregister import Abweichungsstand, Klauseleintrag, Klauselregister, Klauselstelle

_EINRUECKUNG = " " * 8


def zeilen(register: Klauselregister) -> Iterator[str]:
    """Every clause with its places, profiles and deviations."""
    for eintrag in register.eintraege:
        titel = f" – {eintrag.titel}" if eintrag.titel else ""
        yield f"{click.style(eintrag.id, bold=True)}{titel}"
        yield f"  {eintrag.datei}"
        for stelle in eintrag.stellen:
            yield f"    {stelle.paket}, {stelle.dokument}: {_herkunft(stelle)}"
        yield f"    {_profile(eintrag)}"
        for abweichung in eintrag.abweichungen:
            yield from _abweichung(abweichung)
    yield ""
    yield _summe(register)
    for was, namen in (("Vorlagenpaket", register.ohne_pakete), ("Profil", register.ohne_profile)):
        for name in namen:
            befehl = f"vertragsgen templates --check {name}" if was == "Vorlagenpaket" else f"vertragsgen check {name}"
            yield f"Nicht dabei: {was} „{name}“ hat Fehler; „{befehl}“ zeigt sie."


def _herkunft(stelle: Klauselstelle) -> str:
    if stelle.herkunft == "eigen" and stelle.ersetzt:
        return f"eigen, ersetzt {stelle.ersetzt}"
    return f"erweitert, aus {stelle.aus}" if stelle.aus else stelle.herkunft


def _profile(eintrag: Klauseleintrag) -> str:
    if not eintrag.profile:
        return "in keinem Dokument eines Profils"
    return f"{anzahl(len(eintrag.profile), 'Profil', 'Profile')}: {', '.join(eintrag.profile)}"


def _abweichung(abweichung: Abweichungsstand) -> Iterator[str]:
    frist = f"bis {format_datum(abweichung.bis)}" if abweichung.bis else "unbefristet"
    if abweichung.abgelaufen:
        frist = click.style(f"{frist}, abgelaufen", fg="red", bold=True)
    ort = f" ({abweichung.mark})" if abweichung.mark else ""
    yield f"    {click.style('Abweichung', fg='yellow')} {abweichung.profil}, {abweichung.dokument}, {frist}{ort}"
    yield f"      Grund: {' '.join(abweichung.grund.split())}"
    yield f"      Genehmigt von: {abweichung.genehmigt_von}"
    for zeile in wortdifftext.markiert(abweichung.stuecke).split("\n"):
        yield f"{_EINRUECKUNG}{zeile}" if zeile else ""


def _summe(register: Klauselregister) -> str:
    alle = [abweichung for eintrag in register.eintraege for abweichung in eintrag.abweichungen]
    teile = [anzahl(len(register.eintraege), "Klausel", "Klauseln")]
    geteilt = sum(1 for eintrag in register.eintraege if len({stelle.paket for stelle in eintrag.stellen}) > 1)
    teile.append(f"{geteilt} davon in mehreren Paketen")
    abgelaufen = sum(1 for abweichung in alle if abweichung.abgelaufen)
    teile.append(anzahl(len(alle), "Abweichung", "Abweichungen") + (f", {abgelaufen} abgelaufen" if abgelaufen else ""))
    return "; ".join(teile) + (f" ({wortdifftext.LEGENDE})." if alle else ".")


def als_dict(register: Klauselregister) -> dict[str, Any]:
    """The output of ``clauses --json``."""
    return {
        "klauseln": [
            {
                "id": eintrag.id,
                "titel": eintrag.titel,
                "norm": eintrag.norm,
                "datei": eintrag.datei,
                "stellen": [
                    {
                        "paket": s.paket,
                        "dokument": s.dokument,
                        "herkunft": s.herkunft,
                        "aus": s.aus,
                        "ersetzt": s.ersetzt,
                    }
                    for s in eintrag.stellen
                ],
                "profile": [{"profil": name, "dokumente": liste} for name, liste in eintrag.profile.items()],
                "abweichungen": _abweichungen(eintrag.abweichungen),
            }
            for eintrag in register.eintraege
        ],
        "ohne_pakete": list(register.ohne_pakete),
        "ohne_profile": list(register.ohne_profile),
    }


def _abweichungen(abweichungen: Sequence[Abweichungsstand]) -> list[dict[str, Any]]:
    return [
        {
            "profil": a.profil,
            "dokument": a.dokument,
            "grund": a.grund,
            "genehmigt_von": a.genehmigt_von,
            "bis": a.bis.isoformat() if a.bis else None,
            "abgelaufen": a.abgelaufen,
            "datei": a.mark.datei if a.mark else None,
            "zeile": a.mark.zeile if a.mark else None,
            "stuecke": wortdifftext.als_liste(a.stuecke),
        }
        for a in abweichungen
    ]


def schema() -> dict[str, Any]:
    """JSON Schema of that output."""
    text, leer = {"type": "string"}, {"type": ["string", "null"]}

    def viele(eintrag: dict[str, Any]) -> dict[str, Any]:
        return {"type": "array", "items": eintrag}

    herkunft = {"enum": ["eigen", "gemeinsam", "erweitert"]}
    stelle = objekt({"paket": text, "dokument": text, "herkunft": herkunft, "aus": leer, "ersetzt": leer})
    abweichung = objekt(
        {
            "profil": text,
            "dokument": text,
            "grund": text,
            "genehmigt_von": text,
            "bis": leer,
            "abgelaufen": {"type": "boolean", "description": "zum Stichtag des Aufrufs"},
            "datei": leer,
            "zeile": {"type": ["integer", "null"], "minimum": 1},
            "stuecke": wortdifftext.schema(),
        }
    )
    klausel = objekt(
        {
            "id": text,
            "titel": leer,
            "norm": leer,
            "datei": text,
            "stellen": viele(stelle),
            "profile": viele(objekt({"profil": text, "dokumente": viele(text)})),
            "abweichungen": viele(abweichung),
        }
    )
    felder = {"klauseln": viele(klausel), "ohne_pakete": viele(text), "ohne_profile": viele(text)}
    ganz = objekt(felder, "Ausgabe von „vertragsgen clauses --json“")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **ganz}
