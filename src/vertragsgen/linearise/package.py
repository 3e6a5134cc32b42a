"""Reads a DOCX package without trusting it: sizes before unpacking, no entities, no network, no macros."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import unquote

from msgspec import Struct

from vertragsgen.linearise.ooxml import Element
from vertragsgen.linearise.xmlparts import Unlesbar, parse_xml

MAX_FILE = 64 * 1024 * 1024
MAX_PARTS = 5_000
MAX_PART = 48 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
# DEFLATE reaches 1032:1; real XML parts stay below 100:1 even if one table row is repeated a thousand times.
MAX_RATIO = 300
SMALL = 1024 * 1024

# What zipfile raises on damaged, encrypted or forged archives (a forged offset, for one, is a ValueError).
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Relation(Struct, frozen=True):
    """A relationship of a part: last word of its type, the part or address it leads to."""

    art: str
    ziel: str
    extern: bool


class Package:
    """The parts of a DOCX file, read one by one when asked for."""

    def __init__(self, data: bytes | Mapping[str, bytes]) -> None:
        """Opens a file, or takes the parts of a document of our own that was never packed.

        Raises ``Unlesbar`` for what is no DOCX or exceeds the limits.
        """
        self._trees: dict[str, Element | None] = {}
        self._zip: zipfile.ZipFile | None = None
        if not isinstance(data, bytes):
            self._ready = {name.lower(): (name, part) for name, part in data.items()}
            return
        if len(data) > MAX_FILE:
            raise Unlesbar(f"Die Datei ist größer als {MAX_FILE // 2**20} MiB.")
        if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            raise Unlesbar("Die Datei ist mit einem Kennwort geschützt oder im alten Word-Format .doc gespeichert.")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise Unlesbar("Die Datei ist kein Word-Dokument (.docx) oder beschädigt.") from error
        self._parts = _checked(self._zip.infolist())

    @property
    def own(self) -> bool:
        """True for the parts of one of our own documents."""
        return self._zip is None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all parts as they stand in the package."""
        if self._zip is None:
            return tuple(name for name, _ in self._ready.values())
        return tuple(info.filename for info in self._parts.values())

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None if there is no such part. Names are compared without case, as in OPC."""
        if self._zip is None:
            return self._ready.get(name.lower(), ("", None))[1]
        info = self._parts.get(name.lower())
        if info is None:
            return None
        try:
            return self._zip.read(info)
        except _DAMAGE as error:
            raise Unlesbar(f"Der Teil „{name}“ ist beschädigt oder verschlüsselt.") from error

    def xml(self, name: str) -> Element | None:
        """The root element of an XML part; None if there is no such part."""
        data = self.read(name)
        return None if data is None else parse_xml(data, name)

    def tree(self, name: str) -> Element | None:
        """The same, parsed once for all who only read it."""
        if name not in self._trees:
            self._trees[name] = self.xml(name)
        return self._trees[name]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """Relationships of a part by id; ``""`` asks for those of the package."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        return _relations(self.read(part), part, folder)


# Identical in all documents of a package.
@lru_cache(maxsize=64)
def _relations(data: bytes | None, part: str, folder: str) -> Mapping[str, Relation]:
    found: dict[str, Relation] = {}
    for rel in () if data is None else parse_xml(data, part).iter(_REL):
        extern = rel.get("TargetMode") == "External"
        target = rel.get("Target", "")
        if not extern:
            target = posixpath.normpath(posixpath.join("/", folder, unquote(target)))[1:]
        found[rel.get("Id", "")] = Relation(rel.get("Type", "").rpartition("/")[2], target, extern)
    return found


def _checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """The entries by lower-case name, after every limit was checked on the directory alone.

    ``zipfile`` never yields more bytes than the directory declares, so a wrong declaration passes no limit.
    """
    if len(infos) > MAX_PARTS:
        raise Unlesbar(f"Die Datei enthält mehr als {MAX_PARTS} Teile.")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise Unlesbar(f"Die Datei ist entpackt größer als {MAX_TOTAL // 2**20} MiB.")
    parts: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.lower()
        if info.file_size > MAX_PART or (
            info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1)
        ):
            raise Unlesbar(f"Der Teil „{info.filename}“ wäre entpackt unglaubhaft groß; die Datei bleibt zu.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unlesbar(f"Der Teil „{info.filename}“ ist auf eine für Word unübliche Weise gepackt.")
        if name.rpartition("/")[2].startswith("vbaproject"):
            raise Unlesbar("Die Datei enthält Makros. Speichern Sie sie in Word als „Word-Dokument (.docx)“.")
        if name in parts:
            raise Unlesbar(f"Der Teil „{info.filename}“ ist doppelt enthalten; Programme lesen dann Verschiedenes.")
        parts[name] = info
    return parts
