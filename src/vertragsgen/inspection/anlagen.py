"""VG701: the list of annexes names what is attached, in the same order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.inspection.stellen import stelle, zeile
from vertragsgen.inspection.teiltext import glatt
from vertragsgen.inspection.zitate import EIGENE
from vertragsgen.rendering.pieces import Stueck

_GENANNT = re.compile(r"(?<!\w)Anlagen? „([^“]+)“")
_NR = r"\d++(?:\.\d++)*+"
# „Anlage 6 zum Landesrahmenvertrag“ and „Anlage 6 BremLRV“ are another text's.
_FREMD = rf"(?: \([^()]*\))? (?:(?!{EIGENE}|zu {EIGENE})(?:zu[mr]?|des|der|dem|dieser|dieses) |\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])"
_NUMMERIERT = re.compile(
    rf"(?<!\w)(?:Anlage ({_NR})|Anlagen ({_NR}(?:(?:, | und | oder | sowie | bis ){_NR})*+))(?!\w|{_FREMD})"
)
_NUMMER = re.compile(_NR)
_NENNUNGEN = Frage(lambda text: tuple(_GENANNT.findall(text)) or None, ("Anlage",))
_NUMMERN = Frage(lambda text: tuple(_nummerierte(text)) or None, ("Anlage",))


def _nummerierte(text: str) -> Iterator[str]:
    """The numbered annexes a text names, one by one: „Anlage 1“, „Anlagen 2.1 und 2.2“."""
    for treffer in _NUMMERIERT.finditer(text):
        for nummer in _NUMMER.findall(treffer[1] or treffer[2]):
            yield f"Anlage {nummer}"


def finde_stueck(kontext: Textkontext, ort: str) -> tuple[str, Stueck] | None:
    """Document id and clause for ``dokument/klausel``, if that clause is printed."""
    dokument, _, klausel = ort.partition("/")
    erzeugt = kontext.dokument(dokument)
    stuecke = erzeugt.stuecke if erzeugt is not None else ()
    return next(((dokument, stueck) for stueck in stuecke if stueck.klausel.id == klausel), None)


@textregel("VG701", Schwere.FEHLER)
def anlagenliste(kontext: Textkontext) -> Iterator[Textfund]:
    """Die Anlagenliste nennt genau die beigefügten Dokumente.

    Was: Die Liste der Anlagen nennt jedes beigefügte Dokument, kein anderes und in derselben Reihenfolge; jede im Text
      genannte Anlage ist beigefügt.
    Warum: Anlagen sind Bestandteil des Vertrages; fehlt eine, ist offen, was vereinbart ist.
    Falsch: Die Liste nennt ein Kostenträgerblatt, das Profil hat keines.
    Richtig: Die Liste aus den erzeugten Dokumenten bilden: {% for eintrag in anlagen %}.
    Rechtsgrundlage: § 123 Abs. 1 SGB IX, § 75 Abs. 3 SGB XII in der bis 31.12.2019 geltenden Fassung.
    Seit: 0.1.0
    """
    manifest = kontext.pruefung.manifest
    beigefuegt = [
        beilage.bezeichnung
        for erzeugt in kontext.dokumente
        if (dokument := manifest.dokument(erzeugt.dokument)) is not None
        for beilage in dokument.beilagen
    ]
    yield from _genannte(kontext, beigefuegt)
    ort = manifest.pruefwerte.paket.anlagenliste
    gefunden = finde_stueck(kontext, ort) if ort is not None else None
    if gefunden is None:
        if beigefuegt:
            meldung = "Welche Klausel die Anlagen auflistet, sagt das Paket nicht (pruefwerte.paket.anlagenliste)."
            yield Textfund(meldung, nicht_pruefbar=True)
        return
    kennung, stueck = gefunden
    zeilen = [text for absatz in stueck.absaetze if (text := glatt(absatz).strip()) != stueck.klausel.titel]
    liste = [_bezeichnung(text, beigefuegt) for text in zeilen]
    for name in liste:
        if name not in beigefuegt:
            meldung = f"Anlage „{name}“ ist genannt, aber nicht beigefügt."
            yield Textfund(meldung, kennung, stelle(stueck), zeile(stueck, name, name))
    for name in beigefuegt:
        if name not in liste:
            meldung = f"Anlage „{name}“ ist beigefügt, aber nicht genannt."
            yield Textfund(meldung, kennung, stelle(stueck), stueck.klausel.mark)
    if sorted(liste) == sorted(beigefuegt) and liste != beigefuegt:
        meldung = f"Die Anlagen stehen in der Liste als {_reihe(liste)}, beigefügt sind sie als {_reihe(beigefuegt)}."
        yield Textfund(meldung, kennung, stelle(stueck), stueck.klausel.mark)


def _bezeichnung(text: str, beigefuegt: list[str]) -> str:
    """The designation a line of the list begins with („Anlage 1: Leistungsbeschreibung“), else the whole line."""
    return next((name for name in beigefuegt if text == name or text.startswith((f"{name}:", f"{name} –"))), text)


def _genannte(kontext: Textkontext, beigefuegt: list[str]) -> Iterator[Textfund]:
    for frage in (_NENNUNGEN, _NUMMERN):
        for absatz, namen in kontext.antworten(frage):
            for name in namen:
                if name not in beigefuegt:
                    meldung = f"Anlage „{name}“ ist genannt, aber nicht beigefügt."
                    yield fund_an(absatz, name, meldung)


def _reihe(namen: list[str]) -> str:
    return ", ".join(f"„{name}“" for name in namen)
