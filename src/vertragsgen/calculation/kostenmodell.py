"""Types of the computed cost sheet. Amounts are euro; what cannot be computed is ``None``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from vertragsgen.calculation.fortschreibungsmodell import Fortschreibungsteil
from vertragsgen.calculation.satzmodell import Satz
from vertragsgen.package.bausteine import Bezugsgroesse


class Rechenweg(Struct, frozen=True):
    """How a position's amount comes about, for the Ansatz column and for the workbook's formulas.

    ``art`` is one of ``menge`` (menge × preis × mal), ``prozent`` (prozent % von basis), ``jahre``
    (menge = amount / jahre), ``pauschal``; unused numbers are ``None``. ``von`` lists the numbers of the
    positions a percentage refers to (``("M1", "M2", "M3")``).
    """

    art: str
    menge: Decimal | None = None
    einheit: str | None = None
    preis: Decimal | None = None
    mal: Decimal | None = None
    prozent: Decimal | None = None
    basis: Decimal | None = None
    jahre: Decimal | None = None
    von: tuple[str, ...] = ()


class Position(Struct, frozen=True):
    """One cost position: ``nummer`` M1, ``betrag`` euro a year, ``je_tag`` euro a Berechnungstag, exact (or month, or
    hour: whatever its sheet divides by).

    ``pfad`` is its place below its cost sheet (``stellen.0``, ``positionen.3``).
    """

    nummer: str
    bezeichnung: str
    ansatz: str
    betrag: Decimal | None
    je_tag: Decimal | None
    rechenweg: Rechenweg
    pfad: str


class Stelle(Struct, frozen=True):
    """One post of the Stellenplan; ``betrag`` = VK × cost per VK, rounded to cents.

    ``ist_betreuung`` and ``ist_fachkraft`` say whether it counts for Betreuungsschlüssel and Fachkraftquote.
    """

    nummer: str
    block: str
    funktion: str
    qualifikation: str | None
    tarifgruppe: str | None
    art: str | None
    vk: Decimal | None
    ag_brutto_je_vk: Decimal | None
    betrag: Decimal | None
    ist_betreuung: bool
    ist_fachkraft: bool


class Gruppe(Struct, frozen=True):
    """One row of the rates as a cost sheet covers it.

    ``berechnungstage`` is what its costs are divided by (see the sheet); ``gesamtentgelt`` = sum of the rates the sheet
    gives; ``jahresbudget`` = r2(gesamtentgelt × berechnungstage); ``vereinbart`` = the agreed total.
    """

    satz: int
    titel: str
    plaetze: int | None
    schluessel: Decimal | None
    vk: Decimal | None
    berechnungstage: Decimal | None
    gesamtentgelt: Decimal | None
    jahresbudget: Decimal | None
    vereinbart: Decimal | None


class Blocksatz(Struct, frozen=True):
    """A block's rate for one row: computed and agreed; ``erloes`` = r2(computed rate × Berechnungstage)."""

    satz: int
    titel: str
    schluessel: Decimal | None
    exakt: Decimal | None
    gerechnet: Decimal | None
    vereinbart: Decimal | None
    erloes: Decimal | None


class Block(Struct, frozen=True):
    """One cost block = one rate component. ``saetze`` has one entry for each row the sheet covers.

    ``erloes`` = computed rate × Berechnungstage (summed over the rows), ``rundungsdifferenz`` =
    ``erloes`` − ``summe``. ``satz_exakt``/``satz`` are those of the first row (all rows, where not weighted).
    ``nach_schluessel`` is true where the rate is a + b/s: ``fester_anteil`` is a, ``vk_anteil`` is b (euro a
    day or month), ``betreuungskosten`` what b comes from. Block sums from ``gleicher_satz_von`` to
    ``gleicher_satz_bis`` give the same rounded rate (only where it is not a + b/s).
    """

    id: str
    titel: str
    kurz: str
    nummer: str
    gewichtet: bool
    nach_schluessel: bool
    positionen: tuple[Position, ...]
    summe: Decimal | None
    satz_exakt: Decimal | None
    satz: Decimal | None
    erloes: Decimal | None
    rundungsdifferenz: Decimal | None
    saetze: tuple[Blocksatz, ...]
    betreuungskosten: Decimal | None = None
    fester_anteil: Decimal | None = None
    vk_anteil: Decimal | None = None
    gleicher_satz_von: Decimal | None = None
    gleicher_satz_bis: Decimal | None = None


