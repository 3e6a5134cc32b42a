"""Redlines: Word documents with real tracked changes between two states."""

from vertragsgen.review.redline.redline import AUTOR, DATUM, Redline, pruefe, redline_docx

__all__ = ["AUTOR", "DATUM", "Redline", "pruefe", "redline_docx"]
