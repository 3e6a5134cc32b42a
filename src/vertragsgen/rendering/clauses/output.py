"""The growing template source of a clause, kept in step with the lines of the author's file."""

from __future__ import annotations

from vertragsgen.rendering.clauses.mask import Tag


class TemplateSource:
    """Collects WordprocessingML and Jinja tags so that every tag stands on its original line.

    Where the generated text is behind, a Jinja comment that holds only newlines catches up; such a comment is
    legal anywhere, even inside ``w:t``. Errors then name the author's line without any table.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._line = 1

    def xml(self, text: str) -> None:
        """Add static WordprocessingML; it never holds a newline."""
        self._parts.append(text)

    def call(self, text: str, line: int) -> None:
        """Add a tag of our own making that belongs to ``line``; nothing if it is empty."""
        if text:
            self._catch_up(line)
            self._parts.append(text)

    def tag(self, tag: Tag) -> None:
        """Add an author's tag."""
        self._catch_up(tag.line)
        self._parts.append(tag.text)
        self._line += tag.text.count("\n")

    def _catch_up(self, line: int) -> None:
        if line > self._line:
            self._parts.append("{#" + "\n" * (line - self._line) + "#}")
            self._line = line

    def __str__(self) -> str:
        return "".join(self._parts)
