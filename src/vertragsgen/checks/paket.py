"""Rules of group 7 that need no document: what a package asks as conditions of its own, and its remarks."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.checks.primitive import pruefe_bedingungen
from vertragsgen.checks.profilwert import wert_am_pfad
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere


@regel("VG706", Schwere.FEHLER, ausnahmefaehig=True)
def oeffnungszeiten(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Öffnungszeiten erfüllen, was die Leistungsbeschreibung verlangt.

    Was: Die Bedingungen, die das Paket unter „pruefwerte.paket.oeffnungszeiten“ stellt: geöffnete Tage, spätes Ende an
      einem Werktag, Mindestbesetzung, Räume.
    Warum: Wer die vereinbarten Zeiten nicht anbietet, erfüllt den Vertrag vom ersten Tag an nicht.
    Falsch: Am Mittwoch ist geschlossen, verlangt ist Montag bis Freitag.
    Richtig: Zu jedem Tag eine Zeile unter oeffnungszeiten.
    Rechtsgrundlage: die Leistungsbeschreibung; § 125 Abs. 2 SGB IX (Inhalt, Umfang und Qualität).
    Seit: 0.1.0
    """
    bedingungen = kontext.manifest.pruefwerte.paket.oeffnungszeiten
    if bedingungen is not None:
        yield from pruefe_bedingungen(kontext, bedingungen)


@regel("VG707", Schwere.FEHLER)
def budgetanlage(kontext: Pruefkontext) -> Iterator[Fund]:
    """Das Jahresbudget ist die Summe seiner Teile.

    Was: Die Bedingungen, die das Paket unter „pruefwerte.paket.budget“ stellt: Jahresbudget = Sockel + Anzahl der
      Fälle × Pauschale, Summe der Abschläge = Jahresbudget.
    Warum: Gezahlt wird nach den Abschlägen, abgerechnet nach dem Budget; beide müssen auf den Cent übereinstimmen.
    Falsch: 451.000,01 bei 84.000,00 + 40 × 6.300,00 + 10 × 11.500,00
    Richtig: 451.000,00
    Rechtsgrundlage: § 125 Abs. 3 SGB IX, § 76 Abs. 2 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    bedingungen = kontext.manifest.pruefwerte.paket.budget
    if bedingungen is not None:
        yield from pruefe_bedingungen(kontext, bedingungen)


@regel("VG712", Schwere.WARNUNG, ausnahmefaehig=True)
def bemerkungen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Was das Vorlagenpaket zu einer Angabe bemerkt.

    Was: Zeigt die Bemerkungen, die das Paket unter „pruefwerte.paket.bemerkungen“ zu Ja-Nein-Angaben macht, mit der
      Schwere, die es nennt. Sie stehen im Prüfbericht, nicht im Vertrag.
    Warum: Manche Angabe ist zulässig, hat aber Folgen in einem anderen Gesetz, die der Vertragstext nicht nennt.
    Falsch: vermieter_ist_traeger: true, ohne die Koppelung von Wohnen und Betreuung zu prüfen
    Richtig: die Folge prüfen und den Befund als Ausnahme mit Grund annehmen
    Rechtsgrundlage: nennt die Bemerkung.
    Seit: 0.1.0
    """
    for bemerkung in kontext.manifest.pruefwerte.paket.bemerkungen:
        if wert_am_pfad(kontext.profil, bemerkung.pfad) is bemerkung.ist:
            yield Fund(bemerkung.text, bemerkung.pfad, hilfe=bemerkung.hilfe, schwere=Schwere(bemerkung.schwere))


@regel("VG713", Schwere.FEHLER, ausnahmefaehig=True)
def weitere_bedingungen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Angaben erfüllen, was das Paket sonst verlangt.

    Was: Die Bedingungen, die das Paket unter „pruefwerte.paket.weitere“ stellt, aus den vier Formen Summe, Abdeckung,
      Schwelle, Vorhandensein.
    Warum: Manche Angaben passen nur zusammen; das Schema allein sieht das nicht.
    Falsch: Das Paket verlangt eine von zwei Formen der Leistung, das Profil verneint beide.
    Richtig: Wenigstens eine der beiden steht auf „true“.
    Rechtsgrundlage: § 125 Abs. 2 SGB IX, § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    bedingungen = kontext.manifest.pruefwerte.paket.weitere
    if bedingungen is not None:
        yield from pruefe_bedingungen(kontext, bedingungen)
