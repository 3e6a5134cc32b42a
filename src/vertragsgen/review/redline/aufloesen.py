"""Accepts or rejects all tracked changes of a WordprocessingML tree, as Word does."""

from __future__ import annotations

from collections.abc import Iterable

from vertragsgen.linearise.ooxml import PPR, PROPERTY_CHANGES, RPR, TBL, TC, TR, Element, P, W

_INS = frozenset({W + "ins", W + "moveTo"})
_DEL = frozenset({W + "del", W + "moveFrom"})
# What stays in a paragraph's or run's properties whatever is accepted: the old values do not speak of it.
_BLEIBT = {PPR: (RPR, W + "sectPr")}
_KEIN_BLOCK = frozenset(W + name for name in ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd"))
_GRENZEN = tuple(
    W + name
    for name in (
        "moveFromRangeStart",
        "moveFromRangeEnd",
        "moveToRangeStart",
        "moveToRangeEnd",
        "customXmlInsRangeStart",
        "customXmlInsRangeEnd",
        "customXmlDelRangeStart",
        "customXmlDelRangeEnd",
    )
)
_ZURUECK = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}


def nimm_an(root: Element) -> None:
    """Accepts every tracked change below ``root``, in place."""
    _loese(root, weg=_DEL, bleibt=_INS, alte_werte=False)


def lehne_ab(root: Element) -> None:
    """Rejects every tracked change below ``root``, in place."""
    _loese(root, weg=_INS, bleibt=_DEL, alte_werte=True)


def _loese(root: Element, weg: frozenset[str], bleibt: frozenset[str], alte_werte: bool) -> None:
    zellen_weg = W + ("cellIns" if alte_werte else "cellDel")
    absaetze_weg: list[Element] = []
    # Properties first: they hold marks of their own that must not be taken for changes of text.
    for aenderung in list(root.iter(*PROPERTY_CHANGES)):
        _eigenschaft(aenderung, alte_werte)
    for zeile in list(root.iter(TR)):
        trpr = zeile.find(W + "trPr")
        if trpr is not None and any(kind.tag in weg for kind in trpr):
            _entferne(zeile)
    for tcpr in list(root.iter(W + "tcPr")):
        if tcpr.find(zellen_weg) is not None:
            zelle = tcpr.getparent()
            if zelle is not None:
                _entferne(zelle)
    for tabelle in list(root.iter(TBL)):
        if next(tabelle.iter(TR), None) is None:
            _entferne(tabelle)
    for marke in list(root.iter(*weg)):
        eltern = marke.getparent()
        if eltern is None:
            continue
        if eltern.tag == RPR:
            ppr = eltern.getparent()
            absatz = None if ppr is None or ppr.tag != PPR else ppr.getparent()
            if absatz is not None:
                absaetze_weg.append(absatz)
            eltern.remove(marke)
        else:
            _entferne(marke)
            if eltern.tag == W + "hyperlink" and not len(eltern):
                _entferne(eltern)
    for marke in list(root.iter(*bleibt)):
        _packe_aus(marke)
    for text in list(root.iter(*_ZURUECK)):
        text.tag = _ZURUECK[text.tag]
    for rest in list(root.iter(W + "cellIns", W + "cellDel", W + "cellMerge", *_GRENZEN)):
        _entferne(rest)
    for absatz in absaetze_weg:
        _verschmelze(absatz)


def _eigenschaft(aenderung: Element, alte_werte: bool) -> None:
    eltern = aenderung.getparent()
    if eltern is None:
        return
    eltern.remove(aenderung)
    if not alte_werte or aenderung.tag == W + "numberingChange":
        return
    alt = next(iter(aenderung), None)
    bleibt = [kind for kind in eltern if kind.tag in _BLEIBT.get(eltern.tag, ()) or _ist_marke(kind)]
    for kind in list(eltern):
        eltern.remove(kind)
    if alt is None:
        alt_kinder: list[Element] = []
        neue_attribute: dict[str, str] = {}
    else:
        alt_kinder, neue_attribute = list(alt), {str(k): str(v) for k, v in alt.attrib.items()}
    if eltern.tag == W + "sectPr":
        # References to headers stand before all else and are not tracked.
        for name, wert in neue_attribute.items():
            eltern.set(name, wert)
    vorn = [kind for kind in bleibt if _ist_marke(kind) and eltern.tag in (RPR, W + "sectPr")]
    hinten = [kind for kind in bleibt if kind not in vorn]
    for kind in (*vorn, *alt_kinder, *hinten):
        eltern.append(kind)


def _ist_marke(kind: Element) -> bool:
    return (
        kind.tag in _INS
        or kind.tag in _DEL
        or kind.tag.endswith(("cellIns", "cellDel", "headerReference", "footerReference"))
    )


def _entferne(element: Element) -> None:
    eltern = element.getparent()
    if eltern is not None:
        eltern.remove(element)


def _packe_aus(marke: Element) -> None:
    eltern = marke.getparent()
    if eltern is None:
        return
    if eltern.tag in (RPR, W + "trPr"):
        eltern.remove(marke)
        return
    ort = eltern.index(marke)
    for kind in reversed(list(marke)):
        eltern.insert(ort, kind)
    eltern.remove(marke)


def _verschmelze(absatz: Element) -> None:
    """The paragraph's mark is gone: its content stands at the head of the next paragraph, which keeps its properties.

    Before a table or at the end there is no next one: an empty paragraph goes, one with content stays.
    """
    eltern = absatz.getparent()
    if eltern is None:
        return
    naechster = absatz.getnext()
    dazwischen: list[Element] = []
    while naechster is not None and naechster.tag in _KEIN_BLOCK:
        dazwischen.append(naechster)
        naechster = naechster.getnext()
    inhalt = [kind for kind in absatz if kind.tag != PPR]
    if naechster is None or naechster.tag != P:
        letzter = eltern.tag == TC and sum(1 for kind in eltern if kind.tag == P) == 1
        if not letzter and not _hat_inhalt(inhalt):
            eltern.remove(absatz)
        return
    ort = 1 if len(naechster) and naechster[0].tag == PPR else 0
    for kind in reversed((*inhalt, *dazwischen)):
        naechster.insert(ort, kind)
    eltern.remove(absatz)


def _hat_inhalt(inhalt: Iterable[Element]) -> bool:
    return any(next(kind.iter(W + "r"), None) is not None for kind in inhalt)
