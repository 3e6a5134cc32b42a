"""Foreign text in Markdown: whatever stands in a profile appears as the text it is, on GitHub as on GitLab."""

from __future__ import annotations

import re

# Splits what a platform would link, mention or replace, and is not seen: between „@“ and a name nobody is called.
TRENNER = "\u2060"
_ZEICHEN = re.compile(r"([\\`*_\[\]~|#!])")
# Mentions, references to issues, merge requests, labels, milestones, epics, alerts: a sign and a name.
_VERWEIS = re.compile(r'([@#!~%&^$*])(?=[\w"“„])')
_ADRESSE = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:)(?=//)|\b(www)(?=\.)|\b(mailto:|xmpp:)", re.IGNORECASE)
_KUERZEL = re.compile(r"\b(GH-|GL-|gh-)(?=\d)|(:)(?=[\w+-]+:)")


def als_markdown(text: str) -> str:
    """The text for a place inside a line of Markdown, also inside a cell of a table.

    >>> als_markdown("*a* | <b>").replace(TRENNER, "")
    '\\\\*a\\\\* \\\\| &lt;b&gt;'
    """
    text = _ZEICHEN.sub(r"\\\1", _entitaeten(_getrennt(text)))
    return text.replace("$", "<span>$</span>")


def als_html(text: str) -> str:
    """The text for a place inside an HTML tag's line (``<summary>``), where Markdown is not read."""
    return _entitaeten(_getrennt(text))


def _getrennt(text: str) -> str:
    text = " ".join(text.split())
    text = _ADRESSE.sub(lambda t: t[0] + TRENNER, text)
    text = _KUERZEL.sub(lambda t: t[0] + TRENNER, text)
    return _VERWEIS.sub(lambda t: t[1] + TRENNER, text)


def _entitaeten(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
