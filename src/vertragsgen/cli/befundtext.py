"""Findings for the terminal: grouped by profile, each with its place, excerpt and hint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vertragsgen.cli.ausschnitt import Quellen, ausschnitt
from vertragsgen.cli.konsole import anzahl
from vertragsgen.diagnostics import Befund, Schwere

if TYPE_CHECKING:
    from vertragsgen.inspection.unbenutzt import Unbenutzt

_FARBE = {Schwere.FEHLER: "red", Schwere.WARNUNG: "yellow", Schwere.HINWEIS: "cyan"}
OHNE_PROFIL = "Arbeitsbereich und Vorlagen"


def zeilen(befunde: Iterable[Befund], root: Path, *, alle: bool = False) -> Iterator[str]:
    """Lines to print; with ``alle`` also what is accepted, and at the end of each profile what was not checkable."""
    gruppen: dict[str | None, list[Befund]] = {}
    for befund in befunde:
        if alle or befund.offen:
            gruppen.setdefault(befund.profil, []).append(befund)
    quellen = Quellen(root)
    for profil in sorted(gruppen, key=lambda name: (name is not None, name or "")):
        yield click.style(profil or OHNE_PROFIL, bold=True)
        for befund in gruppen[profil]:
            if not befund.nicht_pruefbar:
                yield from _befund(befund, quellen)
        yield from _nicht_pruefbar([befund for befund in gruppen[profil] if befund.nicht_pruefbar])
        yield ""


def _nicht_pruefbar(befunde: Sequence[Befund]) -> Iterator[str]:
    """One line for each: nothing is wrong there, data are missing to judge."""
    if befunde:
        yield click.style(f"  Nicht prüfbar ({len(befunde)}):", fg=_FARBE[Schwere.HINWEIS])
    for befund in befunde:
        ort = f" ({befund.mark})" if befund.mark else ""
        wo = ", ".join(teil for teil in (befund.dokument, befund.stelle) if teil)
        yield f"    {befund.code}: {f'{wo}: ' if wo else ''}{' '.join(befund.meldung.split())}{ort}"


def _befund(befund: Befund, quellen: Quellen) -> Iterator[str]:
    wort = click.style(befund.schwere.wort, fg=_FARBE[befund.schwere], bold=True)
    zusatz = " (angenommen)" if befund.akzeptiert else ""
    ort = f"{befund.mark}: " if befund.mark else ""
    wo = ", ".join(teil for teil in (befund.dokument, befund.stelle) if teil)
    erste, *weitere = befund.meldung.split("\n")
    yield f"  {ort}{wort} {befund.code}{zusatz}: {f'{wo}: ' if wo else ''}{erste}"
    yield from (f"      {zeile}" for zeile in weitere)
    zeile = quellen.zeile(befund.mark) if befund.mark else None
    if befund.mark and zeile is not None:
        text, zeiger = ausschnitt(zeile, befund.mark)
        yield f"    {befund.mark.zeile:>5} | {text}"
        yield f"          | {click.style(zeiger, fg=_FARBE[befund.schwere])}"
    if befund.weitere:
        yield f"      siehe auch {_weitere(befund)}"
    if befund.hilfe:
        erste, *weitere = befund.hilfe.split("\n")
        yield f"      → {erste}"
        yield from (f"        {zeile}" for zeile in weitere)


def _weitere(befund: Befund) -> str:
    """The other places: in the same file the lines suffice."""
    hier = befund.mark.datei if befund.mark else None
    zeilen_hier = dict.fromkeys(str(mark.zeile) for mark in befund.weitere if mark.datei == hier)
    orte = [f"Zeile {', '.join(zeilen_hier)}"] if zeilen_hier else []
    return "; ".join([*orte, *(str(mark) for mark in befund.weitere if mark.datei != hier)])


def ungedruckt(je_profil: Mapping[str, Sequence[Unbenutzt]]) -> Iterator[str]:
    """The values that no document prints, by profile; nothing for a profile that prints all of its own."""
    for profil, werte in je_profil.items():
        if werte:
            yield f"\n{profil}\n  In keinem Dokument gedruckt ({len(werte)}):"
        for wert in werte:
            ort = f"{wert.mark}: " if wert.mark is not None else ""
            yield f"    {ort}{wert.pfad} = {wert.wert}"


def zusammenfassung(zahlen: dict[str, int]) -> str:
    """The counts as one German sentence part: „1 Fehler, 2 Warnungen, 0 Hinweise“."""
    teile = [
        anzahl(zahlen["fehler"], "Fehler", "Fehler"),
        anzahl(zahlen["warnung"], "Warnung", "Warnungen"),
        anzahl(zahlen["hinweis"], "Hinweis", "Hinweise"),
    ]
    if zahlen["akzeptiert"]:
        teile.append(anzahl(zahlen["akzeptiert"], "angenommener Befund", "angenommene Befunde"))
    if zahlen["nicht_pruefbar"]:
        teile.append(anzahl(zahlen["nicht_pruefbar"], "nicht prüfbarer Punkt", "nicht prüfbare Punkte"))
    return ", ".join(teile)
