"""A compiled Word frame. How one is read is in ``frame.py``, which alone needs libraries for XML."""

from __future__ import annotations

from msgspec import Struct, field

from vertragsgen.rendering.clauses.setting import Satzspiegel
from vertragsgen.rendering.docx.package import Gemeinsam
from vertragsgen.rendering.docx.styles import Formatvorlagen
from vertragsgen.rendering.templates import Vorlage

DOCUMENT, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"


class Rahmen(Struct, frozen=True):
    """A compiled frame. ``plaetze`` maps slots to their widths, ``vorlagen`` parts to their templates.

    ``gehalten`` are the slots whose paragraph the frame keeps with the next one: their last paragraph then does, too.
    ``quellen`` are the texts of these templates. ``gemeinsam`` keeps those of its parts that all documents
    share as compressed bytes.
    """

    datei: str
    teile: dict[str, bytes]
    stile: Formatvorlagen
    plaetze: dict[str, Satzspiegel]
    gemeinsam: Gemeinsam
    vorlagen: dict[str, Vorlage] = field(default_factory=dict)
    pruefsumme: str = ""
    gehalten: set[str] = field(default_factory=set)
    quellen: dict[str, str] = field(default_factory=dict)

    def pack_shared(self) -> None:
        """Compress the parts that are the same in every document."""
        for name in self.teile.keys() - self.vorlagen.keys() - {NUMBERING}:
            self.gemeinsam.mitglied(name, self.teile[name])
