"""The formatting of a paragraph or cell as comparable values, and differences between two in German words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from vertragsgen.linearise.ooxml import PPR, PROPERTY_CHANGES, RPR, TC, VAL, Element, W
from vertragsgen.review.folgen import vergleiche
from vertragsgen.review.stellen import kurz
from vertragsgen.review.tokens import zerlege

# No reader sees these: ids of editing sessions, language of the spell checker, marks of other tools, revisions.
_UNSICHTBAR = PROPERTY_CHANGES | {
    W + name for name in ("ins", "del", "moveFrom", "moveTo", "lang", "noProof", "sectPr")
}
# A number is compared as Word shows it; the list that counts it may be another instance after every build.
_ABSATZ_UNSICHTBAR = _UNSICHTBAR | {W + "numPr", RPR}
_ABGESPALTEN = frozenset({W + "del", W + "moveFrom", W + "txbxContent"})
_ZEICHEN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
_OBJEKT = "\ufffc"

_NAMEN = {
    "pStyle": "Formatvorlage",
    "rStyle": "Zeichenvorlage",
    "b": "fett",
    "i": "kursiv",
    "u": "unterstrichen",
    "strike": "durchgestrichen",
    "caps": "Großbuchstaben",
    "smallCaps": "Kapitälchen",
    "color": "Schriftfarbe",
    "sz": "Schriftgröße",
    "rFonts": "Schriftart",
    "highlight": "Hervorhebung",
    "shd": "Schattierung",
    "vertAlign": "hoch-/tiefgestellt",
    "vanish": "ausgeblendet",
    "jc": "Ausrichtung",
    "ind": "Einzug",
    "spacing": "Abstand",
    "keepNext": "mit dem nächsten Absatz zusammenhalten",
    "keepLines": "Zeilen zusammenhalten",
    "pageBreakBefore": "Seitenumbruch davor",
    "tabs": "Tabulatoren",
    "pBdr": "Rahmen",
    "outlineLvl": "Gliederungsebene",
    "contextualSpacing": "Abstand zwischen gleichen Absätzen",
    "tcW": "Spaltenbreite",
    "gridSpan": "verbundene Spalten",
    "vMerge": "verbundene Zeilen",
    "vAlign": "senkrechte Ausrichtung",
    "tcBorders": "Zellenrahmen",
    "tblHeader": "Kopfzeile der Tabelle",
    "cantSplit": "Zeile nicht trennen",
    "trHeight": "Zeilenhöhe",
}
_JA_NEIN = frozenset(
    (
        "b",
        "i",
        "strike",
        "caps",
        "smallCaps",
        "vanish",
        "keepNext",
        "keepLines",
        "pageBreakBefore",
        "tblHeader",
        "cantSplit",
    )
)
_AUSRICHTUNG = {"left": "links", "start": "links", "center": "zentriert", "right": "rechts", "both": "Blocksatz"}

Vorlagenname = Callable[[str], str]


class Form(Struct, frozen=True):
    """Properties of the block as ``name=value``, and its runs: text and properties, equal neighbours as one."""

    absatz: tuple[str, ...]
    laeufe: tuple[tuple[str, tuple[str, ...]], ...]


def form_von(elemente: Iterable[Element], vorlage: Vorlagenname) -> Form:
    """The formatting of paragraphs, a ``w:tc`` or a ``w:tr``; ``vorlage`` gives the name of a style id."""
    absatz: list[str] = []
    laeufe: list[tuple[str, tuple[str, ...]]] = []
    for element in elemente:
        absatz += _block(element, vorlage)
        for lauf in _laeufe(element):
            text = _text(lauf)
            if text:
                rpr = lauf.find(RPR)
                eigen = () if rpr is None else tuple(sorted(_liste(rpr, _UNSICHTBAR, vorlage)))
                if laeufe and laeufe[-1][1] == eigen:
                    text = laeufe.pop()[0] + text
                laeufe.append((text, eigen))
    return Form(tuple(absatz), tuple(laeufe))


def _block(element: Element, vorlage: Vorlagenname) -> list[str]:
    """Properties of all that the element holds: its own, and for a row those of its cells and paragraphs in order."""
    found: list[str] = []
    for teil in element.iter(PPR, W + "tcPr", W + "trPr"):
        if not any(vorfahr.tag in _ABGESPALTEN for vorfahr in teil.iterancestors()):
            found += sorted(_liste(teil, _ABSATZ_UNSICHTBAR, vorlage))
        if element.tag != TC and teil.tag == W + "tcPr":
            found.append("|")
    return found


def _laeufe(element: Element) -> Iterator[Element]:
    for kind in element:
        if kind.tag == W + "r":
            yield kind
        elif kind.tag not in _ABGESPALTEN and kind.tag != PPR:
            yield from _laeufe(kind)


def _text(lauf: Element) -> str:
    teile: list[str] = []
    for kind in lauf:
        if kind.tag == W + "t":
            teile.append(kind.text or "")
        elif kind.tag in _ZEICHEN:
            teile.append(_ZEICHEN[kind.tag])
        elif kind.tag in (W + "drawing", W + "footnoteReference", W + "endnoteReference", W + "sym"):
            teile.append(_OBJEKT)
    return "".join(teile)


def _liste(parent: Element, ohne: frozenset[str], vorlage: Vorlagenname) -> Iterator[str]:
    for kind in parent:
        if kind.tag in ohne or not isinstance(kind.tag, str):
            continue
        name = kind.tag.rpartition("}")[2]
        if name in ("bCs", "iCs", "szCs"):
            continue
        wert = kind.get(VAL)
        if name in ("pStyle", "rStyle"):
            yield f"{name}={vorlage(wert or '')}"
        elif name in _JA_NEIN:
            yield f"{name}={'nein' if wert in ('0', 'false', 'off') else 'ja'}"
        else:
            rest = ",".join(f"{str(k).rpartition('}')[2]}:{v!s}" for k, v in sorted(kind.attrib.items()))
            tiefer = ";".join(_liste(kind, ohne, vorlage))
            yield f"{name}={rest}{f'({tiefer})' if tiefer else ''}"


def formatunterschiede(alt: Form, neu: Form) -> tuple[str, ...]:
    """What differs in formatting, in German; nothing if only the wording does."""
    if alt == neu:
        return ()
    found = list(_absatz(alt.absatz, neu.absatz))
    found += _zeichen(alt, neu)
    return tuple(dict.fromkeys(found))


def _absatz(alt: tuple[str, ...], neu: tuple[str, ...]) -> Iterator[str]:
    weg: dict[str, str] = {}
    dazu: dict[str, str] = {}
    for teil in vergleiche(alt, neu):
        if not teil.gleich:
            weg.update(eintrag.partition("=")[::2] for eintrag in alt[teil.a0 : teil.a1])
            dazu.update(eintrag.partition("=")[::2] for eintrag in neu[teil.b0 : teil.b1])
    for name in dict.fromkeys((*weg, *dazu)):
        if name != "|" and weg.get(name) != dazu.get(name):
            yield _satz(name, weg.get(name), dazu.get(name))


def _satz(name: str, alt: str | None, neu: str | None) -> str:
    wort = _NAMEN.get(name, name)
    if name in _JA_NEIN:
        return f"{wort}: {alt or 'nein'} → {neu or 'nein'}"
    if name in ("pStyle", "rStyle"):
        ohne = "Standard" if name == "pStyle" else "keine"
        return f"{wort}: {alt or ohne} → {neu or ohne}"
    if name == "jc":
        a, b = (_AUSRICHTUNG.get((wert or "val:left").partition(":")[2], wert or "") for wert in (alt, neu))
        return f"{wort}: {a} → {b}"
    if name == "sz":
        a, b = (_punkt(wert) for wert in (alt, neu))
        return f"{wort}: {a} → {b}"
    return f"{wort} geändert"


def _punkt(wert: str | None) -> str:
    zahl = (wert or "").partition(":")[2]
    return f"{int(zahl) / 2:g} pt".replace(".", ",") if zahl.isdigit() else "wie die Vorlage"


def _zeichen(alt: Form, neu: Form) -> Iterator[str]:
    """Differences of the characters that stayed: which properties, and on which words."""
    a, b = _je_token(alt), _je_token(neu)
    stellen: dict[tuple[str, ...], list[str]] = {}
    for teil in vergleiche([t for t, _ in a], [t for t, _ in b]):
        if not teil.gleich:
            continue
        vorige: tuple[str, ...] | None = None
        for (text, links), (_, rechts) in zip(a[teil.a0 : teil.a1], b[teil.b0 : teil.b1], strict=True):
            saetze = tuple(_absatz(links, rechts)) if links != rechts else ()
            if saetze and saetze == vorige:
                stellen[saetze][-1] += text
            elif saetze:
                stellen.setdefault(saetze, []).append(text)
            vorige = saetze
    for saetze, texte in stellen.items():
        wo = ", ".join(f"„{kurz(text, 40)}“" for text in texte if text.strip()) or "Leerzeichen"
        for satz in saetze:
            yield f"{satz} bei {wo}"


def _je_token(form: Form) -> list[tuple[str, tuple[str, ...]]]:
    return [(token, eigen) for text, eigen in form.laeufe for token in zerlege(text)]
