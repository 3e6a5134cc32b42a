"""Builds the tree from YAML events and refuses what a profile must not contain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from yaml import MappingEndEvent, ScalarEvent, SequenceEndEvent

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.money import kurz
from vertragsgen.source.characters import bad_characters, describe, nfc
from vertragsgen.source.node import Entry, Mapping, Node, Scalar, Sequence

MAX_TIEFE = 40
_ZAHL_VOR_KOMMA = re.compile(r"(?:.*[^0-9])?[0-9]+", re.DOTALL)
_ZAHL_NACH_KOMMA = re.compile(r"[0-9]{1,4}(?:\s*[€%])?")
# A file has hundreds of these, and ``Mark(…)`` would take its arguments apart in Python first.
_neu = tuple.__new__


class Abbruch(Exception):
    """Reading of one file ends here, with this finding; not an error of ours."""

    def __init__(self, befund: Befund) -> None:
        super().__init__(befund.meldung)
        self.befund = befund


class Composer:
    """Composes one document; collects what can be reported without giving up the rest of the file."""

    def __init__(self, lines: list[str], name: str, first_line: int) -> None:
        self.lines = lines
        self._zeilenzahl = len(lines)
        self.name = name
        self.first_line = first_line
        self.befunde: list[Befund] = []
        self._letztes: Any = None
        self._tiefe = 0

    @property
    def letzte_zeile(self) -> int:
        """The line (from 0) of the last value or key that was read."""
        return 0 if self._letztes is None else int(self._letztes.start_mark.line)

    def compose(self, events: Iterable[Any]) -> Node | None:
        """The one document of the stream; None if the stream is empty."""
        node: Node | None = None
        strom = iter(events)
        dokumente = 0
        for event in strom:
            if isinstance(event, yaml.DocumentStartEvent):
                dokumente += 1
                if dokumente > 1:
                    raise self._abbruch(
                        "VG102",
                        event,
                        "Hier beginnt mit „---“ ein zweites Dokument; eine Datei enthält nur eines.",
                    )
                if event.tags or event.version:
                    raise self._abbruch("VG104", event, "Anweisungen mit „%“ am Dateianfang sind nicht zulässig.")
                node = self._node(next(strom), strom)
        return node

    def _node(self, event: Any, events: Iterator[Any]) -> Node:
        self._letztes = event
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
            text, style = event.value, event.style
            if style or not text.isascii():
                text = self._text(event)
            return _neu(Scalar, (text, not style, self.mark(event)))
        self._refuse_anchor(event)
        self._tiefe += 1
        if self._tiefe > MAX_TIEFE:
            raise self._abbruch("VG102", event, f"Die Datei ist tiefer als {MAX_TIEFE} Ebenen verschachtelt.")
        node = (
            self._sequence(event, events)
            if isinstance(event, yaml.SequenceStartEvent)
            else self._mapping(event, events)
        )
        self._tiefe -= 1
        return node

    def _text(self, event: Any) -> str:
        text: str = event.value
        # Raw characters were looked at before; only an escape such as "\x07" gets here.
        if event.style == '"' and not text.isprintable():
            for stelle in bad_characters(text)[:1] or [text.find("\t")]:
                if stelle >= 0:
                    meldung = f"Der Wert enthält ein unzulässiges Zeichen: {describe(text[stelle])}."
                    hilfe = "Löschen Sie die Zeichenfolge mit „\\“ an dieser Stelle."
                    self._melde("VG105", meldung, self.mark(event), hilfe)
        return text if text.isascii() else nfc(text)

    def _sequence(self, start: Any, events: Iterator[Any]) -> Sequence:
        items = []
        for event in events:
            if type(event) is SequenceEndEvent:
                break
            items.append(self._node(event, events))
        return Sequence(tuple(items), self.mark(start), bool(start.flow_style))

    def _mapping(self, start: Any, events: Iterator[Any]) -> Mapping:
        entries: dict[str, Entry] = {}
        vorige: Entry | None = None
        flow = bool(start.flow_style)
        for event in events:
            if type(event) is MappingEndEvent:
                break
            self._letztes = event
            key, mark = self._key(event), self.mark(event)
            value = self._node(next(events), events)
            if type(value) is Scalar and not value[0] and value[1]:
                # Nothing stands there; the key is what a reader can see.
                value = Scalar("", True, mark)
            entry: Entry = _neu(Entry, (key, mark, value))
            if flow and vorige is not None and _komma_im_wert(vorige, entry):
                vorige = entries[vorige.key] = self._zusammengesetzt(vorige, entry)
            elif key in entries:
                self._doppelt(entries[key], entry)
            else:
                entries[key] = vorige = entry
        return Mapping(tuple(entries.values()), self.mark(start), flow)

    def _doppelt(self, erste: Entry, entry: Entry) -> None:
        meldung = (
            f"Der Schlüssel „{kurz(entry.key)}“ steht in diesem Abschnitt doppelt, zuerst in "
            f"Zeile {erste.key_mark.zeile}."
        )
        hilfe = "Behalten Sie nur eine der beiden Angaben."
        self._melde("VG103", meldung, entry.key_mark, hilfe, erste.key_mark)

    def _key(self, event: Any) -> str:
        if type(event) is not ScalarEvent or event.anchor is not None or event.tag is not None:
            self._refuse_anchor(event)
            raise self._abbruch(
                "VG102",
                event,
                "Ein Schlüssel ist hier kein einfacher Text; eine Klammer am Zeilenanfang oder ein „?“ ist zu viel.",
            )
        key: str = event.value
        if event.style or not key.isascii():
            key = self._text(event)
        if key == "<<" and not event.style:
            raise self._abbruch(
                "VG104",
                event,
                "Der Zusammenführungsschlüssel „<<“ ist nicht zulässig.",
                "Gemeinsame Angaben stehen in einer eigenen Datei und werden mit „basis:“ eingebunden.",
            )
        if not key:
            raise self._abbruch("VG102", event, "Vor dem Doppelpunkt fehlt der Schlüssel.")
        return key

    def _zusammengesetzt(self, vorige: Entry, rest: Entry) -> Entry:
        assert isinstance(vorige.value, Scalar)
        ganz = f"{vorige.value.text},{rest.key}"
        meldung = (
            f"In geschweiften Klammern trennt YAML am Komma; „{vorige.key}: {ganz}“ wird deshalb als zwei "
            f"Angaben gelesen."
        )
        self._melde(
            "VG108",
            meldung,
            vorige.value.mark,
            f'Schreiben Sie „{vorige.key}: "{ganz}"“ mit Anführungszeichen.',
        )
        # The value that was meant goes on, so that the one mistake is one finding.
        return Entry(vorige.key, vorige.key_mark, Scalar(ganz, True, vorige.value.mark))

    def _refuse_anchor(self, event: Any) -> None:
        if event.anchor is None and event.tag is None:
            return
        hilfe = (
            "Gemeinsame Angaben stehen in einer eigenen Datei und werden mit „basis:“ eingebunden; Text "
            "mit „*“ oder „&“ am Anfang gehört in Anführungszeichen."
        )
        if isinstance(event, yaml.AliasEvent):
            raise self._abbruch("VG104", event, f"Verweise („*{kurz(event.anchor or '')}“) sind nicht zulässig.", hilfe)
        if event.anchor is not None:
            raise self._abbruch("VG104", event, f"Anker („&{kurz(event.anchor or '')}“) sind nicht zulässig.", hilfe)
        if event.tag is not None:
            hilfe = "Text, der mit „!“ beginnt, gehört in Anführungszeichen."
            raise self._abbruch("VG104", event, f"Typangaben („{kurz(event.tag)}“) sind nicht zulässig.", hilfe)

    def mark(self, event: Any) -> Mark:
        """The place of an event, always inside the text; the caret stays on its first line."""
        start, ende = event.start_mark, event.end_mark
        zeile, spalte = start.line, start.column
        if zeile == ende.line < self._zeilenzahl:
            mark: Mark = _neu(Mark, (self.name, zeile + self.first_line, spalte + 1, ende.column - spalte or 1))
            return mark
        # Over several lines, or behind the last one.
        letzte = min(zeile, len(self.lines) - 1)
        breite = len(self.lines[letzte])
        spalte = min(spalte, breite) if letzte == zeile else breite
        bis = ende.column if ende.line == zeile else breite
        return Mark(self.name, letzte + self.first_line, spalte + 1, max(1, bis - spalte))

    def _melde(self, code: str, meldung: str, mark: Mark, hilfe: str, *weitere: Mark) -> None:
        self.befunde.append(Befund(code, Schwere.FEHLER, meldung, mark, hilfe, weitere=weitere))

    def _abbruch(self, code: str, event: Any, meldung: str, hilfe: str | None = None) -> Abbruch:
        return Abbruch(Befund(code, Schwere.FEHLER, meldung, self.mark(event), hilfe))


def _komma_im_wert(vorige: Entry, entry: Entry) -> bool:
    """True for the halves of ``{grundpauschale: 3,75}``: a number, then a number as key without value."""
    wert = vorige.value
    return (
        isinstance(entry.value, Scalar)  # nearly every entry has a value: asked first
        and not entry.value.text
        and entry.value.plain
        and isinstance(wert, Scalar)
        and wert.plain
        and _ZAHL_VOR_KOMMA.fullmatch(wert.text) is not None
        and _ZAHL_NACH_KOMMA.fullmatch(entry.key) is not None
    )
