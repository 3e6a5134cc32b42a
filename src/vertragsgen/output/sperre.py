"""One run at a time in an output folder, held by a lock of the operating system: it ends with the process."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

DATEI = ".vertragsgen.lock"
HALTER = ".vertragsgen.lauf"


class Belegt(Exception):
    """Another run holds the folder; the message says who, in German."""


class Aufgegeben(Exception):
    """The run was stopped while it waited for the folder; nothing was begun."""


@contextlib.contextmanager
def exclusive(
    ordner: Path,
    *,
    warten: float,
    melde: Callable[[str], None] = lambda _: None,
    halt: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Hold the output folder for the time of the block.

    If another run holds it, ``melde`` is told who does and the call waits up to ``warten`` seconds; then
    :class:`Belegt` is raised, or :class:`Aufgegeben` as soon as ``halt`` says so. A folder that allows no lock file
    (read-only), or is a link into which nothing is written, is left to the write errors that follow.
    """
    if ordner.is_symlink():
        yield
        return
    try:
        ordner.mkdir(parents=True, exist_ok=True)
        sperre = FileLock(ordner / DATEI)
        try:
            sperre.acquire(timeout=0)
        except Timeout:
            melde(f"{_wer(ordner)} schreibt gerade in diesen Ausgabeordner; es wird gewartet …")
            sperre.acquire(timeout=warten, cancel_check=halt)
    except Timeout:
        if halt():
            raise Aufgegeben from None
        raise Belegt(f"{_wer(ordner)} schreibt noch immer in „{ordner.name}“.") from None
    except (OSError, NotImplementedError):
        yield
        return
    try:
        with contextlib.suppress(OSError):
            if not (ordner / HALTER).is_symlink():
                (ordner / HALTER).write_text(_ich(), encoding="utf-8")
        yield
    finally:
        with contextlib.suppress(OSError):
            (ordner / HALTER).unlink(missing_ok=True)
        sperre.release()


def _ich() -> str:
    try:
        wer = getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user id, as in some containers or services of Windows
        wer = "unbekannt"
    return f"{wer} auf {socket.gethostname()}, Vorgang {os.getpid()}"


def _wer(ordner: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return f"Ein anderer Lauf ({(ordner / HALTER).read_text(encoding='utf-8')})"
    return "Ein anderer Lauf"
