"""The report on two states of a workspace, as plain values that every format prints in the same order.

Verdict, figures, wording, providers: :class:`Aenderungsbericht` holds them ready, sorted and grouped; a writer only
prints. ``gruppierung.erstelle_bericht`` makes one from what was found provider by provider.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.review.modell import Aenderung, Dokumentvergleich, Risiko, Zahlaenderung


class Stand(StrEnum):
    """What became of a provider (a profile) or a document. ``NICHT_ERZEUGT``: the new state cannot be built."""

    GLEICH = "gleich"
    GEAENDERT = "geaendert"
    NEU = "neu"
    ENTFALLEN = "entfallen"
    NICHT_ERZEUGT = "nicht_erzeugt"


class Dokumentbericht(Struct, frozen=True):
    """One file of one provider: ``datei`` „vereinbarung.docx“, ``titel`` what the document calls itself.

    ``vergleich`` is empty for a new or removed document; ``zeilen`` then says how many lines of text it has.
    ``redline`` is the file with tracked changes below the folder of redlines, empty if none was asked for or made;
    ``redline_grund`` says what went wrong, ``redline_hinweise`` what changed and no tracked change can show.
    """

    datei: str
    titel: str
    stand: Stand
    vergleich: Dokumentvergleich
    zeilen: int = 0
    redline: str = ""
    redline_grund: str = ""
    redline_hinweise: tuple[str, ...] = ()


class Zahlzeile(Struct, frozen=True):
    """A figure of one provider that differs: one row, also where it is printed at several places.

    ``stelle`` names the document („Vereinbarung, Ziffer 3.1, …“), ``weitere`` the other places with the same old and
    new amount. ``jahreswirkung`` is what it means in euro a year, None where the calculation does not know the days;
    ``tage`` are those it was computed with. ``unerklaert``: nothing in profile, package or calculation explains it.
    ``ausreisser``: it changed otherwise than the same figure of the other providers. ``art`` is „satz“ (a rate or
    its total), „platzgeld“, „kosten“, „budget“ where the calculation has the figure, else empty.
    """

    profil: str
    traeger: str
    dokument: str
    stelle: str
    zahl: Zahlaenderung
    weitere: tuple[str, ...] = ()
    tage: Decimal | None = None
    jahreswirkung: Decimal | None = None
    unerklaert: bool = False
    ausreisser: bool = False
    art: str = ""
    # What makes it the same position at other providers: package, document, place, what it is.
    position: tuple[str, ...] = ()


class Position(Struct, frozen=True):
    """The same figure of several providers in one line: „HBG 2: +3,98 % (+3,97 bis +3,99), 71 Träger“.

    ``zeilen`` are all its rows, ``ausreisser`` those that stand apart. ``prozent`` is the median, ``prozent_von`` and
    ``prozent_bis`` the span without outliers (None where percentages mean nothing), ``differenz_von``/``_bis`` likewise
    in ``einheit``. ``alt``/``neu`` are set where they are the same for all. ``jahreswirkung`` is the sum of those known.
    ``ohne`` are the providers with this package where it stayed, if these are few: they may have been forgotten.
    """

    stelle: str
    bezeichnung: str
    einheit: str
    zeilen: tuple[Zahlzeile, ...]
    ausreisser: tuple[Zahlzeile, ...] = ()
    ohne: tuple[str, ...] = ()
    alt: str = ""
    neu: str = ""
    prozent: Decimal | None = None
    prozent_von: Decimal | None = None
    prozent_bis: Decimal | None = None
    differenz_von: Decimal | None = None
    differenz_bis: Decimal | None = None
    jahreswirkung: Decimal | None = None

    @property
    def anzahl(self) -> int:
        """How many providers."""
        return len({zeile.profil for zeile in self.zeilen})


class Fundstelle(Struct, frozen=True):
    """Where a change of wording stands: the provider's profile and name, the file."""

    profil: str
    traeger: str
    datei: str


class Wortgruppe(Struct, frozen=True):
    """The same change of wording in one or many documents; ``aenderung`` is the first of them.

    ``titel`` is the document („Vereinbarung“), ``stelle`` its place with it. ``folgen`` are further changes of the same
    block (paragraphs of an inserted clause) that came along in the same documents. ``abweichend_von`` is how many
    documents changed otherwise at this place, 0 if this is what most did: an outlier.
    """

    risiko: Risiko
    aenderung: Aenderung
    titel: str
    stelle: str
    fundstellen: tuple[Fundstelle, ...]
    folgen: tuple[Aenderung, ...] = ()
    abweichend_von: int = 0

    @property
    def anzahl(self) -> int:
        """How many documents."""
        return len(self.fundstellen)


class Befundgruppe(Struct, frozen=True):
    """Findings of one code that came or went; ``beispiel`` is the first, ``profile`` who has one.

    All say the same, unless there are ``verschiedene`` messages: then the first is no more than an example.
    """

    code: str
    schwere: Schwere
    beispiel: Befund
    profile: tuple[str, ...]
    anzahl: int
    verschiedene: int = 1

    @property
    def meldung(self) -> str:
        """What to print: the message of all, or an example that is called one."""
        return self.beispiel.meldung if self.verschiedene == 1 else f"zum Beispiel: {self.beispiel.meldung}"


