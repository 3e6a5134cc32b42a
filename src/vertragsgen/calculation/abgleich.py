"""Comparison of a cost sheet with the agreement, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from vertragsgen.calculation.angaben import angabe, fehlt, liste, summe
from vertragsgen.calculation.model import Abgleich, Blocksatz, Kostenblatt, Satz
from vertragsgen.calculation.saetze import abwesenheitsregel
from vertragsgen.money import runde
from vertragsgen.package.manifest import Manifest


def vergleich(
    titel: str,
    soll: Decimal | None,
    ist: Decimal | None,
    art: str,
    verweis: str,
    toleranz: Decimal = Decimal(0),
    *,
    komponente: str | None = None,
    satz: int | None = None,
) -> Abgleich:
    """One line; ``stimmt`` if the difference is within the tolerance, None if one figure is missing."""
    differenz = None if soll is None or ist is None else ist - soll
    stimmt = None if differenz is None else abs(differenz) <= toleranz
    return Abgleich(titel, soll, ist, art, differenz, stimmt, verweis, toleranz, komponente, satz)


def _zahl(wert: int | None) -> Decimal | None:
    return None if wert is None else Decimal(wert)


def _teile(blatt: Kostenblatt, satz: Satz) -> list[tuple[str, Blocksatz]]:
    return [(block.id, teil) for block in blatt.bloecke for teil in block.saetze if teil.satz == satz.index]


def _saetze(blatt: Kostenblatt) -> Iterator[Abgleich]:
    """The sheet's own rates, after a Fortschreibung the raised ones, against the agreed ones."""
    erhoeht = {teil.satz: teil.soll for teil in blatt.fortschreibung if teil.komponente is None}
    for gruppe in blatt.gruppen:
        zusatz = f", {gruppe.titel}" if len(blatt.gruppen) > 1 else ""
        for block in blatt.bloecke:
            teil = next(teil for teil in block.saetze if teil.satz == gruppe.satz)
            soll = _rate(blatt, teil, block.id)
            titel, ist = block.titel + zusatz, teil.vereinbart
            yield vergleich(titel, soll, ist, "betrag", "verguetung", komponente=block.id, satz=gruppe.satz)
        soll = erhoeht.get(gruppe.satz) if blatt.fortschreibung else gruppe.gesamtentgelt
        titel, ist = "Gesamtentgelt" + zusatz, gruppe.vereinbart
        yield vergleich(titel, soll, ist, "betrag", "verguetung", satz=gruppe.satz)


def _rate(blatt: Kostenblatt, teil: Blocksatz, komponente: str) -> Decimal | None:
    """The rate that a component ought to have: the sheet's own, after a Fortschreibung the raised one."""
    if not blatt.fortschreibung:
        return teil.gerechnet
    return next((t.soll for t in blatt.fortschreibung if t.satz == teil.satz and t.komponente == komponente), None)


def _platzgeld(blatt: Kostenblatt, profil: object, manifest: Manifest) -> Iterator[Abgleich]:
    """Platzgeld that follows from the sheet's own (or the raised) rates, against the agreed figures."""
    regel = abwesenheitsregel(profil, manifest)
    # A rule whose percentage is still open (in a draft, in a blank form) has its lines, too.
    offen = fehlt(getattr(profil, "platzgeld", None), "minderung_prozent")
    if manifest.platzgeld is None or (regel is None and not offen):
        return
    ids = {block.id for block in blatt.bloecke}
    for satz in blatt.saetze:
        zusatz = f", {satz.titel}" if len(blatt.saetze) > 1 else ""
        raten = {k: _rate(blatt, teil, k) for k, teil in _teile(blatt, satz)}
        exakt = {k: None if rate is None or regel is None else rate * regel.faktor(k) for k, rate in raten.items()}
        gerundet = {k: None if wert is None else runde(wert) for k, wert in exakt.items()}
        for teil in satz.bestandteile:
            if teil.id in ids:
                titel = f"{manifest.platzgeld.titel} {teil.titel}{zusatz}"
                soll, ist = gerundet[teil.id], teil.platzgeld
                yield vergleich(titel, soll, ist, "betrag", "platzgeld", komponente=teil.id, satz=satz.index)
        gesamt = summe(list(gerundet.values()))
        if regel is not None and regel.summarisch:
            gemindert = summe([wert for k, wert in exakt.items() if regel.mindert(k)])
            voll = summe([wert for k, wert in exakt.items() if not regel.mindert(k)])
            gesamt = None if gemindert is None or voll is None else runde(gemindert) + voll
        vollstaendig = all(teil.id in ids for teil in satz.bestandteile)
        titel = f"{manifest.platzgeld.titel} gesamt{zusatz}"
        vereinbart = satz.platzgeld if vollstaendig else None
        yield vergleich(titel, gesamt, vereinbart, "betrag", "platzgeld", satz=satz.index)


