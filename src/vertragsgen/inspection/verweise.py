"""VG702: every reference leads to a section that exists and deals with the matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.quellen import PARAGRAFENZEICHEN, zitatleser
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.stellen import stelle, zeile
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.pieces import Stueck

_NUMMER = r"\d{1,2}(?:\.\d{1,2}){0,3}(?!\w|[.,:]\d)"
_WORT = r"(?:Ziffern?|Ziff\.|Punkte?n?|Abschnitte?n?)"
HILFE = "Den Verweis berichtigen oder an seinem Ziel das Thema regeln und im Kopf der Klausel unter „themen:“ nennen."
_ANZEICHEN = ("Ziff", "Punkt", "Abschnitt")


def _namen(manifest: Manifest) -> dict[str, str]:
    """What a document is called in references, with its id."""
    namen: dict[str, str] = {}
    for dokument in manifest.dokumente:
        beilagen = (name for beilage in dokument.beilagen for name in (beilage.bezeichnung, beilage.titel))
        for name in (dokument.titel, dokument.kurztitel, *beilagen):
            if name:
                namen.setdefault(str(name), dokument.id)
    return namen


def _verweise(manifest: Manifest) -> Frage[tuple[re.Match[str], ...]]:
    """References by word, or by the name of a document, with the document they name before or behind."""
    namen = _namen(manifest)
    name = "|".join(re.escape(wort) for wort in sorted(namen, key=len, reverse=True)) or r"(?!)"
    muster = re.compile(
        rf"(?:(?P<vor>{name})“?,? )?(?P<wort>{_WORT}) (?P<nr>{_NUMMER})"
        rf"(?: (?:der|des|dieser|dieses|in der|zum|zur|aus der|aus dem) (?:Anlage „?)?(?P<nach>{name}|\w+))?"
        rf"|(?P<name>{name})“? (?P<nr2>{_NUMMER})"
    )
    # The pattern is slow; most paragraphs name no section. The first word of a name is enough to look closer.
    worte = (*_ANZEICHEN, *{name.split()[0] for name in namen})
    return Frage(lambda text: tuple(muster.finditer(text)) or None, worte)


@textregel("VG702", Schwere.WARNUNG)
def querverweise(kontext: Textkontext) -> Iterator[Textfund]:
    """Jeder Verweis führt zu einer Stelle, die das Thema behandelt.

    Was: Jede „Ziffer x“, jeder „Punkt x“ und „Abschnitt x“ im Text gibt es im Paket, und eine Klausel dort führt ein
      Thema der verweisenden Klausel unter „themen:“; ebenso jedes „§ n dieser Vereinbarung“. Verweise auf fremde Texte
      (Gesetze, Rahmenverträge) bleiben außer Betracht, Anlagen prüft VG701.
    Warum: Ein Verweis auf eine Stelle, an der nichts dazu steht, regelt nichts; die Parteien lesen ihn verschieden.
    Falsch: „5.8 Haustechnik: Es gilt Punkt 6“, und Punkt 6 sagt nichts zur Haustechnik.
    Richtig: In Punkt 6 die Haustechnik regeln und im Kopf dieser Klausel themen: [Haustechnik] nennen.
    Rechtsgrundlage: § 53 SGB X, § 58 SGB X (Bestimmtheit der Vereinbarung).
    Seit: 0.1.0
    """
    yield from _paragrafen(kontext)
    namen, verweise = kontext.vorbereitet(_namen), kontext.vorbereitet(_verweise)
    for klausel, antworten in kontext.klauseln_mit(verweise):
        erzeugt, stueck = klausel.erzeugt, klausel.stueck
        gesehen: set[str] = set()
        for nummer, alle in antworten:
            for treffer in alle:
                if treffer.group() in gesehen:
                    continue
                gesehen.add(treffer.group())
                fund = _pruefe(kontext, erzeugt, stueck, treffer, namen)
                if fund is not None:
                    ort = zeile(stueck, klausel.text.absaetze[nummer], treffer.group())
                    yield Textfund(fund, erzeugt.dokument, stelle(stueck), ort, hilfe=HILFE)


def _paragrafen(kontext: Textkontext) -> Iterator[Textfund]:
    """„§ 2“ without a law means a section of the agreement itself, where that is divided into §§.

    „§ 2 dieser Vereinbarung“ does so anywhere, and leads nowhere where there are no §§.
    """
    ziele = [erzeugt for erzeugt in kontext.dokumente if in_paragrafen(kontext, erzeugt)]
    gesehen: set[tuple[str, str, str]] = set()
    for absatz, zitate in kontext.antworten(kontext.vorbereitet(_eigene_paragrafen)):
        for text, nummern, genannt in zitate:
            if not (ziele or genannt):
                continue  # VG408 asks for the law
            ort = (absatz.erzeugt.dokument, absatz.stelle, text)
            if ort in gesehen:
                continue
            gesehen.add(ort)
            for nummer in nummern:
                fund = _am_ziel(absatz.stueck, f"§ {nummer}", nummer, ziele)
                if fund is not None:
                    yield Textfund(fund, absatz.erzeugt.dokument, absatz.stelle, absatz.mark(text), hilfe=HILFE)


EigenerParagraf = tuple[str, tuple[str, ...], bool]


def _eigene_paragrafen(manifest: Manifest) -> Frage[tuple[EigenerParagraf, ...]]:
    """The citations of a paragraph that name no law or the agreement: as written, their §§, whether it is named."""
    lies = zitatleser(manifest)

    def antwort(text: str) -> tuple[EigenerParagraf, ...] | None:
        eigene = (zitat for zitat in lies(text) if zitat.gesetz is None or zitat.eigen)
        return tuple((z.text, tuple(p.nummer for p in z.paragrafen), z.eigen) for z in eigene) or None

    return Frage(antwort, (PARAGRAFENZEICHEN,))


def in_paragrafen(kontext: Textkontext, erzeugt: Erzeugtes) -> bool:
    """True if the sections of the document are called „§ 1“."""
    dokument = kontext.pruefung.manifest.dokument(erzeugt.dokument)
    return dokument is not None and dokument.paragrafen


def _pruefe(
    kontext: Textkontext, erzeugt: Erzeugtes, stueck: Stueck, treffer: re.Match[str], namen: dict[str, str]
) -> str | None:
    """What is wrong with a reference, None if nothing is."""
    genannt = treffer["vor"] or treffer["name"]
    nach = treffer["nach"]
    if nach is not None and nach in namen:
        genannt = nach
    elif nach is not None and genannt is None:
        return None  # „Ziffer 4 des Landesrahmenvertrages“: not one of ours
    nummer = treffer["nr"] or treffer["nr2"]
    verweis = " ".join(teil for teil in (treffer["wort"], nummer) if teil)
    if genannt is not None:
        ziel = kontext.dokument(namen[genannt])
        if ziel is None:
            return f"Verweis „{genannt}, {verweis}“ führt ins Leere: Das Dokument gehört nicht zu diesem Vertrag."
        ziele = [ziel]
    elif erzeugt.ziele:
        ziele = [erzeugt]
    else:
        ziele = [dokument for dokument in kontext.dokumente if nummer in dokument.ziele.values()]
    return _am_ziel(stueck, verweis, nummer, ziele)


def _am_ziel(stueck: Stueck, verweis: str, nummer: str, ziele: list[Erzeugtes]) -> str | None:
    """What is wrong with a reference to section ``nummer`` of one of ``ziele``."""
    if not any(nummer in dokument.ziele.values() for dokument in ziele):
        ort = verweis if verweis.startswith("§") else f"Einen Abschnitt {nummer}"
        return f"Verweis „{verweis}“ führt ins Leere: {ort} gibt es nicht."
    gesucht = set(stueck.klausel.themen)
    if not gesucht:
        return None
    darin = f"{nummer}."
    stellen = [
        (dokument, teil)
        for dokument in ziele
        for teil in dokument.stuecke
        if teil.ziffer == nummer or teil.ziffer.startswith(darin)
    ]
    behandelt = {thema for _, teil in stellen for thema in teil.klausel.themen}
    if not behandelt or gesucht & behandelt:
        return None
    dort = ", ".join(dict.fromkeys(f"{dokument.titel} {nummer}" for dokument, _ in stellen))
    dort = verweis if verweis.startswith("§") else dort
    themen = ", ".join(f"„{thema}“" for thema in stueck.klausel.themen)
    return f"Verweis „{verweis}“ führt ins Leere: {dort} behandelt {themen} nicht."