class Traegerbericht(Struct, frozen=True):
    """One provider (one profile): its documents that differ, its figures, its findings.

    ``profilpfade`` are the values of the profile that changed („verguetung.saetze.0.massnahmepauschale“),
    ``profilmarken`` where each stands in the new state (None where it is gone),
    ``paketteile`` the parts of the package that did („vereinbarung/verguetung“, „Rahmen vereinbarung“).
    ``jahreswirkung`` is the change of the yearly volume by the calculation, None where it does not know it.
    ``summenfehler`` are the open errors of sums in the new state, ``summen_geprueft`` whether these could be checked.
    """

    profil: str
    traeger: str
    angebot: str
    paket: str
    stand: Stand
    dokumente: tuple[Dokumentbericht, ...] = ()
    zahlen: tuple[Zahlzeile, ...] = ()
    befunde_neu: tuple[Befund, ...] = ()
    befunde_behoben: tuple[Befund, ...] = ()
    profilpfade: tuple[str, ...] = ()
    profilmarken: tuple[Mark | None, ...] = ()
    paketteile: tuple[str, ...] = ()
    jahreswirkung: Decimal | None = None
    summenfehler: tuple[Befund, ...] = ()
    summen_geprueft: bool = False
    dokumente_gesamt: int = 0
    # Findings of the old state of which nobody knows any more: the new one could not be rendered and so not checked.
    befunde_ungeprueft: int = 0
    # For grouping: how each change reads without what is the provider's own, by file and index of the change. A change
    # that is not named here consists of figures that come from the profile: the table of figures has them all.
    schluessel: dict[tuple[str, int], tuple[object, ...]] = field(default_factory=dict)


class Urteil(Struct, frozen=True):
    """The first lines. Numbers of providers (profiles) and documents; ``stellen`` changed places, of which
    ``verschiedene`` remain when the same change counts once.

    ``dokumente`` is 0 where the documents of unchanged providers were not made and so not counted.
    A document counts once: under ``dokumente_nur_zahlen``, ``_nur_format`` or ``_wortlaut`` (anything else);
    ``_nur_kennung``: nothing but the short hash in the footer is new, which is no change of the document.
    ``spanne`` is lowest and highest change in percent of the amounts of all positions, without outliers;
    ``jahreswirkung`` in euro for ``jahreswirkung_traeger`` providers; ``summen_geprueft`` providers whose sums were
    checked in the new state, ``summenfehler`` of them with an open error there. ``befunde_ungeprueft`` are findings of
    the old state that the new one could not be checked for.
    """

    traeger: int = 0
    traeger_geaendert: int = 0
    traeger_neu: int = 0
    traeger_entfallen: int = 0
    traeger_nicht_erzeugt: int = 0
    dokumente: int = 0
    dokumente_geaendert: int = 0
    dokumente_nur_zahlen: int = 0
    dokumente_nur_format: int = 0
    dokumente_wortlaut: int = 0
    dokumente_neu: int = 0
    dokumente_entfallen: int = 0
    dokumente_nur_kennung: int = 0
    stellen: int = 0
    verschiedene: int = 0
    unerklaert: int = 0
    ausreisser: int = 0
    spanne: tuple[Decimal, Decimal] | None = None
    jahreswirkung: Decimal | None = None
    jahreswirkung_traeger: int = 0
    summen_geprueft: int = 0
    summenfehler: int = 0
    befunde_neu: int = 0
    fehler_neu: int = 0
    befunde_behoben: int = 0
    befunde_ungeprueft: int = 0

    @property
    def gleich(self) -> bool:
        """True if no document differs and no finding came or went."""
        return not (
            self.traeger_geaendert
            or self.traeger_neu
            or self.traeger_entfallen
            or self.traeger_nicht_erzeugt
            or self.dokumente_geaendert
            or self.befunde_neu
            or self.befunde_behoben
        )


class Rahmenaenderung(Struct, frozen=True):
    """A Word frame of a package that changed: ``pfad`` below the templates, its text compared, tags and all."""

    pfad: str
    vergleich: Dokumentvergleich


class Aenderungsbericht(Struct, frozen=True):
    """The whole report, in the order in which it is read.

    ``alt``/``neu`` name the two states („main (1a2b3c4)“, „Arbeitsverzeichnis“). ``ausreisser`` are the rows to look
    at first (unexplained, then outliers), ``zahlen`` every row by effect; ``positionen`` the same rows one line per
    position. With few providers print ``zahlen``, with many (``viele``) first ``ausreisser``, then ``positionen``.
    ``wortlaut`` is sorted by risk, rare before common; ``traeger`` by name, unchanged ones left out.
    """

    alt: str
    neu: str
    urteil: Urteil
    befunde_neu: tuple[Befundgruppe, ...] = ()
    befunde_behoben: tuple[Befundgruppe, ...] = ()
    ausreisser: tuple[Zahlzeile, ...] = ()
    zahlen: tuple[Zahlzeile, ...] = ()
    positionen: tuple[Position, ...] = ()
    wortlaut: tuple[Wortgruppe, ...] = ()
    traeger: tuple[Traegerbericht, ...] = ()
    rahmen: tuple[Rahmenaenderung, ...] = ()
    hinweise: tuple[str, ...] = ()

    @property
    def viele(self) -> bool:
        """True if a row for each provider and figure would be too much to read."""
        return len(self.zahlen) > 25 and len(self.positionen) < len(self.zahlen)

    def wortlaut_nach_risiko(self) -> tuple[tuple[Risiko, tuple[Wortgruppe, ...]], ...]:
        """The wording by class of risk, highest first."""
        return tuple(
            (risiko, gruppe) for risiko in Risiko if (gruppe := tuple(g for g in self.wortlaut if g.risiko is risiko))
        )
