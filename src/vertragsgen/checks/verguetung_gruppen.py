"""Rules on the rates of several Hilfebedarfsgruppen (VG211, VG212)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from vertragsgen.calculation.gewichtung import gewichteter_satz, rueckrechnung
from vertragsgen.calculation.model import Satz
from vertragsgen.checks.betraege import differenz
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.money import format_betrag, runde
from vertragsgen.notation import format_schluessel
from vertragsgen.package.manifest import Komponente

MINDESTZAHL = 3
"""Two groups determine a and b; only a third one can be judged by them."""


def _reihen(kontext: Pruefkontext) -> list[list[Satz]]:
    """Rows with a Hilfebedarfsgruppe that were calculated together: those of one cost sheet, else all.

    Several sheets stand for several sites, each with costs of its own.
    """
    blaetter = [blatt.saetze for blatt in kontext.berechnung.kostenblaetter]
    zusammen = blaetter if len(blaetter) > 1 else [kontext.berechnung.saetze]
    return [[satz for satz in saetze if satz.hilfebedarfsgruppe is not None] for saetze in zusammen]


def _betrag(satz: Satz, komponente: Komponente) -> Decimal | None:
    return next((teil.betrag for teil in satz.bestandteile if teil.id == komponente.id), None)


def _mit_schluessel(saetze: list[Satz], komponente: Komponente) -> list[tuple[Decimal, Decimal, Satz]]:
    """(Schlüssel, amount, row), least staff first."""
    gelesen = [(satz.schluessel, _betrag(satz, komponente), satz) for satz in saetze]
    paare = [(s, betrag, satz) for s, betrag, satz in gelesen if s and betrag is not None]
    return sorted(paare, key=lambda paar: (-paar[0], paar[1]))


def _pfad(satz: Satz, feld: str) -> str:
    return f"verguetung.saetze.{satz.index}.{feld}"


@regel("VG211", Schwere.FEHLER, ausnahmefaehig=True)
def gruppen_gestaffelt(kontext: Pruefkontext) -> Iterator[Fund]:
    """Mehr Personal je Platz kostet nicht weniger, und übrige Bestandteile sind in allen Gruppen gleich.

    Was: Vergleicht die Hilfebedarfsgruppen eines Kostenträgerblatts (ohne mehrere Blätter: alle). Nach Schlüssel
        gewichtete Bestandteile dürfen bei mehr Personal je Platz nicht niedriger sein; Bestandteile, die das
        Paket als gleich je Gruppe nennt, müssen überall denselben Betrag haben.
    Warum: Vertauschte Beträge zweier Gruppen ergeben richtige Summen und fallen sonst nicht auf.
    Falsch: Gruppe 1 mit 1:2,5 und 51,09 €, Gruppe 2 mit 1:4 und 75,69 €.
    Richtig: Gruppe 1 mit 1:2,5 und 75,69 €, Gruppe 2 mit 1:4 und 51,09 €.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 Satz 3 SGB IX.
    Seit: 0.1.0
    """
    for saetze in _reihen(kontext):
        for komponente in kontext.manifest.komponenten:
            if komponente.gewichtet:
                yield from _staffel(saetze, komponente)
            if komponente.gleich_je_gruppe:
                yield from _gleich(saetze, komponente)


def _staffel(saetze: list[Satz], komponente: Komponente) -> Iterator[Fund]:
    for (s_i, betrag_i, satz_i), (s_j, betrag_j, satz_j) in pairwise(_mit_schluessel(saetze, komponente)):
        if s_j < s_i and betrag_j < betrag_i:
            yield Fund(
                f"{komponente.titel} {satz_j.titel} ({format_betrag(betrag_j)} € bei {format_schluessel(s_j)}) ist "
                f"niedriger als {satz_i.titel} ({format_betrag(betrag_i)} € bei {format_schluessel(s_i)}); "
                f"{differenz(betrag_j, betrag_i)}.",
                _pfad(satz_j, komponente.id),
                (_pfad(satz_i, komponente.id), _pfad(satz_j, "schluessel"), _pfad(satz_i, "schluessel")),
                stelle=satz_j.titel,
                hilfe="Prüfen Sie, ob die Beträge oder die Schlüssel der Gruppen vertauscht sind.",
            )


def _gleich(saetze: list[Satz], komponente: Komponente) -> Iterator[Fund]:
    gelesen = [(satz, betrag) for satz in saetze if (betrag := _betrag(satz, komponente)) is not None]
    for satz, betrag in gelesen[1:]:
        erster, soll = gelesen[0]
        if betrag != soll:
            yield Fund(
                f"{komponente.titel} {satz.titel} {format_betrag(betrag)} € weicht von {erster.titel} "
                f"{format_betrag(soll)} € ab ({differenz(betrag, soll)}); der Betrag ist in allen Gruppen gleich.",
                _pfad(satz, komponente.id),
                (_pfad(erster, komponente.id),),
                stelle=satz.titel,
                hilfe="Berichtigen Sie den Betrag; nur gewichtete Bestandteile unterscheiden sich je Gruppe.",
            )


@regel("VG212", Schwere.WARNUNG, ausnahmefaehig=True)
def gruppen_gewichtet(kontext: Pruefkontext) -> Iterator[Fund]:
    """Gewichtete Bestandteile folgen dem Betreuungsschlüssel.

    Was: Rechnet ab drei Hilfebedarfsgruppen aus der mit dem höchsten und der mit dem niedrigsten Schlüssel
        a und b zurück und vergleicht die übrigen mit a + b / Schlüssel (haben alle denselben Schlüssel, mit dem
        Betrag der ersten); zulässig ist, was die Rundung der Sätze ausmachen kann (0,02 €, wenn das Paket nichts
        anderes nennt).
    Warum: Der feste Anteil und die Personalkosten je Vollkraft sind für alle Gruppen dieselben.
    Falsch: 1:2,5 mit 75,69 €, 1:4 mit 55,00 €, 1:6 mit 37,43 €.
    Richtig: 1:2,5 mit 75,69 €, 1:4 mit 51,09 €, 1:6 mit 37,43 €.
    Rechtsgrundlage: § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 3 Satz 3 SGB IX.
    Seit: 0.1.0
    """
    toleranz = kontext.manifest.pruefwerte.verguetung.gewichtung_toleranz
    for saetze in _reihen(kontext):
        for komponente in (komponente for komponente in kontext.manifest.komponenten if komponente.gewichtet):
            paare = _mit_schluessel(saetze, komponente)
            if len({satz.hilfebedarfsgruppe for _, _, satz in paare}) < MINDESTZAHL:
                continue
            # Of groups with the same Schlüssel the first one is the measure.
            s_niedrig, mp_niedrig, niedrig = min(paare, key=lambda paar: (-paar[0], paar[2].index))
            s_hoch, mp_hoch, hoch = min(paare, key=lambda paar: (paar[0], paar[2].index))
            anteile = rueckrechnung((s_hoch, mp_hoch), (s_niedrig, mp_niedrig)) or (mp_niedrig, Decimal(0))
            for s, ist, satz in paare:
                soll = gewichteter_satz(*anteile, s)
                if abs(ist - soll) > toleranz:
                    yield Fund(
                        f"{komponente.titel} {satz.titel} = {format_betrag(ist)} € folgt nicht der "
                        f"Schlüsselgewichtung (erwartet {format_betrag(runde(soll))} €, "
                        f"{differenz(ist, runde(soll))}); Maßstab sind {hoch.titel} mit {format_betrag(mp_hoch)} € "
                        f"und {niedrig.titel} mit {format_betrag(mp_niedrig)} €.",
                        _pfad(satz, komponente.id),
                        (_pfad(satz, "schluessel"), _pfad(hoch, komponente.id), _pfad(niedrig, komponente.id)),
                        stelle=satz.titel,
                        hilfe="Prüfen Sie Betrag und Schlüssel dieser Gruppe und der beiden Maßstabsgruppen.",
                    )
