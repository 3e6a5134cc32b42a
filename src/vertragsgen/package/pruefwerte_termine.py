"""Parameters of the rules on dates (group 3)."""

from typing import Annotated

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.source.scalar_type import Mindestens
from vertragsgen.source.scalars import Ganzzahl, Zeile


class Kuendigungsfristen(Abschnitt):
    """The usual notice periods: weeks for the remuneration, months for the other parts."""

    entgelte_wochen: Ganzzahl | None = None
    uebrige_monate: Ganzzahl | None = None


class Bericht(Abschnitt):
    """Day and month by which the yearly report is due, and the ``themen`` of the clauses that say so."""

    termin: Zeile
    themen: Annotated[list[Zeile], Mindestens(1)]


class Schiedsfrist(Abschnitt):
    """How long after a call for negotiations the Schiedsstelle may be called, under one regime."""

    regime: Zeile
    norm: Zeile
    wochen: Ganzzahl | None = None
    monate: Ganzzahl | None = None


class Terminwerte(Abschnitt):
    """What a package sets for the rules on dates."""

    kuendigung: Kuendigungsfristen = field(default_factory=Kuendigungsfristen)
    bericht: Bericht | None = None
    schiedsstelle: list[Schiedsfrist] = field(default_factory=list)
