"""Parts of the manifest that describe how a package calculates: units, components, absence, cost sheet."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from msgspec import field

from vertragsgen.source import section
from vertragsgen.source.scalar_type import Mindestens, auswahl
from vertragsgen.source.scalars import Datum, Ganzzahl, Menge, Text, Wahrheitswert, Zeile
from vertragsgen.source.section import Fehlerangabe

Bezug = Annotated[str, auswahl("platztage", "platzmonate", "fachleistungsstunden", "pauschal")]
Blattbezug = Annotated[str, auswahl("platztage", "platzmonate", "fachleistungsstunden")]
Rundung = Annotated[str, auswahl("je_komponente", "summe")]
GESAMTENTGELT = "gesamtentgelt"
"""The sum of the components: beside their ids a key of the same tables."""
ZUSCHLAG = "zuschlag"
"""The kind of a row of the rates that stands outside sums."""
KENNUNG = re.compile(r"[a-z][a-z0-9_]*")


class Abschnitt(section.Abschnitt):
    """A section of the manifest: unknown keys are errors, values do not change after loading."""

    _null_ist_vorgabe: ClassVar[bool] = False


class Zeitspanne(Abschnitt):
    """Days from ``von`` to ``bis``, both included; null leaves that end open."""

    von: Datum | None = None
    bis: Datum | None = None

    def _unstimmig(self) -> list[Fehlerangabe]:
        if isinstance(self.von, date) and isinstance(self.bis, date) and self.von > self.bis:
            return [("bis", "wert", "„bis“ liegt vor „von“.")]
        return []

    def enthaelt(self, tag: date) -> bool:
        """True if ``tag`` lies in the span."""
        return (self.von is None or self.von <= tag) and (self.bis is None or tag <= self.bis)


class Option(Abschnitt):
    """A choice the package offers its profiles, such as ``fassung``; ``vorgabe`` applies if none is made."""

    werte: Annotated[list[Zeile], Mindestens(1)]
    vorgabe: Zeile
    titel: Zeile | None = None
    beschreibung: Text | None = None

    def _unstimmig(self) -> list[Fehlerangabe]:
        if self.vorgabe in self.werte:
            return []
        meldung = f"Die Vorgabe „{self.vorgabe}“ steht nicht unter den Werten: {', '.join(self.werte)}."
        return [("vorgabe", "wert", meldung)]


class Ueberschreibbar(Abschnitt):
    """Package data a profile may override: the path below ``daten``, perhaps only with certain options.

    ``titel`` is what a form asks for where the package leaves the value to the profile.
    """

    pfad: Zeile
    titel: Zeile | None = None
    wenn: dict[Zeile, Zeile] = field(default_factory=dict)


class Einheit(Abschnitt):
    """A unit of rates: ``titel`` as printed at amounts, ``bezug`` what counts, ``formen`` for sentences."""

    titel: Zeile
    bezug: Bezug = "platztage"
    formen: dict[Zeile, Text] = field(default_factory=dict)


class Komponente(Abschnitt):
    """A component of rates: ``nummer`` is the letter of its positions (M1), ``gewichtet`` by Schlüssel.

    ``fortschreiben`` is false where a raise by percentage leaves the component alone unless it is named, as with
    investments, whose increase needs consent (§ 127 Abs. 2 SGB IX; § 76 Abs. 2 Satz 4 SGB XII a.F.).
    """

    id: Zeile
    titel: Zeile
    kurz: Zeile
    nummer: Zeile
    gewichtet: Wahrheitswert = False
    gleich_je_gruppe: Wahrheitswert = False
    fortschreiben: Wahrheitswert = True
    formen: dict[Zeile, Text] = field(default_factory=dict)

    def _unstimmig(self) -> list[Fehlerangabe]:
        fehler: list[Fehlerangabe] = []
        if not KENNUNG.fullmatch(self.id):  # it becomes the name of a variable in clauses
            hilfe = "Kleinbuchstaben, Ziffern und Unterstrich, vorn ein Buchstabe."
            fehler.append(("id", "wert", f"„{self.id}“ ist als Kennung nicht zulässig: {hilfe}"))
        # Digits would make position 1 of „M1“ and position 11 of „M“ the same number.
        if not self.nummer.isalpha():
            meldung = f"„{self.nummer}“ ist als Buchstabe der Kostenpositionen nicht zulässig."
            fehler.append(("nummer", "wert", meldung))
        return fehler


class Altersgrenzen(Abschnitt):
    """Ages in years the package allows; null leaves that end open."""

    min: Ganzzahl | None = None
    max: Ganzzahl | None = None


class Platzgeldregel(Abschnitt):
    """How the package rounds the reduced rate of absence: each component, or the reduced sum once."""

    rundung: Rundung = "je_komponente"
    titel: Zeile = "Platzgeld"


class Bezugsgroesse(Abschnitt):
    """The words of a package for what costs are divided by.

    ``zahl`` how many a year („Tage im Jahr“), ``menge`` what they are divided by („Berechnungstage“), ``je`` one of
    it („je Berechnungstag“), ``faktoren`` how it comes about beside the places („Tage × Auslastung“; for hours, which
    do not depend on places, all of it). ``zulaessig`` lists the numbers a year that are allowed, empty: any.
    """

    zahl: Zeile
    menge: Zeile
    je: Zeile
    faktoren: Zeile
    zulaessig: list[Menge] = field(default_factory=list)


PLATZTAGE = Bezugsgroesse(
    zahl="Tage im Jahr", menge="Berechnungstage", je="je Berechnungstag", faktoren="Tage × Auslastung"
)
"""The usual words; a package that counts days need not repeat them."""


class Budgetregel(Abschnitt):
    """A yearly budget instead of rates: the kinds of cases with their titles, the number of instalments in a year.

    The last instalment takes the cents that rounding leaves.
    """

    arten: Annotated[dict[Zeile, Zeile], Mindestens(1)]
    abschlaege: Ganzzahl = 12

    def _unstimmig(self) -> list[Fehlerangabe]:
        if not 1 <= self.abschlaege <= 366:
            return [("abschlaege", "wert", "Die Zahl der Abschläge im Jahr liegt zwischen 1 und 366.")]
        return []


class Teilanlage(Abschnitt):
    """An annex with a number of its own; one document may hold several.

    ``bezeichnung`` is how the text refers to it („Anlage 2.1“), ``titel`` what it is called in the list of annexes.
    """

    id: Zeile
    bezeichnung: Zeile
    titel: Zeile


class Kostentraegerblatt(Abschnitt):
    """The cost sheet: blocks in order (component ids), allowed days a year, posts that count as Betreuung.

    ``bezugsgroessen`` are what its sheets may be calculated by, each with the words for it.
    """

    bloecke: Annotated[list[Zeile], Mindestens(1)]
    bezugsgroessen: Annotated[dict[Blattbezug, Bezugsgroesse], Mindestens(1)] = field(
        default_factory=lambda: {"platztage": PLATZTAGE}
    )
    tage_zulaessig: Annotated[list[Menge], Mindestens(1)] = field(default_factory=lambda: [Decimal(365)])
    arten_betreuung: list[Zeile] = field(default_factory=list)
    art_fachkraft: Zeile | None = None

    def worte(self, bezug: str) -> Bezugsgroesse:
        """The words for a Bezugsgröße; for one the package does not know (a finding of its own) the usual ones."""
        return self.bezugsgroessen.get(bezug, PLATZTAGE)

    def zulaessige_zahlen(self, bezug: str) -> list[Decimal]:
        """How many days, months or hours a year a sheet may count; empty: any number."""
        return self.tage_zulaessig if bezug == "platztage" else self.worte(bezug).zulaessig

    def _unstimmig(self) -> list[Fehlerangabe]:
        if self.art_fachkraft is not None and self.art_fachkraft not in self.arten_betreuung:
            return [("art_fachkraft", "wert", f"„{self.art_fachkraft}“ muss auch unter arten_betreuung stehen.")]
        return []
