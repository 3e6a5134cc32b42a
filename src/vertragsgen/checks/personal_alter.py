"""Rule on the ages of the target group (VG509)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.angaben import angabe
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere


@regel("VG509", Schwere.FEHLER, ausnahmefaehig=True)
def mindestalter(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Altersgrenzen des Angebots liegen in denen des Leistungstyps.

    Was: Vergleicht Mindest- und Höchstalter des Angebots mit denen des Pakets, und das Höchstalter mit dem
        Mindestalter. Nicht prüfbar, wo das Paket eine Grenze nennt und das Angebot keine.
    Warum: Für Jüngere oder Ältere ist ein anderer Leistungsträger zuständig; die Vergütung wäre nicht vereinbart.
    Falsch: alter: {min: 16} in einem Angebot für Erwachsene.
    Richtig: alter: {min: 18}
    Rechtsgrundlage: § 125 Abs. 2 Nr. 1 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    grenzen = kontext.manifest.alter
    alter = getattr(getattr(kontext.profil, "angebot", None), "alter", None)
    mindestens, hoechstens = angabe(alter, "min", int), angabe(alter, "max", int)
    if grenzen is not None and grenzen.min is not None:
        if mindestens is None:
            meldung = f"Ohne Mindestalter des Angebots ist nicht prüfbar, ob es {grenzen.min} Jahre unterschreitet."
            yield Fund(meldung, "angebot.alter", nicht_pruefbar=True)
        elif mindestens < grenzen.min:
            yield Fund(
                f"Mindestalter {mindestens} unterschreitet {grenzen.min} Jahre (Differenz {mindestens - grenzen.min}).",
                "angebot.alter.min",
                hilfe=f"Geben Sie mindestens {grenzen.min} an, oder wählen Sie ein Paket für Jüngere.",
            )
    if grenzen is not None and grenzen.max is not None:
        if hoechstens is None:
            meldung = f"Ohne Höchstalter des Angebots ist nicht prüfbar, ob es {grenzen.max} Jahre überschreitet."
            yield Fund(meldung, "angebot.alter", nicht_pruefbar=True)
        elif hoechstens > grenzen.max:
            yield Fund(
                f"Höchstalter {hoechstens} überschreitet {grenzen.max} Jahre (Differenz {hoechstens - grenzen.max}).",
                "angebot.alter.max",
                hilfe=f"Geben Sie höchstens {grenzen.max} an, oder wählen Sie ein Paket für Ältere.",
            )
    if mindestens is not None and hoechstens is not None and hoechstens < mindestens:
        yield Fund(
            f"Höchstalter {hoechstens} liegt unter dem Mindestalter {mindestens} (Differenz {hoechstens - mindestens} "
            "Jahre).",
            "angebot.alter.max",
            ("angebot.alter.min",),
            hilfe="Vertauschen Sie die Angaben, oder streichen Sie das Höchstalter.",
        )
