"""Rule on terms: one word for one concept, and no words of the old law under the new one (VG409)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count

from vertragsgen.diagnostics import Mark, Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.inspection.stellen import Absatz
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.pruefwerte_recht import Altbegriff

_ENDUNG = r"(?:e|en|em|er|ern|es|n|s|in|innen|r)?"
# A word that already ends in -e takes only what can follow it.
_NACH_E = r"(?:[nmrs])?"


@lru_cache(maxsize=256)
def _muster(wort: str) -> re.Pattern[str]:
    """The term in all its inflections; the parts of „Träger der Einrichtung“ are inflected one by one."""
    teile = [re.escape(teil) + (_NACH_E if teil.endswith("e") else _ENDUNG) for teil in wort.split()]
    return re.compile(r"(?<!\w)" + r"\s+".join(teile) + r"(?!\w)")


Begriffe = tuple[tuple[str, tuple[str, ...]], ...]


def _vorkommen(text: str, wort: str, ausser: Iterable[str]) -> str | None:
    """The first use of the term in a paragraph that is not part of one of the phrases ``ausser``."""
    fremde = [treffer.span() for phrase in ausser for treffer in _muster(phrase).finditer(text)]
    for treffer in _muster(wort).finditer(text):
        if not any(von <= treffer.start() < bis for von, bis in fremde):
            return treffer.group()
    return None


def _frage(begriffe: Begriffe) -> Frage[tuple[tuple[int, str], ...]]:
    """The terms (by their number in ``begriffe``) that a paragraph uses, with the form it uses."""
    # Most paragraphs use no term at all: a look for the stem is cheaper than the pattern.
    staemme = tuple(wort.split()[0].removesuffix("e") for wort, _ in begriffe)

    def antwort(text: str) -> tuple[tuple[int, str], ...] | None:
        moegliche = (nummer for nummer, stamm in enumerate(staemme) if stamm in text)
        alle = ((nummer, _vorkommen(text, *begriffe[nummer])) for nummer in moegliche)
        return tuple((nummer, form) for nummer, form in alle if form is not None) or None

    return Frage(antwort, staemme)


def _stellen(kontext: Textkontext, frage: Frage[tuple[tuple[int, str], ...]]) -> dict[int, list[tuple[Absatz, str]]]:
    """The paragraphs that use each term, with the form they use."""
    stellen: dict[int, list[tuple[Absatz, str]]] = {}
    for absatz, formen in kontext.antworten(frage):
        for nummer, form in formen:
            stellen.setdefault(nummer, []).append((absatz, form))
    return stellen


def _alte(manifest: Manifest) -> tuple[list[Altbegriff], Frage[tuple[tuple[int, str], ...]]]:
    alte = [begriff for begriff in manifest.pruefwerte.recht.altbegriffe if begriff.regime == manifest.regime]
    return alte, _frage(tuple((begriff.alt, ()) for begriff in alte))


def _konzepte(manifest: Manifest) -> Frage[tuple[tuple[int, str], ...]]:
    konzepte = manifest.pruefwerte.recht.begriffe
    return _frage(tuple((wort, tuple(konzept.ausser)) for konzept in konzepte for wort in konzept.worte))


def _ort(kontext: Textkontext, absatz: Absatz) -> str:
    return f"{kontext.bezeichnung(absatz.erzeugt)}, {absatz.stelle}"


@textregel("VG409", Schwere.WARNUNG, ausnahmefaehig=True)
def terminologie(kontext: Textkontext) -> Iterator[Textfund]:
    """Ein Begriff für eine Sache, und unter dem SGB IX die Begriffe des SGB IX.

    Was: Sucht unter dem SGB IX die Begriffe des alten Rechts. Sonst zählt sie je Sache die Begriffe, mit denen die
        Dokumente sie benennen, und gibt einen Hinweis, wenn es mehrere sind.
    Warum: Wechselnde Begriffe lassen fragen, ob Verschiedenes gemeint ist; Begriffe des alten Rechts passen nicht zu
        den Rollen des neuen.
    Falsch: „Einrichtungsträger“ in Ziffer 1.1, „Leistungserbringer“ in Ziffer 2.3
    Richtig: überall „Einrichtungsträger“ oder überall „Leistungserbringer“
    Rechtsgrundlage: §§ 94, 99, 123 SGB IX; Handbuch der Rechtsförmlichkeit, Teil B.
    Seit: 0.1.0
    """
    alte, frage = kontext.vorbereitet(_alte)
    if not alte and not kontext.pruefung.manifest.pruefwerte.recht.begriffe:
        yield Textfund("Das Paket nennt keine Begriffe; die Wortwahl bleibt ungeprüft.", nicht_pruefbar=True)
        return
    gefunden = _stellen(kontext, frage) if alte else {}
    for nummer, begriff in enumerate(alte):
        if stellen := gefunden.get(nummer):
            absatz, form = stellen[0]
            zahl = f" ({len(stellen)} Absätze)" if len(stellen) > 1 else ""
            meldung = f"Begriff „{begriff.alt}“ im SGB-IX-Vertrag; üblich: „{begriff.neu}“{zahl}."
            yield fund_an(absatz, form, meldung, weitere=_marken(stellen[1:]))
    if not alte:
        yield from _gemischte(kontext)


def _marken(stellen: Iterable[tuple[Absatz, str]]) -> tuple[Mark, ...]:
    """The lines of further places, each once."""
    return tuple(dict.fromkeys(absatz.mark(form) for absatz, form in stellen))


def _gemischte(kontext: Textkontext) -> Iterator[Textfund]:
    """One remark for all concepts that several words name: they are unified in one go."""
    saetze: list[str] = []
    belege: list[tuple[Absatz, str]] = []
    gefunden = _stellen(kontext, kontext.vorbereitet(_konzepte))
    nummern = count()
    for konzept in kontext.pruefung.manifest.pruefwerte.recht.begriffe:
        je_wort = {wort: stellen for wort in konzept.worte if (stellen := gefunden.get(next(nummern)))}
        if len(je_wort) < 2:
            continue
        teile = [f"„{wort}“ ({_ort(kontext, stellen[0][0])})" for wort, stellen in je_wort.items()]
        saetze.append(f"Begriffe {', '.join(teile[:-1])} und {teile[-1]} für dasselbe ({konzept.konzept}) gemischt.")
        belege += [stellen[0] for stellen in je_wort.values()]
    if saetze:
        absatz, form = belege[0]
        yield fund_an(absatz, form, " ".join(saetze), weitere=_marken(belege[1:]), schwere=Schwere.HINWEIS)
