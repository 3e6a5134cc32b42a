"""Who tracked which changes and wrote which comments in a document that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vertragsgen.linearise.model import Zeile
from vertragsgen.linearise.ooxml import PPR, PROPERTY_CHANGES, RPR, TR, Element, P, W
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.story import Origin
from vertragsgen.linearise.xmlparts import Unlesbar
from vertragsgen.review.modell import Bearbeitung, Kommentar
from vertragsgen.review.stellen import Ort

_ARTEN = {
    W + "ins": "eingefügt",
    W + "cellIns": "eingefügt",
    W + "del": "gestrichen",
    W + "cellDel": "gestrichen",
    W + "moveFrom": "verschoben",
    W + "moveTo": "verschoben",
    **dict.fromkeys(PROPERTY_CHANGES, "formatiert"),
    W + "cellMerge": "formatiert",
}
_TEXTE = (W + "t", W + "delText")
# In our own documents a tracked change names who made it.
_VERFASSER = b"w:author="
_TEILE = ("header", "footer", "document", "footnotes", "endnotes")

Elemente = Sequence[Origin]


def hat_bearbeitungen(root: Element) -> bool:
    """True if a part holds tracked changes of any kind."""
    return any(True for _ in root.iter(*_ARTEN))


def bearbeitungen(
    package: Package, zeilen: Sequence[Zeile], orte: Sequence[Ort], elemente: Elemente
) -> list[Bearbeitung]:
    """All tracked changes of a DOCX, part by part; changes of one author to one paragraph follow as they stand.

    ``elemente`` are those the lines were read from, out of the shared trees of ``package``.
    """
    found: list[Bearbeitung] = []
    try:
        for name in package.names:
            kurzname = name.rpartition("/")[2]
            if not name.startswith("word/") or not kurzname.startswith(_TEILE) or not name.endswith(".xml"):
                continue
            if package.own and _VERFASSER not in (package.read(name) or b""):
                continue
            root = package.tree(name)
            if root is not None and hat_bearbeitungen(root):
                found += _teil(root, _stellen(name, zeilen, orte, elemente))
    except Unlesbar:
        return found
    return found


def _stellen(teil: str, zeilen: Sequence[Zeile], orte: Sequence[Ort], elemente: Elemente) -> dict[Element, str]:
    """The place of each paragraph and row of the part."""
    wo: dict[Element, str] = {}
    for zeile, ort, gruppe in zip(zeilen, orte, elemente, strict=False):
        if zeile.teil == teil and not isinstance(gruppe, bytes):
            wo.update((element, ort.stelle) for element in gruppe)
    return wo


def _teil(root: Element, stellen: dict[Element, str]) -> Iterator[Bearbeitung]:
    letzte = ""
    vorige: Bearbeitung | None = None
    for element in root.iter(P, TR, *_ARTEN):
        if element.tag in (P, TR):
            letzte = stellen.get(element) or _daran(element, stellen) or letzte
            continue
        jetzt = Bearbeitung(
            autor=element.get(W + "author", ""),
            datum=element.get(W + "date", ""),
            stelle=letzte,
            art=_ARTEN[element.tag],
            text=_text(element),
        )
        # Word marks every run, cell and paragraph mark by itself; a reader sees one change.
        gleich = vorige is not None and (vorige.autor, vorige.stelle, vorige.art) == (jetzt.autor, letzte, jetzt.art)
        if gleich and vorige is not None:
            zusammen = vorige.text + jetzt.text if jetzt.text not in vorige.text else vorige.text
            vorige = Bearbeitung(vorige.autor, vorige.datum, letzte, vorige.art, zusammen)
            continue
        if vorige is not None:
            yield vorige
        vorige = jetzt
    if vorige is not None:
        yield vorige


def _daran(element: Element, stellen: dict[Element, str]) -> str:
    return next((stellen[vorfahr] for vorfahr in element.iterancestors(TR, P) if vorfahr in stellen), "")


def _text(element: Element) -> str:
    """The text a change is about; for a format change that of its run, for a row or paragraph mark all of it."""
    traeger = element
    eltern = element.getparent()
    if eltern is not None and eltern.tag in (RPR, PPR, W + "trPr", W + "tcPr"):
        daruber = eltern.getparent()
        # The mark of a paragraph (w:pPr/w:rPr/w:ins) has no text; the change of its runs is listed by itself.
        if daruber is None or daruber.tag == PPR:
            return ""
        traeger = daruber
    return "".join(teil.text or "" for teil in traeger.iter(*_TEXTE))


def kommentare(package: Package, orte: Sequence[Ort], elemente: Elemente) -> list[Kommentar]:
    """All comments of a DOCX with the place they are anchored at, in the order of the comments part."""
    try:
        name = next((name for name in package.names if name.lower() == "word/comments.xml"), "")
        root = package.tree(name) if name else None
    except Unlesbar:
        return []
    if root is None:
        return []
    wo: dict[str, str] = {}
    for ort, gruppe in zip(orte, elemente, strict=False):
        for element in () if isinstance(gruppe, bytes) else gruppe:
            for anker in element.iter(W + "commentReference", W + "commentRangeStart"):
                wo.setdefault(anker.get(W + "id", ""), ort.stelle)
    return [
        Kommentar(
            autor=kommentar.get(W + "author", ""),
            datum=kommentar.get(W + "date", ""),
            stelle=wo.get(kommentar.get(W + "id", ""), ""),
            text="\n".join("".join(t.text or "" for t in absatz.iter(W + "t")) for absatz in kommentar.iter(P)),
        )
        for kommentar in root.iter(W + "comment")
    ]
