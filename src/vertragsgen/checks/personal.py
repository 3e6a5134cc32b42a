"""Rules on places and keys (VG501)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.notation import format_menge, format_schluessel


@regel("VG501", Schwere.FEHLER, ausnahmefaehig=True)
def plaetze_und_personal(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Betreuungspersonal entspricht Plätzen und Betreuungsschlüssel.

    Was: Vergleicht die Vollkräfte (VK) der Betreuung im Stellenplan mit der Summe aus Plätze / Schlüssel je
        Gruppe; zulässig sind 0,05 VK Abweichung, wenn das Paket nichts anderes nennt. Nicht prüfbar ohne
        Schlüssel, Plätze oder Stellenplan.
    Warum: Der Schlüssel ist vereinbart und bezahlt; der Stellenplan zeigt, ob er eingehalten werden kann.
    Falsch: 8 Plätze, Schlüssel 1:2,5, Betreuung 2,80 VK.
    Richtig: 8 Plätze, Schlüssel 1:2,5, Betreuung 3,20 VK.
    Rechtsgrundlage: § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 2 Nr. 4 SGB IX.
    Seit: 0.1.0
    """
    toleranz = kontext.manifest.pruefwerte.personal.vk_toleranz
    for blatt in kontext.berechnung.kostenblaetter:
        pfad = f"kostentraegerblatt.{blatt.index}.stellen"
        ist, soll = blatt.vk_betreuung_ist, blatt.vk_betreuung_soll
        if ist is None or soll is None or not blatt.stellen:
            meldung = "Ohne Stellenplan, Plätze und Betreuungsschlüssel lässt sich das Personal nicht prüfen."
            yield Fund(meldung, pfad, ("verguetung.saetze",), nicht_pruefbar=True)
        elif abs(ist - soll) > toleranz:
            gruppen = " und ".join(
                f"{gruppe.plaetze} {'Platz' if gruppe.plaetze == 1 else 'Plätze'} bei "
                f"{format_schluessel(gruppe.schluessel)}"
                for gruppe in blatt.gruppen
                if gruppe.schluessel is not None
            )
            yield Fund(
                f"Betreuungspersonal {format_menge(ist, 2)} VK; {gruppen} ergeben {format_menge(soll, 2)} VK "
                f"(Differenz {format_menge(ist - soll, 2)} VK).",
                pfad,
                tuple(f"verguetung.saetze.{gruppe.satz}.schluessel" for gruppe in blatt.gruppen),
            )
