"""Which files of a profile go where, and what their ``nachweis.json`` says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vertragsgen import __version__
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.output import provenance
from vertragsgen.output.provenance import Nachweis
from vertragsgen.output.write import Schreibergebnis, write_set
from vertragsgen.pipeline import Ergebnis
from vertragsgen.workspace import Workspace

VERALTET = "VG162"
ENTWURF = "entwurf"


def profile_folder(workspace: Workspace, profil: str, *, entwurf: bool) -> Path:
    """Where the documents of a profile belong; drafts never lie among the finals."""
    folder = workspace.output_dir / profil
    return folder / ENTWURF if entwurf else folder


def write_profile(
    workspace: Workspace,
    ergebnis: Ergebnis,
    *,
    dokumente: Sequence[str],
    formate: Sequence[str],
    entwurf: bool,
    force: bool,
) -> Schreibergebnis:
    """Write the files of ``ergebnis``, restricted to ``dokumente`` and ``formate`` where these name any."""
    files = {
        name: data
        for name, data in ergebnis.dateien.items()
        if (not dokumente or Path(name).stem in dokumente) and (not formate or Path(name).suffix[1:] in formate)
    }
    return write_set(
        profile_folder(workspace, ergebnis.profil, entwurf=entwurf),
        files,
        describe(ergebnis, files),
        vollstaendig=len(files) == len(ergebnis.dateien),
        force=force,
    )


def describe(ergebnis: Ergebnis, files: dict[str, bytes]) -> Nachweis:
    """What made these files: tool, profile, package parts, and the hashes of the result."""
    manifest = ergebnis.paket.manifest if ergebnis.paket else None
    return {
        "werkzeug": {"name": "vertragsgen", "fassung": __version__},
        "profil": {"id": ergebnis.profil, "sha256": ergebnis.werte_sha256},
        "paket": {"id": manifest.id if manifest else "", "sha256": ergebnis.paket_sha256},
        "dokumente": {
            erzeugt.dokument: {
                "titel": erzeugt.titel,
                "kennung": erzeugt.kennung,
                "rahmen_sha256": erzeugt.rahmen,
                "klauseln_sha256": erzeugt.klauseln,
            }
            for erzeugt in ergebnis.dokumente
        },
        "ausgaben": {name: provenance.describe_output(data) for name, data in files.items()},
    }


def outdated(workspace: Workspace, profil: str, *, entwurf: bool) -> list[Befund]:
    """A finding if documents of an earlier run lie there that this profile can no longer produce."""
    folder = profile_folder(workspace, profil, entwurf=entwurf)
    if not (folder / provenance.FILE).is_file():
        return []
    meldung = f"Die Dokumente in „{workspace.name(folder)}“ stammen aus einem früheren Lauf und sind veraltet."
    return [
        Befund(VERALTET, Schwere.HINWEIS, meldung, hilfe="Die Fehler beheben und noch einmal erzeugen.", profil=profil)
    ]
