"""Rules on the dates of the term (VG301–VG303)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vertragsgen.calculation.angaben import angabe
from vertragsgen.calculation.fristen import mindestlaufzeit_ende
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.notation import format_datum


@regel("VG301", Schwere.WARNUNG, ausnahmefaehig=True)
def datumsreihenfolge(kontext: Pruefkontext) -> Iterator[Fund]:
    """Geschlossen wird vor dem Beginn, und das Ende liegt nicht davor.

    Was: Vergleicht Abschlussdatum und Beginn, Beginn und Ende der Laufzeit. Nicht prüfbar ohne
        Abschlussdatum.
    Warum: Vereinbarungen gelten für künftige Zeiträume; ein nachträglicher Ausgleich ist nicht zulässig.
    Falsch: beginn: 01.01.2019, abschlussdatum: 03.01.2019
    Richtig: beginn: 01.01.2019, abschlussdatum: 20.12.2018
    Rechtsgrundlage: § 77 Abs. 1, 2 SGB XII in der bis 31.12.2019 geltenden Fassung; § 123 Abs. 2 Satz 3,
        § 126 Abs. 3 Satz 5 SGB IX.
    Seit: 0.1.0
    """
    laufzeit = getattr(kontext.profil, "laufzeit", None)
    beginn, ende = angabe(laufzeit, "beginn", date), angabe(laufzeit, "ende", date)
    abschluss = angabe(laufzeit, "abschlussdatum", date)
    if beginn is not None and ende is not None and ende < beginn:
        yield Fund(
            f"Die Laufzeit endet am {format_datum(ende)}, {_tage((beginn - ende).days)} vor ihrem Beginn am "
            f"{format_datum(beginn)}.",
            "laufzeit.ende",
            ("laufzeit.beginn",),
        )
    if abschluss is None or beginn is None:
        meldung = "Ohne Abschlussdatum und Laufzeitbeginn lässt sich ihre Reihenfolge nicht prüfen."
        yield Fund(meldung, "laufzeit.abschlussdatum", nicht_pruefbar=True)
    elif abschluss > beginn:
        yield Fund(
            f"Vereinbarung am {format_datum(abschluss)} nach Laufzeitbeginn {format_datum(beginn)} geschlossen "
            f"({_tage((abschluss - beginn).days)}): rückwirkende Vergütung unzulässig, Wirkung prüfen.",
            "laufzeit.abschlussdatum",
            ("laufzeit.beginn",),
        )


@regel("VG302", Schwere.FEHLER, ausnahmefaehig=True)
def anschluss_an_vorgaenger(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Vereinbarung beginnt am Tag nach dem Ende der Vorvereinbarung.

    Was: Vergleicht den Beginn der Laufzeit mit dem Tag nach dem Ende der Vorvereinbarung. Nicht prüfbar ohne das
        Ende der Vorvereinbarung.
    Warum: In einer Lücke gibt es keinen Vergütungsanspruch, in einer Überschneidung zwei Sätze für einen Tag.
    Falsch: vorgaenger: {ende: 30.11.2018}, laufzeit: {beginn: 01.01.2019}
    Richtig: vorgaenger: {ende: 31.12.2018}, laufzeit: {beginn: 01.01.2019}
    Rechtsgrundlage: § 77 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung; § 126 Abs. 3, § 127 Abs. 4 SGB IX.
    Seit: 0.1.0
    """
    pfad = "vorgaenger.ende"
    ende = angabe(getattr(kontext.profil, "vorgaenger", None), "ende", date)
    beginn = angabe(getattr(kontext.profil, "laufzeit", None), "beginn", date)
    if ende is None or beginn is None:
        meldung = "Ohne das Ende der Vorvereinbarung lässt sich der Anschluss nicht prüfen."
        yield Fund(meldung, pfad, nicht_pruefbar=True)
        return
    tage = (beginn - ende).days - 1
    if tage:
        art = f"Lücke von {_tagen(tage)}" if tage > 0 else f"Überschneidung von {_tagen(-tage)}"
        yield Fund(
            f"{art} zur Vorvereinbarung: Ende {format_datum(ende)}, Beginn {format_datum(beginn)}; erwartet wird der "
            f"Beginn {format_datum(ende + timedelta(days=1))}.",
            "laufzeit.beginn",
            (pfad,),
        )


@regel("VG303", Schwere.FEHLER, ausnahmefaehig=True)
def mindestlaufzeit(kontext: Pruefkontext) -> Iterator[Fund]:
    """Eine befristete Vereinbarung läuft wenigstens bis zum Ende der Mindestlaufzeit.

    Was: Vergleicht das Ende einer befristeten Laufzeit mit dem Ende der Mindestlaufzeit.
    Warum: Endet die Vereinbarung vorher, läuft die Zusage der Mindestlaufzeit ins Leere.
    Falsch: beginn: 01.01.2019, ende: 30.11.2019, mindestlaufzeit_monate: 12
    Richtig: ende: 31.12.2019, oder ende: null (auf unbestimmte Zeit)
    Rechtsgrundlage: Laufzeitregel der Vereinbarung; §§ 187 Abs. 2, 188 Abs. 2, 3 BGB.
    Seit: 0.1.0
    """
    laufzeit = getattr(kontext.profil, "laufzeit", None)
    beginn, ende = angabe(laufzeit, "beginn", date), angabe(laufzeit, "ende", date)
    monate = angabe(laufzeit, "mindestlaufzeit_monate", int)
    if beginn is None or ende is None or monate is None:
        return
    soll = mindestlaufzeit_ende(beginn, monate)
    if soll is not None and ende < soll:
        yield Fund(
            f"Die Laufzeit vom {format_datum(beginn)} bis {format_datum(ende)} ({_monate(beginn, ende)}) "
            f"unterschreitet die Mindestlaufzeit von {monate} Monaten; sie endet frühestens am {format_datum(soll)} "
            f"({_tage((soll - ende).days)} später).",
            "laufzeit.ende",
            ("laufzeit.mindestlaufzeit_monate", "laufzeit.beginn"),
            hilfe=_ABHILFE_FORTGESCHRIEBEN if kontext.berechnung.fortschreibung.gilt else _ABHILFE,
        )


_ABHILFE = "Verschieben Sie das Ende, oder ändern Sie „mindestlaufzeit_monate“ (null: keine Mindestlaufzeit)."
_ABHILFE_FORTGESCHRIEBEN = (
    "Die Mindestlaufzeit rechnet ab dem neuen Beginn. War sie schon mit der Vorvereinbarung erfüllt, setzen Sie "
    "„mindestlaufzeit_monate: null“; sonst verlängern Sie das Ende."
)


def _monate(beginn: date, ende: date) -> str:
    """The length of a term in full months and the days beyond."""
    monate = 0
    bis = beginn - timedelta(days=1)
    while (naechstes := mindestlaufzeit_ende(beginn, monate + 1)) is not None and naechstes <= ende:
        monate, bis = monate + 1, naechstes
    text = "1 Monat" if monate == 1 else f"{monate} Monate"
    tage = (ende - bis).days
    return f"{text} und {_tage(tage)}" if tage else text


def _tage(zahl: int) -> str:
    return "1 Tag" if zahl == 1 else f"{zahl} Tage"


def _tagen(zahl: int) -> str:
    return "1 Tag" if zahl == 1 else f"{zahl} Tagen"
