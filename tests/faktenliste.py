"""The list of facts of a package: what its documents must say, by document and section, and what none may say.

``fakten.yaml`` beside the tests of a package maps each document to its sections in order. The ``fakten`` of a section
hold in every Fassung; those under the name of a Fassung hold there and nowhere else. Lists whose name begins with
``verboten`` are regular expressions that no document matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.bremen.leser import Leser

# A document by Fassung and name, read back.
Gebaut = Mapping[tuple[str, str], Leser]
# A section and what must stand in it.
Fakt = tuple[str, str]


class Faktenliste:
    """The facts in the folder of a package's tests; ``dokumente`` are in the order of the list."""

    def __init__(self, ordner: Path) -> None:
        liste: dict[str, list[Any]] = yaml.safe_load((ordner / "fakten.yaml").read_text(encoding="utf-8"))
        self.verboten: dict[str, list[str]] = {
            name: liste.pop(name) for name in list(liste) if name.startswith("verboten")
        }
        self._abschnitte = liste
        self.dokumente = list(liste)

    def fakten(self, fassung: str, dokument: str) -> list[Fakt]:
        """What the document says in that Fassung."""
        return [
            (str(eintrag["abschnitt"]), fakt)
            for eintrag in self._abschnitte[dokument]
            for fakt in [*eintrag.get("fakten", []), *eintrag.get(fassung, [])]
        ]

    def nur(self, fassung: str, dokument: str) -> list[Fakt]:
        """What the document says in that Fassung and in no other."""
        return [(str(e["abschnitt"]), fakt) for e in self._abschnitte[dokument] for fakt in e.get(fassung, [])]

    def abschnitte(self, fassung: str, dokument: str) -> list[str]:
        """The sections of the document in that Fassung, in order."""
        return list(dict.fromkeys(abschnitt for abschnitt, _ in self.fakten(fassung, dokument)))

    def anzahl(self, fassung: str) -> int:
        """How many facts all documents have in that Fassung."""
        return sum(len(self.fakten(fassung, dokument)) for dokument in self.dokumente)


def steht(leser: Leser, fakt: Fakt) -> bool:
    """True if the fact stands in its section; a line break in front of it or behind it is the edge of a paragraph."""
    abschnitt, text = fakt
    return text in f"\n{leser.text(abschnitt)}\n"


def treffer(muster: Iterable[str], texte: Mapping[str, str]) -> list[str]:
    """Where one of the expressions matches, with the name of the text."""
    return [
        f"{name}: {fund.group()}"
        for name, text in texte.items()
        for ausdruck in muster
        for fund in re.finditer(ausdruck, text, re.MULTILINE)
    ]
