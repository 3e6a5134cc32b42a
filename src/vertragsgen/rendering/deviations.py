"""Wording that a profile replaces for itself (``klauseln:``), as clauses the engine can set."""

from __future__ import annotations

from typing import Any

from vertragsgen.diagnostics import Mark, Markierung
from vertragsgen.package.clause import Klausel


def deviations(profil: Any, mark: Markierung) -> dict[str, Klausel]:
    """The profile's own clause texts by the id they replace (``pruefung`` or ``vereinbarung/pruefung``).

    The place of each is the profile file, so that a fault in the text is reported where the clerk wrote it.
    """
    found: dict[str, Klausel] = {}
    for name, abweichung in (profil.klauseln or {}).items():
        place = mark(f"klauseln.{name}.text") or Mark("", 1, 1)
        found[name] = Klausel(
            id=name.rpartition("/")[2],
            dokument=name.rpartition("/")[0],
            titel=None,
            norm=None,
            wenn=None,
            themen=(),
            zahlen=(),
            text=abweichung.text,
            datei=place.datei,
            # A text over several lines is a block („text: |“): it begins in the line below its key.
            erste_zeile=place.zeile + ("\n" in abweichung.text),
            mark=place,
        )
    return found
