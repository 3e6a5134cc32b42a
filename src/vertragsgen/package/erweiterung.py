"""Which packages a package extends (``erweitert:``): the chain in which clauses and frames are looked for."""

from __future__ import annotations

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.money import kurz
from vertragsgen.package.paket import Vorfahr
from vertragsgen.source.node import Mapping, Node, Scalar
from vertragsgen.source.reader import read_file
from vertragsgen.source.suggest import aehnlich
from vertragsgen.workspace import MANIFEST, Workspace

CODE = "VG150"
SCHLUESSEL = "erweitert"


def vorfahren(workspace: Workspace, paket_id: str, knoten: Node) -> tuple[tuple[Vorfahr, ...], list[Befund]]:
    """The packages that the manifest ``knoten`` of ``paket_id`` extends, nearest first, and findings.

    Of each only ``erweitert:`` is read: what else is wrong in its manifest is reported where it is loaded itself.
    An unknown package, a manifest that cannot be read and a circle are a ``fehler`` and end the chain.
    """
    kette: list[Vorfahr] = []
    ids = [paket_id]
    while (wert := _erweitert(knoten)) is not None:
        if wert.text in ids:
            weg = " → ".join(f"„{name}“" for name in [*ids[ids.index(wert.text) :], wert.text])
            meldung = f"Die Vorlagenpakete erweitern sich im Kreis: {weg}."
            return tuple(kette), [_fehler(meldung, wert.mark, "Ein Paket kann sich nicht selbst erweitern.")]
        if wert.text not in (pakete := workspace.packages()):
            nah = aehnlich(wert.text, pakete)
            hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else f"Vorhanden: {', '.join(pakete) or 'keines'}."
            meldung = f"Das Vorlagenpaket „{kurz(wert.text)}“, das erweitert werden soll, gibt es nicht."
            return tuple(kette), [_fehler(meldung, wert.mark, hilfe)]
        ordner = workspace.package_dir(wert.text)
        pfad = ordner / MANIFEST
        if (befund := workspace.check_inside(pfad)) is not None:
            return tuple(kette), [befund]
        lesung = read_file(pfad, workspace.name(pfad))
        if not lesung.ok or lesung.node is None:
            return tuple(kette), list(lesung.befunde)
        kette.append(Vorfahr(wert.text, ordner))
        ids.append(wert.text)
        knoten = lesung.node
    return tuple(kette), []


def _erweitert(knoten: Node) -> Scalar | None:
    wert = knoten.get(SCHLUESSEL) if isinstance(knoten, Mapping) else None
    return wert if isinstance(wert, Scalar) and not wert.is_null else None


def _fehler(meldung: str, mark: Mark, hilfe: str) -> Befund:
    return Befund(CODE, Schwere.FEHLER, meldung, mark, hilfe)
