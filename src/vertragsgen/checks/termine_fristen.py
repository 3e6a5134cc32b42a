"""Rules on periods: notice (VG304, VG305) and the call for negotiations (VG307)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vertragsgen.calculation.angaben import angabe
from vertragsgen.calculation.fristen import Frist, mindestlaufzeit_ende, plus_frist, spaetester_zugang
from vertragsgen.checks.regel import Fund, Pruefkontext, regel
from vertragsgen.diagnostics import Schwere
from vertragsgen.notation import format_datum

ENTGELTE, UEBRIGE = "laufzeit.kuendigungsfrist_entgelte_wochen", "laufzeit.kuendigungsfrist_uebrige_monate"


def _fristen(kontext: Pruefkontext) -> list[tuple[str, Frist, str]]:
    """The agreed notice periods: part of the agreement, period, place in the profile."""
    laufzeit = getattr(kontext.profil, "laufzeit", None)
    wochen = angabe(laufzeit, "kuendigungsfrist_entgelte_wochen", int)
    monate = angabe(laufzeit, "kuendigungsfrist_uebrige_monate", int)
    fristen = []
    if wochen is not None and wochen > 0:
        fristen.append(("Entgelte", Frist(wochen=wochen), ENTGELTE))
    if monate is not None and monate > 0:
        fristen.append(("übrige Bestandteile", Frist(monate=monate), UEBRIGE))
    return fristen


def _mindestende(kontext: Pruefkontext) -> date | None:
    laufzeit = getattr(kontext.profil, "laufzeit", None)
    beginn, monate = angabe(laufzeit, "beginn", date), angabe(laufzeit, "mindestlaufzeit_monate", int)
    return None if beginn is None or monate is None else mindestlaufzeit_ende(beginn, monate)


@regel("VG304", Schwere.WARNUNG, ausnahmefaehig=True)
def kuendigungsfristen(kontext: Pruefkontext) -> Iterator[Fund]:
    """Die Kündigungsfristen sind die üblichen und passen zueinander.

    Was: Vergleicht die Fristen für die Entgelte und für die übrigen Bestandteile mit denen des Pakets; die Frist
        der Entgelte darf nicht länger sein als die übrige, und keine länger als die Mindestlaufzeit. Nicht prüfbar,
        wenn eine Frist oder ihr Vergleichswert fehlt.
    Warum: Eine längere Frist als üblich bindet beide Seiten an überholte Entgelte; eine vertauschte fällt erst auf,
        wenn gekündigt wird.
    Falsch: kuendigungsfrist_entgelte_wochen: 3, kuendigungsfrist_uebrige_monate: 6
    Richtig: kuendigungsfrist_entgelte_wochen: 6, kuendigungsfrist_uebrige_monate: 3
    Rechtsgrundlage: Kündigungsregel der Vereinbarung; § 59 SGB X; §§ 187, 188 BGB.
    Seit: 0.1.0
    """
    soll = kontext.manifest.pruefwerte.termine.kuendigung
    fristen = {pfad: (teil, frist) for teil, frist, pfad in _fristen(kontext)}
    standard = {
        ENTGELTE: None if soll.entgelte_wochen is None else Frist(wochen=soll.entgelte_wochen),
        UEBRIGE: None if soll.uebrige_monate is None else Frist(monate=soll.uebrige_monate),
    }
    for pfad, frist in standard.items():
        if pfad not in fristen or frist is None:
            was = "die vereinbarte Kündigungsfrist" if pfad not in fristen else "die übliche Kündigungsfrist des Pakets"
            yield Fund(f"Für „{pfad}“ fehlt {was}; ein Vergleich ist nicht möglich.", pfad, nicht_pruefbar=True)
        elif fristen[pfad][1] != frist:
            teil, ist = fristen[pfad]
            yield Fund(f"Kündigungsfrist ({teil}) = {ist} weicht vom Standard {frist} ab.", pfad)
    yield from _verhaeltnis(kontext)


def _verhaeltnis(kontext: Pruefkontext) -> Iterator[Fund]:
    """The periods against each other and against the minimum term, counted from the start of the term."""
    beginn = angabe(getattr(kontext.profil, "laufzeit", None), "beginn", date)
    if beginn is None:
        return
    fristen, ende = _fristen(kontext), _mindestende(kontext)
    if len(fristen) == 2 and plus_frist(beginn, fristen[0][1]) > plus_frist(beginn, fristen[1][1]):
        yield Fund(
            f"Kündigungsfrist (Entgelte) = {fristen[0][1]} ist länger als die der übrigen Bestandteile "
            f"({fristen[1][1]}); sind die beiden vertauscht?",
            ENTGELTE,
            (UEBRIGE,),
        )
    for teil, frist, pfad in fristen:
        if ende is not None and plus_frist(beginn, frist) > ende + timedelta(days=1):
            yield Fund(
                f"Kündigungsfrist ({teil}) = {frist} ist länger als die Mindestlaufzeit bis {format_datum(ende)}.",
                pfad,
                ("laufzeit.mindestlaufzeit_monate",),
            )


@regel("VG305", Schwere.HINWEIS, ausnahmefaehig=True)
def kuendigungstermin(kontext: Pruefkontext) -> Iterator[Fund]:
    """Bis wann eine Kündigung zum ersten möglichen Termin zugehen muss.

    Was: Nennt je Frist den letzten Tag, an dem eine Kündigung zum Ende der Mindestlaufzeit zugehen kann, oder, wenn
        keine Mindestlaufzeit vereinbart ist, zum Ende der Laufzeit. Endet die Laufzeit nicht nach der
        Mindestlaufzeit, bedarf es keiner Kündigung. Nicht prüfbar ohne Termin oder Frist.
    Warum: Rückwärts gezählt gerät der Tag am Monatsende falsch: drei Monate vor dem 30.11. ist der 31.08., nicht der
        30.08. Wochen zählen als Tage, Monate nach § 188 BGB; auf Werktage wird nicht verschoben.
    Falsch: Kündigung der übrigen Bestandteile zum 30.11.2019 bis 30.08.2019 erwarten.
    Richtig: Kündigung der übrigen Bestandteile zum 30.11.2019 bis 31.08.2019.
    Rechtsgrundlage: §§ 187, 188 BGB; Kündigungsregel der Vereinbarung.
    Seit: 0.1.0
    """
    laufzeit = getattr(kontext.profil, "laufzeit", None)
    mindestens, laufzeitende = _mindestende(kontext), angabe(laufzeit, "ende", date)
    ende = mindestens or laufzeitende
    fristen = _fristen(kontext)
    if ende is None or not fristen:
        fehlt = "Ende der Laufzeit oder Mindestlaufzeit" if fristen else "eine Kündigungsfrist"
        meldung = f"Es fehlt: {fehlt}. Ein Kündigungstermin lässt sich nicht berechnen."
        yield Fund(meldung, "laufzeit.mindestlaufzeit_monate" if fristen else ENTGELTE, nicht_pruefbar=True)
        return
    if mindestens is not None and laufzeitende is not None and laufzeitende <= mindestens:
        return
    for teil, frist, pfad in fristen:
        tag = spaetester_zugang(ende, frist)
        yield Fund(
            f"Kündigung ({teil}) zum {format_datum(ende)} muss bis {format_datum(tag)} zugehen (Frist {frist}).", pfad
        )


@regel("VG307", Schwere.HINWEIS, ausnahmefaehig=True)
def verhandlungsaufforderung(kontext: Pruefkontext) -> Iterator[Fund]:
    """Nach der Aufforderung zu Verhandlungen kann die Schiedsstelle angerufen werden.

    Was: Rechnet von der schriftlichen Aufforderung bis zum Abschluss, ohne Abschluss bis zum Stichtag, und meldet,
        wenn die Frist zur Anrufung der Schiedsstelle verstrichen ist. Nicht prüfbar ohne Aufforderung.
    Warum: Nach Ablauf der Frist kann jede Seite die Schiedsstelle anrufen; vorher ist ein Antrag unzulässig.
    Falsch: aufforderung: 01.06.2018, und am 20.12.2018 noch keine Vereinbarung.
    Richtig: Abschluss innerhalb der Frist, oder die Anrufung der Schiedsstelle prüfen.
    Rechtsgrundlage: § 126 Abs. 2 SGB IX (drei Monate); § 77 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung
        (sechs Wochen).
    Seit: 0.1.0
    """
    pfad = "verhandlung.aufforderung"
    aufforderung = angabe(getattr(kontext.profil, "verhandlung", None), "aufforderung", date)
    abschluss = angabe(getattr(kontext.profil, "laufzeit", None), "abschlussdatum", date)
    werte = kontext.manifest.pruefwerte.termine.schiedsstelle
    eintrag = next((wert for wert in werte if wert.regime == kontext.manifest.regime), None)
    heute = abschluss if abschluss is not None or aufforderung is None else kontext.heute()
    if aufforderung is None or eintrag is None or heute is None:
        fehlt = "das Datum der Aufforderung zu Verhandlungen"
        if aufforderung is not None:
            fehlt = "die Frist der Schiedsstelle" if eintrag is None else "ein Abschlussdatum oder ein Stichtag"
        yield Fund(f"Es fehlt {fehlt}; ob die Schiedsstelle anrufbar ist, bleibt offen.", pfad, nicht_pruefbar=True)
        return
    frist = Frist(eintrag.wochen or 0, eintrag.monate or 0)
    if heute > plus_frist(aufforderung, frist):
        yield Fund(
            f"Seit der Aufforderung vom {format_datum(aufforderung)} sind bis zum {format_datum(heute)} mehr als "
            f"{frist} vergangen: Schiedsstelle nach {eintrag.norm} anrufbar.",
            pfad,
            ("laufzeit.abschlussdatum",) if abschluss is not None else (),
        )
