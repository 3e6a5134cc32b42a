"""Page breaks where a reader expects them: small tables stay whole, a large one keeps its head and its sum."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, field

from vertragsgen.rendering.docx.cells import fill_cells
from vertragsgen.rendering.references import Verweistext, utf8
from vertragsgen.rendering.vorrat import Vorrat
from vertragsgen.rendering.wordml import BOLD, KEEP_NEXT

# Rows of data tables begin with their properties, those of the two-column layout do not. All but the last are followed
# by another one.
_ROW, _DATA, _NEXT, _END = "<w:tr>", "<w:trPr", "</w:tr>", "</w:tbl>"
# A table up to this many rows fits on a page beside its text, upright or landscape.
WHOLE = 14

_STYLE = re.compile(r'(<w:pStyle w:val="[^"]*"/>)(?!<w:keepNext/>)')


def keep_tables(xml: str) -> str:
    """Untie rows of data tables, which are written tied: the last one, and in a large table all but the first two,
    the two before the last, and those that lead to a sum (see :func:`_loose`).
    """
    before, *rows = xml.split(_ROW)
    if not rows:
        return xml
    done, table = [before], list[str]()
    for row in rows:
        if not row.startswith(_DATA):
            done.append(row)  # of the two-column layout
        elif row.endswith(_NEXT):
            table.append(row)
        else:
            done += _untied(table) if len(table) >= WHOLE else table
            last, end, after = row.partition(_END)
            done.append(last.replace(KEEP_NEXT, "") + end + after)
            table = []
    return _ROW.join([*done, *table])


def _untied(rows: list[str]) -> list[str]:
    """The rows of a large table without its last one."""
    return [*rows[:2], *map(_loose, rows[2:-2], rows[3:-1]), *rows[-2:]]


def _loose(row: str, below: str) -> str:
    """The row untied, but for one before a row in bold, which says what it comes to: a sum, a rounded rate."""
    return row if BOLD in below and BOLD not in row else row.replace(KEEP_NEXT, "")


def keep_last_paragraph(xml: str) -> str:
    """Tie the last paragraph to what follows the slot, such as the signatures."""
    position = xml.rfind("<w:pStyle")
    return xml if position < 0 else xml[:position] + _STYLE.sub(rf"\1{KEEP_NEXT}", xml[position:], count=1)


# A row of the two-column layout begins without row properties; those of a data table have them.
_COLUMN_ROW = "<w:tr><w:tc>"
_ROW_END = "</w:tc></w:tr>"
_HEADING_ONLY = "</w:tcPr></w:tc></w:tr>"
_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)")
# A row with fewer characters than this is short enough to move to the next page as a whole.
SHORT = 700


class Satzstueck:
    """A stretch of a slot, ready to be printed; each of its two forms is made when it is first wanted."""

    __slots__ = ("_frei", "_gehalten", "xml")

    def __init__(self, xml: str) -> None:
        self.xml = xml
        self._frei: Verweistext[bytes] | None = None
        self._gehalten: Verweistext[bytes] | None = None

    @property
    def frei(self) -> Verweistext[bytes]:
        """The stretch as it is."""
        if self._frei is None:
            self._frei = Verweistext(self.xml, utf8)
        return self._frei

    @property
    def gehalten(self) -> Verweistext[bytes]:
        """The same, its last paragraph tied to what follows."""
        if self._gehalten is None:
            self._gehalten = Verweistext(keep_last_paragraph(self.xml), utf8)
        return self._gehalten


class Spaltenzeile(Struct, frozen=True, eq=False):
    """A row of the two-column layout, or the part of one that a clause without heading adds to the row before it.

    ``zeichen`` counts the characters of its text; ``vorrat`` keeps it printed, by the rows added to it.
    """

    xml: str
    zeichen: int
    tabelle: bool
    angehaengt: bool = False
    vorrat: Vorrat[Satzstueck] = field(default_factory=lambda: Vorrat(4))

    def mit(self, xml: str) -> Spaltenzeile:
        """The same row in other words, so that nothing of it is printed yet."""
        return Spaltenzeile(xml, self.zeichen, self.tabelle, self.angehaengt)


def column_rows(xml: str, continuation: str) -> tuple[Spaltenzeile, ...]:
    """The rows of a clause in the two-column layout; ``continuation`` is how a row without heading begins."""
    before, *rows = xml.replace(_ROW_END + continuation, "").split(_COLUMN_ROW)
    assert not before
    found = []
    for row in rows:
        row = _COLUMN_ROW + row
        angehaengt = row.startswith(continuation)
        zeichen = sum(len(text) for text in _TEXT.findall(row))
        found.append(Spaltenzeile(row, zeichen, "<w:tbl>" in row, angehaengt))
    return tuple(found)


def keep_columns(rows: Iterable[Spaltenzeile], continuation: str) -> list[Satzstueck]:
    """The rows of a two-column description: a clause without heading goes on in the row before it, a row that is
    only a heading stays with the next one, a short row stays whole.
    """
    groups: list[list[Spaltenzeile]] = []
    for row in rows:
        if row.angehaengt and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_column_row(first, tuple(rest), continuation) for first, *rest in groups]


def _column_row(first: Spaltenzeile, rest: tuple[Spaltenzeile, ...], continuation: str) -> Satzstueck:
    done = first.vorrat.hole(rest)
    if done is None:
        row = first
        for more in rest:
            xml = row.xml.removesuffix(_ROW_END) + more.xml.removeprefix(continuation)
            row = Spaltenzeile(xml, row.zeichen + more.zeichen, row.tabelle or more.tabelle)
        done = first.vorrat.lege(rest, Satzstueck(fill_cells(_tied(row))))
    return done


def _tied(row: Spaltenzeile) -> str:
    xml = row.xml
    if xml.endswith(_HEADING_ONLY):
        xml = _STYLE.sub(rf"\1{KEEP_NEXT}", xml)
    elif row.zeichen > SHORT or row.tabelle:
        return xml
    return xml.replace(_ROW, f"{_ROW}<w:trPr><w:cantSplit/></w:trPr>", 1)
