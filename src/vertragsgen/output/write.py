"""Write the files of one profile so that a kill, a full disk or an open file never leaves a broken document."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field

from vertragsgen.dateien import VOLL, sha256, warum, write_bytes
from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.output import provenance
from vertragsgen.output.provenance import Nachweis, settled

NICHT_SCHREIBBAR = "VG160"
VON_HAND = "VG161"
REST = ".vertragsgen-tmp"


class Schreibergebnis(Struct):
    """The names of the files that are now as they should be, of those written anew, what went wrong, the provenance."""

    dateien: list[str] = field(default_factory=list)
    geschrieben: list[str] = field(default_factory=list)
    befunde: list[Befund] = field(default_factory=list)
    nachweis: Nachweis = field(default_factory=dict)


def write_set(
    folder: Path, files: Mapping[str, bytes], nachweis: Nachweis, *, vollstaendig: bool, force: bool, wurzel: Path
) -> Schreibergebnis:
    """Bring ``folder``, which lies in the output folder ``wurzel``, to hold ``files``.

    The set is announced in ``nachweis.json.neu`` before the first rename and becomes ``nachweis.json`` last; files
    matching either are ours. What came about of an older announcement is settled in ``nachweis.json`` before it is
    replaced. A file that is neither is a hand edit: reported and kept, unless ``force``. With ``vollstaendig`` our own
    files that no longer belong to the set are removed.
    """
    result = Schreibergebnis()
    there = _prepare(folder, wurzel, result)
    if there is None:
        return result
    before, announced = (
        provenance.read(folder, name) if name in there else {} for name in (provenance.FILE, provenance.ANNOUNCED)
    )
    known = provenance.known_hashes(before, announced)
    if announced:
        before = settled(folder, before, announced)
    if not vollstaendig:
        nachweis = nachweis | {"ausgaben": before.get("ausgaben", {}) | nachweis["ausgaben"]}
    result.nachweis = nachweis
    document = provenance.to_bytes(nachweis)
    new = {name for name in files if name.casefold() not in there}
    wanted = {
        name: data
        for name, data in files.items()
        if name in new or _may_write(folder / name, data, known, force, result)
    }
    changed = {name: data for name, data in wanted.items() if name in new or not _same(folder / name, data)}
    result.dateien += [name for name in wanted if name not in changed]
    surplus = sorted(set(known) - set(files)) if vollstaendig else []
    if not changed and not any((folder / name).exists() for name in surplus):
        if not result.befunde and (
            _same(folder / provenance.FILE, document) or _replace(folder / provenance.FILE, document, result)
        ):
            _remove_quietly(folder / provenance.ANNOUNCED)  # left by a run that was killed at its very end
        return result
    if announced and not _replace(folder / provenance.FILE, provenance.to_bytes(before), result):
        return result
    if not _replace(folder / provenance.ANNOUNCED, document, result):
        return result
    for name, data in changed.items():
        if _replace(folder / name, data, result):
            result.dateien.append(name)
            result.geschrieben.append(name)
    for name in surplus:
        _remove(folder / name, known, result)
    if not result.befunde:
        _conclude(folder, result)
    return result


def _conclude(folder: Path, result: Schreibergebnis) -> None:
    """What was announced has come about."""
    try:
        os.replace(folder / provenance.ANNOUNCED, folder / provenance.FILE)
    except OSError as fault:
        result.befunde.append(_os_fault(folder / provenance.FILE, fault))


def _prepare(folder: Path, wurzel: Path, result: Schreibergebnis) -> frozenset[str] | None:
    """Make the folder ready: the names of what lies there, regardless of case as some systems are; None on a fault."""
    for place in (folder, *folder.parents):
        if os.path.islink(place):
            result.befunde.append(
                _fault(place, "ist eine Verknüpfung; dorthin wird nichts geschrieben.", "Die Verknüpfung entfernen.")
            )
            return None
        if place == wurzel:
            break
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = os.listdir(folder)
    except OSError as fault:
        result.befunde.append(_os_fault(folder, fault))
        return None
    for name in names:
        if name.startswith(".") and name.endswith(REST):  # left by a run that was killed
            _remove_quietly(folder / name)
    return frozenset(name.casefold() for name in names)


def _may_write(path: Path, data: bytes, known: Mapping[str, set[str]], force: bool, result: Schreibergebnis) -> bool:
    if path.is_symlink() or (path.exists() and not path.is_file()):
        result.befunde.append(_fault(path, "ist keine gewöhnliche Datei und wird nicht überschrieben.", None))
        return False
    if force or not path.exists() or _same(path, data):
        return True
    try:
        ours = sha256(path.read_bytes()) in known.get(path.name, set())
    except OSError as fault:
        result.befunde.append(_os_fault(path, fault))
        return False
    if not ours:
        result.befunde.append(
            Befund(
                VON_HAND,
                Schwere.FEHLER,
                f"„{_name(path)}“ wurde von Hand geändert und bleibt unverändert.",
                hilfe="Die Änderung sichern und mit --force überschreiben, oder die Datei umbenennen.",
                dokument=path.stem,
            )
        )
    return ours


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def beside(path: str) -> str:
    """Where the new content of a file is written first; what a killed run leaves there is known by its name."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}{REST}")


