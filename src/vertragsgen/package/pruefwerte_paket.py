"""Parameters of the rules on package and documents (group 7), among them the four general conditions."""

from typing import Annotated

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.source.scalar_type import Mindestens, auswahl
from vertragsgen.source.scalars import Betrag, Text, Wahrheitswert, Zeile


class Summand(Abschnitt):
    """One or more values that are added up; ``mal`` is the field beside each that it is multiplied with."""

    pfad: Zeile
    mal: Zeile | None = None


class Summe(Abschnitt):
    """The value at ``ergebnis`` is the sum of the ``summanden``."""

    titel: Zeile
    ergebnis: Zeile
    summanden: Annotated[list[Summand], Mindestens(1)]


class Abdeckung(Abschnitt, kw_only=True):
    """Every list at ``pfad`` has an entry for each of ``werte`` (in its field ``feld``, else the entry itself)."""

    titel: Zeile
    pfad: Zeile
    feld: Zeile | None = None
    werte: Annotated[list[Zeile], Mindestens(1)]


class Schwelle(Abschnitt):
    """Numbers or times of day (``19:00``) at ``pfad`` lie between ``min`` and ``max``.

    ``einmal``: in every list at ``pfad`` one entry's ``feld`` is enough. ``nur`` names fields of the entries and the
    values they must have for an entry to count (``{tag: [mo, di]}``). ``min_feld`` and ``max_feld`` are bounds that
    stand beside the value in the same entry. With ``grenze_ausgenommen`` a value that equals a bound is outside.
    """

    titel: Zeile
    pfad: Zeile
    feld: Zeile | None = None
    min: Zeile | None = None
    max: Zeile | None = None
    min_feld: Zeile | None = None
    max_feld: Zeile | None = None
    nur: dict[Zeile, list[Zeile]] = field(default_factory=dict)
    einmal: Wahrheitswert = False
    grenze_ausgenommen: Wahrheitswert = False


class Vorhanden(Abschnitt):
    """Something stands at ``pfad`` or at one of the paths ``oder``; a truth value must be true."""

    titel: Zeile
    pfad: Zeile
    oder: list[Zeile] = field(default_factory=list)


class Bedingungen(Abschnitt):
    """General conditions over values of the profile (``angaben.orte.*.zeiten``) or the calculation.

    ``*`` stands for every entry of a list.
    """

    summen: list[Summe] = field(default_factory=list)
    abdeckungen: list[Abdeckung] = field(default_factory=list)
    schwellen: list[Schwelle] = field(default_factory=list)
    vorhanden: list[Vorhanden] = field(default_factory=list)


class Schreibweise(Abschnitt):
    """A spelling that is wrong in contracts of this package, and the right one."""

    falsch: Zeile
    richtig: Zeile


class Informationsfreiheit(Abschnitt):
    """The clause on freedom of information, found by its ``thema``, and from which value contracts are published."""

    thema: Zeile
    gesetz: Zeile
    ab_gegenstandswert: Betrag
    fundstelle: Zeile


class Verzeichnis(Abschnitt):
    """The list in the clause ``liste`` names what the clauses ``klauseln`` have as headings (``dokument/klausel``)."""

    liste: Zeile
    klauseln: Annotated[list[Zeile], Mindestens(1)]


class Bemerkung(Abschnitt, kw_only=True):
    """What the package remarks where the profile's answer at ``pfad`` is ``ist``: nothing for the contract itself."""

    pfad: Zeile
    ist: Wahrheitswert = True
    schwere: Annotated[str, auswahl("hinweis", "warnung")] = "hinweis"
    text: Text
    hilfe: Text | None = None


class Paketwerte(Abschnitt):
    """What a package sets for the rules on package and documents.

    ``anlagenliste`` is the clause that lists the annexes (``dokument/klausel``), ``veroeffentlichungsfassung`` the
    document that is published, ``weitere`` are conditions of no rule's own, ``nicht_doppelt`` are names that never stand twice in a row.
    """

    anlagenliste: Zeile | None = None
    verzeichnisse: list[Verzeichnis] = field(default_factory=list)
    oeffnungszeiten: Bedingungen | None = None
    budget: Bedingungen | None = None
    weitere: Bedingungen | None = None
    informationsfreiheit: Informationsfreiheit | None = None
    veroeffentlichungsfassung: Zeile | None = None
    schreibweisen: list[Schreibweise] = field(default_factory=list)
    nicht_doppelt: list[Zeile] = field(default_factory=list)
    bemerkungen: list[Bemerkung] = field(default_factory=list)
