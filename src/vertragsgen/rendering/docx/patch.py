"""The only place that uses docxtpl: a part of a Word frame becomes Jinja source.

docxtpl knows how Word scatters a tag over runs and what ``{%p … %}`` and ``{%tr … %}`` stand for. Its rendering,
its environment and its defaults are not used: they lose data silently.
"""

from __future__ import annotations

import html
import re

from docxtpl import DocxTemplate
from lxml import etree

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_PARAGRAPH_END = re.compile(r"</w:p>(?!\n)")


def jinja_source(part: bytes) -> str:
    """Jinja source of a part of a frame; line n of it holds its n-th paragraph, so that errors can name it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    xml = etree.tostring(etree.fromstring(part, parser), encoding="unicode")
    xml = _PARAGRAPH_END.sub("</w:p>\n", xml.replace("\n", ""))
    patched = DocxTemplate("").patch_xml(xml)
    # docxtpl unescapes quotes and angle brackets inside tags, but not the ampersand.
    return _TAG.sub(lambda match: html.unescape(match.group()), patched)
