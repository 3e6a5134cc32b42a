"""The first screen: one line for each thing to look at, the riskiest first, and of every kind at least something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vertragsgen.diagnostics import Schwere
from vertragsgen.review.bericht import Aenderungsbericht, Position, Stand, Wortgruppe, Zahlzeile
from vertragsgen.review.berichtworte import STAND, differenz, menge, namen, prozent, wert
from vertragsgen.review.html.auszug import auszug
from vertragsgen.review.html.notizen import (
    BEARBEITUNGEN,
    EIGENSCHAFTEN,
    FORM,
    GELESEN,
    KOMMENTARE,
    REDLINES,
    VERWEISE,
    Notiz,
    notizen,
)
from vertragsgen.review.modell import Risiko, Zahlart
from vertragsgen.review.stellen import kurz

Zeile = dict[str, Any]
# So many lines stand on a screen of 1440 × 900 below the verdict.
PLATZ = 22
# More providers than these with the same fate share a line.
_EINZELN = 3
# References that follow a renumbering: one sees the kind, the others are below.
_HOECHSTENS = {"Verweis": 3}
_ZAHLART = {
    Zahlart.BETRAG: "Betrag",
    Zahlart.PROZENT: "Prozent",
    Zahlart.FRIST: "Frist",
    Zahlart.DATUM: "Datum",
    Zahlart.NORM: "Paragraph",
    Zahlart.SCHLUESSEL: "Schlüssel",
    Zahlart.IBAN: "IBAN",
    Zahlart.VERWEIS: "Verweis",
    Zahlart.ZAHL: "Zahl",
}
_NOTIZ = {
    VERWEISE: ("Verweis prüfen", 2),
    KOMMENTARE: ("Kommentar", 3),
    BEARBEITUNGEN: ("Nachverfolgt", 4),
    FORM: ("Formatierung", 6),
    EIGENSCHAFTEN: ("Eigenschaft", 6),
    GELESEN: ("Hinweis", 3),
    REDLINES: ("Redline fehlt", 4),
}
_ART = {
    Risiko.UNERKLAERT: "Ohne Grund",
    Risiko.BETRAG: "Betrag",
    Risiko.FRIST_NORM_KLAUSEL: "Frist, §, Klausel",
    Risiko.BINDUNG: "Bindung",
    Risiko.SONSTIGES: "Wortlaut",
    Risiko.VERSCHOBEN: "Verschoben",
    Risiko.FORMAT: "Formatierung",
}


def kurzliste(bericht: Aenderungsbericht) -> tuple[list[Zeile], str]:
    """The lines, and a sentence on what found no room.

    Each line: ``was`` and ``r`` (class), ``o`` (place), ``s`` (pieces), ``d`` (Δ), ``oft``, ``id`` (the entry further
    down). Room is dealt out class by class, so that hundreds of amounts do not push out the one „nicht“.
    """
    klassen = [(name, eine) for name, zeilen in _klassen(bericht) if (eine := list(zeilen))]
    anteile = verteile([min(len(zeilen), _HOECHSTENS.get(name, PLATZ)) for name, zeilen in klassen], PLATZ)
    zeilen = [zeile for (_, eine), anteil in zip(klassen, anteile, strict=True) for zeile in eine[:anteil]]
    rest = [
        f"{len(eine) - anteil} × {name}"
        for (name, eine), anteil in zip(klassen, anteile, strict=True)
        if len(eine) > anteil
    ]
    return zeilen, f"Unten stehen dazu: {', '.join(rest)}." if rest else ""


def verteile(anzahlen: Sequence[int], platz: int) -> list[int]:
    """One line each in turn, in order, until the room is used up.

    >>> verteile([500, 1, 3], 10)
    [6, 1, 3]
    """
    anteile = [0] * len(anzahlen)
    while platz and anteile != list(anzahlen):
        for k, anzahl in enumerate(anzahlen):
            if platz and anteile[k] < anzahl:
                anteile[k] += 1
                platz -= 1
    return anteile


def _klassen(bericht: Aenderungsbericht) -> Iterator[tuple[str, Iterable[Zeile]]]:
    yield "Befund", _befunde(bericht)
    yield "nicht erzeugt", _staende(bericht, Stand.NICHT_ERZEUGT)
    besondere = {id(zeile) for zeile in bericht.ausreisser}
    if bericht.viele:
        yield "Ausreißer", (_zahl(zeile, f"x{k}") for k, zeile in enumerate(bericht.ausreisser))
    else:
        yield "Ausreißer", (_zahl(z, f"z{k}") for k, z in enumerate(bericht.zahlen) if id(z) in besondere)
    # References follow the numbering: they come last, so that a moved clause does not push out what matters.
    gruppen = [(k, g) for k, g in enumerate(bericht.wortlaut) if not _nur_verweise(g)]
    yield "abweichender Wortlaut", (_gruppe(g, k) for k, g in gruppen if g.abweichend_von)
    if bericht.viele:
        # A position that consists of rows listed above says nothing new.
        weitere = [
            (position, k)
            for k, position in enumerate(bericht.positionen)
            if any(not (zeile.unerklaert or zeile.ausreisser) for zeile in position.zeilen)
        ]
        zahlen = [(position.zeilen[0].zahl.art, _position(position, k)) for position, k in weitere]
    else:
        zahlen = [(z.zahl.art, _zahl(z, f"z{k}")) for k, z in enumerate(bericht.zahlen) if id(z) not in besondere]
    yield "Zahl", (zeile for art, zeile in zahlen if art is not Zahlart.VERWEIS)
    for risiko in Risiko:
        yield _ART[risiko], (_gruppe(g, k) for k, g in gruppen if g.risiko is risiko and not g.abweichend_von)
    # Renumbering alone changes nothing.
    for art in _NOTIZ:
        yield art, (_notiz(n, k) for k, n in enumerate(notizen(bericht)) if n.art == art)
    yield "Träger", (*_staende(bericht, Stand.NEU), *_staende(bericht, Stand.ENTFALLEN))
    yield "Dokument", _dokumente(bericht)
    yield "Word-Rahmen", _rahmen(bericht)
    folgen = ({**_gruppe(g, k), "was": "Verweis", "r": 4} for k, g in enumerate(bericht.wortlaut) if _nur_verweise(g))
    yield "Verweis", (*folgen, *(zeile for art, zeile in zahlen if art is Zahlart.VERWEIS))


def _nur_verweise(gruppe: Wortgruppe) -> bool:
    aenderung = gruppe.aenderung
    return (
        not gruppe.folgen
        and bool(aenderung.zahlen)
        and all(z.art is Zahlart.VERWEIS for z in aenderung.zahlen)
        and (aenderung.nur_zahlen and not gruppe.abweichend_von)
    )


def _zeile(was: str, risiko: int, ort: str, teile: list[list[str]], delta: str, oft: str, ziel: str) -> Zeile:
    return {"was": was, "r": risiko, "o": ort, "s": teile, "d": delta, "oft": oft, "id": ziel}


def _befunde(bericht: Aenderungsbericht) -> Iterator[Zeile]:
    for k, gruppe in enumerate(bericht.befunde_neu):
        if gruppe.schwere is not Schwere.HINWEIS:
            oft = menge(len(gruppe.profile), "Träger", "Träger") if len(gruppe.profile) > 1 else "".join(gruppe.profile)
            risiko = 0 if gruppe.schwere is Schwere.FEHLER else 1
            text = [["=", kurz(gruppe.meldung, 150)]]
            yield _zeile(gruppe.schwere.wort, risiko, f"Prüfung {gruppe.code}", text, "", oft, f"b{k}")


def _zahl(zeile: Zahlzeile, ziel: str) -> Zeile:
    zahl = zeile.zahl
    was = "Ohne Grund" if zeile.unerklaert else "Ausreißer" if zeile.ausreisser else _ZAHLART[zahl.art]
    teile = [[art, wert(text, zahl.einheit, "")] for art, text in (("-", zahl.alt), ("+", zahl.neu)) if text]
    risiko = Risiko.UNERKLAERT if zeile.unerklaert or zeile.ausreisser else Risiko.BETRAG
    ort = f"{zahl.bezeichnung} ({zeile.stelle})"
    if zahl.art is Zahlart.VERWEIS and risiko is Risiko.BETRAG:
        risiko = Risiko.SONSTIGES
    return _zeile(
        was, risiko, ort, [*teile[:1], ["=", " "], *teile[1:]], _delta(zeile), zeile.traeger or zeile.profil, ziel
    )


def _delta(zeile: Zahlzeile) -> str:
    zahl = zeile.zahl
    if zahl.prozent is None or zahl.einheit != "€":
        return differenz(zahl.differenz, zahl.einheit)
    return f"{differenz(zahl.differenz, zahl.einheit)} {prozent(zahl.prozent)}"


def _position(position: Position, k: int) -> Zeile:
    teile = [[art, wert(t, position.einheit, "")] for art, t in (("-", position.alt), ("+", position.neu)) if t]
    if not teile and position.differenz_von is not None:
        von, bis = (differenz(d, position.einheit) for d in (position.differenz_von, position.differenz_bis))
        teile = [["=", von if von == bis else f"{von} bis {bis}"]]
    delta = "" if position.prozent is None else prozent(position.prozent)
    oft = menge(position.anzahl, "Träger", "Träger")
    if position.anzahl == 1:
        delta = _delta(position.zeilen[0])
        oft = position.zeilen[0].traeger or position.zeilen[0].profil
    elif position.ohne:
        oft += f", nicht bei {len(position.ohne)}"
    ort = f"{position.bezeichnung} ({position.stelle})"
    return _zeile(
        _ZAHLART[position.zeilen[0].zahl.art],
        Risiko.BETRAG,
        ort,
        [*teile[:1], ["=", " "], *teile[1:]],
        delta,
        oft,
        f"p{k}",
    )


def _gruppe(gruppe: Wortgruppe, k: int) -> Zeile:
    erste = gruppe.fundstellen[0] if gruppe.fundstellen else None
    wer = (erste.traeger or erste.profil) if erste else ""
    oft = menge(gruppe.anzahl, "Dokument", "Dokumente") if gruppe.anzahl > 1 else wer
    if gruppe.abweichend_von:
        oft = f"{gruppe.anzahl} von {gruppe.anzahl + gruppe.abweichend_von}: {wer}"
    was = "Ausreißer" if gruppe.abweichend_von else _ART[gruppe.risiko]
    teile = auszug(gruppe.aenderung, gruppe.folgen)
    return _zeile(was, 0 if gruppe.abweichend_von else gruppe.risiko, gruppe.stelle, teile, "", oft, f"g{k}")


def _notiz(notiz: Notiz, k: int) -> Zeile:
    was, risiko = _NOTIZ[notiz.art]
    oft = menge(len(notiz.wer), "Dokument", "Dokumente") if len(notiz.wer) > 1 else "".join(notiz.wer)
    return _zeile(was, risiko, notiz.dokument, [["=", kurz(notiz.satz, 150)]], "", oft, f"n{k}")


def _staende(bericht: Aenderungsbericht, stand: Stand) -> Iterator[Zeile]:
    """Providers that came, went or cannot be built; many of them in one line."""
    alle = [(k, eins) for k, eins in enumerate(bericht.traeger) if eins.stand is stand]
    risiko = 0 if stand is Stand.NICHT_ERZEUGT else 2
    if len(alle) > _EINZELN:
        wer = namen([eins.traeger or eins.profil for _, eins in alle])
        oft = menge(len(alle), "Träger", "Träger")
        yield _zeile("Träger", risiko, wer, [["=", STAND[stand]]], "", oft, f"t{alle[0][0]}")
        return
    for k, eins in alle:
        name = eins.traeger or eins.profil
        yield _zeile("Träger", risiko, name, [["=", STAND[stand]]], "", eins.profil, f"t{k}")


def _dokumente(bericht: Aenderungsbericht) -> Iterator[Zeile]:
    for k, eins in enumerate(bericht.traeger):
        if eins.stand is Stand.GEAENDERT:
            for dokument in eins.dokumente:
                if dokument.stand in (Stand.NEU, Stand.ENTFALLEN):
                    ort, name = dokument.titel or dokument.datei, eins.traeger or eins.profil
                    yield _zeile("Dokument", 2, ort, [["=", STAND[dokument.stand]]], "", name, f"t{k}")


def _rahmen(bericht: Aenderungsbericht) -> Iterator[Zeile]:
    k = 0
    for rahmen in bericht.rahmen:
        aenderungen = rahmen.vergleich.aenderungen
        if aenderungen:
            text = [["=", menge(len(aenderungen), "geänderte Stelle", "geänderte Stellen")]]
            yield _zeile("Word-Rahmen", 4, rahmen.pfad, text, "", "", f"r{k}")
        k += len(aenderungen)
