"""The report on two states as plain text, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vertragsgen.review.bericht import (
    Aenderungsbericht,
    Befundgruppe,
    Position,
    Stand,
    Traegerbericht,
    Wortgruppe,
    Zahlzeile,
)
from vertragsgen.review.berichttext import mit_klammern
from vertragsgen.review.berichtworte import (
    STAND,
    WAS,
    abweichung,
    differenz,
    euro,
    menge,
    namen,
    positionszeile,
    prozent,
    urteilszeilen,
    wert,
    wie_oft,
    woher,
)
from vertragsgen.review.modell import Aenderungsart


def als_text(bericht: Aenderungsbericht) -> str:
    """The report: ``[-…-]`` is what went, ``{+…+}`` what came."""
    return "\n".join(_zeilen(bericht)) + "\n"


def _zeilen(bericht: Aenderungsbericht) -> Iterator[str]:
    yield f"Vergleich: {bericht.alt} → {bericht.neu}"
    yield from urteilszeilen(bericht)
    yield from _befunde("Neue Befunde der Prüfung", bericht.befunde_neu)
    yield from _befunde("Behobene Befunde", bericht.befunde_behoben)
    yield from _zahlen(bericht)
    for risiko, gruppen in bericht.wortlaut_nach_risiko():
        yield from ("", risiko.titel)
        for gruppe in gruppen:
            yield from _gruppe(gruppe)
    for rahmen in bericht.rahmen:
        yield from ("", f"Rahmen {rahmen.pfad}")
        for aenderung in rahmen.vergleich.aenderungen:
            yield f"  {aenderung.stelle}: {mit_klammern(aenderung) or '; '.join(aenderung.format)}"
        yield from (f"  {hinweis}" for hinweis in rahmen.vergleich.hinweise)
    if bericht.traeger:
        yield from ("", "Je Träger")
        for eins in bericht.traeger:
            yield from _traeger(eins)
    if bericht.hinweise:
        yield from ("", "Hinweise", *(f"  {hinweis}" for hinweis in bericht.hinweise))


def _befunde(titel: str, gruppen: Sequence[Befundgruppe]) -> Iterator[str]:
    if gruppen:
        yield from ("", titel)
    for gruppe in gruppen:
        yield f"  {gruppe.code} ({gruppe.schwere.wort}), {wie_oft(gruppe)}: {gruppe.meldung}"
        yield f"      {namen(gruppe.profile)}"


def _zahlen(bericht: Aenderungsbericht) -> Iterator[str]:
    if not bericht.zahlen:
        return
    if not bericht.viele:
        yield from ("", "Zahlen")
        for zeile in bericht.zahlen:
            yield from _zeile(zeile)
        return
    if bericht.ausreisser:
        yield from ("", "Zahlen, die zuerst anzusehen sind")
        for zeile in bericht.ausreisser:
            yield from _zeile(zeile)
    yield from ("", "Zahlen je Position")
    for position in bericht.positionen:
        yield from _position(position)


def _position(position: Position) -> Iterator[str]:
    yield f"  {positionszeile(position)}"
    yield f"      {position.stelle}"
    if position.ohne:
        yield f"      unverändert bei: {namen(position.ohne)}"


def _zeile(zeile: Zahlzeile) -> Iterator[str]:
    zahl = zeile.zahl
    wer = f"{zeile.traeger}: " if zeile.traeger else ""
    teile = [f"{wert(zahl.alt, zahl.einheit, '(neu)')} → {wert(zahl.neu, zahl.einheit, '(gestrichen)')}"]
    teile += [teil for teil in (differenz(zahl.differenz, zahl.einheit),) if teil]
    if zahl.prozent is not None and zahl.einheit != "%":
        teile.append(prozent(zahl.prozent))
    if zeile.jahreswirkung is not None:
        teile.append(f"im Jahr {euro(zeile.jahreswirkung)}")
    grund = abweichung(zeile)
    yield f"  {wer}{zahl.bezeichnung}{f' ({grund})' if grund else ''}"
    yield f"      {', '.join(teile)}"
    weitere = f" und an {menge(len(zeile.weitere), 'weiteren Stelle', 'weiteren Stellen')}" if zeile.weitere else ""
    yield f"      {zeile.stelle}{weitere}"


def _gruppe(gruppe: Wortgruppe) -> Iterator[str]:
    wo = menge(gruppe.anzahl, "Dokument", "Dokumenten")
    apart = f"; abweichend von {gruppe.abweichend_von} anderen" if gruppe.abweichend_von else ""
    traeger = [stelle.traeger for stelle in gruppe.fundstellen if stelle.traeger]
    yield f"  {gruppe.stelle}: {WAS[gruppe.aenderung.art]}{woher(gruppe.aenderung)}" + (
        f", in {wo}{apart} ({namen(traeger)})" if traeger else ""
    )
    for aenderung in (gruppe.aenderung, *gruppe.folgen):
        if aenderung.art is not Aenderungsart.FORMAT:
            yield f"      {mit_klammern(aenderung)}"
        yield from (f"      {satz}" for satz in aenderung.format)


def _traeger(eins: Traegerbericht) -> Iterator[str]:
    wirkung = f", im Jahr {euro(eins.jahreswirkung)}" if eins.jahreswirkung is not None else ""
    yield f"  {eins.traeger} ({eins.profil}): {STAND[eins.stand]}{wirkung}"
    for dokument in eins.dokumente:
        if dokument.stand is Stand.GEAENDERT:
            yield f"      {dokument.datei}: {menge(len(dokument.vergleich.aenderungen), 'Stelle', 'Stellen')}"
        elif dokument.stand is not Stand.GLEICH:
            yield f"      {dokument.datei}: {STAND[dokument.stand]}"
