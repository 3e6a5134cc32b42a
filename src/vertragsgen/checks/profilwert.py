"""Values of a profile by the path that a package names in its manifest."""

from __future__ import annotations

from typing import Any


def wert_am_pfad(profil: object, pfad: str) -> Any:
    """The value at ``angaben.a.b``; None where a part of the path is missing or null."""
    wert: Any = profil
    for teil in pfad.split("."):
        wert = getattr(wert, teil, None)
    return wert
