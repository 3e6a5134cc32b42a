"""The templates of a workspace beside those of the installed tool: what is new there, what was changed here.

Nothing is written. ``templates/.ausgeliefert.json`` says what ``init`` delivered; without it two files can still be
compared, but not who changed them.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from vertragsgen.ausgeliefert import checksums, read_record
from vertragsgen.review.lesen import als_text, lies_bytes
from vertragsgen.review.zeilendiff import Aenderung, zeilendiff
from vertragsgen.workspace import Workspace

_TEXT = (".md", ".yaml", ".yml", ".txt")
_WORD = ".docx"


class Dateistand(StrEnum):
    """How a file of the workspace relates to the delivered one and to the one the tool now carries."""

    GLEICH = "gleich"
    MITGELIEFERT_GEAENDERT = "mitgeliefert_geaendert"
    LOKAL_GEAENDERT = "lokal_geaendert"
    BEIDE_GEAENDERT = "beide_geaendert"
    VERSCHIEDEN = "verschieden"
    NEU = "neu"
    LOKAL_GELOESCHT = "lokal_geloescht"
    ENTFALLEN = "entfallen"
    EIGEN = "eigen"


UNTERSCHIEDLICH = (
    Dateistand.MITGELIEFERT_GEAENDERT, Dateistand.LOKAL_GEAENDERT, Dateistand.BEIDE_GEAENDERT, Dateistand.VERSCHIEDEN,
)  # fmt: skip


class Vorlagendatei(Struct, frozen=True):
    """One file below the templates folder. ``aenderungen`` lead from the workspace's text to the tool's.

    They are None where the texts are equal, or one is missing or no text.
    """

    pfad: str
    stand: Dateistand
    aenderungen: tuple[Aenderung, ...] | None = None


class Vorlagenstand(Struct, frozen=True):
    """All files; ``ausgeliefert`` is the version that filled the workspace, None if there is no record of it."""

    ausgeliefert: str | None
    dateien: tuple[Vorlagendatei, ...]


def compare_templates(workspace: Workspace, mitgeliefert: Path, pakete: Sequence[str] = ()) -> Vorlagenstand:
    """The workspace's templates against those in the folder ``mitgeliefert``; only of the named packages, if any."""
    eigene, neue = checksums(workspace.templates_dir), checksums(mitgeliefert)
    record = read_record(workspace.templates_dir)
    alte = record.dateien if record else None
    dateien = []
    for pfad in sorted({*eigene, *neue}):
        if pakete and not any(pfad.startswith(f"{paket}/") for paket in pakete):
            continue
        if record is None:
            stand = _ohne_nachweis(eigene.get(pfad), neue.get(pfad))
        else:
            stand = _stand(eigene.get(pfad), neue.get(pfad), (alte or {}).get(pfad))
        aenderungen = None
        if stand in UNTERSCHIEDLICH:
            aenderungen = _diff(workspace.templates_dir / pfad, mitgeliefert / pfad)
        dateien.append(Vorlagendatei(pfad, stand, aenderungen))
    return Vorlagenstand(record.version if record else None, tuple(dateien))


def _stand(eigene: str | None, neue: str | None, alte: str | None) -> Dateistand:
    """From the checksums of the workspace's file, the tool's and the delivered one; None: there is none."""
    if eigene is None:
        return Dateistand.NEU if alte is None else Dateistand.LOKAL_GELOESCHT
    if neue is None:
        return Dateistand.EIGEN if alte is None else Dateistand.ENTFALLEN
    if eigene == neue:
        return Dateistand.GLEICH
    if eigene == alte:
        return Dateistand.MITGELIEFERT_GEAENDERT
    return Dateistand.LOKAL_GEAENDERT if neue == alte else Dateistand.BEIDE_GEAENDERT


def _ohne_nachweis(eigene: str | None, neue: str | None) -> Dateistand:
    if eigene is None:
        return Dateistand.NEU
    if neue is None:
        return Dateistand.EIGEN
    return Dateistand.GLEICH if eigene == neue else Dateistand.VERSCHIEDEN


def _diff(eigene: Path, neue: Path) -> tuple[Aenderung, ...] | None:
    alt, neu = _text(eigene), _text(neue)
    return None if alt is None or neu is None else tuple(zeilendiff(alt, neu))


def _text(pfad: Path) -> str | None:
    """The text of a file, of a Word file its lines; None for what is no text."""
    endung = pfad.suffix.lower()
    if endung == _WORD:
        lesung = lies_bytes(pfad.read_bytes(), pfad.name)
        return als_text(lesung) if lesung.zeilen else None
    if endung not in _TEXT:
        return None
    try:
        return pfad.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
