"""Which paragraph ends are new, gone or both, so that accepting and rejecting give whole paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from vertragsgen.linearise.ooxml import Element
from vertragsgen.review.redline.absatz import DEL, INS

BEIDE = "beide"


class Absatz(Struct):
    """A paragraph of the result: its content, and whose end it is (``beide``, ``ins``, ``del``).

    ``alt`` and ``neu`` are the paragraphs whose properties the end carries in the old and in the new state.
    ``inhalt`` is None for a paragraph that stays as the new package has it.
    """

    ende: str
    alt: Element | None
    neu: Element | None
    inhalt: list[Element] | None = None
    davor: list[Element] = field(default_factory=list)


class Anderes(Struct):
    """A table or another block: ``ende`` says in which state it is, ``elemente`` what stands for it."""

    ende: str
    elemente: list[Element]
    davor: list[Element] = field(default_factory=list)


Stueck = Absatz | Anderes


def ordne(stuecke: list[Stueck]) -> list[Stueck]:
    """The same content with ends that can be accepted and rejected.

    The last paragraph of a story, and one before a table, cannot lose its end: there the marks move to the ends
    before it („put the revision on the preceding mark“).
    """
    ergebnis: list[Stueck] = []
    strecke: list[Absatz] = []
    for stueck in stuecke:
        if isinstance(stueck, Absatz):
            strecke.append(stueck)
            continue
        ergebnis += _strecke(strecke)
        strecke = []
        ergebnis.append(stueck)
    letzte = _strecke(strecke)
    ergebnis += letzte
    if letzte and letzte[-1].ende != BEIDE:
        _ueber_tabellen(ergebnis)
    return ergebnis


def _strecke(strecke: list[Absatz]) -> list[Absatz]:
    """Paragraphs up to a table or the end of the story."""
    if not strecke or strecke[-1].ende == BEIDE:
        return strecke
    gemeinsam = [k for k, absatz in enumerate(strecke) if absatz.ende == BEIDE]
    if gemeinsam:
        schiebe(strecke[gemeinsam[-1] :])
        return strecke
    if {absatz.ende for absatz in strecke} == {INS, DEL}:
        return _ein_paar(strecke)
    return strecke


def schiebe(absaetze: Sequence[Absatz]) -> None:
    """The first end, in both states, becomes the last one; each other moves one paragraph up.

    In either state the ends keep their order, so each takes the properties that stand next in its own.
    """
    alte = iter([absatz.alt for absatz in absaetze if absatz.ende != INS])
    neue = iter([absatz.neu for absatz in absaetze if absatz.ende != DEL])
    enden = [absatz.ende for absatz in absaetze[1:]] + [absaetze[0].ende]
    for absatz, ende in zip(absaetze, enden, strict=True):
        if absatz.inhalt is None and absatz.neu is not None:
            absatz.inhalt = [kind for kind in absatz.neu if not str(kind.tag).endswith("}pPr")]
        absatz.ende = ende
        absatz.alt = next(alte) if ende != INS else None
        absatz.neu = next(neue) if ende != DEL else None


def _ein_paar(strecke: list[Absatz]) -> list[Absatz]:
    """Nothing stayed here: the last old and the last new paragraph share their end."""
    alt = max(k for k, absatz in enumerate(strecke) if absatz.ende == DEL)
    neu = max(k for k, absatz in enumerate(strecke) if absatz.ende == INS)
    gemeinsam = _vereint(strecke[alt], strecke[neu])
    return [absatz for k, absatz in enumerate(strecke) if k not in (alt, neu)] + [gemeinsam]


def _vereint(alt: Absatz, neu: Absatz) -> Absatz:
    return Absatz(BEIDE, alt.alt, neu.neu, [*(alt.inhalt or []), *(neu.inhalt or [])], [*alt.davor, *neu.davor])


def _ueber_tabellen(ergebnis: list[Stueck]) -> None:
    """The story ends with a paragraph of one state only: its partner stands before a table that is not in both."""
    letzter = ergebnis[-1]
    assert isinstance(letzter, Absatz)
    art = letzter.ende
    von = len(ergebnis) - 1
    while von >= 0 and ergebnis[von].ende == art:
        von -= 1
    partner = ergebnis[von] if von >= 0 else None
    if isinstance(partner, Absatz) and partner.ende == BEIDE:
        schiebe([stueck for stueck in ergebnis[von:] if isinstance(stueck, Absatz)])
        return
    gegen = [k for k, stueck in enumerate(ergebnis) if isinstance(stueck, Absatz) and stueck.ende not in (art, BEIDE)]
    # Its last paragraph in the other state, if nothing of that state follows it: a table would change places with it.
    if gegen and all(stueck.ende == art for stueck in ergebnis[gegen[-1] + 1 :]):
        anderer = ergebnis.pop(gegen[-1])
        assert isinstance(anderer, Absatz)
        alt, neu = (anderer, letzter) if art == INS else (letzter, anderer)
        ergebnis[-1] = _vereint(alt, neu)
