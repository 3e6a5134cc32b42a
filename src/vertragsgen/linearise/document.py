"""A whole document: headers, body, notes, footers and properties in the order a reader meets them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.linearise.body import walk, walk_pieces
from vertragsgen.linearise.counters import Counters
from vertragsgen.linearise.margins import Margin, margins
from vertragsgen.linearise.model import Art, Eigenschaften, Linearisierung
from vertragsgen.linearise.numbering import parse_numbering
from vertragsgen.linearise.ooxml import DC, Element, W
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.pieces import cut
from vertragsgen.linearise.story import Origin, Source, Story
from vertragsgen.linearise.styles import parse_styles
from vertragsgen.linearise.xmlparts import Unlesbar

_HELP = "Öffnen Sie die Datei in Word und speichern Sie sie als „Word-Dokument (.docx)“ neu."
_KINDS = {"Fußnote": ("footnotes", "footnote", Art.FUSSNOTE), "Endnote": ("endnotes", "endnote", Art.ENDNOTE)}


def linearise_docx(data: bytes | Mapping[str, bytes], name: str = "") -> Linearisierung:
    """All lines of a DOCX (a file, or the parts of one of our own) with places and resolved numbers; tracked changes are read as accepted.

    A file that cannot be read has no lines and a finding (VG101); one whose side parts are damaged has the
    lines that could be read. ``name`` is what findings call the file.
    """
    return linearise_with_elements(data, name)[0]


def linearise_with_elements(
    data: bytes | Mapping[str, bytes] | Package, name: str = "", *, koerper: bool = True
) -> tuple[Linearisierung, tuple[Origin, ...]]:
    """The same, and for each line the elements it was read from: its paragraphs (more than one if their marks were
    deleted), or its ``w:tr``. For those who ask what a line does not say, such as its formatting.

    Of an open package the elements are those of its shared trees; of the parts of our own documents they may be the
    bytes (see ``pieces``). Without ``koerper`` only headers and footers are read.
    """
    try:
        package = data if isinstance(data, Package) else Package(data)
        main = _main_part(package)
        return _Document(package, main, name).read(koerper=koerper)
    except Unlesbar as error:
        return _unreadable(str(error), name), ()
    except RecursionError:
        return _unreadable("Die Datei ist so tief verschachtelt, wie kein Programm sie schreibt.", name), ()


class _Document:
    def __init__(self, package: Package, main: str, name: str) -> None:
        self._package, self._main, self._name = package, main, name
        self._findings: list[Befund] = []
        self._pieces = cut(package.read(main) or b"") if package.own else None
        self._body = _body(package, main) if self._pieces is None else self._pieces.sections()
        self._relations = package.relations(main)
        styles, numbering = self._related("styles"), self._related("numbering")
        self._source = Source(
            parse_styles(package.read(styles), styles), parse_numbering(package.read(numbering), numbering)
        )

    def read(self, *, koerper: bool) -> tuple[Linearisierung, tuple[Origin, ...]]:
        story = Story(self._source, self._main, self._relations)
        if koerper and self._pieces is not None:
            walk_pieces(story, self._pieces)
        elif koerper:
            walk(story, self._body)
        top, bottom = self._margins()
        # Notes cannot refer to notes: their order is complete once body, headers and footers are read.
        notes = [one for kind in _KINDS for one in self._notes(kind)]
        for what in dict.fromkeys(self._source.unread):
            self._report(f"Das Dokument enthält {what}; dieser Text wird nicht gelesen.", Schwere.WARNUNG)
        stories = (*top, story, *notes, *bottom)
        lines = tuple(line for one in stories for line in one.lines)
        elements = tuple(element for one in stories for element in one.elements)
        return Linearisierung(lines, self._properties(), tuple(self._findings)), elements

    def _related(self, art: str) -> str:
        """Name of the part of that kind; ``""`` if there is none."""
        return next((rel.ziel for rel in self._relations.values() if rel.art == art and not rel.extern), "")

    def _margins(self) -> tuple[list[Story], list[Story]]:
        top: list[Story] = []
        bottom: list[Story] = []
        settings = self._xml(self._related("settings"))
        for margin in margins(self._body, settings, self._relations):
            (top if margin.art is Art.KOPFZEILE else bottom).extend(self._margin(margin))
        return top, bottom

    def _margin(self, margin: Margin) -> Iterator[Story]:
        root = self._xml(margin.teil)
        if root is None:
            return
        story = Story(self._source, margin.teil, self._package.relations(margin.teil), margin.art, margin.name)
        walk(story, root)
        yield story

    def _notes(self, kind: str) -> Iterator[Story]:
        part, tag, art = _KINDS[kind]
        ids = self._source.notes.order[kind]
        teil = self._related(part)
        root = self._xml(teil) if ids else None
        if root is None:
            return
        relations, counters = self._package.relations(teil), Counters(self._source.numbering)
        found = {note.get(W + "id", ""): note for note in root.iterchildren(W + tag)}
        for count, note_id in enumerate(ids, start=1):
            if note_id in found:
                story = Story(self._source, teil, relations, art, f"{kind} {count}", counters)
                walk(story, found[note_id])
                yield story

    def _properties(self) -> Eigenschaften:
        relations = self._package.relations("").values()
        root = self._xml(next((rel.ziel for rel in relations if rel.art == "core-properties"), ""))
        if root is None:
            return Eigenschaften()
        titel, autor, sprache, thema = (
            (root.findtext(DC + tag) or "").strip() for tag in ("title", "creator", "language", "subject")
        )
        return Eigenschaften(titel, autor, sprache, thema)

    def _xml(self, part: str) -> Element | None:
        """A side part; a damaged one is reported and read as missing."""
        try:
            return self._package.tree(part) if part else None
        except Unlesbar as error:
            self._report(str(error), Schwere.FEHLER)
            return None

    def _report(self, meldung: str, schwere: Schwere) -> None:
        self._findings.append(_finding(meldung, self._name, schwere))


def _body(package: Package, main: str) -> Element:
    root = package.tree(main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise Unlesbar("Die Datei enthält kein Word-Dokument.")
    return body


def _main_part(package: Package) -> str:
    for relation in package.relations("").values():
        if relation.art == "officeDocument" and not relation.extern:
            return relation.ziel
    raise Unlesbar("Die Datei enthält kein Word-Dokument.")


def _finding(meldung: str, name: str, schwere: Schwere) -> Befund:
    return Befund("VG101", schwere, meldung, Mark(name, 1, 1) if name else None, _HELP)


def _unreadable(meldung: str, name: str) -> Linearisierung:
    return Linearisierung((), Eigenschaften(), (_finding(meldung, name, Schwere.FEHLER),))
