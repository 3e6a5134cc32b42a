"""Shared parts of profiles: ``basis: _name.yaml``, one or several, laid under the profile's own values."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.money import kurz
from vertragsgen.source.merge import merge
from vertragsgen.source.node import Mapping, Node, Scalar, Sequence
from vertragsgen.source.reader import read_file
from vertragsgen.source.suggest import aehnlich
from vertragsgen.workspace import GEMEINSAME_DATEI, Workspace

_HILFE = (
    "Gemeinsame Angaben stehen neben den Profilen in Dateien, deren Name mit „_“ beginnt und sonst aus Buchstaben (a–z), "
    "Ziffern, „_“ und „-“ besteht: basis: _name.yaml"
)


class Baum(Struct, frozen=True):
    """The tree of a profile, None if it cannot be read, what was found, and the names of its shared files."""

    node: Node | None
    befunde: tuple[Befund, ...]
    teile: tuple[str, ...]


def load_tree(workspace: Workspace, path: Path) -> Baum:
    """The tree of a profile with everything from its ``basis:`` merged in."""
    laden = _Laden(workspace)
    node = laden.datei(path, ())
    return Baum(node, tuple(laden.befunde), tuple(name for name in laden.fertig if name != path.name))


class _Laden(Struct):
    workspace: Workspace
    befunde: list[Befund] = field(default_factory=list)
    # A part that several parts share is read and merged once: no blow-up by a web of references.
    fertig: dict[str, Node | None] = field(default_factory=dict)

    def datei(self, path: Path, kette: tuple[str, ...]) -> Node | None:
        if path.name in self.fertig:
            return self.fertig[path.name]
        lesung = read_file(path, self.workspace.name(path))
        self.befunde += lesung.befunde
        node = lesung.node
        if isinstance(node, Mapping) and (verweis := node.get("basis")) is not None:
            node = self._mit_basis(node, verweis, (*kette, path.name))
        self.fertig[path.name] = node
        return node

    def _mit_basis(self, own: Mapping, verweis: Node, kette: tuple[str, ...]) -> Node:
        unten: Node | None = None
        for eintrag in verweis.items if isinstance(verweis, Sequence) else (verweis,):
            if isinstance(eintrag, Scalar) and eintrag.is_null:
                continue
            teil = self._teil(eintrag, kette)
            if teil is not None:
                # Of several parts the later one wins; the profile's own values win over all.
                unten = teil if unten is None else merge(unten, teil)
        return own if unten is None else merge(unten, own)

    def _teil(self, eintrag: Node, kette: tuple[str, ...]) -> Mapping | None:
        if not isinstance(eintrag, Scalar) or not GEMEINSAME_DATEI.fullmatch(eintrag.text):
            gefunden = f"„{kurz(eintrag.text)}“" if isinstance(eintrag, Scalar) else "etwas anderes"
            self._melde(
                f"Unter „basis“ steht der Name einer gemeinsamen Datei; gefunden wurde {gefunden}.",
                eintrag.mark,
                _HILFE,
            )
            return None
        name = eintrag.text
        if name in kette:
            kreis = " → ".join([*kette[kette.index(name) :], name])
            self._melde(f"Die gemeinsamen Dateien verweisen im Kreis aufeinander: {kreis}.", eintrag.mark)
            return None
        path = self.workspace.profile_dir / name
        if not path.is_file():
            nah = aehnlich(name, [datei.name for datei in self.workspace.profile_dir.glob("_*.yaml")])
            hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else _HILFE
            self._melde(f"Die gemeinsame Datei „{name}“ gibt es nicht.", eintrag.mark, hilfe)
            return None
        if (befund := self.workspace.check_inside(path)) is not None:
            self.befunde.append(befund)
            return None
        node = self.datei(path, kette)
        if node is not None and not isinstance(node, Mapping):
            self._melde(
                f"Die gemeinsame Datei „{name}“ enthält keine Angaben der Form „schlüssel: wert“.",
                eintrag.mark,
            )
            return None
        # „basis“ of a part has done its work here; the profile's own entry is the one that counts.
        return node.without("basis") if node is not None else None

    def _melde(self, meldung: str, mark: Mark, hilfe: str | None = None) -> None:
        self.befunde.append(Befund("VG110", Schwere.FEHLER, meldung, mark, hilfe))
