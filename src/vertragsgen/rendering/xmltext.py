"""Text as XML content: the same as ``xml.sax.saxutils``, which would bring an HTTP client and TLS with it."""

from __future__ import annotations


def escape(text: str) -> str:
    """Text between two tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def escape_attribute(text: str) -> str:
    """Text between the double quotes of an attribute."""
    return escape(text).replace('"', "&quot;")


def unescape(xml: str) -> str:
    """The text that is written so in XML."""
    if "&" not in xml:
        return xml
    import html  # its table of names is large, and few documents need it

    return html.unescape(xml)
