"""A clause file: YAML front matter between ``---`` lines, then the wording as Markdown with Jinja."""

from pathlib import Path

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.source.characters import bad_characters, describe, nfc
from vertragsgen.source.locate import locate
from vertragsgen.source.reader import MAX_BYTES, decode, read_text
from vertragsgen.source.scalars import Text, Zeile
from vertragsgen.source.validate import validate
from vertragsgen.workspace import is_file_id

CODE_DATEI, CODE_TEXT = "VG151", "VG152"
TRENNLINIE = "---"


class Klauselkopf(Abschnitt):
    """The front matter. ``wenn`` decides before rendering whether the clause is there.

    ``modellannahme`` says what about the clause is an assumption of the package and has no published source.
    """

    id: Zeile | None = None
    titel: Zeile | None = None
    norm: Text | None = None
    wenn: Zeile | None = None
    themen: list[Zeile] = field(default_factory=list)
    zahlen: list[Zeile] = field(default_factory=list)
    modellannahme: Text | None = None


class Klausel(Struct, frozen=True):
    """One clause: its head, its wording and where the wording begins in its file.

    ``datei`` is relative to the workspace; ``erste_zeile`` is the line of the file in which ``text`` begins;
    ``zahlen`` are the figures that belong to the wording, as written; ``wenn_zeile`` is the line of the condition.
    """

    id: str
    dokument: str
    titel: str | None
    norm: str | None
    wenn: str | None
    themen: tuple[str, ...]
    zahlen: tuple[str, ...]
    text: str
    datei: str
    erste_zeile: int
    mark: Mark
    wenn_zeile: int = 1
    modellannahme: str | None = None


class Klausellesung(Struct, frozen=True):
    """The clause of a file, None if it cannot be used, and what was found."""

    klausel: Klausel | None
    befunde: tuple[Befund, ...]


def _befund(code: str, meldung: str, mark: Mark, hilfe: str | None = None) -> Befund:
    return Befund(code, Schwere.FEHLER, meldung, mark, hilfe)


def _zeichenbefunde(text: str, name: str) -> list[Befund]:
    """Characters that no document may contain; tabs, because they are layout."""
    befunde = []
    tabs = [i for i, zeichen in enumerate(text) if zeichen == "\t"] if "\t" in text else []
    for stelle in sorted({*bad_characters(text), *tabs}):
        anfang = text.rfind("\n", 0, stelle) + 1
        mark = Mark(name, text.count("\n", 0, stelle) + 1, stelle - anfang + 1)
        meldung = f"Der Klauseltext enthält ein unzulässiges Zeichen: {describe(text[stelle])}."
        befunde.append(_befund("VG105", meldung, mark, "Löschen Sie das Zeichen und tippen Sie die Stelle neu."))
    return befunde


def parse_klausel(text: str, name: str, dokument: str, vorgabe_id: str) -> Klausellesung:
    """Split and check the text of the clause file called ``name``; ``vorgabe_id`` is its file name."""
    anfang = Mark(name, 1, 1)
    text = nfc(text.replace("\r\n", "\n").replace("\r", "\n"))
    befunde = _zeichenbefunde(text, name)
    if befunde:
        return Klausellesung(None, tuple(befunde))
    zeilen = text.split("\n")
    ende = next((i for i, zeile in enumerate(zeilen[1:], 1) if zeile.rstrip() == TRENNLINIE), None)
    if zeilen[0].rstrip() != TRENNLINIE or ende is None:
        meldung = "Eine Klauseldatei beginnt mit einem Kopf zwischen zwei Zeilen „---“; hier fehlt er."
        return Klausellesung(None, (_befund(CODE_TEXT, meldung, anfang, "Schreiben Sie oben zwei Zeilen „---“."),))
    lesung = read_text("\n".join(zeilen[1:ende]), name, first_line=2)
    if not lesung.ok:
        return Klausellesung(None, lesung.befunde)
    pruefung = validate(Klauselkopf, lesung.node, name=name, code=CODE_TEXT)
    kopf = pruefung.wert
    if kopf is None:
        return Klausellesung(None, (*lesung.befunde, *pruefung.befunde))
    kennung = kopf.id or vorgabe_id
    if not is_file_id(kennung):
        meldung = f"„{kennung}“ ist als Klauselkennung nicht zulässig: Kleinbuchstaben, Ziffern, Bindestrich."
        return Klausellesung(None, (_befund(CODE_TEXT, meldung, anfang),))
    klausel = Klausel(
        id=kennung,
        dokument=dokument,
        titel=kopf.titel,
        norm=kopf.norm,
        wenn=kopf.wenn,
        themen=tuple(kopf.themen),
        zahlen=tuple(kopf.zahlen),
        text="\n".join(zeilen[ende + 1 :]),
        datei=name,
        erste_zeile=ende + 2,
        mark=anfang,
        wenn_zeile=locate(lesung.node, ("wenn",)).zeile if lesung.node is not None and kopf.wenn else 1,
        modellannahme=kopf.modellannahme,
    )
    return Klausellesung(klausel, (*lesung.befunde, *pruefung.befunde))


def read_klausel(path: Path, name: str, dokument: str) -> Klausellesung:
    """Read and check one clause file; ``name`` is how findings call it."""
    try:
        with path.open("rb") as datei:
            roh = datei.read(MAX_BYTES + 1)
    except OSError as fehler:
        meldung = f"Die Klausel lässt sich nicht lesen (Fehler {fehler.errno} des Betriebssystems)."
        return Klausellesung(None, (_befund("VG101", meldung, Mark(name, 1, 1)),))
    if len(roh) > MAX_BYTES:
        meldung = "Die Klauseldatei ist größer als 1 MiB."
        return Klausellesung(None, (_befund("VG101", meldung, Mark(name, 1, 1)),))
    text, befund = decode(roh, name)
    if befund is not None:
        return Klausellesung(None, (befund,))
    return parse_klausel(text, name, dokument, path.stem)
