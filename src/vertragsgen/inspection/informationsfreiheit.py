"""VG708 and VG709: freedom of information, and what a published version must not show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.calculation.angaben import dezimal
from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.teiltext import glatt
from vertragsgen.money import format_euro, runde

_IBAN = re.compile(r"(?<!\w)DE\d{2}(?: ?\d{4}){4} ?\d{2}(?!\d)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


@textregel("VG708", Schwere.WARNUNG, ausnahmefaehig=True)
def informationsfreiheit(kontext: Textkontext) -> Iterator[Textfund]:
    """Der Vertrag weist auf die Informationsfreiheit hin.

    Was: Nennt das Paket ein Informationsfreiheitsgesetz, enthält der Vertrag die Klausel dazu. Fehlt sie, nennt die
      Meldung den Gegenstandswert (Jahresbudget × Laufzeit in Jahren, unbefristet die Mindestlaufzeit) und die Schwelle.
    Warum: Verträge der öffentlichen Hand werden ab der Schwelle veröffentlicht; das muss der Träger vorher wissen.
    Falsch: die Klausel im Profil durch einen anderen Text ersetzt oder im Paket ausgelassen.
    Richtig: eine Klausel mit themen: [Informationsfreiheit].
    Rechtsgrundlage: das Informationsfreiheitsgesetz, das das Paket nennt (pruefwerte.paket.informationsfreiheit).
    Seit: 0.1.0
    """
    werte = kontext.pruefung.manifest.pruefwerte.paket.informationsfreiheit
    if werte is None:
        return
    for klausel in kontext.klauseln:
        if werte.thema in klausel.stueck.klausel.themen and werte.gesetz in klausel.text.ganz:
            return
    betrag = _gegenstandswert(kontext)
    schwelle = f"Veröffentlichung ab {format_euro(werte.ab_gegenstandswert)}, {werte.fundstelle}"
    wert = "nicht berechenbar" if betrag is None else format_euro(betrag)
    yield Textfund(
        f"{werte.gesetz}-Klausel fehlt; Gegenstandswert {wert} ({schwelle}).",
        dokument=kontext.dokumente[0].dokument if kontext.dokumente else None,
        pfad="laufzeit",
        hilfe=f"Die Klausel zum {werte.gesetz} aufnehmen.",
    )


def _gegenstandswert(kontext: Textkontext) -> Decimal | None:
    """Yearly budget × term in years; None if either is open."""
    budgets = [blatt.jahresbudget for blatt in kontext.pruefung.berechnung.kostenblaetter]
    budget = dezimal(kontext.pruefung.profil.budget, "jahresbudget") if not budgets else Decimal(0)
    for einzeln in budgets:
        budget = None if budget is None or einzeln is None else budget + einzeln
    laufzeit = kontext.pruefung.profil.laufzeit
    beginn, ende = getattr(laufzeit, "beginn", None), getattr(laufzeit, "ende", None)
    if beginn is not None and ende is not None:
        monate: Decimal | None = Decimal((ende.year - beginn.year) * 12 + ende.month - beginn.month + 1)
    else:
        monate = dezimal(laufzeit, "mindestlaufzeit_monate")
    return None if budget is None or monate is None else runde(budget * monate / 12)


@textregel("VG709", Schwere.WARNUNG, ausnahmefaehig=True)
def veroeffentlichungsfassung(kontext: Textkontext) -> Iterator[Textfund]:
    """Die Veröffentlichungsfassung enthält keine personenbezogenen Daten.

    Was: In dem Dokument, das das Paket als Veröffentlichungsfassung nennt, stehen keine IBAN, keine E-Mail-Adresse und
      kein Name aus Vertretung und Unterzeichnung. Ohne dieses Dokument ist die Regel nicht prüfbar.
    Warum: Veröffentlicht wird der Vertrag, nicht die Angaben zu Personen und Konten.
    Falsch: IBAN DE02 1203 0000 0000 2020 51 im veröffentlichten Text.
    Richtig: die Angabe weglassen.
    Rechtsgrundlage: Art. 6 DSGVO und das Informationsfreiheitsgesetz, das das Paket nennt.
    Seit: 0.1.0
    """
    werte = kontext.pruefung.manifest.pruefwerte.paket
    if werte.informationsfreiheit is None and werte.veroeffentlichungsfassung is None:
        return
    fassung = werte.veroeffentlichungsfassung
    erzeugt = kontext.dokument(fassung) if fassung is not None else None
    if erzeugt is None:
        yield Textfund("Das Paket erzeugt keine Veröffentlichungsfassung.", nicht_pruefbar=True)
        return
    text = "\n".join(glatt(absatz) for absatz in kontext.leser.rumpf(erzeugt).absaetze)
    namen = set(_namen(getattr(kontext.pruefung.profil, "traeger", None)))
    arten = (("eine IBAN", _IBAN.findall(text)), ("eine E-Mail-Adresse", _MAIL.findall(text)))
    for art, funde in (*arten, ("den Namen", [name for name in sorted(namen) if name in text])):
        for fund in dict.fromkeys(funde):
            yield Textfund(f"Veröffentlichungsfassung enthält {art}: „{fund}“.", erzeugt.dokument, erzeugt.titel)


def _namen(traeger: object) -> Iterator[str]:
    """Names of persons in the profile's section on the provider."""
    for feld in ("unterzeichner", "vertretungsberechtigte", "vertreten_durch"):
        wert = getattr(traeger, feld, None)
        for eintrag in wert if isinstance(wert, list | tuple) else (wert,):
            name = getattr(eintrag, "name", eintrag)
            if isinstance(name, str) and name:
                yield name
