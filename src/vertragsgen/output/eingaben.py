"""What the documents of a profile were made from, as one hash that can be computed without loading the profile.

It covers the bytes of the profile and of the shared files it names, the parts of the package its documents use, and
the tool. Where it is unchanged and the outputs are intact, a build has nothing to do. No time stamps.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct, field

from vertragsgen.dateien import hashes, read_bytes, sha256
from vertragsgen.notation import Notationsfehler, parse_datum
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.fingerprint import digest
from vertragsgen.source.node import to_data
from vertragsgen.werkstatt import Werkstatt
from vertragsgen.workspace import GEMEINSAME_DATEI, Workspace

_NAME = re.compile(rb"%b\Z" % GEMEINSAME_DATEI.pattern.encode())
_ENDUNG = re.compile(rb"\.yaml")
_NAME_MAX = 81
# A file has many digits and few dates: the search goes from hyphen to hyphen, from full stop to full stop.
_DATUM_ISO = re.compile(rb"-(?<=(?<![0-9A-Za-z_])[0-9]{4}-)[0-9]{2}-[0-9]{2}(?![0-9A-Za-z_])")
_DATUM_DEUTSCH = re.compile(rb"\.(?<=[0-9]\.)[0-9]{1,2}\.[0-9]{4}(?![0-9A-Za-z_])")
_TAG_DEUTSCH = re.compile(rb"(?<![0-9A-Za-z_])[0-9]{1,2}\Z")

# What is the wording itself, or says where it stands in its file.
_WORTLAUT = ("text", "erste_zeile", "mark", "wenn_zeile")


class Paketstand(Struct, frozen=True):
    """Hashes of a loaded package: of everything, and of its parts, so that a part's users can be told.

    ``grund`` covers what every document may depend on: the manifest with its check parameters, and of all clauses
    everything but the wording (conditions decide which clauses there are).
    """

    ganz: str
    grund: str
    klauseln: Mapping[tuple[str, str], str]
    rahmen: Mapping[str, str]
    _verwendet: dict[tuple[str, ...], str | None] = field(default_factory=dict)

    def verwendet(self, dokument: str, klauseln: Iterable[str]) -> str | None:
        """What a document is made of, as lines for the hash of its inputs; None if a part is no longer there.

        Most profiles use the same clauses, so the lines are kept.
        """
        teile = (dokument, *klauseln)
        if teile not in self._verwendet:
            self._verwendet[teile] = self._zeilen(dokument, sorted(teile[1:]))
        return self._verwendet[teile]

    def _zeilen(self, dokument: str, klauseln: Sequence[str]) -> str | None:
        if dokument not in self.rahmen or any((dokument, klausel) not in self.klauseln for klausel in klauseln):
            return None
        zeilen = [zeile for klausel in klauseln for zeile in (klausel, self.klauseln[dokument, klausel])]
        return "\n".join([dokument, self.rahmen[dokument], *zeilen])


def package_state(paket: Paket) -> Paketstand:
    """The hashes of a package; reads its frames."""
    koepfe = [
        [*ort, *(str(getattr(klausel, feld)) for feld in klausel.__struct_fields__ if feld not in _WORTLAUT)]
        for ort, klausel in sorted(paket.klauseln.items())
    ]
    grund = digest({"manifest": to_data(paket.knoten), "klauseln": koepfe})
    klauseln = {ort: sha256(klausel.text.encode()) for ort, klausel in paket.klauseln.items()}
    rahmen = {dokument.id: sha256(paket.rahmen(dokument).read_bytes()) for dokument in paket.manifest.dokumente}
    ganz = digest([grund, [[*ort, wert] for ort, wert in sorted(klauseln.items())], rahmen])
    return Paketstand(ganz, grund, klauseln, rahmen)


class Paketstaende:
    """The states of a workspace's packages, each computed once."""

    def __init__(self, werkstatt: Werkstatt) -> None:
        self._werkstatt = werkstatt
        self._staende: dict[str, Paketstand | None] = {}

    def __call__(self, paket_id: str) -> Paketstand | None:
        """The state of a package, None if there is none of that name or it has faults."""
        if paket_id not in self._staende:
            bekannt = paket_id in self._werkstatt.workspace.packages()
            paket = self._werkstatt.paket(paket_id).paket if bekannt else None
            self._staende[paket_id] = package_state(paket) if paket is not None else None
        return self._staende[paket_id]


