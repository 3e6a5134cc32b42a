"""VG703: no placeholder is left in a finished document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.stellen import stelle, zeile
from vertragsgen.inspection.teiltext import glatt, vielleicht_platzhalter
from vertragsgen.inspection.unbenutzt import profilwerte
from vertragsgen.rendering.document import Erzeugtes

_RESTE = re.compile(
    r"<<[^>\n]*>>|<<|>>|\{\{[^}\n]*\}\}|\{\{|\}\}|\[\[|(?<!\w)[xX]{2}\.[xX]{2}\.(?:\w{4})?|(?<!\w)20[xX]{2}(?!\w)"
    r"|(?<!\w)T{2}\.M{2}\.J{4}(?!\w)|(?<!\w)TODO(?!\w)|_{4,}|\(gegebenenfalls Anlagen\)"
)


@textregel("VG703", Schwere.FEHLER)
def platzhalterreste(kontext: Textkontext) -> Iterator[Textfund]:
    """Im fertigen Dokument steht kein Platzhalter.

    Was: Kein „<<“, „>>“, „{{“, „}}“, „[[“, „xx.xx.“, „20xx“, „TT.MM.JJJJ“, „TODO“, keine vier Unterstriche und kein „(gegebenenfalls
      Anlagen)“ in Text, Kopf- und Fußzeilen und Arbeitsmappe. Entwürfe und Muster sind ausgenommen.
    Warum: Ein Vertrag mit Lücke ist nicht unterschriftsreif; die Lücke fällt oft erst danach auf.
    Falsch: Musterstadt, den xx.xx.20xx
    Richtig: Musterstadt, den 01.02.2019
    Rechtsgrundlage: § 56 SGB X, § 123 Abs. 1 SGB IX (Schriftform).
    Seit: 0.1.0
    """
    for erzeugt in kontext.dokumente:
        if erzeugt.entwurf:
            return
        mappe = kontext.mappentexte(erzeugt)
        if _verdaechtig(kontext, erzeugt) or vielleicht_platzhalter("\n".join(mappe).lower()):
            teile = [kontext.leser.rumpf(erzeugt), *(teil for _, teil in kontext.leser.raender(erzeugt))]
            texte = [glatt(absatz) for teil in teile for absatz in teil.absaetze]
            yield from _einzeln(kontext, erzeugt, "\n".join((*texte, *mappe)))


def _verdaechtig(kontext: Textkontext, erzeugt: Erzeugtes) -> bool:
    """True if a placeholder may be left in the document."""
    leser = kontext.leser
    if kontext.ruecklesen:
        return leser.rumpf(erzeugt).verdacht or any(teil.verdacht for _, teil in leser.raender(erzeugt))
    return any(klausel.text.verdacht for klausel in kontext.klauseln_von(erzeugt)) or any(
        teil.verdacht for _, teil in leser.rahmen(erzeugt)
    )


def _einzeln(kontext: Textkontext, erzeugt: Erzeugtes, ganz: str) -> Iterator[Textfund]:
    """One finding for each placeholder: at the value of the profile that has it, else at its clause."""
    offen = [treffer.group() for treffer in _RESTE.finditer(ganz)]
    for stueck in erzeugt.stuecke:
        for absatz in stueck.absaetze:
            for treffer in _RESTE.finditer(absatz):
                rest = treffer.group()
                if rest in offen:
                    offen.remove(rest)
                ort = stelle(stueck)
                meldung = f"Nicht ersetzter Platzhalter „{glatt(rest)}“ in „{erzeugt.titel}“, {ort}."
                klausel = zeile(stueck, absatz, rest)
                if (pfad := _im_profil(kontext, rest)) is not None:
                    yield Textfund(meldung, erzeugt.dokument, ort, pfad=pfad, weitere_marken=(klausel,))
                else:
                    yield Textfund(meldung, erzeugt.dokument, ort, klausel)
    for rest in dict.fromkeys(offen):
        meldung = f"Nicht ersetzter Platzhalter „{glatt(rest)}“ in „{erzeugt.titel}“, Rahmen oder Arbeitsmappe."
        yield Textfund(meldung, erzeugt.dokument, "Rahmen oder Arbeitsmappe", pfad=_im_profil(kontext, rest))


def _im_profil(kontext: Textkontext, rest: str) -> str | None:
    """The path of the profile's text in which the placeholder stands."""
    gesucht = glatt(rest)
    texte = ((ort, wert) for ort, wert in profilwerte(kontext) if isinstance(wert, str))
    return next((".".join(ort) for ort, wert in texte if gesucht in glatt(wert)), None)
