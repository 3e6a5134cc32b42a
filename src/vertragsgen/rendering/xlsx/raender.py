"""Text for the headers and footers of worksheets, in Excel's codes."""

from __future__ import annotations

_KOPFZEILE_MAX = 78


def kopftext(text: str) -> str:
    """Text for header and footer: an ampersand would start a code, and Excel allows 255 characters in all."""
    if len(text) > _KOPFZEILE_MAX:  # at once; the loop looks after what ampersands take
        text = text[: _KOPFZEILE_MAX - 1] + "…"
    kurz = text.replace("&", "&&")
    while len(kurz) > _KOPFZEILE_MAX:
        text = text.removesuffix("…")[:-1] + "…"
        kurz = text.replace("&", "&&")
    return kurz


def kopfzeile(links: str, rechts: str, mitte: str = "") -> str:
    """A header with text on both sides and perhaps a remark between them."""
    return f"&L&8{kopftext(links)}{f'&C&8{kopftext(mitte)}' if mitte else ''}&R&8{kopftext(rechts)}"


def fusszeile(links: str) -> str:
    """A footer with text on the left and the page number on the right."""
    return f"&L&8{kopftext(links)}&R&8Seite &P von &N"
