"""Rules on the shares of staff (VG505, VG506)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import angabe, dezimal, liste, summe
from vertragsgen.calculation.model import Kostenblatt
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import runde
from vertragsgen.notation import format_menge


def _prozent(wert: Decimal) -> str:
    return f"{format_menge(runde(wert), 2)} %"


@regel("VG505", Schwere.FEHLER, ausnahmefaehig=True)
def quote_ungelernt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Der Anteil un- und angelernter Beschäftigter bleibt unter der Obergrenze.

    Was: Vergleicht die Vollkräfte (VK) der un- und angelernten Stellen der Personalliste mit der Obergrenze des
        Profils, sonst des Pakets. Ohne Obergrenze ist nichts zu prüfen; ohne Personalliste nicht prüfbar.
    Warum: Die Obergrenze ist Teil der vereinbarten personellen Ausstattung.
    Falsch: 1,50 VK von 10,00 VK ungelernt, Obergrenze 10 %.
    Richtig: 1,00 VK von 10,00 VK ungelernt, Obergrenze 10 %.
    Rechtsgrundlage: § 125 Abs. 2 Nr. 4, 5 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    personal = getattr(kontext.profil, "personal", None)
    eigene = dezimal(personal, "quote_ungelernt_max_prozent")
    grenze = kontext.manifest.pruefwerte.personal.quote_ungelernt_max_prozent if eigene is None else eigene
    if grenze is None:
        return
    stellen = liste(personal, "stellen")
    alle = summe([dezimal(stelle, "vk") for stelle in stellen])
    if not alle:
        meldung = "Ohne Personalliste mit Vollkräften lässt sich der Anteil Ungelernter nicht prüfen."
        yield Fund(meldung, "personal.stellen", nicht_pruefbar=True)
        return
    ungelernte = {n: stelle for n, stelle in enumerate(stellen) if angabe(stelle, "ungelernt", bool)}
    vk = summe([dezimal(stelle, "vk") for stelle in ungelernte.values()]) or Decimal(0)
    anteil = vk / alle * 100
    if anteil > grenze:
        yield Fund(
            f"Anteil un- und angelernter Beschäftigter {_prozent(anteil)} ({format_menge(vk, 2)} von "
            f"{format_menge(alle, 2)} VK) überschreitet {format_menge(grenze)} % (Differenz "
            f"{format_menge(runde(anteil - grenze), 2)} Prozentpunkte).",
            f"personal.stellen.{next(iter(ungelernte))}",
            ("personal.quote_ungelernt_max_prozent", *(f"personal.stellen.{n}" for n in list(ungelernte)[1:])),
            hilfe="Prüfen Sie „ungelernt“ und „vk“ der Stellen und die vereinbarte Obergrenze.",
        )


@regel("VG506", Schwere.WARNUNG, ausnahmefaehig=True)
def fachkraftquote(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die vereinbarte Fachkraftquote wird erreicht, und Nichtfachkräfte bringen mit, was das Paket verlangt.

    Was: Vergleicht Fachkräfte / Betreuungspersonal des Stellenplans mit der vereinbarten Quote; verlangt bei
        Nichtfachkräften der Betreuung eine der Qualifikationen, die das Paket nennt. Nicht prüfbar ohne
        vereinbarte Quote oder Stellenplan.
    Warum: Der Schlüssel sagt nur, wie viele betreuen; die Quote, wer.
    Falsch: fachkraftquote_prozent: 70, Betreuung 2,20 VK Fachkräfte und 1,00 VK Nichtfachkräfte (68,75 %).
    Richtig: fachkraftquote_prozent: 65
    Rechtsgrundlage: § 124 Abs. 2 Satz 10, § 125 Abs. 2 Nr. 4, 5 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019
        geltenden Fassung.
    Seit: 0.1.0
    """
    pfad = "personal.fachkraftquote_prozent"
    soll = dezimal(getattr(kontext.profil, "personal", None), "fachkraftquote_prozent")
    if soll is None or not kontext.berechnung.kostenblaetter:
        meldung = "Ohne vereinbarte Fachkraftquote und Stellenplan lässt sich die Quote nicht prüfen."
        yield Fund(meldung, pfad, nicht_pruefbar=True)
    for blatt in kontext.berechnung.kostenblaetter:
        yield from _nichtfachkraefte(blatt, kontext.manifest.pruefwerte.personal.qualifikation_nichtfachkraft)
        ist, fach, alle = blatt.fachkraftquote_prozent, blatt.vk_fachkraft, blatt.vk_betreuung_ist
        if soll is None:
            continue
        if ist is None or fach is None or alle is None:
            meldung = "Ohne Betreuungspersonal im Stellenplan lässt sich die Fachkraftquote nicht prüfen."
            yield Fund(meldung, f"kostentraegerblatt.{blatt.index}.stellen", (pfad,), nicht_pruefbar=True)
        elif ist < soll:
            yield Fund(
                f"Fachkraftquote {_prozent(ist)} ({format_menge(fach, 2)} von {format_menge(alle, 2)} VK) "
                f"unterschreitet {format_menge(soll)} % "
                f"(Differenz {format_menge(runde(ist - soll), 2)} Prozentpunkte).",
                f"kostentraegerblatt.{blatt.index}.stellen",
                (pfad,),
                hilfe="Prüfen Sie „art“ und „vk“ der Stellen und die vereinbarte Quote.",
            )


def _nichtfachkraefte(blatt: Kostenblatt, verlangt: list[str]) -> Iterator[Fund]:
    """Findings on Nichtfachkräfte whose stated qualification is not the one required."""
    pfade = {position.nummer: position.pfad for block in blatt.bloecke for position in block.positionen}
    for stelle in blatt.stellen:
        genannt = stelle.qualifikation
        if verlangt and stelle.ist_betreuung and not stelle.ist_fachkraft and genannt not in (None, *verlangt):
            yield Fund(
                f"Nichtfachkraft {stelle.nummer} „{stelle.funktion}“ mit „{genannt}“; zulässig ist nur: "
                f"{', '.join(verlangt)}.",
                f"kostentraegerblatt.{blatt.index}.{pfade[stelle.nummer]}.qualifikation",
                stelle=stelle.nummer,
                hilfe="Berichtigen Sie die Qualifikation oder die Art der Stelle.",
            )
