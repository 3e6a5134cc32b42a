"""Any DOCX as lines with the places a lawyer names and the numbers Word shows."""

from vertragsgen.linearise.document import linearise_docx, linearise_with_elements
from vertragsgen.linearise.markdown import to_markdown
from vertragsgen.linearise.model import Art, Eigenschaften, Linearisierung, Zeile, Zelle

__all__ = [
    "Art",
    "Eigenschaften",
    "Linearisierung",
    "Zeile",
    "Zelle",
    "linearise_docx",
    "linearise_with_elements",
    "to_markdown",
]
