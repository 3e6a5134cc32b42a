"""The fields of a package: what its profiles and its data hold, and which texts name each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from vertragsgen.package.daten import WERT
from vertragsgen.package.manifest import STEUERABSCHNITTE, Manifest
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.fingerprint import EACH, Path
from vertragsgen.rendering.linting.lint import walk_package
from vertragsgen.source.model_fields import item_type, model_in
from vertragsgen.source.node import to_data
from vertragsgen.source.section import Abschnitt, felder

ANGABEN = "angaben"
# Sections that hold the fields themselves, or templates, which are walked.
OWN_SECTIONS = (ANGABEN, "daten", "dokumente", "ueberschreibbar")
# The program itself takes the author of a document and the party to be checked from here.
READ_BY_PROGRAM: tuple[Path, ...] = (("leistungstraeger", "name"), ("leistungstraeger", "vertreten_durch"))


class Ort(Struct, frozen=True, order=True):
    """Where a field is named: document, kind of text (clause, condition, frame, workbook), and clause if it is one."""

    dokument: str
    art: str
    klausel: str | None = None


class Feld(Struct, frozen=True):
    """A field of the profile, ``pfad`` as in messages (``verguetung.saetze[].grundpauschale``).

    ``pflicht`` says that every profile needs it; ``pflicht_in`` names the optional section that needs it.
    """

    pfad: str
    titel: str
    beschreibung: str | None
    pflicht: bool
    pflicht_in: str | None
    orte: tuple[Ort, ...]


Verwendung = dict[Path, list[tuple[Ort, bool]]]


def uses(paket: Paket, frames: Mapping[str, Rahmen], env: Umgebung, modell: type[Abschnitt]) -> Verwendung:
    """Every path the package's texts name, with the places and whether all below it is used there."""
    found: Verwendung = {}
    for source, result in walk_package(paket, frames, env, modell):
        ort = Ort(source.dokument.id, source.art, source.klausel.id if source.klausel else None)
        for use in result.uses:
            found.setdefault(use.path, []).append((ort, use.whole))
    return found


def fields(manifest: Manifest, modell: type[Abschnitt], verwendung: Verwendung) -> list[Feld]:
    """The fields of the package's profiles in the order of the model, then the package data they may replace."""
    eigene = [
        Feld(_text(pfad), titel, beschreibung, pflicht, pflicht_in, places(pfad, verwendung))
        for pfad, titel, beschreibung, pflicht, pflicht_in in _leaves(modell, (), None)
        if pfad[0] not in STEUERABSCHNITTE and pfad[0] not in manifest.daten
    ]
    for regel in manifest.ueberschreibbar:
        nur = ", ".join(f"{name}: {wert}" for name, wert in regel.wenn.items())
        beschreibung = f"Ersetzt die Angabe des Vorlagenpakets{f', nur mit {nur}' if nur else ''}."
        orte = places(tuple(regel.pfad.split(".")), verwendung)
        eigene.append(Feld(regel.pfad, "Angabe des Vorlagenpakets", beschreibung, False, None, orte))
    return eigene


def places(pfad: Path, verwendung: Verwendung) -> tuple[Ort, ...]:
    """Where a field is named: itself, something below it, or a whole section that it belongs to."""
    found: set[Ort] = set()
    for path, orte in verwendung.items():
        if path[: len(pfad)] == pfad:
            found.update(ort for ort, _ in orte)
        elif pfad[: len(path)] == path:
            found.update(ort for ort, whole in orte if whole)
    return tuple(sorted(found, key=lambda ort: (ort.dokument, ort.art, ort.klausel or "")))


def unused_fields(paket: Paket, modell: type[Abschnitt], verwendung: Verwendung) -> Iterator[tuple[str, str]]:
    """Path and place in the manifest (``daten.normen.plan``) of fields of ``angaben`` and ``daten`` nobody names.

    Other sections of the manifest, such as the parameters of the checks, name fields, too.
    """
    geprueft = set(_check_paths(paket))
    benannt: Verwendung = {**verwendung, **{path: [(Ort("", ""), True)] for path in geprueft | set(READ_BY_PROGRAM)}}
    for pfad, *_ in _leaves(modell, (), None):
        if pfad[0] == ANGABEN and len(pfad) > 1 and not places(pfad, benannt):
            yield _text(pfad), _schema_place(pfad)
    for pfad in _data_leaves(paket.manifest):
        if not places(pfad, benannt):
            yield ".".join(pfad), ".".join(("daten", *pfad))


Blatt = tuple[Path, str, str | None, bool, str | None]


def _leaves(modell: type[Abschnitt], vor: Path, offen: str | None) -> Iterator[Blatt]:
    """The single values of a model: path, title, description, required, the optional section that requires it."""
    for name, feld in felder(modell).items():
        pfad = (*vor, name)
        liste = item_type(feld.typ)
        unter = model_in(liste if liste is not None else feld.typ)
        noetig = feld.pflicht
        if unter is None:
            titel = feld.titel or name
            yield pfad, titel, feld.beschreibung, noetig and offen is None, offen if noetig else None
            continue
        ab = pfad if liste is None else (*pfad, EACH)
        # The first section that may be left out decides: below it nothing is asked of every profile.
        yield from _leaves(unter, ab, offen if noetig or offen else _text(ab))


def _data_leaves(manifest: Manifest) -> Iterator[Path]:
    def leaves(value: object, vor: Path) -> Iterator[Path]:
        if isinstance(value, Mapping) and WERT not in value and value:
            for name, teil in value.items():
                yield from leaves(teil, (*vor, str(name)))
        else:
            yield vor

    for name, wert in manifest.daten.items():
        yield from leaves(wert, (name,))


def _check_paths(paket: Paket) -> Iterator[Path]:
    """Paths among the texts of the manifest's other sections: what a check reads is used."""

    def texts(value: object) -> Iterator[str]:
        if isinstance(value, Mapping):
            for teil in value.values():
                yield from texts(teil)
        elif isinstance(value, list):
            for teil in value:
                yield from texts(teil)
        elif isinstance(value, str):
            yield value

    roots = {ANGABEN, *paket.manifest.daten}
    data = to_data(paket.knoten)
    sections = (
        {name: value for name, value in data.items() if name not in OWN_SECTIONS} if isinstance(data, dict) else {}
    )
    for text in texts(sections):
        path = tuple(text.removeprefix("daten.").split("."))
        if path[0] in roots and len(path) > 1:
            yield path


def _schema_place(pfad: Path) -> str:
    """The place of a field of ``angaben`` in its JSON Schema."""
    teile = [ANGABEN]
    for schritt in pfad[1:]:
        teile += ["items"] if schritt == EACH else ["properties", schritt]
    return ".".join(teile)


def _text(pfad: Iterable[str]) -> str:
    return ".".join(pfad).replace(f".{EACH}", "[]")
