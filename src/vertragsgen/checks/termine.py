"""Rules on dates (VG301)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vertragsgen.calculation.angaben import angabe
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
            f"Vereinbarung am {format_datum(abschluss)} nach Laufzeitbeginn {format_datum(beginn)} "
            "geschlossen "
            f"({_tage((abschluss - beginn).days)}): rückwirkende Vergütung unzulässig, Wirkung prüfen.",
            "laufzeit.abschlussdatum",
            ("laufzeit.beginn",),
        )


def _tage(zahl: int) -> str:
    return "1 Tag" if zahl == 1 else f"{zahl} Tage"
