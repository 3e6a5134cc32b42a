"""Compares the paragraphs of a finished document that have a figure with those its clauses rendered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from vertragsgen.rendering.pieces import Stueck


class Abweichung(Struct, frozen=True):
    """A paragraph that is not what its clause rendered: what stands there, and what should."""

    stueck: Stueck
    steht: str
    erzeugt: str


def zuordnen(
    rumpf: list[str], stuecke: Sequence[Stueck], eigene: Sequence[list[str]]
) -> tuple[list[str], list[Abweichung]]:
    """Compare the paragraphs ``rumpf`` of the body with ``eigene``, those of each of its clauses ``stuecke``.

    Only paragraphs with figures. Returns the paragraphs that come from no clause (the frame's), and those that differ
    from what their clause rendered.
    """
    if rumpf == [absatz for liste in eigene for absatz in liste]:
        return [], []
    frei = _ohne_treffer(rumpf, eigene)
    uebrig = [rumpf[index] for index in frei.absaetze]
    fehlt = [(stuecke[nummer], absatz) for nummer in frei.klauseln for absatz in eigene[nummer]]
    if not fehlt:
        return uebrig, []
    if len(uebrig) == len(fehlt):
        paare = zip(uebrig, fehlt, strict=True)
        return [], [Abweichung(stueck, steht, soll) for steht, (stueck, soll) in paare if steht != soll]
    from difflib import SequenceMatcher  # hardly ever do paragraphs differ

    rahmen: list[str] = []
    abweichungen = []
    vergleich = SequenceMatcher(None, uebrig, [absatz for _, absatz in fehlt], autojunk=False)
    for art, a, b, c, d in vergleich.get_opcodes():
        if art == "equal":
            continue
        for versatz in range(max(b - a, d - c)):
            steht = uebrig[a + versatz] if a + versatz < b else ""
            if c + versatz < d:
                abweichungen.append(Abweichung(fehlt[c + versatz][0], steht, fehlt[c + versatz][1]))
            else:
                rahmen.append(steht)
    return rahmen, abweichungen


class _Frei(Struct, frozen=True):
    absaetze: list[int]
    klauseln: list[int]


def _ohne_treffer(rumpf: list[str], eigene: Sequence[list[str]]) -> _Frei:
    """Paragraphs and clauses left over once every clause found in one piece is taken out."""
    belegt = bytearray(len(rumpf))
    klauseln = []
    ab = 0
    for nummer, liste in enumerate(eigene):
        laenge = len(liste)
        if not laenge:
            continue
        for anfang in _anfaenge(rumpf, liste[0], ab):
            if rumpf[anfang : anfang + laenge] == liste and not any(belegt[anfang : anfang + laenge]):
                belegt[anfang : anfang + laenge] = b"\1" * laenge
                ab = anfang + laenge
                break
        else:
            klauseln.append(nummer)
    return _Frei([index for index, frei in enumerate(belegt) if not frei], klauseln)


def _anfaenge(rumpf: list[str], erster: str, ab: int) -> Iterator[int]:
    """Where a clause may begin: most often right behind the one before."""
    if ab < len(rumpf) and rumpf[ab] == erster:
        yield ab
    stelle = -1
    while True:
        try:
            stelle = rumpf.index(erster, stelle + 1)
        except ValueError:
            return
        yield stelle
