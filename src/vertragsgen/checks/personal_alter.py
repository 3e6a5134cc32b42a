"""Rule on the ages of the target group (VG509)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.angaben import angabe
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere


@regel("VG509", Schwere.FEHLER, ausnahmefaehig=True)
def mindestalter(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Mindestalter unterschreitet das des Leistungstyps nicht.

    Was: Vergleicht das Mindestalter des Angebots mit dem des Pakets, und das Höchstalter mit dem Mindestalter.
        Nicht prüfbar ohne Mindestalter des Angebots.
    Warum: Für Jüngere ist ein anderer Leistungsträger zuständig; die Vergütung wäre nicht vereinbart.
    Falsch: alter: {min: 16} in einem Angebot für Erwachsene.
    Richtig: alter: {min: 18}
    Rechtsgrundlage: § 125 Abs. 2 Nr. 1 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    soll = None if kontext.manifest.alter is None else kontext.manifest.alter.min
    alter = getattr(getattr(kontext.profil, "angebot", None), "alter", None)
    ist, hoechstens = angabe(alter, "min", int), angabe(alter, "max", int)
    if ist is None:
        if soll is not None:
            meldung = f"Ohne Mindestalter des Angebots ist nicht prüfbar, ob es {soll} Jahre unterschreitet."
            yield Fund(meldung, "angebot.alter", nicht_pruefbar=True)
        return
    if soll is not None and ist < soll:
        yield Fund(
            f"Mindestalter {ist} unterschreitet {soll} Jahre (Differenz {ist - soll}).",
            "angebot.alter.min",
            hilfe=f"Geben Sie mindestens {soll} an, oder wählen Sie ein Paket für Jüngere.",
        )
    if hoechstens is not None and hoechstens < ist:
        yield Fund(
            f"Höchstalter {hoechstens} liegt unter dem Mindestalter {ist} (Differenz {hoechstens - ist} Jahre).",
            "angebot.alter.max",
            ("angebot.alter.min",),
            hilfe="Vertauschen Sie die Angaben, oder streichen Sie das Höchstalter.",
        )
