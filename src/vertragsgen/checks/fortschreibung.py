"""Rates after a Fortschreibung: predecessor × percentage, component by component."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import dezimal, liste
from vertragsgen.calculation.saetze import titel_der_reihe
from vertragsgen.checks.regel import Fund, Pruefkontext
from vertragsgen.money import format_betrag, runde
from vertragsgen.notation import format_menge


def fortgeschrieben(profil: object) -> bool:
    """True if the rates of a profile were raised by a percentage from those of its predecessor."""
    fortschreibung = getattr(profil, "fortschreibung", None)
    mit_satz = dezimal(fortschreibung, "prozent") is not None
    mit_satz = mit_satz or getattr(fortschreibung, "prozent_je_komponente", None) is not None
    return mit_satz and bool(liste(getattr(profil, "vorgaenger", None), "saetze"))


def prozentsatz(fortschreibung: object, komponente: str) -> Decimal:
    """The raise of one component in percent; 0 if it is not raised."""
    eigener = dezimal(getattr(fortschreibung, "prozent_je_komponente", None), komponente)
    if eigener is not None:
        return eigener
    if komponente not in liste(fortschreibung, "komponenten"):
        return Decimal(0)
    return dezimal(fortschreibung, "prozent") or Decimal(0)


def fortschreibung_stimmt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Findings where a rate is not the predecessor's, raised and rounded."""
    fortschreibung = kontext.profil.fortschreibung
    if not liste(fortschreibung, "komponenten") and getattr(fortschreibung, "prozent_je_komponente", None) is None:
        meldung = "Die Fortschreibung nennt keine Bestandteile; ihre Sätze lassen sich nicht nachrechnen."
        yield Fund(meldung, "fortschreibung", nicht_pruefbar=True)
        return
    alte = {
        titel_der_reihe(reihe, index): (index, reihe)
        for index, reihe in enumerate(liste(kontext.profil.vorgaenger, "saetze"))
    }
    for satz in kontext.berechnung.saetze:
        index, reihe = alte.get(satz.titel, (0, None))
        for teil in satz.bestandteile:
            pfad = f"verguetung.saetze.{satz.index}.{teil.id}"
            alt = dezimal(reihe, teil.id)
            if alt is None or teil.betrag is None:
                meldung = f"{teil.titel}: Die Vorvereinbarung nennt für {satz.titel} keinen Betrag."
                yield Fund(meldung, pfad, stelle=satz.titel, nicht_pruefbar=True)
                continue
            prozent = prozentsatz(fortschreibung, teil.id)
            soll = runde(alt * (1 + prozent / 100))
            if soll != teil.betrag:
                yield Fund(
                    f"{teil.titel} {satz.titel}: vereinbart {format_betrag(teil.betrag)} €, die "
                    "Fortschreibung von "
                    f"{format_betrag(alt)} € um {format_menge(prozent)} % ergibt {format_betrag(soll)} €; "
                    f"Differenz {format_betrag(teil.betrag - soll)} €.",
                    pfad,
                    (f"vorgaenger.saetze.{index}.{teil.id}", "fortschreibung"),
                    stelle=satz.titel,
                )
