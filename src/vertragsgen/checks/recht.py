"""Rules on law that the profile alone decides (VG401, VG405); the others read the wording (``inspection``)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vertragsgen.calculation.angaben import angabe
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.notation import format_datum


@regel("VG401", Schwere.FEHLER, ausnahmefaehig=True)
def regime(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Rechtsgrundlage folgt dem Leistungszeitraum, nicht dem Tag der Unterschrift.

    Was: Vergleicht das Recht, für das das Vorlagenpaket geschrieben ist, mit dem, das am Beginn der Laufzeit gilt, und
        den Beginn mit dem Zeitraum des Pakets. Der Befund nennt das Paket des Arbeitsbereichs, das für denselben
        Leistungstyp und diesen Beginn geschrieben ist. Nicht prüfbar ohne Beginn oder ohne Tabelle der Zeiträume.
    Warum: Ab dem 01.01.2020 richten sich die Leistungen nach dem SGB IX; ein Vertrag nach dem SGB XII trägt dann die
        Vergütung nicht. Rahmenverträge zum neuen Recht wurden schon vorher geschlossen, auf den Abschluss kommt es
        deshalb nicht an.
    Falsch: ein Paket nach dem SGB XII mit beginn: 01.01.2020
    Richtig: ein Paket nach dem SGB IX für Laufzeiten ab dem 01.01.2020
    Rechtsgrundlage: Art. 26 Abs. 4 Nr. 1 BTHG; § 139 SGB XII für 2018 und 2019.
    Seit: 0.1.0
    """
    pfad = "laufzeit.beginn"
    beginn = angabe(getattr(kontext.profil, "laufzeit", None), "beginn", date)
    zeiten = kontext.manifest.pruefwerte.recht.regime
    soll = None if beginn is None else next((zeit for zeit in zeiten if zeit.beginn.enthaelt(beginn)), None)
    if beginn is None or soll is None:
        fehlt = "der Beginn der Laufzeit" if beginn is None else "eine Angabe, welches Recht am Beginn gilt"
        yield Fund(f"Es fehlt {fehlt}; die Rechtsgrundlage lässt sich nicht prüfen.", pfad, nicht_pruefbar=True)
        return
    manifest = kontext.manifest
    if manifest.regime != soll.regime:
        ist = next((zeit.titel for zeit in zeiten if zeit.regime == manifest.regime), manifest.regime)
        yield Fund(
            f"Rechtsgrundlage {ist} passt nicht zum Laufzeitbeginn {format_datum(beginn)}; erwartet {soll.titel}.",
            pfad,
            ("paket",),
            hilfe=_richtiges_paket(kontext, beginn),
        )
    elif not manifest.leistungszeitraum.enthaelt(beginn):
        von, bis = manifest.leistungszeitraum.von, manifest.leistungszeitraum.bis
        spanne = " ".join(
            [*([f"ab {format_datum(von)}"] if von else []), *([f"bis {format_datum(bis)}"] if bis else [])]
        )
        yield Fund(
            f"Das Vorlagenpaket gilt für Laufzeiten mit Beginn {spanne}; diese beginnt am {format_datum(beginn)}.",
            pfad,
            ("paket",),
            hilfe=_richtiges_paket(kontext, beginn),
        )


def _richtiges_paket(kontext: Pruefkontext, beginn: date) -> str:
    manifest = kontext.manifest
    if passende := [f"„{name}“" for name in kontext.passende_pakete(beginn)]:
        return (
            f"Für diesen Beginn ist das Vorlagenpaket {' oder '.join(passende)} geschrieben: unter „paket“ eintragen."
        )
    if manifest.nachfolger and manifest.leistungszeitraum.bis is not None and beginn > manifest.leistungszeitraum.bis:
        return f"Als Nachfolger nennt das Paket „{manifest.nachfolger}“; für diesen Beginn ist es hier nicht vorhanden."
    return "Berichtigen Sie den Beginn oder wählen Sie das Vorlagenpaket, das für diesen Zeitraum geschrieben ist."


@regel("VG405", Schwere.FEHLER, ausnahmefaehig=True)
def intervall_fuehrungszeugnis(kontext: Pruefkontext) -> Iterator[Fund]:
    """Führungszeugnisse werden in angemessenen Abständen erneut vorgelegt.

    Was: Vergleicht den Abstand der Führungszeugnisse in Jahren mit dem Höchstabstand. Nicht prüfbar, wenn kein
        Abstand vereinbart oder kein Höchstabstand bekannt ist.
    Warum: Das Gesetz verlangt regelmäßige Abstände; üblich und vertraglich anerkannt sind höchstens fünf Jahre.
    Falsch: persoenliche_eignung: {intervall_jahre: 6}
    Richtig: persoenliche_eignung: {intervall_jahre: 5}
    Rechtsgrundlage: § 75 Abs. 2 Satz 4 SGB XII in der bis 31.12.2019 geltenden Fassung, § 124 Abs. 2 Satz 4 SGB IX.
    Seit: 0.1.0
    """
    pfad = "persoenliche_eignung.intervall_jahre"
    ist = angabe(getattr(kontext.profil, "persoenliche_eignung", None), "intervall_jahre", int)
    werte = kontext.manifest.pruefwerte.recht.fuehrungszeugnis
    soll = None if werte is None else werte.intervall_jahre_max
    if ist is None or soll is None:
        fehlt = "Abstand der Führungszeugnisse" if ist is None else "Höchstabstand der Führungszeugnisse"
        yield Fund(f"Ein {fehlt} ist nicht angegeben.", pfad, nicht_pruefbar=True)
    elif ist > soll:
        yield Fund(f"Wiedervorlage nach {ist} Jahren überschreitet {soll} Jahre (Differenz {ist - soll}).", pfad)
    elif ist < 1:
        yield Fund(f"Eine Wiedervorlage nach {ist} Jahren gibt es nicht; der kürzeste Abstand ist 1 Jahr.", pfad)
