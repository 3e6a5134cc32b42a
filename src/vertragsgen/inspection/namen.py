"""Rules on names and addresses in the wording (VG601, VG602)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.checks.rechtsform import finde_rechtsform, muster, schreibweisen
from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.inspection.stellen import Absatz
from vertragsgen.inspection.teiltext import glatt
from vertragsgen.package.manifest import Manifest

NAME = "traeger.name"
_WORTZEICHEN = re.compile(r"\w")
_FUGE = re.compile(r"[\s-]*")


def _traeger(kontext: Textkontext, feld: str) -> str | None:
    wert = angabe(getattr(kontext.pruefung.profil, "traeger", None), feld, str)
    return None if wert is None else glatt(wert)


def _formmuster(manifest: Manifest) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A legal form with what stands around it, and a legal form behind a name."""
    alle = "|".join(muster(wort) for wort, _ in schreibweisen(manifest.pruefwerte.form.rechtsformen))
    return re.compile(rf"[\s,]*(?:{alle})[\s,]*"), re.compile(rf"[\s,]+(?:{alle})", re.IGNORECASE)


def _belege(text: str, worte: list[str], form: re.Pattern[str]) -> Iterator[str]:
    """Where a text names the provider (the words of its name, any case and spacing) with a legal form."""
    klein = text.lower()
    anfang = klein.find(worte[0])
    while anfang >= 0:
        ende = _namensende(klein, anfang, worte)
        danach = form.match(text, ende) if ende is not None and not _im_wort(text, anfang) else None
        if danach is not None:
            yield text[anfang : danach.end()]
        anfang = klein.find(worte[0], anfang + 1 if danach is None else danach.end())


def _namensende(text: str, stelle: int, worte: list[str]) -> int | None:
    """Where the name ends that begins there; None if another text stands there."""
    stelle += len(worte[0])
    for wort in worte[1:]:
        fuge = _FUGE.match(text, stelle)
        stelle = stelle if fuge is None else fuge.end()
        if not text.startswith(wort, stelle):
            return None
        stelle += len(wort)
    return stelle


@textregel("VG601", Schwere.FEHLER, ausnahmefaehig=True)
def traegername(kontext: Textkontext) -> Iterator[Textfund]:
    """Der Träger heißt überall gleich, mit derselben Rechtsform.

    Was: Sucht in allen Dokumenten den Namen des Trägers mit einer Rechtsform und vergleicht Schreibweise und Rechtsform
        mit traeger.name; vergleicht auch die Rechtsform im Namen mit traeger.rechtsform. Nicht prüfbar, wenn der Name
        keine bekannte Rechtsform enthält.
    Warum: Vertragspartei ist, wer genannt ist: GmbH und gGmbH sind verschiedene Gesellschaften.
    Falsch: „Beispielträger gGmbH“ im Vertrag, „Beispielträger GmbH“ in der Leistungsbeschreibung
    Richtig: überall „Beispielträger gGmbH“
    Rechtsgrundlage: § 123 Abs. 1 SGB IX; § 4 GmbHG.
    Seit: 0.1.0
    """
    formen = kontext.pruefung.manifest.pruefwerte.form.rechtsformen
    name = _traeger(kontext, "name")
    form = None if name is None else finde_rechtsform(name, formen)
    if name is None or form is None:
        meldung = "Der Name des Trägers enthält keine bekannte Rechtsform; Abweichungen lassen sich nicht erkennen."
        yield Textfund(meldung, pfad=NAME, nicht_pruefbar=True)
        return
    genannt = _traeger(kontext, "rechtsform")
    andere = None if genannt is None else finde_rechtsform(genannt, formen)
    if andere is not None and andere.name != form.name:
        meldung = f"Trägername abweichend: „{name}“ enthält die Rechtsform {form.name}, angegeben ist „{genannt}“."
        yield Textfund(meldung, pfad="traeger.rechtsform", weitere=(NAME,))
    form_im_namen, form_danach = kontext.vorbereitet(_formmuster)
    kern = form_im_namen.sub(" ", name).strip()
    if not kern:
        return
    worte = [wort.lower() for wort in re.split(r"[\s-]+", kern)]
    belege = [
        (absatz, beleg)
        for absatz in kontext.mit(worte[0], klein=True)
        for beleg in _belege(absatz.text, worte, form_danach)
    ]
    varianten = dict.fromkeys(text for _, text in belege if text != name)
    for variante in varianten:
        absatz = next(absatz for absatz, text in belege if text == variante)
        meldung = f"Trägername abweichend: „{variante}“ in {kontext.bezeichnung(absatz.erzeugt)}, sonst „{name}“."
        yield fund_an(absatz, variante, meldung)


