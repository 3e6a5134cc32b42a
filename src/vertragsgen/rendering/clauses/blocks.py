"""Paragraphs, headings, lists and two-column rows: Markdown blocks as WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token

from vertragsgen.rendering.clauses import table
from vertragsgen.rendering.clauses.data_table import TableWriter
from vertragsgen.rendering.clauses.inline import Inline
from vertragsgen.rendering.clauses.output import TemplateSource
from vertragsgen.rendering.clauses.setting import BODY, Satzauftrag
from vertragsgen.rendering.clauses.statements import StatementStack
from vertragsgen.rendering.wordml import KEEP_NEXT

_ANCHOR = re.compile(r"\s*\[#([a-z0-9][a-z0-9_-]*)\]\s*$")
SUBCLAUSE, BELOW = "Ziffer", "Ziffer Folge"
AFTER_TABLE = 160
# A paragraph before one of these introduces it and stays on its page.
INTRODUCED = ("bullet_list_open", "ordered_list_open", "table_open")
LEVELS = {"h1": 1, "h2": 2, "h3": 3}


class BlockWriter:
    """Walks the tokens of one clause once and writes its template source."""

    def __init__(self, auftrag: Satzauftrag, anfangsstil: str) -> None:
        self._auftrag = auftrag
        self._fail = auftrag.fail
        self._source = TemplateSource()
        self._inline = Inline(self._source, auftrag.masked, auftrag.fail)
        self._statements = StatementStack(self._source, auftrag.parsed.statements, auftrag.fail, self._close_row)
        self._tables = TableWriter(auftrag, self._source, self._inline, self._statements)
        self.anker: list[str] = []
        self.folgestil = anfangsstil
        self._container: list[str] = []
        self._lists: list[tuple[str, str]] = []  # (kind, key)
        self._list_count = 0
        self._item_started = False
        self._pending_number: str | None = None
        self._after_table = False

    def write(self) -> str:
        """The whole template source of the clause."""
        tokens = self._auftrag.parsed.tokens
        index = 0
        while index < len(tokens):
            index = self._block(tokens, index)
        self._statements.finish()
        self._close_row()
        if self._pending_number is not None:
            raise self._fail(
                len(self._auftrag.parsed.lines), "Nach der Ziffer ohne Überschrift fehlt der Absatz.", None
            )
        return str(self._source)

    # -- blocks -------------------------------------------------------------------------------------------

    def _block(self, tokens: Sequence[Token], index: int) -> int:
        token = tokens[index]
        line = token.map[0] + 1 if token.map else 0
        match token.type:
            case "heading_open":
                self._heading(token, tokens[index + 1], line)
                return index + 3
            case "paragraph_open":
                # A style around the table („::: …“) does not part it from the sentence that introduces it.
                folgende = (folgt.type for folgt in tokens[index + 3 :] if folgt.type != "container_stil_open")
                self._paragraph(tokens[index + 1], line, keep=next(folgende, "") in INTRODUCED)
                return index + 3
            case "table_open":
                return self._table(tokens, index, line)
            case "container_stil_open":
                self._container.append(token.info.strip())
                self._auftrag.style_id(self._container[-1], line)
            case "container_stil_close":
                self._container.pop()
            case "bullet_list_open" | "ordered_list_open":
                self._begin_list(token, line)
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._item_started = True
            case "list_item_open":
                self._item_started = False
            case "list_item_close":
                pass
            case _:
                raise self._fail(line, f"„{token.type}“ ist in Klauseln nicht vorgesehen.", None)
        return index + 1

    def _heading(self, token: Token, inline: Token, line: int) -> None:
        level = LEVELS.get(token.tag)
        if level is None:
            raise self._fail(line, "Überschriften haben höchstens drei Ebenen (#, ##, ###).", None)
        if self._lists or self._container:
            raise self._fail(
                line,
                "Eine nummerierte Überschrift steht nicht in einer Liste oder einem Bereich (:::).",
                None,
            )
        anchor, children = self._anchor(inline, level, line)
        text = "".join(child.content for child in children).strip()
        if level == 1 and not text:
            raise self._fail(line, "Die Überschrift der ersten Ebene ist leer.", "# Überschrift")
        self._statements.before_heading(line)
        if not text:
            self._pending_number = f"{{{{ _zaehle({level}, '{anchor}') }}}}"
            self.folgestil = BELOW
            return
        style = self._auftrag.style_id(f"heading {level}", line)
        if self._auftrag.spiegel.spalten:
            self._open_row(heading=True)
        self._source.xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        self._source.call(f"{{{{ _zaehle({level}, '{anchor}') }}}}", line)
        self._inline.write(children, line)
        self._source.xml("</w:p>")
        if self._auftrag.spiegel.spalten:
            self._next_cell()
        self.folgestil = BODY
        self._after_table = False

    def _anchor(self, inline: Token, level: int, line: int) -> tuple[str, list[Token]]:
        children = list(inline.children or [])
        match = _ANCHOR.search(inline.content if inline.content.startswith(" ") else " " + inline.content)
        anchor = match.group(1) if match else self._auftrag.klausel_id if level == 1 or not self.anker else None
        if anchor is None:
            raise self._fail(
                line,
                "Diese Ziffer braucht eine Kennung, weil die Klausel mehrere Ziffern hat.",
                "## Überschrift [#kennung]",
            )
        if level == 1 and any(
            LEVELS.get(t.tag) == 1 and t.map and t.map[0] + 1 < line for t in self._auftrag.parsed.tokens
        ):
            raise self._fail(
                line,
                "Eine Klausel hat höchstens eine Überschrift der ersten Ebene.",
                "Auf zwei Dateien aufteilen.",
            )
        if anchor in self.anker:
            raise self._fail(line, f"Die Kennung „{anchor}“ steht in dieser Klausel zweimal.", None)
        self.anker.append(anchor)
        if match and children:
            last = children[-1]
            children[-1] = last.copy(content=_ANCHOR.sub("", " " + last.content).removeprefix(" "))
        return anchor, children

    def _paragraph(self, inline: Token, line: int, *, keep: bool) -> None:
        self._begin_content(line)
        number, style_name = self._paragraph_style(line)
        number_properties = ""
        call = ""
        if number is not None:
            call = number
        elif self._lists and self._lists[-1][0] == "ordered" and not self._item_started:
            number_properties = (
                f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{{{{ _liste(\'{self._lists[-1][1]}\') }}}}"/></w:numPr>'
            )
        if self._lists:
            self._item_started = True
        style = self._auftrag.style_id(style_name, line)
        self._source.xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{KEEP_NEXT if keep else ""}')
        self._source.call(number_properties, line)
        self._source.xml(self._spacing(style_name))
        self._source.xml("</w:pPr>")
        self._source.call(call, line)
        self._inline.write(inline.children or [], line)
        self._source.xml("</w:p>")

    def _paragraph_style(self, line: int) -> tuple[str | None, str]:
        """The number call (for a sub-clause without heading) and the style name of the next paragraph."""
        if self._pending_number is not None:
            if self._lists or self._container:
                raise self._fail(line, "Nach der Ziffer ohne Überschrift muss ein gewöhnlicher Absatz stehen.", None)
            number, self._pending_number = self._pending_number, None
            return number, SUBCLAUSE
        if self._lists:
            if self._item_started:
                return None, "List Continue"
            if self._lists[-1][0] == "ordered":
                return None, "List Number"
            depth = sum(1 for kind, _ in self._lists if kind == "bullet")
            return None, "List Bullet" if depth == 1 else f"List Bullet {depth}"
        return None, self._container[-1] if self._container else self.folgestil

    def _spacing(self, style_name: str) -> str:
        """Keep the distance to a table above, which has no space after it as a paragraph has."""
        if not self._after_table:
            return ""
        self._after_table = False
        return f'<w:spacing w:before="{max(*self._auftrag.stile.space_around(style_name), AFTER_TABLE)}"/>'

    def _begin_list(self, token: Token, line: int) -> None:
        kind = "bullet" if token.type == "bullet_list_open" else "ordered"
        self._list_count += 1
        key = f"{self._auftrag.klausel_id}:{self._list_count}"
        if kind == "ordered":
            self._begin_content(line)
            abstract = self._auftrag.stile.abstract_number("List Number")
            if abstract is None:
                raise self._auftrag.missing_style("List Number", line, "mit einer Nummerierung")
            self._source.call(f"{{{{ _neue_liste('{key}', '{abstract}') }}}}", line)
        self._lists.append((kind, key))

    def _table(self, tokens: Sequence[Token], index: int, line: int) -> int:
        if self._lists:
            raise self._fail(line, "Eine Tabelle steht nicht in einer Liste.", None)
        if self._after_table:
            raise self._fail(line, "Zwischen zwei Tabellen fehlt ein Absatz.", "Word würde sie zu einer verbinden.")
        self._begin_content(line)
        indent = 0 if self._container else self._auftrag.stile.left_indent(self.folgestil)
        index = self._tables.write(tokens, index, line, indent)
        self._after_table = True
        return index

    # -- two columns --------------------------------------------------------------------------------------

    def _begin_content(self, line: int) -> None:
        self._statements.before_content(line)
        if self._auftrag.spiegel.spalten and not self._statements.in_row:
            self._open_row(heading=False)

    def _open_row(self, *, heading: bool) -> None:
        assert self._auftrag.spiegel.spalten
        self._statements.open_row()
        self._source.xml(
            table.column_row(self._auftrag.spiegel.spalten) if heading else self._auftrag.spiegel.fortsetzung
        )

    def _next_cell(self) -> None:
        assert self._auftrag.spiegel.spalten
        self._source.xml(table.next_column(self._auftrag.spiegel.spalten))

    def _close_row(self) -> None:
        if self._statements.in_row:
            self._statements.close_row()
            self._source.xml("</w:tc></w:tr>")
            self._after_table = False
