"""The Ansatz column in German: how a cost position's amount comes about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from vertragsgen.calculation.model import Rechenweg
from vertragsgen.money import format_betrag
from vertragsgen.notation import format_menge

_NUMMER = re.compile(r"(.*?)(\d+)")


def _zerlegt(nummer: str) -> tuple[str, int]:
    treffer = _NUMMER.fullmatch(nummer)
    return (treffer[1], int(treffer[2])) if treffer else (nummer, 0)


def spannen(nummern: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Runs of neighbouring numbers as (first, last): M1, M2, M3, G1 -> (M1, M3), (G1, G1)."""
    zerlegt = [(*_zerlegt(nummer), nummer) for nummer in nummern]
    # Inside a run, number minus place in the list is constant.
    laeufe = groupby(enumerate(zerlegt), key=lambda paar: (paar[1][0], paar[1][1] - paar[0]))
    glieder = [[eintrag[2] for _, eintrag in lauf] for _, lauf in laeufe]
    return tuple((lauf[0], lauf[-1]) for lauf in glieder)


def spannentext(nummern: Sequence[str]) -> str:
    """„M1–M3“, „M1, M4“."""
    return ", ".join(von if von == bis else f"{von}–{bis}" for von, bis in spannen(nummern))


def ansatztext(weg: Rechenweg) -> str:
    """The Ansatz as the cost sheet prints it; a figure not yet known is shown as „…“."""
    if weg.art == "menge":
        menge = "…" if weg.menge is None else format_menge(weg.menge)
        preis = "…" if weg.preis is None else format_betrag(weg.preis)
        mal = "" if weg.mal is None else f" × {format_menge(weg.mal)}"
        return f"{menge} {weg.einheit or ''}".strip() + f" × {preis}{mal}"
    if weg.art == "prozent":
        prozent = "…" if weg.prozent is None else format_menge(weg.prozent)
        basis = "…" if weg.basis is None else format_betrag(weg.basis)
        return f"{prozent} % von {spannentext(weg.von)} ({basis})"
    if weg.art == "jahre":
        betrag = "…" if weg.menge is None else format_betrag(weg.menge)
        jahre = "…" if weg.jahre is None else format_menge(weg.jahre)
        return f"{betrag} / {jahre} {'Jahr' if weg.jahre == 1 else 'Jahre'}"
    return weg.art
