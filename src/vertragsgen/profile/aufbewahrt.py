"""Loaded profiles kept from run to run: where neither its files nor its package changed, no YAML is read or validated.

That is what a single command spends a third of its time on. Only profiles without any finding are kept, as values of
the package's own model, never as code. A run keeps its first few: it is small runs that wait for it.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw, Struct

from vertragsgen import ablage
from vertragsgen.dateien import read_bytes, sha256
from vertragsgen.profile.model import Profil
from vertragsgen.profile.quelle import GemerkteQuelle, Quelle, Stelle, stellen
from vertragsgen.source.node import Node
from vertragsgen.werkzeug import tool_state
from vertragsgen.workspace import Workspace

if TYPE_CHECKING:
    from vertragsgen.package.paket import Paket, Paketladung
    from vertragsgen.profile.factory import Modelle

Lies = Callable[[], Node]
_JE_LAUF = 8


class _Gemerkt(Struct, frozen=True, array_like=True):
    """What is kept of a profile. ``stand`` is that of its package, ``teile`` are its shared files with their hashes.

    The file of a mark is a number: 0 is the profile itself, which may be called otherwise next time.
    """

    paket: str
    stand: str
    teile: tuple[tuple[str, str], ...]
    stellen: dict[str, Stelle]
    werte_sha256: str
    profil: Raw


class Wiedergefunden(Struct, frozen=True):
    """A profile as an earlier run has loaded it, without a finding."""

    profil: Profil
    quelle: Quelle
    paket: Paket


class Profilablage:
    """The kept profiles of one workspace, for one run."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._frei = _JE_LAUF

    def name(self, path: Path) -> str:
        """What the profile in a file is kept under, from its bytes; empty if nothing is kept."""
        self._frei -= 1
        if self._frei < 0 or ablage.folder() is None:
            return ""
        try:
            return _name(path)
        except OSError:
            return ""

    def find(
        self, name: str, path: Path, get_package: Callable[[str], Paketladung], modelle: Modelle, lies: Lies
    ) -> Wiedergefunden | None:
        """The profile in the file ``path``, if it was kept and nothing it was made from has changed since."""
        ordner = ablage.folder()
        content = ablage.read(ordner, ablage.PROFIL, name) if ordner is not None else None
        if content is None:
            return None
        try:
            gemerkt = msgspec.msgpack.decode(content, type=_Gemerkt)
            if gemerkt.teile != self._hashes([teil for teil, _ in gemerkt.teile]):
                return None
            ladung = get_package(gemerkt.paket)
            if ladung.paket is None or ladung.stand != gemerkt.stand:
                return None
            profil = msgspec.msgpack.decode(gemerkt.profil, type=modelle.fuer(ladung.paket.manifest))
        except (OSError, msgspec.MsgspecError):
            return None
        dateien = self._dateien(path, [teil for teil, _ in gemerkt.teile])
        quelle = GemerkteQuelle(gemerkt.stellen, dateien, gemerkt.werte_sha256, lies)
        return Wiedergefunden(profil, quelle, ladung.paket)

    def keep(self, name: str, path: Path, teile: Sequence[str], profil: Profil, quelle: Quelle, stand: str) -> None:
        """Keep a profile under the ``name`` it had before it was read; ``teile`` are its shared files.

        ``stand`` is that of its package; if it is empty, nothing is kept.
        """
        ordner = ablage.folder()
        if ordner is None or not stand:
            return
        orte = stellen(quelle.knoten, self._dateien(path, teile))
        with contextlib.suppress(OSError):  # what cannot be kept is read again
            inhalt = Raw(msgspec.msgpack.encode(profil))
            gemerkt = _Gemerkt(profil.paket, stand, self._hashes(teile), orte, quelle.werte_sha256, inhalt)
            # What is read while someone saves a file may be of either state.
            if _name(path) == name:
                ablage.keep(ordner, ablage.PROFIL, name, msgspec.msgpack.encode(gemerkt))

    def _dateien(self, path: Path, teile: Sequence[str]) -> list[str]:
        ordner = self._workspace.profile_dir
        return [self._workspace.name(datei) for datei in (path, *(ordner / teil for teil in teile))]

    def _hashes(self, teile: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """The shared files with their hashes; raises OSError for one that is not there or a link."""
        ordner = self._workspace.profile_dir
        return tuple((teil, sha256(read_bytes(os.fspath(ordner / teil), link=False))) for teil in teile)


def _name(path: Path) -> str:
    return sha256(f"{tool_state()}\n{sys.version}\n".encode() + read_bytes(os.fspath(path)))