def replace_file(path: Path, *data: bytes) -> None:
    """Write beside and rename; on a fault, which is raised, the old file stays. ``data`` are its pieces in order."""
    ziel = os.fspath(path)
    rest = beside(ziel)
    try:
        if os.path.islink(rest):  # no file of ours; what is written must not end up elsewhere
            os.unlink(rest)
        if len(data) == 1:
            write_bytes(rest, data[0])
        else:  # many small ones: not a call of the system for each
            with open(rest, "wb") as file:
                file.writelines(data)
        os.replace(rest, ziel)
    except OSError:
        _remove_quietly(Path(rest))
        raise


def _replace(path: Path, data: bytes, result: Schreibergebnis) -> bool:
    """Replace a file; on a fault the old one stays and the rest goes on."""
    try:
        replace_file(path, data)
    except OSError as fault:
        result.befunde.append(_os_fault(path, fault))
        return False
    return True


def _remove(path: Path, known: Mapping[str, set[str]], result: Schreibergebnis) -> None:
    """Remove an output that no longer belongs to the set, if it is as we wrote it."""
    if not path.exists():
        return
    try:
        if sha256(path.read_bytes()) in known[path.name]:
            path.unlink()
            return
    except OSError as fault:
        result.befunde.append(_os_fault(path, fault))
        return
    meldung = f"„{_name(path)}“ gehört nicht mehr zu diesem Vertrag, wurde aber von Hand geändert und bleibt liegen."
    result.befunde.append(
        Befund(VON_HAND, Schwere.WARNUNG, meldung, hilfe="Prüfen und von Hand löschen.", dokument=path.stem)
    )


def _remove_quietly(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _fault(path: Path, was: str, hilfe: str | None) -> Befund:
    return Befund(NICHT_SCHREIBBAR, Schwere.FEHLER, f"„{_name(path)}“ {was}", hilfe=hilfe, dokument=path.stem)


def _os_fault(path: Path, fault: OSError) -> Befund:
    return _fault(path, *os_reason(fault))


_HILFEN = {
    **dict.fromkeys(VOLL, "Platz schaffen und den Befehl wiederholen."),
    errno.ENAMETOOLONG: "Den Arbeitsordner näher an die Wurzel legen.",
}


def os_reason(fault: OSError) -> tuple[str, str | None]:
    """What the system refused, to follow the name of the file in a sentence, and what helps."""
    if isinstance(fault, PermissionError):
        hilfe = "Ist die Datei in einem anderen Programm geöffnet, etwa in Word oder Excel? Schließen und den Befehl wiederholen. "
        return "lässt sich nicht schreiben.", hilfe + "Sonst die Rechte prüfen."
    if fault.errno in _HILFEN:
        grund = warum(fault)
        return f"lässt sich nicht schreiben: {grund[0].upper()}{grund[1:]}.", _HILFEN[fault.errno]
    return f"lässt sich nicht lesen oder schreiben (Systemfehler {fault.errno}).", None
