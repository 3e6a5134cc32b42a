"""The report as the data of the page: short keys, texts ready to be shown, everything long in a block of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vertragsgen.diagnostics import Schwere
from vertragsgen.review.bericht import (
    Aenderungsbericht,
    Befundgruppe,
    Dokumentbericht,
    Position,
    Stand,
    Traegerbericht,
    Wortgruppe,
    Zahlzeile,
)
from vertragsgen.review.berichtworte import STAND, differenz, euro, menge, namen, prozent, urteilszeilen, wert
from vertragsgen.review.html.auszug import stuecke
from vertragsgen.review.html.kurz import kurzliste
from vertragsgen.review.html.notizen import angaben, befundsatz, notizen
from vertragsgen.review.modell import Aenderung, Risiko

Daten = dict[str, Any]


class Namen:
    """Names of providers by number: a change in 500 documents names each with two or three digits."""

    def __init__(self) -> None:
        self._nummern: dict[str, int] = {}

    def __call__(self, name: str) -> int | None:
        return self._nummern.setdefault(name, len(self._nummern)) if name else None

    def alle(self) -> list[str]:
        """The names in the order of their numbers."""
        return list(self._nummern)


def seitendaten(bericht: Aenderungsbericht) -> Daten:
    """What the page needs at once."""
    nummer = Namen()
    kurz, mehr = kurzliste(bericht)
    return {
        "alt": bericht.alt,
        "neu": bericht.neu,
        "urteil": list(urteilszeilen(bericht)),
        "kurz": kurz,
        "mehr": mehr,
        "vorschlag": "",
        "redlines": "",
        "einzeln": False,
        "befunde": [
            *(_befundgruppe(gruppe, "neu") for gruppe in bericht.befunde_neu),
            *(_befundgruppe(gruppe, "behoben") for gruppe in bericht.befunde_behoben),
        ],
        "ausreisser": [_zahl(zeile, nummer) for zeile in bericht.ausreisser] if bericht.viele else [],
        "positionen": [_position(p, k, nummer) for k, p in enumerate(bericht.positionen)] if bericht.viele else [],
        "zahlen": [] if bericht.viele else [_zahl(zeile, nummer) for zeile in bericht.zahlen],
        "risiken": [risiko.titel for risiko in Risiko],
        "gruppen": [_gruppe(gruppe, nummer) for gruppe in bericht.wortlaut],
        "notizen": [{"art": n.art, "dok": n.dokument, "m": n.satz, "w": list(n.wer)} for n in notizen(bericht)],
        "traeger": [
            {"t": _wer(eins), "kurz": _kurz(eins), "pfad": eins.profil, "block": f"t{k}"}
            for k, eins in enumerate(bericht.traeger)
        ],
        "rahmen": [
            {**aenderung_als_daten(a), "o": f"{r.pfad}, {a.stelle}", "x": 0, "folgen": [], "w": []}
            for r in bericht.rahmen
            for a in r.vergleich.aenderungen
        ],
        "hinweise": [*bericht.hinweise, *(f"{r.pfad}: {h}" for r in bericht.rahmen for h in r.vergleich.hinweise)],
        "namen": nummer.alle(),
    }


def bloecke(bericht: Aenderungsbericht) -> Iterator[tuple[str, Any]]:
    """What the page reads later: name of the block, content."""
    for k, eins in enumerate(bericht.traeger):
        yield f"t{k}", _traeger(eins)
    if bericht.viele:
        for k, position in enumerate(bericht.positionen):
            if position.anzahl > 1:
                yield f"p{k}", [_zahl(zeile, None) for zeile in position.zeilen]


def aenderung_als_daten(aenderung: Aenderung) -> Daten:
    """One change: kind, place, earlier place, pieces, formatting."""
    return {
        "a": aenderung.art.value,
        "o": aenderung.stelle,
        "v": aenderung.stelle_alt,
        "s": stuecke(aenderung.stuecke),
        "f": list(aenderung.format),
    }


def _zahl(zeile: Zahlzeile, nummer: Namen | None) -> Daten:
    """A row of figures. Within a block there are no numbers for names: the name itself is there."""
    zahl = zeile.zahl
    wer = zeile.traeger or zeile.profil
    return {
        "t": nummer(wer) if nummer else None,
        **({} if nummer else {"wer": wer}),
        "dok": zeile.stelle.partition(",")[0],
        "b": zahl.bezeichnung,
        "o": zeile.stelle,
        "w": list(zeile.weitere),
        "alt": wert(zahl.alt, zahl.einheit, ""),
        "neu": wert(zahl.neu, zahl.einheit, ""),
        "d": differenz(zahl.differenz, zahl.einheit),
        "p": "" if zahl.prozent is None or zahl.einheit == "%" else prozent(zahl.prozent),
        "j": "" if zeile.jahreswirkung is None else euro(zeile.jahreswirkung),
        "u": zeile.unerklaert,
        "x": zeile.ausreisser,
    }


def _position(position: Position, k: int, nummer: Namen) -> Daten:
    von, bis = (differenz(d, position.einheit) for d in (position.differenz_von, position.differenz_bis))
    p_von, p_bis = ("" if p is None else prozent(p) for p in (position.prozent_von, position.prozent_bis))
    wer = [name for zeile in position.zeilen if (name := nummer(zeile.traeger or zeile.profil)) is not None]
    return {
        "t": wer[0] if wer else None,
        "wer": wer,
        "n": position.anzahl,
        "block": f"p{k}",
        "dok": position.stelle.partition(",")[0],
        "b": position.bezeichnung,
        "o": position.stelle,
        "ohne": [namen(position.ohne)] if position.ohne else [],
        "alt": wert(position.alt, position.einheit, ""),
        "neu": wert(position.neu, position.einheit, ""),
        "d": spanne(von, bis),
        "p": "" if position.einheit == "%" else spanne(p_von, p_bis),
        "j": "" if position.jahreswirkung is None else euro(position.jahreswirkung),
    }


def spanne(von: str, bis: str) -> str:
    """
    >>> spanne("+1,00 €", "+1,00 €"), spanne("+1,00 €", "+2,00 €")
    ('+1,00 €', '+1,00 € bis +2,00 €')
    """
    return von if von == bis or not bis else f"{von} bis {bis}"


def _gruppe(gruppe: Wortgruppe, nummer: Namen) -> Daten:
    return {
        **aenderung_als_daten(gruppe.aenderung),
        "r": int(gruppe.risiko),
        "o": gruppe.stelle,
        "dok": gruppe.titel,
        "x": gruppe.abweichend_von,
        "folgen": [aenderung_als_daten(folge) for folge in gruppe.folgen],
        "w": [n for ort in gruppe.fundstellen if (n := nummer(ort.traeger or ort.profil)) is not None],
    }


def _befundgruppe(gruppe: Befundgruppe, stand: str) -> Daten:
    warnt = stand == "neu" and gruppe.schwere is not Schwere.HINWEIS
    oft = "" if gruppe.anzahl == 1 else f", {gruppe.anzahl}-mal"
    return {
        "code": gruppe.code,
        "m": gruppe.meldung,
        "art": gruppe.schwere.wort,
        "s": stand + oft,
        "warnt": warnt,
        "w": list(gruppe.profile),
    }


def _wer(eins: Traegerbericht) -> str:
    return eins.traeger or eins.profil or eins.angebot


def _kurz(eins: Traegerbericht) -> str:
    """What follows the name in the list: profile, what became of it, how much."""
    stellen = sum(len(dokument.vergleich.aenderungen) for dokument in eins.dokumente)
    teile = [
        eins.profil if eins.traeger else "",
        STAND[eins.stand] if eins.stand is not Stand.GEAENDERT else "",
        menge(stellen, "Stelle", "Stellen") if stellen else "",
        menge(len(eins.befunde_neu), "neuer Befund", "neue Befunde") if eins.befunde_neu else "",
        f"im Jahr {euro(eins.jahreswirkung)}" if eins.jahreswirkung else "",
    ]
    return ", ".join(teil for teil in teile if teil)


def _traeger(eins: Traegerbericht) -> Daten:
    listen = [
        ("Neue Befunde", [befundsatz(befund) for befund in eins.befunde_neu]),
        ("Behobene Befunde", [befundsatz(befund) for befund in eins.befunde_behoben]),
        ("Geänderte Werte im Profil", list(eins.profilpfade)),
        ("Geänderte Teile des Pakets", list(eins.paketteile)),
    ]
    return {
        "listen": [liste for liste in listen if liste[1]],
        "zahlen": [_zahl(zeile, None) for zeile in eins.zahlen],
        "dokumente": [_dokument(dokument) for dokument in eins.dokumente],
    }


def _dokument(dokument: Dokumentbericht) -> Daten:
    vergleich = dokument.vergleich
    ganz = dokument.stand in (Stand.NEU, Stand.ENTFALLEN)
    zeilen = f", {menge(dokument.zeilen, 'Zeile', 'Zeilen')}" if dokument.zeilen and ganz else ""
    return {
        "datei": dokument.datei,
        "t": dokument.titel or dokument.datei,
        "st": STAND[dokument.stand] + zeilen if ganz else "",
        "redline": dokument.redline,
        "a": [{**aenderung_als_daten(a), "z": a.nur_zahlen and not a.format} for a in vergleich.aenderungen],
        "listen": list(angaben(dokument)),
    }
