"""The state of the tool: where it is unchanged, the same inputs give the same result."""

from __future__ import annotations

import os
import re
import sys
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from vertragsgen import __version__
from vertragsgen.dateien import hashes, sha256

# Libraries whose version can change what stands in a document.
_BIBLIOTHEKEN = (
    "docxtpl", "jinja2", "lxml", "markdown-it-py", "markupsafe", "mdit-py-plugins", "msgspec", "pydantic", "PyYAML",
    "xlsxwriter",
)  # fmt: skip
# No document is made there: what these rooms import, the rooms below them never do (``tests/test_layers.py``).
_OBERSTE = ("api", "cli", "review", "__pycache__")


@lru_cache(maxsize=1)
def tool_state() -> str:
    """The tool as far as it decides what documents look like: its code below ``api``, its libraries, zlib."""
    quellen = hashes(os.fspath(Path(__file__).parent), endung=".py", ohne=_OBERSTE)
    da = _installiert()
    fassungen = [f"{name} {da.get(_norm(name)) or _fassung(name)}" for name in _BIBLIOTHEKEN]
    return sha256("\n".join((__version__, zlib.ZLIB_RUNTIME_VERSION, *fassungen, *quellen)).encode())


def _installiert() -> Mapping[str, str]:
    """The versions of what is installed in folders, by the names of its metadata (``jinja2-3.1.6.dist-info``).

    ``importlib.metadata`` says the same, but to import it takes longer than to read a profile.
    """
    fassungen: dict[str, str] = {}
    for ordner in reversed(sys.path):  # the first has the last word, as in an import
        for angaben in sorted(Path(ordner).glob("*.*-info")):
            name, _, fassung = angaben.stem.partition("-")
            fassungen[_norm(name)] = fassung
    return fassungen


def _norm(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _fassung(name: str) -> str:
    """The version of a library that is not installed in a folder, as in an archive."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "–"
