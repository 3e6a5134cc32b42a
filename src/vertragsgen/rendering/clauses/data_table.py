"""Pipe tables as Word data tables: header row marked and repeated, loops over rows, widths from the dashes."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from vertragsgen.rendering.clauses import table
from vertragsgen.rendering.clauses.inline import Inline
from vertragsgen.rendering.clauses.output import TemplateSource
from vertragsgen.rendering.clauses.parser import statement_tags
from vertragsgen.rendering.clauses.setting import Satzauftrag
from vertragsgen.rendering.clauses.statements import StatementStack
from vertragsgen.rendering.wordml import KEEP_NEXT


class TableWriter:
    """Writes the data tables of one clause, every row tied to the next: ``keeping.py`` unties those that may part."""

    def __init__(
        self, auftrag: Satzauftrag, source: TemplateSource, inline: Inline, statements: StatementStack
    ) -> None:
        self._auftrag = auftrag
        self._source = source
        self._inline = inline
        self._statements = statements

    def write(self, tokens: Sequence[Token], index: int, line: int, indent: int) -> int:
        """Write the table that opens at ``tokens[index]``, ``indent`` twips from the left; returns the next index."""
        style = self._auftrag.style_id("Vertragstabelle", line)
        width = self._auftrag.spiegel.tabellenbreite - indent
        widths = table.column_widths(self._auftrag.parsed.lines[line], width)
        self._source.xml(table.table_head(style, widths, indent))
        index += 1
        while tokens[index].type != "table_close":
            index = self._row(tokens, index, widths) if tokens[index].type == "tr_open" else index + 1
        self._statements.end_table()
        self._source.xml("</w:tbl>")
        return index + 1

    def _row(self, tokens: Sequence[Token], index: int, widths: list[int]) -> int:
        row = tokens[index]
        line = row.map[0] + 1 if row.map else 0
        end = next(i for i in range(index, len(tokens)) if tokens[i].type == "tr_close")
        tags = statement_tags(self._auftrag.parsed.lines[line - 1], self._auftrag.masked)
        if tags is not None:
            for tag in tags:
                self._statements.in_table(tag)
            return end + 1
        header = tokens[index + 1].type == "th_open"
        style = self._auftrag.style_id("Tabellenkopf" if header else "Tabellentext", line)
        self._source.xml(table.row_head(header=header))
        cells = [i for i in range(index, end) if tokens[i].type in ("th_open", "td_open")]
        for cell, width in zip(cells, widths, strict=True):
            self._source.xml(table.cell_head(width))
            jc = table.alignment(tokens[cell].attrGet("style"))
            self._source.xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{KEEP_NEXT}{jc}</w:pPr>')
            self._inline.write(tokens[cell + 1].children or [], line)
            self._source.xml("</w:p></w:tc>")
        self._source.xml("</w:tr>")
        return end + 1
