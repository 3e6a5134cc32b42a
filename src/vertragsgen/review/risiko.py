"""How closely a lawyer must look at a change: the class of risk, from figures and binding words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vertragsgen.linearise.model import Art
from vertragsgen.review.modell import Aenderungsart, Risiko, Zahlaenderung, Zahlart
from vertragsgen.review.tokens import zerlege
from vertragsgen.review.wortdiff import Stueck, Stueckart

# Words that decide whether, when and how far something is owed.
_BINDUNG = re.compile(
    r"""nicht|nichts|niemals|nie|kein(?:e[mnrs]?)?|ohne|außer|weder|noch
    |m[uü]ss(?:en|t|te|ten)?|muß|muss|soll(?:en|te|ten)?|kann|können|könnte[n]?|darf|dürfen|dürfte[n]?
    |hat|haben|ist|sind|wird|werden
    |verpflicht\w*|berechtig\w*|gewähr\w*|haft\w*|zulässig|unzulässig|ausgeschlossen|entfäll\w*|entfallen|gilt|gelten
    |unverzüglich|sofort|umgehend|jederzeit|fristlos|fristgerecht|rechtzeitig|spätestens|frühestens|bis|ab
    |mindestens|höchstens|maximal|minimal|nur|ausschließlich|ausgenommen|allein|insbesondere|grundsätzlich|stets|immer
    |schriftlich\w*|textform|schriftform|einvernehmlich|einseitig|vorbehaltlich|sofern|soweit|falls|wenn|solange
    |verbindlich\w*|unverbindlich\w*|unbefristet|befristet|zwingend|freiwillig|zustimmung|genehmigung|widerruf\w*
    |und|oder|beziehungsweise|bzw\.|alle[mnrs]?|jede[mnrs]?|einzelne[mnrs]?|ganz|teilweise|erheblich\w*|wesentlich\w*""",
    re.IGNORECASE | re.VERBOSE,
)
# Any of these alone says little in a sentence that was rewritten anyway; exchanged for one another they bind.
_SCHWACH = frozenset(
    ("und", "oder", "bzw.", "ist", "sind", "wird", "werden", "hat", "haben", "bis", "ab", "noch", "ganz")
) | {
    "gilt",
    "gelten",
    "alle",
    "allen",
    "aller",
}
_LANG = 40


def bindungswoerter(stuecke: Sequence[Stueck]) -> tuple[str, ...]:
    """The binding words that came or went, in order, without repetition."""
    weg, dazu = (
        [
            token.lower()
            for stueck in stuecke
            if stueck.art is art
            for token in zerlege(stueck.text)
            if _BINDUNG.fullmatch(token)
        ]
        for art in (Stueckart.GELOESCHT, Stueckart.EINGEFUEGT)
    )
    anders = [wort for wort in dict.fromkeys([*weg, *dazu]) if weg.count(wort) != dazu.count(wort)]
    starke = [wort for wort in anders if wort not in _SCHWACH]
    return tuple(anders if starke or _kurz(stuecke) else ())


def _kurz(stuecke: Sequence[Stueck]) -> bool:
    return all(len(s.text) <= _LANG for s in stuecke if s.art is not Stueckart.GLEICH)


def risiko(
    art: Aenderungsart, zeilenart: Art, stuecke: Sequence[Stueck], zahlen: Sequence[Zahlaenderung], nummer: str = ""
) -> Risiko:
    """The class of a change; ``nummer`` is the number of the paragraph that came or went."""
    if art is Aenderungsart.FORMAT:
        return Risiko.FORMAT
    if any(
        zahl.art in (Zahlart.BETRAG, Zahlart.PROZENT, Zahlart.SCHLUESSEL, Zahlart.IBAN, Zahlart.ZAHL) for zahl in zahlen
    ):
        return Risiko.BETRAG
    if zahlen or (art in (Aenderungsart.EINGEFUEGT, Aenderungsart.GELOESCHT) and _klausel(zeilenart, stuecke, nummer)):
        return Risiko.FRIST_NORM_KLAUSEL
    if bindungswoerter(stuecke):
        return Risiko.BINDUNG
    return Risiko.VERSCHOBEN if art is Aenderungsart.VERSCHOBEN and not _anders(stuecke) else Risiko.SONSTIGES


def _anders(stuecke: Sequence[Stueck]) -> bool:
    return any(stueck.art is not Stueckart.GLEICH for stueck in stuecke)


def _klausel(zeilenart: Art, stuecke: Sequence[Stueck], nummer: str) -> bool:
    """True for what a lawyer calls a clause: a numbered paragraph, a heading, or at least a sentence of the body."""
    if zeilenart is Art.UEBERSCHRIFT or (nummer and nummer[:1].isalnum()):
        return True
    return (
        zeilenart in (Art.ABSATZ, Art.AUFZAEHLUNG, Art.FUSSNOTE, Art.ENDNOTE)
        and sum(len(s.text) for s in stuecke) > _LANG
    )
