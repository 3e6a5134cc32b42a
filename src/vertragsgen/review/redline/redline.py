"""A Word document with tracked changes out of two: accepted it is the new one, rejected the old one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from msgspec import Struct

from vertragsgen.linearise.ooxml import NOTE_PARTS, Element, R, W
from vertragsgen.linearise.package import Package
from vertragsgen.linearise.xmlparts import Unlesbar
from vertragsgen.review.bearbeitungen import hat_bearbeitungen
from vertragsgen.review.hinweise import hinweise
from vertragsgen.review.redline.abbild import Abbild, erster_unterschied
from vertragsgen.review.redline.absatz import Absaetze
from vertragsgen.review.redline.atome import Leser
from vertragsgen.review.redline.aufloesen import lehne_ab, nimm_an
from vertragsgen.review.redline.bloecke import Story
from vertragsgen.review.redline.kanon import Kanon
from vertragsgen.review.redline.marken import Marken
from vertragsgen.review.redline.paket import Wordpaket, ausgeschrieben
from vertragsgen.review.redline.uebernahme import Uebernahme

AUTOR = "vertragsgen"
# Fixed, so that the same two files give the same bytes.
DATUM = datetime(2000, 1, 1, tzinfo=UTC)

_RAENDER = {W + "headerReference": "Kopfzeile", W + "footerReference": "Fußzeile"}
_NOTEN = tuple(NOTE_PARTS.values())
_MARKIERT = (W + "ins", W + "del", W + "bookmarkStart", W + "moveFrom", W + "moveTo", W + "comment")


class Redline(Struct, frozen=True):
    """The DOCX, or None and in ``grund`` a German sentence that says why there is none.

    ``marken`` is the number of revisions. ``hinweise`` name what differs and cannot be tracked.
    """

    data: bytes | None
    grund: str = ""
    marken: int = 0
    hinweise: tuple[str, ...] = ()


def redline_docx(alt: bytes, neu: bytes, *, autor: str = AUTOR, datum: datetime = DATUM) -> Redline:
    """Marks every change from ``alt`` to ``neu`` as a tracked one of ``autor`` (deletions: „… (Streichung)“).

    ``datum`` is that of the first place; each further one is two minutes later. The result is resolved both ways and
    compared with the two inputs; if it does not give them back exactly, there is none.
    """
    if alt == neu:
        return Redline(neu)
    try:
        a, b = Wordpaket(alt), Wordpaket(neu)
        for paket, wort in ((a, "ältere"), (b, "neuere")):
            if _bearbeitet(paket):
                return Redline(None, _schon_bearbeitet(wort))
        raender = list(_raender(a, b))
        notizen = [*hinweise(Package(alt), Package(neu)), *_neue_raender(a, b, raender)]
        marken = Marken(autor, datum, _hoechste_id(b))
        _Lauf(a, b, marken, raender).vereine()
        if not marken.gesetzt:
            return Redline(neu, hinweise=tuple(notizen))
        data = b.schreibe()
        fehler = pruefe(alt, neu, data)
    except Unlesbar as fehler_beim_lesen:
        return Redline(None, str(fehler_beim_lesen))
    except RecursionError:
        return Redline(None, "Die Datei ist so tief verschachtelt, wie kein Programm sie schreibt.")
    if fehler:
        return Redline(None, f"Die Fassung mit Änderungen gäbe nicht beide Ausgangsfassungen genau wieder ({fehler}).")
    return Redline(data, marken=marken.gesetzt, hinweise=tuple(notizen))


def pruefe(alt: bytes, neu: bytes, redline: bytes) -> str:
    """Accepts and rejects all of ``redline`` and compares: empty if it gives ``neu`` and ``alt``, otherwise where not."""
    for soll, aufloesen, wort in ((neu, nimm_an, "angenommen"), (alt, lehne_ab, "abgelehnt")):
        paket, ziel = Wordpaket(redline), Wordpaket(soll)
        for teil in _stories(paket):
            root = paket.baum(teil)
            if root is not None:
                aufloesen(root)
        fehler = _vergleiche(paket, ziel)
        if fehler:
            return f"{wort}: {fehler}"
    return ""


def _vergleiche(ist: Wordpaket, soll: Wordpaket) -> str:
    a, b = Abbild(ist), Abbild(soll)
    fehler = erster_unterschied(a.story(ist.haupt), b.story(soll.haupt), ist.haupt)
    for teil_soll, teil_ist in _raender(soll, ist):
        fehler = fehler or erster_unterschied(a.story(teil_ist), b.story(teil_soll), teil_ist)
    return fehler


def _stories(paket: Wordpaket) -> Iterator[str]:
    yield paket.haupt
    for typ, ziel, aussen in paket.beziehungen(paket.haupt).values():
        if not aussen and typ.rpartition("/")[2] in ("header", "footer", *_NOTEN):
            yield ziel


def _bearbeitet(paket: Wordpaket) -> bool:
    return any(hat_bearbeitungen(root) for teil in _stories(paket) if (root := paket.baum(teil)) is not None)


def _schon_bearbeitet(wort: str) -> str:
    return (
        f"Die {wort} Datei enthält schon nachverfolgte Änderungen; eine zweite Schicht davon könnte niemand "
        "auseinanderhalten. Nehmen Sie in Word alle Änderungen an oder lehnen Sie sie ab, und vergleichen Sie dann."
    )


def _hoechste_id(paket: Wordpaket) -> int:
    zahlen = [0]
    for teil in _stories(paket):
        root = paket.baum(teil)
        for element in () if root is None else root.iter(*_MARKIERT):
            wert = element.get(W + "id", "")
            if wert.isdigit() and len(wert) < 9:
                zahlen.append(int(wert))
    return max(zahlen)


def _verweise(paket: Wordpaket) -> dict[tuple[int, str, str], str]:
    """Header and footer parts by section, kind and pages; a section without one of its own shows the one before."""
    root = paket.baum(paket.haupt)
    beziehungen = paket.beziehungen(paket.haupt)
    found: dict[tuple[int, str, str], str] = {}
    stand: dict[tuple[str, str], str] = {}
    for nummer, abschnitt in enumerate([] if root is None else root.iter(W + "sectPr")):
        for verweis in abschnitt:
            if verweis.tag in _RAENDER:
                ziel = beziehungen.get(verweis.get(R + "id", ""), ("", "", False))[1]
                stand[str(verweis.tag), verweis.get(W + "type", "default")] = ziel
        found.update({(nummer, *art): ziel for art, ziel in stand.items()})
    return found


def _raender(alt: Wordpaket, neu: Wordpaket) -> Iterator[tuple[str, str]]:
    """Pairs of header and footer parts that stand at the same place; each new part once."""
    links, rechts = _verweise(alt), _verweise(neu)
    gesehen: set[str] = set()
    belegt: set[str] = set()
    for ort, teil in rechts.items():
        if teil not in gesehen and ort in links and links[ort] not in belegt:
            gesehen.add(teil)
            belegt.add(links[ort])
            yield links[ort], teil


def _neue_raender(alt: Wordpaket, neu: Wordpaket, raender: list[tuple[str, str]]) -> Iterator[str]:
    gepaart_alt, gepaart_neu = {a for a, _ in raender}, {b for _, b in raender}
    for verweise, gepaart, wort in ((_verweise(neu), gepaart_neu, "neu"), (_verweise(alt), gepaart_alt, "weggefallen")):
        for (_, art, _), teil in {teil: (ort, teil) for ort, teil in verweise.items()}.values():
            if teil not in gepaart:
                yield f"Eine {_RAENDER[art]} ist {wort}; das lässt sich nicht als Änderung nachverfolgen."


class _Lauf:
    """The making of one redline."""

    def __init__(self, alt: Wordpaket, neu: Wordpaket, marken: Marken, raender: list[tuple[str, str]]) -> None:
        self.alt, self.neu, self.marken, self.raender = alt, neu, marken, raender
        self.kanon_alt, self.kanon_neu = Kanon(alt), Kanon(neu)
        self.uebernahme = Uebernahme(alt, neu, self.kanon_alt, self.kanon_neu)
        self.noten: list[tuple[str, str, str]] = []

    def vereine(self) -> None:
        """Merges the body, headers and footers, then the notes they refer to."""
        for teil_alt, teil_neu in ((self.alt.haupt, self.neu.haupt), *self.raender):
            root_alt, root_neu = self.alt.baum(teil_alt), self.neu.baum(teil_neu)
            if root_alt is not None and root_neu is not None:
                self._teil(teil_alt, teil_neu, ausgeschrieben(root_alt), ausgeschrieben(root_neu))
        for art in _NOTEN:
            self._noten(art)

    def _teil(self, teil_alt: str, teil_neu: str, alt: Element, neu: Element) -> None:
        absaetze = Absaetze(
            Leser(self.alt, teil_alt, self.kanon_alt),
            Leser(self.neu, teil_neu, self.kanon_neu),
            self.marken,
            self.uebernahme,
        )
        gesetzt = self.marken.gesetzt
        Story(absaetze, self._gleiche_ids(teil_alt, teil_neu)).vereine(alt, neu)
        if self.marken.gesetzt > gesetzt:
            self.neu.geaendert(teil_neu)
            self.marken.neuer_block()
        self.noten += absaetze.notenpaare

    def _gleiche_ids(self, teil_alt: str, teil_neu: str) -> bool:
        """True if equal bytes of the part mean equal content: the same styles, lists, targets and pictures."""

        def gleich(hole: Callable[[Wordpaket], object]) -> bool:
            return hole(self.alt) == hole(self.neu)

        def gezeigt(paket: Wordpaket, teil: str) -> object:
            return {
                rid: (typ, ziel, b"" if aussen or ziel.endswith(".xml") else paket.bytes_von(ziel))
                for rid, (typ, ziel, aussen) in paket.beziehungen(teil).items()
            }

        return (
            gleich(lambda paket: paket.bytes_von(paket.teil_der_art("numbering") or ""))
            and self.kanon_alt.stilnamen == self.kanon_neu.stilnamen
            and gezeigt(self.alt, teil_alt) == gezeigt(self.neu, teil_neu)
        )

    def _noten(self, art: str) -> None:
        name_alt, name_neu = self.alt.teil_der_art(art), self.neu.teil_der_art(art)
        root_alt, root_neu = self.alt.baum(name_alt), self.neu.baum(name_neu)
        if root_neu is None:
            return
        for note_art, id_alt, id_neu in list(self.noten):
            links = None if root_alt is None else _note(root_alt, id_alt)
            rechts = _note(root_neu, id_neu)
            if note_art == art and links is not None and rechts is not None:
                self._teil(name_alt, name_neu, links, rechts)
        self._ordne_noten(art, name_neu, root_neu)

    def _ordne_noten(self, art: str, name: str, root: Element) -> None:
        """Notes and their ids in the order of their references: LibreOffice counts them instead of reading the ids."""
        haupt = self.neu.baum(self.neu.haupt)
        tag = W + ("footnoteReference" if art == "footnotes" else "endnoteReference")
        verweise = [] if haupt is None else list(haupt.iter(tag))
        folge: dict[str, int] = {}
        for verweis in verweise:
            folge.setdefault(verweis.get(W + "id", ""), len(folge))
        noten = [note for note in root if note.get(W + "type") is None]
        geordnet = sorted(noten, key=lambda note: folge.get(note.get(W + "id", ""), len(folge)))
        if geordnet == noten or not self.marken.gesetzt:
            return
        besondere = [note for note in root if note.get(W + "type") is not None]
        root[:] = [*besondere, *geordnet]
        erste = max([0, *(int(note.get(W + "id", "0")) for note in besondere)]) + 1
        neue = {note.get(W + "id", ""): str(erste + k) for k, note in enumerate(geordnet)}
        for note in geordnet:
            note.set(W + "id", neue[note.get(W + "id", "")])
        for verweis in verweise:
            verweis.set(W + "id", neue.get(verweis.get(W + "id", ""), verweis.get(W + "id", "")))
        self.neu.geaendert(name)
        self.neu.geaendert(self.neu.haupt)


def _note(root: Element, key: str) -> Element | None:
    return next((note for note in root if note.get(W + "id") == key), None)
