"""The workspace: where profiles, packages and outputs are, and which names are allowed there."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import force_setattr

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.money import kurz
from vertragsgen.source.reader import read_file
from vertragsgen.source.scalars import Zeile
from vertragsgen.source.section import Abschnitt, offen
from vertragsgen.source.validate import validate_simple

SETTINGS = "vertragsgen.yaml"
MANIFEST = "paket.yaml"
# The file of shared parts of profiles, beside them. ASCII, as all names that become files: it is also sought in bytes.
GEMEINSAME_DATEI = re.compile(r"_[A-Za-z0-9_-]{1,80}\.yaml")
_PROFIL_ID_MAX = 80
_DATEI_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WINDOWS_RESERVIERT = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
# As editors and Windows name such files: x.yml, x.YAML, and „x.yaml.txt“ of which the last ending is hidden.
_FALSCHE_ENDUNG = re.compile(r"(.+?)\.ya?ml(?:\.txt)?", re.IGNORECASE)
_ORDNERNAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


class Einstellungen(Abschnitt):
    """What ``vertragsgen.yaml`` may say; an empty file means all defaults."""

    _null_ist_vorgabe: ClassVar[bool] = False

    profile: Zeile = offen("Ordner der Profile", "Liegt im Arbeitsbereich.", "provider_data", vorgabe="provider_data")
    vorlagen: Zeile = offen("Ordner der Vorlagenpakete", "Liegt im Arbeitsbereich.", "templates", vorgabe="templates")
    ausgabe: Zeile = offen("Ordner der erzeugten Dokumente", "Liegt im Arbeitsbereich.", "output", vorgabe="output")


_STANDARD = Einstellungen()


class Workspace(Struct, frozen=True):
    """A workspace with its settings. ``befunde`` are those on the settings; a fehler makes it unusable."""

    root: Path
    einstellungen: Einstellungen = _STANDARD
    befunde: tuple[Befund, ...] = ()
    _wirklich: Path = Path()
    _profile: Path = Path()
    _ausgabe: Path = Path()

    def __post_init__(self) -> None:
        force_setattr(self, "_wirklich", self.root.resolve())
        # Asked several times for each of ten thousand profiles.
        force_setattr(self, "_profile", self.root / self.einstellungen.profile)
        force_setattr(self, "_ausgabe", self.root / self.einstellungen.ausgabe)

    @property
    def profile_dir(self) -> Path:
        """The folder of the profiles."""
        return self._profile

    @property
    def templates_dir(self) -> Path:
        """The folder of the template packages."""
        return self.root / self.einstellungen.vorlagen

    @property
    def output_dir(self) -> Path:
        """The folder of the documents."""
        return self._ausgabe

    def profile_ids(self) -> list[str]:
        """Names of all profiles, sorted; files beginning with ``_`` are shared parts and not listed."""
        if not self.profile_dir.is_dir():
            return []
        with os.scandir(self.profile_dir) as eintraege:
            namen = (eintrag.name for eintrag in eintraege)
            profile = [name.removesuffix(".yaml") for name in namen if name.endswith(".yaml")]
        return sorted(profil for profil in profile if profil and profil[0] not in "_.")

    def misnamed_profiles(self) -> tuple[Befund, ...]:
        """A warning for each file that looks like a profile but whose ending keeps it from being read as one."""
        if not self.profile_dir.is_dir():
            return ()
        namen = sorted(datei.name for datei in self.profile_dir.iterdir() if not datei.name.startswith("."))
        return tuple(
            Befund(
                "VG111",
                Schwere.WARNUNG,
                f"„{name}“ wird nicht als Profil gelesen: Die Endung muss „.yaml“ sein, in Kleinbuchstaben.",
                Mark(self.name(self.profile_dir / name), 1, 1),
                f"Benennen Sie die Datei um in „{treffer[1]}.yaml“.",
            )
            for name in namen
            if not name.endswith(".yaml") and (treffer := _FALSCHE_ENDUNG.fullmatch(name))
        )

    def profile_path(self, profil: str) -> Path:
        """The file of a profile whose name :func:`check_profile_id` has accepted."""
        return self.profile_dir / f"{profil}.yaml"

    def packages(self) -> list[str]:
        """Ids ``<land>/<paket>`` of all packages, sorted; folders beginning with ``_`` are none."""
        if not self.templates_dir.is_dir():
            return []
        return sorted(
            f"{land.name}/{paket.name}"
            for land in _unterordner(self.templates_dir)
            for paket in _unterordner(land.path)
            if Path(paket.path, MANIFEST).is_file()
        )

    def package_dir(self, paket: str) -> Path:
        """The folder of a package that :meth:`packages` lists."""
        return self.templates_dir.joinpath(*paket.split("/"))

    def name(self, path: Path) -> str:
        """How findings call a file: relative to the workspace, with ``/`` on every system."""
        text, wurzel = path.as_posix(), f"{self.root.as_posix()}/"
        if text.startswith(wurzel):
            return text[len(wurzel) :]
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else text

    def check_inside(self, path: Path) -> Befund | None:
        """A finding if ``path``, links followed, lies outside the workspace."""
        try:
            ziel = path.resolve()
            innen = ziel.is_relative_to(self._wirklich)
        except (OSError, RuntimeError):  # a circle of links
            innen = False
        if innen:
            return None
        meldung = "Der Pfad führt über eine Verknüpfung aus dem Arbeitsbereich hinaus und wird nicht benutzt."
        hilfe = "Legen Sie die Datei selbst in den Arbeitsbereich."
        return Befund("VG101", Schwere.FEHLER, meldung, Mark(self.name(path), 1, 1), hilfe)


def _unterordner(ordner: str | Path) -> Iterator[os.DirEntry[str]]:
    """The folders in a folder, those beginning with ``_`` left out."""
    with os.scandir(ordner) as eintraege:
        yield from (eintrag for eintrag in eintraege if eintrag.is_dir() and not eintrag.name.startswith("_"))


def find_workspace(start: Path) -> Workspace | None:
    """The nearest folder from ``start`` upwards that holds ``vertragsgen.yaml``; None if there is none."""
    start = start.absolute()
    for ordner in (start, *start.parents):
        if (ordner / SETTINGS).is_file():
            return open_workspace(ordner)
    return None


def open_workspace(root: Path) -> Workspace:
    """The workspace in this very folder; a missing settings file means all defaults."""
    root = root.absolute()
    if not (root / SETTINGS).exists():
        return Workspace(root)
    lesung = read_file(root / SETTINGS, SETTINGS)
    if not lesung.ok:
        return Workspace(root, befunde=lesung.befunde)
    pruefung = validate_simple(Einstellungen, lesung.node, name=SETTINGS)
    if pruefung.wert is None:
        return Workspace(root, befunde=pruefung.befunde)
    befunde = [befund for ordner in _ordner(pruefung.wert) if (befund := _check_folder(*ordner)) is not None]
    return Workspace(root, _STANDARD if befunde else pruefung.wert, tuple(befunde))


def is_file_id(text: str) -> bool:
    """True for a name that may become that of a file: small letters, digits, hyphens, and no device of Windows."""
    return _DATEI_ID.fullmatch(text) is not None and _WINDOWS_RESERVIERT.fullmatch(text) is None


def check_profile_id(text: str) -> Befund | None:
    """A finding if ``text`` may not be a profile's name; called before any path is built from it."""
    if len(text) <= _PROFIL_ID_MAX and is_file_id(text):
        return None
    if _WINDOWS_RESERVIERT.fullmatch(text):
        meldung = f"„{text}“ ist unter Windows als Gerätename vergeben und kann kein Profil benennen."
    elif len(text) > _PROFIL_ID_MAX:
        meldung = f"Der Profilname „{kurz(text)}“ ist länger als {_PROFIL_ID_MAX} Zeichen."
    else:
        meldung = f"„{kurz(text)}“ ist kein zulässiger Profilname."
    hilfe = "Ein Profilname besteht aus Kleinbuchstaben (a–z), Ziffern und einzelnen Bindestrichen dazwischen."
    return Befund("VG111", Schwere.FEHLER, meldung, hilfe=hilfe)


def _ordner(einstellungen: Einstellungen) -> list[tuple[str, str]]:
    return [(key, getattr(einstellungen, key)) for key in einstellungen.__struct_fields__]


def _check_folder(key: str, name: str) -> Befund | None:
    teile = name.split("/")
    if all(_ORDNERNAME.fullmatch(t) and not _WINDOWS_RESERVIERT.fullmatch(t.casefold()) for t in teile):
        return None
    meldung = f"{key}: „{kurz(name)}“ ist kein Ordner innerhalb des Arbeitsbereichs."
    return Befund("VG108", Schwere.FEHLER, meldung, Mark(SETTINGS, 1, 1), "Zum Beispiel: output")
