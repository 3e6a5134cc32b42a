"""Rule on value added tax (VG608)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.quellen import PARAGRAFENZEICHEN, zitatleser
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.package.manifest import Manifest
from vertragsgen.package.pruefwerte_form import Umsatzsteuer

_BETRAG = r"(?:\d{1,2}(?:,\d+)?\s?%|\d+(?:\.\d{3})*,\d{2}\s?€|€\s?\d)"


def _fragen(manifest: Manifest) -> tuple[Umsatzsteuer, Frage[str], Frage[bool]] | None:
    """What the package says, where a tax is shown, and whether a paragraph cites the exemption."""
    werte = manifest.pruefwerte.form.umsatzsteuer
    if werte is None:
        return None
    worte = "|".join(re.escape(wort) for wort in werte.worte)
    muster = re.compile(rf"(?<!\w)(?:{worte})(?!\w).{{0,60}}?{_BETRAG}|{_BETRAG}.{{0,60}}?(?<!\w)(?:{worte})(?!\w)")
    gesetz, paragraf, nr = werte.gesetz, werte.paragraf, werte.nr
    lies = zitatleser(manifest)

    def ausgewiesen(text: str) -> str | None:
        treffer = muster.search(text)
        return None if treffer is None else treffer.group()

    def befreit(text: str) -> bool | None:
        normen = (norm for zitat in lies(text) if zitat.gesetz == gesetz for norm in zitat.paragrafen)
        return any(norm.nummer == paragraf and nr in norm.werte("Nr.") for norm in normen) or None

    return werte, Frage(ausgewiesen, tuple(werte.worte)), Frage(befreit, (PARAGRAFENZEICHEN,))


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
    fragen = kontext.vorbereitet(_fragen)
    if fragen is None:
        yield Textfund("Eine Befreiung von der Umsatzsteuer ist nicht bekannt.", pfad="verguetung", nicht_pruefbar=True)
        return
    werte, ausgewiesen, befreit = fragen
    for absatz, text in kontext.antworten(ausgewiesen):
        meldung = f"Umsatzsteuer ausgewiesen („{text}“); die Leistungen sind nach {werte.norm} befreit."
        yield fund_an(absatz, text, meldung)
    if not any(True for _ in kontext.antworten(befreit)):
        erstes = kontext.dokumente[0].dokument if kontext.dokumente else None
        meldung = f"Befreiungshinweis {werte.norm} fehlt."
        yield Textfund(
            meldung,
            erstes,
            pfad="verguetung",
            hilfe="Ergänzen Sie den Hinweis in der Klausel zu den Entgelten; für ein einzelnes Profil unter „klauseln:“.",
        )
