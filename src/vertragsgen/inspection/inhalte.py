"""Rules on what the documents have to hold: required contents, framework contract, duties (VG406, VG407, VG410)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.quellen import herkunft, laufzeitdatum
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.notation import Notationsfehler, format_datum, parse_datum
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.pruefwerte_recht import Landesrahmenvertrag, Pflichtregelung


@textregel("VG406", Schwere.FEHLER, ausnahmefaehig=True)
def mindestinhalte(kontext: Textkontext) -> Iterator[Textfund]:
    """Die Leistungsvereinbarung regelt, was das Gesetz verlangt.

    Was: Sucht zu jedem Pflichtinhalt Klauseln mit den zugehörigen Themen, die mehr enthalten als eine Überschrift.
        Nicht prüfbar, wenn das Paket keine Pflichtinhalte nennt.
    Warum: Fehlt ein Pflichtinhalt, ist die Leistungsvereinbarung unvollständig und die Vergütung nicht gesichert.
    Falsch: keine Klausel zur sächlichen Ausstattung
    Richtig: ein Abschnitt mit dem Thema „Sächliche Ausstattung“, der sie beschreibt
    Rechtsgrundlage: § 125 Abs. 2 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    werte = kontext.pruefung.manifest.pruefwerte.recht
    if not werte.mindestinhalte:
        yield Textfund("Das Paket nennt keine Pflichtinhalte der Leistungsvereinbarung.", nicht_pruefbar=True)
    geregelt = {thema for klausel in kontext.klauseln if klausel.text.regelt for thema in klausel.stueck.klausel.themen}
    norm = werte.mindestinhalte_norm or "dem Gesetz"
    for eintrag in werte.mindestinhalte:
        fehlende = [thema for thema in eintrag.themen if thema not in geregelt]
        if fehlende:
            wo = ", ".join(f"„{thema}“" for thema in fehlende)
            yield Textfund(
                f"Pflichtinhalt „{eintrag.inhalt}“ nach {norm} fehlt; keine Klausel behandelt {wo}.", pfad="paket"
            )


_DATUM = r"(\d{1,2}\.\d{1,2}\.\d{4})"


def _nennungen(manifest: Manifest) -> Frage[tuple[tuple[str, str | None], ...]]:
    """The mentions of the framework contract in a paragraph, each with the date that stands with it."""
    worte = manifest.pruefwerte.recht.rahmenvertrag_worte
    wort = "|".join(re.escape(wort) for wort in sorted(worte, key=len, reverse=True))
    norm = r"(?:\s+(?:nach|gemäß)\s+§(?:(?!\bund\b|\bsowie\b)[^,;()])*?)?"
    muster = re.compile(
        rf"(?:{wort})\w*(?:\s+SGB\s+[IVX]+)?(?:{norm}(?:\s+\([^()]*\))?\s+vom\s+{_DATUM})?"
    )  # fmt: skip

    def antwort(text: str) -> tuple[tuple[str, str | None], ...] | None:
        return tuple((treffer.group(), treffer[1]) for treffer in muster.finditer(text)) or None

    return Frage(antwort, tuple(worte))


