"""VG710: names that are easily misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.absaetze import RUMPF, rumpftext
from vertragsgen.inspection.regel import Textfund, Textkontext, textregel
from vertragsgen.inspection.stellen import glatt, stelle, zeile


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
    werte = kontext.pruefung.manifest.pruefwerte.paket
    richtig = {eintrag.falsch: eintrag.richtig for eintrag in werte.schreibweisen}
    verdaechtig = (*richtig, *(f"{name} {name}" for name in werte.nicht_doppelt))
    for erzeugt in kontext.dokumente:
        ganz = rumpftext(erzeugt.teile[RUMPF])
        gesucht = tuple(wort for wort in verdaechtig if wort in ganz)
        if not gesucht:
            continue
        muster = _muster(gesucht)
        for stueck in erzeugt.stuecke:
            for absatz in stueck.absaetze:
                for treffer in muster.finditer(glatt(absatz)):
                    text = treffer.group()
                    meldung = f"Verdächtige Schreibweise „{text}“"
                    meldung += f"; üblich ist „{richtig[text]}“." if text in richtig else "."
                    yield Textfund(meldung, erzeugt.dokument, stelle(stueck), zeile(stueck, absatz, text))


def _muster(worte: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<!\w){re.escape(wort)}(?!\w)" for wort in sorted(worte, key=len, reverse=True)))
