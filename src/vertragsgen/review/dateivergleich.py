"""Compares two files of whatever kind can be read: Word with Word exactly, a PDF on either side for reading."""

from __future__ import annotations

from vertragsgen.review.lesen import lies_bytes
from vertragsgen.review.lesevergleich import vergleiche_gelesenes
from vertragsgen.review.modell import Dokumentvergleich
from vertragsgen.review.pdf import ist_pdf
from vertragsgen.review.vergleich import compare_docx


def compare_files(alt: bytes, neu: bytes, dokument: str = "", namen: tuple[str, str] = ("", "")) -> Dokumentvergleich:
    """What changed from ``alt`` to ``neu``; ``namen`` is what findings call the two files.

    Two Word documents are compared with formatting and structure (:func:`compare_docx`); with a PDF on either side
    the words and figures are, in reading order.
    """
    pdf = ist_pdf(alt), ist_pdf(neu)
    if not any(pdf):
        return compare_docx(alt, neu, dokument, namen)
    links, rechts = lies_bytes(alt, namen[0]), lies_bytes(neu, namen[1])
    befunde = (*links.befunde, *rechts.befunde)
    if any(befund.sperrt for befund in befunde):
        return Dokumentvergleich(dokument, befunde=befunde)
    return vergleiche_gelesenes(links, rechts, dokument, alt_pdf=pdf[0], neu_pdf=pdf[1])
