"""Worksheet names that Excel accepts: at most 31 characters, none of ``[]:*?/\\``, unique without case."""

from __future__ import annotations

import re
from collections.abc import Sequence

LAENGE = 31
_VERBOTEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
# Excel keeps this name for its change history.
_VERGEBEN = ("history", "verlauf")


def blattnamen(titel: Sequence[str]) -> list[str]:
    """A worksheet name for each title, in order."""
    namen: list[str] = []
    benutzt: set[str] = set()
    for nummer, einzeln in enumerate(titel, 1):
        rein = " ".join(_VERBOTEN.sub(" ", einzeln).split()).strip("' ")
        rein = _kuerze(rein, LAENGE) if rein and rein.casefold() not in _VERGEBEN else f"Blatt {nummer}"
        name, zahl = rein, 2
        while name.casefold() in benutzt:
            anhang = f" ({zahl})"
            name, zahl = _kuerze(rein, LAENGE - len(anhang)) + anhang, zahl + 1
        benutzt.add(name.casefold())
        namen.append(name)
    return namen


def _kuerze(text: str, laenge: int) -> str:
    """Cut to that many UTF-16 units, which is how Excel counts."""
    while len(text.encode("utf-16-le")) // 2 > laenge:
        text = text[:-1]
    return text.rstrip("' ")
