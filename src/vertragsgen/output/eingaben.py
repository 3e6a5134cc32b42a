"""What the documents of a profile were made from, as one hash that can be computed without loading the profile.

It covers the bytes of the profile and of the shared files it names, the parts of the package its documents use, and
the tool. Where it is unchanged and the outputs are intact, a build has nothing to do. No time stamps.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from vertragsgen.notation import Notationsfehler, parse_datum
from vertragsgen.package.load import Paket
from vertragsgen.rendering.fingerprint import digest
from vertragsgen.source.node import to_data
from vertragsgen.workspace import Workspace

_GEMEINSAME_DATEI = re.compile(rb"_[\w-]{1,80}\.yaml")
_DATUM = re.compile(rb"\b(?:\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})\b")

# What is the wording itself, or says where it stands in its file.
_WORTLAUT = ("text", "erste_zeile", "mark", "wenn_zeile")


@dataclass(frozen=True, slots=True)
class Paketstand:
    """Hashes of a loaded package: of everything, and of its parts, so that a part's users can be told.

    ``grund`` covers what every document may depend on: the manifest with its check parameters, and of all clauses
    everything but the wording (conditions decide which clauses there are).
    """

    ganz: str
    grund: str
    klauseln: Mapping[tuple[str, str], str]
    rahmen: Mapping[str, str]


def package_state(paket: Paket) -> Paketstand:
    """The hashes of a package; reads its frames."""
    koepfe = [
        [*ort, *(str(getattr(klausel, feld.name)) for feld in fields(klausel) if feld.name not in _WORTLAUT)]
        for ort, klausel in sorted(paket.klauseln.items())
    ]
    grund = digest({"manifest": to_data(paket.knoten), "klauseln": koepfe})
    klauseln = {ort: _sha256(klausel.text.encode()) for ort, klausel in paket.klauseln.items()}
    rahmen = {dokument.id: _sha256(paket.rahmen(dokument).read_bytes()) for dokument in paket.manifest.dokumente}
    ganz = digest([grund, [[*ort, wert] for ort, wert in sorted(klauseln.items())], rahmen])
    return Paketstand(ganz, grund, klauseln, rahmen)


def input_hash(
    workspace: Workspace,
    profil: str,
    stand: Paketstand,
    dokumente: Mapping[str, Iterable[str]],
    *,
    stichtag: date,
    werkzeug: str,
) -> str | None:
    """The hash for a profile whose documents use these clauses; None if a part is no longer there.

    ``stichtag`` counts only as far as it decides which dates of the profile are over.
    """
    teile = [werkzeug, profil, stand.grund]
    for dokument, klauseln in sorted(dokumente.items()):
        if dokument not in stand.rahmen:
            return None
        teile += [dokument, stand.rahmen[dokument]]
        for klausel in sorted(klauseln):
            if (dokument, klausel) not in stand.klauseln:
                return None
            teile += [klausel, stand.klauseln[dokument, klausel]]
    try:
        for name, inhalt in _profildateien(workspace, profil):
            teile += [name, _sha256(inhalt), "".join(_vorbei(inhalt, stichtag))]
    except OSError:
        return None
    return _sha256("\n".join(teile).encode())


def _profildateien(workspace: Workspace, profil: str) -> Iterator[tuple[str, bytes]]:
    """The profile's file and every shared file that is named in it, or in one of those, also in passing."""
    namen, offen = {f"{profil}.yaml"}, [f"{profil}.yaml"]
    while offen:
        name = offen.pop()
        inhalt = (workspace.profile_dir / name).read_bytes()
        yield name, inhalt
        for weitere in sorted({treffer.decode() for treffer in _GEMEINSAME_DATEI.findall(inhalt)} - namen):
            if (workspace.profile_dir / weitere).is_file():
                namen.add(weitere)
                offen.append(weitere)


def _vorbei(inhalt: bytes, stichtag: date) -> Iterator[str]:
    """For each date in the text whether it lies before, on or after the reference date."""
    for text in _DATUM.findall(inhalt):
        try:
            tag = parse_datum(text.decode())
        except Notationsfehler:
            continue
        yield "<" if tag < stichtag else "=" if tag == stichtag else ">"


def templates_state(workspace: Workspace) -> str:
    """The bytes of all files below the templates folder."""
    teile: list[str] = []
    for datei in sorted(workspace.templates_dir.rglob("*")):
        if datei.is_file():
            teile += [datei.relative_to(workspace.templates_dir).as_posix(), _sha256(datei.read_bytes())]
    return _sha256("\n".join(teile).encode())


def _sha256(inhalt: bytes) -> str:
    return hashlib.sha256(inhalt).hexdigest()
