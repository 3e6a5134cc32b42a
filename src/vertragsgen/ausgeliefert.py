"""``templates/.ausgeliefert.json``: which templates a workspace was given, so that later changes can be told apart.

``init`` writes the record. A file whose checksum still equals the record was not touched in the workspace; one that
differs was. Beside the templates of a newer installation this says what can be taken over without losing anything.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from vertragsgen.dateien import sha256

FILE = ".ausgeliefert.json"
_BINARY = ".docx"
_FOREIGN = ("~$", ".")  # Word's lock files; dot files of editors and systems, this record among them


class Auslieferung(Struct, frozen=True):
    """The version of the tool that filled the workspace, and the checksum of each template file.

    Keys of ``dateien`` are paths below the templates folder, with ``/`` on every system.
    """

    version: str
    dateien: Mapping[str, str]


def checksum(path: Path) -> str:
    """SHA-256 of one template file: of its bytes for Word files, else of its text with LF line ends.

    Git or an editor may turn LF into CRLF; that changes no wording.
    """
    data = path.read_bytes()
    if path.suffix.lower() != _BINARY:
        data = data.replace(b"\r\n", b"\n")
    return sha256(data)


def checksums(templates: Path) -> dict[str, str]:
    """The checksums of all files below ``templates``, sorted by path; lock files and dot files are left out."""
    files = ((path.relative_to(templates), path) for path in templates.rglob("*") if path.is_file())
    ours = {name.as_posix(): path for name, path in files if not any(part.startswith(_FOREIGN) for part in name.parts)}
    return {name: checksum(ours[name]) for name in sorted(ours)}


def write_record(templates: Path, version: str) -> Path:
    """Record the files below ``templates`` as they are now, as delivered by ``version``; returns the record's path."""
    record = {"version": version, "files": checksums(templates)}
    path = templates / FILE
    path.write_bytes((json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
    return path


def read_record(templates: Path) -> Auslieferung | None:
    """The record of a workspace; None where there is none or it cannot be read."""
    try:
        record = json.loads((templates / FILE).read_bytes())
    except (OSError, ValueError):
        return None
    version, files = (record.get("version"), record.get("files")) if isinstance(record, dict) else (None, None)
    if not isinstance(version, str) or not isinstance(files, dict):
        return None
    if not all(isinstance(value, str) for value in files.values()):
        return None
    return Auslieferung(version, files)
