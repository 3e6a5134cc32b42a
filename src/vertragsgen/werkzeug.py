"""The state of the tool: where it is unchanged, the same inputs give the same result."""

from __future__ import annotations

import hashlib
import zlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from vertragsgen import __version__

# Libraries whose version can change what stands in a document.
_BIBLIOTHEKEN = ("docxtpl", "jinja2", "lxml", "markdown-it-py", "pydantic", "PyYAML", "xlsxwriter")


@lru_cache(maxsize=1)
def tool_state() -> str:
    """The tool as far as it decides what documents look like: its code, its libraries, zlib."""
    wurzel = Path(__file__).resolve().parent
    teile = [__version__, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_fassung(name)}" for name in _BIBLIOTHEKEN)]
    for datei in sorted(wurzel.rglob("*.py")):
        teile += [datei.relative_to(wurzel).as_posix(), hashlib.sha256(datei.read_bytes()).hexdigest()]
    return hashlib.sha256("\n".join(teile).encode()).hexdigest()


def _fassung(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
