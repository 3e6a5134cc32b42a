"""Which files of a profile go where, and what their ``nachweis.json`` says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vertragsgen import __version__
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.output import provenance
from vertragsgen.output.auftrag import Bauauftrag
from vertragsgen.output.eingaben import Paketstand, input_hash
from vertragsgen.output.provenance import Nachweis
from vertragsgen.output.uebersicht import overview
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
    stand: Paketstand | None,
    auftrag: Bauauftrag,
    *,
    dateien: str | None = None,
) -> Schreibergebnis:
    """Write the files of ``ergebnis``, restricted to the ``dokumente`` and ``formate`` of ``auftrag`` if it names any.

    ``stand`` is the state of the package, ``dateien`` that of the profile's files before they were read, both for the
    hash of the inputs.
    """
    files = {
        name: data
        for name, data in ergebnis.dateien.items()
        if (not auftrag.dokumente or Path(name).stem in auftrag.dokumente)
        and (not auftrag.formate or Path(name).suffix[1:] in auftrag.formate)
    }
    vollstaendig = len(files) == len(ergebnis.dateien)
    folder = profile_folder(workspace, ergebnis.profil, entwurf=auftrag.entwurf)
    nachweis, aelter = describe(ergebnis, files), []
    if not vollstaendig:
        aelter = _add_older(nachweis, provenance.read(folder))
    elif stand is not None:
        nachweis["paket"]["stand"] = stand.ganz
        nachweis[provenance.INPUT] = _eingabe(workspace, ergebnis, stand, auftrag, dateien)
    written = write_set(
        folder, files, nachweis, vollstaendig=vollstaendig, force=auftrag.force, wurzel=workspace.output_dir
    )
    written.befunde += [
        Befund(
            VERALTET,
            Schwere.HINWEIS,
            f"„{folder.name}/{name}“ wurde nicht mit erzeugt und zeigt einen früheren Stand.",
            hilfe="Alle Dokumente des Profils erzeugen.",
            dokument=Path(name).stem,
        )
        for name in aelter
    ]
    return written


def _add_older(nachweis: Nachweis, before: Nachweis) -> list[str]:
    """Add the documents an earlier run made and this one did not; returns their files that would be others today.

    The provenance must not say of a file what is true of its successor only.
    """
    neue, alte = nachweis["ausgaben"], before.get("ausgaben", {})
    geschrieben = {Path(name).stem for name in neue}
    vorher = before.get("dokumente")
    vorher = vorher if isinstance(vorher, dict) else {}
    aelter = [
        name
        for name in sorted(alte.keys() - neue.keys())
        if _kennung(vorher, Path(name).stem) != _kennung(nachweis["dokumente"], Path(name).stem)
    ]
    heute = {name: angaben for name, angaben in nachweis["dokumente"].items() if name in geschrieben}
    nachweis["dokumente"] = vorher | heute
    if aelter:
        nachweis["uebersicht"]["veraltet"] = True
    return aelter


def _kennung(dokumente: Mapping[str, Any], name: str) -> object:
    angaben = dokumente.get(name)
    return angaben.get("kennung") if isinstance(angaben, dict) else None


def _eingabe(
    workspace: Workspace, ergebnis: Ergebnis, stand: Paketstand, auftrag: Bauauftrag, dateien: str | None
) -> str | None:
    """The hash by which a later build knows that there is nothing to do; None where the day decides a finding."""
    if ergebnis.tagesabhaengig or dateien is None:
        return None
    benutzt = {erzeugt.dokument: erzeugt.klauseln for erzeugt in ergebnis.dokumente}
    return input_hash(
        workspace,
        ergebnis.profil,
        stand,
        benutzt,
        stichtag=auftrag.stichtag,
        werkzeug=auftrag.werkzeug,
        dateien=dateien,
    )


def describe(ergebnis: Ergebnis, files: dict[str, bytes]) -> Nachweis:
    """What made these files: tool, profile, package parts, and the hashes of the result."""
    manifest = ergebnis.paket.manifest if ergebnis.paket else None
    teile = {name: hashes for erzeugt in ergebnis.dokumente for name, hashes in erzeugt.part_hashes().items()}
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
        "uebersicht": overview(ergebnis),
        "ausgaben": {name: provenance.describe_output(data, teile.get(name)) for name, data in files.items()},
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
