"""The state of the tool: where it is unchanged, the same inputs give the same result."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from io import FileIO
from pathlib import Path

from vertragsgen import __version__

# Libraries whose version can change what stands in a document.
_BIBLIOTHEKEN = ("docxtpl", "jinja2", "lxml", "markdown-it-py", "msgspec", "pydantic", "PyYAML", "xlsxwriter")
_VERSION = "Version:"


@lru_cache(maxsize=1)
def tool_state() -> str:
    """The tool as far as it decides what documents look like: its code, its libraries, zlib."""
    wurzel = os.fspath(Path(__file__).parent)
    teile = [__version__, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_fassung(name)}" for name in _BIBLIOTHEKEN)]
    for name in sorted(_quelldateien(wurzel)):
        # Hundreds of files at each start: a Path and a buffer for each would take as long again as reading and hashing.
        with FileIO(f"{wurzel}/{name}") as datei:
            teile += [name, hashlib.sha256(datei.read()).hexdigest()]
    return hashlib.sha256("\n".join(teile).encode()).hexdigest()


def _quelldateien(ordner: str, vorn: str = "") -> Iterator[str]:
    """The Python files below a folder, relative to it and with ``/``."""
    with os.scandir(ordner) as eintraege:
        for eintrag in eintraege:
            if eintrag.name.endswith(".py"):
                yield vorn + eintrag.name
            elif eintrag.name != "__pycache__" and eintrag.is_dir():
                yield from _quelldateien(eintrag.path, f"{vorn}{eintrag.name}/")


def _fassung(name: str) -> str:
    """The version of a library. Of its metadata only that line is read: ``metadata.version`` parses a whole message."""
    try:
        kopf = distribution(name)
    except PackageNotFoundError:
        return "–"
    text = kopf.read_text("METADATA") or ""
    return next((z.removeprefix(_VERSION).strip() for z in text.split("\n") if z.startswith(_VERSION)), kopf.version)
