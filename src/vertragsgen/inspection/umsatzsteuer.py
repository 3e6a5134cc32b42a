"""Rule on value added tax (VG608)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.quellen import zitate
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel

_BETRAG = r"(?:\d{1,2}(?:,\d+)?\s?%|\d+(?:\.\d{3})*,\d{2}\s?€|€\s?\d)"


@textregel("VG608", Schwere.WARNUNG, ausnahmefaehig=True)
def umsatzsteuerbefreiung(kontext: Textkontext) -> Iterator[Textfund]:
    """Die Entgelte enthalten keine Umsatzsteuer, und ein Dokument nennt die Befreiung.

    Was: Sucht die Befreiungsnorm in allen Dokumenten und ausgewiesene Umsatzsteuer (Wort mit Satz oder Betrag in
        demselben Absatz). Nicht prüfbar, wenn keine Befreiungsnorm bekannt ist.
    Warum: Wer Umsatzsteuer ausweist, schuldet sie; ohne den Hinweis fragt jede Prüfung nach.
    Falsch: 84,10 € zuzüglich 19 % Umsatzsteuer
    Richtig: Die Entgelte sind umsatzsteuerfrei nach § 4 Nr. 16 Satz 1 Buchst. h UStG.
    Rechtsgrundlage: § 4 Nr. 16 Satz 1 Buchst. h, § 14c UStG.
    Seit: 0.1.0
    """
    werte = kontext.pruefung.manifest.pruefwerte.form.umsatzsteuer
    if werte is None:
        yield Textfund("Eine Befreiung von der Umsatzsteuer ist nicht bekannt.", pfad="verguetung", nicht_pruefbar=True)
        return
    worte = "|".join(re.escape(wort) for wort in werte.worte)
    ausgewiesen = re.compile(
        rf"(?<!\w)(?:{worte})(?!\w).{{0,60}}?{_BETRAG}|{_BETRAG}.{{0,60}}?(?<!\w)(?:{worte})(?!\w)"
    )
    for absatz in kontext.absaetze:
        if not any(wort in absatz.text for wort in werte.worte):
            continue
        if (treffer := ausgewiesen.search(absatz.text)) is not None:
            meldung = f"Umsatzsteuer ausgewiesen („{treffer.group()}“); die Leistungen sind nach {werte.norm} befreit."
            yield fund_an(absatz, treffer.group(), meldung)
    genannt = any(
        zitat.gesetz == werte.gesetz and paragraf.nummer == werte.paragraf and werte.nr in paragraf.werte("Nr.")
        for _, zitat in zitate(kontext)
        for paragraf in zitat.paragrafen
    )
    if not genannt:
        erstes = kontext.dokumente[0].dokument if kontext.dokumente else None
        meldung = f"Befreiungshinweis {werte.norm} fehlt."
        yield Textfund(
            meldung,
            erstes,
            pfad="verguetung",
            hilfe="Ergänzen Sie den Hinweis in der Klausel zu den Entgelten; für ein einzelnes Profil unter „klauseln:“.",
        )
