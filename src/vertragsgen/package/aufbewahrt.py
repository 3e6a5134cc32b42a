"""Loaded packages kept from run to run: where no file below the templates folder changed, none is read as YAML again.

The key covers every file below that folder, wherever a package may look, and the tool; not where the workspace lies, so
that a state of the repository laid out elsewhere finds its packages too. Only a package without any finding is kept.
What lies in a folder or file that is a link is never kept: where a link leads may change unseen.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import sys
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from vertragsgen import ablage
from vertragsgen.dateien import hashes, sha256
from vertragsgen.package.paket import Paketladung
from vertragsgen.werkzeug import tool_state
from vertragsgen.workspace import Workspace


class Pakete:
    """The packages of one run, each loaded once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._geladen: dict[str, Paketladung] = {}
        self._stand: str | None = None

    def __call__(self, paket_id: str) -> Paketladung:
        """As :func:`load_package`."""
        if paket_id not in self._geladen:
            self._geladen[paket_id] = self._kept(paket_id)
        return self._geladen[paket_id]

    def _kept(self, paket_id: str) -> Paketladung:
        ordner = ablage.folder()
        if ordner is None:
            return self._anew(paket_id)
        if self._stand is None:
            self._stand = _stand(self._workspace)
        if not self._stand:
            return self._anew(paket_id)
        name = sha256(f"{self._stand}\n{paket_id}".encode())
        content = ablage.read(ordner, ablage.PAKET, name)
        with contextlib.suppress(Exception):  # whatever is wrong with it: it is loaded anew
            if content is not None and isinstance(ladung := _unpacked(content, self._workspace), Paketladung):
                return replace(ladung, stand=self._stand)
        ladung = self._anew(paket_id)
        # What is read while someone saves a file may be of either state.
        if ladung.paket is not None and not ladung.befunde and _stand(self._workspace) == self._stand:
            ablage.keep(ordner, ablage.PAKET, name, _packed(ladung, self._workspace))
            return replace(ladung, stand=self._stand)
        return ladung

    def _anew(self, paket_id: str) -> Paketladung:
        from vertragsgen.package.load import load_package  # most runs find what they need

        return load_package(self._workspace, paket_id)


class _Pickler(pickle.Pickler):
    """Writes paths as they are called in findings: relative to the workspace."""

    def __init__(self, file: io.BytesIO, workspace: Workspace) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._workspace = workspace

    def persistent_id(self, obj: Any) -> str | None:
        return self._workspace.name(obj) if isinstance(obj, Path) else None


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, workspace: Workspace) -> None:
        super().__init__(file)
        self._root = workspace.root

    def persistent_load(self, pid: str) -> Path:
        return self._root / pid


def _packed(ladung: Paketladung, workspace: Workspace) -> bytes:
    file = io.BytesIO()
    _Pickler(file, workspace).dump(ladung)
    return file.getvalue()


def _unpacked(content: bytes, workspace: Workspace) -> object:
    return _Unpickler(io.BytesIO(content), workspace).load()


def _stand(workspace: Workspace) -> str:
    """The tool, the names and bytes of all files of the templates; empty if one is a link."""
    wurzel = workspace.templates_dir
    teile = [tool_state(), sys.version, workspace.einstellungen.vorlagen]
    try:
        if wurzel.resolve() != workspace.root.resolve() / workspace.einstellungen.vorlagen:
            return ""
        teile += hashes(os.fspath(wurzel), link=False)
    except OSError:
        return ""
    return sha256("\n".join(teile).encode("utf-8", "surrogateescape"))
