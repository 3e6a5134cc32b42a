"""The place of a finding as the terminal shows it: the source line with a caret below it."""

from __future__ import annotations

from pathlib import Path

from vertragsgen.diagnostics import Mark
from vertragsgen.source.characters import lines

_RAND = 12


class Quellen:
    """Source lines of the workspace's files, each file read once. ``root`` is the workspace folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._zeilen: dict[str, list[str]] = {}

    def zeile(self, mark: Mark) -> str | None:
        """The line ``mark`` points to, or None if it cannot be shown."""
        if mark.datei not in self._zeilen:
            self._zeilen[mark.datei] = self._lies(mark.datei)
        zeilen = self._zeilen[mark.datei]
        return zeilen[mark.zeile - 1] if 0 < mark.zeile <= len(zeilen) else None

    def _lies(self, datei: str) -> list[str]:
        try:
            text = (self._root / datei).read_bytes().decode("utf-8-sig")
        except (OSError, ValueError):
            return []  # a Word file, a file that is gone or not UTF-8: the finding stands without excerpt
        return lines(text)


def ausschnitt(zeile: str, mark: Mark, breite: int = 100) -> tuple[str, str]:
    """The line, cut to ``breite`` characters around the place, and the caret line below it."""
    if not zeile.isprintable():
        zeile = "".join(zeichen if zeichen.isprintable() else " " for zeichen in zeile)
    sichtbar = zeile.rstrip()
    anfang = min(mark.spalte - 1, len(sichtbar))
    start = max(0, anfang - breite + _RAND + min(mark.laenge, breite // 2))
    ende = start + breite
    teil = ("…" if start else "") + sichtbar[start:ende] + ("…" if ende < len(sichtbar) else "")
    einzug = anfang - start + (1 if start else 0)
    laenge = max(1, min(mark.laenge, len(sichtbar) - anfang, ende - anfang))
    return teil, " " * einzug + "^" * laenge
