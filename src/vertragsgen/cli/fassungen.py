"""Installed versions of the libraries against the ranges they were tested with (pyproject's dependencies)."""

from __future__ import annotations

import re
from importlib import metadata
from itertools import zip_longest

from msgspec import Struct

PYTHON_MIN = (3, 11)


class Bibliothek(Struct, frozen=True):
    """``bereich`` as written in pyproject, e.g. ``>=8.5,<9``; ``installiert`` is None if it is missing."""

    name: str
    bereich: str
    installiert: str | None

    @property
    def passt(self) -> bool:
        """True if the installed version lies in the range."""
        return self.installiert is not None and im_bereich(self.installiert, self.bereich)


def bibliotheken() -> list[Bibliothek]:
    """The run-time dependencies of this installation; empty if it has no metadata (source tree only)."""
    try:
        zeilen = metadata.requires("vertragsgen") or []
    except metadata.PackageNotFoundError:
        return []
    return [_lies(zeile) for zeile in zeilen if "extra ==" not in zeile]


def _lies(zeile: str) -> Bibliothek:
    treffer = re.match(r"([A-Za-z0-9._-]+)\s*([^;]*)", zeile)
    assert treffer is not None, zeile
    name, bereich = treffer[1], treffer[2].strip()
    try:
        installiert = metadata.version(name)
    except metadata.PackageNotFoundError:
        installiert = None
    # The build backend sorts the parts by character ("<9,>=8.5"); the lower bound reads better first.
    return Bibliothek(name, ",".join(sorted(bereich.split(","), reverse=True)), installiert)


def im_bereich(fassung: str, bereich: str) -> bool:
    """``im_bereich("8.5.1", ">=8.5,<9")``; knows the comparisons ``>=`` and ``<``, which is all we write."""
    for teil in bereich.split(","):
        if teil.startswith(">="):
            if _vergleich(fassung, teil[2:]) < 0:
                return False
        elif teil.startswith("<"):
            if _vergleich(fassung, teil[1:]) >= 0:
                return False
        else:
            raise ValueError(f"unknown comparison in {bereich!r}")
    return True


def _vergleich(eins: str, zwei: str) -> int:
    for links, rechts in zip_longest(_zahlen(eins), _zahlen(zwei), fillvalue=0):
        if links != rechts:
            return -1 if links < rechts else 1
    return 0


def _zahlen(fassung: str) -> list[int]:
    # Only the release part: "3.0rc1" counts as 3.0, good enough for a hint.
    treffer = re.match(r"\d+(\.\d+)*", fassung)
    return [int(teil) for teil in treffer[0].split(".")] if treffer else []
