"""What became of the exceptions of a profile: which accept something, which do not and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from vertragsgen.calculation.angaben import angabe, liste
from vertragsgen.calculation.befunde import ohne_marken
from vertragsgen.checks.ausnahmen import CODE
from vertragsgen.checks.regel import Regelkopf
from vertragsgen.checks.verzeichnis import finde_in
from vertragsgen.diagnostics import Befund, Mark, Markierung


class Ausnahmestand(Struct, frozen=True):
    """One exception: ``angenommen`` findings it accepts, ``einwand`` why it accepts none.

    ``bis`` is its last day, None for an exception without end; ``titel`` the rule's, None if there is no such rule.
    """

    profil: str
    regel: str
    titel: str | None
    grund: str
    bis: date | None
    angenommen: int
    einwand: str | None
    mark: Mark | None


def ausnahmen_von(
    profil_id: str,
    profil: object,
    befunde: Sequence[Befund],
    regeln: Sequence[Regelkopf],
    mark: Markierung = ohne_marken,
) -> list[Ausnahmestand]:
    """The exceptions of one profile in its order; ``befunde`` are all of it, with the exceptions applied.

    ``regeln`` are all that an exception may name.
    """
    ergebnis = []
    for nummer, ausnahme in enumerate(liste(profil, "ausnahmen")):
        code, grund = angabe(ausnahme, "regel", str), angabe(ausnahme, "grund", str)
        if code is None or grund is None:
            continue
        regel = finde_in(regeln, code)
        einwand = next((b.meldung for b in befunde if b.code == CODE and b.stelle == f"ausnahmen.{nummer}"), None)
        angenommen = sum(1 for b in befunde if b.code == code and b.akzeptiert)
        ergebnis.append(
            Ausnahmestand(
                profil_id,
                code,
                regel.titel if regel else None,
                grund,
                angabe(ausnahme, "bis", date),
                0 if einwand else angenommen,
                einwand,
                mark(f"ausnahmen.{nummer}.regel"),
            )
        )
    return ergebnis
