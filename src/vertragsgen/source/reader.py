"""Reads a YAML file into a tree with marks, and says in German what is wrong with it.

The event stream is used, not ``compose()``: composing hides duplicate keys and follows aliases.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.source.characters import bad_characters, describe, unify_line_ends
from vertragsgen.source.node import Node

MAX_BYTES = 1024 * 1024
_MAX_ZEICHENBEFUNDE = 20
_UTF8_HILFE = (
    "Speichern Sie die Datei als UTF-8: im Windows-Editor über „Datei“ › „Speichern unter“ › „Codierung: UTF-8“."
)
# A file of settings of which all are the usual ones; nothing else is told without the parser.
_NUR_KOMMENTARE = re.compile(r"(?:[ ]*(?:#[^\n]*)?(?:\n|\Z))*")


class Lesung(Struct, frozen=True):
    """What reading gave: the tree (None if the file is empty or broken), the findings and the decoded text.

    ``text`` has no byte order mark and ``\\n`` as line end; marks count in it.
    """

    node: Node | None
    befunde: tuple[Befund, ...]
    text: str

    @property
    def ok(self) -> bool:
        """True if nothing was found that stops the file from being used."""
        return not any(befund.sperrt for befund in self.befunde)


def read_file(path: Path, name: str) -> Lesung:
    """Read the file at ``path``; ``name`` is how findings call it (relative to the workspace, with ``/``)."""
    try:
        roh = _read_bytes(path)
    except OSError as fehler:
        return _unlesbar(name, _warum_unlesbar(fehler))
    if len(roh) > MAX_BYTES:
        return _unlesbar(name, "Die Datei ist größer als 1 MiB; so groß ist keine Vertragsdatei.")
    text, befund = decode(roh, name)
    return _gelesen(text, name) if befund is None else Lesung(None, (befund,), text)


@lru_cache(maxsize=16)
def _gelesen(text: str, name: str) -> Lesung:
    """The same text is read once: many profiles share a ``basis:``."""
    return read_text(text, name)


def decode(roh: bytes, name: str) -> tuple[str, Befund | None]:
    """Decode a file's bytes as UTF-8, without byte order mark; a finding if they are something else."""
    if roh.startswith((b"\xff\xfe", b"\xfe\xff")):
        mark = Mark(name, 1, 1)
        meldung = "Die Datei ist als UTF-16 („Unicode“) gespeichert, erwartet wird UTF-8."
        return "", Befund("VG101", Schwere.FEHLER, meldung, mark, _UTF8_HILFE)
    try:
        return roh.decode("utf-8-sig"), None
    except UnicodeDecodeError as fehler:
        davor = roh[: fehler.start].decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
        mark = Mark(name, davor.count("\n") + 1, len(davor) - davor.rfind("\n"))
        meldung = "Die Datei ist nicht als UTF-8 gespeichert (hier steht ein Byte, das dort nicht vorkommt)."
        return "", Befund("VG101", Schwere.FEHLER, meldung, mark, _UTF8_HILFE)


def read_text(text: str, name: str, first_line: int = 1, loader: Any = None) -> Lesung:
    """Read YAML text that begins in line ``first_line`` of the file called ``name``; by default through libyaml."""
    text = unify_line_ends(text.removeprefix("\ufeff"))
    if len(text) > MAX_BYTES:
        return _unlesbar(name, "Der Text ist größer als 1 MiB; so groß ist keine Vertragsdatei.")
    befunde = _zeichenbefunde(text, name, first_line)
    if befunde:
        return Lesung(None, tuple(befunde), text)
    if _NUR_KOMMENTARE.fullmatch(text):
        return Lesung(None, (), text)
    from vertragsgen.source.parser import LOADER, parse

    node, befunde_yaml = parse(text, name, first_line, loader or LOADER)
    return Lesung(node, befunde_yaml, text)


def _zeichenbefunde(text: str, name: str, first_line: int) -> list[Befund]:
    stellen = bad_characters(text)
    tab = text.find("\t")
    if tab >= 0:
        stellen.append(tab)
    befunde = []
    for stelle in sorted(stellen)[:_MAX_ZEICHENBEFUNDE]:
        zeilenanfang = text.rfind("\n", 0, stelle) + 1
        mark = Mark(name, text.count("\n", 0, stelle) + first_line, stelle - zeilenanfang + 1)
        befunde.append(_zeichenbefund(text[stelle], not text[zeilenanfang:stelle].strip(), mark))
    return befunde


def _zeichenbefund(zeichen: str, am_zeilenanfang: bool, mark: Mark) -> Befund:
    if zeichen != "\t":
        meldung = f"Hier steht ein unzulässiges Zeichen: {describe(zeichen)}. Es ist meist unsichtbar."
        return Befund("VG105", Schwere.FEHLER, meldung, mark, "Löschen Sie das Zeichen und tippen Sie die Stelle neu.")
    wo = "Die Einrückung enthält einen Tabulator" if am_zeilenanfang else "Hier steht ein Tabulator"
    hilfe = (
        "Ersetzen Sie jeden Tabulator durch Leerzeichen (zwei je Ebene); die meisten Editoren können das einstellen."
    )
    return Befund("VG105", Schwere.FEHLER, f"{wo}; YAML-Dateien werden nur mit Leerzeichen gegliedert.", mark, hilfe)


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as datei:
        return datei.read(MAX_BYTES + 1)


def _unlesbar(name: str, meldung: str) -> Lesung:
    return Lesung(None, (Befund("VG101", Schwere.FEHLER, meldung, Mark(name, 1, 1)),), "")


def _warum_unlesbar(fehler: OSError) -> str:
    if isinstance(fehler, FileNotFoundError):
        return "Die Datei gibt es nicht."
    if isinstance(fehler, IsADirectoryError):
        return "Hier wird eine Datei erwartet, gefunden wurde ein Ordner."
    if isinstance(fehler, PermissionError):
        return "Die Datei darf nicht gelesen werden (Zugriffsrechte), oder ein anderes Programm sperrt sie."
    return f"Die Datei lässt sich nicht lesen (Fehler {fehler.errno} des Betriebssystems)."
