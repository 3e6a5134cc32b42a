"""Where a figure that differs comes from: the calculation, the profile, the package; or nobody knows.

The last is the highest risk of a review. A figure is explained if a value that changed prints it, if the clause it
stands in names values that changed, or if that clause or the document's frame changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from vertragsgen.linearise.model import Art
from vertragsgen.money import runde
from vertragsgen.pipeline import Ergebnis
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.fingerprint import digest, field_names, resolve
from vertragsgen.rendering.pieces import Stueck
from vertragsgen.review.druckwerte import Schreibung, Wert, betrag, blaetter, druckbar, gedruckt, lies, schreibung
from vertragsgen.review.modell import Aenderung, Zahlaenderung, Zahlart
from vertragsgen.review.rechenwerte import RANG, Rechenwert, rechenwerte
from vertragsgen.review.zahlen import wert
from vertragsgen.source.node import to_data

_FEHLT = object()
# Numbers of sections follow from the order of the clauses; they are no figures of anybody.
_OHNE_HERKUNFT = (Zahlart.VERWEIS,)


class Herkunft:
    """What changed from one state of a profile to the other; each part is looked at when it is asked for.

    ``werte`` are the named figures of the calculation, ``profilpfade`` the paths in the profile that differ,
    ``paketteile`` the parts of the package that do. Without both states nothing is known.
    """

    def __init__(self, alt: Ergebnis | None, neu: Ergebnis | None) -> None:
        self._beide = (alt, neu) if alt is not None and neu is not None else None
        vorher = {erzeugt.dokument: erzeugt for erzeugt in (alt.dokumente if alt else ())}
        self._dokumente = {
            erzeugt.dokument: (vorher[erzeugt.dokument], erzeugt)
            for erzeugt in (neu.dokumente if neu else ())
            if erzeugt.dokument in vorher
        }
        self._anders: dict[tuple[str, str], bool] = {}
        self._bekannt: dict[tuple[str, str], bool] = {}
        self._gedruckt: dict[tuple[Schreibung, Schreibung], set[tuple[Wert | None, Wert | None]]] = {}
        self._absaetze: dict[str, dict[str, list[tuple[Stueck, int]]]] = {}

    @cached_property
    def werte(self) -> list[Rechenwert]:
        """The figures of both calculations that differ."""
        return rechenwerte(self._beide[0].berechnung, self._beide[1].berechnung) if self._beide else []

    @cached_property
    def profilpfade(self) -> tuple[str, ...]:
        """The paths in the profile whose value differs, as they are written there."""
        return tuple(_pfade(*self._beide)) if self._beide else ()

    @cached_property
    def paketteile(self) -> tuple[str, ...]:
        """The clauses and frames that differ."""
        return tuple(teil for paar in self._dokumente.values() for teil in _paketteile(*paar))

    @cached_property
    def _paare(self) -> set[tuple[Wert | None, Wert | None]]:
        """All values of profile and calculation that differ."""
        if self._beide is None:
            return set()
        alle: set[tuple[Wert | None, Wert | None]] = set()
        for teil in (_profil, _berechnung):
            a, b = (blaetter(teil(ergebnis)) for ergebnis in self._beide)
            alle |= {(a.get(pfad), b.get(pfad)) for pfad in a.keys() | b.keys() if a.get(pfad) != b.get(pfad)}
        return alle

    @cached_property
    def _nach_betrag(self) -> dict[tuple[Decimal, Decimal], list[Rechenwert]]:
        nach_betrag: defaultdict[tuple[Decimal, Decimal], list[Rechenwert]] = defaultdict(list)
        for eins in self.werte:
            nach_betrag[runde(eins.alt), runde(eins.neu)].append(eins)
        return dict(nach_betrag)

    def rechenwerte(self, zahl: Zahlaenderung) -> list[Rechenwert]:
        """The figures of the calculation that are printed as this one; of several kinds the first of ``RANG``."""
        alt, neu = wert(zahl.alt), wert(zahl.neu)
        if alt is None or neu is None or "," not in zahl.neu:
            return []
        treffer = self._nach_betrag.get((alt, neu), [])
        art = min((eins.art for eins in treffer), key=RANG.index, default="")
        return [eins for eins in treffer if eins.art == art]

    def aus_werten(self, zahl: Zahlaenderung) -> bool:
        """True if a value of profile or calculation changed just as this figure did."""
        key = zahl.alt, zahl.neu
        if key not in self._bekannt:
            self._bekannt[key] = bool(self.rechenwerte(zahl)) or self._als_paar(lies(zahl.alt), lies(zahl.neu))
        return self._bekannt[key]

    def einseitig_aus_werten(self, zahl: Zahlaenderung) -> bool:
        """True for a figure that came or went as some value of that state prints: it need not be the package's own."""
        if bool(zahl.alt) == bool(zahl.neu):
            return False
        gelesen = lies(zahl.alt or zahl.neu)
        art = schreibung(gelesen)
        werte = self._werte_einer_seite[bool(zahl.neu)]
        return any(druckbar(eins, art) and gedruckt(eins, art) == betrag(gelesen) for eins in werte)

    @cached_property
    def _werte_einer_seite(self) -> tuple[set[Wert], set[Wert]]:
        """All values of profile and calculation of the old state, and of the new one."""
        if self._beide is None:
            return set(), set()
        alt, neu = (
            {eins for teil in (_profil, _berechnung) for eins in blaetter(teil(ergebnis)).values()}
            for ergebnis in self._beide
        )
        return alt, neu

    def _als_paar(self, alt: Wert | None, neu: Wert | None) -> bool:
        """True if some value changed from what prints as ``alt`` to what prints as ``neu``."""
        if alt is None and neu is None:
            return False
        art = schreibung(alt), schreibung(neu)
        if art not in self._gedruckt:
            self._gedruckt[art] = {
                (gedruckt(a, art[0]), gedruckt(b, art[1]))
                for a, b in self._paare
                if druckbar(a, art[0]) and druckbar(b, art[1])
            }
        return (betrag(alt), betrag(neu)) in self._gedruckt[art]

    def erklaert(self, dokument: str, aenderung: Aenderung, zahl: Zahlaenderung) -> bool:
        """True if a change in profile, package or calculation accounts for the figure."""
        if zahl.art in _OHNE_HERKUNFT or dokument not in self._dokumente or self.aus_werten(zahl):
            return True
        alt, neu = self._dokumente[dokument]
        if stuecke := [stueck for stueck, _ in self._gedruckt_in(dokument, aenderung)]:
            return any(self._klausel_anders(alt, neu, stueck) for stueck in stuecke)
        # What stands in no clause belongs to the frame and the values it names.
        return alt.rahmen != neu.rahmen or _andere_werte(alt, neu, neu.pfade | alt.pfade)

    def absatz_der_klausel(self, dokument: str, aenderung: Aenderung) -> tuple[str, int] | None:
        """The clause of the package that prints the paragraph, and which of its paragraphs it is.

        None where there is none, more than one, or a wording that the profile sets in its place.
        """
        orte = {(stueck.klausel.id, k) for stueck, k in self._gedruckt_in(dokument, aenderung) if not stueck.eigen}
        eigene = any(stueck.eigen for stueck, _ in self._gedruckt_in(dokument, aenderung))
        return orte.pop() if len(orte) == 1 and not eigene else None

    def _gedruckt_in(self, dokument: str, aenderung: Aenderung) -> list[tuple[Stueck, int]]:
        """The clauses of both states that print the changed paragraph, and as which of theirs."""
        if dokument not in self._absaetze:
            absaetze = self._absaetze[dokument] = defaultdict(list)
            for erzeugt in self._dokumente.get(dokument, ()):
                for stueck in erzeugt.stuecke:
                    for k, text in enumerate(stueck.absaetze):
                        absaetze[_ohne_leer(text)].append((stueck, k))
        texte = [text for text in (_ohne_leer(aenderung.alt), _ohne_leer(aenderung.neu)) if text]
        orte = [ort for text in texte for ort in self._absaetze[dokument].get(text, ())]
        if orte or aenderung.zeilenart is not Art.TABELLENZEILE:
            return orte
        # A row that came or went as a whole: its text joins the cells, each of which is a paragraph of the clause.
        zeilen = {zeile for text in texte if (zeile := _ohne_trenner(text))}
        alle = {id(stueck): stueck for gleiche in self._absaetze[dokument].values() for stueck, _ in gleiche}
        return [
            (stueck, k)
            for stueck in alle.values()
            for k in range(len(stueck.absaetze))
            if any(_beginnt_mit(stueck.absaetze[k:], zeile) for zeile in zeilen)
        ]

    def _klausel_anders(self, alt: Erzeugtes, neu: Erzeugtes, stueck: Stueck) -> bool:
        """True if the wording of this clause or a value it names changed."""
        key, name = (neu.dokument, stueck.klausel.id), stueck.klausel.id
        if key not in self._anders:
            self._anders[key] = alt.klauseln.get(name) != neu.klauseln.get(name) or _andere_werte(
                alt, neu, stueck.pfade
            )
        return self._anders[key]


