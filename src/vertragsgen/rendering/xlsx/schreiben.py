"""A recorded workbook as an Excel file; the same record gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain, count
from operator import itemgetter

from msgspec import Struct, field

from vertragsgen.rendering.docx.package import Gemeinsam
from vertragsgen.rendering.xlsx.blatt import Blatt
from vertragsgen.rendering.xlsx.geruest import TEXTE, Blattform, blattdatei, fuelle, geruest
from vertragsgen.rendering.xlsx.zellmuster import Muster, zellmuster
from vertragsgen.rendering.xmltext import escape, escape_attribute

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RANDLEER = re.compile(r"^\s|\s$")
# Excel reads _x0041_ in a text as a character's code; its own underscore is written as one.
_KODIERT = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_LETZTE_SPALTE_EXCEL = 16383
STELLEN_DOUBLE = 16


class Mappe(Struct):
    """A workbook before it is a file: its title, its author (the authority) and its worksheets."""

    titel: str
    verfasser: str
    blaetter: list[Blatt] = field(default_factory=list)

    def texte(self) -> list[str]:
        """All texts of cells, in the order in which they were written, each once."""
        werte = chain.from_iterable(map(itemgetter(1), blatt.zellen.values()) for blatt in self.blaetter)
        return list(dict.fromkeys([wert for wert in werte if isinstance(wert, str)]))


def shared_parts(mappe: Mappe) -> Gemeinsam:
    """The parts that this workbook shares with all of its layout, compressed once."""
    return geruest(_formen(mappe)).gemeinsam


def _formen(mappe: Mappe) -> tuple[Blattform, ...]:
    return tuple(Blattform(b.breiten, b.fixiert, bool(b.kopf), bool(b.fuss), b.hoch) for b in mappe.blaetter)


def mappenteile(mappe: Mappe, *, rand: Callable[[str], str] = str) -> dict[str, bytes]:
    """The parts of the workbook's file by name, in file order; ``rand`` gives a recorded header or footer its final text."""
    rahmen = geruest(_formen(mappe))
    texte = _Texte()
    werte = [escape_attribute(mappe.titel), escape_attribute(mappe.verfasser)]
    for blatt in mappe.blaetter:
        werte += [escape_attribute(blatt.name), escape(rand(blatt.kopf)), escape(rand(blatt.fuss))]
    teile = dict(rahmen.fest)
    teile |= {name: fuelle(lueckig, werte).encode() for name, lueckig in rahmen.lueckig.items()}
    for nummer, (blatt, form) in enumerate(zip(mappe.blaetter, rahmen.blaetter, strict=True), 1):
        anfang, vor_zellen, nach_zellen, schluss = (fuelle(teil, werte) for teil in form)
        muster, zellen = _gefuellt(blatt, rahmen.stile, texte)
        teile[blattdatei(nummer)] = "".join(
            (anfang, muster.ausdehnung, vor_zellen, zellen, muster.bereiche, nach_zellen, _umbrueche(blatt), schluss)
        ).encode()
    teile[TEXTE] = texte.xml().encode()
    return {name: teile[name] for name in rahmen.folge}


class _Texte:
    """The table of texts: each text once, numbered as it comes."""

    def __init__(self) -> None:
        self.nummern: dict[str, str] = {}
        self.zahl = 0

    def numeriert(self, texte: Sequence[str]) -> Iterator[str]:
        """The numbers of these texts, as they are written; a text counts each time it stands in a cell."""
        nummern = self.nummern
        neue = [text for text in dict.fromkeys(texte) if text not in nummern]
        nummern.update(zip(neue, map(str, count(len(nummern))), strict=False))
        self.zahl += len(texte)
        return map(nummern.__getitem__, texte)

    def xml(self) -> str:
        eintraege = "".join(map(_eintrag, self.nummern))
        kopf = f'<sst xmlns="{_NS}" count="{self.zahl}" uniqueCount="{len(self.nummern)}">'
        return f"{_XML}{kopf}{eintraege}</sst>"


@lru_cache(maxsize=2048)
def _eintrag(text: str) -> str:
    erhalten = ' xml:space="preserve"' if _RANDLEER.search(text) else ""
    return f"<si><t{erhalten}>{escape(_KODIERT.sub('_x005F_', text))}</t></si>"


def _gefuellt(blatt: Blatt, stile: dict[str, int], texte: _Texte) -> tuple[Muster, str]:
    """The worksheet's pattern, and its cells with their values."""
    arten, werte, formeln = zip(*blatt.zellen.values(), strict=True)
    muster = zellmuster(
        tuple(blatt.zellen),
        tuple(map(stile.__getitem__, arten)),
        tuple(map(type, werte)),
        formeln,
        tuple(blatt.hoehen.items()),
        tuple(blatt.bereiche),
    )
    inhalte = [
        *texte.numeriert(muster.texte(werte)),
        *map(zahltext, muster.zahlen(werte)),
        *map(str, muster.zahlergebnisse(werte)),
        *map(escape, muster.textergebnisse(werte)),
    ]
    stuecke = [*muster.zellen]
    stuecke[1::2] = muster.folge(inhalte)
    return muster, "".join(stuecke)


def zahltext(wert: Decimal) -> str:
    """A figure in the sixteen digits that a double may need.

    Short plain digits are the same as they are, without the way through a format.
    """
    text = str(wert)
    return text if len(text) <= STELLEN_DOUBLE and "E" not in text else f"{wert:.{STELLEN_DOUBLE}G}"


def _umbrueche(blatt: Blatt) -> str:
    zeilen = sorted(set(blatt.umbrueche))
    if not zeilen:
        return ""
    umbrueche = "".join(f'<brk id="{zeile}" max="{_LETZTE_SPALTE_EXCEL}" man="1"/>' for zeile in zeilen)
    return f'<rowBreaks count="{len(zeilen)}" manualBreakCount="{len(zeilen)}">{umbrueche}</rowBreaks>'
