"""Which profiles a call is about, and the remark of packages whose documents a lawyer still has to review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vertragsgen.checks import rechtspruefung_befund
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.source.suggest import aehnlich
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import Workspace, check_profile_id

UNBEKANNT = "VG111"


def selected(workspace: Workspace, profile: Sequence[str]) -> Iterator[tuple[str, Befund | None]]:
    """The profiles to work on, each with the finding that keeps it from being one."""
    known = workspace.profile_ids()
    vorhanden = set(known)
    for name in dict.fromkeys(profile or known):
        befund = check_profile_id(name)
        if befund is None and name not in vorhanden:
            near = aehnlich(name, known)
            befund = Befund(
                UNBEKANNT,
                Schwere.FEHLER,
                f"Das Profil „{name}“ gibt es in „{workspace.name(workspace.profile_dir)}“ nicht.",
                hilfe=f"Gemeint ist vielleicht „{near}“." if near else None,
            )
        yield name, befund.fuer(name) if befund else None


def reviews(werkstatt: Werkstatt, zu_pruefen: Mapping[str, Sequence[str]]) -> Iterator[Befund]:
    """One remark for each package that asks for a review; ``zu_pruefen`` are the profiles by package."""
    for paket_id, profile in zu_pruefen.items():
        if (paket := werkstatt.paket(paket_id).paket) is not None:
            yield rechtspruefung_befund(paket.manifest, paket.mark("rechtspruefung_hinweis"), list(profile))