def _berechnung(ergebnis: Ergebnis) -> object:
    return ergebnis.berechnung


def _profil(ergebnis: Ergebnis) -> object:
    return ergebnis.geladen.profil if ergebnis.geladen is not None else None


def _andere_werte(alt: Erzeugtes, neu: Erzeugtes, pfade: frozenset[tuple[str, ...]]) -> bool:
    if alt.ziele != neu.ziele:  # a reference prints the number of a section
        return True
    return any(not _gleich(resolve(alt.werte, pfad), resolve(neu.werte, pfad)) for pfad in pfade)


def _gleich(alt: Any, neu: Any) -> bool:
    """True if ``digest`` gives both the same hash; large values need not be written out for that."""
    if alt is neu:
        return True
    if type(alt) is type(neu):
        if isinstance(alt, str | int | date | Decimal):
            return alt == neu and str(alt) == str(neu)  # 1,0 and 1,00 print differently
        if isinstance(alt, Mapping):
            return alt.keys() == neu.keys() and all(_gleich(wert, neu[name]) for name, wert in alt.items())
        if isinstance(alt, list | tuple):
            return len(alt) == len(neu) and all(map(_gleich, alt, neu))
        namen = field_names(alt)
        if namen:
            return all(_gleich(getattr(alt, name), getattr(neu, name)) for name in namen)
    return digest(alt) == digest(neu)


