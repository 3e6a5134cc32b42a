"""Rule on the form of citations (VG408)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vertragsgen.diagnostics import Schwere
from vertragsgen.inspection.leser import Frage
from vertragsgen.inspection.quellen import PARAGRAFENZEICHEN, herkunft, zitatleser
from vertragsgen.inspection.regel import Textfund, Textkontext, fund_an, textregel
from vertragsgen.inspection.zitate import Zitat
from vertragsgen.package.manifest import Manifest

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


def _zitatmaengel(manifest: Manifest) -> Frage[tuple[tuple[str, str], ...]]:
    """The citations of a paragraph that are wrong in form, with what is wrong; a heading „§ 3 …“ is none."""
    lies = zitatleser(manifest)
    # Where the agreement is divided into §§, VG702 looks whether such a § exists.
    eigen = any(dokument.paragrafen for dokument in manifest.dokumente)

    def antwort(text: str) -> tuple[tuple[str, str], ...] | None:
        ueberschrift = _UEBERSCHRIFT.match(text)
        zitate = (zitat for zitat in lies(text) if zitat.anfang > 0 or not ueberschrift)
        return (
            tuple((zitat.text, maengel) for zitat in zitate if (maengel := ", ".join(_maengel(zitat, eigen=eigen))))
            or None
        )

    return Frage(antwort, (PARAGRAFENZEICHEN,))


def _verbindungen(text: str) -> tuple[str, ...] | None:
    return tuple(_IVM.findall(text)) or None


_VERBINDUNGEN = Frage(_verbindungen, ("V",))


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
    for absatz, zitate in kontext.antworten(kontext.vorbereitet(_zitatmaengel)):
        for zitat, maengel in zitate:
            if (absatz.erzeugt.dokument, zitat) not in gemeldet:
                gemeldet.add((absatz.erzeugt.dokument, zitat))
                meldung = f"Zitat „{zitat}“ formal uneinheitlich ({maengel})."
                yield fund_an(absatz, zitat, meldung, weitere=herkunft(kontext, zitat))
    for absatz, verbindungen in kontext.antworten(_VERBINDUNGEN):
        for text in verbindungen:
            meldung = f"„{text}“ formal uneinheitlich; üblich ist „i. V. m.“ oder „in Verbindung mit“."
            yield fund_an(absatz, text, meldung, weitere=herkunft(kontext, text))
