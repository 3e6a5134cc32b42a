"""Parts of the manifest that describe how a package calculates: units, components, absence, cost sheet."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from vertragsgen.source.scalar_type import auswahl, felderfehler, wertfehler
from vertragsgen.source.scalars import Datum, Ganzzahl, Menge, Text, Wahrheitswert, Zeile

Bezug = Annotated[str, auswahl("platztage", "platzmonate", "fachleistungsstunden", "pauschal")]
Blattbezug = Annotated[str, auswahl("platztage", "platzmonate", "fachleistungsstunden")]
Rundung = Annotated[str, auswahl("je_komponente", "summe")]
GESAMTENTGELT = "gesamtentgelt"
"""The sum of the components: beside their ids a key of the same tables."""
ZUSCHLAG = "zuschlag"
"""The kind of a row of the rates that stands outside sums."""
KENNUNG = re.compile(r"[a-z][a-z0-9_]*")


class Abschnitt(BaseModel):
    """A section of the manifest: unknown keys are errors, values do not change after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def pruefe_kennung(text: str) -> str:
    """Check an id that becomes a variable name in clauses."""
    if not KENNUNG.fullmatch(text):
        raise wertfehler(
            f"„{text}“ ist als Kennung nicht zulässig: Kleinbuchstaben, Ziffern und Unterstrich, vorn ein Buchstabe."
        )
    return text


class Zeitspanne(Abschnitt):
    """Days from ``von`` to ``bis``, both included; null leaves that end open."""

    von: Datum | None = None
    bis: Datum | None = None

    @model_validator(mode="after")
    def _reihenfolge(self) -> Self:
        if isinstance(self.von, date) and isinstance(self.bis, date) and self.von > self.bis:
            raise felderfehler(("bis", "wert", "„bis“ liegt vor „von“."))
        return self

    def enthaelt(self, tag: date) -> bool:
        """True if ``tag`` lies in the span."""
        return (self.von is None or self.von <= tag) and (self.bis is None or tag <= self.bis)


class Option(Abschnitt):
    """A choice the package offers its profiles, such as ``fassung``; ``vorgabe`` applies if none is made."""

    werte: list[Zeile] = Field(min_length=1)
    vorgabe: Zeile
    titel: Zeile | None = None
    beschreibung: Text | None = None

    @model_validator(mode="after")
    def _vorgabe_ist_wert(self) -> Self:
        if self.vorgabe not in self.werte:
            meldung = f"Die Vorgabe „{self.vorgabe}“ steht nicht unter den Werten: {', '.join(self.werte)}."
            raise felderfehler(("vorgabe", "wert", meldung))
        return self


class Ueberschreibbar(Abschnitt):
    """Package data a profile may override: the path below ``daten``, perhaps only with certain options.

    ``titel`` is what a form asks for where the package leaves the value to the profile.
    """

    pfad: Zeile
    titel: Zeile | None = None
    wenn: dict[Zeile, Zeile] = Field(default_factory=dict)


class Einheit(Abschnitt):
    """A unit of rates: ``titel`` as printed at amounts, ``bezug`` what counts, ``formen`` for sentences."""

    titel: Zeile
    bezug: Bezug = "platztage"
    formen: dict[Zeile, Text] = Field(default_factory=dict)


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
    formen: dict[Zeile, Text] = Field(default_factory=dict)

    _kennung = field_validator("id")(pruefe_kennung)

    @field_validator("nummer")
    @classmethod
    def _buchstaben(cls, wert: str) -> str:
        # Digits would make position 1 of „M1“ and position 11 of „M“ the same number.
        if not wert.isalpha():
            raise wertfehler(f"„{wert}“ ist als Buchstabe der Kostenpositionen nicht zulässig.")
        return wert


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
    zulaessig: list[Menge] = Field(default_factory=list)


# Without validation, which would build the validator of this section alone whenever the program starts.
PLATZTAGE = Bezugsgroesse.model_construct(
    zahl="Tage im Jahr", menge="Berechnungstage", je="je Berechnungstag", faktoren="Tage × Auslastung", zulaessig=[]
)
"""The usual words; a package that counts days need not repeat them."""


class Budgetregel(Abschnitt):
    """A yearly budget instead of rates: the kinds of cases with their titles, the number of instalments in a year.

    The last instalment takes the cents that rounding leaves.
    """

    arten: dict[Zeile, Zeile] = Field(min_length=1)
    abschlaege: Ganzzahl = 12

    @model_validator(mode="after")
    def _zahlbar(self) -> Self:
        if not 1 <= self.abschlaege <= 366:
            raise felderfehler(("abschlaege", "wert", "Die Zahl der Abschläge im Jahr liegt zwischen 1 und 366."))
        return self


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

    bloecke: list[Zeile] = Field(min_length=1)
    bezugsgroessen: dict[Blattbezug, Bezugsgroesse] = Field(
        default_factory=lambda: {"platztage": PLATZTAGE}, min_length=1
    )
    tage_zulaessig: list[Menge] = Field(default_factory=lambda: [Decimal(365)], min_length=1)
    arten_betreuung: list[Zeile] = Field(default_factory=list)
    art_fachkraft: Zeile | None = None

    def worte(self, bezug: str) -> Bezugsgroesse:
        """The words for a Bezugsgröße; for one the package does not know (a finding of its own) the usual ones."""
        return self.bezugsgroessen.get(bezug, PLATZTAGE)

    def zulaessige_zahlen(self, bezug: str) -> list[Decimal]:
        """How many days, months or hours a year a sheet may count; empty: any number."""
        return self.tage_zulaessig if bezug == "platztage" else self.worte(bezug).zulaessig

    @model_validator(mode="after")
    def _fachkraft_betreut(self) -> Self:
        if self.art_fachkraft is not None and self.art_fachkraft not in self.arten_betreuung:
            meldung = f"„{self.art_fachkraft}“ muss auch unter arten_betreuung stehen."
            raise felderfehler(("art_fachkraft", "wert", meldung))
        return self
