"""A folder of redlines: for each changed document one Word file with tracked changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from vertragsgen.dateien import warum
from vertragsgen.output.write import replace_file
from vertragsgen.review.redline import AUTOR, DATUM, redline_docx

# The first sentence on a document whose changes leave no mark.
NICHTS = "Nichts davon lässt sich in Word nachverfolgen."


class Abgelegt(Struct, frozen=True):
    """``pfad`` below the folder („sonnenhof/vereinbarung.docx“), empty if there is none.

    Then ``grund`` says what went wrong; without one there was nothing that Word can track. ``hinweise`` are German
    sentences on what the redline does not show.
    """

    pfad: str = ""
    grund: str = ""
    hinweise: tuple[str, ...] = ()


class Redlineordner(Struct, frozen=True):
    """Where redlines go, and what Word shows as their author and date. Can be sent to other processes."""

    ordner: Path
    autor: str = AUTOR
    datum: datetime = DATUM

    def lege_ab(self, profil: str, datei: str, alt: bytes, neu: bytes) -> Abgelegt:
        """Writes the redline of one document to ``<ordner>/<profil>/<datei>``.

        One from an earlier run is removed where this one cannot be made: it would show other changes. Nothing is
        written where there is nothing to track (only style definitions, page set-up or properties differ).
        """
        ziel = self.ordner / profil / datei
        ergebnis = redline_docx(alt, neu, autor=self.autor, datum=self.datum)
        try:
            if ergebnis.data is None or not ergebnis.marken:
                ziel.unlink(missing_ok=True)
                nichts = () if ergebnis.grund else (NICHTS,)
                return Abgelegt(grund=ergebnis.grund, hinweise=(*nichts, *ergebnis.hinweise))
            ziel.parent.mkdir(parents=True, exist_ok=True)
            replace_file(ziel, ergebnis.data)
        except OSError as fehler:
            return Abgelegt(grund=f"„{ziel}“ lässt sich nicht schreiben: {warum(fehler)}.")
        return Abgelegt(f"{profil}/{datei}", hinweise=ergebnis.hinweise)

    def uebrige(self, geschrieben: Iterable[str]) -> list[str]:
        """Word files in the folder that this run did not write: what an earlier one left, or somebody's own."""
        neue = set(geschrieben)
        if not self.ordner.is_dir():
            return []
        gefunden = (pfad.relative_to(self.ordner).as_posix() for pfad in self.ordner.glob("*/*.docx"))
        return sorted(pfad for pfad in gefunden if pfad not in neue)
