"""Rules on the rows of the rates as a whole (VG218, VG219)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.angaben import liste
from vertragsgen.calculation.saetze import titel_der_reihe
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere

# What tells rows apart: for whom, what for, and by which unit.
_MERKMALE = ("hilfebedarfsgruppe", "bezeichnung", "art", "einheit")


@regel("VG218", Schwere.FEHLER)
def eindeutige_saetze(kontext: Pruefkontext) -> Iterator[Fund]:
    """Jede Zeile der Vergütung gibt es nur einmal.

    Was: Sucht Zeilen der Vergütung, die in Hilfebedarfsgruppe, Bezeichnung, Art und Einheit gleich sind.
    Warum: Stehen für dieselbe Gruppe zwei Sätze im Vertrag, ist offen, welcher abgerechnet wird.
    Falsch: zweimal hilfebedarfsgruppe: 1, einmal mit 84,10 € und einmal mit 104,10 €.
    Richtig: eine Zeile je Gruppe; wo sich zwei Sätze einer Gruppe unterscheiden, sagt die „bezeichnung“, wofür.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    erste: dict[tuple[object, ...], int] = {}
    for index, reihe in enumerate(liste(getattr(kontext.profil, "verguetung", None), "saetze")):
        schluessel = tuple(getattr(reihe, name, None) for name in _MERKMALE)
        if (zuerst := erste.setdefault(schluessel, index)) != index:
            titel = titel_der_reihe(reihe, index)
            yield Fund(
                f"Die Vergütung nennt „{titel}“ zweimal, in Zeile {zuerst + 1} und in Zeile {index + 1} der Sätze.",
                f"verguetung.saetze.{index}",
                (f"verguetung.saetze.{zuerst}",),
                stelle=titel,
                hilfe="Streichen Sie eine der Zeilen, oder geben Sie jeder eine eigene „bezeichnung“.",
            )


@regel("VG219", Schwere.FEHLER)
def platzgeld_mit_regel(kontext: Pruefkontext) -> Iterator[Fund]:
    """Ein vereinbartes Platzgeld hat eine Abwesenheitsregel.

    Was: Sucht Platzgeld in den Zeilen der Vergütung, wenn dem Profil der Abschnitt „platzgeld“ fehlt.
    Warum: Ohne die Regel steht das Platzgeld in keinem Dokument; der vereinbarte Betrag fiele still weg.
    Falsch: platzgeld: {gesamtentgelt: 63,93} in einem Satz und „platzgeld: null“ im Profil.
    Richtig: den Abschnitt „platzgeld“ mit Beginn und Minderung angeben, oder das Platzgeld der Sätze streichen.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 SGB IX.
    Seit: 0.1.0
    """
    if getattr(kontext.profil, "platzgeld", None) is not None:
        return
    for index, reihe in enumerate(liste(getattr(kontext.profil, "verguetung", None), "saetze")):
        if getattr(reihe, "platzgeld", None) is not None:
            titel = titel_der_reihe(reihe, index)
            yield Fund(
                f"Der Satz „{titel}“ nennt ein Platzgeld, aber dem Profil fehlt der Abschnitt „platzgeld“ mit der "
                "Abwesenheitsregel.",
                f"verguetung.saetze.{index}.platzgeld",
                stelle=titel,
                hilfe="Geben Sie den Abschnitt „platzgeld“ an, oder streichen Sie das Platzgeld des Satzes.",
            )
