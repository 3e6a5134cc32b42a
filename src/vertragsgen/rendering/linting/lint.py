"""The faults of a package's templates that no profile is needed for: names, filters, references, styles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.clauses.setting import missing_style
from vertragsgen.rendering.docx.rahmen import Rahmen
from vertragsgen.rendering.environment import Umgebung
from vertragsgen.rendering.linting.context import variables, with_slots
from vertragsgen.rendering.linting.sources import KLAUSEL, RAHMEN, Source, sources
from vertragsgen.rendering.linting.targets import check_reference, targets
from vertragsgen.rendering.linting.walk import Fault, Findings, walk
from vertragsgen.source.section import Abschnitt

_CONTAINER = re.compile(r"^\s*:::+[ \t]*(\S.*?)\s*$")


def walk_package(
    paket: Paket, frames: Mapping[str, Rahmen], env: Umgebung, modell: type[Abschnitt]
) -> Iterator[tuple[Source, Findings]]:
    """Every text of the package with what it uses and what is wrong in it; ``modell`` is that of its profiles."""
    context = variables(paket.manifest, modell)
    for source in sources(paket, frames, env):
        own = with_slots(context, source.dokument.bereiche) if source.art == RAHMEN else context
        yield source, walk(source.tree, own, env)


def lint(paket: Paket, frames: Mapping[str, Rahmen], env: Umgebung, modell: type[Abschnitt]) -> list[Befund]:
    """All faults, each with file and line; a fault in one text hides none in another."""
    ziele = targets(paket)
    befunde: list[Befund] = []
    for source, found in walk_package(paket, frames, env, modell):
        befunde += [_befund(source, fault) for fault in found.faults]
        checked = (check_reference(source, reference, paket, ziele) for reference in found.references)
        befunde += [befund for befund in checked if befund is not None]
        if source.art == KLAUSEL and (frame := frames.get(source.dokument.id)) is not None:
            befunde += _styles(source, frame)
    return befunde


def without_repeats(befunde: list[Befund]) -> list[Befund]:
    """Each fault once: compiling finds some of them, too, and shared texts belong to several documents."""
    first: dict[tuple[str, str, Mark | None], Befund] = {}
    for befund in befunde:
        mark = befund.mark and Mark(befund.mark.datei, befund.mark.zeile, 1)
        known = first.setdefault((befund.code, befund.meldung, mark), befund)
        if befund.mark and known.mark and befund.mark.spalte > known.mark.spalte == 1:
            first[befund.code, befund.meldung, mark] = befund
    return list(first.values())


def _befund(source: Source, fault: Fault) -> Befund:
    mark, stelle = source.mark(fault.line, fault.word), source.stelle(fault.line)
    return Befund(
        fault.code, Schwere.FEHLER, fault.meldung, mark, fault.hilfe, dokument=source.dokument.id, stelle=stelle
    )


def _styles(source: Source, frame: Rahmen) -> Iterator[Befund]:
    """Sections („::: Name“) whose style the frame lacks."""
    for number, text in enumerate(source.zeilen):
        match = _CONTAINER.match(text)
        if match and "{" not in match.group(1) and frame.stile.find(match.group(1)) is None:
            name = match.group(1)
            fault = missing_style(name, frame.stile, frame.datei, source.datei, source.erste_zeile + number)
            mark = Mark(source.datei, fault.zeile, match.start(1) + 1, len(name))
            yield Befund(fault.code, Schwere.FEHLER, fault.meldung, mark, fault.hilfe, dokument=source.dokument.id)
