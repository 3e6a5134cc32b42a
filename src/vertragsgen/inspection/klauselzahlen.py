"""The figures typed into the wording of a clause, and those among them that nobody declared."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from vertragsgen.diagnostics import Mark
from vertragsgen.inspection.zahlen import FIGUR, figuren, kanon, ohne_struktur
from vertragsgen.package.clause import Klausel

_ZIFFER = re.compile(r"\d")
_FUELLE = "\ue000"
_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
# What is no wording: anchors, lines of containers, numbers of list items, entities, the 1 of „1 : {{ … }}“.
_KEIN_TEXT = re.compile(rf"\[#[^\]]*\]|^:::.*$|^\s*\d+[.)](?=\s)|&#?\w+;|(?<!\w)1\s*:\s*(?={_FUELLE})", re.MULTILINE)


class Festzahl(Struct, frozen=True):
    """A figure that stands in the wording itself, with its place in the clause file."""

    figur: str
    kanon: str
    zeile: int
    spalte: int

    def mark(self, klausel: Klausel) -> Mark:
        """The place of the figure."""
        return Mark(klausel.datei, klausel.erste_zeile + self.zeile, self.spalte, len(self.figur))


class Klauselzahlen(Struct, frozen=True):
    """``erklaert`` are the figures that belong to the wording, ``offen`` those that stand there undeclared."""

    erklaert: frozenset[str]
    offen: tuple[Festzahl, ...]


@lru_cache(maxsize=8192)
def klauselzahlen(text: str, zahlen: tuple[str, ...]) -> Klauselzahlen:
    """The typed figures of a clause text; ``zahlen`` are those that its head declares."""
    erklaert = frozenset(kanon(figur) for zahl in zahlen for figur in figuren(zahl)) | frozenset(zahlen)
    if not _ZIFFER.search(text):
        return Klauselzahlen(erklaert, ())
    maske = _TAG.sub(lambda tag: re.sub(r"[^\n]", _FUELLE, tag.group()), text)
    maske = _KEIN_TEXT.sub(lambda teil: " " * len(teil.group()), maske)
    maske = ohne_struktur(maske)
    offen = []
    for treffer in FIGUR.finditer(maske):
        if (wert := kanon(treffer.group())) not in erklaert:
            anfang = maske.rfind("\n", 0, treffer.start()) + 1
            zeile = maske.count("\n", 0, treffer.start())
            offen.append(Festzahl(treffer.group(), wert, zeile, treffer.start() - anfang + 1))
    return Klauselzahlen(erklaert, tuple(offen))
