"""A state of the workspace from git, laid out in a folder of its own; the checkout is not touched."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from vertragsgen.workspace import SETTINGS, Workspace, open_workspace

ARBEITSVERZEICHNIS = "Arbeitsverzeichnis"
_VERKNUEPFUNG = "120000"
_DATEI = ("100644", "100755", _VERKNUEPFUNG)
_NICHT_GEERBT = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR"})


class KeinStand(Exception):
    """The state cannot be had; the message says why and what to do, in German."""


class Gitstand(Struct, frozen=True):
    """A state: what reports call it („main (1a2b3c4)“) and its workspace."""

    name: str
    workspace: Workspace


def find_revision(root: Path, revision: str) -> tuple[str, str]:
    """Full hash of a commit and what reports call it; raises :class:`KeinStand`.

    ``root`` is a folder in the repository.
    """
    if revision.startswith("-"):
        raise KeinStand(f"„{revision}“ ist kein Git-Stand.")
    _require_repository(root)
    lauf = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if lauf.returncode:
        raise KeinStand(_unbekannt(root, revision))
    commit = lauf.stdout.decode().strip()
    kurz = commit[:7]
    return commit, revision if commit.startswith(revision) else f"{revision} ({kurz})"


def checkout(root: Path, revision: str, ziel: Path) -> Gitstand:
    """Lay out settings, profiles and templates of ``revision`` in the empty folder ``ziel``.

    ``root`` is the workspace in the checkout; it may be a folder below the repository's root. Contents are those of
    the repository, byte by byte: no attributes, filters or line ends of the checkout apply.
    """
    commit, name = find_revision(root, revision)
    anfang = _git(root, "rev-parse", "--show-prefix").stdout.decode("utf-8", "surrogateescape").strip("\n")
    ziel.mkdir(parents=True, exist_ok=True)
    if not _lay_out(root, commit, anfang, [SETTINGS], ziel):
        wo = f"im Ordner „{anfang.rstrip('/')}“ " if anfang else ""
        raise KeinStand(
            f"Im Stand „{name}“ liegt {wo}keine Datei „{SETTINGS}“: Dort gab es diesen Arbeitsbereich noch nicht.\n"
            "Nennen Sie einen späteren Stand."
        )
    workspace = open_workspace(ziel)
    fehler = next((befund for befund in workspace.befunde if befund.sperrt), None)
    if fehler is not None:
        raise KeinStand(f"Die Einstellungen des Stands „{name}“ sind fehlerhaft ({fehler.mark}): {fehler.meldung}")
    ordner = [workspace.einstellungen.profile, workspace.einstellungen.vorlagen]
    _lay_out(root, commit, anfang, ordner, ziel)
    return Gitstand(name, workspace)


def _require_repository(root: Path) -> None:
    lauf = _git(root, "rev-parse", "--is-inside-work-tree")
    if lauf.returncode or lauf.stdout.strip() != b"true":
        if b"dubious ownership" in lauf.stderr:
            raise KeinStand(
                f"Git liest „{root}“ nicht, weil der Ordner jemand anderem gehört.\n"
                f"Erlauben Sie es mit: git config --global --add safe.directory {root}"
            )
        raise KeinStand(
            f"„{root}“ liegt in keinem Git-Repository; „diff“ vergleicht Git-Stände.\n"
            "Zwei Dateien vergleicht „vertragsgen compare ALT NEU“."
        )


def _unbekannt(root: Path, revision: str) -> str:
    if _git(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode:
        return "In diesem Repository gibt es noch keinen Commit, mit dem sich vergleichen ließe."
    flach = _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    hilfe = (
        "Das Repository enthält nur die letzten Stände; holen Sie mehr mit „git fetch --unshallow“ (in GitHub Actions: "
        "„fetch-depth: 0“)."
        if flach
        else "Vorhandene Namen zeigt „git branch --all“ oder „git tag“, Commits „git log --oneline“."
    )
    return f"Den Git-Stand „{revision}“ gibt es hier nicht.\n{hilfe}"


def _lay_out(root: Path, commit: str, anfang: str, pfade: Iterable[str], ziel: Path) -> int:
    """Write the files below ``pfade``; returns how many there were."""
    eintraege = list(_list(root, commit, anfang, pfade))
    inhalte = _contents(root, [blob for _, blob, _ in eintraege])
    for (modus, _, pfad), inhalt in zip(eintraege, inhalte, strict=True):
        datei = ziel.joinpath(*PurePosixPath(pfad).parts)
        datei.parent.mkdir(parents=True, exist_ok=True)
        if modus == _VERKNUEPFUNG:
            _link(datei, inhalt)
        else:
            datei.write_bytes(inhalt)
    return len(eintraege)


def _link(datei: Path, inhalt: bytes) -> None:
    """As git does: a link where the system has them, else a file that holds the target's name."""
    try:
        datei.symlink_to(os.fsdecode(inhalt))
    except OSError:
        datei.write_bytes(inhalt)


def _list(root: Path, commit: str, anfang: str, pfade: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Mode, blob and path (below the workspace) of each file."""
    lauf = _git(root, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *(f"{anfang}{pfad}" for pfad in pfade))
    if lauf.returncode:
        raise KeinStand(f"Git kann den Stand nicht lesen: {lauf.stderr.decode('utf-8', 'replace').strip()}")
    for eintrag in lauf.stdout.split(b"\0"):
        if not eintrag:
            continue
        kopf, _, roh = eintrag.partition(b"\t")
        modus, _, blob = kopf.decode().split(" ")
        pfad = roh.decode("utf-8", "surrogateescape").removeprefix(anfang)
        teile = PurePosixPath(pfad).parts
        # A tree made by hand may hold such names; git itself would not check them out.
        if modus in _DATEI and ".." not in teile and not PurePosixPath(pfad).is_absolute():
            yield modus, blob, pfad


def _contents(root: Path, blobs: list[str]) -> Iterator[bytes]:
    if not blobs:
        return
    lauf = _git(root, "cat-file", "--batch", eingabe="\n".join(blobs).encode() + b"\n")
    daten, ort = lauf.stdout, 0
    for blob in blobs:
        ende = daten.find(b"\n", ort)
        kopf = daten[ort:ende].split()
        if ende < 0 or len(kopf) != 3:
            raise KeinStand(f"Git kann das Objekt {blob[:10]} nicht lesen; das Repository ist unvollständig.")
        laenge = int(kopf[2])
        yield daten[ende + 1 : ende + 1 + laenge]
        ort = ende + 2 + laenge


def _git(root: Path, *angaben: str, eingabe: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    # A hook is told which repository it runs in; here the folder decides.
    umgebung = {name: wert for name, wert in os.environ.items() if name not in _NICHT_GEERBT}
    umgebung |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *angaben], input=eingabe, capture_output=True, check=False, env=umgebung
        )
    except OSError as fehler:
        raise KeinStand("Das Programm „git“ ist nicht installiert oder nicht im Suchpfad.") from fehler
