"""Characters that no profile, manifest or clause may contain, wherever they stand (comments included); lines."""

from __future__ import annotations

import re
import unicodedata

_VERDAECHTIG = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000f0000-\U0010ffff]"
)


def unify_line_ends(text: str) -> str:
    """The text with one kind of line end, whatever system wrote it."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def lines(text: str) -> list[str]:
    """The lines of a file as marks count them; ``splitlines()`` also splits at characters within a line."""
    return unify_line_ends(text).split("\n")


def bad_characters(text: str) -> list[int]:
    """Offsets of the refused characters in ``text`` (tabs are judged by the reader, by their place)."""
    if text.isprintable() or text.replace("\n", "").isprintable():  # none of them is
        return []
    return [treffer.start() for treffer in _VERDAECHTIG.finditer(text)]


def describe(zeichen: str) -> str:
    """What a refused character is, in German, with its code point."""
    return f"{_art(ord(zeichen))} U+{ord(zeichen):04X}"


def nfc(text: str) -> str:
    """Text in composed form, so that „ä“ typed on any system is one and the same."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _art(code: int) -> str:
    if 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return "Zeichen zur Umkehr der Schreibrichtung"
    if 0xD800 <= code <= 0xDFFF:
        return "unvollständiges Zeichen (einzelnes Surrogat)"
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return "Zeichen ohne festgelegte Bedeutung (privater Bereich)"
    if code in (0x2028, 0x2029):
        return "unsichtbarer Zeilen- oder Absatzwechsel"
    if code == 0xFEFF:
        return "unsichtbare Bytereihenfolge-Marke"
    if code == 0x09:
        return "Tabulator"
    if code < 0x20 or 0x7F <= code <= 0x9F:
        return "Steuerzeichen"
    return "unzulässiges Zeichen"
