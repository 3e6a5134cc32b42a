"""Whole files by the shortest way: a run that has nothing to do reads seven of each profile."""

from __future__ import annotations

import errno
import os

_ART = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_KEIN_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none


def read_bytes(pfad: str, *, link: bool = True) -> bytes:
    """The content of a file; raises OSError as ``open`` does, without ``link`` also if it is a symbolic link."""
    if not link and not _KEIN_LINK and os.path.islink(pfad):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), pfad)
    nummer = os.open(pfad, _ART if link else _ART | _KEIN_LINK)
    try:
        groesse = os.fstat(nummer).st_size
        inhalt = os.read(nummer, groesse + 1)
        while len(inhalt) != groesse and (mehr := os.read(nummer, 1 << 20)):  # one call need not give all of it
            inhalt += mehr
        return inhalt
    finally:
        os.close(nummer)
