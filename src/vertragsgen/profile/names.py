"""Names that a profile's exceptions and deviations refer to: clauses must exist, rules have the form of a code.

Whether there is a rule of that code is asked where exceptions are applied (``checks.ausnahmen``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.money import kurz
from vertragsgen.source.node import Entry, Mapping, Scalar, Sequence
from vertragsgen.source.suggest import aehnlich

_REGEL = re.compile(r"VG[1-9][0-9]{2}")


def check_names(node: Mapping, klauseln: Collection[tuple[str, str]]) -> Iterator[Befund]:
    """Findings for clauses (pairs of document and clause id) that do not exist, and for what cannot be a rule code.

    A clause is named by its id, or as ``dokument/id`` where several documents have one of that id.
    """
    abweichungen = node.get("klauseln")
    entries = abweichungen.entries if isinstance(abweichungen, Mapping) else ()
    for entry in entries:
        yield from _klausel(entry.key, entry.key_mark, klauseln)
    yield from _zwei_texte(entries)
    ausnahmen = node.get("ausnahmen")
    for eintrag in ausnahmen.items if isinstance(ausnahmen, Sequence) else ():
        regel = eintrag.get("regel") if isinstance(eintrag, Mapping) else None
        if isinstance(regel, Scalar) and not regel.is_null:
            yield from _regel(regel)


def _klausel(name: str, mark: Mark, klauseln: Collection[tuple[str, str]]) -> Iterator[Befund]:
    voll = [f"{dokument}/{klausel}" for dokument, klausel in klauseln]
    treffer = [key for key in klauseln if name in (key[1], "/".join(key))]
    if len(treffer) == 1:
        return
    if treffer:
        moeglich = ", ".join(f"„{dokument}/{klausel}“" for dokument, klausel in treffer)
        meldung = f"Die Klausel „{name}“ gibt es in mehreren Dokumenten: {moeglich}."
        yield Befund("VG113", Schwere.FEHLER, meldung, mark, "Schreiben Sie das Dokument davor.")
        return
    nah = aehnlich(name, [*(klausel for _, klausel in klauseln), *voll])
    hilfe = f"Gemeint ist vielleicht „{nah}“." if nah else "Die Klauseln zeigt „vertragsgen clauses“."
    yield Befund("VG113", Schwere.FEHLER, f"Eine Klausel „{kurz(name)}“ hat das Vorlagenpaket nicht.", mark, hilfe)


def _zwei_texte(entries: Iterable[Entry]) -> Iterator[Befund]:
    """Two texts for one clause: by its id alone, and with its document before it."""
    einfache = {entry.key: entry for entry in entries if "/" not in entry.key}
    for entry in entries:
        einfach = einfache.get(entry.key.rpartition("/")[2])
        if einfach is not None and einfach is not entry:
            meldung = f"Für die Klausel „{einfach.key}“ stehen zwei Texte: unter „{einfach.key}“ und „{entry.key}“."
            yield Befund(
                "VG113",
                Schwere.FEHLER,
                meldung,
                entry.key_mark,
                "Löschen Sie einen davon.",
                weitere=(einfach.key_mark,),
            )


def _regel(regel: Scalar) -> Iterator[Befund]:
    if not _REGEL.fullmatch(regel.text):
        meldung = f"„{kurz(regel.text)}“ ist keine Kennung einer Regel; sie hat die Form „VG404“."
        yield Befund("VG113", Schwere.FEHLER, meldung, regel.mark)
