"""Where the values of a profile stand in its files: in the tree that was read, or as it was kept from an earlier run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache

import msgspec

from vertragsgen.dateien import sha256
from vertragsgen.diagnostics import Mark
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Mapping as Abschnittsknoten
from vertragsgen.source.node import Node, Scalar, to_data

Stelle = tuple[int, int, int, int]
"""A mark: number of the file, line, column, length."""
_JSON = msgspec.json.Encoder(order="sorted")


class Quelle:
    """The source of a profile as a tree with marks."""

    def __init__(self, knoten: Node) -> None:
        self.knoten = knoten

    def mark(self, pfad: str) -> Mark:
        """The place of a value such as ``verguetung.saetze.0.gesamtentgelt``, or of what should hold it."""
        return locate(self.knoten, _teile(pfad))

    @property
    def werte_sha256(self) -> str:
        """Hash of the values, however they are written in YAML."""
        return sha256(_JSON.encode(to_data(self.knoten)))


class GemerkteQuelle(Quelle):
    """The same without the tree, which is read only if someone asks for it.

    ``stellen`` are those of :func:`stellen`, ``dateien`` the names of their files, ``lies`` reads the tree.
    """

    def __init__(
        self, stellen: Mapping[str, Stelle], dateien: Sequence[str], werte_sha256: str, lies: Callable[[], Node]
    ) -> None:
        self._stellen, self._dateien, self._werte_sha256, self._lies = stellen, dateien, werte_sha256, lies

    @cached_property
    def knoten(self) -> Node:  # type: ignore[override]
        """The tree, read from the files as they are now."""
        return self._lies()

    def mark(self, pfad: str) -> Mark:
        """As :meth:`Quelle.mark`: what the source does not have is passed over."""
        ort = ""
        for teil in _teile(pfad):
            naechster = _schritt(ort, teil)
            if naechster in self._stellen:
                ort = naechster
        datei, *stelle = self._stellen[ort]
        return Mark(self._dateien[datei], *stelle)

    @property
    def werte_sha256(self) -> str:
        return self._werte_sha256


def stellen(knoten: Node, dateien: Sequence[str]) -> dict[str, Stelle]:
    """What :func:`locate` finds in a tree, by the path of each value; ``dateien`` are the files it was read from."""
    nummern = {datei: nummer for nummer, datei in enumerate(dateien)}
    gefunden: dict[str, Stelle] = {}

    def gehe(knoten: Node, ort: str, mark: Mark) -> None:
        gefunden[ort] = (nummern[mark.datei], mark.zeile, mark.spalte, mark.laenge)
        if isinstance(knoten, Abschnittsknoten):
            for schluessel, schluesselmarke, wert in knoten.entries:
                eigene = wert.mark if isinstance(wert, Scalar) else schluesselmarke
                gehe(wert, _schritt(ort, schluessel), eigene)
        elif not isinstance(knoten, Scalar):
            for nummer, eintrag in enumerate(knoten.items):
                gehe(eintrag, _schritt(ort, nummer), eintrag.mark)

    gehe(knoten, "", knoten.mark)
    return gefunden


def _schritt(ort: str, teil: str | int) -> str:
    # A key of digits is no number of an entry; no key holds the separator.
    return f"{ort}\0#{teil}" if isinstance(teil, int) else f"{ort}\0{teil}"


# Rules ask for the same paths in every profile.
@lru_cache(maxsize=1024)
def _teile(pfad: str) -> tuple[str | int, ...]:
    return tuple([int(teil) if teil.isdecimal() else teil for teil in pfad.split(".") if teil])
