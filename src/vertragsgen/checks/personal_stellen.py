"""Rules on single posts (VG507, VG508)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.calculation.model import Kostenblatt, Stelle
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag
from vertragsgen.package.pruefwerte_personal import Kostenspanne

QUALIFIKATIONEN = "personal.qualifikationen"


def _pfade(blatt: Kostenblatt) -> dict[str, str]:
    """Path of each post by its number."""
    wurzel = f"kostentraegerblatt.{blatt.index}"
    return {position.nummer: f"{wurzel}.{position.pfad}" for block in blatt.bloecke for position in block.positionen}


def _zu_belegen(kontext: Pruefkontext) -> Iterator[tuple[str, str, str | None]]:
    """Posts that need a qualification: what they are called, their path, the qualification."""
    arten = kontext.manifest.pruefwerte.personal.arten_mit_qualifikation
    for blatt in kontext.berechnung.kostenblaetter:
        pfade = _pfade(blatt)
        for stelle in blatt.stellen:
            if stelle.ist_betreuung or stelle.art in arten:
                yield f"{stelle.nummer} {stelle.funktion}", pfade[stelle.nummer], stelle.qualifikation
    for nummer, zeile in enumerate(liste(getattr(kontext.profil, "personal", None), "stellen")):
        if not angabe(zeile, "ungelernt", bool):
            funktion = angabe(zeile, "funktion", str) or f"Zeile {nummer + 1}"
            yield funktion, f"personal.stellen.{nummer}", angabe(zeile, "qualifikation", str)


@regel("VG507", Schwere.WARNUNG, ausnahmefaehig=True)
def qualifikation_belegt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Jede Stelle der Betreuung und Leitung nennt eine vereinbarte Qualifikation.

    Was: Verlangt bei den Betreuungsstellen des Stellenplans, bei den weiteren Arten, die das Paket nennt, und bei
        allen gelernten Stellen der Personalliste eine Qualifikation aus personal.qualifikationen. Ohne diese
        Liste ist nicht prüfbar, ob eine genannte Qualifikation zulässig ist.
    Warum: Die Qualifikation des Personals gehört zu den Pflichtinhalten der Leistungsvereinbarung.
    Falsch: Stelle „Betreuung Fachkräfte“ ohne qualifikation.
    Richtig: qualifikation: Sozialpädagogik, und Sozialpädagogik unter personal.qualifikationen.
    Rechtsgrundlage: § 125 Abs. 2 Nr. 5, § 124 Abs. 2 Satz 10 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019
        geltenden Fassung.
    Seit: 0.1.0
    """
    zulaessig = [str(name) for name in liste(getattr(kontext.profil, "personal", None), "qualifikationen")]
    ungeprueft = []
    for name, pfad, qualifikation in _zu_belegen(kontext):
        if qualifikation is None:
            hilfe = "Ergänzen Sie „qualifikation“."
            meldung = f"Stelle „{name}“ ohne Qualifikationsangabe."
            yield Fund(meldung, pfad, (QUALIFIKATIONEN,), stelle=name, hilfe=hilfe)
        elif not zulaessig:
            ungeprueft.append(name)
        elif qualifikation not in zulaessig:
            yield Fund(
                f"Stelle „{name}“ ohne zulässige Qualifikationsangabe: „{qualifikation}“ ist nicht vereinbart; "
                f"vereinbart sind: {', '.join(zulaessig)}.",
                f"{pfad}.qualifikation",
                (QUALIFIKATIONEN,),
                stelle=name,
                hilfe="Berichtigen Sie die Stelle, oder ergänzen Sie personal.qualifikationen.",
            )
    if ungeprueft:
        meldung = f"Ohne Liste der Qualifikationen sind nicht prüfbar: {', '.join(ungeprueft)}."
        yield Fund(meldung, QUALIFIKATIONEN, nicht_pruefbar=True)


@lru_cache(maxsize=256)
def _gleich(text: str) -> str:
    """A name of a Tarif or its group as it is compared: „S 11b/S 12“ = „S11b/S12“."""
    return "".join(zeichen for zeichen in text.casefold() if zeichen.isalnum() or zeichen == "/")


def _spanne(kontext: Pruefkontext, blatt: Kostenblatt, stelle: Stelle) -> Kostenspanne | None:
    beginn = blatt.zeitraum_von or getattr(getattr(kontext.profil, "laufzeit", None), "beginn", None)
    jahr = getattr(beginn, "year", None)
    for spanne in kontext.manifest.pruefwerte.personal.personalkosten:
        tarif = spanne.tarif is None or blatt.tarif is None or _gleich(spanne.tarif) == _gleich(blatt.tarif)
        gruppe = stelle.tarifgruppe is not None and _gleich(spanne.tarifgruppe) == _gleich(stelle.tarifgruppe)
        if tarif and gruppe and spanne.jahr == jahr:
            return spanne
    return None


@regel("VG508", Schwere.WARNUNG, ausnahmefaehig=True)
def personalkosten(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Personalkosten je Vollkraft liegen in der Spanne ihres Tarifs.

    Was: Vergleicht das Arbeitgeberbrutto je Vollkraft (VK) mit der Spanne des Pakets für Tarif, Gruppe und Jahr
        (Beginn des Kalkulationszeitraums, sonst der Laufzeit). Ohne Tabellenwert nicht prüfbar.
    Warum: Ein Zahlendreher in einem Jahresgehalt ändert den Satz um mehrere Euro am Tag.
    Falsch: 16.800,00 € für eine Fachkraft S 11b/S 12.
    Richtig: 61.800,00 € für eine Fachkraft S 11b/S 12.
    Rechtsgrundlage: § 124 Abs. 1 Satz 5, 6 SGB IX; § 75 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    for blatt in kontext.berechnung.kostenblaetter:
        pfade, ohne = _pfade(blatt), []
        for stelle in blatt.stellen:
            ist, spanne = stelle.ag_brutto_je_vk, _spanne(kontext, blatt, stelle)
            if ist is None or spanne is None:
                ohne.append(f"{stelle.nummer} {stelle.funktion}")
            elif not spanne.min <= ist <= spanne.max:
                grenze = spanne.min if ist < spanne.min else spanne.max
                yield Fund(
                    f"Personalkosten {format_betrag(ist)} € je VK ({stelle.nummer} {stelle.funktion}, "
                    f"{stelle.tarifgruppe}) außerhalb der Tarifspanne {format_betrag(spanne.min)}–"
                    f"{format_betrag(spanne.max)} € (Differenz {format_betrag(ist - grenze)} €).",
                    f"{pfade[stelle.nummer]}.ag_brutto_je_vk",
                    (f"{pfade[stelle.nummer]}.tarifgruppe",),
                    stelle=stelle.nummer,
                    hilfe="Prüfen Sie Betrag und Tarifgruppe (Arbeitgeberbrutto im Jahr, eine volle Stelle).",
                )
        if ohne:
            meldung = f"Ohne Tarifspanne sind die Personalkosten nicht prüfbar: {', '.join(ohne)}."
            yield Fund(meldung, f"kostentraegerblatt.{blatt.index}.stellen", nicht_pruefbar=True)