@textregel("VG602", Schwere.WARNUNG, ausnahmefaehig=True)
def anschriften(kontext: Textkontext) -> Iterator[Textfund]:
    """Standorte stehen in der Vereinbarung, und Postleitzahl und Ort passen zusammen.

    Was: Sucht jeden Standort in den Dokumenten; steht er in einer Anlage, muss er auch in der Vereinbarung stehen.
        Vergleicht Postleitzahlen mit den Bereichen, die das Paket für den Ort nennt; nicht prüfbar ist das ohne
        Postleitzahl oder Bereich.
    Warum: Ein Standort, den nur eine Anlage nennt, ist im Streit nicht sicher vereinbart.
    Falsch: Haus 1 nur in der Leistungsbeschreibung
    Richtig: Haus 1 mit Anschrift in Ziffer 1.1 der Vereinbarung
    Rechtsgrundlage: § 125 Abs. 2 SGB IX; § 76 Abs. 1 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    yield from _standorte(kontext)
    yield from _postleitzahlen(kontext)


def _standorte(kontext: Textkontext) -> Iterator[Textfund]:
    """Sites that only annexes name: documents with a designation in annex lists are annexes."""
    manifest = kontext.pruefung.manifest
    anlagen = {dokument.id for dokument in manifest.dokumente if dokument.beilagen}
    for nummer, standort in enumerate(liste(getattr(kontext.pruefung.profil, "angebot", None), "standorte")):
        name = angabe(standort, "name", str)
        if name is None:
            continue
        wort = glatt(name)
        belege = [absatz for absatz in kontext.mit(wort) if _als_wort(wort, absatz.text)]
        orte: dict[str, Absatz] = {}
        for beleg in belege:
            # A numbered section says the place better than a table above the first one.
            titel = kontext.bezeichnung(beleg.erzeugt)
            if titel not in orte or (beleg.stueck.ziffer and not orte[titel].stueck.ziffer):
                orte[titel] = beleg
        if not belege or any(beleg.erzeugt.dokument not in anlagen for beleg in belege):
            continue
        haupt = next((beleg for beleg in orte.values() if beleg.stueck.ziffer), belege[0])
        wo = " und ".join(f"{titel} ({beleg.stelle})" for titel, beleg in orte.items())
        mark = kontext.pruefung.mark(f"angebot.standorte.{nummer}.name")
        yield fund_an(
            haupt,
            glatt(name),
            f"Standort „{name}“ nur in {wo} genannt; in der Vereinbarung fehlt er.",
            weitere=() if mark is None else (mark,),
        )


def _im_wort(text: str, stelle: int) -> bool:
    """True if what begins there is the rest of a longer word."""
    return stelle > 0 and _WORTZEICHEN.match(text, stelle - 1) is not None


def _als_wort(wort: str, text: str) -> bool:
    """True if the text has the word, not only as a part of a longer one."""
    stelle = text.find(wort)
    while stelle >= 0:
        if not _im_wort(text, stelle) and not _WORTZEICHEN.match(text, stelle + len(wort)):
            return True
        stelle = text.find(wort, stelle + 1)
    return False


def _postleitzahlen(kontext: Textkontext) -> Iterator[Textfund]:
    """Postal codes of the seat and the sites against the ranges the package gives for their place."""
    bereiche = kontext.pruefung.manifest.pruefwerte.form.plz
    profil = kontext.pruefung.profil
    standorte = liste(getattr(profil, "angebot", None), "standorte")
    stellen = [("traeger", getattr(profil, "traeger", None))]
    stellen += [(f"angebot.standorte.{nummer}", standort) for nummer, standort in enumerate(standorte)]
    for pfad, stelle in stellen:
        plz, ort = angabe(stelle, "plz", str), angabe(stelle, "ort", str)
        passende = [bereich for bereich in bereiche if bereich.ort == ort]
        if plz is None or ort is None or not passende:
            meldung = (
                "Postleitzahl und Ort lassen sich nicht vergleichen: Eine Angabe oder der Bereich des Ortes fehlt."
            )
            yield Textfund(meldung, pfad=f"{pfad}.plz", nicht_pruefbar=True)
        elif not any(bereich.von <= plz <= bereich.bis for bereich in passende):
            spannen = ", ".join(f"{bereich.von}–{bereich.bis}" for bereich in passende)
            yield Textfund(
                f"Postleitzahl {plz} passt nicht zum Ort „{ort}“ (erwartet {spannen}).",
                pfad=f"{pfad}.plz",
                weitere=(f"{pfad}.ort",),
            )
