"""Rules on signing (VG603, VG604)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.package.daten import resolve_daten

UNTERZEICHNET = "unterzeichnet"
UNTERZEICHNER = "traeger.unterzeichner"
VERTRETEN_DURCH = ("leistungstraeger", "leistungstraeger.vertreten_durch")


def _unterzeichnet(kontext: Pruefkontext) -> bool:
    return angabe(getattr(kontext.profil, "vereinbarung", None), "status", str) == UNTERZEICHNET


def _leistungstraeger(kontext: Pruefkontext) -> Any:
    daten = resolve_daten(kontext.manifest, kontext.profil, kontext.paket_mark, nur=("leistungstraeger",)).werte.get(
        "leistungstraeger"
    )
    return daten if isinstance(daten, dict) else {}


@regel("VG603", Schwere.FEHLER, ausnahmefaehig=True)
def vertretungsbefugnis(kontext: Pruefkontext) -> Iterator[Fund]:
    """Für beide Seiten unterschreibt, wer sie vertreten darf.

    Was: Prüft, ob die unterzeichnende Person des Trägers unter den Vertretungsberechtigten steht und ob für den
        Leistungsträger genannt ist, wer ihn vertritt. Nicht prüfbar im Entwurf ohne unterzeichnende Person und ohne
        Liste der Vertretungsberechtigten; eine Vollmacht wird als Ausnahme mit Grund eingetragen.
    Warum: Unterschreibt eine Person ohne Vertretungsmacht, ist die Vereinbarung schwebend unwirksam.
    Falsch: unterzeichner: A. Beispiel, vertretungsberechtigte: [B. Muster]
    Richtig: unterzeichner: B. Muster, vertretungsberechtigte: [B. Muster]
    Rechtsgrundlage: §§ 164, 177 BGB über § 61 Satz 2 SGB X; Verband: § 123 Abs. 1 Satz 2 SGB IX.
    Seit: 0.1.0
    """
    traeger = getattr(kontext.profil, "traeger", None)
    person = angabe(traeger, "unterzeichner", str)
    berechtigte = [wer for wer in liste(traeger, "vertretungsberechtigte") if isinstance(wer, str)]
    leistungstraeger = _leistungstraeger(kontext)
    if "name" in leistungstraeger and not leistungstraeger.get("vertreten_durch"):
        meldung = "Für den Leistungsträger fehlt ein vertretungsberechtigter Unterzeichner"
        frei = any(eintrag.pfad in VERTRETEN_DURCH for eintrag in kontext.manifest.ueberschreibbar)
        hilfe = "Tragen Sie im Profil ein, wer ihn vertritt: leistungstraeger: {vertreten_durch: …}" if frei else None
        yield Fund(f"{meldung} (Angabe leistungstraeger.vertreten_durch).", "paket", hilfe=hilfe)
    if person is None and _unterzeichnet(kontext):
        meldung = "Für den Träger fehlt ein vertretungsberechtigter Unterzeichner"
        yield Fund(f"{meldung}; die Vereinbarung gilt als unterzeichnet.", UNTERZEICHNER, ("vereinbarung.status",))
    elif person is None or not berechtigte:
        fehlt = "die unterzeichnende Person" if person is None else "eine Liste der Vertretungsberechtigten"
        yield Fund(f"Für den Träger fehlt {fehlt}.", UNTERZEICHNER, nicht_pruefbar=True)
    elif person not in berechtigte:
        yield Fund(
            f"Für den Träger fehlt ein vertretungsberechtigter Unterzeichner: „{person}“ steht nicht unter den "
            f"Vertretungsberechtigten ({', '.join(berechtigte)}).",
            UNTERZEICHNER,
            ("traeger.vertretungsberechtigte",),
            hilfe="Bei einer Vollmacht tragen Sie eine Ausnahme mit Grund ein.",
        )


@regel("VG604", Schwere.FEHLER, ausnahmefaehig=True)
def schriftform(kontext: Pruefkontext) -> Iterator[Fund]:
    """Eine unterzeichnete Vereinbarung wahrt die Schriftform.

    Was: Verlangt für eine Vereinbarung mit dem Stand „unterzeichnet“ den Tag des Abschlusses, die unterzeichnende
        Person und wenigstens eine Urkunde. Nicht prüfbar im Entwurf.
    Warum: Ein öffentlich-rechtlicher Vertrag ist ohne Schriftform nichtig; beide Unterschriften gehören auf dieselbe
        Urkunde, oder beide signieren qualifiziert elektronisch.
    Falsch: status: unterzeichnet, abschlussdatum: null
    Richtig: status: unterzeichnet, abschlussdatum: 20.12.2018
    Rechtsgrundlage: § 56 SGB X, § 126 BGB über § 61 Satz 2 SGB X; § 123 Abs. 1 Satz 1 SGB IX.
    Seit: 0.1.0
    """
    if not _unterzeichnet(kontext):
        yield Fund("Im Entwurf lässt sich die Schriftform nicht prüfen.", "vereinbarung.status", nicht_pruefbar=True)
        return
    zahl = angabe(getattr(kontext.profil, "vereinbarung", None), "ausfertigungen", int)
    abschluss = angabe(getattr(kontext.profil, "laufzeit", None), "abschlussdatum", date)
    person = angabe(getattr(kontext.profil, "traeger", None), "unterzeichner", str)
    gruende = (
        (abschluss is None, "der Tag des Abschlusses fehlt", "laufzeit.abschlussdatum"),
        (person is None, "die Unterschrift des Trägers ist nicht angegeben", UNTERZEICHNER),
        (zahl is not None and zahl < 1, "es gibt keine unterzeichnete Urkunde", "vereinbarung.ausfertigungen"),
    )
    for fehlt, grund, pfad in gruende:
        if fehlt:
            meldung = f"Schriftform nach § 56 SGB X / § 123 Abs. 1 SGB IX nicht gewahrt ({grund})."
            yield Fund(meldung, pfad, ("vereinbarung.status",))
