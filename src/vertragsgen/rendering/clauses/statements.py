"""Statements on lines of their own: where they go in the source, and that they nest as the document does."""

from __future__ import annotations

from collections.abc import Callable

from vertragsgen.rendering.clauses.inline import Fail
from vertragsgen.rendering.clauses.mask import ENDS, MIDDLES, OPENERS, Tag
from vertragsgen.rendering.clauses.output import TemplateSource

_TABLE = -1


class StatementStack:
    """Writes pending statements before the block they precede and refuses those that cross a row or a table.

    In a two-column layout a statement before a heading stands outside the row; its end stands inside the cell only
    if it was opened there.
    """

    def __init__(
        self, source: TemplateSource, pending: tuple[Tag, ...], fail: Fail, close_row: Callable[[], None]
    ) -> None:
        self._source = source
        self._pending = list(pending)
        self._fail = fail
        self._close_row = close_row
        self._open: list[tuple[Tag, int | None]] = []
        self._row: int | None = None
        self._rows = 0

    @property
    def in_row(self) -> bool:
        """True while a row of the two-column layout is open."""
        return self._row is not None

    def open_row(self) -> None:
        self._rows += 1
        self._row = self._rows

    def close_row(self) -> None:
        for tag, scope in self._open:
            if scope is not None and scope == self._row:
                raise self._fail(tag.line, f"„{tag.text}“ wird vor der nächsten Überschrift nicht geschlossen.", None)
        self._row = None

    def before_content(self, line: int) -> None:
        """Write what stands above the paragraph, list or table in ``line``."""
        while self._pending and self._pending[0].line < line:
            self._write(self._pending.pop(0))

    def before_heading(self, line: int) -> None:
        """Write what stands above a heading and close the row before it."""
        while self._pending and self._pending[0].line < line:
            tag = self._pending.pop(0)
            if tag.word in OPENERS or tag.word == "set":
                self._close_row()
            self._write(tag)
        self._close_row()

    def in_table(self, tag: Tag) -> None:
        """Write a statement that stands between the rows of a data table."""
        if tag.word in OPENERS:
            self._open.append((tag, _TABLE))
        elif tag.word != "set":
            self._match(tag, _TABLE)
        self._source.tag(tag)

    def end_table(self) -> None:
        for tag, scope in self._open:
            if scope == _TABLE:
                raise self._fail(tag.line, f"„{tag.text}“ wird in der Tabelle nicht geschlossen.", None)

    def finish(self) -> None:
        """Write what is left at the end of the clause; everything must be closed."""
        while self._pending:
            self._write(self._pending.pop(0))
        if self._open:
            tag, _ = self._open[-1]
            raise self._fail(
                tag.line,
                f"„{tag.text}“ wird nicht geschlossen.",
                f"Am Ende fehlt {{% {OPENERS[tag.word]} %}}.",
            )

    def _write(self, tag: Tag) -> None:
        if tag.word in OPENERS:
            self._open.append((tag, self._row))
        elif tag.word in ENDS or tag.word in MIDDLES:
            if self._row is not None and self._open and self._open[-1][1] != self._row:
                self._close_row()
            self._match(tag, self._row)
        self._source.tag(tag)

    def _match(self, tag: Tag, scope: int | None) -> None:
        opener, opened_in = self._open[-1] if self._open else (None, None)
        if opener is None or opened_in != scope or (tag.word in ENDS and ENDS[tag.word] != opener.word):
            raise self._fail(
                tag.line,
                f"Zu „{tag.text}“ fehlt der Anfang.",
                "Eine Anweisung beginnt und endet auf derselben Ebene.",
            )
        if tag.word in ENDS:
            self._open.pop()
