"""Names places as a lawyer would: „Ziffer 3.1, Absatz 2“, „§ 3, Absatz 1, Buchstabe a“, „Tabelle 1“."""

from __future__ import annotations

import re

from msgspec import Struct

from vertragsgen.linearise.counters import Number

_TYPED = re.compile(r"(§+\s*\d+\w?|Art(?:ikel|\.)\s*\d+|Anlage\s*\d+(?:\.\d+)*|\d+(?:\.\d+)*|[IVXLC]+\.)(?=[.:)]?\s|$)")
_LAST_FIGURES = re.compile(r"\d+(?:\.\d+)*(?=\D*$)")
_PUNCTUATION = " .:)(–-\t\u00a0"
_TITLE_LENGTH = 40
# Ranks below the sections (1–9), outermost first as in a statute. Absätze hold paragraphs as sections do.
_ABSATZ, _NUMMER, _BUCHSTABE, _DOPPELBUCHSTABE = 100, 110, 120, 130


class _Frame(Struct):
    """An open level: ``path`` is its place; ``paragraphs`` and ``tables`` count what was named in it."""

    path: str
    rank: int
    figures: str = ""
    abstract: str = ""
    ilvl: int = 0
    unit: str = "Absatz"
    paragraphs: int = 0
    tables: int = 0


class Places:
    """Follows a story from the top and names each paragraph and table; every name is given once.

    ``story`` is the name of the story („Kopfzeile“, „Fußnote 2“), empty for the body.
    """

    def __init__(self, story: str = "") -> None:
        self._frames = [_Frame(story, 0)]
        self._story = story
        self._given: dict[str, int] = {}
        self._anchor = story
        self._bullets = 0

    def heading(self, level: int, text: str, number: Number | None) -> str:
        """Opens a section under its number, or under its title if it has none."""
        found = number.text if number else ""
        typed = "" if found else _typed_number(text)
        label = _section_label(found or typed) or f"Abschnitt „{_short(text)}“"
        self._open(label, _figures(found or typed), level, number)
        return self._anchored(f"{self._frames[-1].path}, Überschrift")

    def clause(self, number: Number) -> str:
        """Opens a numbered sub-clause without a heading: its number stands before its own first paragraph."""
        self._open(_section_label(number.text), _figures(number.text), number.ilvl + 1, number)
        self._frames[-1].paragraphs = 1
        return self._anchored(self._frames[-1].path)

    def item(self, number: Number) -> str:
        """An item of a list below a section: „Absatz 1“ for (1), „Nummer 1“, „Buchstabe a“."""
        label, rank = _item(number)
        same = [i for i, frame in enumerate(self._frames) if frame.abstract == number.abstract and frame.abstract]
        if same:
            keep = next((i for i in same if self._frames[i].ilvl >= number.ilvl), same[-1] + 1)
        else:
            keep = next((i for i, frame in enumerate(self._frames) if frame.rank >= rank), len(self._frames))
        del self._frames[max(keep, 1) :]
        path = self._unique(_join(self._frames[-1].path, label))
        self._frames.append(_Frame(path, rank, "", number.abstract, number.ilvl, "Unterabsatz", 1))
        return self._anchored(path)

    def bullet(self) -> str:
        """A bullet below the paragraph, item or heading before it."""
        self._bullets += 1
        return _join(self._anchor, f"Aufzählungspunkt {self._bullets}")

    def paragraph(self) -> str:
        """A paragraph without number: counted in its section (lists end with it)."""
        frame = self._section()
        frame.paragraphs += 1
        if self._story and frame.rank == 0 and frame.paragraphs == 1:
            return self._anchored(self._story)
        return self._anchored(_join(frame.path, f"{frame.unit} {frame.paragraphs}"))

    def named(self, name: str) -> str:
        """A paragraph with a name of its own („Titel“)."""
        return self._anchored(self._unique(_join(self._story, name)))

    def here(self) -> str:
        """The place of what has no text of its own (an empty paragraph that holds a text box)."""
        return self._anchor or "Dokumentanfang"

    def table(self) -> str:
        """The next table of the section."""
        frame = self._section()
        frame.tables += 1
        return _join(frame.path, f"Tabelle {frame.tables}")

    def _section(self) -> _Frame:
        return next(frame for frame in reversed(self._frames) if frame.rank <= _ABSATZ)

    def _open(self, label: str, figures: str, rank: int, number: Number | None) -> None:
        keep = next((i for i, frame in enumerate(self._frames) if i and frame.rank >= rank), len(self._frames))
        del self._frames[keep:]
        # 3.1 already says that it stands in 3: its name replaces „Ziffer 3“ instead of following it.
        base = len(self._frames) - 1
        while base and self._frames[base].figures and figures.startswith(self._frames[base].figures + "."):
            base -= 1
        path = self._unique(_join(self._frames[base].path, label))
        self._frames.append(
            _Frame(path, rank, figures, number.abstract if number else "", number.ilvl if number else 0)
        )

    def _anchored(self, place: str) -> str:
        self._anchor = place.removesuffix(", Überschrift")
        self._bullets = 0
        return place

    def _unique(self, path: str) -> str:
        count = self._given[path] = self._given.get(path, 0) + 1
        return path if count == 1 else f"{path} [{count}]"


def _join(path: str, label: str) -> str:
    return f"{path}, {label}" if path else label


def _figures(number: str) -> str:
    found = _LAST_FIGURES.search(number)
    return found[0] if found else ""


def _typed_number(text: str) -> str:
    """The number someone typed before a heading („§ 3 Vergütung“), or nothing."""
    found = _TYPED.match(text)
    return found[1] if found else ""


def _section_label(number: str) -> str:
    """„Ziffer 3.1“ for figures, „Abschnitt B“ for a letter, otherwise the number's own words („§ 3“)."""
    bare = number.strip(_PUNCTUATION)
    if re.fullmatch(r"[\d.]+|[IVXLC]+", bare):
        return f"Ziffer {bare}"
    return f"Abschnitt {bare}" if len(bare) == 1 and bare.isalpha() else bare


def _item(number: Number) -> tuple[str, int]:
    """What an item is called and how deep it stands."""
    bare = number.text.strip(_PUNCTUATION)
    if number.level.numfmt in ("lowerLetter", "upperLetter"):
        double = len(bare) == 2 and bare[0] == bare[1]
        return (f"Doppelbuchstabe {bare}", _DOPPELBUCHSTABE) if double else (f"Buchstabe {bare}", _BUCHSTABE)
    if re.fullmatch(r"[\d.]+|[ivxlcIVXLC]+", bare):
        return (f"Absatz {bare}", _ABSATZ) if number.text.startswith("(") else (f"Nummer {bare}", _NUMMER)
    return bare, _NUMMER


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _TITLE_LENGTH else words[: _TITLE_LENGTH - 1].rstrip() + "…"
