"""A changed text as pieces, whole or cut down to what a reader needs to see the change on one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vertragsgen.review.modell import Aenderung, Aenderungsart
from vertragsgen.review.risiko import bindungswoerter
from vertragsgen.review.stellen import kurz
from vertragsgen.review.tokens import traegt_zahl
from vertragsgen.review.wortdiff import Stueck, Stueckart

Stuecke = list[list[str]]
_ZEICHEN = {Stueckart.GLEICH: "=", Stueckart.GELOESCHT: "-", Stueckart.EINGEFUEGT: "+"}
# For one line: so much equal text beside a change, so much of a changed piece, so many changed pieces.
_UMFELD, _STUECK, _HOECHSTENS, _GANZES = 26, 64, 6, 110


def stuecke(teile: Iterable[Stueck]) -> Stuecke:
    """All pieces: „=“, „-“ or „+“, and the text."""
    return [[_ZEICHEN[teil.art], teil.text] for teil in teile]


def auszug(aenderung: Aenderung, folgen: Sequence[Aenderung] = ()) -> Stuecke:
    """One change in a line or two; ``folgen`` are further paragraphs that came, went or moved with it."""
    if aenderung.art is Aenderungsart.FORMAT:
        text = kurz(aenderung.neu, 40)
        return [
            ["=", "; ".join(aenderung.format) + (f" („{text}“)" if text and text not in str(aenderung.format) else "")]
        ]
    alle = (aenderung, *folgen)
    if aenderung.art in (Aenderungsart.EINGEFUEGT, Aenderungsart.GELOESCHT):
        zeichen = "+" if aenderung.art is Aenderungsart.EINGEFUEGT else "-"
        text = " / ".join(eine.neu or eine.alt for eine in alle)
        return [[zeichen, kurz(text, _GANZES)]]
    if aenderung.art is Aenderungsart.VERSCHOBEN:
        woher = f"vorher {aenderung.stelle_alt}: " if aenderung.stelle_alt != aenderung.stelle_neu else "verschoben: "
        anders = [eine for eine in alle if any(s.art is not Stueckart.GLEICH for s in eine.stuecke)]
        rest = _schnitt(anders[0].stuecke) if anders else [["=", f"„{kurz(aenderung.neu, 70)}“"]]
        return [["=", woher], *rest]
    return _schnitt(aenderung.stuecke)


def _schnitt(teile: Sequence[Stueck]) -> Stuecke:
    """The changed pieces with a little text around; of many, those that weigh most, and how many are left out."""
    anders = [k for k, teil in enumerate(teile) if teil.art is not Stueckart.GLEICH]
    wichtig = sorted(anders, key=lambda k: (not _wiegt(teile, k), k))[:_HOECHSTENS]
    found: Stuecke = []
    for k, teil in enumerate(teile):
        if teil.art is Stueckart.GLEICH:
            links, rechts = k - 1 in wichtig, k + 1 in wichtig
            if links or rechts:
                found.append(["=", _gleich(teil.text, links, rechts)])
        elif k in wichtig:
            found.append([_ZEICHEN[teil.art], _mitte(teil.text, _STUECK)])
    if len(anders) > len(wichtig):
        found.append(["=", f" (und {len(anders) - len(wichtig)} weitere)"])
    return found


def _wiegt(teile: Sequence[Stueck], k: int) -> bool:
    return traegt_zahl(teile[k].text) or bool(bindungswoerter([teile[k]]))


def _gleich(text: str, links: bool, rechts: bool) -> str:
    """Equal text between: its start where a change stands before it, its end where one follows."""
    if len(text) <= _UMFELD * (links + rechts):
        return text
    anfang = text[:_UMFELD].rpartition(" ")[0] or text[:_UMFELD]
    ende = text[-_UMFELD:].partition(" ")[2] or text[-_UMFELD:]
    return (anfang if links else "") + " … " + (ende if rechts else "")


def _mitte(text: str, laenge: int) -> str:
    return text if len(text) <= laenge else f"{text[: laenge // 2].rstrip()} … {text[-laenge // 2 :].lstrip()}"
