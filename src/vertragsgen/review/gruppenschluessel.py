"""What makes changes of many documents one and the same, so that a report shows it once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from vertragsgen.pipeline import Ergebnis
from vertragsgen.review.bericht import Dokumentbericht
from vertragsgen.review.herkunft import Herkunft
from vertragsgen.review.modell import Aenderung, Aenderungsart, Risiko
from vertragsgen.review.wortdiff import Stueckart

# A name in the text is replaced by where it comes from, so that the same clause groups over all providers.
_EIGEN = ("traeger", "angebot")
_EIGEN_MIN = 8


def gruppenschluessel(
    alt: Ergebnis | None, neu: Ergebnis | None, dokumente: Iterable[Dokumentbericht], quelle: Herkunft
) -> dict[tuple[str, int], tuple[object, ...]]:
    """For each change of the documents (file, index): what it shares with the same change in other documents.

    Changes of figures only that follow from values have none: they are listed as figures.
    """
    eigene_alt, eigene_neu = _eigene(alt), _eigene(neu)
    schluessel = {}
    for dokument in dokumente:
        for index, aenderung in enumerate(dokument.vergleich.aenderungen):
            # Where no wording of the package changed, an amount can only come from values.
            aus_werten = [
                zahl
                for zahl in aenderung.zahlen
                if quelle.aus_werten(zahl) or (not quelle.paketteile and "," in zahl.alt + zahl.neu)
            ]
            nur_tabelle = aenderung.nur_zahlen and len(aus_werten) == len(aenderung.zahlen)
            if nur_tabelle and aenderung.risiko is not Risiko.UNERKLAERT and not aenderung.format:
                continue
            # In a clause that came or went, each provider's figures are its own, too. A § is wording.
            eigene = [*aus_werten, *(zahl for zahl in aenderung.zahlen if quelle.einseitig_aus_werten(zahl))]
            texte = {text for zahl in eigene if not zahl.ist_norm for text in (zahl.alt, zahl.neu) if text}
            werte = sorted(texte, key=len, reverse=True)
            klausel = None
            if aenderung.art is Aenderungsart.VERSCHOBEN:
                klausel = quelle.absatz_der_klausel(dokument.datei.rpartition(".")[0], aenderung)
            schluessel[dokument.datei, index] = _gruppe(aenderung, eigene_alt, eigene_neu, werte, klausel)
    return schluessel


def _gruppe(
    aenderung: Aenderung, alt: dict[str, str], neu: dict[str, str], werte: list[str], klausel: tuple[str, int] | None
) -> tuple[object, ...]:
    """What makes a change the same in many documents: names of the provider and its own figures do not count.

    ``klausel`` is the paragraph of the package that moved, if it is known: it says more than its text, in which the
    variants of a document differ (other terms, other figures).
    """
    worte = []
    for stueck in aenderung.stuecke:
        # Where a whole paragraph of nobody's moved, there is nothing but its own text to tell it by.
        if stueck.art is Stueckart.GLEICH and (aenderung.art is not Aenderungsart.VERSCHOBEN or klausel is not None):
            continue
        text = stueck.text.strip()
        for eigen, pfad in (alt if stueck.art is Stueckart.GELOESCHT else neu).items():
            text = text.replace(eigen, pfad)
        for wert in werte:
            text = re.sub(rf"(?<![\d.,]){re.escape(wert)}(?![.,]?\d)", "#", text)
        worte.append((stueck.art.value, text))
    stellen = [_ohne_eigene(stelle, neu | alt) for stelle in (aenderung.stelle_alt, aenderung.stelle_neu)]
    # Pieces of the same kinds one after the other: only such changes can be shown as one.
    arten = tuple(stueck.art.value for stueck in aenderung.stuecke)
    return (aenderung.art.value, *stellen, klausel, arten, tuple(worte), aenderung.format)


def _ohne_eigene(text: str, eigene: dict[str, str]) -> str:
    for eigen, pfad in eigene.items():
        text = text.replace(eigen, pfad)
    return text


def _eigene(ergebnis: Ergebnis | None) -> dict[str, str]:
    """The provider's own names by what they are, longest first."""
    profil: Any = ergebnis.geladen.profil if ergebnis and ergebnis.geladen else None
    gefunden: dict[str, str] = {}
    for abschnitt in _EIGEN:
        for pfad, text in _texte(getattr(profil, abschnitt, None), abschnitt):
            if len(text) >= _EIGEN_MIN:
                gefunden.setdefault(text, f"‹{pfad}›")
    return dict(sorted(gefunden.items(), key=lambda eintrag: -len(eintrag[0])))


def _texte(wert: Any, pfad: str) -> Iterator[tuple[str, str]]:
    if isinstance(wert, str):
        yield pfad, wert
    elif isinstance(wert, list | tuple):
        for teil in wert:
            yield from _texte(teil, pfad)
    else:
        for name in getattr(wert, "__struct_fields__", ()):
            yield from _texte(getattr(wert, name), f"{pfad}.{name}")
