"""A document of one profile in memory: what checks read, and its parts, put together when they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct, field

from vertragsgen.rendering.docx.finish import Eigenschaften
from vertragsgen.rendering.docx.package import Gemeinsam, write_parts
from vertragsgen.rendering.fingerprint import Path
from vertragsgen.rendering.pieces import Stueck
from vertragsgen.rendering.plan import KENNUNG
from vertragsgen.rendering.xlsx import Mappe, mappenteile, shared_parts


class Fertig(NamedTuple):
    """The finished document: its short hash and its parts, uncompressed."""

    kennung: str
    teile: dict[str, bytes]


class Erzeugtes(Struct):
    """One document of one profile, and what it was made from; ``pack`` makes it a file.

    ``fertigen`` puts its parts together: once, and not at all where only its wording is judged. It raises nothing.

    For checks on what is printed: ``werte`` are the variables of its templates, ``pfade`` those that frame and
    workbook name, ``ziele`` the numbers of its sections by anchor, ``rahmentexte`` the filled parts of its frame with
    nothing in their slots, ``mappe`` its workbook as recorded, ``mappenteile`` the parts of that workbook's file, if
    one was made. In ``rahmentexte``, ``mappentexte`` and ``mappe`` the mark ``KENNUNG`` stands for the short hash.
    """

    dokument: str
    titel: str
    fertigen: Callable[[], Fertig]
    klauseln: dict[str, str]
    rahmen: str
    eigenschaften: Eigenschaften
    mappentexte: dict[str, str]
    stuecke: tuple[Stueck, ...]
    entwurf: bool = False
    werte: Mapping[str, Any] = field(default_factory=dict)
    pfade: frozenset[Path] = frozenset()
    ziele: Mapping[str, str] = field(default_factory=dict)
    rahmentexte: Mapping[str, bytes] = field(default_factory=dict)
    mappe: Mappe | None = None
    mappenteile: Mapping[str, bytes] = field(default_factory=dict)
    gemeinsam: Gemeinsam = field(default_factory=Gemeinsam)
    _fertig: Fertig | None = None

    def __post_init__(self) -> None:
        self._fertig = None  # also in a copy with another ``fertigen``

    @property
    def fertig(self) -> Fertig:
        """The finished document, made when it is first asked for."""
        if self._fertig is None:
            self._fertig = self.fertigen()
        return self._fertig

    @property
    def kennung(self) -> str:
        """The short hash that its pages print."""
        return self.fertig.kennung

    @property
    def teile(self) -> dict[str, bytes]:
        """Its parts by name, uncompressed, in file order."""
        return self.fertig.teile

    def mit_kennung(self, text: str) -> str:
        """The text with the short hash in place of its mark."""
        return text.replace(KENNUNG, self.kennung) if KENNUNG in text else text

    def pack(self) -> bytes:
        """The Word file; the same parts always give the same bytes."""
        return write_parts(self.teile, self.gemeinsam)

    def make_workbook(self) -> None:
        """Make the parts of the workbook's file."""
        assert self.mappe is not None
        self.mappenteile = mappenteile(self.mappe, rand=self.mit_kennung)

    def pack_workbook(self) -> bytes:
        """The Excel file; likewise."""
        assert self.mappe is not None
        if not self.mappenteile:
            self.make_workbook()
        return write_parts(self.mappenteile, shared_parts(self.mappe))

    def part_hashes(self) -> dict[str, dict[str, str]]:
        """The hashes of the parts of its files, by name of the file and of the part."""
        found = {f"{self.dokument}.docx": _hashes(self.teile, self.gemeinsam)}
        if self.mappe is not None and self.mappenteile:
            found[f"{self.dokument}.xlsx"] = _hashes(self.mappenteile, shared_parts(self.mappe))
        return found


def _hashes(teile: Mapping[str, bytes], gemeinsam: Gemeinsam) -> dict[str, str]:
    return {name: gemeinsam.sha256(name, data) for name, data in sorted(teile.items())}
