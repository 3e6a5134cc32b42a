"""Cross-references without a profile: whether a section or annex of that name exists in the package at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from vertragsgen.diagnostics import Befund, Schwere
from vertragsgen.package.manifest import GEMEINSAM
from vertragsgen.package.paket import Paket
from vertragsgen.rendering.errors import VERWEIS
from vertragsgen.rendering.linting.sources import Source
from vertragsgen.rendering.linting.walk import Reference
from vertragsgen.rendering.references import find
from vertragsgen.source.suggest import aehnlich

Targets = dict[str, dict[str, str]]
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,3})(?:[ \t]+(.*))?$", re.MULTILINE)
_ANCHOR = re.compile(r"(?:^|\s)\[#([a-z0-9][a-z0-9_-]*)\]\s*$")


def anchors(text: str, klausel_id: str) -> tuple[str, ...]:
    """The anchors of a clause's headings, read from its text: for clauses that do not compile, too."""
    found: list[str] = []
    for match in _HEADING.finditer(_COMMENT.sub("", text)):
        own = _ANCHOR.search(match.group(2) or "")
        if own or match.group(1) == "#" or not found:
            found.append(own.group(1) if own else klausel_id)
    return tuple(found)


def targets(paket: Paket) -> Targets:
    """The anchors of all sections by document. A listed clause without a file counts as one: it is reported itself."""
    result: Targets = {}
    for dokument in paket.manifest.dokumente:
        ziele = result.setdefault(dokument.id, {})
        for namen in dokument.bereiche.values():
            for name in namen:
                kennung = name.removeprefix(GEMEINSAM)
                klausel = paket.klauseln.get((dokument.id, kennung))
                ziele |= dict.fromkeys(anchors(klausel.text, kennung) if klausel else (kennung,), "1")
    return result


def check_reference(source: Source, reference: Reference, paket: Paket, ziele: Targets) -> Befund | None:
    """A finding if the reference cannot resolve for any profile."""
    if reference.function == "anlage":
        meldung, hilfe = _annex(reference.target, paket)
    else:
        meldung, hilfe = _section(reference.target, source.dokument.id, ziele)
    if not meldung:
        return None
    mark = source.mark(reference.line, reference.target)
    return Befund(
        VERWEIS, Schwere.FEHLER, meldung, mark, hilfe, dokument=source.dokument.id, stelle=source.stelle(reference.line)
    )


def _annex(target: str, paket: Paket) -> tuple[str, str | None]:
    annexes = list(_annexes(paket))
    if target in annexes:
        return "", None
    if paket.manifest.dokument(target) is not None:
        return f"Das Dokument „{target}“ ist keine Anlage.", "Im Manifest beim Dokument „anlage:“ ergänzen."
    near = aehnlich(target, annexes)
    hilfe = f"Gemeint ist vielleicht „{near}“." if near else f"Anlagen: {', '.join(annexes) or 'keine'}."
    return f"Eine Anlage „{target}“ gibt es nicht.", hilfe


def _annexes(paket: Paket) -> Iterator[str]:
    """What ``anlage`` may name: a document that is an annex or holds several, and each of those."""
    for dokument in paket.manifest.dokumente:
        teile = [f"{dokument.id}/{teil.id}" for teil in getattr(dokument, "anlagen", ())]
        if dokument.anlage or teile:
            yield dokument.id
        yield from teile


def _section(target: str, dokument: str, ziele: Mapping[str, Mapping[str, str]]) -> tuple[str, str | None]:
    if find({name: dict(nummern) for name, nummern in ziele.items()}, dokument, target) is not None:
        return "", None
    meldung = f"Der Verweis auf Ziffer „{target}“ führt ins Leere."
    several = [f"„{name}/{target}“" for name, nummern in ziele.items() if target in nummern]
    if several:
        return meldung, f"Die Kennung steht in mehreren Dokumenten; schreiben Sie {' oder '.join(several)}."
    own = list(ziele.get(dokument, ()))
    others = [f"{name}/{anker}" for name, nummern in ziele.items() if name != dokument for anker in nummern]
    near = aehnlich(target, own) or aehnlich(target, others)
    if near:
        return meldung, f"Gemeint ist vielleicht „{near}“."
    return meldung, "Ziel ist die Kennung einer Klausel mit Überschrift oder eine eigene Kennung [#…] hinter ihr."
