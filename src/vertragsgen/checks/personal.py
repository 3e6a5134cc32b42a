"""Rules on places and staff (VG501, VG503)."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.calculation.abgleich import VK_TOLERANZ
from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.notation import format_menge, format_schluessel


@regel("VG501", Schwere.FEHLER, ausnahmefaehig=True)
def plaetze_und_personal(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Betreuungspersonal entspricht Plätzen und Betreuungsschlüssel.

    Was: Vergleicht die Vollkräfte (VK) der Betreuung im Stellenplan mit der Summe aus Plätze / Schlüssel je
        Gruppe;
        zulässig sind 0,05 VK Abweichung. Nicht prüfbar ohne Schlüssel, Plätze oder Stellenplan.
    Warum: Der Schlüssel ist vereinbart und bezahlt; der Stellenplan zeigt, ob er eingehalten werden kann.
    Falsch: 8 Plätze, Schlüssel 1:2,5, Betreuung 2,80 VK.
    Richtig: 8 Plätze, Schlüssel 1:2,5, Betreuung 3,20 VK.
    Rechtsgrundlage: § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung, § 125 Abs. 2 Nr. 4 SGB IX.
    Seit: 0.1.0
    """
    for blatt in kontext.berechnung.kostenblaetter:
        pfad = f"kostentraegerblatt.{blatt.index}.stellen"
        ist, soll = blatt.vk_betreuung_ist, blatt.vk_betreuung_soll
        if ist is None or soll is None or not blatt.stellen:
            meldung = "Ohne Stellenplan, Plätze und Betreuungsschlüssel lässt sich das Personal nicht prüfen."
            yield Fund(meldung, pfad, ("verguetung.saetze",), nicht_pruefbar=True)
        elif abs(ist - soll) > VK_TOLERANZ:
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