def _ohne_leer(text: str) -> str:
    return " ".join(text.split())


def _ohne_trenner(text: str) -> str:
    return "".join(text.split()).replace("|", "")


def _beginnt_mit(absaetze: Sequence[str], zeile: str) -> bool:
    """True if the first of these paragraphs, one after the other, are the row (empty cells are no paragraphs)."""
    offen = zeile
    for absatz in absaetze:
        text = _ohne_trenner(absatz)
        if not offen or not offen.startswith(text):
            break
        offen = offen[len(text) :]
    return not offen


def _paketteile(alt: Erzeugtes, neu: Erzeugtes) -> Iterator[str]:
    if alt.rahmen != neu.rahmen:
        yield f"Rahmen {neu.dokument}"
    for name in dict.fromkeys((*neu.klauseln, *alt.klauseln)):
        if alt.klauseln.get(name) != neu.klauseln.get(name):
            yield f"{neu.dokument}/{name}"


def _pfade(alt: Ergebnis, neu: Ergebnis) -> Iterator[str]:
    """The paths in the profile whose value differs, as they are written there."""
    quellen = [e.geladen.quelle if e.geladen is not None else None for e in (alt, neu)]
    a, b = (dict(_blatt("", to_data(eine.knoten))) if eine is not None else {} for eine in quellen)
    yield from (pfad for pfad in dict.fromkeys((*b, *a)) if a.get(pfad, _FEHLT) != b.get(pfad, _FEHLT))


def _blatt(pfad: str, wert: Any) -> Iterator[tuple[str, str]]:
    eintraege: Iterator[tuple[Any, Any]]
    if isinstance(wert, Mapping):
        eintraege = iter(wert.items())
    elif isinstance(wert, list | tuple):
        eintraege = iter(enumerate(wert))
    else:
        yield pfad, str(wert)
        return
    for name, teil in eintraege:
        yield from _blatt(f"{pfad}.{name}" if pfad else str(name), teil)
