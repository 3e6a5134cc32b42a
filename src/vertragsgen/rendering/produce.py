"""Profile and calculation in, finished documents in memory out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from vertragsgen.diagnostics import Befund, Markierung
from vertragsgen.package.clause import Klausel
from vertragsgen.rendering.compile import Klauselplatz, Paketvorlagen
from vertragsgen.rendering.document import Erzeugtes, Fertig
from vertragsgen.rendering.docx.finish import Eigenschaften, finish
from vertragsgen.rendering.errors import GRENZE, MANIFEST, VERWEIS, WERT_FEHLT, Vorlagenfehler
from vertragsgen.rendering.fingerprint import fingerprint
from vertragsgen.rendering.framing import Gefuellt, Teilvorlage
from vertragsgen.rendering.limits import Budget, Grenze
from vertragsgen.rendering.pieces import Stueck
from vertragsgen.rendering.plan import KENNUNG, Lauf, plan
from vertragsgen.rendering.references import Verweisfehler, Verweistext, numbers
from vertragsgen.rendering.typeset import Gesetzt, again_or_new, slot_text, state_key, typeset
from vertragsgen.rendering.wordml import Wml
from vertragsgen.rendering.xmltext import unescape

_KENNUNG = KENNUNG.encode("utf-8")


class Erzeugung(Struct):
    """All documents of one profile, or the findings that kept them from being made."""

    dokumente: list[Erzeugtes] = field(default_factory=list)
    befunde: list[Befund] = field(default_factory=list)


def produce(
    vorlagen: Paketvorlagen,
    context: Mapping[str, Any],
    *,
    klauseln: Mapping[str, Klausel],
    mark: Markierung,
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
            _set_clauses(lauf, entwurf=entwurf)
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


def _set_clauses(lauf: Lauf, *, entwurf: bool) -> None:
    try:
        for bereich, plaetze in lauf.plaetze.items():
            lauf.gesetzt[bereich] = [_set_clause(lauf, platz, entwurf=entwurf) for platz in plaetze]
    except (Verweisfehler, Grenze) as fault:
        raise _find_line(lauf, fault, None) from None


def _set_clause(lauf: Lauf, platz: Klauselplatz, *, entwurf: bool) -> Gesetzt:
    """The clause for this profile's values, rendered only if they are new."""
    zustand, vorlage = lauf.zustand, platz.vorlage.vorlage
    gesetzt = again_or_new(
        platz.vorrat,
        lambda: (lauf.spiegel.werte(platz.entscheidend), entwurf, state_key(vorlage, zustand)),
        zustand,
        lambda: typeset(vorlage, lauf.umfeld, zustand, platz.spiegel, entwurf=entwurf),
    )
    lauf.stuecke.append((platz, zustand.nummer, gesetzt))
    return gesetzt


