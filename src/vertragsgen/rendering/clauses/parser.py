"""The Markdown of clauses: a small, strict subset, read by markdown-it over masked text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from msgspec import Struct

from vertragsgen.rendering.clauses.mask import CHARACTERS, ENDS, MIDDLES, OPENERS, Masked, Tag
from vertragsgen.rendering.errors import KLAUSELTEXT, Vorlagenfehler

_BAR = re.compile(r"(?<!\\)\|")
_RULES = ["heading", "list", "table", "emphasis", "escape", "newline", "balance_pairs", "fragments_join"]


def _markdown() -> MarkdownIt:
    """Only what a contract needs: no code, HTML, links, images, quotes, references, setext headings."""
    parser = MarkdownIt("zero").enable(_RULES)
    return parser.use(container_plugin, "stil", validate=lambda params, markup: bool(params.strip()))


class Parsed(Struct, frozen=True):
    """Markdown tokens, the statements that stand on lines of their own, and the source lines (masked)."""

    tokens: Sequence[Token]
    statements: tuple[Tag, ...]
    lines: tuple[str, ...]


def parse(masked: Masked, datei: str, erste_zeile: int) -> Parsed:
    """Parse a masked clause; statements on lines of their own are taken out, but for those inside tables."""
    lines = masked.text.split("\n")
    statements = _take_out_statements(lines, masked)
    tokens = _markdown().parse("\n".join(lines))
    _check_lists(tokens, lines, datei, erste_zeile)
    _check_rows(tokens, lines, datei, erste_zeile)
    return Parsed(tokens, statements, tuple(lines))


def statement_tags(line: str, masked: Masked) -> list[Tag] | None:
    """The tags of a line that holds statements and nothing else, else ``None``."""
    stripped = line.strip()
    if not stripped or CHARACTERS.sub("", stripped).strip():
        return None
    tags = [masked.tag(character) for character in CHARACTERS.findall(stripped)]
    return tags if all(tag.is_statement for tag in tags) else None


def _take_out_statements(lines: list[str], masked: Masked) -> tuple[Tag, ...]:
    taken: list[Tag] = []
    alone = [statement_tags(line, masked) for line in lines]
    open_in_table = 0
    for index, tags in enumerate(alone):
        if tags is None:
            if not lines[index].lstrip().startswith("|"):
                open_in_table = 0
            continue
        before = _neighbour(lines, alone, index, -1)
        after = _neighbour(lines, alone, index, +1)
        closes = all(tag.word in ENDS or tag.word in MIDDLES for tag in tags)
        if before.startswith("|") and (after.startswith("|") or (closes and open_in_table)):
            open_in_table += sum((tag.word in OPENERS) - (tag.word in ENDS) for tag in tags)
            continue
        open_in_table = 0
        taken.extend(tags)
        lines[index] = ""
    return tuple(taken)


def _neighbour(lines: Sequence[str], alone: Sequence[list[Tag] | None], index: int, step: int) -> str:
    index += step
    while 0 <= index < len(lines) and alone[index] is not None:
        index += step
    return lines[index].lstrip() if 0 <= index < len(lines) else ""


def _check_lists(tokens: Sequence[Token], lines: Sequence[str], datei: str, erste_zeile: int) -> None:
    """A list needs a blank line before it: else a wrapped line „1. Januar“ would become one."""
    depth = 0
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
            start = token.map[0] if token.map else 0
            if depth == 1 and start and lines[start - 1].strip() and not lines[start - 1].startswith(("#", ":::")):
                raise Vorlagenfehler(
                    KLAUSELTEXT,
                    f"Vor der Liste „{lines[start].strip()[:30]}“ fehlt eine Leerzeile.",
                    datei,
                    erste_zeile + start,
                    hilfe="Ist keine Liste gemeint (etwa ein Datum am Zeilenanfang): die Zeile anders umbrechen.",
                )
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1


def _check_rows(tokens: Sequence[Token], lines: Sequence[str], datei: str, erste_zeile: int) -> None:
    """A row may not have more cells than its table has columns: what is too much would be left out."""
    for token in tokens:
        if token.type != "table_open" or not token.map:
            continue
        first, end = token.map
        columns = _cells(lines[first])
        for number in range(first + 2, end):
            if (cells := _cells(lines[number])) > columns:
                raise Vorlagenfehler(
                    KLAUSELTEXT,
                    f"Diese Tabellenzeile hat {cells} Zellen, die Tabelle aber nur {columns} Spalten.",
                    datei,
                    erste_zeile + number,
                    hilfe="Jede Zeile hat so viele Zellen wie die Kopfzeile; ein „|“ im Text wird als „\\|“ geschrieben.",
                )


def _cells(line: str) -> int:
    """The cells of a row; the outer bars part nothing."""
    text = line.strip()
    inner = text.removeprefix("|")
    return len(_BAR.findall(inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner)) + 1
