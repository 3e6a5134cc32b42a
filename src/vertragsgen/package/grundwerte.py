"""Check parameters shared by packages: tables of federal law, written down once for all Länder."""

from __future__ import annotations

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.source.merge import merge
from vertragsgen.source.node import Entry, Mapping, Node, Scalar
from vertragsgen.source.reader import read_file
from vertragsgen.workspace import Workspace

ABSCHNITT, BASIS = "pruefwerte", "basis"
ORDNER = "_gemeinsam/pruefwerte"


def with_shared_values(workspace: Workspace, knoten: Node | None, *, code: str) -> tuple[Node | None, list[Befund]]:
    """The manifest with its ``pruefwerte`` laid over the table that ``pruefwerte.basis`` names, and findings.

    Values keep the marks of their own file. A named table that is missing or unreadable is a ``fehler``.
    """
    eigene = knoten.get(ABSCHNITT) if isinstance(knoten, Mapping) else None
    basis = eigene.get(BASIS) if isinstance(eigene, Mapping) else None
    if not isinstance(knoten, Mapping) or not isinstance(basis, Scalar) or basis.is_null:
        return knoten, []
    pfad = workspace.templates_dir / ORDNER / f"{basis.text}.yaml"
    name = workspace.name(pfad)
    if "/" in basis.text or "\\" in basis.text or not pfad.is_file():
        meldung = f"Die gemeinsamen Prüfwerte „{basis.text}“ gibt es nicht; erwartet wird {name}."
        return knoten, [Befund(code, Schwere.FEHLER, meldung, basis.mark)]
    if (befund := workspace.check_inside(pfad)) is not None:
        return knoten, [befund]
    lesung = read_file(pfad, name)
    if not lesung.ok or lesung.node is None:
        return knoten, list(lesung.befunde)
    assert eigene is not None
    entries = tuple(
        Entry(entry.key, entry.key_mark, merge(lesung.node, eigene)) if entry.key == ABSCHNITT else entry
        for entry in knoten.entries
    )
    return Mapping(entries, knoten.mark, knoten.flow), list(lesung.befunde)
