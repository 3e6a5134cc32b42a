"""The remark of a package that a lawyer must review its documents before use: once a package, not once a profile."""

from __future__ import annotations

from collections.abc import Sequence

from vertragsgen.checks.profilwert import wert_am_pfad
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.manifest import Manifest

CODE = "VG159"
GENANNT = 5


def rechtspruefung_offen(manifest: Manifest, profil: object) -> bool:
    """True if the package asks for a review and the profile does not say that it has taken place."""
    if manifest.rechtspruefung_hinweis is None:
        return False
    pfad = manifest.rechtspruefung_bestaetigung
    return pfad is None or wert_am_pfad(profil, pfad) is not True


def rechtspruefung_befund(manifest: Manifest, mark: Mark | None, profile: Sequence[str]) -> Befund:
    """The package's remark for the profiles that still need the review, as a ``hinweis`` on the manifest's sentence."""
    namen = ", ".join(profile[:GENANNT]) + (f" und {len(profile) - GENANNT} weitere" if len(profile) > GENANNT else "")
    hilfe = f"Betrifft: {namen}."
    if manifest.rechtspruefung_bestaetigung is not None:
        hilfe += f" Nach der Prüfung im Profil: {manifest.rechtspruefung_bestaetigung}: true"
    return Befund(CODE, Schwere.HINWEIS, str(manifest.rechtspruefung_hinweis), mark, hilfe)