def input_hash(
    workspace: Workspace,
    profil: str,
    stand: Paketstand,
    dokumente: Mapping[str, Iterable[str]],
    *,
    stichtag: date,
    werkzeug: str,
    dateien: str | None = None,
) -> str | None:
    """The hash for a profile whose documents use these clauses; None if a part is no longer there.

    ``stichtag`` counts only as far as it decides which dates of the profile are over. ``dateien`` is the state of its
    files, where that was asked for before they were read; else it is that of now.
    """
    teile = [werkzeug, profil, stand.grund]
    for dokument, klauseln in sorted(dokumente.items()):
        zeilen = stand.verwendet(dokument, klauseln)
        if zeilen is None:
            return None
        teile.append(zeilen)
    dateien = dateien or profile_state(workspace, profil, stichtag)
    return None if dateien is None else sha256("\n".join([*teile, dateien]).encode())


def profile_state(workspace: Workspace, profil: str, stichtag: date) -> str | None:
    """The state of a profile's files; None if they cannot be read.

    Asked before a profile is loaded, it never says of what was read that it is what was written meanwhile.
    """
    try:
        teile = [
            text for name, inhalt in _profildateien(workspace, profil) for text in (name, *_inhalt(inhalt, stichtag))
        ]
    except OSError:
        return None
    return sha256("\n".join(teile).encode())


def _profildateien(workspace: Workspace, profil: str) -> Iterator[tuple[str, bytes]]:
    """The profile's file and every shared file that is named in it, or in one of those, also in passing."""
    ordner = os.fspath(workspace.profile_dir)
    namen, offen = {f"{profil}.yaml"}, [f"{profil}.yaml"]
    while offen:
        name = offen.pop()
        inhalt = read_bytes(f"{ordner}/{name}")
        yield name, inhalt
        # Behind a backslash YAML spells characters otherwise: then any shared file may be named.
        genannte = (
            _genannte(inhalt) if b"\\" not in inhalt else set(filter(GEMEINSAME_DATEI.fullmatch, os.listdir(ordner)))
        )
        for weitere in sorted(genannte - namen):
            if os.path.isfile(f"{ordner}/{weitere}"):
                namen.add(weitere)
                offen.append(weitere)


def _genannte(inhalt: bytes) -> set[str]:
    """The names of shared files in the text; they are looked for where a name ends, which is seldom."""
    enden = (treffer.end() for treffer in _ENDUNG.finditer(inhalt))
    stellen = (inhalt[max(0, ende - len(".yaml") - _NAME_MAX) : ende] for ende in enden)
    return {treffer[0].decode() for stelle in stellen if (treffer := _NAME.search(stelle))}


@lru_cache(maxsize=64)
def _inhalt(inhalt: bytes, stichtag: date) -> tuple[str, str]:
    """The hash of a file, and for each date in it whether it lies before, on or after the reference date."""
    return sha256(inhalt), "".join([_lage(text, stichtag) for text in _daten(inhalt)])


def _daten(inhalt: bytes) -> Iterator[bytes]:
    """All dates in the text, those in ISO form first."""
    for treffer in _DATUM_ISO.finditer(inhalt):
        yield inhalt[treffer.start() - len("2019") : treffer.end()]
    for treffer in _DATUM_DEUTSCH.finditer(inhalt):
        anfang = treffer.start()
        if (tag := _TAG_DEUTSCH.search(inhalt[max(anfang - 3, 0) : anfang])) is not None:
            yield tag.group() + inhalt[anfang : treffer.end()]


@lru_cache(maxsize=4096)
def _lage(text: bytes, stichtag: date) -> str:
    try:
        tag = parse_datum(text.decode())
    except Notationsfehler:
        return ""
    return "<" if tag < stichtag else "=" if tag == stichtag else ">"


def templates_state(workspace: Workspace) -> str:
    """The names and bytes of all files below the templates folder; one that is not there has none."""
    ordner = os.fspath(workspace.templates_dir)
    return sha256("\n".join(hashes(ordner) if os.path.isdir(ordner) else ()).encode("utf-8", "surrogateescape"))
