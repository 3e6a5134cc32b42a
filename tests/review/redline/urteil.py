"""Independent judgement of redlines: another program resolves them, and the text is read by the lineariser."""

from __future__ import annotations

import re
from typing import Any

from vertragsgen.linearise import linearise_docx, to_markdown
from vertragsgen.review.redline.abbild import Abbild
from vertragsgen.review.redline.paket import Paket

_LINK = re.compile(r"( <[^<>]+>)\1+")
_MARKE = re.compile(rb"<w:(ins|del|moveFrom|moveTo|\w+Change|cellIns|cellDel|delText|delInstrText)[ >/]")


def text(data: bytes) -> str:
    """All text with numbers, tables, headers, notes, link targets; a link in two pieces side by side is one."""
    return _LINK.sub(r"\1", to_markdown(linearise_docx(data)))


def bild(data: bytes, masse: bool = True) -> object:
    """Text, structure and formatting of the body; without ``masse`` widths and properties of cells are left out."""
    paket = Paket(data)
    ganz = Abbild(paket).story(paket.haupt)
    return ganz if masse else _ohne_masse(ganz)


def _ohne_masse(teil: Any) -> Any:
    if isinstance(teil, tuple) and len(teil) == 4 and teil[0] == "t":
        return ("t", tuple((zeile[0], tuple(_ohne_masse(zelle[1]) for zelle in zeile[2])) for zeile in teil[3]))
    return tuple(_ohne_masse(eins) for eins in teil) if isinstance(teil, tuple) else teil


def marken(data: bytes) -> list[bytes]:
    """The kinds of revision marks in all parts of a package."""
    paket = Paket(data)
    namen = [n for n in paket._namen if n.startswith("word/") and n.endswith(".xml")]
    return [fund[1] for name in namen for fund in _MARKE.finditer(paket.bytes_von(name) or b"")]
