"""The change model: what differs between two states of one document, as plain values that every report reads."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum, StrEnum

from msgspec import Struct

from vertragsgen.diagnostics import Befund
from vertragsgen.linearise.model import Art
from vertragsgen.review.tokens import zerlege_mit_art
from vertragsgen.review.wortdiff import Stueck, Stueckart

BILDER = "Bilder"
"""The first word of a note on pictures, which are content and no formatting."""


class Aenderungsart(StrEnum):
    """What happened to a paragraph, a table row or a cell."""

    GEAENDERT = "geaendert"
    EINGEFUEGT = "eingefuegt"
    GELOESCHT = "geloescht"
    VERSCHOBEN = "verschoben"
    FORMAT = "format"


class Risiko(IntEnum):
    """How closely a lawyer must look, highest first. ``UNERKLAERT`` is given by those who know where figures come
    from: a figure that changed without a change in profile, package or calculation."""

    UNERKLAERT = 0
    BETRAG = 1
    FRIST_NORM_KLAUSEL = 2
    BINDUNG = 3
    SONSTIGES = 4
    VERSCHOBEN = 5
    FORMAT = 6

    @property
    def titel(self) -> str:
        """The heading of this class in a report."""
        return _TITEL[self]


_TITEL = {
    Risiko.UNERKLAERT: "Zahlen ohne Grund in Profil, Paket oder Berechnung",
    Risiko.BETRAG: "Beträge und Zahlen",
    Risiko.FRIST_NORM_KLAUSEL: "Fristen, Daten, Paragraphen und ganze Klauseln",
    Risiko.BINDUNG: "Wörter, die binden (nicht, muss, unverzüglich …)",
    Risiko.SONSTIGES: "Übriger Wortlaut",
    Risiko.VERSCHOBEN: "Verschoben",
    Risiko.FORMAT: "Nur Formatierung",
}


class Zahlart(StrEnum):
    """What a figure is; the kinds of ``tokens`` that carry one."""

    BETRAG = "betrag"
    PROZENT = "prozent"
    FRIST = "frist"
    DATUM = "datum"
    NORM = "norm"
    SCHLUESSEL = "schluessel"
    IBAN = "iban"
    VERWEIS = "verweis"
    ZAHL = "zahl"


class Zahlaenderung(Struct, frozen=True):
    """A figure that differs. ``alt`` or ``neu`` is empty where it was added or dropped.

    ``bezeichnung`` says what the figure is (row and column, or the words around it), ``einheit`` is „€“, „%“ or
    empty. ``differenz`` (in that unit) and ``prozent`` (two decimals, of ``alt``) are None where they mean nothing.
    """

    stelle: str
    bezeichnung: str
    art: Zahlart
    alt: str
    neu: str
    einheit: str = ""
    differenz: Decimal | None = None
    prozent: Decimal | None = None

    @property
    def ist_norm(self) -> bool:
        """True for a reference to a law: it is read in its sentence, not in a table of figures."""
        return self.art is Zahlart.NORM


class Aenderung(Struct, frozen=True):
    """One change of a paragraph, a table row or a cell.

    ``stelle_alt``/``stelle_neu`` are its places in both states (empty where it does not exist), ``zeilenart`` what it is.
    ``stuecke`` is the text piece by piece: without the inserted ones ``alt``, without the deleted ones ``neu``.
    ``format`` names what changed in formatting, also where the wording changed. Changes with the same ``block`` follow
    each other directly in the document and share what happened to them (a clause with its paragraphs).
    """

    art: Aenderungsart
    risiko: Risiko
    stelle_alt: str
    stelle_neu: str
    stuecke: tuple[Stueck, ...]
    zahlen: tuple[Zahlaenderung, ...] = ()
    format: tuple[str, ...] = ()
    block: int = 0
    zeilenart: Art | None = None

    @property
    def stelle(self) -> str:
        """The place to show: that of the new state, of the old one for what was deleted."""
        return self.stelle_neu or self.stelle_alt

    @property
    def alt(self) -> str:
        """The old text."""
        return "".join(s.text for s in self.stuecke if s.art is not Stueckart.EINGEFUEGT)

    @property
    def neu(self) -> str:
        """The new text."""
        return "".join(s.text for s in self.stuecke if s.art is not Stueckart.GELOESCHT)

    @property
    def nur_zahlen(self) -> bool:
        """True if nothing but figures changed in the wording. Another § is another wording."""
        if not self.zahlen or self.art is not Aenderungsart.GEAENDERT or any(z.ist_norm for z in self.zahlen):
            return False
        return not any(_worte(s.text) for s in self.stuecke if s.art is not Stueckart.GLEICH)

    @property
    def schluessel(self) -> tuple[object, ...]:
        """Equal for the same change in many documents: what happened, where, and the words that changed.

        Text around the change (a provider's name in the same sentence) does not count.
        """
        geaendert = tuple((s.art.value, s.text.strip()) for s in self.stuecke if s.art is not Stueckart.GLEICH)
        wort = geaendert if geaendert or self.art is Aenderungsart.FORMAT else (self.alt,)
        return (self.art.value, self.stelle_alt, self.stelle_neu, wort, self.format)


def _worte(text: str) -> bool:
    # „€“, units and the letters inside a figure do not make wording; two letters in a row elsewhere do.
    return any(art in ("wort", "kuerzel") for art, _ in zerlege_mit_art(text))


class Umnummerierung(Struct, frozen=True):
    """A number that changed because something before it came or went: „Ziffer 3 → Ziffer 4“; no change of wording."""

    alt: str
    neu: str
    text: str


class Verweispruefung(Struct, frozen=True):
    """A reference that no longer leads where it did: ``meldung`` says why, in a German sentence."""

    stelle: str
    verweis: str
    meldung: str


class Kommentar(Struct, frozen=True):
    """A comment in the new document: ``datum`` as the file gives it (ISO), ``stelle`` where it is anchored."""

    autor: str
    datum: str
    stelle: str
    text: str


class Bearbeitung(Struct, frozen=True):
    """A tracked change in a document: ``art`` is „eingefügt“, „gestrichen“, „verschoben“ or „formatiert“."""

    autor: str
    datum: str
    stelle: str
    art: str
    text: str


class Eigenschaftsaenderung(Struct, frozen=True):
    """A document property that differs („Titel“)."""

    name: str
    alt: str
    neu: str


class Dokumentvergleich(Struct, frozen=True):
    """All that differs between two states of a document, in the order of the new one.

    ``hinweise`` are German sentences on what no place in the text shows (style definitions, page set-up, pictures,
    the short hash in the footer); ``befunde`` say what could not be read (then the rest may be incomplete).
    """

    dokument: str
    aenderungen: tuple[Aenderung, ...] = ()
    umnummerierungen: tuple[Umnummerierung, ...] = ()
    verweise: tuple[Verweispruefung, ...] = ()
    eigenschaften: tuple[Eigenschaftsaenderung, ...] = ()
    hinweise: tuple[str, ...] = ()
    kommentare: tuple[Kommentar, ...] = ()
    bearbeitungen: tuple[Bearbeitung, ...] = ()
    befunde: tuple[Befund, ...] = ()

    @property
    def zahlen(self) -> tuple[Zahlaenderung, ...]:
        """Every figure that differs, in the order of the document."""
        return tuple(zahl for aenderung in self.aenderungen for zahl in aenderung.zahlen)

    @property
    def gleich(self) -> bool:
        """True if a reader finds no difference. Comments and tracked changes of the new document do not count."""
        return not (
            self.aenderungen
            or self.umnummerierungen
            or self.verweise
            or self.eigenschaften
            or self.hinweise
            or self.befunde
        )

    @property
    def nur_zahlen(self) -> bool:
        """True if figures changed and no word did."""
        wortlaut = [a for a in self.aenderungen if a.art is not Aenderungsart.FORMAT]
        return bool(wortlaut) and all(a.nur_zahlen for a in wortlaut)

    @property
    def nur_format(self) -> bool:
        """True if nothing but formatting differs."""
        hat = bool(self.aenderungen or self.hinweise)
        bilder = any(hinweis.startswith(BILDER) for hinweis in self.hinweise)
        form = all(a.art is Aenderungsart.FORMAT for a in self.aenderungen)
        return hat and form and not bilder and not self.eigenschaften

    def nach_risiko(self) -> tuple[tuple[Risiko, tuple[Aenderung, ...]], ...]:
        """The changes by class of risk, highest first; within a class in the order of the document."""
        return tuple(
            (risiko, gruppe)
            for risiko in Risiko
            if (gruppe := tuple(a for a in self.aenderungen if a.risiko is risiko))
        )