def _personal(blatt: Kostenblatt, profil: object, toleranz: Decimal) -> Iterator[Abgleich]:
    angebot = getattr(profil, "angebot", None)
    einziges = len(liste(profil, "kostentraegerblaetter")) == 1
    je_satz = [gruppe.plaetze for gruppe in blatt.gruppen]
    vereinbart = summe([_zahl(zahl) for zahl in je_satz]) if je_satz else None
    if einziges:
        vereinbart = _zahl(angabe(angebot, "plaetze", int))
    yield vergleich("Plätze", _zahl(blatt.plaetze), vereinbart, "anzahl", "plaetze")
    vk, soll = blatt.vk_betreuung_ist, blatt.vk_betreuung_soll
    for zeile in _schluessel(blatt, liste(getattr(profil, "verguetung", None), "saetze")):
        stimmt = None if vk is None or soll is None or zeile.differenz is None else abs(vk - soll) <= toleranz
        yield replace(zeile, stimmt=stimmt, toleranz=toleranz)
    yield vergleich("Betreuungspersonal in VK", vk, soll, "vk", "vk", toleranz)


def _schluessel(blatt: Kostenblatt, reihen: Sequence[object]) -> Iterator[Abgleich]:
    """The Schlüssel of the sheet's own posts against the agreed one; it may be off by what the VK may be off.

    Posts are not divided between groups. So with several keys each group takes the share of the posts that it has of
    the VK which the keys ask for: its Schlüssel × Soll / Ist. A row of the profile (``reihen``) whose Schlüssel is
    still open has its line, too.
    """
    art, vk, soll = "schluessel", blatt.vk_betreuung_ist, blatt.vk_betreuung_soll
    verschiedene = {gruppe.schluessel for gruppe in blatt.gruppen}
    ein_schluessel = len(blatt.gruppen) == 1 or (len(verschiedene) == 1 and None not in verschiedene)
    for gruppe in blatt.gruppen:
        if gruppe.schluessel is None and not fehlt(reihen[gruppe.satz], "schluessel"):
            continue
        if ein_schluessel:
            ausgewiesen = blatt.plaetze / vk if blatt.plaetze is not None and vk else None
            yield vergleich("Betreuungsschlüssel", _gekuerzt(ausgewiesen), gruppe.schluessel, art, art)
            return
        ausgewiesen = None
        if gruppe.schluessel is not None and soll is not None and vk:
            ausgewiesen = gruppe.schluessel * soll / vk
        titel = f"Betreuungsschlüssel, {gruppe.titel}"
        yield vergleich(titel, _gekuerzt(ausgewiesen), gruppe.schluessel, art, art, satz=gruppe.satz)


def _gekuerzt(schluessel: Decimal | None) -> Decimal | None:
    """Four decimals, as exact figures are shown: a quotient that does not end would differ from any agreed Schlüssel."""
    return None if schluessel is None else runde(schluessel, 4)


def abgleiche(blatt: Kostenblatt, profil: object, manifest: Manifest) -> Kostenblatt:
    """The sheet with its comparison lines."""
    vk_toleranz = manifest.pruefwerte.personal.vk_toleranz
    zeilen = [*_saetze(blatt), *_platzgeld(blatt, profil, manifest), *_personal(blatt, profil, vk_toleranz)]
    return replace(blatt, abgleich=(*zeilen, _jahresbudget(blatt)))


def _jahresbudget(blatt: Kostenblatt) -> Abgleich:
    """The agreed yearly budget against the costs, within rounding; after a Fortschreibung against the raised rates."""
    ist = blatt.jahresbudget_vereinbart
    if not blatt.fortschreibung:
        toleranz = blatt.rundungstoleranz or Decimal(0)
        return vergleich("Jahresbudget", blatt.gesamtkosten, ist, "betrag", "jahresbudget", toleranz)
    return vergleich(
        "Jahresbudget aus den fortgeschriebenen Sätzen",
        blatt.jahresbudget_fortgeschrieben,
        ist,
        "betrag",
        "jahresbudget",
    )
