"""Paragraphs, headings, lists, tables and two-column rows: Markdown blocks as WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from vertragsgen.rendering.clauses import table
from vertragsgen.rendering.clauses.inline import Inline
from vertragsgen.rendering.clauses.mask import Masked
from vertragsgen.rendering.clauses.output import TemplateSource
from vertragsgen.rendering.clauses.parser import Parsed, statement_tags
from vertragsgen.rendering.clauses.statements import StatementStack
from vertragsgen.rendering.docx.styles import Formatvorlagen
from vertragsgen.rendering.errors import FORMATVORLAGE, KLAUSELTEXT, Vorlagenfehler
from vertragsgen.rendering.wordml import KEEP_NEXT

_ANCHOR = re.compile(r"\s*\[#([a-z0-9][a-z0-9_-]*)\]\s*$")
BODY, SUBCLAUSE, BELOW = "Body Text", "Ziffer", "Ziffer Folge"
AFTER_TABLE = 160
# A paragraph before one of these introduces it and stays on its page.
INTRODUCED = ("bullet_list_open", "ordered_list_open", "table_open")
LEVELS = {"h1": 1, "h2": 2, "h3": 3}


@dataclass(frozen=True, slots=True)
class Satzspiegel:
    """Widths in twips a clause is set in; ``spalten`` for a two-column description, else ``None``."""

    breite: int
    spalten: tuple[int, int] | None = None

    @property
    def fortsetzung(self) -> str:
        """How a row of the two-column layout begins that has no heading of its own."""
        return f"{table.column_row(self.spalten)}<w:p/>{table.next_column(self.spalten)}" if self.spalten else ""


class BlockWriter:
    """Walks the tokens of one clause once and writes its template source."""

    def __init__(
        self,
        masked: Masked,
        parsed: Parsed,
        *,
        klausel_id: str,
        datei: str,
        erste_zeile: int,
        stile: Formatvorlagen,
        spiegel: Satzspiegel,
        anfangsstil: str,
        rahmen: str,
    ) -> None:
        self._masked, self._parsed = masked, parsed
        self._klausel_id, self._datei, self._erste_zeile = klausel_id, datei, erste_zeile
        self._stile, self._spiegel, self._rahmen = stile, spiegel, rahmen
        self._source = TemplateSource()
        self._inline = Inline(self._source, masked, self._fail)
        self._statements = StatementStack(self._source, parsed.statements, self._fail, self._close_row)
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
        tokens = self._parsed.tokens
        index = 0
        while index < len(tokens):
            index = self._block(tokens, index)
        self._statements.finish()
        self._close_row()
        if self._pending_number is not None:
            raise self._fail(len(self._parsed.lines), "Nach der Ziffer ohne Überschrift fehlt der Absatz.", None)
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
                after = tokens[index + 3].type if index + 3 < len(tokens) else ""
                self._paragraph(tokens[index + 1], line, keep=after in INTRODUCED)
                return index + 3
            case "table_open":
                return self._table(tokens, index, line)
            case "container_stil_open":
                self._container.append(token.info.strip())
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
        style = self._style_id(f"heading {level}", line)
        if self._spiegel.spalten:
            self._open_row(heading=True)
        self._source.xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>')
        self._source.call(f"{{{{ _zaehle({level}, '{anchor}') }}}}", line)
        self._inline.write(children, line)
        self._source.xml("</w:p>")
        if self._spiegel.spalten:
            self._next_cell()
        self.folgestil = BODY
        self._after_table = False

    def _anchor(self, inline: Token, level: int, line: int) -> tuple[str, list[Token]]:
        children = list(inline.children or [])
        match = _ANCHOR.search(inline.content if inline.content.startswith(" ") else " " + inline.content)
        anchor = match.group(1) if match else self._klausel_id if level == 1 or not self.anker else None
        if anchor is None:
            raise self._fail(
                line,
                "Diese Ziffer braucht eine Kennung, weil die Klausel mehrere Ziffern hat.",
                "## Überschrift [#kennung]",
            )
        if level == 1 and any(LEVELS.get(t.tag) == 1 and t.map and t.map[0] + 1 < line for t in self._parsed.tokens):
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
        style = self._style_id(style_name, line)
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
        return f'<w:spacing w:before="{max(*self._stile.space_around(style_name), AFTER_TABLE)}"/>'

    def _begin_list(self, token: Token, line: int) -> None:
        kind = "bullet" if token.type == "bullet_list_open" else "ordered"
        self._list_count += 1
        key = f"{self._klausel_id}:{self._list_count}"
        if kind == "ordered":
            self._begin_content(line)
            abstract = self._stile.abstract_number("List Number")
            if abstract is None:
                raise self._missing_style("List Number", line, "mit einer Nummerierung")
            self._source.call(f"{{{{ _neue_liste('{key}', '{abstract}') }}}}", line)
        self._lists.append((kind, key))

    def _table(self, tokens: Sequence[Token], index: int, line: int) -> int:
        if self._lists:
            raise self._fail(line, "Eine Tabelle steht nicht in einer Liste.", None)
        if self._after_table:
            raise self._fail(line, "Zwischen zwei Tabellen fehlt ein Absatz.", "Word würde sie zu einer verbinden.")
        self._begin_content(line)
        style = self._style_id("Vertragstabelle", line)
        indent = 0 if self._container else self._stile.left_indent(self.folgestil)
        width = (self._spiegel.spalten[1] - 216 if self._spiegel.spalten else self._spiegel.breite) - indent
        widths = table.column_widths(self._parsed.lines[line], width)
        self._source.xml(table.table_head(style, widths, indent))
        index += 1
        while tokens[index].type != "table_close":
            if tokens[index].type == "tr_open":
                index = self._row(tokens, index, widths)
            else:
                index += 1
        self._statements.end_table()
        self._source.xml("</w:tbl>")
        self._after_table = True
        return index + 1

    def _row(self, tokens: Sequence[Token], index: int, widths: list[int]) -> int:
        row = tokens[index]
        line = row.map[0] + 1 if row.map else 0
        end = next(i for i in range(index, len(tokens)) if tokens[i].type == "tr_close")
        tags = statement_tags(self._parsed.lines[line - 1], self._masked)
        if tags is not None:
            for tag in tags:
                self._statements.in_table(tag)
            return end + 1
        header = tokens[index + 1].type == "th_open"
        style = self._style_id("Tabellenkopf" if header else "Tabellentext", line)
        self._source.xml(table.row_head(header=header))
        cells = [i for i in range(index, end) if tokens[i].type in ("th_open", "td_open")]
        for cell, width in zip(cells, widths, strict=True):
            self._source.xml(table.cell_head(width))
            jc = table.alignment(tokens[cell].attrGet("style"))
            self._source.xml(f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{jc}</w:pPr>')
            self._inline.write(tokens[cell + 1].children or [], line)
            self._source.xml("</w:p></w:tc>")
        self._source.xml("</w:tr>")
        return end + 1

    # -- two columns --------------------------------------------------------------------------------------

    def _begin_content(self, line: int) -> None:
        self._statements.before_content(line)
        if self._spiegel.spalten and not self._statements.in_row:
            self._open_row(heading=False)

    def _open_row(self, *, heading: bool) -> None:
        assert self._spiegel.spalten
        self._statements.open_row()
        self._source.xml(table.column_row(self._spiegel.spalten) if heading else self._spiegel.fortsetzung)

    def _next_cell(self) -> None:
        assert self._spiegel.spalten
        self._source.xml(table.next_column(self._spiegel.spalten))

    def _close_row(self) -> None:
        if self._statements.in_row:
            self._statements.close_row()
            self._source.xml("</w:tc></w:tr>")
            self._after_table = False

    # -- faults -------------------------------------------------------------------------------------------

    def _style_id(self, name: str, line: int) -> str:
        style = self._stile.find(name)
        if style is None:
            raise self._missing_style(name, line)
        return style.id

    def _missing_style(self, name: str, line: int, zusatz: str = "") -> Vorlagenfehler:
        near = self._stile.similar(name)
        meldung = f"Die Formatvorlage „{name}“ {zusatz} fehlt im Rahmen {self._rahmen}.".replace("  ", " ")
        hilfe = f"Gemeint ist vielleicht „{near}“." if near else "In Word die Formatvorlage im Rahmen anlegen."
        return Vorlagenfehler(FORMATVORLAGE, meldung, self._datei, self._erste_zeile - 1 + line, hilfe=hilfe)

    def _fail(self, line: int, meldung: str, hilfe: str | None) -> Vorlagenfehler:
        return Vorlagenfehler(KLAUSELTEXT, meldung, self._datei, self._erste_zeile - 1 + max(line, 1), hilfe=hilfe)
