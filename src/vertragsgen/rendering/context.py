"""What clauses, frames and conditions can name: profile, package data, calculation."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from vertragsgen.calculation.model import Berechnung
from vertragsgen.package.manifest import KERNABSCHNITTE, STEUERABSCHNITTE, Manifest
from vertragsgen.rendering.draft import draft_view


def build_context(
    profil: Any, manifest: Manifest, daten: Mapping[str, Any], berechnung: Berechnung, *, entwurf: bool
) -> dict[str, Any]:
    """The variables of all documents of one profile.

    ``daten`` is the package's data resolved for this profile. In a draft an empty value prints its name.
    """
    context: dict[str, Any] = {
        name: getattr(profil, name, None)
        for name in (*KERNABSCHNITTE, *manifest.optionen)
        if name not in STEUERABSCHNITTE
    }
    context["berechnung"] = berechnung
    context.update(daten)
    if entwurf:
        context = {name: value if value is None else draft_view(value, name) for name, value in context.items()}
    einheit = profil.verguetung.einheit if profil.verguetung else None
    context["einheit"] = manifest.einheiten.get(einheit) if isinstance(einheit, str) else None
    context["paket"] = SimpleNamespace(
        id=manifest.id,
        titel=manifest.titel,
        land=manifest.land,
        leistungstyp=manifest.leistungstyp,
        komponenten=manifest.komponenten,
        einheiten=manifest.einheiten,
    )
    return context
