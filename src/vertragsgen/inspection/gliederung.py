"""VG704 and VG705: numbers of sections without gaps, headings as the list of contents names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.anlagen import finde_stueck
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.stellen import stelle, zeile
from vertragsgen.inspection.teiltext import glatt

_NUMMER = re.compile(r"^\s*(?:\(?[\da-z]{1,2}[.)]|\d+(?:\.\d+)+\.?)\s+")


@textregel("VG704", Schwere.WARNUNG, ausnahmefaehig=True)
def nummerierung(kontext: Textkontext) -> Iterator[Textfund]:
    """Die Abschnittsnummern steigen ohne Lücke und ohne Dublette.

    Was: Auf 1.1 folgt 1.2, 1.1.1 oder 2; keine Nummer fehlt, keine kommt zweimal vor.
    Warum: Wer „Ziffer 3.2“ zitiert, muss genau eine Stelle treffen.
    Falsch: 3.1, 3.3
    Richtig: 3.1, 3.2
    Rechtsgrundlage: § 58 SGB X (Bestimmtheit der Vereinbarung).
    Seit: 0.1.0
    """
    for erzeugt in kontext.dokumente:
        for nummer, meldung in _spruenge(tuple(erzeugt.ziele.values())):
            yield Textfund(meldung, erzeugt.dokument, f"Ziffer {nummer}")


@lru_cache(maxsize=128)
def _spruenge(nummern: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The numbers that do not follow the one before, with what is wrong; many profiles have the same sections."""
    davor: tuple[int, ...] = ()
    gesehen: set[str] = set()
    spruenge = []
    for nummer in nummern:
        teile = tuple(int(teil) for teil in nummer.split("."))
        if nummer in gesehen:
            spruenge.append((nummer, f"Abschnittsnummer {nummer} kommt doppelt vor."))
        elif teile not in _folgende(davor):
            fehlt = ".".join(str(teil) for teil in (*teile[:-1], teile[-1] - 1 or 1))
            spruenge.append((nummer, f"Abschnittsnummer {fehlt} fehlt vor {nummer}."))
        gesehen.add(nummer)
        davor = teile
    return tuple(spruenge)


def _folgende(davor: tuple[int, ...]) -> set[tuple[int, ...]]:
    """The numbers that may come next."""
    naechste = {(*davor, 1)}
    naechste |= {(*davor[:tiefe], davor[tiefe] + 1) for tiefe in range(len(davor))}
    return naechste


@textregel("VG705", Schwere.HINWEIS, ausnahmefaehig=True)
def verzeichnistext(kontext: Textkontext) -> Iterator[Textfund]:
    """Was eine Aufzählung ankündigt, heißt in der Überschrift ebenso.

    Was: Die Überschriften der Klauseln, die das Paket unter „pruefwerte.paket.verzeichnisse“ nennt, lauten wie die
      Punkte der Aufzählung.
    Warum: Zwei Bezeichnungen für einen Leistungsbereich lassen offen, ob dasselbe gemeint ist.
    Falsch: Aufzählung „Hilfen in vertiefenden Gruppen“, Überschrift „Hilfen in vertieften Gruppen“.
    Richtig: beide Male „Hilfen in vertiefenden Gruppen“.
    Rechtsgrundlage: § 58 SGB X (Bestimmtheit der Vereinbarung).
    Seit: 0.1.0
    """
    for verzeichnis in kontext.pruefung.manifest.pruefwerte.paket.verzeichnisse:
        liste = finde_stueck(kontext, verzeichnis.liste)
        if liste is None:
            continue
        punkte = [_kern(absatz) for absatz in liste[1].absaetze]
        for ort in verzeichnis.klauseln:
            ziel = finde_stueck(kontext, ort)
            if ziel is None or not ziel[1].absaetze:
                continue
            dokument, stueck = ziel
            titel = _kern(stueck.absaetze[0])
            if titel in punkte:
                continue
            nah = max(punkte, key=lambda punkt: _aehnlich(punkt, titel), default="")
            meldung = f"Leistungsbereich „{nah}“ heißt in der Überschrift „{titel}“."
            marke = zeile(stueck, stueck.absaetze[0], titel)
            yield Textfund(meldung, dokument, stelle(stueck), marke, weitere_marken=(liste[1].klausel.mark,))


def _kern(text: str) -> str:
    """A list item or heading without its number and closing mark."""
    return _NUMMER.sub("", glatt(text)).strip().removesuffix(" und").rstrip(".,;:").strip()


def _aehnlich(eins: str, zwei: str) -> int:
    return len(set(eins.casefold().split()) & set(zwei.casefold().split()))
