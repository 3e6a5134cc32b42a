"""Hide Jinja tags from Markdown: each becomes one private-use character, put back into the finished source.

Jinja's own lexer finds the tags, so that ``%}`` inside a string or nested braces do not confuse it, and a ``|``,
``*`` or quote inside a tag never meets Markdown.
"""

from __future__ import annotations

import re

from jinja2 import Environment, TemplateSyntaxError
from msgspec import Struct

from vertragsgen.rendering.errors import KLAUSELTEXT, Vorlagenfehler

FIRST = 0xE000
LAST = 0xEFFF
CHARACTERS = re.compile(f"[{chr(FIRST)}-{chr(LAST)}]")

OPENERS = {"if": "endif", "for": "endfor"}
ENDS = {end: opener for opener, end in OPENERS.items()}
MIDDLES = ("elif", "else")
STATEMENTS = frozenset((*OPENERS, *ENDS, *MIDDLES, "set"))


class Tag(Struct, frozen=True):
    """One Jinja tag: its text, its first line (from 1), and its statement word (empty for an expression)."""

    text: str
    line: int
    word: str

    @property
    def is_statement(self) -> bool:
        return bool(self.word)


class Masked(Struct, frozen=True):
    """Clause text with one character in place of each tag; comments are gone, lines are kept."""

    text: str
    tags: tuple[Tag, ...]

    def tag(self, character: str) -> Tag:
        return self.tags[ord(character) - FIRST]


def mask(env: Environment, text: str, datei: str, erste_zeile: int, *, statements: bool = True) -> Masked:
    """Mask the tags of a clause; ``statements=False`` (a profile's own text) allows ``{{ … }}`` only."""
    out: list[str] = []
    tags: list[Tag] = []
    current: list[str] = []
    kind = word = ""
    start = 0

    def fail(line: int, meldung: str, hilfe: str | None = None) -> Vorlagenfehler:
        return Vorlagenfehler(KLAUSELTEXT, meldung, datei, erste_zeile - 1 + line, hilfe=hilfe)

    try:
        for line, token, value in env.lexer.tokeniter(text, datei, datei):
            if token == "data":
                out.append(value)
            elif token in ("raw_begin", "raw_end"):
                raise fail(line, "Die Anweisung „raw“ ist in Klauseln nicht erlaubt.")
            elif token in ("variable_begin", "block_begin", "comment_begin"):
                kind, word, start, current = token[:-6], "", line, [value]
                if value.endswith(("-", "+")):
                    raise fail(
                        line,
                        f"Die Form „{value}“ ist nicht erlaubt.",
                        "Ohne Minus- oder Pluszeichen schreiben.",
                    )
            elif token in ("variable_end", "block_end", "comment_end"):
                current.append(value)
                if value.startswith(("-", "+")):
                    raise fail(
                        line,
                        f"Die Form „{value}“ ist nicht erlaubt.",
                        "Ohne Minus- oder Pluszeichen schreiben.",
                    )
                whole = "".join(current)
                if kind == "comment":
                    out.append("\n" * whole.count("\n"))
                else:
                    out.append(chr(FIRST + len(tags)) + "\n" * whole.count("\n"))
                    tags.append(Tag(whole, start, word))
                kind = ""
            else:
                current.append(value)
                if token == "name" and value.startswith("_"):
                    raise fail(line, f"Der Name „{value}“ ist nicht erlaubt: Er beginnt mit einem Unterstrich.")
                if kind == "block" and not word and token == "name":
                    word = value
                    if word not in STATEMENTS:
                        raise fail(
                            line, f"Die Anweisung „{word}“ gibt es in Klauseln nicht.",
                            "Erlaubt sind if, elif, else, for und set.",
                        )  # fmt: skip
                    if not statements:
                        raise fail(
                            line, f"Die Anweisung „{word}“ ist in einem Klauseltext des Profils nicht erlaubt.",
                            "Erlaubt sind dort nur Werte und Verweise: {{ … }}.",
                        )  # fmt: skip
    except TemplateSyntaxError as fault:
        raise fail(
            fault.lineno, "Hier ist eine Klammer oder ein Anführungszeichen nicht geschlossen.",
            "Jedes {{ braucht sein }}, jedes {% sein %}, jedes {# sein #}.",
        ) from None  # fmt: skip
    if kind:
        raise fail(start, f"„{''.join(current)[:30]}“ wird nicht geschlossen.")
    if len(tags) > LAST - FIRST:
        raise fail(1, f"Die Klausel enthält mehr als {LAST - FIRST} Anweisungen.", "Auf mehrere Klauseln aufteilen.")
    return Masked("".join(out), tuple(tags))
