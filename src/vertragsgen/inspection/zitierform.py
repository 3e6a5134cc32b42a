"""Rule on the form of citations (VG408)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.quellen import herkunft, zitate
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.inspection.verweise import in_paragrafen
from vertragsgen.inspection.zitate import Zitat

_IVM = re.compile(r"i\.\s?V\.\s?mit\b|i\.V\.m\.|iVm\b")
_UEBERSCHRIFT = re.compile(r"§ \d+[a-z]? (?:[A-ZÄÖÜ]|– )")


def _maengel(zitat: Zitat, *, eigen: bool) -> Iterator[str]:
    """What is wrong with the form of one citation; ``eigen``: without a law it means the agreement itself."""
    if zitat.mehrzahl and zitat.zeichen == "§":
        yield "„§§“ bei mehreren Normen"
    elif not zitat.mehrzahl and zitat.zeichen == "§§":
        yield "„§“ bei einer Norm"
    if zitat.folgende is not None and not zitat.folgende.endswith("."):
        yield f"„{zitat.folgende}.“ mit Punkt"
    if zitat.eng:
        yield "Leerzeichen fehlt"
    if zitat.gesetz is None and not eigen:
        yield "Gesetz fehlt"


@textregel("VG408", Schwere.HINWEIS, ausnahmefaehig=True)
def zitierform(kontext: Textkontext) -> Iterator[Textfund]:
    """Zitate sind einheitlich geschrieben und nennen ihr Gesetz.

    Was: Verlangt „§“ für eine Norm, „§§“ für mehrere und bei „ff.“, den Punkt nach „f.“ und „ff.“, Leerzeichen zwischen
        den Teilen, das Gesetz (in einer Kette einmal am Ende) und „i. V. m.“ mit Leerzeichen.
    Warum: Uneinheitliche Zitate kosten beim Lesen Zeit und lassen offen, welches Gesetz gemeint ist.
    Falsch: § 53 ff SGB XII; §§53/54 SGB XII; § 125 Abs.2
    Richtig: §§ 53 ff. SGB XII; §§ 53, 54 SGB XII; § 125 Abs. 2 SGB IX
    Rechtsgrundlage: Handbuch der Rechtsförmlichkeit, Teil B.
    Seit: 0.1.0
    """
    gemeldet: set[tuple[str, str]] = set()
    # Where the agreement is divided into §§, VG702 looks whether such a § exists.
    eigen = any(in_paragrafen(kontext, erzeugt) for erzeugt in kontext.dokumente)
    for absatz, zitat in zitate(kontext):
        if zitat.anfang == 0 and _UEBERSCHRIFT.match(absatz.text):
            continue
        maengel = ", ".join(_maengel(zitat, eigen=eigen))
        if maengel and (absatz.erzeugt.dokument, zitat.text) not in gemeldet:
            gemeldet.add((absatz.erzeugt.dokument, zitat.text))
            meldung = f"Zitat „{zitat.text}“ formal uneinheitlich ({maengel})."
            yield fund_an(absatz, zitat.text, meldung, weitere=herkunft(kontext, zitat.text))
    for absatz in kontext.absaetze:
        if "V" not in absatz.text:
            continue
        for treffer in _IVM.finditer(absatz.text):
            meldung = f"„{treffer.group()}“ formal uneinheitlich; üblich ist „i. V. m.“ oder „in Verbindung mit“."
            yield fund_an(absatz, treffer.group(), meldung, weitere=herkunft(kontext, treffer.group()))