def _finish(lauf: Lauf, ziele: dict[str, dict[str, str]], *, entwurf: bool) -> Erzeugtes:
    """The document with everything that may fail done; its parts are put together when someone wants them."""
    dokument, rahmen = lauf.vorlage.dokument, lauf.vorlage.rahmen
    verweise: dict[str, str] = {}
    try:
        mappentexte = {
            name: unescape(gefuellt.mit({}, ziele, verweise).decode("utf-8"))
            for name, gefuellt in _fill(lauf, lauf.vorlage.mappentexte, entwurf=entwurf).items()
        }
        gefuellte = _fill(lauf, lauf.vorlage.teile, entwurf=entwurf)
        rahmentexte = {name: gefuellt.rahmen(ziele, verweise) for name, gefuellt in gefuellte.items()}
        numbers([verweis for _, _, gesetzt in lauf.stuecke for verweis in gesetzt.verweise], ziele, verweise)
    except (Verweisfehler, Grenze) as fault:
        raise _find_line(lauf, fault, ziele) from None
    stuecke = tuple(
        [
            Stueck(platz.klausel, ziffer, gesetzt.wortlaut, ziele, platz.pfade, platz.eigen, rahmen.stile.section_name)
            for platz, ziffer, gesetzt in lauf.stuecke
        ]
    )
    eigenschaften = _properties(lauf)

    def fertigen() -> Fertig:
        kennung = fingerprint(
            [
                (platz.klausel.id, platz.pruefsumme, gesetzt.pruefsumme(lauf.spiegel, platz.entscheidend))
                for platz, _, gesetzt in lauf.stuecke
            ],
            {
                "rahmen": [
                    rahmen.pruefsumme,
                    *(gefuellte[teil.name].pruefsumme(lauf.spiegel, teil.entscheidend) for teil in lauf.vorlage.teile),
                ],
                "verweise": verweise,
                "mappe": mappentexte,
                "titel": [dokument.titel, dokument.kurztitel],
            },
        )
        texte = _slot_texts(lauf)
        teile = {name: gefuellt.mit(texte, ziele, {}) for name, gefuellt in gefuellte.items()}
        for name in _parts_with_hash(lauf):
            teile[name] = teile[name].replace(_KENNUNG, kennung.encode())
        return Fertig(kennung, finish(rahmen, teile, lauf.zustand.listen, eigenschaften))

    return Erzeugtes(
        dokument.id, dokument.titel, fertigen, {platz.klausel.id: platz.pruefsumme for platz in lauf.alle},
        rahmen.pruefsumme, eigenschaften, mappentexte, stuecke, entwurf=entwurf, werte=lauf.context,
        pfade=lauf.vorlage.pfade, ziele=lauf.zustand.ziele, rahmentexte=rahmentexte, gemeinsam=rahmen.gemeinsam,
    )  # fmt: skip


def _slot_texts(lauf: Lauf) -> dict[str, list[Verweistext[bytes]]]:
    rahmen = lauf.vorlage.rahmen
    return {
        bereich: slot_text(gesetzt, rahmen.plaetze[bereich], gehalten=bereich in rahmen.gehalten)
        for bereich, gesetzt in lauf.gesetzt.items()
    }


def _parts_with_hash(lauf: Lauf) -> list[str]:
    """The parts that print the short hash, in the frame's own text or in a clause."""
    in_clauses = any(platz.vorlage.vorlage.fragt_kennung for platz, _, _ in lauf.stuecke)
    return [teil.name for teil in lauf.vorlage.teile if in_clauses or teil.vorlage.fragt_kennung]


def _fill(lauf: Lauf, teile: Iterable[Teilvorlage], *, entwurf: bool) -> dict[str, Gefuellt]:
    leer = frozenset(
        bereich for bereich, stuecke in lauf.gesetzt.items() if not any(stueck.umfang for stueck in stuecke)
    )
    return {teil.name: teil.fuelle(lauf.umfeld, lauf.zustand, lauf.spiegel, leer, entwurf=entwurf) for teil in teile}


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


def _find_line(lauf: Lauf, fault: Exception, ziele: dict[str, dict[str, str]] | None) -> Vorlagenfehler:
    """Render once more with nothing kept and all targets known: what failed raises at its own line."""
    zustand = replace(
        lauf.zustand, budget=Budget(), zaehler=[0, 0, 0], nummer="", gezaehlt=[], ziele={}, listen=[], liste_aktuell={},
        bekannt=ziele,
    )  # fmt: skip
    umfeld = lauf.umfeld | dict.fromkeys(lauf.vorlage.bereiche, Wml("")) | {"_zustand": zustand}
    rahmen = lauf.vorlage.rahmen
    for vorlage in (
        *(platz.vorlage.vorlage for platz in lauf.alle),
        *(teil.vorlage for teil in (*lauf.vorlage.mappentexte, *lauf.vorlage.teile)),
    ):  # fmt: skip
        try:
            vorlage.render_in(umfeld)
        except Vorlagenfehler as located:
            return located
    return Vorlagenfehler(VERWEIS if isinstance(fault, Verweisfehler) else GRENZE, str(fault), rahmen.datei, 1)


def _befund(fault: Vorlagenfehler, lauf: Lauf, mark: Markierung) -> Befund:
    befund = fault.befund(dokument=lauf.vorlage.dokument.id)
    if fault.code == WERT_FEHLT and fault.angabe:
        place = mark(fault.angabe.replace("[]", ""))
        if place is not None and befund.mark is not None:
            return replace(befund, mark=place, weitere=(befund.mark,))
    return befund
