"""Files by the shortest way: a start reads the hundreds of the tool and the templates, a run seven of each profile."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Collection, Iterator

_ART = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEU = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_KEIN_LINK = getattr(os, "O_NOFOLLOW", 0)  # Windows has none


def read_bytes(pfad: str, *, link: bool = True) -> bytes:
    """The content of a file; raises OSError as ``open`` does, and for a device or pipe, which may have no end.

    Without ``link`` also a symbolic link is refused.
    """
    if not link and not _KEIN_LINK and os.path.islink(pfad):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), pfad)
    nummer = os.open(pfad, _ART if link else _ART | _KEIN_LINK)
    try:
        stand = os.fstat(nummer)
        if not stat.S_ISREG(stand.st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), pfad)
        groesse = stand.st_size
        inhalt = os.read(nummer, groesse + 1)
        while len(inhalt) != groesse and (mehr := os.read(nummer, 1 << 20)):  # one call need not give all of it
            inhalt += mehr
        return inhalt
    finally:
        os.close(nummer)


def write_bytes(pfad: str, inhalt: bytes) -> None:
    """Make a file or empty it, and write ``inhalt``; raises OSError as ``open`` and ``write`` do."""
    nummer = os.open(pfad, _NEU, 0o666)
    try:
        rest = memoryview(inhalt)
        while rest:  # one call need not take all of it
            rest = rest[os.write(nummer, rest) :]
    finally:
        os.close(nummer)


def hashes(ordner: str, *, endung: str = "", ohne: Collection[str] = (), link: bool = True) -> list[str]:
    """Name and hash of each file below a folder, in the order of the names (relative to it, with ``/``).

    Only files that end in ``endung``, none in a folder whose name is in ``ohne``. Folders that are links are not
    entered; without ``link`` any link, or what is neither file nor folder, raises OSError.
    """
    zeilen: list[str] = []
    for name in sorted(_namen(ordner, "", endung, ohne, link)):
        zeilen += [name, sha256(read_bytes(f"{ordner}/{name}", link=link))]
    return zeilen


def sha256(inhalt: bytes) -> str:
    """The hash as hexadecimal digits."""
    return hashlib.sha256(inhalt).hexdigest()


def _namen(ordner: str, vorn: str, endung: str, ohne: Collection[str], link: bool) -> Iterator[str]:
    with os.scandir(ordner) as eintraege:
        for eintrag in eintraege:
            if eintrag.is_dir(follow_symlinks=False):
                if eintrag.name not in ohne:
                    yield from _namen(eintrag.path, f"{vorn}{eintrag.name}/", endung, ohne, link)
            elif eintrag.is_file(follow_symlinks=link):
                if eintrag.name.endswith(endung):
                    yield vorn + eintrag.name
            elif not link:
                raise OSError(f"no plain file: {eintrag.path}")


VOLL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What the system says where there is no room left: on the disk, or for this user."""
_GRUENDE = {
    errno.ENOENT: "den Ordner gibt es nicht",
    errno.ENOTDIR: "ein Teil des Pfads ist eine Datei",
    errno.EISDIR: "das ist ein Ordner",
    errno.EACCES: "die Datei ist geöffnet, oder die Rechte fehlen",
    errno.EPERM: "die Datei ist geöffnet, oder die Rechte fehlen",
    errno.EROFS: "der Datenträger ist schreibgeschützt",
    **dict.fromkeys(VOLL, "der Datenträger ist voll"),
    errno.ENAMETOOLONG: "der Pfad ist zu lang",
    errno.EEXIST: "die Datei gibt es schon",
}


def warum(fehler: OSError) -> str:
    """Why the system refused, in German and without a full stop; for what is rare, its number."""
    return _GRUENDE.get(fehler.errno or 0, f"Systemfehler {fehler.errno}")
