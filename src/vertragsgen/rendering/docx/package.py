"""A DOCX as named parts: read with limits, written so that the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_PARTS = 2_000

_DATE = (1980, 1, 1, 0, 0, 0)
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


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """Zip ``parts`` in their order, content types first, with a fixed date and fixed attributes."""
    buffer = io.BytesIO()
    order = sorted(parts, key=lambda name: name != CONTENT_TYPES)
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in order:
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0o600 << 16  # writestr would put this in place of 0
            archive.writestr(info, parts[name])
    return buffer.getvalue()
