"""Numbering cases: what stands in the file, and the numbers Word shows.

They are read by our lineariser and, where LibreOffice counts as Word does, by LibreOffice as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.linearise.docx_kit import abstract, docx, lvl, num, p, restart, style

NORMAL = style("Standard", "Normal")
OUTLINE = (lvl(0, "%1."), lvl(1, "%1.%2"), lvl(2, "%1.%2.%3"))
LETTERS = lvl(0, "%1)", "lowerLetter")


@dataclass(frozen=True)
class Case:
    """``paragraphs`` in order, ``numbers`` before each; ``differs`` says why LibreOffice shows others."""

    name: str
    numbering: str
    paragraphs: tuple[str, ...]
    numbers: tuple[str, ...]
    styles: str = NORMAL
    differs: str = ""

    @property
    def docx(self) -> bytes:
        """The document; its paragraphs read t1, t2 …"""
        body = "".join(self.paragraphs).format(*(f"t{n}" for n in range(1, len(self.paragraphs) + 1)))
        return docx(body, parts={"styles": self.styles, "numbering": self.numbering})


def items(*places: str) -> tuple[str, ...]:
    """Paragraphs with direct numbering from ``"numId/ilvl"``; ``"-"`` is a paragraph without number."""
    return tuple(
        p("{}") if place == "-" else p("{}", num=place.partition("/")[0], ilvl=place.partition("/")[2] or "0")
        for place in places
    )


_FONT = '<w:rPr><w:rFonts w:ascii="{}"/></w:rPr>'
CASES = (
    Case(
        "einfach",
        abstract(0, lvl(0, "%1."), kind="singleLevel") + num(1, 0),
        items("1", "-", "1", "1"),
        ("1.", "", "2.", "3."),
    ),
    Case(
        "mehrstufig",
        abstract(0, *OUTLINE) + num(1, 0),
        items("1", "1/1", "1/1", "1/2", "1", "1/1", "1/2"),
        ("1.", "1.1", "1.2", "1.2.1", "2.", "2.1", "2.1.1"),
    ),
    Case(
        "zwei Listen einer Definition zählen gemeinsam",
        abstract(0, LETTERS) + num(1, 0) + num(2, 0),
        items("1", "1", "2", "1"),
        ("a)", "b)", "c)", "d)"),
    ),
    Case(
        "zwei Definitionen zählen getrennt",
        abstract(0, LETTERS) + abstract(1, LETTERS) + num(1, 0) + num(2, 1),
        items("1", "1", "2", "1"),
        ("a)", "b)", "a)", "c)"),
    ),
    Case(
        "Neubeginn",
        abstract(0, LETTERS) + num(1, 0) + num(2, 0, restart(0, 1)) + num(3, 0, restart(0, 1)),
        items("1", "1", "2", "2", "2", "3", "3"),
        ("a)", "b)", "a)", "b)", "c)", "a)", "b)"),
    ),
    Case(
        "Neubeginn bei 8 wirkt auf die erste Liste fort",
        abstract(0, lvl(0, "%1.")) + num(1, 0) + num(2, 0, restart(0, 8)),
        items("1", "1", "1", "1", "1", "2", "1", "1"),
        ("1.", "2.", "3.", "4.", "5.", "8.", "9.", "10."),
    ),
    Case(
        "Neubeginn nur einmal",
        abstract(0, lvl(0, "%1.")) + num(1, 0) + num(2, 0, restart(0, 5)),
        items("2", "1", "2", "2"),
        ("5.", "6.", "7.", "8."),
    ),
    Case(
        "Neubeginn der zweiten Ebene gilt nicht noch einmal nach einer höheren",
        abstract(0, *OUTLINE) + num(1, 0, restart(1, 4)),
        items("1", "1/1", "1/1", "1", "1/1"),
        ("1.", "1.4", "1.5", "2.", "2.1"),
    ),
    Case(
        "Beginn bei 5 und bei 0",
        abstract(0, lvl(0, "%1.", start=5), lvl(1, "%1.%2", start=0)) + num(1, 0),
        items("1", "1/1", "1/1", "1"),
        ("5.", "5.0", "5.1", "6."),
    ),
    Case(
        "lvlRestart 0: zählt durch",
        abstract(0, lvl(0, "%1."), lvl(1, "%2)", extra='<w:lvlRestart w:val="0"/>')) + num(1, 0),
        items("1", "1/1", "1/1", "1", "1/1"),
        ("1.", "1)", "2)", "2.", "3)"),
        differs="LibreOffice 7 liest w:lvlRestart nicht",
    ),
    Case(
        "lvlRestart 1: nur nach der ersten Ebene",
        abstract(0, *OUTLINE[:2], lvl(2, "%3)", extra='<w:lvlRestart w:val="1"/>')) + num(1, 0),
        items("1", "1/1", "1/2", "1/1", "1/2", "1", "1/1", "1/2"),
        ("1.", "1.1", "1)", "1.2", "2)", "2.", "2.1", "1)"),
        differs="LibreOffice 7 liest w:lvlRestart nicht",
    ),
    Case(
        "Buchstaben über z hinaus",
        abstract(0, lvl(0, "%1)", "lowerLetter", start=26)) + num(1, 0),
        items("1", "1", "1"),
        ("z)", "aa)", "bb)"),
    ),
    Case(
        "römisch und groß",
        abstract(
            0,
            lvl(0, "%1.", "upperRoman", start=3),
            lvl(1, "(%2)", "lowerRoman"),
            lvl(2, "%3.", "upperLetter"),
        )
        + num(1, 0),
        items("1", "1", "1/1", "1/1", "1/2", "1/2"),
        ("III.", "IV.", "(i)", "(ii)", "A.", "B."),
    ),
    Case(
        "isLgl zeigt höhere Ebenen als Ziffern",
        abstract(0, lvl(0, "%1.", "upperRoman"), lvl(1, "%1.%2", extra="<w:isLgl/>"), lvl(2, "%1.%3")) + num(1, 0),
        items("1", "1/1", "1", "1/1", "1/2"),
        ("I.", "1.1", "II.", "2.1", "II.1"),
        differs="LibreOffice 7 liest w:isLgl nicht",
    ),
    Case(
        "führende Null",
        abstract(0, lvl(0, "%1", "decimalZero", start=9)) + num(1, 0),
        items("1", "1"),
        ("09", "10"),
    ),
    Case(
        "Paragraf mit Text vor und nach der Zahl",
        abstract(0, lvl(0, "§ %1", suff="space"), lvl(1, "(%2)")) + num(1, 0),
        items("1", "1/1", "1/1", "1", "1/1"),
        ("§ 1", "(1)", "(2)", "§ 2", "(1)"),
    ),
    Case(
        "none und Punkte",
        abstract(0, lvl(0, "", "none"), lvl(1, "%2.")) + abstract(1, lvl(0, "•", "bullet")) + num(1, 0) + num(2, 1),
        items("1", "1/1", "2", "1/1", "1", "1/1"),
        ("", "1.", "•", "2.", "", "1."),
    ),
    Case(
        "numId 0 schaltet ab, unbekannte Liste zählt nicht",
        abstract(0, lvl(0, "%1.")) + num(1, 0),
        items("1", "0", "77", "1"),
        ("1.", "", "", "2."),
    ),
    Case(
        "Ebene ohne höhere davor",
        abstract(0, *OUTLINE) + num(1, 0),
        items("1/1", "1/1", "1", "1/1"),
        ("1.1", "1.2", "1.", "1.1"),
        differs="LibreOffice zählt die ungenutzte höhere Ebene mit; nach [MS-DOC] 2.4.6.4 zählt sie nicht",
    ),
    Case(
        "Listenvorlage (numStyleLink)",
        abstract(0, *OUTLINE, extra='<w:styleLink w:val="Liste"/>')
        + abstract(1, extra='<w:numStyleLink w:val="Liste"/>')
        + num(1, 0)
        + num(2, 1),
        items("2", "2/1", "2/1", "2"),
        ("1.", "1.1", "1.2", "2."),
        styles=NORMAL + '<w:style w:type="numbering" w:styleId="Liste"><w:name w:val="Liste"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
    ),
    Case(
        "Ebene je Liste überschrieben",
        abstract(0, *OUTLINE)
        + num(1, 0)
        + num(
            2,
            0,
            f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>{lvl(0, "%1)", "upperLetter")}</w:lvlOverride>',
        ),
        items("1", "2", "2", "1/1"),
        ("1.", "A)", "B)", "2.1"),
    ),
    Case(
        "Aufzählungszeichen als höhere Ebene zeigt nichts",
        abstract(0, lvl(0, "%1."), lvl(1, "–", "bullet"), lvl(2, "%1.%2%3")) + num(1, 0),
        items("1", "1/2", "1/2", "1"),
        ("1.", "1.1", "1.2", "2."),
    ),
    Case(
        "numId 0 schaltet auch ab, wenn eine Liste 0 definiert ist",
        abstract(0, lvl(0, "%1.")) + num(0, 0) + num(1, 0),
        items("1", "0", "1"),
        ("1.", "", "2."),
        differs="LibreOffice nimmt die Liste 0",
    ),
    Case(
        "Aufzählungszeichen aus Symbolschriften",
        abstract(0, lvl(0, "\uf0b7", "bullet").replace("</w:lvl>", _FONT.format("Symbol") + "</w:lvl>"))
        + abstract(1, lvl(0, "\uf0d8", "bullet").replace("</w:lvl>", _FONT.format("Wingdings") + "</w:lvl>"))
        + num(1, 0)
        + num(2, 1),
        items("1", "2"),
        ("•", "➢"),
        differs="LibreOffice schreibt jedes Aufzählungszeichen als •",
    ),
    Case(
        "leerer nummerierter Absatz zählt",
        abstract(0, lvl(0, "%1.")) + num(1, 0),
        (p("{}", num="1"), p("", num="1"), p("{}", num="1")),
        ("1.", "2.", "3."),
    ),
)
