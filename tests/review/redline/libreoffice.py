"""Lets LibreOffice itself accept or reject all tracked changes, by its C interface („LibreOfficeKit“).

    python libreoffice.py PROGRAM_FOLDER PROFILE_FOLDER < one JSON list of [source, "accept"|"reject"|"", target] a line

Macros do not run headless and the Python bridge is a package of its own; the C interface is part of every
installation and needs nothing but ctypes. It ends its process as it likes, so it has one of its own.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Auftrag = tuple[Path, str, Path]
_BEFEHLE = {"accept": b".uno:AcceptAllTrackedChanges", "reject": b".uno:RejectAllTrackedChanges"}
_SOFORT = b'{"SynchronMode":{"type":"boolean","value":true}}'
# The command waits for an idle moment that only saving gives it: it is given again until no mark is left.
_RUNDEN = 12
# Places in the tables of functions of LibreOfficeKit.h; they are fixed, new ones are added at the end.
_LOAD, _ERROR = 2, 3
_DESTROY, _SAVE, _INITIALISE, _POST = 1, 2, 13, 17


def programmordner(soffice: str) -> Path | None:
    """The folder with LibreOffice's library; None where it has none that can be used so."""
    ordner = Path(soffice).resolve().parent
    return ordner if _bibliothek(ordner) is not None else None


def _bibliothek(ordner: Path) -> Path | None:
    return next((ordner / name for name in ("libmergedlo.so", "libsofficeapp.so") if (ordner / name).is_file()), None)


def loese_auf(ordner: Path, profil: Path, auftraege: Sequence[Auftrag]) -> None:
    """Opens each source, accepts or rejects everything (or neither) and saves it as DOCX."""
    zeilen = "".join(json.dumps([str(quelle), was, str(ziel)]) + "\n" for quelle, was, ziel in auftraege)
    befehl = [sys.executable, __file__, str(ordner), str(profil)]
    fertig = subprocess.run(befehl, input=zeilen, capture_output=True, text=True, timeout=600, check=False)
    assert fertig.returncode == 0, fertig.stderr


def hat_marken(datei: Path) -> bool:
    """True if a tracked change is left in the file."""
    with zipfile.ZipFile(datei) as paket:
        return any(b"w:author=" in paket.read(name) for name in paket.namelist() if name.startswith("word/"))


class _Kit:
    def __init__(self, ordner: Path, profil: Path) -> None:
        os.chdir(ordner)
        bibliothek = ctypes.CDLL(str(_bibliothek(ordner)), mode=ctypes.RTLD_GLOBAL)
        hook = bibliothek.libreofficekit_hook_2
        hook.restype, hook.argtypes = ctypes.c_void_p, [ctypes.c_char_p, ctypes.c_char_p]
        self._kit = hook(os.fsencode(ordner), profil.as_uri().encode())
        assert self._kit, "LibreOffice startet nicht"

    def bearbeite(self, quelle: Path, was: str, ziel: Path) -> None:
        text = ctypes.c_char_p
        dokument = _methode(self._kit, _LOAD, ctypes.c_void_p, text)(quelle.as_uri().encode())
        assert dokument, _methode(self._kit, _ERROR, text)()
        _methode(dokument, _INITIALISE, None, text)(b"{}")
        for _ in range(_RUNDEN):
            if was:
                _methode(dokument, _POST, None, text, text, ctypes.c_bool)(_BEFEHLE[was], _SOFORT, False)
            assert _methode(dokument, _SAVE, ctypes.c_int, text, text, text)(ziel.as_uri().encode(), b"docx", b"")
            if not was or not hat_marken(ziel):
                break
        _methode(dokument, _DESTROY, None)()


def _methode(objekt: int, nummer: int, ergebnis: Any, *argumente: Any) -> Any:
    """A function of an object: its first field leads to a table of them."""
    zeiger = ctypes.POINTER(ctypes.c_void_p)
    adresse = ctypes.cast(ctypes.cast(objekt, zeiger)[0] or 0, zeiger)[nummer]
    assert adresse is not None
    funktion = ctypes.CFUNCTYPE(ergebnis, ctypes.c_void_p, *argumente)(adresse)
    return lambda *werte: funktion(objekt, *werte)


if __name__ == "__main__":
    kit = _Kit(Path(sys.argv[1]), Path(sys.argv[2]))
    for zeile in sys.stdin:
        von, befehl, nach = json.loads(zeile)
        kit.bearbeite(Path(von), befehl, Path(nach))
    sys.stdout.flush()
    os._exit(0)  # its threads would keep the process
