"""Finds the file of every clause that a manifest lists, and the clause files that nobody lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.clause import CODE_DATEI, Klausel, read_klausel
from vertragsgen.package.manifest import GEMEINSAM, Manifest
from vertragsgen.package.paket import Herkunft, Vorfahr
from vertragsgen.source.locate import locate
from vertragsgen.source.node import Node
from vertragsgen.source.suggest import aehnlich
from vertragsgen.workspace import MANIFEST, Workspace

EIGEN, GETEILT, ERWEITERT = "eigen", "gemeinsam", "erweitert"
Platz = tuple[str, str]


class _Quelle(Struct, frozen=True):
    """A file in which a clause may stand."""

    datei: Path
    art: str
    paket: str | None = None


class Klauselsammlung(Struct):
    """The clauses of one package by (document id, clause id), each with its origin; :meth:`lade` fills them."""

    workspace: Workspace
    ordner: Path
    manifest: Manifest
    knoten: Node
    vorfahren: Sequence[Vorfahr] = ()
    klauseln: dict[Platz, Klausel] = field(default_factory=dict)
    herkunft: dict[Platz, Herkunft] = field(default_factory=dict)

    def lade(self) -> list[Befund]:
        """Read every clause that the manifest lists; returns the findings."""
        befunde: list[Befund] = []
        benutzt: set[Path] = set()
        for nummer, dokument in enumerate(self.manifest.dokumente):
            for bereich, namen in dokument.bereiche.items():
                for stelle, name in enumerate(namen):
                    pfad = ("dokumente", nummer, "bereiche", bereich, stelle)
                    quellen = self._quellen(dokument.id, name)
                    benutzt.add(quellen[0].datei)
                    platz = dokument.id, name.removeprefix(GEMEINSAM)
                    befunde += self._lies(platz, quellen, locate(self.knoten, pfad))
        return [*befunde, *self._ungenutzte(benutzt)]

    def _quellen(self, dokument: str, name: str) -> list[_Quelle]:
        """Where the clause may stand, first the package's own folder; the first file that is there counts."""
        kurz = name.removeprefix(GEMEINSAM)
        eigene = _Quelle(_pfad(self.ordner, dokument, kurz), EIGEN)
        if name.startswith(GEMEINSAM):
            return [eigene, _Quelle(gemeinsame_klauseln(self.workspace) / f"{kurz}.md", GETEILT)]
        geerbte = (_Quelle(_pfad(v.ordner, dokument, kurz), ERWEITERT, v.id) for v in self.vorfahren)
        return [eigene, *geerbte]

    def _lies(self, platz: Platz, quellen: Sequence[_Quelle], mark: Mark) -> list[Befund]:
        dokument, kennung = platz
        if platz in self.klauseln:
            return [_fehler(f"Die Klausel „{kennung}“ steht in „{dokument}“ zweimal.", mark)]
        vorhandene = [] if "/" in kennung or "\\" in kennung else [q for q in quellen if q.datei.is_file()]
        if not vorhandene:
            meldung = f"Die Klausel „{kennung}“ des Dokuments „{dokument}“ hat keine Datei."
            return [_fehler(meldung, mark, self._wo(kennung, quellen))]
        quelle, *ersetzte = vorhandene
        if (befund := self.workspace.check_inside(quelle.datei)) is not None:
            return [befund]
        lesung = read_klausel(quelle.datei, self.workspace.name(quelle.datei), dokument)
        if lesung.klausel is None:
            return list(lesung.befunde)
        if lesung.klausel.id != kennung:
            meldung = f"Die Datei nennt sich „{lesung.klausel.id}“, das Manifest führt sie als „{kennung}“."
            return [*lesung.befunde, _fehler(meldung, lesung.klausel.mark)]
        self.klauseln[platz] = lesung.klausel
        ersetzt = self.workspace.name(ersetzte[0].datei) if quelle.art == EIGEN and ersetzte else None
        self.herkunft[platz] = Herkunft(quelle.art, quelle.paket, ersetzt)
        return list(lesung.befunde)

    def _wo(self, kennung: str, quellen: Sequence[_Quelle]) -> str:
        """What to do about a clause without a file: the shared one of that name, a similar one, or where to put it."""
        geteilte = gemeinsame_klauseln(self.workspace) / f"{kennung}.md"
        if "/" not in kennung and quellen[-1].art != GETEILT and geteilte.is_file():
            return f"Gemeint ist vielleicht die gemeinsame Klausel „{GEMEINSAM}{kennung}“."
        ordner = [quelle.datei.parent for quelle in quellen]
        nah = aehnlich(kennung, [datei.stem for stelle in ordner for datei in sorted(stelle.glob("*.md"))])
        if nah is not None:
            return f"Gemeint ist vielleicht „{nah}“."
        return f"Erwartet wird {' oder '.join(self.workspace.name(quelle.datei) for quelle in quellen)}."

    def _ungenutzte(self, benutzt: set[Path]) -> Iterator[Befund]:
        """Clause files of the package that no slot lists, and so never reach a document."""
        for datei in sorted((self.ordner / "klauseln").glob("**/*.md")):
            if datei not in benutzt:
                meldung = f"Die Klausel „{datei.stem}“ steht in keinem Bereich eines Dokuments."
                hilfe = f"Nehmen Sie sie in {MANIFEST} unter „bereiche“ auf oder löschen Sie die Datei."
                yield _fehler(meldung, Mark(self.workspace.name(datei), 1, 1), hilfe)


def gemeinsame_klauseln(workspace: Workspace) -> Path:
    """The folder of the clauses that several packages share."""
    return workspace.templates_dir / GEMEINSAM.rstrip("/") / "klauseln"


def ungenutzte_gemeinsame(workspace: Workspace, manifeste: Iterable[Manifest]) -> Iterator[Befund]:
    """Shared clauses that none of the workspace's packages lists."""
    genannt = {
        name.removeprefix(GEMEINSAM)
        for manifest in manifeste
        for dokument in manifest.dokumente
        for namen in dokument.bereiche.values()
        for name in namen
        if name.startswith(GEMEINSAM)
    }
    for datei in sorted(gemeinsame_klauseln(workspace).glob("**/*.md")):
        if datei.stem not in genannt:
            meldung = f"Die gemeinsame Klausel „{datei.stem}“ benutzt kein Vorlagenpaket."
            hilfe = f"Nehmen Sie „{GEMEINSAM}{datei.stem}“ in ein Paket auf oder löschen Sie die Datei."
            yield Befund(CODE_DATEI, Schwere.WARNUNG, meldung, Mark(workspace.name(datei), 1, 1), hilfe)


def _pfad(ordner: Path, dokument: str, kennung: str) -> Path:
    return ordner / "klauseln" / dokument / f"{kennung}.md"


def _fehler(meldung: str, mark: Mark, hilfe: str | None = None) -> Befund:
    return Befund(CODE_DATEI, Schwere.FEHLER, meldung, mark, hilfe)
