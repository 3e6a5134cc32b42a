"""Parameters of the rules on places and staff (group 5)."""

from decimal import Decimal

from msgspec import field

from vertragsgen.package.bausteine import Abschnitt
from vertragsgen.source.scalars import Betrag, Ganzzahl, Menge, Prozent, Text, Zeile


class Profilstelle(Abschnitt):
    """A value of the profile and what to call the place where it is printed."""

    pfad: Zeile
    titel: Zeile


class Kostenspanne(Abschnitt):
    """Plausible employer cost of one VK in a year; without ``tarif`` whatever the Tarif of the sheet is."""

    tarifgruppe: Zeile
    jahr: Ganzzahl
    min: Betrag
    max: Betrag
    tarif: Zeile | None = None
    fundstelle: Text | None = None


class Zielgruppe(Abschnitt):
    """Where the target group is worded, and which words mean the same.

    ``merkmale`` names each characteristic with the beginnings of words that stand for it; ``ohne_gewicht``
    are beginnings of words that say nothing about who is meant. ``ausschluss`` are the package's own criteria
    of exclusion, ``ausschluss_pfade`` the places of the profile's.
    """

    stellen: list[Profilstelle] = field(default_factory=list)
    merkmale: dict[Zeile, list[Zeile]] = field(default_factory=dict)
    ohne_gewicht: list[Zeile] = field(default_factory=list)
    ausschluss: list[Zeile] = field(default_factory=list)
    ausschluss_pfade: list[Zeile] = field(default_factory=list)


class Personalwerte(Abschnitt):
    """What a package sets for the rules on places and staff (group 5).

    ``vk_toleranz`` (VK): two hours a week; posts are cut to what contracts allow, the Schlüssel is not.
    ``schluessel`` are places outside the rates that name the Schlüssel of the group with the least staff.
    ``arten_mit_qualifikation`` are the kinds of posts that need one (without it those that count as
    Betreuung), ``qualifikation_nichtfachkraft`` what Nichtfachkräfte must bring.
    """

    vk_toleranz: Menge = Decimal("0.05")
    schluessel: list[Profilstelle] = field(default_factory=list)
    quote_ungelernt_max_prozent: Prozent | None = None
    arten_mit_qualifikation: list[Zeile] = field(default_factory=list)
    qualifikation_nichtfachkraft: list[Zeile] = field(default_factory=list)
    personalkosten: list[Kostenspanne] = field(default_factory=list)
    zielgruppe: Zielgruppe | None = None
