"""The look of the workbook: one named format per kind of cell, German by number format, not by text."""

from __future__ import annotations

from typing import Any

SCHRIFT = {"font_name": "Calibri", "font_size": 10, "valign": "vcenter"}
RAHMEN = {"border": 1, "border_color": "#A6A6A6"}
KOPF_FARBE, BLOCK_FARBE, SUMME_FARBE, EINGABE_FARBE = "#D9E1E8", "#1F4E79", "#EDF1F5", "#FFF9E5"
# „_-“ keeps the width of a hyphen free before the border; indents are drawn unevenly by LibreOffice.
_ZAHLEN = {
    "euro": "#,##0.00_-",
    "genau": "#,##0.0000_-",
    "menge": "#,##0.00##_-",
    "ganz": "#,##0_-",
    "prozent": '0.00" %"_-',
    "anteil": "0.00%_-",
}


def formate(mappe: Any) -> dict[str, Any]:
    """Formats by name; a number format has the variants ``eingabe_…`` (input) and ``summe_…`` (bold total)."""
    arten: dict[str, dict[str, Any]] = {
        "titel": {"bold": True, "font_size": 16, "font_color": BLOCK_FARBE},
        "untertitel": {"font_size": 11, "font_color": "#404040"},
        "hinweis": {"italic": True, "font_color": "#9C0006"},
        "legende": {"italic": True, "font_color": "#595959", "font_size": 9},
        "abschnitt": {
            "bold": True,
            "font_size": 11,
            "indent": 1,
            "font_color": "#FFFFFF",
            "bg_color": BLOCK_FARBE,
        },
        "spalte": {"bold": True, "bg_color": KOPF_FARBE, "text_wrap": True, "align": "center", **RAHMEN},
        "beschriftung": {"bold": True, "bg_color": SUMME_FARBE, "text_wrap": True, "indent": 1, **RAHMEN},
        "text": {"text_wrap": True, "indent": 1, **RAHMEN},
        "mitte": {"align": "center", **RAHMEN},
        "eingabe_text": {"text_wrap": True, "indent": 1, "bg_color": EINGABE_FARBE, **RAHMEN},
        "summe_text": {"bold": True, "indent": 1, "bg_color": SUMME_FARBE, **RAHMEN},
        "summe_mitte": {"bold": True, "bg_color": SUMME_FARBE, "align": "center", **RAHMEN},
        "linie": {"bottom": 1},
    }
    for name, zahlenformat in _ZAHLEN.items():
        rechts = {"num_format": zahlenformat, "align": "right", **RAHMEN}
        arten[name] = rechts
        arten[f"eingabe_{name}"] = rechts | {"bg_color": EINGABE_FARBE}
        arten[f"summe_{name}"] = rechts | {"bold": True, "bg_color": SUMME_FARBE}
    fertig = {name: mappe.add_format(SCHRIFT | art) for name, art in arten.items()}
    for stellen in range(5):
        # „1 : 4“ without a dangling comma: as many decimals as the Schlüssel has.
        nachkomma = f".{'0' * stellen}" if stellen else ""
        muster = {"num_format": f'"1 : "0{nachkomma}_-', "align": "right", **RAHMEN}
        fertig[f"schluessel_{stellen}"] = mappe.add_format(SCHRIFT | muster)
        eingabe = muster | {"bg_color": EINGABE_FARBE}
        fertig[f"eingabe_schluessel_{stellen}"] = mappe.add_format(SCHRIFT | eingabe)
    return fertig
