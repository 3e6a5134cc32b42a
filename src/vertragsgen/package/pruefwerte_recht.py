"""Parameters of the rules on law (group 4)."""

from datetime import date
from typing import Annotated

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt, Zeitspanne
from vertragsgen.source.scalar_type import Mindestens
from vertragsgen.source.scalars import Datum, Ganzzahl, Text, Zeile


class Regimezeit(Abschnitt):
    """The regime of the service periods that begin in ``beginn``."""

    regime: Zeile
    titel: Zeile
    beginn: Zeitspanne


class Normwechsel(Abschnitt, kw_only=True):
    """A provision, or a range of them, that no longer says what it said.

    ``seit`` is the first day of the new state of the law, ``neu`` what replaced the provision or what it says now.
    The entry judges terms that begin from ``beginn_ab`` (else ``seit``) on and, if given, up to ``beginn_bis``.
    """

    gesetz: Zeile
    von: Zeile
    bis: Zeile | None = None
    absatz: Zeile | None = None
    seit: Datum
    beginn_ab: Datum | None = None
    beginn_bis: Datum | None = None
    neu: Text

    def gilt(self, beginn: date) -> bool:
        """True if the entry judges a term that begins on that day."""
        return (self.beginn_ab or self.seit) <= beginn and (self.beginn_bis is None or beginn <= self.beginn_bis)


class Fuehrungszeugnis(Abschnitt):
    """The provision on certificates of conduct that agreements concluded from ``abschluss_ab`` on must cite."""

    wort: Zeile
    gesetz: Zeile
    paragraf: Zeile
    absatz: Zeile
    abschluss_ab: Datum
    intervall_jahre_max: Ganzzahl | None = None


class Mindestinhalt(Abschnitt):
    """A required content: each of ``themen`` must be a theme of a clause that says something."""

    inhalt: Zeile
    themen: Annotated[list[Zeile], Mindestens(1)]


class Landesrahmenvertrag(Abschnitt):
    """The framework contract for terms that begin in ``beginn``; later than ``bestaetigt_bis`` it must be confirmed."""

    titel: Zeile
    datum: Datum
    beginn: Zeitspanne
    bestaetigt_bis: Datum | None = None


class Konzept(Abschnitt):
    """The words for one concept, of which a contract uses one; ``ausser`` are phrases with another meaning."""

    konzept: Zeile
    worte: Annotated[list[Zeile], Mindestens(1)]
    ausser: list[Zeile] = field(default_factory=list)


class Altbegriff(Abschnitt):
    """A word that contracts under ``regime`` no longer use, and the usual one."""

    regime: Zeile
    alt: Zeile
    neu: Zeile


class Pflichtregelung(Abschnitt):
    """Something a contract under ``regime`` has to regulate; any of ``worte`` in the wording shows it."""

    regime: Zeile
    regelung: Zeile
    worte: Annotated[list[Zeile], Mindestens(1)]
    norm: Zeile
    abschluss_ab: Datum | None = None


class Rechtswerte(Abschnitt):
    """What a package sets for the rules on law: tables of norms, terms and contents."""

    gesetze: dict[Zeile, list[Zeile]] = field(default_factory=dict)
    regime: list[Regimezeit] = field(default_factory=list)
    aufgehoben: list[Normwechsel] = field(default_factory=list)
    umgedeutet: list[Normwechsel] = field(default_factory=list)
    fuehrungszeugnis: Fuehrungszeugnis | None = None
    mindestinhalte_norm: Zeile | None = None
    mindestinhalte: list[Mindestinhalt] = field(default_factory=list)
    rahmenvertrag_worte: list[Zeile] = field(default_factory=list)
    rahmenvertraege: list[Landesrahmenvertrag] = field(default_factory=list)
    rahmenvertrag_bestaetigung: Zeile | None = None
    begriffe: list[Konzept] = field(default_factory=list)
    altbegriffe: list[Altbegriff] = field(default_factory=list)
    pflichtregelungen: list[Pflichtregelung] = field(default_factory=list)
