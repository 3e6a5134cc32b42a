"""Profile and calculation in, finished documents in memory out."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.compile import Dokumentvorlage, Klauselplatz, Paketvorlagen, compile_place
from vertragsgen.rendering.docx.finish import Eigenschaften, finish
from vertragsgen.rendering.errors import VERWEIS, WERT_FEHLT, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path, canonical_text, digest, fingerprint
from vertragsgen.rendering.keeping import keep_columns, keep_last_paragraph, keep_tables
from vertragsgen.rendering.pieces import Stueck, piece
from vertragsgen.rendering.references import Verweisfehler, Zustand, find, resolve
from vertragsgen.rendering.wordml import Wml

KENNUNG = "\uf8f4"
Lookup = Callable[[str], Mark | None]


@dataclass(frozen=True, slots=True)
class Anlage:
    """An annex that belongs to this profile's contract, as clauses list it."""

    id: str
    titel: str
    bezeichnung: str


@dataclass(slots=True)
class Erzeugtes:
    """One document of one profile: the file's bytes, its parts, and what it was made from.

    For checks on what is printed: ``werte`` are the variables of its templates, ``pfade`` those that frame and
    workbook name, ``ziele`` the numbers of its sections by anchor, ``mappe`` its workbook, ``zellen`` what was
    written to that workbook's cells (worksheet from 1, reference).
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
    mappe: bytes | None = None
    zellen: Mapping[tuple[int, str], Decimal] | None = None


@dataclass(slots=True)
class Erzeugung:
    """All documents of one profile, or the findings that kept them from being made."""

    dokumente: list[Erzeugtes] = field(default_factory=list)
    befunde: list[Befund] = field(default_factory=list)


@dataclass(slots=True)
class _Lauf:
    """A document while it is being rendered."""

    vorlage: Dokumentvorlage
    context: dict[str, Any]
    zustand: Zustand
    plaetze: dict[str, list[Klauselplatz]]
    texte: dict[str, str] = field(default_factory=dict)
    stuecke: list[tuple[Klauselplatz, str, str]] = field(default_factory=list)


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
        laeufe = _plan(vorlagen, context, klauseln)
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


def _holds(wenn: Any, context: Mapping[str, Any]) -> bool:
    return wenn is None or bool(wenn.render(context))


def _plan(
    vorlagen: Paketvorlagen, context: Mapping[str, Any], klauseln: Mapping[str, Klausel]
) -> list[_Lauf]:
    dokumente = [vorlage for vorlage in vorlagen.dokumente if _holds(vorlage.wenn, context)]
    anlagen = [
        Anlage(vorlage.dokument.id, vorlage.dokument.titel, vorlage.dokument.anlage)
        for vorlage in dokumente
        if vorlage.dokument.anlage
    ]
    laeufe = []
    for vorlage in dokumente:
        dokument = vorlage.dokument
        zustand = Zustand(
            dokument.id,
            {anlage.id: anlage.bezeichnung for anlage in anlagen},
            erste_liste=vorlage.rahmen.stile.hoechste_num_id + 1,
        )
        own = dict(context)
        own["anlagen"] = anlagen
        own["dokument"] = {
            "id": dokument.id, "titel": dokument.titel, "kurztitel": dokument.bezeichnung, "kennung": Wml(KENNUNG),
        }  # fmt: skip
        own["_zustand"] = zustand
        plaetze = {
            bereich: [
                _deviation(vorlagen, vorlage, platz, klauseln)
                for platz in bereichsplaetze
                if _holds(platz.wenn, context)
            ]
            for bereich, bereichsplaetze in vorlage.bereiche.items()
        }
        laeufe.append(_Lauf(vorlage, own, zustand, plaetze))
    return laeufe


def _deviation(
    vorlagen: Paketvorlagen, vorlage: Dokumentvorlage, platz: Klauselplatz, klauseln: Mapping[str, Klausel]
) -> Klauselplatz:
    """The clause of the profile that replaces this one, compiled for the same place, or the clause itself."""
    own = klauseln.get(f"{vorlage.dokument.id}/{platz.klausel.id}") or klauseln.get(platz.klausel.id)
    if own is None:
        return platz
    # The figures that the package declares belong to its own wording, not to this.
    klausel = replace(
        platz.klausel, text=own.text, datei=own.datei, erste_zeile=own.erste_zeile, mark=own.mark, wenn=None, zahlen=()
    )
    place = compile_place(vorlagen.env, klausel, vorlage.rahmen, platz.spiegel, platz.anfangsstil, statements=False)
    return replace(place, eigen=True)


def _render_clauses(lauf: _Lauf) -> None:
    for bereich, plaetze in lauf.plaetze.items():
        text = keep_tables("".join(_render_clause(lauf, platz) for platz in plaetze))
        spiegel = lauf.vorlage.rahmen.plaetze[bereich]
        if spiegel.spalten:
            text = keep_columns(text, spiegel.fortsetzung)
        lauf.texte[bereich] = keep_last_paragraph(text) if bereich in lauf.vorlage.rahmen.gehalten else text


def _render_clause(lauf: _Lauf, platz: Klauselplatz) -> str:
    xml = platz.vorlage.vorlage.render(lauf.context)
    lauf.stuecke.append((platz, lauf.zustand.nummer, xml))
    return xml


def _finish(lauf: _Lauf, ziele: dict[str, dict[str, str]], *, entwurf: bool) -> Erzeugtes:
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
        name: html.unescape(resolved(vorlage.render(lauf.context))) for name, vorlage in lauf.vorlage.mappentexte.items()
    }
    rendered = {name: vorlage.render(slots) for name, vorlage in rahmen.vorlagen.items()}
    kennung = _fingerprint(lauf, verweise)
    rendered = {name: xml.replace(KENNUNG, kennung) for name, xml in rendered.items()}
    eigenschaften = _properties(lauf)
    docx, teile = finish(rahmen, rendered, lauf.zustand.listen, eigenschaften, entwurf=entwurf)
    return Erzeugtes(
        dokument.id, dokument.titel, kennung, docx, teile,
        {platz.klausel.id: digest(canonical_text(platz.klausel.text)) for platz in _all(lauf)},
        rahmen.pruefsumme, eigenschaften, mappentexte,
        tuple(
            piece(platz.klausel, ziffer, resolved(xml), pfade=platz.pfade, eigen=platz.eigen)
            for platz, ziffer, xml in lauf.stuecke
        ),
        entwurf=entwurf, werte=lauf.context, pfade=lauf.vorlage.pfade, ziele=lauf.zustand.ziele,
    )  # fmt: skip


def _all(lauf: _Lauf) -> list[Klauselplatz]:
    return [platz for plaetze in lauf.plaetze.values() for platz in plaetze]


def _fingerprint(lauf: _Lauf, verweise: Mapping[str, str]) -> str:
    plaetze = _all(lauf)
    pfade = lauf.vorlage.pfade.union(*(platz.pfade for platz in plaetze))
    eigene = {"dokument", *lauf.vorlage.bereiche}
    texte = {platz.klausel.id: platz.klausel.text for platz in plaetze}
    dokument = lauf.vorlage.dokument
    rest = {
        "rahmen": lauf.vorlage.rahmen.pruefsumme,
        "verweise": dict(verweise),
        "titel": [dokument.titel, dokument.kurztitel],
    }
    return fingerprint(lauf.context, (pfad for pfad in pfade if pfad[0] not in eigene), texte, rest)


def _properties(lauf: _Lauf) -> Eigenschaften:
    def text(value: Any) -> str:
        return f"<<{value.name}>>" if hasattr(value, "pfad") else str(value)

    traeger = text(lauf.context["traeger"].name)
    return Eigenschaften(
        titel=f"{lauf.vorlage.dokument.titel} – {traeger}",
        thema=f"{text(lauf.context['angebot'].bezeichnung)}, {traeger}",
        verfasser=text(lauf.context["leistungstraeger"]["name"]),
    )


def _find_reference(lauf: _Lauf, ziele: dict[str, dict[str, str]], fault: Verweisfehler) -> Vorlagenfehler:
    """Render once more with all targets known: the reference that fails raises at its own line."""
    zustand = replace(
        lauf.zustand, zaehler=[0, 0, 0], ziele={}, listen=[], liste_aktuell={}, bekannt=ziele,
    )  # fmt: skip
    context = lauf.context | {"_zustand": zustand}
    for vorlage in (*(platz.vorlage.vorlage for platz in _all(lauf)), *lauf.vorlage.mappentexte.values()):
        try:
            vorlage.render(context)
        except Vorlagenfehler as located:
            return located
    return Vorlagenfehler(VERWEIS, str(fault), lauf.vorlage.rahmen.datei, 1)


def _befund(fault: Vorlagenfehler, lauf: _Lauf, mark: Lookup) -> Befund:
    befund = fault.befund(dokument=lauf.vorlage.dokument.id)
    if fault.code == WERT_FEHLT and fault.angabe:
        place = mark(fault.angabe.replace("[]", ""))
        if place is not None and befund.mark is not None:
            return replace(befund, mark=place, weitere=(befund.mark,))
    return befund


__all__ = ["Erzeugtes", "Erzeugung", "find", "produce"]
