"""What can be wrong with a single line of YAML: each function explains one mistake, or finds none."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from vertragsgen.money import kurz

_EINTRAG = re.compile(r"(?P<vor>\s*(?:- +)*)(?P<key>[^\s:#'\"\[\]{},][^:#'\"\[\]{}]*?)\s*:(?:\s+(?P<wert>\S.*?))?\s*$")
_OHNE_LEERZEICHEN = re.compile(r"(\s*(?:- +)*)([A-Za-zÄÖÜäöüß_][\wÄÖÜäöüß-]*):([^\s/].*)$")
_STRICH_OHNE_LEERZEICHEN = re.compile(r"(\s*)-([^\s\-].*)$")
# Longer lines are no profile; searching them for mistakes would take seconds.
_LAENGE_MAX = 2000
_ESCAPE = re.compile(
    r"(?<!\\)(?:\\\\)*(\\(?:u[dD][89a-fA-F]|[^0abtnvfre \"/\\N_LPxuU]|x(?![0-9a-fA-F]{2})|u(?![0-9a-fA-F]{4})"
    r"|U(?!00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})))"
)


class Fund(Struct, frozen=True):
    """A mistake: its column (from 0), what to say about it, what to do, and how long it is."""

    spalte: int
    meldung: str
    hilfe: str
    code: str = "VG102"
    laenge: int = 1


_Erklaerung = Callable[[str], Fund | None]


def _escape(line: str) -> Fund | None:
    anfang = line.find('"')
    treffer = _ESCAPE.search(line, anfang) if anfang >= 0 else None
    if treffer is None:
        return None
    if treffer[1].startswith("\\u"):
        meldung = "Der Text enthält ein unvollständiges Zeichen (einzelnes Surrogat)."
        return Fund(
            treffer.start(1),
            meldung,
            "Schreiben Sie das Zeichen selbst statt der Zeichenfolge mit „\\u“.",
            "VG105",
            6,
        )
    meldung = "In doppelten Anführungszeichen hat der umgekehrte Schrägstrich „\\“ eine besondere Bedeutung."
    return Fund(treffer.start(1), meldung, "Schreiben Sie „\\\\“ oder einfache Anführungszeichen ('…').", laenge=2)


def _anfuehrungszeichen(line: str) -> Fund | None:
    treffer = _EINTRAG.match(line)
    wert, start = (treffer["wert"] or "", treffer.start("wert")) if treffer else (line.strip().removeprefix("- "), -1)
    if treffer is None:
        start = line.find(wert)
    if wert[:1] not in ("'", '"') or start < 0:
        return None
    ende = _quote_end(wert)
    if ende is None:
        meldung = f"Das Anführungszeichen {wert[0]} wird hier geöffnet und nicht wieder geschlossen."
        return Fund(start, meldung, f"Ergänzen Sie am Ende des Werts ein {wert[0]}.")
    rest = wert[ende:].strip()
    if rest and rest[0] not in "#:,]}":
        meldung = f"Nach dem schließenden Anführungszeichen steht noch Text: „{kurz(rest)}“."
        hilfe = "Setzen Sie den ganzen Wert in einfache Anführungszeichen ('…'), wenn er selbst \" enthält."
        return Fund(start + ende, meldung, hilfe)
    return None


def _klammern(line: str) -> Fund | None:
    offen: list[tuple[str, int]] = []
    treffer = _EINTRAG.match(line)
    start = treffer.start("wert") if treffer and treffer["wert"] else len(line) - len(line.lstrip(" -"))
    if line[start : start + 1] not in ("[", "{"):
        return None
    stelle = start
    while stelle < len(line):
        zeichen = line[stelle]
        if zeichen in "'\"" and line[stelle - 1] in " ,[{:":
            ende = _quote_end(line[stelle:])
            if ende is None:
                return Fund(
                    stelle,
                    f"Das Anführungszeichen {zeichen} wird nicht wieder geschlossen.",
                    f"Ergänzen Sie ein {zeichen}.",
                )
            stelle += ende
            continue
        if zeichen == "#" and line[stelle - 1] == " ":
            break
        if zeichen in "[{":
            offen.append((zeichen, stelle))
        elif zeichen in "]}":
            if not offen or offen.pop()[0] + zeichen not in ("[]", "{}"):
                return Fund(
                    stelle,
                    f"Die Klammer „{zeichen}“ schließt hier nichts.",
                    "Zu jedem [ gehört ein ], zu jedem { ein }.",
                )
            if not offen:
                rest = line[stelle + 1 :].strip()
                if rest and not rest.startswith(("#", ":")):
                    meldung = f"Nach der schließenden Klammer steht noch Text: „{kurz(rest)}“."
                    return Fund(
                        stelle + 1,
                        meldung,
                        "Beginnen Sie eine neue Zeile oder setzen Sie Text in Anführungszeichen.",
                    )
        stelle += 1
    if offen:
        zeichen, stelle = offen[-1]
        ende_zeichen = "]" if zeichen == "[" else "}"
        return Fund(stelle, f"Die Klammer „{zeichen}“ wird nicht geschlossen.", f"Ergänzen Sie „{ende_zeichen}“.")
    return None


def _doppelpunkt_im_wert(line: str) -> Fund | None:
    treffer = re.match(r"(\s*(?:- +)*)([^\s:#'\"\[\]{}][^:#'\"\[\]{}]*): +([^\s'\"\[{|>].*)$", line)
    if treffer is None:
        return None
    ohne_kommentar = re.split(r"\s#", treffer[3], maxsplit=1)[0]
    stelle = re.search(r":(?:\s|$)", ohne_kommentar)
    if stelle is None:
        return None
    meldung = (
        f"Der Wert von „{kurz(treffer[2])}“ enthält einen Doppelpunkt mit Leerzeichen und ist nicht in "
        f"Anführungszeichen."
    )
    hilfe = f'Schreiben Sie {treffer[2].strip()}: "{kurz(ohne_kommentar.strip())}".'
    return Fund(treffer.start(3) + stelle.start(), meldung, hilfe)


def _leerzeichen_fehlt(line: str) -> Fund | None:
    treffer = _OHNE_LEERZEICHEN.match(line)
    if treffer is None or re.match(r"[^:]*:\d\d\b", line):
        return None
    hilfe = f"Schreiben Sie „{treffer[2]}: {kurz(treffer[3])}“."
    return Fund(treffer.end(2), f"Nach dem Doppelpunkt hinter „{treffer[2]}“ fehlt ein Leerzeichen.", hilfe)


def _strich(line: str) -> Fund | None:
    treffer = _STRICH_OHNE_LEERZEICHEN.match(line)
    if treffer is None or treffer[2][:1].isdigit():
        return None
    hilfe = f"Schreiben Sie „- {kurz(treffer[2])}“."
    return Fund(treffer.end(1), "Nach dem Strich eines Listeneintrags fehlt ein Leerzeichen.", hilfe)


def _sonderzeichen(line: str) -> Fund | None:
    treffer = _EINTRAG.match(line)
    wert, start = (treffer["wert"], treffer.start("wert")) if treffer else (None, 0)
    if treffer is None and line.lstrip().startswith("- "):
        wert = line.lstrip()[2:].lstrip()
        start = line.find(wert)
    if not wert or wert[0] not in "@`%&*!|>,]}?":
        return None
    if wert[0] in "|>" and re.fullmatch(r"[|>][+-]?[0-9]?[+-]?\s*(#.*)?", wert):
        return None
    meldung = f"Ein Wert darf nicht ohne Anführungszeichen mit „{wert[0]}“ beginnen."
    return Fund(start, meldung, f'Schreiben Sie "{kurz(wert)}" in Anführungszeichen.')


def _doppelpunkt_fehlt(line: str) -> Fund | None:
    text = line.strip()
    if ":" in text or text.startswith(("-", "'", '"', "[", "{", "]", "}", "#", "|", ">")):
        return None
    if not re.fullmatch(r"[A-Za-zÄÖÜäöüß_][\wÄÖÜäöüß.-]*(?:\s.*)?", text):
        return None
    wort = text.split()[0]
    hilfe = f"Schreiben Sie „{wort}: …“; Text über mehrere Zeilen gehört in Anführungszeichen oder hinter „|“."
    return Fund(line.find(wort), "In dieser Zeile fehlt der Doppelpunkt nach dem Schlüssel.", hilfe, laenge=len(wort))


def _quote_end(text: str) -> int | None:
    """Offset behind the closing quote of a text that begins with one; None if it is not closed."""
    muster = r"'(?:[^']|'')*'" if text[0] == "'" else r'"(?:[^"\\]|\\.)*"'
    treffer = re.match(muster, text)
    return treffer.end() if treffer else None


_ERKLAERUNGEN: tuple[_Erklaerung, ...] = (
    _escape,
    _anfuehrungszeichen,
    _klammern,
    _leerzeichen_fehlt,
    _doppelpunkt_im_wert,
    _strich,
    _sonderzeichen,
    _doppelpunkt_fehlt,
)


def explain_line(line: str, *, nur_anfuehrungszeichen: bool = False) -> Fund | None:
    """The first mistake found in the line; comments, empty and absurdly long lines have none."""
    if not line.strip() or line.lstrip().startswith("#") or len(line) > _LAENGE_MAX:
        return None
    erklaerungen = (_anfuehrungszeichen,) if nur_anfuehrungszeichen else _ERKLAERUNGEN
    return next((fund for erklaerung in erklaerungen if (fund := erklaerung(line))), None)
