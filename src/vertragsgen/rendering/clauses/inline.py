"""Text inside a paragraph: runs, bold, italics, line breaks, tags."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markdown_it.token import Token

from vertragsgen.rendering.clauses.mask import CHARACTERS, ENDS, MIDDLES, OPENERS, Masked, Tag
from vertragsgen.rendering.clauses.output import TemplateSource
from vertragsgen.rendering.typography import bind
from vertragsgen.rendering.wordml import BOLD, escape_static, line_break

Fail = Callable[[int, str, str | None], Exception]


class Inline:
    """Writes the children of one inline token as runs.

    A block of statements must begin and end inside the same paragraph, cell or bold span; otherwise a false
    condition would tear the XML apart. An unclosed one is reported at its opener.
    """

    def __init__(self, source: TemplateSource, masked: Masked, fail: Fail) -> None:
        self._source = source
        self._masked = masked
        self._fail = fail
        self._properties = ""
        self._open: list[Tag | None] = []
        self._in_run = False

    def write(self, children: Iterable[Token], line: int) -> None:
        """Write ``children``; ``line`` is the source line of the paragraph, for messages."""
        styles: list[str] = []
        text: list[str] = []
        self._properties = "".join(styles)
        for token in children:
            if token.type in ("text", "softbreak"):
                text.append(token.content if token.type == "text" else " ")
                continue
            self._text("".join(text))
            text.clear()
            if token.type == "hardbreak":
                self._end_run()
                self._source.xml(line_break())
            elif token.type in ("strong_open", "em_open"):
                if token.type == "em_open" and token.markup == "*":
                    raise self._fail(
                        line, "Kursiv mit *…* ist nicht erlaubt, weil der Genderstern damit verwechselt würde.",
                        "Kursiv als _…_ schreiben, einen Stern im Text als \\*.",
                    )  # fmt: skip
                self._end_run()
                styles.append(BOLD if token.type == "strong_open" else "<w:i/>")
                self._properties = "".join(sorted(set(styles)))
                self._open.append(None)
            elif token.type in ("strong_close", "em_close"):
                self._end_run()
                self._close_span()
                styles.pop()
                self._properties = "".join(sorted(set(styles)))
            else:
                raise self._fail(line, f"„{token.content or token.markup}“ ist in Klauseln nicht vorgesehen.", None)
        self._text("".join(text))
        self._end_run()
        for tag in self._open:
            if tag is not None:
                raise self._fail(tag.line, f"„{tag.text}“ wird in diesem Absatz nicht geschlossen.", _CLOSE_HINT)

    def _text(self, text: str) -> None:
        if not text:
            return
        text = bind(text)
        position = 0
        for match in CHARACTERS.finditer(text):
            self._static(text[position : match.start()])
            self._tag(self._masked.tag(match.group()))
            position = match.end()
        self._static(text[position:])

    def _static(self, text: str) -> None:
        if text:
            self._begin_run()
            self._source.xml(escape_static(text))

    def _tag(self, tag: Tag) -> None:
        if not tag.is_statement:
            self._begin_run()
            self._source.tag(tag)
            return
        self._end_run()
        if tag.word in OPENERS:
            self._open.append(tag)
        elif tag.word in ENDS or tag.word in MIDDLES:
            opener = self._open[-1] if self._open else None
            if opener is None or (tag.word in ENDS and ENDS[tag.word] != opener.word):
                raise self._fail(tag.line, f"Zu „{tag.text}“ fehlt der Anfang in diesem Absatz.", _CLOSE_HINT)
            if tag.word in ENDS:
                self._open.pop()
        self._source.tag(tag)

    def _close_span(self) -> None:
        while self._open:
            tag = self._open.pop()
            if tag is None:
                return
            raise self._fail(
                tag.line,
                f"„{tag.text}“ wird vor dem Ende des fetten oder kursiven Texts nicht geschlossen.",
                _CLOSE_HINT,
            )

    def _begin_run(self) -> None:
        if not self._in_run:
            props = f"<w:rPr>{self._properties}</w:rPr>" if self._properties else ""
            self._source.xml(f'<w:r>{props}<w:t xml:space="preserve">')
            self._in_run = True

    def _end_run(self) -> None:
        if self._in_run:
            self._source.xml("</w:t></w:r>")
            self._in_run = False


_CLOSE_HINT = "Anfang und Ende einer Anweisung stehen im selben Absatz – oder beide auf eigenen Zeilen."