@textregel("VG407", Schwere.WARNUNG, ausnahmefaehig=True)
def landesrahmenvertrag(kontext: Textkontext) -> Iterator[Textfund]:
    """Der Landesrahmenvertrag ist der des Zeitraums, und sein Datum steht bei ihm.

    Was: Sucht, wo der Landesrahmenvertrag mit Datum genannt ist, und vergleicht es mit dem, der am Beginn der Laufzeit
        gilt. Reicht nicht bis zum Beginn, was das Paket über ihn weiß, ist zu bestätigen, dass er noch gilt; dann
        gilt das bestätigte Datum. Nicht prüfbar, wenn kein Dokument ihn nennt oder die Tabelle für den Zeitraum keinen
        kennt.
    Warum: Der Landesrahmenvertrag gilt ergänzend; steht sein Datum bei einem anderen Vertrag, ist offen, was gilt.
    Falsch: der Landesrahmenvertrag und die Ergänzungsvereinbarung vom 28.06.2006
    Richtig: der Landesrahmenvertrag vom 28.06.2006 und die Ergänzungsvereinbarung dazu
    Rechtsgrundlage: § 79 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung; § 131 Abs. 1 SGB IX.
    Seit: 0.1.0
    """
    werte, beginn = kontext.pruefung.manifest.pruefwerte.recht, laufzeitdatum(kontext, "beginn")
    soll = None if beginn is None else next((v for v in werte.rahmenvertraege if v.beginn.enthaelt(beginn)), None)
    stellen = kontext.antworten(kontext.vorbereitet(_nennungen))
    nennungen = [(absatz, text, tag) for absatz, treffer in stellen for text, tag in treffer]
    if beginn is None or soll is None or not nennungen:
        fehlt = "Kein Dokument nennt den Landesrahmenvertrag" if soll else "Für den Beginn ist kein LRV bekannt"
        yield Textfund(f"{fehlt}; der Bezug bleibt ungeprüft.", pfad="laufzeit.beginn", nicht_pruefbar=True)
        return
    ueberholt = soll.bestaetigt_bis is not None and beginn > soll.bestaetigt_bis
    bestaetigt = ueberholt and _bestaetigt(kontext)
    erwartet = f"{soll.titel} vom {format_datum(soll.datum)}"
    mit_datum = [(absatz, text, tag) for absatz, text, tag in nennungen if tag is not None]
    for absatz, text, tag in mit_datum:
        if not (bestaetigt or _ist(tag, soll)):
            meldung = f"LRV-Bezug „{text}“ passt nicht zu Land/Zeitraum; erwartet „{erwartet}“."
            yield fund_an(absatz, text, meldung, weitere=herkunft(kontext, tag or text))
    if not mit_datum:
        absatz, text, _ = nennungen[0]
        meldung = f"LRV-Bezug „{text}“ nennt kein Datum; erwartet „{erwartet}“."
        datum = format_datum(soll.datum)
        steht = next(kontext.mit(datum), None)
        hilfe = None if steht is None else f"Das Datum steht in {steht.stelle}, aber nicht beim Landesrahmenvertrag."
        yield fund_an(absatz, text, meldung, hilfe=hilfe)
    if soll.bestaetigt_bis is not None and ueberholt and not bestaetigt:
        absatz, text, _ = nennungen[0]
        meldung = f"Ob {erwartet} für den Laufzeitbeginn {format_datum(beginn)} noch gilt, ist zu bestätigen"
        bekannt = f"bekannt bis {format_datum(soll.bestaetigt_bis)}"
        pfad = werte.rahmenvertrag_bestaetigung
        hilfe = None if pfad is None else f"{BESTAETIGEN} {pfad}: true"
        yield fund_an(absatz, text, f"{meldung} ({bekannt}).", hilfe=hilfe)


BESTAETIGEN = "Gilt ein neuer, tragen Sie ihn im Profil ein; sonst bestätigen Sie diesen. Danach im Profil:"


def _bestaetigt(kontext: Textkontext) -> bool:
    """True if the data of the package, as the profile overrides them, say that the framework contract is confirmed."""
    pfad = kontext.pruefung.manifest.pruefwerte.recht.rahmenvertrag_bestaetigung
    # All documents are rendered with the same data.
    wert: Any = next((erzeugt.werte for erzeugt in kontext.dokumente), None)
    for teil in pfad.split(".") if pfad is not None else ():
        wert = wert.get(teil) if isinstance(wert, Mapping) else None
    return wert is True


def _ist(text: str | None, soll: Landesrahmenvertrag) -> bool:
    try:
        return text is not None and parse_datum(text) == soll.datum
    except Notationsfehler:
        return False


def _regelungen(manifest: Manifest) -> list[tuple[Pflichtregelung, Frage[bool]]]:
    """The duties under the law of the package, and what a paragraph on them says."""
    regelungen = manifest.pruefwerte.recht.pflichtregelungen
    return [(regelung, _frage(regelung.worte)) for regelung in regelungen if regelung.regime == manifest.regime]


def _frage(worte: Iterable[str]) -> Frage[bool]:
    return Frage(lambda text: True, tuple(wort.lower() for wort in worte), klein=True)


@textregel("VG410", Schwere.WARNUNG, ausnahmefaehig=True)
def pflichtregelungen(kontext: Textkontext) -> Iterator[Textfund]:
    """Gewaltschutz und der Umgang mit Führungszeugnissen sind geregelt.

    Was: Sucht unter dem SGB IX Regelungen zum Gewaltschutz und zum Speichern und Löschen der Angaben aus
        Führungszeugnissen an ihren Wörtern. Unter anderem Recht gibt es nichts zu prüfen.
    Warum: Beides verlangt das Gesetz von jedem Leistungserbringer; die Vereinbarung sichert, dass es nachweisbar ist.
    Falsch: Vereinbarung ab 2022 ohne Gewaltschutzkonzept
    Richtig: eine Ziffer zum Gewaltschutzkonzept und eine zur Löschung der Angaben
    Rechtsgrundlage: § 37a, § 124 Abs. 2 Satz 5 bis 9 SGB IX.
    Seit: 0.1.0
    """
    tag = laufzeitdatum(kontext, "abschlussdatum") or laufzeitdatum(kontext, "beginn")
    for regelung, frage in kontext.vorbereitet(_regelungen):
        spaeter = tag is not None and regelung.abschluss_ab is not None and tag < regelung.abschluss_ab
        if not spaeter and not any(True for _ in kontext.antworten(frage)):
            yield Textfund(f"Regelung {regelung.regelung} fehlt ({regelung.norm}).", pfad="paket")
