"""A clause in Markdown + Jinja becomes one Jinja template that prints WordprocessingML."""

from __future__ import annotations

from vertragsgen.rendering.clauses.blocks import BlockWriter
from vertragsgen.rendering.clauses.mask import mask
from vertragsgen.rendering.clauses.parser import parse
from vertragsgen.rendering.clauses.setting import Klauselvorlage, Satzauftrag, Satzspiegel
from vertragsgen.rendering.docx.styles import Formatvorlagen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.templates import compile_template


def compile_clause(
    env: Umgebung,
    text: str,
    *,
    klausel_id: str,
    datei: str,
    erste_zeile: int,
    stile: Formatvorlagen,
    spiegel: Satzspiegel,
    anfangsstil: str,
    rahmen: str,
    statements: bool = True,
) -> Klauselvorlage:
    """Compile one clause for the frame whose styles and widths are given.

    ``erste_zeile`` is the line of ``datei`` on which ``text`` begins; ``statements=False`` is for a profile's own
    clause text. Raises :class:`Vorlagenfehler` at the author's line.
    """
    masked = mask(env, text, datei, erste_zeile, statements=statements)
    parsed = parse(masked, datei, erste_zeile)
    auftrag = Satzauftrag(masked, parsed, klausel_id, datei, erste_zeile, stile, spiegel, rahmen)
    writer = BlockWriter(auftrag, anfangsstil)
    source = writer.write()
    return Klauselvorlage(compile_template(env, source, datei, erste_zeile), tuple(writer.anker), writer.folgestil)
