"""The sentences of the report that every format prints alike."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from vertragsgen.money import format_betrag, runde, tausche_trennzeichen
from vertragsgen.review.bericht import Aenderungsbericht, Befundgruppe, Position, Stand, Urteil, Zahlzeile
from vertragsgen.review.modell import Aenderung, Aenderungsart

WAS = {
    Aenderungsart.GEAENDERT: "geändert",
    Aenderungsart.EINGEFUEGT: "neu",
    Aenderungsart.GELOESCHT: "gestrichen",
    Aenderungsart.VERSCHOBEN: "verschoben",
    Aenderungsart.FORMAT: "nur Formatierung",
}
STAND = {
    Stand.GLEICH: "unverändert",
    Stand.GEAENDERT: "geändert",
    Stand.NEU: "neu",
    Stand.ENTFALLEN: "entfallen",
    Stand.NICHT_ERZEUGT: "lässt sich nicht erzeugen",
}
# Above so many names a list says „und n weitere“.
_NAMEN = 8


def menge(anzahl: int, einzahl: str, mehrzahl: str) -> str:
    """
    >>> menge(1, "Träger", "Träger"), menge(1234, "Stelle", "Stellen")
    ('1 Träger', '1.234 Stellen')
    """
    return f"{tausender(anzahl)} {einzahl if anzahl == 1 else mehrzahl}"


def tausender(anzahl: int) -> str:
    """A count in German notation."""
    return f"{anzahl:,}".replace(",", ".")


def urteilszeilen(bericht: Aenderungsbericht) -> Iterator[str]:
    """The first lines: what changes where, the range of change, outliers, sums, findings. Each is a sentence."""
    u = bericht.urteil
    if u.gleich and not bericht.rahmen:
        yield f"Kein Dokument ändert sich ({menge(u.traeger, 'Träger', 'Träger')} geprüft)."
        yield from _kennung(u)
        return
    yield _umfang(u)
    yield from _bestand(u)
    if u.unerklaert:
        yield (
            f"Achtung: {menge(u.unerklaert, 'Zahl ändert', 'Zahlen ändern')} sich ohne Grund in Profil, Paket oder "
            "Berechnung."
        )
    yield from _zahlen(u)
    yield from _summen(u)
    yield _befunde(u)
    yield from _kennung(u)


def _umfang(u: Urteil) -> str:
    teile = [
        f"{tausender(zahl)} {wort}"
        for zahl, wort in (
            (u.dokumente_nur_zahlen, "nur in Zahlen"),
            (u.dokumente_wortlaut, "im Wortlaut"),
            (u.dokumente_nur_format, "nur in der Formatierung"),
        )
        if zahl
    ]
    traeger = u.traeger_geaendert + u.traeger_nicht_erzeugt
    dokumente = (
        f"{tausender(u.dokumente_geaendert)} von {menge(u.dokumente, 'Dokument', 'Dokumenten')}"
        if u.dokumente
        else menge(u.dokumente_geaendert, "Dokument", "Dokumente")
    )
    satz = f"{tausender(traeger)} von {menge(u.traeger, 'Träger', 'Trägern')} und {dokumente} ändern sich"
    wo = (
        f", {menge(u.stellen, 'Stelle', 'Stellen')}, davon {tausender(u.verschiedene)} verschiedene"
        if u.stellen
        else ""
    )
    return f"{satz}{': ' + ', '.join(teile) if teile else ''}{wo}."


def _bestand(u: Urteil) -> Iterator[str]:
    teile = [
        text
        for zahl, text in (
            (u.traeger_neu, f"{tausender(u.traeger_neu)} Träger neu"),
            (u.traeger_entfallen, f"{tausender(u.traeger_entfallen)} Träger entfallen"),
            (u.dokumente_neu, f"{menge(u.dokumente_neu, 'Dokument', 'Dokumente')} neu"),
            (u.dokumente_entfallen, f"{menge(u.dokumente_entfallen, 'Dokument', 'Dokumente')} entfallen"),
        )
        if zahl
    ]
    if teile:
        yield ", ".join(teile) + "."
    if u.traeger_nicht_erzeugt:
        yield (
            f"Die Dokumente von {menge(u.traeger_nicht_erzeugt, 'Träger', 'Trägern')} lassen sich im neuen Stand nicht "
            "erzeugen (offene Fehler)."
        )


def _zahlen(u: Urteil) -> Iterator[str]:
    teile = []
    if u.spanne is not None:
        von, bis = u.spanne
        teile.append(f"Sätze {prozent(von)}" if von == bis else f"Sätze {prozent(von)} bis {prozent(bis)}")
    if u.jahreswirkung is not None:
        teile.append(f"im Jahr {euro(u.jahreswirkung)} bei {menge(u.jahreswirkung_traeger, 'Träger', 'Trägern')}")
    teile.append("keine Ausreißer" if not u.ausreisser else menge(u.ausreisser, "Ausreißer", "Ausreißer"))
    if u.spanne is not None or u.ausreisser or u.jahreswirkung is not None:
        satz = "; ".join(teile)
        yield f"{satz[0].upper()}{satz[1:]}."


def _summen(u: Urteil) -> Iterator[str]:
    if u.summenfehler:
        yield (
            f"Summen stimmen nicht bei {menge(u.summenfehler, 'Träger', 'Trägern')} (von {tausender(u.summen_geprueft)} "
            "geprüften)."
        )
    elif u.summen_geprueft:
        yield f"Alle Summen stimmen ({menge(u.summen_geprueft, 'Träger', 'Träger')} geprüft)."


def _befunde(u: Urteil) -> str:
    if not u.befunde_neu and not u.befunde_behoben and not u.befunde_ungeprueft:
        return "Prüfung: keine neuen Befunde."
    teile = []
    if u.befunde_neu:
        davon = f" (davon {menge(u.fehler_neu, 'Fehler', 'Fehler')})" if u.fehler_neu else ""
        teile.append(f"{menge(u.befunde_neu, 'neuer Befund', 'neue Befunde')}{davon}")
    if u.befunde_behoben:
        teile.append(f"{menge(u.befunde_behoben, 'Befund', 'Befunde')} behoben")
    if u.befunde_ungeprueft:
        teile.append(f"{menge(u.befunde_ungeprueft, 'früherer Befund', 'frühere Befunde')} nicht geprüft")
    return f"Prüfung: {', '.join(teile)}."


def _kennung(u: Urteil) -> Iterator[str]:
    if u.dokumente_nur_kennung:
        worte = menge(u.dokumente_nur_kennung, "weiteren Dokument", "weiteren Dokumenten")
        yield f"In {worte} ist nur die Kennung in der Fußzeile neu."


def prozent(wert: Decimal) -> str:
    """
    >>> prozent(Decimal("3.98")), prozent(Decimal("-0.5")), prozent(Decimal(0))
    ('+3,98 %', '−0,50 %', '±0,00 %')
    >>> prozent(Decimal("2.425")), prozent(Decimal("-2.425"))
    ('+2,43 %', '−2,43 %')
    """
    return f"{_vorzeichen(wert)}{format_betrag(runde(abs(wert)))} %"


def euro(wert: Decimal) -> str:
    """A difference in euro, with its sign.

    >>> euro(Decimal("0.125"))
    '+0,13 €'
    """
    return f"{_vorzeichen(wert)}{format_betrag(runde(abs(wert)))} €"


def _vorzeichen(wert: Decimal) -> str:
    return "+" if wert > 0 else "−" if wert < 0 else "±"


def differenz(wert: Decimal | None, einheit: str) -> str:
    """Δ in its unit; empty where it means nothing.

    >>> differenz(Decimal("-168915.80"), ""), differenz(Decimal("2"), "%")
    ('−168.915,80', '+2 Prozentpunkte')
    """
    if wert is None:
        return ""
    if einheit == "€":
        return euro(wert)
    zahl = tausche_trennzeichen(f"{abs(wert):,f}")
    return f"{_vorzeichen(wert)}{zahl}{' Prozentpunkte' if einheit == '%' else ''}"


def wert(text: str, einheit: str, leer: str) -> str:
    """A figure as printed, with its unit where the document leaves it to the heading of the column.

    >>> wert("84,10", "€", "–"), wert("", "€", "(neu)"), wert("25 %", "%", "")
    ('84,10 €', '(neu)', '25 %')
    """
    if not text:
        return leer
    return text if not einheit or einheit in text else f"{text} {einheit}"


def woher(aenderung: Aenderung) -> str:
    """„ (vorher Ziffer 3.1)“ behind the place of what moved; empty for anything else."""
    return f" (vorher {aenderung.stelle_alt})" if aenderung.art is Aenderungsart.VERSCHOBEN else ""


def wie_oft(gruppe: Befundgruppe) -> str:
    """How many providers have one of these findings, and how many findings that are, if it is another number."""
    traeger = menge(len(gruppe.profile), "Träger", "Träger")
    if gruppe.anzahl == len(gruppe.profile):
        return traeger
    return f"{menge(gruppe.anzahl, 'Befund', 'Befunde')} bei {menge(len(gruppe.profile), 'Träger', 'Trägern')}"


def positionszeile(position: Position) -> str:
    """„Maßnahmepauschale, HBG 2: +3,98 % (+3,97 bis +3,99), 71 Träger“."""
    teile = []
    if position.alt and position.neu:
        alt, neu = (wert(text, position.einheit, "") for text in (position.alt, position.neu))
        teile.append(f"{alt} → {neu}")
    elif position.neu:
        teile.append(f"→ {wert(position.neu, position.einheit, '')}")
    if position.prozent is not None and position.einheit != "%":
        teile.append(prozent(position.prozent) + _von_bis(position.prozent_von, position.prozent_bis))
    elif position.differenz_von is not None and position.differenz_bis is not None:
        von, bis = (differenz(d, position.einheit) for d in (position.differenz_von, position.differenz_bis))
        teile.append(von if von == bis else f"{von} bis {bis}")
    teile.append(menge(position.anzahl, "Träger", "Träger"))
    if position.jahreswirkung is not None:
        teile.append(f"im Jahr {euro(position.jahreswirkung)}")
    if position.ausreisser:
        teile.append(menge(len(position.ausreisser), "Ausreißer", "Ausreißer"))
    return f"{position.bezeichnung}: {', '.join(teile)}"


def _von_bis(von: Decimal | None, bis: Decimal | None) -> str:
    if von is None or bis is None or von == bis:
        return ""
    return f" ({prozent(von).removesuffix(' %')} bis {prozent(bis).removesuffix(' %')})"


def abweichung(zeile: Zahlzeile) -> str:
    """Why a row stands apart; empty if it does not."""
    if zeile.unerklaert:
        return "ohne Grund in Profil, Paket oder Berechnung"
    return "Ausreißer" if zeile.ausreisser else ""


def namen(alle: tuple[str, ...] | list[str], hoechstens: int = _NAMEN) -> str:
    """
    >>> namen(["a", "b", "c"], 2)
    'a, b und 1 weiterer'
    """
    if len(alle) <= hoechstens:
        return ", ".join(alle)
    rest = len(alle) - hoechstens
    return f"{', '.join(alle[:hoechstens])} und {tausender(rest)} {'weiterer' if rest == 1 else 'weitere'}"
