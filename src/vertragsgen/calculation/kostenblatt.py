"""One Kostenträgerblatt: from posts and positions to the rates of the rows it covers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from vertragsgen.calculation.abgleich import abgleiche
from vertragsgen.calculation.angaben import angabe, dezimal, summe
from vertragsgen.calculation.befunde import Fundort
from vertragsgen.calculation.bezug import PLATZTAGE, blattmass, gedeckte_saetze
from vertragsgen.calculation.bloecke import Blattmass, berechne_bloecke
from vertragsgen.calculation.fortgeschrieben import mit_kalkulation
from vertragsgen.calculation.model import Block, Fortgeschrieben, Fortschreibungsteil, Gruppe, Kostenblatt, Satz
from vertragsgen.calculation.positionen import berechne_positionen
from vertragsgen.calculation.posten import rohe_positionen, stelle_aus
from vertragsgen.diagnostics import Befund
from vertragsgen.money import HALBER_CENT, runde
from vertragsgen.package.manifest import Manifest


def _gruppe(satz: Satz, mass: Blattmass, bloecke: Sequence[Block]) -> Gruppe:
    plaetze, tage = mass.plaetze_je_satz[satz.index], mass.menge_je_satz[satz.index]
    gesamt = summe([teil.gerechnet for block in bloecke for teil in block.saetze if teil.satz == satz.index])
    ids = {block.id for block in bloecke}
    vollstaendig = all(teil.id in ids for teil in satz.bestandteile)
    return Gruppe(
        satz=satz.index,
        titel=satz.titel,
        plaetze=plaetze,
        schluessel=satz.schluessel,
        vk=plaetze / satz.schluessel if plaetze is not None and satz.schluessel else None,
        berechnungstage=tage,
        gesamtentgelt=gesamt,
        jahresbudget=None if gesamt is None or tage is None else runde(gesamt * tage),
        vereinbart=satz.gesamtentgelt if vollstaendig else None,
    )


def _budget_fortgeschrieben(teile: Sequence[Fortschreibungsteil], gruppen: Sequence[Gruppe]) -> Decimal | None:
    """Σ r2(raised total × Berechnungstage) over the rows."""
    if not teile:
        return None
    gesamt = {teil.satz: teil.soll for teil in teile if teil.komponente is None}
    tage = {gruppe.satz: gruppe.berechnungstage for gruppe in gruppen}
    produkte = []
    for satz, soll in gesamt.items():
        zahl = tage[satz]
        produkte.append(None if soll is None or zahl is None else runde(soll * zahl))
    return summe(produkte)


def kostenblatt(
    blatt: object,
    profil: object,
    manifest: Manifest,
    saetze: Sequence[Satz],
    fortschreibung: Fortgeschrieben,
    ort: Fundort,
) -> tuple[Kostenblatt | None, list[Befund]]:
    """The computed sheet; None if the package has no cost sheet.

    After a ``fortschreibung`` it is compared with the raised rates, since its costs are those of the predecessor.
    """
    vorgaben = manifest.kostentraegerblatt
    if vorgaben is None:
        return None, []
    gedeckt, befunde = gedeckte_saetze(blatt, profil, saetze, ort)
    mass, weitere = blattmass(blatt, profil, gedeckt, vorgaben, ort)
    befunde += weitere
    rohe, weitere = rohe_positionen(blatt, manifest, vorgaben, ort)
    befunde += weitere
    positionen = berechne_positionen(rohe, mass.menge, ort)
    befunde += positionen.befunde
    stellen = tuple(
        stelle_aus(blatt, roh, positionen.je_nummer[roh.nummer], vorgaben) for roh in rohe if roh.ist_stelle
    )
    je_block = {block: positionen.im_block(rohe, block) for block in vorgaben.bloecke}
    bloecke, weitere = berechne_bloecke(manifest, je_block, stellen, gedeckt, mass, ort)
    befunde += weitere
    gruppen = tuple(_gruppe(satz, mass, bloecke) for satz in gedeckt)
    gesamtkosten = summe([block.summe for block in bloecke])
    budget = summe([gruppe.jahresbudget for gruppe in gruppen]) if gruppen else None
    vereinbart = [
        None if g.vereinbart is None or g.berechnungstage is None else runde(g.vereinbart * g.berechnungstage)
        for g in gruppen
    ]
    erhoeht = mit_kalkulation(fortschreibung.teile, bloecke, gruppen)
    vk_ist = summe([stelle.vk for stelle in stellen if stelle.ist_betreuung])
    vk_fachkraft = summe([stelle.vk for stelle in stellen if stelle.ist_betreuung and stelle.ist_fachkraft])
    bt = mass.menge
    zeitraum = getattr(blatt, "zeitraum", None)
    ergebnis = Kostenblatt(
        index=ort.blatt,
        titel=angabe(blatt, "titel", str),
        standort=angabe(blatt, "standort", str),
        zeitraum_von=angabe(zeitraum, "von", date),
        zeitraum_bis=angabe(zeitraum, "bis", date),
        tarif=angabe(blatt, "tarif", str),
        stichtag=angabe(blatt, "stichtag", date),
        beispieldaten=angabe(blatt, "beispieldaten", bool) or False,
        foerderung=dezimal(blatt, "foerderung"),
        plaetze=mass.plaetze,
        bezug=mass.bezug,
        worte=vorgaben.worte(mass.bezug),
        zahl_im_jahr=mass.zahl,
        tage=mass.zahl if mass.bezug == PLATZTAGE else None,
        auslastung_prozent=mass.auslastung_prozent,
        berechnungstage=bt,
        gruppen=gruppen,
        stellen=stellen,
        bloecke=bloecke,
        gesamtkosten=gesamtkosten,
        gesamtentgelt=gruppen[0].gesamtentgelt if len(gruppen) == 1 else None,
        jahresbudget=budget,
        jahresbudget_vereinbart=summe(vereinbart) if vereinbart else None,
        rundungsdifferenz=None if budget is None or gesamtkosten is None else budget - gesamtkosten,
        rundungstoleranz=None if bt is None else HALBER_CENT * len(bloecke) * bt,
        vk_betreuung_ist=vk_ist,
        vk_betreuung_soll=summe([gruppe.vk for gruppe in gruppen]) if gruppen else None,
        vk_fachkraft=vk_fachkraft,
        fachkraftquote_prozent=None if vk_fachkraft is None or not vk_ist else vk_fachkraft / vk_ist * 100,
        saetze=gedeckt,
        abgleich=(),
        fortschreibung=erhoeht,
        jahresbudget_fortgeschrieben=_budget_fortgeschrieben(erhoeht, gruppen),
    )
    return abgleiche(ergebnis, profil, manifest), befunde
