"""Two recorded workbooks side by side: cell by cell, rows matched by what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from vertragsgen.linearise.model import Art
from vertragsgen.money import format_betrag, runde
from vertragsgen.rendering.xlsx import Mappe
from vertragsgen.rendering.xlsx.blatt import Blatt, Zelle, spaltenname
from vertragsgen.review.modell import Aenderung, Aenderungsart, Dokumentvergleich, Zahlaenderung
from vertragsgen.review.risiko import risiko
from vertragsgen.review.stellen import kurz
from vertragsgen.review.wortdiff import wortdiff
from vertragsgen.review.zahlen import zahlaenderungen

Reihe = dict[int, Zelle]


def compare_workbooks(alt: Mappe, neu: Mappe, dokument: str = "") -> Dokumentvergleich:
    """What differs between the cells of two workbooks, worksheet by worksheet.

    A formula that changed without its value is listed as a note: the figure stays, the way to it does not.
    """
    aenderungen: list[Aenderung] = []
    hinweise: list[str] = []
    vorher = {blatt.name: blatt for blatt in alt.blaetter}
    for blatt in neu.blaetter:
        links = vorher.pop(blatt.name, None)
        if links is None:
            hinweise.append(f"Das Blatt „{blatt.name}“ ist neu.")
            continue
        if links.zellen == blatt.zellen:
            continue
        paare = [(a, b) for a, b in _reihenpaare(links, blatt) if a is None or b is None or a[1] != b[1]]
        for a, b in paare:
            aenderungen += _reihe(blatt.name, a, b)
        formeln = sum(_andere_formel(a, b) for a, b in paare)
        if formeln:
            hinweise.append(f"Blatt „{blatt.name}“: {formeln} Formeln führen auf anderem Weg zum selben Wert.")
    hinweise += [f"Das Blatt „{name}“ ist entfallen." for name in vorher]
    return Dokumentvergleich(dokument, tuple(aenderungen), hinweise=tuple(hinweise))


def _reihenpaare(alt: Blatt, neu: Blatt) -> Iterator[tuple[tuple[int, Reihe] | None, tuple[int, Reihe] | None]]:
    links, rechts = _reihen(alt), _reihen(neu)
    namen = [[_name(reihe) for _, reihe in seite] for seite in (links, rechts)]
    for art, i, j, k, m in SequenceMatcher(None, namen[0], namen[1], autojunk=False).get_opcodes():
        if art == "equal" or j - i == m - k:
            yield from zip(links[i:j], rechts[k:m], strict=True)
        else:
            yield from ((reihe, None) for reihe in links[i:j])
            yield from ((None, reihe) for reihe in rechts[k:m])


def _reihen(blatt: Blatt) -> list[tuple[int, Reihe]]:
    reihen: dict[int, Reihe] = {}
    for (zeile, spalte), zelle in sorted(blatt.zellen.items()):
        if zelle.wert is not None:
            reihen.setdefault(zeile, {})[spalte] = zelle
    return list(reihen.items())


def _name(reihe: Reihe) -> str:
    return " ".join(zelle.wert for zelle in reihe.values() if isinstance(zelle.wert, str) and zelle.formel is None)[:80]


def _reihe(blatt: str, alt: tuple[int, Reihe] | None, neu: tuple[int, Reihe] | None) -> Iterator[Aenderung]:
    links, rechts = alt[1] if alt else {}, neu[1] if neu else {}
    nummer = (neu or alt or (0, {}))[0] + 1
    name: str | None = None
    for spalte in sorted(links.keys() | rechts.keys()):
        zellen = links.get(spalte), rechts.get(spalte)
        if zellen[0] == zellen[1] or (a := _text(zellen[0])) == (b := _text(zellen[1])):
            continue
        name = kurz(_name(rechts or links), 50) if name is None else name
        stelle = f"Arbeitsmappe, Blatt „{blatt}“, Zelle {spaltenname(spalte)}{nummer}{f', {name}' if name else ''}"
        stuecke = wortdiff(a, b)
        zahlen: tuple[Zahlaenderung, ...] = zahlaenderungen(stuecke, stelle, name)
        art = Aenderungsart.GEAENDERT if a and b else Aenderungsart.EINGEFUEGT if b else Aenderungsart.GELOESCHT
        yield Aenderung(
            art, risiko(art, Art.TABELLENZEILE, stuecke, zahlen, ""), stelle if a else "",
            stelle if b else "", tuple(stuecke), tuple(zahlen),
        )  # fmt: skip


def _text(zelle: Zelle | None) -> str:
    """A cell as it is shown, amounts to the cent; more digits only where there are more."""
    if zelle is None or zelle.wert is None:
        return ""
    if isinstance(zelle.wert, str):
        return zelle.wert
    exponent = zelle.wert.as_tuple().exponent
    if isinstance(exponent, int) and exponent <= -2 and "euro" in zelle.art:
        return format_betrag(runde(zelle.wert))
    return f"{runde(zelle.wert, 4).normalize():f}".replace(".", ",") if exponent else f"{zelle.wert:f}"


def _andere_formel(alt: tuple[int, Reihe] | None, neu: tuple[int, Reihe] | None) -> int:
    if alt is None or neu is None or alt[0] != neu[0]:  # rows that moved carry other references
        return 0
    return sum(
        alt[1][spalte].formel != zelle.formel and _text(alt[1][spalte]) == _text(zelle)
        for spalte, zelle in neu[1].items()
        if spalte in alt[1]
    )
