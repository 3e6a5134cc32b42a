"""``nachweis.json``: what made the documents of a profile, and how to tell our files from a hand edit."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from vertragsgen.dateien import read_bytes, sha256

FILE = "nachweis.json"
ANNOUNCED = "nachweis.json.neu"
INPUT = "eingabe_sha256"
# A file of the folder itself, whoever wrote the provenance.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,119}")

Nachweis = dict[str, Any]


def describe_output(data: bytes, teile: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Hashes of a DOCX or XLSX: of the file, and of each of its parts uncompressed; ``teile`` are those, if known.

    The parts stay equal where another zlib packs the same content into other bytes.
    """
    if teile is not None:
        return {"sha256": sha256(data), "teile": dict(teile)}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        teile = {name: sha256(archive.read(name)) for name in sorted(archive.namelist())}
    return {"sha256": sha256(data), "teile": teile}


def to_bytes(nachweis: Nachweis) -> bytes:
    """Canonical JSON: sorted keys, UTF-8, line ends of every system the same."""
    return msgspec.json.format(msgspec.json.encode(nachweis, order="sorted")) + b"\n"


def read(folder: Path, name: str = FILE) -> Nachweis:
    """The provenance in ``folder``; empty where there is none or it is damaged (then nothing counts as ours)."""
    try:
        nachweis = msgspec.json.decode(read_bytes(f"{os.fspath(folder)}/{name}"))
    except (OSError, ValueError, RecursionError):
        return {}
    return nachweis if isinstance(nachweis, dict) and isinstance(nachweis.get("ausgaben"), dict) else {}


def known_hashes(*nachweise: Mapping[str, Any]) -> dict[str, set[str]]:
    """For each file name the hashes under which the file is ours; what is a path instead of a name is none of ours."""
    known: dict[str, set[str]] = {}
    for nachweis in nachweise:
        for name, angaben in nachweis.get("ausgaben", {}).items():
            if _NAME.fullmatch(name) and isinstance(angaben, dict) and isinstance(angaben.get("sha256"), str):
                known.setdefault(name, set()).add(angaben["sha256"])
    return known


def settled(folder: Path, before: Nachweis, announced: Nachweis) -> Nachweis:
    """The provenance of the files as they are, after an announced set of which only a part came about.

    It keeps what is known of the older files, takes what was announced of those that lie there, and no longer says from
    which inputs the set was made: it is mixed.
    """
    known = known_hashes(announced)
    there = {
        name: angaben
        for name, angaben in announced.get("ausgaben", {}).items()
        if name in known and _hash(folder / name) in known[name]
    }
    rest = {key: value for key, value in before.items() if key != INPUT}
    return rest | {"ausgaben": before.get("ausgaben", {}) | there}


def _hash(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return None
