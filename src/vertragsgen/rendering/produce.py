"""Profile and calculation in, finished documents in memory out."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.compile import Klauselplatz, Paketvorlagen
from vertragsgen.rendering.docx.finish import Eigenschaften, finish
from vertragsgen.rendering.errors import MANIFEST, VERWEIS, WERT_FEHLT, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path, fingerprint
from vertragsgen.rendering.keeping import keep_columns, keep_last_paragraph, keep_tables
from vertragsgen.rendering.pieces import Stueck, piece
from vertragsgen.rendering.plan import KENNUNG, Lauf, plan
from vertragsgen.rendering.references import Verweisfehler, resolve
from vertragsgen.rendering.wordml import Wml
from vertragsgen.rendering.xlsx import Mappe

Lookup = Callable[[str], Mark | None]


@dataclass(slots=True)
class Erzeugtes:
    """One document of one profile: the file's bytes, its parts, and what it was made from.

    For checks on what is printed: ``werte`` are the variables of its templates, ``pfade`` those that frame and
    workbook name, ``ziele`` the numbers of its sections by anchor, ``mappe`` its workbook as
    recorded, ``mappenteile`` the parts of that workbook's file, if one was made.
    """

    dokument: str
    titel: str
    kennung: str
    docx: bytes
    teile: dict[str, bytes]
    klauseln: dict[str, str]
    rahmen: str
    eigenschaften: Eigenschaften
    mappentexte: dict[str, str]
    stuecke: tuple[Stueck, ...]
    entwurf: bool = False
    werte: Mapping[str, Any] = field(default_factory=dict)
    pfade: frozenset[Path] = frozenset()
    ziele: Mapping[str, str] = field(default_factory=dict)
    mappe: Mappe | None = None
    mappenteile: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Erzeugung:
    """All documents of one profile, or the findings that kept them from being made."""

    dokumente: list[Erzeugtes] = field(default_factory=list)
    befunde: list[Befund] = field(default_factory=list)


def produce(
    vorlagen: Paketvorlagen,
    context: Mapping[str, Any],
    *,
    klauseln: Mapping[str, Klausel],
    mark: Lookup,
    entwurf: bool,
) -> Erzeugung:
    """Render every document of the package that this profile's conditions ask for.

    ``klauseln`` replaces wording for this profile (by clause id or ``dokument/id``), ``mark`` finds places in
    the profile. A fault in one document keeps all from being made: they refer to each other.
    """
    ergebnis = Erzeugung()
    try:
        laeufe = plan(vorlagen, context, klauseln)
    except Vorlagenfehler as fault:
        return Erzeugung(befunde=[fault.befund()])
    for lauf in laeufe:
        try:
            _render_clauses(lauf)
        except Vorlagenfehler as fault:
            ergebnis.befunde.append(_befund(fault, lauf, mark))
    if ergebnis.befunde:
        return ergebnis
    ziele = {lauf.vorlage.dokument.id: lauf.zustand.ziele for lauf in laeufe}
    for lauf in laeufe:
        try:
            ergebnis.dokumente.append(_finish(lauf, ziele, entwurf=entwurf))
        except Vorlagenfehler as fault:
            ergebnis.befunde.append(_befund(fault, lauf, mark))
    if ergebnis.befunde:
        ergebnis.dokumente.clear()
    return ergebnis


def _render_clauses(lauf: Lauf) -> None:
    for bereich, plaetze in lauf.plaetze.items():
        text = keep_tables("".join(_render_clause(lauf, platz) for platz in plaetze))
        spiegel = lauf.vorlage.rahmen.plaetze[bereich]
        if spiegel.spalten:
            text = keep_columns(text, spiegel.fortsetzung)
        lauf.texte[bereich] = keep_last_paragraph(text) if bereich in lauf.vorlage.rahmen.gehalten else text


def _render_clause(lauf: Lauf, platz: Klauselplatz) -> str:
    xml = platz.vorlage.vorlage.render(lauf.context)
    lauf.stuecke.append((platz, lauf.zustand.nummer, xml))
    return xml


def _finish(lauf: Lauf, ziele: dict[str, dict[str, str]], *, entwurf: bool) -> Erzeugtes:
    dokument, rahmen = lauf.vorlage.dokument, lauf.vorlage.rahmen
    verweise: dict[str, str] = {}

    def resolved(text: str) -> str:
        try:
            done, used = resolve(text, ziele)
        except Verweisfehler as fault:
            raise _find_reference(lauf, ziele, fault) from None
        verweise.update(used)
        return done

    slots = lauf.context | {bereich: Wml(resolved(text)) for bereich, text in lauf.texte.items()}
    mappentexte = {
        name: html.unescape(resolved(vorlage.render(lauf.context)))
        for name, vorlage in lauf.vorlage.mappentexte.items()
    }
    rendered = {name: vorlage.render(slots) for name, vorlage in rahmen.vorlagen.items()}
    kennung = _fingerprint(lauf, verweise, mappentexte)
    rendered = {name: xml.replace(KENNUNG, kennung) for name, xml in rendered.items()}
    eigenschaften = _properties(lauf)
    docx, teile = finish(rahmen, rendered, lauf.zustand.listen, eigenschaften, entwurf=entwurf)
    return Erzeugtes(
        dokument.id, dokument.titel, kennung, docx, teile,
        {platz.klausel.id: platz.pruefsumme for platz in lauf.alle},
        rahmen.pruefsumme, eigenschaften, mappentexte,
        tuple(
            piece(platz.klausel, ziffer, resolved(xml), pfade=platz.pfade, eigen=platz.eigen)
            for platz, ziffer, xml in lauf.stuecke
        ),
        entwurf=entwurf, werte=lauf.context, pfade=lauf.vorlage.pfade, ziele=lauf.zustand.ziele,
    )  # fmt: skip


def _fingerprint(lauf: Lauf, verweise: Mapping[str, str], mappentexte: Mapping[str, str]) -> str:
    plaetze = lauf.alle
    pfade = lauf.vorlage.pfade.union(*(platz.pfade for platz in plaetze))
    eigene = {"dokument", *lauf.vorlage.bereiche}
    texte = {platz.klausel.id: platz.pruefsumme for platz in plaetze}
    dokument = lauf.vorlage.dokument
    rest = {
        "rahmen": lauf.vorlage.rahmen.pruefsumme,
        "verweise": verweise,
        "mappe": mappentexte,
        "titel": [dokument.titel, dokument.kurztitel],
    }
    return fingerprint(lauf.context, (pfad for pfad in pfade if pfad[0] not in eigene), texte, rest)


def _properties(lauf: Lauf) -> Eigenschaften:
    def text(value: Any) -> str:
        return f"<<{value.name}>>" if hasattr(value, "pfad") else str(value)

    behoerde = lauf.context.get("leistungstraeger")
    if not isinstance(behoerde, Mapping) or not behoerde.get("name"):
        raise Vorlagenfehler(
            MANIFEST, "Dem Paket fehlt der Name des Leistungsträgers (daten.leistungstraeger.name).",
            lauf.vorlage.rahmen.datei, 1, hilfe="Er steht als Verfasser in den Eigenschaften jedes Dokuments.",
        )  # fmt: skip
    traeger = text(lauf.context["traeger"].name)
    return Eigenschaften(
        titel=f"{lauf.vorlage.dokument.titel} – {traeger}",
        thema=f"{text(lauf.context['angebot'].bezeichnung)}, {traeger}",
        verfasser=text(behoerde["name"]),
    )


def _find_reference(lauf: Lauf, ziele: dict[str, dict[str, str]], fault: Verweisfehler) -> Vorlagenfehler:
    """Render once more with all targets known: the reference that fails raises at its own line."""
    zustand = replace(
        lauf.zustand, zaehler=[0, 0, 0], ziele={}, listen=[], liste_aktuell={}, bekannt=ziele,
    )  # fmt: skip
    context = lauf.context | {"_zustand": zustand}
    for vorlage in (*(platz.vorlage.vorlage for platz in lauf.alle), *lauf.vorlage.mappentexte.values()):
        try:
            vorlage.render(context)
        except Vorlagenfehler as located:
            return located
    return Vorlagenfehler(VERWEIS, str(fault), lauf.vorlage.rahmen.datei, 1)


def _befund(fault: Vorlagenfehler, lauf: Lauf, mark: Lookup) -> Befund:
    befund = fault.befund(dokument=lauf.vorlage.dokument.id)
    if fault.code == WERT_FEHLT and fault.angabe:
        place = mark(fault.angabe.replace("[]", ""))
        if place is not None and befund.mark is not None:
            return replace(befund, mark=place, weitere=(befund.mark,))
    return befund
