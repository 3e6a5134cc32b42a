"""One profile in two states: its documents compared, its figures with their origin, its findings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.inspection import ALLE_REGELN
from vertragsgen.linearise import linearise_docx
from vertragsgen.pipeline import Ergebnis
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.review.bericht import Dokumentbericht, Stand, Traegerbericht
from vertragsgen.review.gruppenschluessel import gruppenschluessel
from vertragsgen.review.herkunft import Herkunft
from vertragsgen.review.mappenvergleich import compare_workbooks
from vertragsgen.review.modell import Aenderung, Dokumentvergleich, Risiko
from vertragsgen.review.rechenwerte import jahresvolumen
from vertragsgen.review.redlineordner import Abgelegt
from vertragsgen.review.vergleich import KENNUNG_NEU, compare_docx
from vertragsgen.review.zahlzeilen import zahlzeilen

# Sums and roundings: rules that no profile can accept exceptions from.
SUMMENREGELN = frozenset(r.code for r in ALLE_REGELN if r.code.startswith("VG2") and not r.ausnahmefaehig)
_ZIFFERN = re.compile(r"\d+")
Ablage = Callable[[str, str, bytes, bytes], Abgelegt]


def compare_profile(alt: Ergebnis | None, neu: Ergebnis | None, *, lege_ab: Ablage | None = None) -> Traegerbericht:
    """What changes for one profile; None where a state does not have it.

    ``lege_ab`` is given profile, file and both states of each document that differs, and says where it put a redline.
    """
    ergebnis = neu or alt
    assert ergebnis is not None
    quelle = Herkunft(alt, neu)
    dokumente = list(_dokumente(alt, neu, quelle, lege_ab))
    behalten = tuple(d for d in dokumente if d.stand is not Stand.GLEICH or d.vergleich.hinweise)
    befunde_neu, behoben = _befunde(alt, neu)
    # What could not be rendered was not checked: nothing in it is mended, and its documents are still there.
    ungeprueft = alt is not None and neu is not None and bool(alt.dokumente) and not neu.dokumente
    kopf = _kopf(ergebnis)
    summenfehler = tuple(b for b in (neu.befunde if neu else ()) if b.sperrt and b.code in SUMMENREGELN)
    zeilen = list(zahlzeilen(ergebnis.profil, kopf["traeger"], kopf["paket"], behalten, quelle))
    return Traegerbericht(
        profil=ergebnis.profil,
        **kopf,
        stand=_stand(alt, neu, behalten, bool(befunde_neu)),
        dokumente=behalten,
        zahlen=tuple(zeilen),
        befunde_neu=befunde_neu,
        befunde_behoben=() if ungeprueft else behoben,
        befunde_ungeprueft=len(behoben) if ungeprueft else 0,
        profilpfade=quelle.profilpfade,
        profilmarken=tuple(_mark(neu, pfad) for pfad in quelle.profilpfade),
        paketteile=quelle.paketteile,
        jahreswirkung=_jahreswirkung(alt, neu),
        summenfehler=summenfehler,
        summen_geprueft=neu is not None and neu.berechnung is not None and bool(neu.dokumente),
        dokumente_gesamt=sum(1 for dokument in dokumente if dokument.stand is not Stand.ENTFALLEN)
        if not ungeprueft or alt is None
        else sum(len(_formate(alt, erzeugt)) for erzeugt in alt.dokumente),
        schluessel=gruppenschluessel(alt, neu, behalten, quelle),
    )


def _mark(ergebnis: Ergebnis | None, pfad: str) -> Mark | None:
    return ergebnis.geladen.mark(pfad) if ergebnis is not None and ergebnis.geladen is not None else None


def _kopf(ergebnis: Ergebnis) -> dict[str, str]:
    profil: Any = ergebnis.geladen.profil if ergebnis.geladen else None
    name = getattr(getattr(profil, "traeger", None), "name", None)
    angebot = getattr(getattr(profil, "angebot", None), "bezeichnung", None)
    return {
        "traeger": name if isinstance(name, str) else ergebnis.profil,
        "angebot": angebot if isinstance(angebot, str) else "",
        "paket": ergebnis.paket.manifest.id if ergebnis.paket is not None else "",
    }


def _stand(
    alt: Ergebnis | None, neu: Ergebnis | None, dokumente: tuple[Dokumentbericht, ...], befunde_neu: bool
) -> Stand:
    if neu is None:
        return Stand.ENTFALLEN
    anders = any(dokument.stand is not Stand.GLEICH for dokument in dokumente)
    if neu.sperrt and (anders or befunde_neu or alt is None or not alt.sperrt):
        return Stand.NICHT_ERZEUGT
    if alt is None:
        return Stand.NEU
    return Stand.GEAENDERT if anders else Stand.GLEICH


def _jahreswirkung(alt: Ergebnis | None, neu: Ergebnis | None) -> Decimal | None:
    if alt is None or neu is None:
        return None
    a, b = jahresvolumen(alt.berechnung), jahresvolumen(neu.berechnung)
    return b - a if a is not None and b is not None and a != b else None


def _dokumente(
    alt: Ergebnis | None, neu: Ergebnis | None, quelle: Herkunft, lege_ab: Ablage | None
) -> Iterator[Dokumentbericht]:
    vorher = {erzeugt.dokument: erzeugt for erzeugt in (alt.dokumente if alt else ())}
    for erzeugt in neu.dokumente if neu else ():
        alter = vorher.pop(erzeugt.dokument, None)
        if alter is None:
            yield from _einseitig(neu, erzeugt, Stand.NEU)
        else:
            yield from _paar(alt, neu, alter, erzeugt, quelle, lege_ab)
    # A state that cannot be built at all has lost no document; its findings say what is wrong.
    if neu is None or neu.dokumente:
        for erzeugt in vorher.values():
            yield from _einseitig(alt, erzeugt, Stand.ENTFALLEN)


def _formate(ergebnis: Ergebnis | None, erzeugt: Erzeugtes) -> tuple[str, ...]:
    dokument = ergebnis.paket.manifest.dokument(erzeugt.dokument) if ergebnis and ergebnis.paket else None
    return tuple(dokument.formate) if dokument is not None else ()


def _titel(ergebnis: Ergebnis | None, erzeugt: Erzeugtes) -> str:
    """What a lawyer calls the document: its short title, else the beginning of the long one."""
    dokument = ergebnis.paket.manifest.dokument(erzeugt.dokument) if ergebnis and ergebnis.paket else None
    kurz = dokument.kurztitel if dokument is not None else None
    return kurz or re.split(r" (?:nach|gemäß|zum|zur|über|von|–|\()", erzeugt.titel, maxsplit=1)[0]


def _einseitig(ergebnis: Ergebnis | None, erzeugt: Erzeugtes, stand: Stand) -> Iterator[Dokumentbericht]:
    for form in _formate(ergebnis, erzeugt):
        datei = f"{erzeugt.dokument}.{form}"
        zeilen = len(linearise_docx(erzeugt.teile).zeilen) if form == "docx" else 0
        yield Dokumentbericht(datei, _titel(ergebnis, erzeugt), stand, Dokumentvergleich(datei), zeilen)


def _paar(
    alt: Ergebnis | None,
    neu: Ergebnis | None,
    alter: Erzeugtes,
    neuer: Erzeugtes,
    quelle: Herkunft,
    lege_ab: Ablage | None,
) -> Iterator[Dokumentbericht]:
    vorher = _formate(alt, alter)
    for form in _formate(neu, neuer):
        datei, titel, abgelegt = f"{neuer.dokument}.{form}", _titel(neu, neuer), Abgelegt()
        if form not in vorher:
            yield Dokumentbericht(datei, titel, Stand.NEU, Dokumentvergleich(datei))
            continue
        if form == "docx":
            vergleich = _docx(alter, neuer, datei)
        elif alter.mappe is not None and neuer.mappe is not None:
            vergleich = compare_workbooks(alter.mappe, neuer.mappe, datei)
        else:
            continue
        vergleich = replace(vergleich, aenderungen=tuple(_bewertet(vergleich, neuer.dokument, quelle)))
        stand = Stand.GLEICH if vergleich.gleich or _nur_kennung(vergleich) else Stand.GEAENDERT
        if lege_ab is not None and stand is Stand.GEAENDERT and form == "docx":
            assert neu is not None
            abgelegt = lege_ab(neu.profil, datei, alter.pack(), neuer.pack())
        yield Dokumentbericht(
            datei, titel, stand, vergleich,
            redline=abgelegt.pfad, redline_grund=abgelegt.grund, redline_hinweise=abgelegt.hinweise,
        )  # fmt: skip
    for form in vorher:
        if form not in _formate(neu, neuer):
            datei = f"{alter.dokument}.{form}"
            yield Dokumentbericht(datei, _titel(alt, alter), Stand.ENTFALLEN, Dokumentvergleich(datei))


def _docx(alt: Erzeugtes, neu: Erzeugtes, datei: str) -> Dokumentvergleich:
    return compare_docx(alt.teile, neu.teile, datei)


def _nur_kennung(vergleich: Dokumentvergleich) -> bool:
    return vergleich.hinweise == (KENNUNG_NEU,) and replace(vergleich, hinweise=()).gleich


def _bewertet(vergleich: Dokumentvergleich, dokument: str, quelle: Herkunft) -> Iterator[Aenderung]:
    """The changes; one with a figure that nothing explains is the highest risk."""
    for aenderung in vergleich.aenderungen:
        erklaert = all(quelle.erklaert(dokument, aenderung, zahl) for zahl in aenderung.zahlen)
        yield aenderung if erklaert else replace(aenderung, risiko=Risiko.UNERKLAERT)


def _befunde(alt: Ergebnis | None, neu: Ergebnis | None) -> tuple[tuple[Befund, ...], tuple[Befund, ...]]:
    """Open findings that came and that went. Figures in a message do not make another finding of it."""
    a, b = ([befund for befund in e.befunde if befund.offen] if e is not None else [] for e in (alt, neu))
    if alt is None or neu is None:
        return tuple(b), ()
    return tuple(_mehr(b, a)), tuple(_mehr(a, b))


def _mehr(mit: list[Befund], ohne: list[Befund]) -> Iterator[Befund]:
    uebrig = Counter(map(_befundkey, ohne))
    for befund in mit:
        key = _befundkey(befund)
        if uebrig[key]:
            uebrig[key] -= 1
        else:
            yield befund


def _befundkey(befund: Befund) -> tuple[object, ...]:
    return (befund.code, befund.schwere, befund.dokument, befund.stelle, _ZIFFERN.sub("#", befund.meldung))
