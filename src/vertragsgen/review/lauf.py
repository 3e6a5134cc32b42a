"""A comparison under way: the two states, the changes found so far, and how the change of one line is reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from vertragsgen.linearise import Zeile
from vertragsgen.review.form import formatunterschiede
from vertragsgen.review.modell import Aenderung, Aenderungsart, Zahlaenderung
from vertragsgen.review.risiko import risiko
from vertragsgen.review.seite import Seite
from vertragsgen.review.verweise import Zeilenpaar
from vertragsgen.review.wortdiff import Stueck, Stueckart
from vertragsgen.review.zahlen import zahlaenderungen

_TEXT = b"</w:t>"
_INHALT = re.compile(rb"(?<=>)[^<]+(?=</w:t>)")


def _ohne_text(xml: bytes) -> bytes:
    return _INHALT.sub(b"", xml)


class Lauf(Struct):
    """The comparison under way: changes found, and all lines side by side."""

    alt: Seite
    neu: Seite
    aenderungen: list[Aenderung] = field(default_factory=list)
    zeilen: list[Zeilenpaar] = field(default_factory=list)
    hinweise: list[str] = field(default_factory=list)
    block: int = 0


def formatunterschied(
    lauf: Lauf, i: int | None, j: int | None, zelle_alt: int | None = None, zelle: int | None = None
) -> tuple[str, ...]:
    """What differs in the formatting of a line (or of one of its cells), in German; nothing where it came or went."""
    if i is None or j is None:
        return ()
    links, rechts = lauf.alt.xml(i, zelle_alt), lauf.neu.xml(j, zelle)
    if links == rechts:
        return ()
    zeichen: tuple[str, ...] = ()
    if zelle is None:
        a, b = lauf.alt.gelesen.zeilen[i], lauf.neu.gelesen.zeilen[j]
        if a.nummer != b.nummer and not any(z.isalnum() for z in a.nummer + b.nummer):
            zeichen = (f"Aufzählungszeichen: {a.nummer or 'keines'} → {b.nummer or 'keines'}",)
    # Where one piece holds all the text, the forms are equal if all but the text is: most changes of wording are such.
    if links.count(_TEXT) <= 1 and _ohne_text(links) == _ohne_text(rechts):
        return zeichen
    alt, neu = lauf.alt.form(i, zelle_alt), lauf.neu.form(j, zelle)
    return (*zeichen, *formatunterschiede(alt, neu)) if alt is not None and neu is not None else zeichen


def melde(
    lauf: Lauf,
    alt: Zeile | None,
    neu: Zeile | None,
    ort_alt: str,
    ort_neu: str,
    stuecke: list[Stueck],
    formate: tuple[str, ...],
    *,
    verschoben: bool = False,
    zahlen: tuple[Zahlaenderung, ...] | None = None,
) -> None:
    """Adds the change of one line or cell, if there is one."""
    zeile = neu or alt
    assert zeile is not None
    art = _art(alt, neu, stuecke, formate, verschoben)
    if art is None:
        return
    if zahlen is None:
        zahlen = zahlaenderungen(stuecke, ort_neu or ort_alt)
    lauf.aenderungen.append(
        Aenderung(
            art=art,
            risiko=risiko(art, zeile.art, stuecke, zahlen, zeile.nummer),
            stelle_alt=ort_alt,
            stelle_neu=ort_neu,
            stuecke=tuple(stuecke),
            zahlen=zahlen,
            format=formate,
            zeilenart=zeile.art,
        )
    )


def _art(
    alt: Zeile | None, neu: Zeile | None, stuecke: Sequence[Stueck], formate: Sequence[str], verschoben: bool
) -> Aenderungsart | None:
    if alt is None:
        return Aenderungsart.EINGEFUEGT
    if neu is None:
        return Aenderungsart.GELOESCHT
    if verschoben:
        return Aenderungsart.VERSCHOBEN
    if any(stueck.art is not Stueckart.GLEICH for stueck in stuecke):
        return Aenderungsart.GEAENDERT
    return Aenderungsart.FORMAT if formate else None
