"""VG710: names that are easily misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.package.manifest import Manifest


@textregel("VG710", Schwere.HINWEIS, ausnahmefaehig=True)
def schreibweisen(kontext: Textkontext) -> Iterator[Textfund]:
    """Eigennamen sind richtig geschrieben.

    Was: Keine der Schreibweisen, die das Paket als falsch führt (pruefwerte.paket.schreibweisen), und kein Name aus
      „nicht_doppelt“ zweimal hintereinander.
    Warum: „BremlFG“ mit kleinem L sieht aus wie „BremIFG“, wird aber von keiner Suche gefunden.
    Falsch: BremlFG; BremLRV BremLRV
    Richtig: BremIFG; BremLRV
    Rechtsgrundlage: keine; Lesbarkeit und Auffindbarkeit.
    Seit: 0.1.0
    """
    richtig, frage = kontext.vorbereitet(_verdaechtige)
    for absatz, texte in kontext.antworten(frage):
        for text in texte:
            meldung = f"Verdächtige Schreibweise „{text}“"
            meldung += f"; üblich ist „{richtig[text]}“." if text in richtig else "."
            yield fund_an(absatz, text, meldung)


def _verdaechtige(manifest: Manifest) -> tuple[dict[str, str], Frage[list[str]]]:
    """The right spelling by the wrong one, and the suspicious words of a paragraph."""
    werte = manifest.pruefwerte.paket
    richtig = {eintrag.falsch: eintrag.richtig for eintrag in werte.schreibweisen}
    worte = (*richtig, *(f"{name} {name}" for name in werte.nicht_doppelt))
    lange = sorted(worte, key=len, reverse=True)
    muster = re.compile("|".join(rf"(?<!\w){re.escape(wort)}(?!\w)" for wort in lange))
    return richtig, Frage(lambda text: muster.findall(text) or None, worte)
