"""What a text rule is: a rule that reads the rendered wording, not what went into it.

Rules are listed in ``verzeichnis.py``; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from vertragsgen.checks.regel import Pruefkontext, Regelkopf
from vertragsgen.diagnostics import Befund, Mark, Schwere
from vertragsgen.inspection.leser import Frage, Klauseltext, Leser
from vertragsgen.inspection.stellen import Absatz
from vertragsgen.package.manifest import Manifest
from vertragsgen.rendering.document import Erzeugtes
from vertragsgen.rendering.pieces import Stueck

T = TypeVar("T")


Antworten = list[tuple[int, T]]


class Klausel(NamedTuple):
    """A printed clause: its document, what it came from, and its text."""

    erzeugt: Erzeugtes
    stueck: Stueck
    text: Klauseltext

    def absatz(self, nummer: int) -> Absatz:
        """The paragraph of that number, from 0."""
        return Absatz(self.erzeugt, self.stueck, self.text.absaetze[nummer])


class _Antwortbuch:
    """The clauses by the question they answer: most clauses answer none, and are passed once for all questions."""

    def __init__(self, klauseln: tuple[Klausel, ...], leser: Leser) -> None:
        self._klauseln, self._leser = klauseln, leser
        self._gefragt = 0
        self._nach_frage: dict[Frage[Any], list[tuple[Klausel, Antworten[Any]]]] = {}

    def antworten(self, frage: Frage[T]) -> Sequence[tuple[Klausel, Antworten[T]]]:
        """The clauses that answer ``frage``, in order, with the numbers of paragraphs and the answers."""
        leser = self._leser
        leser.frage(frage)
        if self._gefragt < len(leser.fragen):
            self._nach_frage = {}
            for klausel in self._klauseln:
                for gestellt, antworten in klausel.text.treffer(leser).items():
                    self._nach_frage.setdefault(gestellt, []).append((klausel, antworten))
            self._gefragt = len(leser.fragen)
        return self._nach_frage.get(frage, ())


class Textkontext:
    """One profile with its rendered documents, in the order of the package.

    ``dateien`` are the names of the files made from them (``vereinbarung.docx``), ``leser`` has read the wording of
    other profiles of the package. ``klauseln`` are the printed clauses of all documents in order.

    With ``ruecklesen`` the finished parts are read back, as is right where they become files. Without it, placeholders
    and figures are sought in what the parts are put together from, the clauses and the frame around them: the findings
    are the same unless the program itself spoils a text while putting it in.
    """

    def __init__(
        self,
        pruefung: Pruefkontext,
        dokumente: tuple[Erzeugtes, ...],
        dateien: frozenset[str] = frozenset(),
        leser: Leser | None = None,
        *,
        ruecklesen: bool = True,
    ) -> None:
        self.pruefung = pruefung
        self.dokumente = dokumente
        self.dateien = dateien
        self.leser = leser or Leser()
        self.ruecklesen = ruecklesen
        lies = self.leser.klausel
        self._von = {erz.dokument: [Klausel(erz, stueck, lies(stueck)) for stueck in erz.stuecke] for erz in dokumente}
        self.klauseln = tuple(chain.from_iterable(self._von.values()))
        self._nach_frage = _Antwortbuch(self.klauseln, self.leser)
        self._mappentexte: dict[str, tuple[str, ...]] = {}

    def mappentexte(self, erzeugt: Erzeugtes) -> tuple[str, ...]:
        """The texts in the workbook of a document, each once; none without a workbook."""
        if erzeugt.mappe is None:
            return ()
        if erzeugt.dokument not in self._mappentexte:
            self._mappentexte[erzeugt.dokument] = tuple(erzeugt.mappe.texte())
        return self._mappentexte[erzeugt.dokument]

    def vorbereitet(self, macht: Callable[[Manifest], T]) -> T:
        """What ``macht`` (a function of a module) makes of the package's manifest, made once."""
        return self.leser.vorbereitet(macht, self.pruefung.manifest)

    def antworten(self, frage: Frage[T]) -> Iterator[tuple[Absatz, T]]:
        """The paragraphs of all documents that have an answer, with the answer."""
        for klausel, antworten in self.klauseln_mit(frage):
            for nummer, antwort in antworten:
                yield klausel.absatz(nummer), antwort

    def klauseln_mit(self, frage: Frage[T]) -> Sequence[tuple[Klausel, Antworten[T]]]:
        """The clauses of all documents that have an answer, with the numbers of its paragraphs and the answers."""
        return self._nach_frage.antworten(frage)

    def mit(self, wort: str, *, klein: bool = False) -> Iterator[Absatz]:
        """The paragraphs in which that word stands, with ``klein`` in their lower case.

        For words of the profile, which no other profile asks for.
        """
        for klausel in self.klauseln:
            text = klausel.text
            if wort in (text.klein if klein else text.ganz):
                for nummer in text.mit(wort, klein=klein):
                    yield klausel.absatz(nummer)

    def klauseln_von(self, erzeugt: Erzeugtes) -> Sequence[Klausel]:
        """The printed clauses of one document."""
        return self._von[erzeugt.dokument]

    def dokument(self, kennung: str) -> Erzeugtes | None:
        """The document of that id, if it was made."""
        return next((erzeugt for erzeugt in self.dokumente if erzeugt.dokument == kennung), None)

    def bezeichnung(self, erzeugt: Erzeugtes) -> str:
        """The short title of a document, as messages call it."""
        dokument = self.pruefung.manifest.dokument(erzeugt.dokument)
        return erzeugt.titel if dokument is None else dokument.bezeichnung


