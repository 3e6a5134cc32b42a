"""The state of the tool: where it is unchanged, the same inputs give the same result."""

from __future__ import annotations

import os
import zlib
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from vertragsgen import __version__
from vertragsgen.dateien import hashes, sha256

# Libraries whose version can change what stands in a document.
_BIBLIOTHEKEN = (
    "docxtpl", "jinja2", "lxml", "markdown-it-py", "markupsafe", "mdit-py-plugins", "msgspec", "pydantic", "PyYAML",
    "xlsxwriter",
)  # fmt: skip
_VERSION = "Version:"
# No document is made there: what these rooms import, the rooms below them never do (``tests/test_layers.py``).
_OBERSTE = ("api", "cli", "review", "__pycache__")


@lru_cache(maxsize=1)
def tool_state() -> str:
    """The tool as far as it decides what documents look like: its code below ``api``, its libraries, zlib."""
    quellen = hashes(os.fspath(Path(__file__).parent), endung=".py", ohne=_OBERSTE)
    teile = [__version__, zlib.ZLIB_RUNTIME_VERSION, *(f"{name} {_fassung(name)}" for name in _BIBLIOTHEKEN), *quellen]
    return sha256("\n".join(teile).encode())


def _fassung(name: str) -> str:
    """The version of a library. Of its metadata only that line is read: ``metadata.version`` parses a whole message."""
    try:
        kopf = distribution(name)
    except PackageNotFoundError:
        return "–"
    text = kopf.read_text("METADATA") or ""
    zeile = next((zeile for zeile in text.split("\n") if zeile.startswith(_VERSION)), None)
    return kopf.version if zeile is None else zeile.removeprefix(_VERSION).strip()
