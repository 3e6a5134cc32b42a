"""Number formats of Word (ST_NumberFormat) and the glyphs of its bullets."""

from __future__ import annotations

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
# Symbol and Wingdings glyphs that Word offers as bullets, by their place in the private use area.
_GLYPHS = {
    "symbol": {0xB7: "•", 0x2D: "–", 0xAE: "→", 0xDE: "⇒", 0xA8: "♦"},
    "wingdings": {
        0xA7: "▪",
        0xD8: "➢",
        0xFC: "✓",
        0xFB: "✗",
        0x76: "❖",
        0x6C: "●",
        0x6E: "■",
        0x71: "❑",
        0x6F: "□",
        0xA8: "☐",
        0xFE: "☑",
        0xFD: "☒",
        0xE0: "→",
        0xF0: "⇨",
        0x9F: "•",
        0x77: "◆",
    },
}
_MAX_LETTERS = 780  # Word itself stops at 30 repetitions


def format_number(zahl: int, numfmt: str) -> str:
    """A counter as Word shows it: figures (7, 07, 7.), letters (z, aa, bb), roman; ``none`` shows nothing.

    Formats for other languages are shown as decimal figures.

    >>> format_number(28, "lowerLetter"), format_number(14, "upperRoman"), format_number(7, "decimalZero")
    ('bb', 'XIV', '07')
    """
    match numfmt:
        case "none" | "bullet":
            return ""
        case "lowerLetter" | "upperLetter" if 0 < zahl <= _MAX_LETTERS:
            text = chr(ord("a") + (zahl - 1) % 26) * ((zahl - 1) // 26 + 1)
            return text.upper() if numfmt == "upperLetter" else text
        case "lowerRoman" | "upperRoman" if 0 < zahl < 4000:
            return _roman(zahl).lower() if numfmt == "lowerRoman" else _roman(zahl)
        case "decimalZero":
            return f"{zahl:02d}"
        case "ordinal":
            return f"{zahl}."
        case "numberInDash":
            return f"- {zahl} -"
        case _:
            return str(zahl)


def glyph(text: str, font: str) -> str:
    """A bullet or symbol as a readable character: private-use glyphs are looked up by their font.

    >>> glyph("\\uf0a7", "Wingdings"), glyph("o", "Courier New"), glyph("\\uf0ff", "Andere")
    ('▪', '◦', '•')
    """
    family = font.lower()
    table = next((known for name, known in _GLYPHS.items() if family.startswith(name)), None)
    if text == "o" and family.startswith("courier"):
        return "◦"
    return "".join(_glyph(ord(char), char, table) for char in text)


def _glyph(code: int, char: str, table: dict[int, str] | None) -> str:
    private = 0xE000 <= code <= 0xF8FF
    if table is None:
        return ("–" if code == 0xF02D else "•") if private else char
    return table.get(code & 0xFF, "•") if private or code < 0x100 else char


def _roman(zahl: int) -> str:
    text = ""
    for wert, zeichen in _ROMAN:
        count, zahl = divmod(zahl, wert)
        text += zeichen * count
    return text
