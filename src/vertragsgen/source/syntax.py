"""Explains a YAML syntax error from the source line itself.

The parsers' own texts are English and differ between libyaml and PyYAML; only the place is taken from them.
"""

from __future__ import annotations

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.source.line_faults import Fund, explain_line

_VORHER_MAX = 60
_VORHER_NAH = 3


def diagnose(lines: list[str], zeile: int, spalte: int, beginn: int | None, name: str, first_line: int) -> Befund:
    """The finding for a parser that gave up here (lines and columns from 0) in what began in ``beginn``."""
    zeile = min(zeile, len(lines) - 1)
    fund, wo = _finde(lines, zeile, beginn)
    if fund is None:
        while wo > 0 and not lines[wo].strip():
            wo -= 1
            spalte = len(lines[wo])
        fund = Fund(
            min(spalte, len(lines[wo])),
            "Die Datei ist ab hier nicht lesbar; die Zeile passt nicht zum Aufbau der Zeilen darüber.",
            "Jede Angabe hat die Form „schlüssel: wert“; Text mit Sonderzeichen steht in Anführungszeichen.",
        )
    mark = Mark(name, wo + first_line, fund.spalte + 1, fund.laenge)
    return Befund(fund.code, Schwere.FEHLER, fund.meldung, mark, fund.hilfe)


def _finde(lines: list[str], zeile: int, beginn: int | None) -> tuple[Fund | None, int]:
    """The line itself, where the broken thing began, an open quote above, the indentation, the lines just above."""
    hier = [zeile] if beginn is None or beginn == zeile else [zeile, beginn]
    darueber = [nummer for nummer in range(zeile - 1, -1, -1) if lines[nummer].strip()]
    for nummer in hier:
        if fund := explain_line(lines[nummer]):
            return fund, nummer
    # An open quote swallows lines until the next quote, where anything may look wrong: so it is sought before
    # the indentation is blamed. Other lines further up were accepted when they were read.
    for nummer in darueber[:_VORHER_MAX]:
        if fund := explain_line(lines[nummer], nur_anfuehrungszeichen=True):
            return fund, nummer
    if fund := _einrueckung(lines, zeile):
        return fund, zeile
    for nummer in darueber[:_VORHER_NAH]:
        if fund := explain_line(lines[nummer]):
            return fund, nummer
    return None, zeile


def _einrueckung(lines: list[str], zeile: int) -> Fund | None:
    """The indentation is one that no line above has opened."""
    eigene = _tiefe(lines[zeile])
    moeglich: list[int] = []
    grenze = 10**6
    for davor in reversed(lines[:zeile]):
        tiefe = _tiefe(davor)
        if davor.strip() and not davor.lstrip().startswith("#") and tiefe < grenze:
            grenze = tiefe
            moeglich.append(tiefe)
    if not moeglich or eigene in moeglich:
        return None
    erlaubt = " oder ".join(str(tiefe) for tiefe in sorted(moeglich))
    meldung = (
        f"Die Einrückung passt nicht: Diese Zeile beginnt nach {eigene} Leerzeichen, die Zeilen darüber nach {erlaubt}."
    )
    return Fund(min(eigene, len(lines[zeile])), meldung, "Angaben desselben Abschnitts beginnen in derselben Spalte.")


def _tiefe(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
