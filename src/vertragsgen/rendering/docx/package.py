"""A DOCX as named parts: read with limits, written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from vertragsgen.dateien import sha256
from vertragsgen.rendering.vorrat import Vorrat

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 2_000

CONTENT_TYPES = "[Content_Types].xml"


class PaketUnlesbar(Exception):
    """The file is no usable DOCX; the message is German."""


def read_parts(data: bytes) -> dict[str, bytes]:
    """Parts of a DOCX by name, in file order.

    Refuses, before unpacking, what is too large, encrypted, holds macros or names a part twice.
    """
    if len(data) > MAX_FILE:
        raise PaketUnlesbar(f"Die Datei ist größer als {MAX_FILE // 1024 // 1024} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir()]
            _check(infos)
            return {info.filename: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as fault:
        raise PaketUnlesbar("Die Datei ist keine Word-Datei (.docx) oder sie ist beschädigt.") from fault


def _check(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise PaketUnlesbar("Die Datei ist entpackt ungewöhnlich groß und wird deshalb nicht geöffnet.")
    names = [info.filename for info in infos]
    if len(set(names)) != len(names):
        raise PaketUnlesbar("Die Datei enthält einen Bestandteil doppelt.")
    if CONTENT_TYPES not in names or "word/document.xml" not in names:
        raise PaketUnlesbar("Die Datei ist keine Word-Datei (.docx).")
    if any(name.casefold().endswith(("vbaproject.bin", ".docm")) for name in names):
        raise PaketUnlesbar("Die Datei enthält Makros. Als .docx ohne Makros speichern.")
    if any(info.flag_bits & 1 for info in infos):
        raise PaketUnlesbar("Die Datei ist mit einem Kennwort geschützt.")


class Mitglied(NamedTuple):
    """A part as it lies in a file: its compressed bytes behind their header, and what the directory says of it around
    its ``offset``.
    """

    inhalt: bytes
    vor_offset: bytes
    name: bytes


# How thoroughly zlib works: on what many files share, which is packed once, and on what is new in each file.
# Level 3 takes less than half the time of zlib's usual 6; a document grows by about 5 %, which level 9 on the rest makes up.
GETEILT, NEU = 9, 3
# Bytes. What is new and no longer than this (a header, a footer, the properties) is stored as it is: zlib would need twenty
# times as long to get ready and to end as to copy it, for 200 bytes less.
KLEIN = 1000
_ZULETZT = 8


class Gemeinsam:
    """Parts that many files share: each is compressed and hashed once.

    What is not among them, but the same as in one of the last files, is not compressed again either.
    """

    def __init__(self, teile: Mapping[str, bytes] | None = None) -> None:
        self._teile = teile or {}
        self._gepackt: dict[str, Mitglied] = {}
        self._sha256: dict[str, str] = {}
        # By name: to look for the body of a document, new in every one, would take a hash of all of it.
        self._zuletzt: dict[str, Vorrat[Mitglied]] = {}

    def mitglied(self, name: str, data: bytes) -> Mitglied:
        """``data`` compressed."""
        if self._teile.get(name) is not data:
            zuletzt = self._zuletzt.setdefault(name, Vorrat(_ZULETZT))
            if not zuletzt.lohnt():
                return _pack(name, data, NEU)
            return zuletzt.hole(data) or zuletzt.lege(data, _pack(name, data, NEU), len(data))
        if name not in self._gepackt:
            self._gepackt[name] = _pack(name, data, GETEILT)
        return self._gepackt[name]

    def sha256(self, name: str, data: bytes) -> str:
        """The hash (hex) of ``data``, uncompressed."""
        if self._teile.get(name) is not data:
            return sha256(data)
        if name not in self._sha256:
            self._sha256[name] = sha256(data)
        return self._sha256[name]


_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5HL")
_OFFSET = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _UTF8, _STORED, _DEFLATED = 20, 0x800, 0, 8
_DAY = 1 << 5 | 1  # 1 January 1980, the first day a zip file knows; the time is midnight
_ATTRIBUTES = 0o600 << 16


def _pack(name: str, data: bytes, level: int) -> Mitglied:
    if level == NEU and len(data) <= KLEIN:
        methode, gepackt = _STORED, data
    else:
        methode, gepackt = _DEFLATED, zlib.compress(data, level, -zlib.MAX_WBITS)
    label = name.encode("utf-8")
    flags = 0 if name.isascii() else _UTF8
    common = (flags, methode, 0, _DAY, zlib.crc32(data), len(gepackt), len(data), len(label), 0)
    return Mitglied(
        b"".join((_LOCAL.pack(b"PK\x03\x04", _VERSION, *common), label, gepackt)),
        _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, *common, 0, 0, 0, _ATTRIBUTES),
        label,
    )


def write_parts(parts: Mapping[str, bytes], gemeinsam: Gemeinsam | None = None) -> bytes:
    """Zip ``parts`` in their order, content types first, with a fixed date and fixed attributes.

    What ``gemeinsam`` holds is copied as it was compressed before.
    """
    gemeinsam = gemeinsam or Gemeinsam()
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for name in sorted(parts, key=lambda name: name != CONTENT_TYPES):
        inhalt, vor_offset, label = gemeinsam.mitglied(name, parts[name])
        body.append(inhalt)
        directory += (vor_offset, _OFFSET.pack(offset), label)
        offset += len(inhalt)
    listing = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join((*body, listing, end))
