"""The points ``doctor`` looks at. Each returns what it found; none raises, none leaves anything behind."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from vertragsgen.cli import fassungen
from vertragsgen.cli.bedienfehler import Bedienfehler
from vertragsgen.cli.konsole import anzahl, zeigt

if TYPE_CHECKING:
    from vertragsgen.cli.kontext import Kontext
    from vertragsgen.workspace import Workspace

Stand = Literal["gut", "Hinweis", "Fehler"]
SCHRIFTEN = ("Carlito", "Caladea")
_WINDOWS_GRENZE = 260


class Punkt(Struct, frozen=True):
    """One line of the report; ``Hinweis`` does no harm, ``Fehler`` keeps the program from working."""

    thema: str
    stand: Stand
    text: str


def alle(kontext: Kontext) -> list[Punkt]:
    """All points in the order in which they are printed."""
    punkte = [_python(), *_bibliotheken(), _konsole()]
    try:
        workspace = kontext.workspace()
    except Bedienfehler as fehler:
        punkte.append(Punkt("Arbeitsbereich", "Hinweis", fehler.message))
    else:
        punkte += [_arbeitsbereich(workspace), *_vorlagen(workspace), _schreibbar(workspace.output_dir)]
        punkte += _lange_pfade(workspace)
    return [*punkte, _libreoffice(), _schriften()]


def _python() -> Punkt:
    text = f"{platform.python_version()} auf {platform.system()}"
    if sys.version_info[:2] < fassungen.PYTHON_MIN:
        return Punkt("Python", "Fehler", f"{text}; gebraucht wird mindestens 3.11.")
    return Punkt("Python", "gut", text)


def _bibliotheken() -> Iterator[Punkt]:
    abweichend = 0
    for bibliothek in fassungen.bibliotheken():
        if bibliothek.installiert is None:
            yield Punkt(bibliothek.name, "Fehler", f"fehlt; gebraucht wird {bibliothek.bereich}.")
            abweichend += 1
        elif not bibliothek.passt:
            text = f"{bibliothek.installiert}; geprüft ist {bibliothek.bereich}."
            yield Punkt(bibliothek.name, "Hinweis", text)
            abweichend += 1
    if not abweichend:
        yield Punkt("Bibliotheken", "gut", "alle in geprüften Fassungen")


def _konsole() -> Punkt:
    kodierung = sys.stdout.encoding or "unbekannt"
    if zeigt("„äöüß“ – € →"):
        return Punkt("Konsole", "gut", f"Kodierung {kodierung}")
    text = f"Kodierung {kodierung}; was sie nicht darstellen kann, wird umschrieben (nur am Bildschirm)."
    return Punkt("Konsole", "Hinweis", text)


def _arbeitsbereich(workspace: Workspace) -> Punkt:
    profile = workspace.profile_ids()
    text = f"{workspace.root}, {anzahl(len(profile), 'Profil', 'Profile')}"
    return Punkt("Arbeitsbereich", "gut" if profile else "Hinweis", text)


def _vorlagen(workspace: Workspace) -> Iterator[Punkt]:
    pakete = workspace.packages()
    if not pakete:
        yield Punkt("Vorlagen", "Fehler", "kein Vorlagenpaket gefunden (templates/LAND/PAKET/paket.yaml)")
        return
    from vertragsgen import api

    befunde = [befund for befund in api.load_packages(workspace) if befund.sperrt]
    if not befunde:
        yield Punkt("Vorlagen", "gut", ", ".join(pakete))
    for befund in befunde:
        yield Punkt("Vorlagen", "Fehler", f"{befund.mark or ''} {befund.code}: {befund.meldung}".strip())


def _schreibbar(ordner: Path) -> Punkt:
    vorhanden = next(pfad for pfad in (ordner, *ordner.parents) if pfad.exists())
    if not vorhanden.is_dir():
        return Punkt("Ausgabe", "Fehler", f"„{vorhanden}“ ist eine Datei und kein Ordner.\nBenennen Sie die Datei um.")
    try:
        with tempfile.NamedTemporaryFile(dir=vorhanden, prefix=".vertragsgen-"):
            pass
    except OSError as fehler:
        return Punkt("Ausgabe", "Fehler", f"„{vorhanden}“ ist nicht beschreibbar: {fehler}")
    return Punkt("Ausgabe", "gut", f"{ordner} ist beschreibbar")


def _lange_pfade(workspace: Workspace) -> Iterator[Punkt]:
    from vertragsgen.output.write import beside

    if lange_pfade_erlaubt():
        return
    laengster = max((len(name) for name in workspace.profile_ids()), default=0)
    # The longest file of a draft, as it is called until it is complete.
    laenge = len(beside(f"{workspace.output_dir}/{'p' * laengster}/entwurf/leistungsbeschreibung.docx"))
    if laenge < _WINDOWS_GRENZE:
        yield Punkt("Lange Pfade", "gut", f"längster Ausgabepfad etwa {laenge} Zeichen")
    else:
        text = f"Ausgabepfade werden etwa {laenge} Zeichen lang, Windows erlaubt {_WINDOWS_GRENZE - 1}."
        rat = "Legen Sie den Arbeitsbereich näher an die Laufwerkswurzel."
        yield Punkt("Lange Pfade", "Fehler", f"{text}\n{rat}")


def lange_pfade_erlaubt() -> bool:
    """False only on a Windows that cuts paths at 260 characters."""
    if sys.platform == "win32":
        import winreg

        zweig = r"SYSTEM\CurrentControlSet\Control\FileSystem"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, zweig) as schluessel:
                return bool(winreg.QueryValueEx(schluessel, "LongPathsEnabled")[0])
        except OSError:
            return False
    else:
        return True


def _libreoffice() -> Punkt:
    orte = [
        shutil.which("soffice"),
        shutil.which("libreoffice"),
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ]
    gefunden = next((ort for ort in orte if ort and Path(ort).is_file()), None)
    if gefunden:
        return Punkt("LibreOffice", "gut", gefunden)
    return Punkt("LibreOffice", "Hinweis", "nicht gefunden; zum Erzeugen von Word und Excel nicht nötig.")


def _schriften() -> Punkt:
    fehlend = [name for name in SCHRIFTEN if not _hat_schrift(name)]
    if not fehlend:
        return Punkt("Schriften", "gut", ", ".join(SCHRIFTEN))
    text = f"{' und '.join(fehlend)} nicht gefunden; LibreOffice bricht die Seiten dann anders um."
    return Punkt("Schriften", "Hinweis", text)


def _hat_schrift(name: str) -> bool:
    if shutil.which("fc-list"):
        try:
            lauf = subprocess.run(["fc-list", name], capture_output=True, check=False, timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            return False
        return bool(lauf.stdout.strip())
    ordner = [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), Path("/Library/Fonts")]
    ordner += [Path.home() / "AppData/Local/Microsoft/Windows/Fonts", Path.home() / "Library/Fonts"]
    return any(True for pfad in ordner if pfad.is_dir() for _ in pfad.glob(f"{name}*.ttf"))
