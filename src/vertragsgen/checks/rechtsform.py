"""Legal forms as they stand in names, and the rule on them (VG609)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from vertragsgen.calculation.angaben import angabe
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.notation import format_datum
from vertragsgen.package.pruefwerte_form import Rechtsform


def muster(schreibweise: str) -> str:
    """A regular expression for a legal form; spaces may be missing („e.V.“) or unbreakable."""
    return r"(?<!\w)" + r"[\s\u00a0]*".join(map(re.escape, schreibweise.split())) + r"(?!\w)"


def schreibweisen(formen: Iterable[Rechtsform]) -> list[tuple[str, Rechtsform]]:
    """All ways of writing the forms, longest first: „gemeinnützige GmbH“ before „GmbH“."""
    paare = [(text, form) for form in formen for text in (form.name, *form.auch)]
    return sorted(paare, key=lambda paar: -len(paar[0]))


def finde_rechtsform(text: str, formen: Iterable[Rechtsform]) -> Rechtsform | None:
    """The legal form a name carries: the longest of those that stand in it."""
    gefunden: tuple[int, Rechtsform] | None = None
    for form in formen:
        for wort in (form.name, *form.auch):
            laenger = gefunden is None or len(wort) > gefunden[0]
            if laenger and wort.split()[0] in text and _suche(wort).search(text):
                gefunden = len(wort), form
    return None if gefunden is None else gefunden[1]


@lru_cache(maxsize=256)
def _suche(schreibweise: str) -> re.Pattern[str]:
    return re.compile(muster(schreibweise))


@regel("VG609", Schwere.WARNUNG, ausnahmefaehig=True)
def rechtsform(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Rechtsform ist bekannt und die Gemeinnützigkeit belegt.

    Was: Sucht die Rechtsform des Trägers unter den bekannten und vergleicht bei gemeinnützigen das Ende des
        Freistellungsbescheids mit dem Beginn der Laufzeit. Nicht prüfbar ohne Rechtsform oder ohne Bescheid.
    Warum: Eine gemeinnützige Gesellschaft führt den Zusatz nur, solange das Finanzamt sie anerkennt.
    Falsch: rechtsform: gGmbH, freistellungsbescheid_bis: 31.12.2018 bei beginn: 01.01.2019
    Richtig: rechtsform: gGmbH, freistellungsbescheid_bis: 31.12.2021
    Rechtsgrundlage: §§ 51 ff. AO; § 4 Satz 2 GmbHG.
    Seit: 0.1.0
    """
    formen = kontext.manifest.pruefwerte.form.rechtsformen
    traeger = getattr(kontext.profil, "traeger", None)
    beginn = angabe(getattr(kontext.profil, "laufzeit", None), "beginn", date)
    genannt, name = angabe(traeger, "rechtsform", str), angabe(traeger, "name", str) or ""
    form = finde_rechtsform(genannt if genannt is not None else name, formen)
    if not formen or (genannt is None and form is None):
        meldung = "Die Rechtsform des Trägers lässt sich ohne Angabe oder ohne Liste der Rechtsformen nicht prüfen."
        yield Fund(meldung, "traeger.rechtsform", nicht_pruefbar=True)
        return
    if form is None:
        bekannt = ", ".join(eintrag.name for eintrag in formen)
        yield Fund(f"Rechtsform „{genannt}“ ist nicht bekannt. Bekannt sind: {bekannt}.", "traeger.rechtsform")
        return
    if not form.gemeinnuetzig:
        return
    bis = angabe(traeger, "freistellungsbescheid_bis", date)
    if bis is None or beginn is None:
        meldung = f"Rechtsform {form.name}: Bis wann der Freistellungsbescheid gilt, ist nicht angegeben."
        yield Fund(meldung, "traeger.freistellungsbescheid_bis", nicht_pruefbar=True)
    elif bis < beginn:
        yield Fund(
            f"Rechtsform {form.name} ohne gültigen Nachweis: Der Freistellungsbescheid gilt bis {format_datum(bis)}, "
            f"die Laufzeit beginnt am {format_datum(beginn)}.",
            "traeger.freistellungsbescheid_bis",
            ("laufzeit.beginn",),
        )
