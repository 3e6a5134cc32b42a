"""VG710: names that are easily misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from vertragsgen.diagnostics import Schwere
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
    muster = _muster(tuple(richtig), tuple(werte.nicht_doppelt))
    if muster is None:
        return
    for erzeugt in kontext.dokumente:
        for stueck in erzeugt.stuecke:
            ganz = glatt(stueck.text)
            if not muster.search(ganz):
                continue
            for absatz in stueck.absaetze:
                for treffer in muster.finditer(glatt(absatz)):
                    text = treffer.group()
                    meldung = f"Verdächtige Schreibweise „{text}“"
                    meldung += f"; üblich ist „{richtig[text]}“." if text in richtig else "."
                    yield Textfund(meldung, erzeugt.dokument, stelle(stueck), zeile(stueck, absatz, text))


@lru_cache(maxsize=64)
def _muster(falsch: Sequence[str], einzeln: Sequence[str]) -> re.Pattern[str] | None:
    teile = [rf"(?<!\w){re.escape(wort)}(?!\w)" for wort in sorted(falsch, key=len, reverse=True)]
    teile += [rf"(?<!\w){re.escape(wort)} {re.escape(wort)}(?!\w)" for wort in einzeln]
    return re.compile("|".join(teile)) if teile else None
