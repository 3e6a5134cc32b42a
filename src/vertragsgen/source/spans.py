"""Where each value of a YAML file begins and ends, so that one can be exchanged and the rest stays as it is.

A library's dump of the whole file would re-indent, re-wrap and re-quote what nobody touched; exchanging exact
spans cannot. The marks of ``node.py`` point at one line, for messages; here the full extent is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct, field

from vertragsgen.source.parser import LOADER

_UMBRUCH = re.compile(r"\r\n|\r|\n")


class Spanne(Struct):
    """One value: text[von:bis]; a block section or list ends with its last value, not with its comments.

    ``kinder`` are the values by key or number, ``schluessel`` where each key begins. ``spalte`` is the
    indentation of a block section or list.
    """

    art: str  # "wert" | "liste" | "abschnitt"
    von: int
    bis: int
    spalte: int = 0
    flow: bool = False
    kinder: dict[str | int, Spanne] = field(default_factory=dict)
    schluessel: dict[str, int] = field(default_factory=dict)


class Stellen:
    """Offsets of lines in a text whose line ends may be LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._anfang = [0, *(treffer.end() for treffer in _UMBRUCH.finditer(text))]

    def offset(self, mark: Any) -> int:
        """The offset of a mark of the YAML library; lines and columns count alike for all line ends."""
        if mark.line >= len(self._anfang):
            return len(self.text)
        anfang: int = self._anfang[mark.line]
        return min(anfang + int(mark.column), len(self.text))

    def zeilenanfang(self, offset: int) -> int:
        """Where the line of ``offset`` begins."""
        return max(anfang for anfang in self._anfang if anfang <= offset)

    def zeilenende(self, offset: int) -> int:
        """Where the line of ``offset`` ends, before its line end."""
        treffer = _UMBRUCH.search(self.text, offset)
        return treffer.start() if treffer else len(self.text)

    def naechste_zeile(self, offset: int) -> int:
        """Where the line after that of ``offset`` begins; the end of the text if there is none."""
        treffer = _UMBRUCH.search(self.text, offset)
        return treffer.end() if treffer else len(self.text)

    def umbruch(self) -> str:
        """The line end of the file."""
        treffer = _UMBRUCH.search(self.text)
        return treffer.group() if treffer else "\n"


def spans(text: str) -> Spanne | None:
    """The extent of every value of a text that :func:`read_text` has accepted; None if it is empty."""
    stellen = Stellen(text)
    ereignisse = iter(yaml.parse(_UMBRUCH.sub("\n", text), Loader=LOADER))
    for ereignis in ereignisse:
        if isinstance(ereignis, yaml.DocumentStartEvent):
            return _spanne(next(ereignisse), ereignisse, stellen)
    return None


def _spanne(ereignis: Any, ereignisse: Iterator[Any], stellen: Stellen) -> Spanne:
    von = stellen.offset(ereignis.start_mark)
    if isinstance(ereignis, yaml.ScalarEvent):
        return Spanne("wert", von, max(von, _ende(von, stellen.offset(ereignis.end_mark), stellen.text)))
    spanne = Spanne("liste", von, von, ereignis.start_mark.column, bool(ereignis.flow_style))
    if isinstance(ereignis, yaml.SequenceStartEvent):
        ende = _liste(spanne, ereignisse, stellen)
    else:
        spanne.art = "abschnitt"
        ende = _abschnitt(spanne, ereignisse, stellen)
    letzter = max((kind.bis for kind in spanne.kinder.values()), default=von)
    spanne.bis = stellen.offset(ende.end_mark) if spanne.flow else letzter
    return spanne


def _liste(spanne: Spanne, ereignisse: Iterator[Any], stellen: Stellen) -> Any:
    for ereignis in ereignisse:
        if isinstance(ereignis, yaml.SequenceEndEvent):
            return ereignis
        spanne.kinder[len(spanne.kinder)] = _spanne(ereignis, ereignisse, stellen)
    raise AssertionError("the event stream ends inside a list")


def _abschnitt(spanne: Spanne, ereignisse: Iterator[Any], stellen: Stellen) -> Any:
    for ereignis in ereignisse:
        if isinstance(ereignis, yaml.MappingEndEvent):
            return ereignis
        spanne.schluessel[ereignis.value] = stellen.offset(ereignis.start_mark)
        spanne.kinder[ereignis.value] = _spanne(next(ereignisse), ereignisse, stellen)
    raise AssertionError("the event stream ends inside a section")


def _ende(von: int, bis: int, text: str) -> int:
    """A block of text (``|``, ``>``) is marked up to where the next token begins: leave out what is empty."""
    return von + len(text[von:bis].rstrip())
