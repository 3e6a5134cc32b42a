"""``output/index.html``: all providers on one static page, with search and sorting and without a server."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from vertragsgen.output import provenance
from vertragsgen.output.arbeiter import NICHT_GEBAUT, UNVOLLSTAENDIG, Profilergebnis
from vertragsgen.output.write import replace_file
from vertragsgen.workspace import Workspace

DATEI = "index.html"
_VORLAGE = Path(__file__).with_name("uebersicht.html")
_PLATZ = "/*DATEN*/"
_DATEN = re.compile(r'<script type="application/json" id="daten">(.*?)</script>', re.DOTALL)
FERTIG, OFFEN, VERALTET = "fertig", "nicht erzeugt", "veraltet"


def write_index(
    workspace: Workspace, ergebnisse: Iterable[Profilergebnis], *, vollstaendig: bool, teile: bool = False
) -> None:
    """Write the page anew, if it changed. Profiles of which these results say nothing stay as the page has them.

    With ``vollstaendig`` the results are those of all profiles, with ``teile`` they name a part of the files only. A page
    that cannot be written is no loss: it is made again with the next build.
    """
    ziel = workspace.output_dir / DATEI
    # Rows as bytes, never joined: the page of ten thousand providers need not lie in memory twice.
    ausgabe = str(workspace.output_dir)
    neue = {
        ergebnis.profil: _text(_zeile(ergebnis, teile=teile))
        for ergebnis in ergebnisse
        # A name that no profile may have may hold what no page can say.
        if os.path.dirname(ergebnis.ordner) == ausgabe and ergebnis.profil.isascii()
    }
    try:
        if ziel.is_symlink() or workspace.output_dir.is_symlink() or not (neue or ziel.exists()):
            return
        bekannte = {} if vollstaendig else _bekannte(workspace, ziel)
        zeilen = {profil: _text(zeile) for profil, zeile in bekannte.items()} | neue
        seite = _seite([zeilen[profil] for profil in workspace.profile_ids() if profil in zeilen])
        if not _steht_da(ziel, seite):
            replace_file(ziel, *seite)
    except OSError:
        return


def _steht_da(ziel: Path, seite: list[bytes]) -> bool:
    """True if the file holds these pieces and nothing else."""
    if not ziel.is_file() or ziel.stat().st_size != sum(map(len, seite)):
        return False
    with ziel.open("rb") as datei:
        return all(datei.read(len(teil)) == teil for teil in seite)


def _zeile(ergebnis: Profilergebnis, *, teile: bool) -> dict[str, Any]:
    """One row; of a profile that was not built, what its earlier documents say, marked as outdated."""
    uebersicht = ergebnis.uebersicht
    dateien, status = ergebnis.namen, _status(uebersicht)
    unfertig = ergebnis.status in (NICHT_GEBAUT, UNVOLLSTAENDIG)
    if unfertig or teile:
        alt = provenance.read(Path(ergebnis.ordner))
        dateien = tuple(name for name in sorted(alt.get("ausgaben", {})) if Path(ergebnis.ordner, name).is_file())
        if unfertig:
            uebersicht = uebersicht or alt.get("uebersicht")
            status = VERALTET if dateien else OFFEN
    return _eintrag(ergebnis.profil, uebersicht or {}, dateien, status, ergebnis.zahlen)


def _status(uebersicht: dict[str, Any] | None) -> str:
    return VERALTET if uebersicht and uebersicht.get("veraltet") else FERTIG


def _eintrag(
    profil: str, uebersicht: dict[str, Any], dateien: Sequence[str], status: str, zahlen: dict[str, int]
) -> dict[str, Any]:
    felder = {name: uebersicht.get(name) for name in ("traeger", "angebot", "beginn", "ende", "saetze")}
    return {"profil": profil, **felder, "dateien": list(dateien), "status": status, "befunde": zahlen}


def _bekannte(workspace: Workspace, ziel: Path) -> dict[str, dict[str, Any]]:
    """The rows of the page that lies there, else what the outputs say of themselves."""
    try:
        treffer = _DATEN.search(ziel.read_text(encoding="utf-8"))
        zeilen = msgspec.json.decode(treffer[1]) if treffer else []
        bekannte = {zeile["profil"]: zeile for zeile in zeilen}
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        bekannte = {}
    return bekannte or _aus_nachweisen(workspace)


def _aus_nachweisen(workspace: Workspace) -> dict[str, dict[str, Any]]:
    zeilen = {}
    for profil in workspace.profile_ids():
        nachweis = provenance.read(workspace.output_dir / profil)
        uebersicht = nachweis.get("uebersicht")
        if isinstance(uebersicht, dict):
            zahlen = uebersicht.get("befunde", {})
            zeilen[profil] = _eintrag(profil, uebersicht, sorted(nachweis["ausgaben"]), _status(uebersicht), zahlen)
    return zeilen


def _text(zeile: dict[str, Any]) -> bytes:
    # A provider may be called „</script>“: no „<“ leaves the data as itself.
    return msgspec.json.encode(zeile, order="sorted").replace(b"<", b"\\u003c")


def _seite(zeilen: list[bytes]) -> list[bytes]:
    """The page in pieces."""
    davor, danach = _vorlage()
    teile = [davor, b"["]
    for zeile in zeilen:
        teile += (zeile, b",")
    return [*(teile[:-1] if zeilen else teile), b"]", danach]


@lru_cache(maxsize=1)
def _vorlage() -> tuple[bytes, bytes]:
    """The page up to its data, and behind them."""
    davor, _, danach = _VORLAGE.read_text(encoding="utf-8").partition(_PLATZ)
    return davor.encode("utf-8"), danach.encode("utf-8")