class Textfund(Struct, frozen=True):
    """What a text rule found: message, document and place („Ziffer 4.2“), and the line of the clause file.

    Without ``mark`` the finding stands at ``pfad`` in the profile. ``weitere`` are further paths of the profile,
    ``weitere_marken`` further lines of clauses; ``schwere`` replaces the rule's, ``nicht_pruefbar`` says that data
    are missing to judge.
    """

    meldung: str
    dokument: str | None = None
    stelle: str | None = None
    mark: Mark | None = None
    pfad: str | None = None
    weitere: tuple[str, ...] = ()
    weitere_marken: tuple[Mark, ...] = ()
    hilfe: str | None = None
    schwere: Schwere | None = None
    nicht_pruefbar: bool = False


def fund_an(
    absatz: Absatz,
    wortlaut: str,
    meldung: str,
    *,
    weitere: tuple[Mark, ...] = (),
    hilfe: str | None = None,
    schwere: Schwere | None = None,
) -> Textfund:
    """A finding on a part of a paragraph: document, place and line follow from it."""
    return Textfund(
        meldung, absatz.erzeugt.dokument, absatz.stelle, absatz.mark(wortlaut), weitere_marken=weitere, hilfe=hilfe,
        schwere=schwere,
    )  # fmt: skip


Textpruefung = Callable[[Textkontext], Iterable[Textfund]]


class Textregel(Regelkopf, frozen=True):
    """A rule over the rendered wording."""

    def pruefe(self, kontext: Textkontext) -> Iterator[Befund]:
        """The findings of this rule about the documents of one profile."""
        for fund in self.pruefung(kontext):
            yield self._befund(fund, kontext.pruefung)

    def _befund(self, fund: Textfund, pruefung: Pruefkontext) -> Befund:
        am_pfad = pruefung.mark(fund.pfad) if fund.pfad is not None else None
        mark = am_pfad if fund.mark is None else fund.mark
        pfade = (am_pfad if fund.mark is not None else None, *(pruefung.mark(pfad) for pfad in fund.weitere))
        return Befund(
            code=self.code,
            schwere=Schwere.HINWEIS if fund.nicht_pruefbar else fund.schwere or self.schwere,
            meldung=fund.meldung,
            mark=mark,
            hilfe=fund.hilfe,
            profil=pruefung.profil_id,
            dokument=fund.dokument,
            stelle=fund.stelle,
            weitere=(*fund.weitere_marken, *(ort for ort in pfade if ort is not None)),
            nicht_pruefbar=fund.nicht_pruefbar,
        )


def textregel(code: str, schwere: Schwere, *, ausnahmefaehig: bool = False) -> Callable[[Textpruefung], Textregel]:
    """Make a function a text rule. Placeholders and unresolved references are never exceptable."""

    def macht_regel(pruefung: Textpruefung) -> Textregel:
        return Textregel(code, schwere, ausnahmefaehig, pruefung)

    return macht_regel
