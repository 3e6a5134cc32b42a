"""Bytes kept from run to run in a folder that only this user can write; anything doubtful about it counts as empty.

What lies there is executed when it is used. So the folder is never in a workspace, which may come from others; its
owner and rights are looked at each time, and those of each file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path
from threading import get_ident

# „aus“ turns the store off; any other value is the folder to use.
VARIABLE, AUS = "VERTRAGSGEN_CACHE", "aus"
MAX_FILES, MAX_BYTES = 64, 64 * 1024 * 1024
_DIGEST = hashlib.sha256().digest_size
# What is kept: loaded packages, compiled ones, frames of workbooks, loaded profiles. The kind is the ending of its file.
PAKET, VORLAGEN, MAPPE, PROFIL = ".paket", ".vorlagen", ".mappe", ".profil"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_ARTEN = (PAKET, VORLAGEN, MAPPE, PROFIL)


def folder() -> Path | None:
    """Where the store is; ``None`` if it is turned off or the user has no such place."""
    wanted = os.environ.get(VARIABLE, "")
    if wanted:
        return None if wanted == AUS else Path(wanted)
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        base = Path(local) if local else None
    elif sys.platform == "darwin":
        base = _home("Library", "Caches")
    else:
        named = os.environ.get("XDG_CACHE_HOME", "")
        base = Path(named) if Path(named).is_absolute() else _home(".cache")
    return base / "vertragsgen" if base is not None else None


def _home(*parts: str) -> Path | None:
    try:
        return Path.home().joinpath(*parts)
    except RuntimeError:
        return None


def read(ordner: Path, art: str, name: str) -> bytes | None:
    """What was kept under ``name``; ``None`` if there is nothing, if others could have written it, or if it is damaged."""
    try:
        if not _private(ordner.lstat(), stat.S_ISDIR):
            return None
        handle = os.open(ordner / (name + art), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            if not _private(os.fstat(handle), stat.S_ISREG):
                return None
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None
    content = data[_DIGEST:]
    return content if hashlib.sha256(content).digest() == data[:_DIGEST] else None


def keep(ordner: Path, art: str, name: str, content: bytes) -> None:
    """Keep ``content`` under ``name``, if that is possible; the oldest files make room."""
    if len(content) > MAX_BYTES:
        return
    with contextlib.suppress(OSError):
        ordner.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _private(ordner.lstat(), stat.S_ISDIR):
            return
        beside = ordner / f"{name}{art}.{os.getpid()}-{get_ident()}.neu"  # no other thread has that name
        try:
            with os.fdopen(os.open(beside, _NEW, 0o600), "wb") as file:
                file.write(hashlib.sha256(content).digest() + content)
            beside.replace(ordner / (name + art))
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
        _tidy(ordner)


def _private(found: os.stat_result, kind: object) -> bool:
    """True for a thing of that kind that belongs to this user and that nobody else may write.

    Windows has no such rights; there the folder below LOCALAPPDATA belongs to the user alone.
    """
    if not kind(found.st_mode):  # type: ignore[operator]
        return False
    if not hasattr(os, "getuid"):
        return True
    return found.st_uid == os.getuid() and not stat.S_IMODE(found.st_mode) & 0o022


def _tidy(ordner: Path) -> None:
    """Remove the oldest files beyond the limits of their kind, and what a run that was killed left behind."""
    for art in (*_ARTEN, ".neu"):
        files = [(datei.lstat(), datei) for datei in ordner.iterdir() if datei.suffix == art]
        space = MAX_BYTES
        for rank, (found, datei) in enumerate(sorted(files, key=lambda file: file[0].st_mtime_ns, reverse=True)):
            space -= found.st_size
            if rank >= MAX_FILES or space < 0:
                datei.unlink(missing_ok=True)
