"""Numbering that paragraphs get from their styles; see ``numbering_cases``."""

from __future__ import annotations

from tests.linearise.docx_kit import abstract, lvl, num, p, restart, style
from tests.linearise.numbering_cases import NORMAL, OUTLINE, Case, items

_HEADINGS = NORMAL + style("h1", "heading 1", "Standard", num_id="1") + style("h2", "heading 2", "h1", ilvl="1")
_LINKED = abstract(
    0,
    lvl(0, "%1.", extra='<w:pStyle w:val="h1"/>'),
    lvl(1, "%1.%2", extra='<w:pStyle w:val="h2"/>'),
    lvl(2, "%1.%2.%3"),
)

STYLE_CASES = (
    Case(
        "Formatvorlage, basedOn, pStyle",
        _LINKED + num(1, 0),
        (p("{}", "h1"), p("{}", "h2"), p("{}", "h2"), p("{}", "h1"), p("{}", "h2")),
        ("1.", "1.1", "1.2", "2.", "2.1"),
        styles=_HEADINGS,
    ),
    Case(
        "abgeleitete Formatvorlage erbt Liste und Ebene, numId 0 in der Formatvorlage schaltet ab",
        _LINKED + num(1, 0),
        (p("{}", "h1"), p("{}", "eigen"), p("{}", "ohne"), p("{}", "h2"), p("{}", "h2", num="0")),
        ("1.", "1.1", "", "1.2", ""),
        styles=_HEADINGS + style("eigen", "Eigene", "h2") + style("ohne", "Ohne", "h1", num_id="0"),
    ),
    Case(
        "direkte Liste ohne Ebene nimmt die der Formatvorlage",
        _LINKED + num(1, 0) + num(2, 0, restart(1, 7)),
        (p("{}", "h1"), p("{}", "h2"), p("{}", "h2", num="2"), p("{}", "h2"), p("{}", "h2", ilvl="2")),
        ("1.", "1.1", "1.7", "1.8", "1.8.1"),
        styles=_HEADINGS,
    ),
    Case(
        "Ebene allein aus pStyle",
        abstract(0, lvl(0, "%1."), lvl(1, "%1.%2", extra='<w:pStyle w:val="a"/>')) + num(1, 0),
        (*items("1"), p("{}", "a"), p("{}", "a")),
        ("1.", "1.1", "1.2"),
        styles=NORMAL + style("a", "A", "Standard", num_id="1"),
        differs="LibreOffice nimmt ohne w:ilvl die erste Ebene; nach ISO 29500 entscheidet w:pStyle",
    ),
    Case(
        "Ebene allein aus der Formatvorlage",
        abstract(0, *OUTLINE) + num(1, 0),
        (*items("1"), p("{}", "b"), p("{}", "b")),
        ("1.", "1.1", "1.2"),
        styles=NORMAL + style("b", "B", "Standard", num_id="1", ilvl="1"),
    ),
)
