"""Whether a build has anything to do for a profile, decided by ``nachweis.json`` and hashes, never by time stamps."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from vertragsgen.dateien import read_bytes, sha256
from vertragsgen.diagnostics import zaehlung
from vertragsgen.output import provenance
from vertragsgen.output.eingaben import Paketstand, input_hash
from vertragsgen.output.provenance import Nachweis
from vertragsgen.workspace import Workspace


def unchanged(
    workspace: Workspace,
    profil: str,
    folder: Path,
    get_state: Callable[[str], Paketstand | None],
    *,
    stichtag: date,
    werkzeug: str,
) -> Nachweis | None:
    """The provenance of a profile whose documents lie there just as a build would make them; None otherwise.

    ``get_state`` gives the state of a package by id, None where it has faults. An interrupted run
    (``nachweis.json.neu``), a missing or edited output, or any changed input means that there is something to do.
    """
    nachweis = provenance.read(folder)
    eingabe = nachweis.get(provenance.INPUT)
    paket, dokumente = nachweis.get("paket"), nachweis.get("dokumente")
    if not eingabe or not isinstance(paket, dict) or not isinstance(dokumente, dict):
        return None
    if not _is_overview(nachweis.get("uebersicht")):
        return None
    ordner = os.fspath(folder)
    if os.path.lexists(f"{ordner}/{provenance.ANNOUNCED}"):
        return None
    stand = get_state(str(paket.get("id")))
    if stand is None:
        return None
    benutzt = {
        name: angaben["klauseln_sha256"]
        for name, angaben in dokumente.items()
        if isinstance(angaben, dict) and isinstance(angaben.get("klauseln_sha256"), dict)
    }
    if input_hash(workspace, profil, stand, benutzt, stichtag=stichtag, werkzeug=werkzeug) != eingabe:
        return None
    return nachweis if _intact(ordner, nachweis) else None


def _intact(ordner: str, nachweis: Nachweis) -> bool:
    """True if every output lies there as it was written."""
    for name, angaben in nachweis["ausgaben"].items():
        pfad = f"{ordner}/{name}"
        try:
            if sha256(read_bytes(pfad, link=False)) != angaben["sha256"]:
                return False
        except (OSError, KeyError, TypeError):
            return False
    return bool(nachweis["ausgaben"])


def _is_overview(uebersicht: object) -> bool:
    """True if an overview holds what is counted and shown of it; anyone may have edited the file."""
    befunde = uebersicht.get("befunde") if isinstance(uebersicht, dict) else None
    return (
        isinstance(befunde, dict)
        and befunde.keys() == zaehlung(()).keys()
        and all(type(zahl) is int for zahl in befunde.values())
    )
