"""From what was found provider by provider to the report: the same change once, rare ones first, outliers apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.review.ausreisser import positionen
from vertragsgen.review.bericht import (
    Aenderungsbericht,
    Befundgruppe,
    Dokumentbericht,
    Fundstelle,
    Position,
    Rahmenaenderung,
    Stand,
    Traegerbericht,
    Urteil,
    Wortgruppe,
    Zahlzeile,
)
from vertragsgen.review.gemeinsam import gemeinsam
from vertragsgen.review.modell import Aenderung, Aenderungsart, Dokumentvergleich

_GANZE = (Aenderungsart.EINGEFUEGT, Aenderungsart.GELOESCHT, Aenderungsart.VERSCHOBEN)
# A change is an outlier at its place where at least so many times more documents changed otherwise.
_SELTEN = 20
_SCHWEREN = list(Schwere)
# So many messages of one code are listed one by one.
_MELDUNGEN = 5
# Where a change stands, the document's title, the change with those that came along, its place for comparing with others.
_Eintrag = tuple[Fundstelle, str, tuple[Aenderung, ...], tuple[object, ...]]


def erstelle_bericht(
    alt: str,
    neu: str,
    traeger: Sequence[Traegerbericht],
    *,
    profile: Mapping[str, Sequence[str]],
    rahmen: Sequence[Rahmenaenderung] = (),
    hinweise: Sequence[str] = (),
) -> Aenderungsbericht:
    """The report on these providers (all of both states, also those without a difference), in order of their names.

    ``profile`` are the profiles of the new state by package, ``alt``/``neu`` what the states are called.
    """
    gruppen = positionen([zeile for eins in traeger for zeile in eins.zahlen], profile)
    markiert = {_id(zeile): zeile for position in gruppen for zeile in position.zeilen}
    berichte = [replace(eins, zahlen=tuple(markiert[_id(zeile)] for zeile in eins.zahlen)) for eins in traeger]
    zeilen = sorted((zeile for eins in berichte for zeile in eins.zahlen), key=_wirkung)
    wortlaut = tuple(_wortlaut(berichte))
    return Aenderungsbericht(
        alt=alt,
        neu=neu,
        urteil=_urteil(berichte, gruppen, wortlaut, profile),
        befunde_neu=tuple(_befunde(berichte, lambda eins: eins.befunde_neu)),
        befunde_behoben=tuple(_befunde(berichte, lambda eins: eins.befunde_behoben)),
        ausreisser=tuple(zeile for zeile in zeilen if zeile.unerklaert or zeile.ausreisser),
        zahlen=tuple(zeilen),
        positionen=gruppen,
        wortlaut=wortlaut,
        traeger=tuple(eins for eins in berichte if _anders(eins)),
        rahmen=tuple(rahmen),
        hinweise=tuple(hinweise),
    )


def _id(zeile: Zahlzeile) -> tuple[object, ...]:
    return (zeile.profil, zeile.position, zeile.stelle, zeile.zahl)


def _anders(eins: Traegerbericht) -> bool:
    return eins.stand is not Stand.GLEICH or bool(eins.befunde_neu or eins.befunde_behoben)


def _wirkung(zeile: Zahlzeile) -> tuple[object, ...]:
    """Unexplained and outliers first, then by effect on the year, then by difference in euro."""
    wirkung = abs(zeile.jahreswirkung) if zeile.jahreswirkung is not None else Decimal(-1)
    differenz = abs(zeile.zahl.differenz) if zeile.zahl.differenz is not None else Decimal(-1)
    euro = zeile.zahl.einheit == "€"
    return (not zeile.unerklaert, not zeile.ausreisser, -wirkung, not euro, -differenz, zeile.profil)


def _wortlaut(berichte: Iterable[Traegerbericht]) -> Iterator[Wortgruppe]:
    """The groups by risk, rare before common within a class."""
    gruppen: dict[tuple[object, ...], list[_Eintrag]] = defaultdict(list)
    orte: defaultdict[tuple[object, ...], Counter[tuple[object, ...]]] = defaultdict(Counter)
    for eins in berichte:
        for dokument in eins.dokumente:
            fundstelle = Fundstelle(eins.profil, eins.traeger, dokument.datei)
            for schluessel, aenderungen in _bloecke(eins, dokument):
                risiko = min(aenderung.risiko for aenderung in aenderungen)
                # Not by package: a clause that packages share or inherit changes once.
                key = dokument.datei, risiko, schluessel
                ort = eins.paket, dokument.datei, aenderungen[0].stelle
                gruppen[key].append((fundstelle, dokument.titel, aenderungen, ort))
                orte[ort][key] += 1
    fertig = [_wortgruppe(key, eintraege, orte) for key, eintraege in gruppen.items()]
    yield from sorted(fertig, key=lambda gruppe: (gruppe.risiko, not gruppe.abweichend_von, gruppe.anzahl))


def _bloecke(eins: Traegerbericht, dokument: Dokumentbericht) -> Iterator[tuple[object, tuple[Aenderung, ...]]]:
    """Changes with what they are grouped by; a clause that came, went or moved as a whole counts once."""
    offen: list[tuple[object, Aenderung]] = []
    for index, aenderung in enumerate(dokument.vergleich.aenderungen):
        key = eins.schluessel.get((dokument.datei, index))
        if key is None:
            continue
        letzte = offen[-1][1] if offen else None
        if letzte is not None and (
            aenderung.art not in _GANZE or aenderung.block != letzte.block or aenderung.art is not letzte.art
        ):
            yield tuple(k for k, _ in offen), tuple(a for _, a in offen)
            offen = []
        offen.append((key, aenderung))
    if offen:
        yield tuple(k for k, _ in offen), tuple(a for _, a in offen)


def _wortgruppe(
    key: tuple[object, ...],
    eintraege: list[_Eintrag],
    orte: Mapping[tuple[object, ...], Counter[tuple[object, ...]]],
) -> Wortgruppe:
    titel = eintraege[0][1]
    # The blocks of a group are equally long: each of their changes is in its key.
    aenderungen = [gemeinsam(paragraf) for paragraf in zip(*(alle for _, _, alle, _ in eintraege), strict=True)]
    wo = dict.fromkeys(ort for *_, ort in eintraege)
    andere = max((anzahl for ort in wo for k, anzahl in orte[ort].items() if k != key), default=0)
    erste = aenderungen[0]
    return Wortgruppe(
        risiko=min(aenderung.risiko for aenderung in aenderungen),
        aenderung=erste,
        titel=titel,
        stelle=f"{titel}, {erste.stelle}" if titel else erste.stelle,
        fundstellen=tuple(fundstelle for fundstelle, *_ in eintraege),
        folgen=tuple(aenderungen[1:]),
        abweichend_von=andere if andere >= _SELTEN * len(eintraege) else 0,
    )


def _befunde(berichte: Iterable[Traegerbericht], waehle: object) -> Iterator[Befundgruppe]:
    """Message by message; where the messages of a code are too many to read, an example of them."""
    codes: defaultdict[tuple[Schwere, str], dict[str, list[tuple[str, Befund]]]] = defaultdict(dict)
    for eins in berichte:
        for befund in waehle(eins):  # type: ignore[operator]
            codes[befund.schwere, befund.code].setdefault(befund.meldung, []).append((eins.profil, befund))
    for (schwere, code), nach_meldung in sorted(codes.items(), key=lambda g: (_SCHWEREN.index(g[0][0]), g[0][1])):
        alle = [eintrag for eintraege in nach_meldung.values() for eintrag in eintraege]
        einzeln = len(nach_meldung) <= _MELDUNGEN
        for eintraege in nach_meldung.values() if einzeln else [alle]:
            profile = tuple(dict.fromkeys(profil for profil, _ in eintraege))
            verschiedene = 1 if einzeln else len(nach_meldung)
            yield Befundgruppe(code, schwere, eintraege[0][1], profile, len(eintraege), verschiedene)


def _urteil(
    berichte: Sequence[Traegerbericht],
    gruppen: Sequence[Position],
    wortlaut: Sequence[Wortgruppe],
    profile: Mapping[str, Sequence[str]],
) -> Urteil:
    staende = Counter(eins.stand for eins in berichte)
    dokumente = [dokument for eins in berichte for dokument in eins.dokumente]
    art = Counter(_dokumentart(dokument) for dokument in dokumente)
    zeilen = [zeile for position in gruppen for zeile in position.zeilen]
    prozente = [
        zeile.zahl.prozent
        for zeile in zeilen
        if zeile.art == "satz" and not zeile.ausreisser and not zeile.unerklaert and zeile.zahl.prozent is not None
    ]
    wirkungen = [eins.jahreswirkung for eins in berichte if eins.jahreswirkung is not None]
    ungezaehlt = any(eins.stand is Stand.GLEICH and not eins.dokumente_gesamt for eins in berichte)
    neue = [befund for eins in berichte for befund in eins.befunde_neu]
    return Urteil(
        traeger=sum(len(namen) for namen in profile.values()),
        traeger_geaendert=staende[Stand.GEAENDERT],
        traeger_neu=staende[Stand.NEU],
        traeger_entfallen=staende[Stand.ENTFALLEN],
        traeger_nicht_erzeugt=staende[Stand.NICHT_ERZEUGT],
        dokumente=0 if ungezaehlt else sum(eins.dokumente_gesamt for eins in berichte),
        dokumente_geaendert=art["zahlen"] + art["format"] + art["wortlaut"],
        dokumente_nur_zahlen=art["zahlen"],
        dokumente_nur_format=art["format"],
        dokumente_wortlaut=art["wortlaut"],
        dokumente_neu=art["neu"],
        dokumente_entfallen=art["entfallen"],
        dokumente_nur_kennung=art["kennung"],
        stellen=sum(len(dokument.vergleich.aenderungen) for dokument in dokumente),
        verschiedene=len(wortlaut) + len(set(_nur_zahlen(berichte, gruppen))),
        unerklaert=sum(zeile.unerklaert for zeile in zeilen),
        ausreisser=sum(zeile.ausreisser for zeile in zeilen) + sum(bool(g.abweichend_von) for g in wortlaut),
        spanne=(min(prozente), max(prozente)) if prozente else None,
        jahreswirkung=sum(wirkungen, Decimal(0)) if wirkungen else None,
        jahreswirkung_traeger=len(wirkungen),
        summen_geprueft=sum(eins.summen_geprueft for eins in berichte),
        summenfehler=sum(bool(eins.summenfehler) for eins in berichte),
        befunde_neu=len(neue),
        fehler_neu=sum(befund.schwere is Schwere.FEHLER for befund in neue),
        befunde_behoben=sum(len(eins.befunde_behoben) for eins in berichte),
        befunde_ungeprueft=sum(eins.befunde_ungeprueft for eins in berichte),
    )


def _nur_zahlen(berichte: Sequence[Traegerbericht], gruppen: Sequence[Position]) -> Iterator[object]:
    """For each place where nothing but figures changed what it is counted as: its position in the table of figures."""
    position = {
        (zeile.profil, stelle): nummer
        for nummer, gruppe in enumerate(gruppen)
        for zeile in gruppe.zeilen
        for stelle in (zeile.stelle, *zeile.weitere)
    }
    for eins in berichte:
        for dokument in eins.dokumente:
            for index, aenderung in enumerate(dokument.vergleich.aenderungen):
                if (dokument.datei, index) not in eins.schluessel:
                    hier = eins.profil, f"{dokument.titel}, {aenderung.stelle}"
                    yield position.get(hier, (eins.paket, dokument.datei, aenderung.stelle))


def _dokumentart(dokument: Dokumentbericht) -> str:
    if dokument.stand in (Stand.NEU, Stand.ENTFALLEN):
        return dokument.stand.value
    if dokument.stand is Stand.GLEICH:
        return "kennung"
    if dokument.vergleich.nur_zahlen:
        return "zahlen"
    return "format" if dokument.vergleich.nur_format else "wortlaut"


def einzelbericht(vergleich: Dokumentvergleich, alt: str, neu: str) -> Aenderungsbericht:
    """Two files as a report, so that one writer serves both; nothing is known of profiles and calculation there."""
    titel = vergleich.dokument
    zeilen = tuple(
        Zahlzeile(titel, "", titel, zahl.stelle, zahl, position=("", zahl.stelle, str(nummer)))
        for nummer, zahl in enumerate(vergleich.zahlen)
        if not zahl.ist_norm
    )
    stand = Stand.GLEICH if vergleich.gleich else Stand.GEAENDERT
    eins = Traegerbericht(
        titel, "", "", "", stand, (Dokumentbericht(titel, "", stand, vergleich),), zeilen, dokumente_gesamt=1,
        schluessel={
            (titel, k): (k,) for k, aenderung in enumerate(vergleich.aenderungen) if not aenderung.nur_zahlen
        },
    )  # fmt: skip
    return erstelle_bericht(alt, neu, [eins], profile={"": [titel]})
