"""Lines as stable, readable text: the form of the golden files and of ``vertragsgen text``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from vertragsgen.linearise.model import Art, Eigenschaften, Linearisierung, Zeile, Zelle

_LABELS = (("Titel", "titel"), ("Autor", "autor"), ("Sprache", "sprache"), ("Thema", "thema"))
_BODY = frozenset({Art.TITEL, Art.UEBERSCHRIFT, Art.ABSATZ, Art.AUFZAEHLUNG})


def to_markdown(linearisierung: Linearisierung) -> str:
    """The document as text: properties, then one paragraph per line, tables as pipe tables.

    Line breaks inside a paragraph are shown as ``⏎``, tabs as ``⇥``; ``<br>`` separates paragraphs of a cell.
    Text outside of the body carries its place in brackets. No-break spaces stay as they are.
    """
    blocks: list[str] = []
    properties = "\n".join(_properties(linearisierung.eigenschaften))
    if properties:
        blocks.append(properties)
    for (table, is_item), group in groupby(linearisierung.zeilen, key=_group):
        lines = list(group)
        if table:
            blocks.append("\n".join(_table(table, lines)))
        elif is_item:
            blocks.append("\n".join(_item(line) for line in lines))
        else:
            blocks.extend(_paragraph(line) for line in lines)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _group(line: Zeile) -> tuple[str, bool]:
    """Rows of one table and items that follow each other stand without blank lines between them."""
    return line.tabelle, line.art is Art.AUFZAEHLUNG


def _properties(properties: Eigenschaften) -> Iterator[str]:
    for label, name in _LABELS:
        text = getattr(properties, name)
        if text:
            yield f"{label}: {_inline(text)}"


def _paragraph(line: Zeile) -> str:
    text = _numbered(line)
    if line.art is Art.TITEL:
        return f"# {text}"
    if line.art is Art.UEBERSCHRIFT:
        return f"{'#' * min(line.ebene + 1, 6)} {text}"
    return text if line.art in _BODY else f"[{line.stelle}] {text}"


def _item(line: Zeile) -> str:
    return "  " * (line.ebene - 1) + _numbered(line)


def _numbered(line: Zeile) -> str:
    space = " " if line.trenner and line.text else ""
    targets = "".join(f" <{ziel}>" for ziel in line.ziele)
    return f"{line.nummer}{space}{_inline(line.text)}{targets}"


def _table(place: str, rows: list[Zeile]) -> Iterator[str]:
    # A table of the body stands where it is; one in a cell, header or note says where it belongs.
    if place.count("Tabelle ") > 1 or rows[0].teil != "word/document.xml" or "Textfeld" in place:
        yield f"[{place}]"
    columns = max((cell.spalte + cell.breite - 1 for row in rows for cell in row.zellen), default=1)
    heads = sum(1 for _ in _leading_heads(rows))
    if not heads:
        yield "|" + "  |" * columns
        yield "|" + " --- |" * columns
    for count, row in enumerate(rows, start=1):
        yield _row(row.zellen, columns)
        if count == heads:
            yield "|" + " --- |" * columns


def _leading_heads(rows: list[Zeile]) -> Iterator[Zeile]:
    for row in rows:
        if not row.kopf:
            return
        yield row


def _row(cells: tuple[Zelle, ...], columns: int) -> str:
    texts = [""] * columns
    for cell in cells:
        texts[cell.spalte - 1] = _inline(cell.text, "<br>").replace("|", "\\|")
    return "| " + " | ".join(texts) + " |"


def _inline(text: str, line_break: str = " ⏎ ") -> str:
    return text.replace("\n", line_break).replace("\t", " ⇥ ")
