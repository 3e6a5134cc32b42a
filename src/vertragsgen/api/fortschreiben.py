"""Raise the rates of profiles."""

from __future__ import annotations

from collections.abc import Sequence

from vertragsgen.api.auswahl import selected
from vertragsgen.output.raisable import Fortschreibungsauftrag
from vertragsgen.output.successor import Fortschreibung, raise_profile
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace


def raise_rates(
    workspace: Workspace, profile: Sequence[str] = (), *, auftrag: Fortschreibungsauftrag, dry_run: bool = False
) -> list[Fortschreibung]:
    """Turn the named profiles (all, if none is named) into their successors, in place.

    A profile that cannot be raised is left as it is and says why; the others are raised all the same. With
    ``dry_run`` nothing is written.
    """
    werkstatt = Werkstatt(workspace)
    return [
        Fortschreibung(name, auftrag.ab, befunde=[unknown])
        if unknown
        else raise_profile(werkstatt, name, auftrag, dry_run=dry_run)
        for name, unknown in selected(workspace, profile)
    ]
