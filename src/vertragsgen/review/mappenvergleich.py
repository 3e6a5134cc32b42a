"""Two recorded workbooks side by side: cell by cell, rows matched by what they and their sections are called."""

from __future__ import annotations

from collections.abc import Iterator

from vertragsgen.linearise.model import Art
from vertragsgen.money import format_betrag, runde
from vertragsgen.rendering.xlsx import Mappe
from vertragsgen.rendering.xlsx.blatt import Zelle, spaltenname
from vertragsgen.review.mappenreihen import Reihe, reihen, reihenpaare
from vertragsgen.review.modell import Aenderung, Aenderungsart, Dokumentvergleich, Zahlaenderung
from vertragsgen.review.risiko import risiko
from vertragsgen.review.stellen import kurz
from vertragsgen.review.wortdiff import Stueck, Stueckart, wortdiff
from vertragsgen.review.zahlen import zahlaenderungen

_TRENNER = " | "


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
        formeln = 0
        for a, b in reihenpaare(reihen(links), reihen(blatt)):
            if a is None or b is None:
                aenderungen += [_ganze_reihe(blatt.name, eine, neu=eine is b) for eine in (a, b) if eine is not None]
            elif a.zellen != b.zellen:
                aenderungen += _zellen(blatt.name, a, b)
                formeln += _andere_formel(a, b)
        if formeln:
            hinweise.append(f"Blatt „{blatt.name}“: {formeln} Formeln führen auf anderem Weg zum selben Wert.")
    hinweise += [f"Das Blatt „{name}“ ist entfallen." for name in vorher]
    return Dokumentvergleich(dokument, tuple(aenderungen), hinweise=tuple(hinweise))


def _zellen(blatt: str, alt: Reihe, neu: Reihe) -> Iterator[Aenderung]:
    """A row of both states, cell by cell."""
    name = kurz(neu.name, 50)
    for spalte in sorted(alt.zellen.keys() | neu.zellen.keys()):
        links, rechts = alt.zellen.get(spalte), neu.zellen.get(spalte)
        if links == rechts or (a := _text(links)) == (b := _text(rechts)):
            continue
        stelle = f"{_zelle(blatt, spalte, neu.nummer)}{f', {name}' if name else ''}"
        stuecke = wortdiff(a, b)
        zahlen: tuple[Zahlaenderung, ...] = zahlaenderungen(stuecke, stelle, name)
        art = Aenderungsart.GEAENDERT if a and b else Aenderungsart.EINGEFUEGT if b else Aenderungsart.GELOESCHT
        yield Aenderung(
            art, risiko(art, Art.TABELLENZEILE, stuecke, zahlen, ""), stelle if a else "",
            stelle if b else "", tuple(stuecke), tuple(zahlen),
        )  # fmt: skip


def _ganze_reihe(blatt: str, reihe: Reihe, *, neu: bool) -> Aenderung:
    """A row that came or went: one change.

    Only figures that came are told one by one, because they need an origin; those in the name of the row say nothing.
    """
    art = Aenderungsart.EINGEFUEGT if neu else Aenderungsart.GELOESCHT
    wie = Stueckart.EINGEFUEGT if neu else Stueckart.GELOESCHT
    name = kurz(reihe.name, 50)
    zusatz = f", {name}" if name else ""
    texte = {spalte: text for spalte, zelle in reihe.zellen.items() if (text := _text(zelle))}
    zahlen: list[Zahlaenderung] = []
    for spalte, text in texte.items():
        if neu and not isinstance(reihe.zellen[spalte].wert, str):
            zahlen += zahlaenderungen([Stueck(wie, text)], f"{_zelle(blatt, spalte, reihe.nummer)}{zusatz}", name)
    stuecke = (Stueck(wie, _TRENNER.join(texte.values())),)
    stelle = f"Arbeitsmappe, Blatt „{blatt}“, Zeile {reihe.nummer}{zusatz}"
    gewicht = risiko(art, Art.TABELLENZEILE, stuecke, tuple(zahlen), "")
    return Aenderung(art, gewicht, "" if neu else stelle, stelle if neu else "", stuecke, tuple(zahlen))


def _zelle(blatt: str, spalte: int, nummer: int) -> str:
    return f"Arbeitsmappe, Blatt „{blatt}“, Zelle {spaltenname(spalte)}{nummer}"


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


def _andere_formel(alt: Reihe, neu: Reihe) -> int:
    if alt.nummer != neu.nummer:  # rows that moved carry other references
        return 0
    return sum(
        alt.zellen[spalte].formel != zelle.formel and _text(alt.zellen[spalte]) == _text(zelle)
        for spalte, zelle in neu.zellen.items()
        if spalte in alt.zellen
    )
