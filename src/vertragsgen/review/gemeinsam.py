"""One change out of many that are the same but for what is each provider's own: that is marked, never one provider's.

A group of changes is shown once. What differs between its documents (a name, an amount, a period) must not be read as if
it were the first provider's for all of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from vertragsgen.review.modell import Aenderung, Zahlaenderung
from vertragsgen.review.wortdiff import Stueck, Stueckart, wortdiff

# Stands where the documents of a group have words or figures of their own.
JE_TRAEGER = "‹je nach Träger›"
# The same while texts are laid over each other: no word of it may be found in one of them.
_MARKE = "\ue000"


def gemeinsam(aenderungen: Sequence[Aenderung]) -> Aenderung:
    """The first of these changes, with ``JE_TRAEGER`` in its pieces and figures where the others read otherwise.

    All must consist of pieces of the same kinds in the same order, as those of one group do.
    """
    erste = aenderungen[0]
    stuecke = [
        Stueck(erste.stuecke[k].art, _gemeinsamer_text([eine.stuecke[k].text for eine in aenderungen]))
        for k in range(len(erste.stuecke))
    ]
    zahlen = [
        _gemeinsame_zahl(nebeneinander) for nebeneinander in zip(*(eine.zahlen for eine in aenderungen), strict=False)
    ]
    return replace(erste, stuecke=tuple(stuecke), zahlen=tuple(zahlen))


def _gemeinsamer_text(texte: Sequence[str]) -> str:
    erster, *andere = dict.fromkeys(texte)
    for anderer in andere:
        erster = _markiert(erster, anderer)
    return erster.replace(_MARKE, JE_TRAEGER)


def _markiert(text: str, anderer: str) -> str:
    """``text`` with the mark where ``anderer`` differs, and where it was marked before."""
    teile: list[str] = []
    for stueck in wortdiff(text, anderer):
        if stueck.art is Stueckart.GLEICH:
            teile.append(stueck.text)
        elif not teile or teile[-1] != _MARKE:
            teile.append(_MARKE)
    return "".join(teile)


def _gemeinsame_zahl(zahlen: Sequence[Zahlaenderung]) -> Zahlaenderung:
    erste = zahlen[0]
    alt, neu = ({getattr(zahl, seite) for zahl in zahlen} for seite in ("alt", "neu"))
    if len(alt) == len(neu) == 1:
        return erste
    return replace(
        erste,
        alt=erste.alt if len(alt) == 1 else JE_TRAEGER,
        neu=erste.neu if len(neu) == 1 else JE_TRAEGER,
        differenz=None,
        prozent=None,
    )
