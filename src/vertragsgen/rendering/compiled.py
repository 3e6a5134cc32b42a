"""Compiled packages kept from run to run: a single build does not compile what did not change.

The key covers everything that compiling looks at: the manifest, the clauses with their places, the frames, the tool
with its libraries, Python. Only a package without a fault is kept, so a package from the store has been linted as well.
"""

from __future__ import annotations

import io
import marshal
import pickle
import sys
from typing import Any

from vertragsgen import ablage
from vertragsgen.dateien import sha256
from vertragsgen.diagnostics import Befund
from vertragsgen.package.clause import Klausel
from vertragsgen.package.manifest import Dokument
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.compile import Dokumentvorlage, Paketvorlagen, compile_package
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.fingerprint import digest
from vertragsgen.rendering.references import FUNCTIONS
from vertragsgen.rendering.templates import Vorlage, restore_template
from vertragsgen.source.node import to_data
from vertragsgen.source.section import Abschnitt
from vertragsgen.werkzeug import tool_state
from vertragsgen.workspace import Workspace


def compiled(
    paket: Paket, workspace: Workspace, modell: type[Abschnitt] | None
) -> tuple[Paketvorlagen | None, list[Befund]]:
    """As :func:`compile_package`, from the store where this package has been compiled before."""
    ordner = ablage.folder()
    name = _key(paket, workspace) if ordner is not None and modell is not None else None
    if ordner is None or name is None:
        return compile_package(paket, workspace, modell)
    content = ablage.read(ordner, ablage.VORLAGEN, name)
    kept = _unpacked(content, paket) if content is not None else None
    if kept is not None:
        return kept, []
    vorlagen, befunde = compile_package(paket, workspace, modell)
    if vorlagen is not None and not befunde:
        for vorlage in vorlagen.dokumente:
            vorlage.rahmen.pack_shared()
        ablage.keep(ordner, ablage.VORLAGEN, name, _packed(vorlagen))
    return vorlagen, befunde


def _key(paket: Paket, workspace: Workspace) -> str | None:
    """The name of the compiled package in the store; ``None`` if a frame cannot be read."""
    dokumente = []
    try:
        for index, dokument in enumerate(paket.manifest.dokumente):
            rahmen = paket.rahmen(dokument)
            places = [
                f"dokumente.{index}.wenn",
                *(f"dokumente.{index}.xlsx_texte.{name}" for name in dokument.xlsx_texte),
            ]
            dokumente.append(
                [workspace.name(rahmen), sha256(rahmen.read_bytes())] + [repr(paket.mark(place)) for place in places]
            )
    except OSError:
        return None
    klauseln = sorted((ort, repr(klausel)) for ort, klausel in paket.klauseln.items())
    return digest([tool_state(), sys.version, to_data(paket.knoten), klauseln, dokumente])


class _Pickler(pickle.Pickler):
    """Leaves out what the loaded package has already, and the environment; code of templates goes as marshalled."""

    def __init__(self, file: io.BytesIO, vorlagen: Paketvorlagen) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._known: dict[int, Any] = {id(vorlagen.env): "umgebung"}
        for ort, klausel in vorlagen.paket.klauseln.items():
            self._known[id(klausel)] = ort
        for index, dokument in enumerate(vorlagen.paket.manifest.dokumente):
            self._known[id(dokument)] = index

    def persistent_id(self, obj: Any) -> Any:
        return self._known.get(id(obj)) if isinstance(obj, Umgebung | Klausel | Dokument) else None

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, Vorlage):
            env, code, facts = obj.parts()
            return _restored, (env, marshal.dumps(code), facts)
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, paket: Paket, env: Umgebung) -> None:
        super().__init__(file)
        self._paket, self._env = paket, env

    def persistent_load(self, pid: Any) -> Any:
        if pid == "umgebung":
            return self._env
        return self._paket.manifest.dokumente[pid] if isinstance(pid, int) else self._paket.klauseln[pid]


def _restored(env: Umgebung, code: bytes, facts: dict[str, Any]) -> Vorlage:
    return restore_template(env, marshal.loads(code), facts)


def _packed(vorlagen: Paketvorlagen) -> bytes:
    file = io.BytesIO()
    _Pickler(file, vorlagen).dump(vorlagen.dokumente)
    return file.getvalue()


def _unpacked(content: bytes, paket: Paket) -> Paketvorlagen | None:
    env = Umgebung(FUNCTIONS)
    try:
        dokumente: tuple[Dokumentvorlage, ...] = _Unpickler(io.BytesIO(content), paket, env).load()
    except Exception:  # whatever is wrong with it: it is compiled anew
        return None
    return Paketvorlagen(paket, env, dokumente)