class Abgleich(Struct, frozen=True):
    """One line of the comparison of cost sheet (``soll``, after a Fortschreibung: raised) and agreement (``ist``).

    ``art`` is ``betrag``, ``anzahl``, ``schluessel`` or ``vk`` (how to print the figures), ``differenz`` =
    ist − soll, ``toleranz`` what it may be at most (for a Schlüssel: the VK may be off by so much);
    ``stimmt`` is None if it cannot be judged. ``verweis`` is the topic in the agreement: verguetung,
    platzgeld, plaetze, schluessel, vk, jahresbudget. ``komponente`` (None for totals) and ``satz`` (index of
    the row) say which figure it is.
    """

    titel: str
    soll: Decimal | None
    ist: Decimal | None
    art: str
    differenz: Decimal | None
    stimmt: bool | None
    verweis: str
    toleranz: Decimal = Decimal(0)
    komponente: str | None = None
    satz: int | None = None


class Kostenblatt(Struct, frozen=True):
    """One computed Kostenträgerblatt (one per site or group, where the profile has several).

    ``index`` is its place in the profile's list. ``bezug`` is what its costs are divided by (platztage, platzmonate,
    fachleistungsstunden), ``worte`` the package's words for it, ``zahl_im_jahr`` the days, months or hours a year
    (``tage`` only the days). ``berechnungstage``, here and in groups, is what costs are divided by, exact: places ×
    days (or months) × Auslastung, or hours × Auslastung. ``gesamtentgelt`` is the total the sheet gives for its only
    row (None with several rows), ``jahresbudget`` = Σ r2(total × Berechnungstage) with the sheet's own rates,
    ``jahresbudget_vereinbart`` the same with the agreed totals; ``rundungsdifferenz`` = ``jahresbudget`` −
    ``gesamtkosten``; ``rundungstoleranz`` = 0,005 × number of components × ``berechnungstage``.
    ``fortschreibung`` is not empty where the agreed rates are a predecessor's, raised: the sheet is the calculation
    behind the predecessor, and the comparison is with the raised rates instead of the sheet's own;
    ``jahresbudget_fortgeschrieben`` is what these give.
    """

    index: int
    titel: str | None
    standort: str | None
    zeitraum_von: date | None
    zeitraum_bis: date | None
    tarif: str | None
    stichtag: date | None
    beispieldaten: bool
    foerderung: Decimal | None
    plaetze: int | None
    bezug: str
    worte: Bezugsgroesse
    zahl_im_jahr: Decimal | None
    tage: Decimal | None
    auslastung_prozent: Decimal | None
    berechnungstage: Decimal | None
    gruppen: tuple[Gruppe, ...]
    stellen: tuple[Stelle, ...]
    bloecke: tuple[Block, ...]
    gesamtkosten: Decimal | None
    gesamtentgelt: Decimal | None
    jahresbudget: Decimal | None
    jahresbudget_vereinbart: Decimal | None
    rundungsdifferenz: Decimal | None
    rundungstoleranz: Decimal | None
    vk_betreuung_ist: Decimal | None
    vk_betreuung_soll: Decimal | None
    vk_fachkraft: Decimal | None
    fachkraftquote_prozent: Decimal | None
    saetze: tuple[Satz, ...]
    abgleich: tuple[Abgleich, ...]
    fortschreibung: tuple[Fortschreibungsteil, ...] = ()
    jahresbudget_fortgeschrieben: Decimal | None = None
