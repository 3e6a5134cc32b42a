"""Rules on the number of places (VG503, VG504)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere


def _platzzahlen(kontext: Pruefkontext) -> Iterator[tuple[str, str, int | None]]:
    """Where the number of places is said: name, path, number (None if said in part only)."""
    angebot = getattr(kontext.profil, "angebot", None)
    yield "Angebot", "angebot.plaetze", angabe(angebot, "plaetze", int)
    standorte = [angabe(standort, "plaetze", int) for standort in liste(angebot, "standorte")]
    if any(zahl is not None for zahl in standorte):
        yield "Standorte zusammen", "angebot.standorte", _zusammen(standorte)
    saetze = [satz.plaetze for satz in kontext.berechnung.saetze]
    if any(zahl is not None for zahl in saetze):
        yield "Vergütungssätze zusammen", "verguetung.saetze", _zusammen(saetze)
    blaetter = [blatt.plaetze for blatt in kontext.berechnung.kostenblaetter]
    if blaetter:
        yield "Kostenträgerblatt", "kostentraegerblatt.0.plaetze", _zusammen(blaetter)


def _zusammen(zahlen: list[int | None]) -> int | None:
    bekannte = [zahl for zahl in zahlen if zahl is not None]
    return sum(bekannte) if len(bekannte) == len(zahlen) else None


@regel("VG503", Schwere.FEHLER)
def platzzahl(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Platzzahl ist überall dieselbe.

    Was: Vergleicht die Plätze des Angebots mit der Summe der Standorte, der Vergütungssätze und des
        Kostenträgerblatts. Was nur für einen Teil der Standorte oder Sätze angegeben ist, ist nicht prüfbar.
    Warum: Die Platzzahl bestimmt Kapazität, Personal und Berechnungstage zugleich.
    Falsch: angebot.plaetze: 8, Standorte mit 6 und 3 Plätzen.
    Richtig: angebot.plaetze: 9, Standorte mit 6 und 3 Plätzen.
    Rechtsgrundlage: § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 2 SGB IX.
    Seit: 0.1.0
    """
    angebot, *andere = _platzzahlen(kontext)
    soll = angebot[2]
    for name, pfad, zahl in andere:
        if zahl is None or soll is None:
            meldung = f"Platzzahl: {name} und Angebot lassen sich nicht vergleichen, weil eine Angabe fehlt."
            yield Fund(meldung, pfad, ("angebot.plaetze",), nicht_pruefbar=True)
        elif zahl != soll:
            mehr = f"{abs(zahl - soll)} {'mehr' if zahl > soll else 'weniger'}"
            meldung = f"Platzzahl uneinheitlich: Angebot {soll}, {name} {zahl} ({mehr})."
            yield Fund(meldung, pfad, ("angebot.plaetze",))


def _kapazitaeten(kontext: Pruefkontext) -> Iterator[tuple[str, str, int | None]]:
    """Every number of places in the profile: where, its path, the number."""
    angebot = getattr(kontext.profil, "angebot", None)
    yield "Angebot", "angebot.plaetze", angabe(angebot, "plaetze", int)
    for nummer, standort in enumerate(liste(angebot, "standorte")):
        name = angabe(standort, "name", str) or f"Standort {nummer + 1}"
        yield name, f"angebot.standorte.{nummer}.plaetze", angabe(standort, "plaetze", int)
    for satz in kontext.berechnung.saetze:
        yield satz.titel, f"verguetung.saetze.{satz.index}.plaetze", satz.plaetze
    for nummer, blatt in enumerate(liste(kontext.profil, "kostentraegerblaetter")):
        yield "Kostenträgerblatt", f"kostentraegerblatt.{nummer}.plaetze", angabe(blatt, "plaetze", int)


@regel("VG504", Schwere.FEHLER)
def platzzahl_positiv(kontext: Pruefkontext) -> Iterator[Fund]:
    """Jede Platzzahl ist eine positive ganze Zahl.

    Was: Prüft die Plätze des Angebots, der Standorte, der Vergütungssätze und der Kostenträgerblätter. Text und
        Zahlen mit Nachkommastellen werden schon beim Lesen abgelehnt.
    Warum: Mit 0 oder weniger Plätzen gibt es weder Berechnungstage noch einen Satz.
    Falsch: plaetze: 0
    Richtig: plaetze: 8
    Rechtsgrundlage: § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 2 SGB IX.
    Seit: 0.1.0
    """
    for name, pfad, zahl in _kapazitaeten(kontext):
        if zahl is not None and zahl <= 0:
            meldung = f"Kapazität {zahl} ist keine positive ganze Zahl."
            yield Fund(meldung, pfad, stelle=name, hilfe="Geben Sie die Zahl der Plätze an, mindestens 1.")
