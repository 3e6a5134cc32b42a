"""Small pieces of WordprocessingML as text, and the one type that templates print unescaped."""

from __future__ import annotations

from markupsafe import Markup

from vertragsgen.rendering.xmltext import escape as _escape

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

KEEP_NEXT = "<w:keepNext/>"
BOLD = "<w:b/>"

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class Wml(Markup):
    """WordprocessingML made by this program. Nothing else passes a template without escaping."""

    __slots__ = ()


def escape_value(text: str) -> Wml:
    """A value as content of ``w:t``; a newline in it becomes a line break."""
    escaped = _escape(str.__str__(text))
    if "\n" in escaped:
        escaped = escaped.replace("\n", _BREAK)
    return Wml(escaped)


def escape_static(text: str) -> str:
    """Static wording inside a template source: XML-escaped, and no brace can open a tag."""
    return _escape(text).replace("{", "&#123;").replace("}", "&#125;")


def run(content: str, properties: str = "") -> str:
    """A run with ``content`` (already escaped) and run properties."""
    props = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{props}<w:t xml:space="preserve">{content}</w:t></w:r>'


def line_break() -> str:
    return "<w:r><w:br/></w:r>"


def paragraph(style_id: str, content: str, *, extra: str = "") -> str:
    """A paragraph in a style of the frame; ``extra`` holds further properties in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{extra}</w:pPr>{content}</w:p>'
