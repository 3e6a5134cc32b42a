"""A template package compiled: every frame and clause once, ready to be rendered for any number of profiles.

What only compiling needs (parsers of Markdown and XML, the search for faults) is imported when something is compiled: a
package from the store (``compiled.py``) needs none of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Mark
from vertragsgen.package.clause import Klausel
from vertragsgen.package.manifest import Dokument
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.clauses.setting import BODY, Klauselvorlage, Satzspiegel
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.errors import RAHMEN, Vorlagenfehler
from vertragsgen.rendering.fingerprint import Path, text_digest
from vertragsgen.rendering.framing import Teilvorlage
from vertragsgen.rendering.references import FUNCTIONS
from vertragsgen.rendering.templates import Vorlage, compile_condition, compile_template
from vertragsgen.rendering.typeset import Gesetzt
from vertragsgen.rendering.values import deciding_paths
from vertragsgen.rendering.vorrat import Vorrat
from vertragsgen.source.section import Abschnitt
from vertragsgen.workspace import Workspace

# Names that stand for no value of a profile: the same in every run of a document, or our own functions.
OWN_NAMES = frozenset(("dokument", "loop", *FUNCTIONS))


class Klauselplatz(Struct, frozen=True):
    """A clause at its place in a document: condition, template, the values it names, hash of its canonical text.

    ``eigen`` says that a profile's own wording stands there. ``entscheidend`` are the paths whose values decide its
    text; ``vorrat`` holds the clause as it was set for the last of these values.
    """

    klausel: Klausel
    wenn: Vorlage | None
    vorlage: Klauselvorlage
    pfade: frozenset[Path]
    spiegel: Satzspiegel
    anfangsstil: str
    pruefsumme: str
    entscheidend: tuple[Path, ...]
    eigen: bool = False
    vorrat: Vorrat[Gesetzt] = field(default_factory=Vorrat)


class Dokumentvorlage(Struct, frozen=True):
    """A document of the package: condition, frame, the clauses of each slot in order.

    ``teile`` are the parts of the frame that are filled, ``mappentexte`` the texts of its workbook, ``pfade`` the values
    that both name.
    """

    dokument: Dokument
    wenn: Vorlage | None
    rahmen: Rahmen
    bereiche: dict[str, tuple[Klauselplatz, ...]]
    pfade: frozenset[Path]
    teile: tuple[Teilvorlage, ...]
    mappentexte: tuple[Teilvorlage, ...]


class Paketvorlagen(Struct, frozen=True):
    """A compiled package and the environment its templates live in."""

    paket: Paket
    env: Umgebung
    dokumente: tuple[Dokumentvorlage, ...]


def compile_package(
    paket: Paket, workspace: Workspace, modell: type[Abschnitt] | None = None, *, env: Umgebung | None = None
) -> tuple[Paketvorlagen | None, list[Befund]]:
    """Compile all documents of ``paket``; every fault of every clause is reported, not only the first.

    With ``modell``, the model of the package's profiles, names and references are checked as well, also where no
    profile leads. ``env`` replaces the usual environment (blank forms have their own).
    """
    from vertragsgen.rendering.linting.lint import lint, without_repeats

    compiler = _Compiler(paket, workspace, env or Umgebung(FUNCTIONS))
    dokumente = []
    for index, dokument in enumerate(paket.manifest.dokumente):
        try:
            vorlage = compiler.document(dokument, index)
        except Vorlagenfehler as fault:
            compiler.befunde.append(fault.befund(dokument=dokument.id))
        else:
            dokumente += [vorlage] if vorlage else []
    if modell is not None:
        compiler.befunde += lint(paket, compiler.by_document, compiler.env, modell)
    if compiler.befunde:
        return None, without_repeats(compiler.befunde)
    return Paketvorlagen(paket, compiler.env, tuple(dokumente)), []


class _Compiler(Struct):
    """Compiles the documents of one package; frames that several documents use are read once."""

    paket: Paket
    workspace: Workspace
    env: Umgebung
    frames: dict[str, Rahmen | None] = field(default_factory=dict)
    by_document: dict[str, Rahmen] = field(default_factory=dict)
    befunde: list[Befund] = field(default_factory=list)

    def document(self, dokument: Dokument, index: int) -> Dokumentvorlage | None:
        frame = self._frame(dokument)
        if frame is None:
            return None
        self.by_document[dokument.id] = frame
        slots = list(_slot_faults(dokument, frame, self.paket.mark(f"dokumente.{index}")))
        self.befunde += [fault.befund(dokument=dokument.id) for fault in slots]
        bereiche = {
            bereich: self._slot(dokument, bereich, frame) for bereich in dokument.bereiche if bereich in frame.plaetze
        }
        wenn = None
        if dokument.wenn:
            mark = self.paket.mark(f"dokumente.{index}.wenn")
            wenn = compile_condition(self.env, dokument.wenn, mark.datei, mark.zeile)
        texte: dict[str, Vorlage] = {}
        for name, text in dokument.xlsx_texte.items():
            mark = self.paket.mark(f"dokumente.{index}.xlsx_texte.{name}")
            texte[name] = compile_template(self.env, text, mark.datei, mark.zeile)
        pfade = frozenset[Path]().union(*(eine.pfade for eine in (*frame.vorlagen.values(), *texte.values())))
        own = OWN_NAMES | frozenset(bereiche)
        teile, mappentexte = (
            tuple(
                Teilvorlage(name, vorlage, rahmen, deciding_paths(vorlage.gefragt, own))
                for name, vorlage in vorlagen.items()
            )
            for vorlagen, rahmen in ((frame.vorlagen, frame), (texte, None))
        )
        return Dokumentvorlage(dokument, wenn, frame, bereiche, pfade, teile, mappentexte)

    def _frame(self, dokument: Dokument) -> Rahmen | None:
        from vertragsgen.rendering.docx.frame import read_frame

        path = self.paket.rahmen(dokument)
        if not path.is_file():
            return None  # Loading has reported it.
        datei = self.workspace.name(path)
        if datei not in self.frames:
            self.frames[datei], faults = read_frame(path, datei, self.env)
            self.befunde += [fault.befund(dokument=dokument.id) for fault in faults]
        return self.frames[datei]

    def _slot(self, dokument: Dokument, bereich: str, frame: Rahmen) -> tuple[Klauselplatz, ...]:
        """The clauses of a slot; one without a heading goes on in the style its predecessor ends with."""
        stil = BODY
        plaetze = []
        for klausel in self.paket.folge(dokument.id, bereich):
            try:
                platz = compile_place(self.env, klausel, frame, frame.plaetze[bereich], stil)
            except Vorlagenfehler as fault:
                self.befunde.append(fault.befund(dokument=dokument.id))
                continue
            stil = platz.vorlage.folgestil
            plaetze.append(platz)
        return tuple(plaetze)


def read_frames(paket: Paket, workspace: Workspace, env: Umgebung) -> dict[str, Rahmen]:
    """The frames of a package by document, as far as they can be read: for looking at a package that has faults."""
    compiler = _Compiler(paket, workspace, env)
    frames = ((dokument.id, compiler._frame(dokument)) for dokument in paket.manifest.dokumente)
    return {dokument: frame for dokument, frame in frames if frame is not None}


def compile_place(
    env: Umgebung,
    klausel: Klausel,
    frame: Rahmen,
    spiegel: Satzspiegel,
    stil: str,
    *,
    statements: bool = True,
) -> Klauselplatz:
    """Compile one clause for a place whose width and initial style are given."""
    from vertragsgen.rendering.clauses.compile import compile_clause

    vorlage = compile_clause(
        env, klausel.text, klausel_id=klausel.id, datei=klausel.datei, erste_zeile=klausel.erste_zeile,
        stile=frame.stile, spiegel=spiegel, anfangsstil=stil, rahmen=frame.datei, statements=statements,
    )  # fmt: skip
    wenn = compile_condition(env, klausel.wenn, klausel.datei, klausel.wenn_zeile) if klausel.wenn else None
    pfade = vorlage.vorlage.pfade
    return Klauselplatz(
        klausel,
        wenn,
        vorlage,
        pfade,
        spiegel,
        stil,
        text_digest(klausel.text),
        deciding_paths(vorlage.vorlage.gefragt, OWN_NAMES),
    )


def _slot_faults(dokument: Dokument, frame: Rahmen, mark: Mark) -> Iterator[Vorlagenfehler]:
    for missing in sorted(set(dokument.bereiche) - set(frame.plaetze)):
        yield Vorlagenfehler(
            RAHMEN, f"Der Rahmen {frame.datei} hat keinen Platz für den Bereich „{missing}“.",
            mark.datei, mark.zeile, hilfe=f"Im Rahmen einen Absatz „{{{{p {missing} }}}}“ anlegen.",
        )  # fmt: skip
    for unused in sorted(set(frame.plaetze) - set(dokument.bereiche)):
        yield Vorlagenfehler(
            RAHMEN, f"Der Platz „{unused}“ des Rahmens {frame.datei} bekommt in „{dokument.id}“ keine Klauseln.",
            mark.datei, mark.zeile, hilfe=f"Unter bereiche „{unused}: [ … ]“ ergänzen.",
        )  # fmt: skip
